/** Stream and key names, in one place. `{k}` is a Redis Cluster hash tag: all of a shard lives in one slot. */
export const marketDataStream = (shard: number, venue: string): string => `md:{${shard}}:${venue}`
export const bookStream = (shard: number): string => `book:{${shard}}`
export const opportunityStream = (share: number): string => `arb:{${share}}:opportunities`
export const commandStream = (venue: string): string => `ctl:${venue}`
/** What subscription-manager is asked to follow for a while; several writers. */
export const subscriptionRequestStream = 'ctl:subscriptions'
/** Why routes are not open, sampled; several writers. */
export const verdictStream = 'arb:verdicts'
export const statusStream = 'sys:status'

/** HASH with best bid and ask, for people with redis-cli. */
export const priceKey = (venue: string, symbol: string): string => `price:${venue}:${symbol}`

/** Keys of one book's checkpoint; all in the shard's slot, so one MULTI writes them. */
export const bookKeys = (
  shard: number,
  venue: string,
  symbol: string,
): { bids: string; asks: string; bidQuantities: string; askQuantities: string; meta: string } => {
  const prefix = `ob:{${shard}}:${venue}:${symbol}`
  return {
    bids: `${prefix}:bids`,
    asks: `${prefix}:asks`,
    bidQuantities: `${prefix}:bids:qty`,
    askQuantities: `${prefix}:asks:qty`,
    meta: `${prefix}:meta`,
  }
}

/** SET of `<venue> <symbol>`: which books of the shard have a checkpoint. In the shard's slot. */
export const bookIndexKey = (shard: number): string => `ob:{${shard}}:books`

/** HASH, a field for each symbol: what is wanted of a venue and what of it is confirmed, as JSON (see subscription.ts). */
export const subscriptionsKey = (venue: string): string => `subs:${venue}`
