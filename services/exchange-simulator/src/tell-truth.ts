import type { VenueMarket } from './market/market.ts'
import type { IntegerLevels } from './truth.ts'
import type { RunningTwin, TruthPoint } from './venue-twin.ts'

/** The exact book of a venue at a point of its past, in the venue's own decimal text. */
export interface Truth {
  readonly venue: string
  readonly symbol: string
  readonly sequence: number
  readonly bids: readonly (readonly [string, string])[]
  readonly asks: readonly (readonly [string, string])[]
}

export interface TruthQuestion extends TruthPoint {
  readonly venue: string
  /** Canonical. */
  readonly symbol: string
  /** At most so many levels a side. */
  readonly levels?: number | undefined
}

const textLevels = (
  levels: IntegerLevels,
  limit: number,
  market: VenueMarket,
  write: (units: number, decimals: number) => string,
): readonly (readonly [string, string])[] =>
  levels
    .slice(0, limit)
    .map(([price, quantity]) => [
      write(price, market.instrument.priceDecimals),
      write(quantity, market.instrument.quantityDecimals),
    ])

/** Answers questions for the truth; undefined where it is not known (any more). */
export const createTruth = (
  markets: readonly VenueMarket[],
  twinOf: (venue: string) => RunningTwin | undefined,
): ((question: TruthQuestion) => Truth | undefined) => {
  const byName = new Map(markets.map(market => [`${market.instrument.venue} ${market.instrument.symbol}`, market]))
  return ({ venue, symbol, levels = Infinity, ...point }) => {
    const market = byName.get(`${venue} ${symbol}`)
    const truth = market === undefined ? undefined : twinOf(venue)?.truthAt(market, point)
    if (market === undefined || truth === undefined) return undefined
    const text = (side: IntegerLevels): Truth['bids'] => textLevels(side, levels, market, truth.write)
    return { venue, symbol, sequence: truth.sequence, bids: text(truth.book.bids), asks: text(truth.book.asks) }
  }
}
