import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A checkout with nothing in it but the way to the packages of the real one. */
let checkout = ''

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'screener-new-exchange-'))
  mkdirSync(join(checkout, 'services'))
  mkdirSync(join(checkout, 'node_modules', '@screener'), { recursive: true })
  for (const name of readdirSync(join(root, 'packages'))) {
    symlinkSync(join(root, 'packages', name), join(checkout, 'node_modules', '@screener', name))
  }
  const extended = join(root, 'tsconfig.base.json')
  const types = { typeRoots: [join(root, 'node_modules/@types')] }
  const config = { extends: extended, compilerOptions: types, include: ['services/*/src', 'services/*/test'] }
  writeFileSync(join(checkout, 'tsconfig.json'), JSON.stringify(config))
  writeFileSync(join(checkout, 'package.json'), '{"private":true,"type":"module"}')
})
afterAll(() => rmSync(checkout, { recursive: true, force: true }))

const run = (command: string, args: readonly string[]): { readonly status: number | null; readonly output: string } => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: checkout, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}
const newExchange = (...args: readonly string[]): ReturnType<typeof run> =>
  run(process.execPath, [join(root, 'scripts/new-exchange.ts'), ...args, '--dir', checkout])
const tool = (name: string, ...args: readonly string[]): ReturnType<typeof run> =>
  run(join(root, 'node_modules/.bin', name), args)

describe('scripts/new-exchange', () => {
  test('makes a venue that compiles, and says what to do next', { timeout: 120_000 }, () => {
    const { status, output } = newExchange('plover')
    expect(output).toContain('pnpm install')
    expect(status).toBe(0)
    expect(readFileSync(join(checkout, 'docs/venues/plover.md'), 'utf8')).toContain('sequence rule')
    expect(tool('tsc', '-p', checkout)).toEqual({ status: 0, output: '' })
  })

  test('its conformance test fails and says what is missing', { timeout: 120_000 }, () => {
    const { status, output } = tool('vitest', 'run', '--root', checkout, '--testTimeout', '60000')
    expect(status).toBe(1)
    expect(output).toContain('no recorded frames: put them into test/fixtures')
    expect(output).toContain('the simulator does not speak plover yet: write')
  })

  test.each(['', 'Plover', '9lives', 'a', 'a-b', '../x', 'class', 'binance2binance2binance'])(
    'refuses the name "%s"',
    name => {
      const { status, output } = newExchange(name)
      expect(status).toBe(2)
      expect(output).toContain('is no name')
      expect(readdirSync(join(checkout, 'services')).every(folder => folder === 'collector-plover')).toBe(true)
    },
  )

  test('refuses a venue that is there already, and touches nothing of it', () => {
    const file = join(checkout, 'services/collector-plover/src/decode.ts')
    writeFileSync(file, '// mine\n')
    const { status, output } = newExchange('plover')
    expect(status).toBe(2)
    expect(output).toContain('services/collector-plover is there already')
    expect(readFileSync(file, 'utf8')).toBe('// mine\n')
  })
})
