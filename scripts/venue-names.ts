/**
 * Nothing but a venue's collector and its twin names it, and every collector is configured: deploy/venues.env, deploy/fees, the compose
 * file, the demo and docs/venues. Prints what is wrong and ends with 1; ends with 2 when it does not see what is planted.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseEnv } from 'node:util'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Where a name is a slip. Tests, documents, benchmarks and configuration may name venues. */
const searched = ['packages/*/src/**/*', 'services/*/src/**/*', 'services/*/*.*', 'scripts/**/*']
const spared = ['**/node_modules/**', '**/dist/**', '**/*.md', 'scripts/system-tests/**', 'scripts/benchmarks/**']

const ids = readdirSync(join(root, 'services'))
  .flatMap(name => /^collector-(.+)$/.exec(name)?.[1] ?? [])
  .toSorted()

/** More homes of a venue that is more than a collector and a twin, as its package.json says. */
const moreHomes = (id: string): readonly string[] => {
  const { screener } = JSON.parse(read(`services/collector-${id}/package.json`)) as {
    readonly screener?: { readonly homes?: readonly string[] }
  }
  return screener?.homes ?? []
}

const homesOf = (id: string): readonly string[] => [
  `services/collector-${id}/`,
  `services/exchange-simulator/src/${id}/`,
  ...moreHomes(id),
]

/** Line numbers on which the id stands, alone or as a part of a name: `plantedvenue`, `PLANTEDVENUE_PORT`, `createPlantedvenueVenue`; not `implantedvenue`. */
const linesNaming = (id: string, text: string): number[] => {
  const pattern = new RegExp(`(.?)(${id})`, 'gi')
  const isPart = ([, before = '', found = '']: RegExpExecArray): boolean =>
    !(/[a-z]/.test(before) && /^[a-z]/.test(found)) && !(/[A-Z]/.test(before) && /^[A-Z]/.test(found))
  return text.split('\n').flatMap((line, index) => ([...line.matchAll(pattern)].some(isPart) ? [index + 1] : []))
}

const slips = (): string[] =>
  globSync(searched, { cwd: root, exclude: spared, withFileTypes: true })
    .filter(entry => entry.isFile())
    .flatMap(entry => {
      const path = relative(root, join(entry.parentPath, entry.name))
      const text = read(path)
      return ids
        .filter(id => !homesOf(id).some(home => path.startsWith(home)))
        .flatMap(id => linesNaming(id, text).map(line => `${path}:${line} names ${id}`))
    })

const namesIn = (pairs: string | undefined): readonly string[] =>
  (pairs ?? '').split(',').map(pair => pair.split('=', 1).join(''))

const gaps = (): string[] => {
  const { VENUES, VENUE_NAMES } = parseEnv(read('deploy/venues.env'))
  const compose = read('deploy/compose.yml')
  const demo = read('deploy/demo.env')
  const documents = new Set(readdirSync(join(root, 'docs/venues')))
  const fees = new Set(readdirSync(join(root, 'deploy/fees')))
  return ids.flatMap(id => [
    ...Object.entries({ VENUES, VENUE_NAMES }).flatMap(([name, value]) =>
      namesIn(value).includes(id) ? [] : [`deploy/venues.env: ${name} lacks ${id}`],
    ),
    ...(compose.includes(`\n  collector-${id}:\n`) ? [] : [`deploy/compose.yml: no block collector-${id}`]),
    ...(demo.includes(`\n${id.toUpperCase()}_WEBSOCKET_URL=`) || demo.includes(`\n${id.toUpperCase()}_RPC_URLS=`)
      ? []
      : [`deploy/demo.env: no address for ${id}`]),
    ...(fees.has(`${id}.json`) ? [] : [`deploy/fees/${id}.json is missing`]),
    ...(documents.has(`${id}.md`) ? [] : [`docs/venues/${id}.md is missing`]),
  ])
}

const planted = [
  { text: "venue === 'plantedvenue'", seen: true },
  { text: 'PLANTEDVENUE_PORT', seen: true },
  { text: 'createPlantedvenueVenue, plantedvenueBanMs', seen: true },
  { text: '// as Plantedvenue writes it', seen: true },
  { text: 'collector-plantedvenue', seen: true },
  { text: 'implantedvenue, IMPLANTEDVENUE', seen: false },
]
const blind = planted.filter(({ text, seen }) => linesNaming('plantedvenue', text).length > 0 !== seen)
if (blind.length > 0) {
  console.error(`judged wrongly: ${blind.map(({ text }) => text).join(' | ')}`)
  process.exit(2)
}
const problems = [...slips(), ...gaps()]
for (const problem of problems) console.error(problem)
console.log(`${ids.join(', ')}: ${problems.length} problems`)
if (problems.length > 0) process.exit(1)
