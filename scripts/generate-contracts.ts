/**
 * Generates packages/contracts/generated from proto/. With --check, generates beside it and fails on any difference.
 *
 * Two modules: `pipeline` for the services, `gateway` for the browser (only what it needs, to keep the page small).
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const committed = join(root, 'packages/contracts/generated')

const modules: Record<string, readonly string[]> = {
  pipeline: [
    'market_data.proto',
    'book_view.proto',
    'opportunity_batch.proto',
    'verdict.proto',
    'control.proto',
    'status.proto',
  ],
  gateway: ['gateway.proto'],
}

const bin = (tool: string): string => join(root, 'node_modules/.bin', tool)

/** One module of all `files`; comments are what the type file is made from, and only weight in the committed module. */
const writeModule = (name: string, files: readonly string[], output: string, comments: readonly string[]): void => {
  const form = ['-t', 'static-module', '-w', 'es6', '-r', name, '--force-number']
  const leftOut = ['--no-create', '--no-verify', '--no-convert', '--no-delimited', '--no-service', ...comments]
  const protos = files.map(file => join(root, 'proto', file))
  execFileSync(bin('pbjs'), [...form, ...leftOut, '-p', join(root, 'proto'), '-o', output, ...protos], {
    stdio: 'inherit',
  })
}

const generate = (directory: string): void => {
  mkdirSync(directory, { recursive: true })
  for (const [name, files] of Object.entries(modules)) {
    const javascript = join(directory, `${name}.js`)
    const types = join(directory, `${name}.d.ts`)
    const commented = join(directory, `${name}.commented.js`)
    writeModule(name, files, javascript, ['--no-comments'])
    writeModule(name, files, commented, [])
    execFileSync(bin('pbts'), ['-o', types, commented], { stdio: 'inherit' })
    rmSync(commented)
    // 64-bit fields are numbers here (see numbers-not-longs.ts), so the types need no Long.
    writeFileSync(types, readFileSync(types, 'utf8').replace('import Long = require("long");\n', ''))
    // Node resolves ESM by exact file name; bundlers accept it too.
    const text = readFileSync(javascript, 'utf8').replaceAll('"protobufjs/minimal"', '"protobufjs/minimal.js"')
    writeFileSync(javascript, text)
  }
}

const differing = (directory: string): string[] =>
  Object.keys(modules)
    .flatMap(name => [`${name}.js`, `${name}.d.ts`])
    .filter(file => {
      try {
        return readFileSync(join(directory, file), 'utf8') !== readFileSync(join(committed, file), 'utf8')
      } catch {
        return true
      }
    })

if (process.argv.includes('--check')) {
  const directory = mkdtempSync(join(tmpdir(), 'contracts-'))
  try {
    generate(directory)
    const drifted = differing(directory)
    if (drifted.length > 0) {
      console.error(`contracts drift: ${drifted.join(', ')} differ from proto/. Run: pnpm generate`)
      process.exitCode = 1
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
} else {
  generate(committed)
}
