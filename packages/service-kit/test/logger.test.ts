import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createLogger } from '../src/index.ts'

const logTo = (lines: string[], secrets: readonly string[]) =>
  createLogger(
    { level: 'info', service: 's', instance: 'i', version: 'v', secrets },
    { write: line => void lines.push(line) },
  )

test('one JSON line per event, with who says it', () => {
  const lines: string[] = []
  logTo(lines, []).info({ event: 'gap', symbol: 'A\nB\u001b[31m' }, 'gap found')
  expect(lines).toHaveLength(1)
  expect(lines[0]!.trimEnd()).not.toMatch(/[\n\u001b]/)
  const line = JSON.parse(lines[0]!)
  expect(line).toMatchObject({
    level: 'info',
    service: 's',
    instance: 'i',
    version: 'v',
    event: 'gap',
    msg: 'gap found',
  })
  expect(new Date(line.at).getTime()).toBeGreaterThan(0)
})

test('secrets are blotted out wherever they turn up', () => {
  const secret = 'hunt"er/ 2canary'
  const lines: string[] = []
  const log = logTo(lines, [secret])
  const error = new Error(`could not reach redis://u:${encodeURIComponent(secret)}@h`)
  log.error(
    { event: 'x', err: error, url: `redis://${secret}`, password: 'other', deep: { at: { token: 'abc' } } },
    `text ${secret}`,
  )
  log.child({ part: secret }).info({ event: 'y' }, 'child')
  const all = lines.join('')
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), 'other', 'abc"'])
    expect(all).not.toContain(form)
  expect(all).toContain('[redacted]')
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
})

test('a line is out when the call returns: a process that ends at once has said everything, in order', async () => {
  const program = fileURLToPath(new URL('./programs/last-words.ts', import.meta.url))
  const output = await new Promise<string>(resolve => {
    execFile(process.execPath, [program], (_killed, text) => resolve(text))
  })
  const events = output
    .trimEnd()
    .split('\n')
    .map(line => (JSON.parse(line) as { event: string }).event)
  expect(events).toEqual(['first', 'second', 'third'])
})
