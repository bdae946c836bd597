import { ConfigError } from '@screener/service-kit'
import type { Venue } from './venue.ts'

/** The venue in another of its forms; as it is when `name` is empty. Throws ConfigError naming the forms there are. */
export const applyVariant = (venue: Venue, name: string): Venue => {
  if (name === '') return venue
  if (!variantsOf(venue).includes(name)) {
    const problem = `${venue.id} has no variant of that name`
    throw new ConfigError([{ key: 'venueVariant', env: 'VENUE_VARIANT', problem, fix: variantFix(venue) }])
  }
  const { snapshot, ...parts } = { ...venue, ...venue.variants?.[name] }
  // Only the snapshot may be taken away; the other parts of a variant are there or not named.
  return (snapshot === undefined ? parts : { ...parts, snapshot }) as Venue
}

export const variantsOf = (venue: Venue): readonly string[] => Object.keys(venue.variants ?? {})

/** What to do about a name that is none. */
export const variantFix = (venue: Venue): string => {
  const names = variantsOf(venue)
  return names.length === 0 ? 'leave it empty: there are none' : `leave it empty or set one of ${names.join(', ')}`
}
