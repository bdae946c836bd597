import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { newVenueFiles } from './new-exchange-files.ts'
import { root } from './stack/root.ts'

const usage = `Usage: scripts/new-exchange NAME [--dir CHECKOUT]

Makes services/collector-NAME and docs/venues/NAME.md: everything compiles, nothing is known of the venue yet, and its
conformance test says what to do next. docs/adding-an-exchange.md is the way from there. NAME: 2 to 20 lower-case letters and
digits, a letter first, as in VENUES. --dir: another checkout than this one.`

/** What the user did wrong; printed without a stack. */
class UsageError extends Error {}

/** Names that cannot be the name of a constant, which is what the record's file exports. */
const taken: readonly string[] = ['class', 'const', 'default', 'delete', 'export', 'import', 'new', 'package', 'void']

const readName = (positionals: readonly string[]): string => {
  const [name, ...rest] = positionals
  if (name === undefined || rest.length > 0) throw new UsageError('one NAME is needed')
  if (!/^[a-z][a-z0-9]{1,19}$/.test(name) || taken.includes(name)) {
    throw new UsageError(`"${name}" is no name: 2 to 20 lower-case letters and digits, a letter first`)
  }
  return name
}

const run = (): void => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { dir: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help === true) {
    console.log(usage)
    return
  }
  const name = readName(positionals)
  const checkout = values.dir === undefined ? root : resolve(values.dir)
  if (!existsSync(join(checkout, 'services'))) throw new UsageError(`${checkout} has no folder "services"`)
  const files = newVenueFiles(name)
  const known = [`services/collector-${name}`, ...Object.keys(files)].find(path => existsSync(join(checkout, path)))
  if (known !== undefined) throw new UsageError(`${known} is there already`)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true })
    writeFileSync(join(checkout, path), text)
    console.log(`  ${path}`)
  }
  console.log(`
Next:
  pnpm install                                           # once, so that the workspace knows the folder
  vitest run services/collector-${name}                  # fails, and says what is missing
docs/adding-an-exchange.md has the steps.`)
}

try {
  run()
} catch (error) {
  // parseArgs throws TypeErrors with a code for what it does not know.
  if (!(error instanceof UsageError) && !(error instanceof TypeError && 'code' in error)) throw error
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}
