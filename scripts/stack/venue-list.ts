import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { root } from './root.ts'

/** The variables of `deploy/venues.env`, the one configuration that names venues; the environment goes before it. */
export const venueVariables = (): Readonly<Record<string, string>> => {
  const file = parseEnv(readFileSync(join(root, 'deploy/venues.env'), 'utf8'))
  return Object.fromEntries(Object.entries(file).map(([name, value]) => [name, process.env[name] ?? value ?? '']))
}

export const hasCollector = (venue: string): boolean =>
  existsSync(join(root, 'services', `collector-${venue}`, 'src/main.ts'))

export const hasTwin = (venue: string): boolean =>
  existsSync(join(root, 'services/exchange-simulator/src', venue, 'twin.ts'))

/**
 * The service that plays the venue: the exchange simulator where it has a twin, else the one that the collector's package.json names
 * (`screener.simulator`). Undefined: it exists only live.
 */
export const simulatorOf = (venue: string): string | undefined => {
  if (hasTwin(venue)) return 'exchange-simulator'
  if (!hasCollector(venue)) return undefined
  const file = readFileSync(join(root, 'services', `collector-${venue}`, 'package.json'), 'utf8')
  const { screener } = JSON.parse(file) as { readonly screener?: { readonly simulator?: string } }
  const simulator = screener?.simulator
  return simulator !== undefined && existsSync(join(root, 'services', simulator, 'src/main.ts')) ? simulator : undefined
}

/** The configured venues whose collector is in this checkout; on simulated venues also what plays them. */
export const presentVenues = (simulated: boolean): readonly string[] =>
  (venueVariables()['VENUES'] ?? '')
    .split(',')
    .filter(venue => venue !== '' && hasCollector(venue) && (!simulated || simulatorOf(venue) !== undefined))

/** The venues of a `--venues a,b` option, or all configured ones. */
export const chosenVenues = (option: string | undefined, simulated = true): readonly string[] =>
  option === undefined ? presentVenues(simulated) : option.split(',').filter(venue => venue !== '')
