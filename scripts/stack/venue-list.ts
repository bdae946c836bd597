import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './stack-plan.ts'

/** The variables of `deploy/venues.env`, the one configuration that names venues; the environment goes before it. */
export const venueVariables = (): Readonly<Record<string, string>> => {
  const variables: Record<string, string> = {}
  for (const line of readFileSync(join(root, 'deploy/venues.env'), 'utf8').split('\n')) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim())
    const [, name, value] = match ?? []
    if (name !== undefined && value !== undefined) variables[name] = process.env[name] ?? value
  }
  return variables
}

const hasCollector = (venue: string): boolean => existsSync(join(root, 'services', `collector-${venue}`, 'src/main.ts'))

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
