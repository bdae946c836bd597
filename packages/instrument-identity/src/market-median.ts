/** Best prices of one venue for one asset, in one money: what selling brings and buying costs (fees included), and their middle. */
export interface VenuePrices {
  readonly sell: number
  readonly buy: number
  readonly mid: number
}

/** What several venues say of one asset together. */
export interface MarketMedian {
  /** Lower and upper median of the middles; equal where their number is odd. */
  readonly lowMid: number
  readonly highMid: number
  /** Lower median of what buying costs, upper median of what selling brings. */
  readonly buy: number
  readonly sell: number
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

const lower = (values: readonly number[]): number => values[(values.length - 1) >> 1] ?? NaN
const upper = (values: readonly number[]): number => values[values.length >> 1] ?? NaN

/** One venue's prices from its several books of the asset. */
export const joinPrices = (books: readonly VenuePrices[]): VenuePrices => {
  const [first] = books
  if (books.length === 1 && first !== undefined) return first
  return {
    sell: upper(sorted(books.map(book => book.sell))),
    buy: lower(sorted(books.map(book => book.buy))),
    mid: lower(sorted(books.map(book => book.mid))),
  }
}

/**
 * The venues that speak for the market: the largest number whose middles are all within the limit of each other. Where
 * several such sets are equally large, all that are in one: then the market may be split.
 */
export const votersOf = (venues: readonly VenuePrices[], limitBps: number): readonly VenuePrices[] => {
  const byMid = [...venues].sort((a, b) => a.mid - b.mid)
  const factor = 1 + limitBps / 10_000
  let voters = new Set<VenuePrices>()
  let largest = 0
  let end = 0
  for (const [begin, first] of byMid.entries()) {
    while (end < byMid.length && (byMid[end]?.mid ?? Infinity) <= first.mid * factor) end += 1
    if (end - begin < largest) continue
    if (end - begin > largest) voters = new Set()
    largest = end - begin
    for (const venue of byMid.slice(begin, end)) voters.add(venue)
  }
  return [...voters]
}

export const marketMedian = (venues: readonly VenuePrices[]): MarketMedian => {
  const mids = sorted(venues.map(venue => venue.mid))
  return {
    lowMid: lower(mids),
    highMid: upper(mids),
    buy: lower(sorted(venues.map(venue => venue.buy))),
    sell: upper(sorted(venues.map(venue => venue.sell))),
  }
}

/**
 * How far beyond the market a book can be traded, in basis points: what its best price gains against the median of the
 * others', fees included. Negative while nothing can be gained. Between two venues it is the net of their best prices.
 */
export const gapBpsOf = (book: VenuePrices, market: MarketMedian): number =>
  (Math.max(book.sell / market.buy, market.sell / book.buy) - 1) * 10_000

/** How far the book's middle is from the farther of the market's two medians, in basis points, never negative. */
export const distanceBpsOf = (mid: number, { lowMid, highMid }: MarketMedian): number =>
  (Math.max(mid / lowMid, highMid / mid) - 1) * 10_000

/** The market says two things: as many venues here as there, further apart than the limit. */
export const isSplit = ({ lowMid, highMid }: MarketMedian, limitBps: number): boolean =>
  (highMid / lowMid - 1) * 10_000 > limitBps
