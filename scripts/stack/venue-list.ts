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

/** The configured venues whose collector is in this checkout; on simulated venues also their twin. */
export const presentVenues = (simulated: boolean): readonly string[] =>
  (venueVariables()['VENUES'] ?? '')
    .split(',')
    .filter(venue => venue !== '' && hasCollector(venue) && (!simulated || hasTwin(venue)))

/** The venues of a `--venues a,b` option, or all configured ones. */
export const chosenVenues = (option: string | undefined, simulated = true): readonly string[] =>
  option === undefined ? presentVenues(simulated) : option.split(',').filter(venue => venue !== '')
