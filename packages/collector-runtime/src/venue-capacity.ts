import type { Venue } from './venue.ts'

/** How much of a venue one address may follow. */
export interface VenueCapacity {
  /** Whole books. */
  readonly deep: number
  /** Symbols with the best bid and ask alone. */
  readonly top: number
}

/** Of what the venue allows; the rest is for replacing connections, and for others at the same address. */
const usedShare = 0.8
/** Open at a time where the venue names no bound: more would only be more to lose at once. */
const usualConnections = 50

/**
 * What the limits of the venue allow. Half of the connections carry books and half carry tops. Where books start from REST
 * snapshots, no more of them than could be fetched anew within one window, should all be lost at once. Pure.
 */
export const capacityOf = ({ limits, tops, snapshot }: Venue): VenueCapacity => {
  const connections = Math.max(1, Math.floor(((limits.maxConnections ?? usualConnections) * usedShare) / 2))
  const cheapest = snapshot?.when === 'always' ? (snapshot.tiers.at(-1)?.weight ?? 0) : 0
  const seeded = cheapest > 0 ? Math.floor((limits.restWeightPerWindow * usedShare) / cheapest) : Infinity
  return {
    deep: Math.min(connections * limits.maxSymbolsPerConnection, seeded),
    top: tops === undefined ? 0 : connections * tops.maxSymbolsPerConnection,
  }
}
