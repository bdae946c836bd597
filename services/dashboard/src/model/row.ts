import type { Opportunity } from '@screener/contracts/gateway'

type Leg = Opportunity['legs'][number]

/** One line of the table: an opportunity as it was last heard, and what became of it. */
export interface Row {
  readonly id: string
  readonly opportunity: Opportunity
  /** The two legs of a route between two venues; undefined for every other route. */
  readonly buy: Leg | undefined
  readonly sell: Leg | undefined
  /** Lower case words the text filter looks in. */
  readonly searchText: string
  /** Set when the episode ended; `atMs` is monotonic. */
  readonly closed: { readonly reason: string; readonly atMs: number } | undefined
  /** Grows with each change of this row. */
  readonly revision: number
}

export const makeRow = (
  opportunity: Opportunity,
  revision: number,
  venueName: (venue: string) => string = venue => venue,
): Row => {
  const { legs, base, quote, symbol, kind } = opportunity
  const isPair = kind === 'two-leg'
  const buy = isPair ? legs.find(leg => leg.side === 'buy') : undefined
  const sell = isPair ? legs.find(leg => leg.side === 'sell') : undefined
  const words = [
    `${base}/${quote}`,
    symbol,
    kind,
    ...legs.flatMap(leg => [leg.venue, venueName(leg.venue), leg.symbol]),
    ...opportunity.marks,
  ]
  return {
    id: opportunity.id,
    opportunity,
    buy,
    sell,
    searchText: words.join(' ').toLowerCase(),
    closed: undefined,
    revision,
  }
}

/** `BTC/USDT`; falls back to the symbol where base and quote are not told. */
export const assetName = (opportunity: Opportunity): string =>
  opportunity.base !== '' && opportunity.quote !== '' ? `${opportunity.base}/${opportunity.quote}` : opportunity.symbol

/** Where a leg trades: the venue, and the pool where it has several books of one pair (`Gamma v3-500`). */
export const placeName = ({ venue, symbol }: Leg, venueName: (venue: string) => string): string => {
  const pool = symbol.indexOf('~')
  return pool < 0 ? venueName(venue) : `${venueName(venue)} ${symbol.slice(pool + 1)}`
}

/** The way of the money: `Alpha → Beta`, `Alpha: USDT → BTC → ETH → USDT`, `USDT → BTC Alpha → USD Beta → USDT Gamma`. */
export const routeText = ({ opportunity, buy, sell }: Row, venueName: (venue: string) => string): string => {
  if (buy !== undefined && sell !== undefined) return `${placeName(buy, venueName)} → ${placeName(sell, venueName)}`
  const { legs, quote } = opportunity
  const venue = legs[0]?.venue ?? ''
  const isOneVenue = legs.every(leg => leg.venue === venue)
  const got = legs.map(leg => {
    const asset = leg.side === 'buy' ? leg.base : leg.quote
    return isOneVenue ? asset : `${asset} ${venueName(leg.venue)}`
  })
  return `${isOneVenue ? `${venueName(venue)}: ` : ''}${[quote, ...got].join(' → ')}`
}

/** What the first leg spends, in the currency of the row. */
export const spentOf = ({ opportunity, buy }: Row): number => buy?.notional ?? opportunity.costQuote

/** What a venue's books are known to be proven at, server clock, ms: from the venue's health. */
export type ProofOfVenue = (venue: string) => number

/**
 * When a leg's data was last proven, server clock, ms. The row says when it was priced; a quiet book is proven on by its
 * venue's heartbeats without a new price, so the later of both counts. NaN when nothing is known.
 */
export const legProvenAtMs = (leg: Leg | undefined, venueProof: ProofOfVenue): number => {
  if (leg === undefined) return NaN
  const priced = leg.proofTimeUs > 0 ? leg.proofTimeUs / 1000 : NaN
  const venue = venueProof(leg.venue)
  if (Number.isNaN(venue)) return priced
  return Number.isNaN(priced) ? venue : Math.max(priced, venue)
}

/** The age of the row's oldest leg in ms, at `nowMs` of the server's clock; NaN when not known. */
export const ageOf = (row: Row, nowMs: number, venueProof: ProofOfVenue): number => {
  let oldest = Infinity
  for (const leg of row.opportunity.legs) {
    const proven = legProvenAtMs(leg, venueProof)
    if (Number.isNaN(proven)) return NaN
    oldest = Math.min(oldest, proven)
  }
  return oldest === Infinity ? NaN : Math.max(0, nowMs - oldest)
}
