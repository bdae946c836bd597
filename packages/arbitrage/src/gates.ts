import type { Book, Route } from './route-table.ts'

/** Limits of trust. */
export interface GateLimits {
  readonly maxLegAgeMs: number
  readonly maxSkewMs: number
}

/** Why a route may not be priced now. */
export type Refusal = 'not_live' | 'stale' | 'skew'

/** Newest proof that the book is still what the venue says, in µs. */
export const proofUsOf = (book: Book): number => Math.max(book.viewProofUs, book.feed.proofUs)

/** Age of the older leg's proof of life, in ms, never negative. */
export const ageMsOf = (route: Route, nowUs: number): number =>
  Math.max(0, nowUs - Math.min(proofUsOf(route.buy), proofUsOf(route.sell))) / 1000

/**
 * How far apart in time the two books are known, in ms. A book is known to have held from the reading of its newest frame to
 * its newest proof of life; two books whose spans overlap were true together, so their skew is 0, however unevenly their
 * proofs arrive. Otherwise it is the gap between the spans.
 */
export const skewMsOf = (route: Route): number => {
  const begin = Math.max(route.buy.receivedUs, route.sell.receivedUs)
  const end = Math.min(proofUsOf(route.buy), proofUsOf(route.sell))
  return Math.max(0, begin - end) / 1000
}

/** The first limit the route breaks, or undefined when it may be priced. */
export const refusalOf = (route: Route, limits: GateLimits, nowUs: number): Refusal | undefined => {
  const { buy, sell } = route
  if (!buy.usable || !sell.usable || !route.comparable) return 'not_live'
  if (!buy.feed.group.trusted || !sell.feed.group.trusted) return 'stale'
  if (ageMsOf(route, nowUs) > limits.maxLegAgeMs) return 'stale'
  // A proof from the future means clocks that disagree: by more than the skew allowed, no age can be told.
  if (Math.max(proofUsOf(buy), proofUsOf(sell)) - nowUs > limits.maxSkewMs * 1000) return 'stale'
  return skewMsOf(route) > limits.maxSkewMs ? 'skew' : undefined
}
