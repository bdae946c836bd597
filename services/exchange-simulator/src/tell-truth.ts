import type { BookDepth } from './bybit/book-channel.ts'
import type { BybitStreams } from './bybit/streams.ts'
import { eightDecimals, trimmedDecimals } from './decimal.ts'
import type { VenueId } from './market/instruments.ts'
import type { VenueMarket } from './market/market.ts'
import type { IntegerBook, IntegerLevels } from './truth.ts'

/** The exact book of a venue at a sequence, in the venue's own decimal text. */
export interface Truth {
  readonly venue: VenueId
  readonly symbol: string
  readonly sequence: number
  readonly bids: readonly (readonly [string, string])[]
  readonly asks: readonly (readonly [string, string])[]
}

export interface TruthQuestion {
  readonly venue: VenueId
  readonly symbol: string
  /** Absent: the latest one. Binance: any update id. Bybit: `u` of `orderbook.<depth>`. */
  readonly sequence?: number | undefined
  readonly depth?: BookDepth | undefined
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
  streams: BybitStreams,
): ((question: TruthQuestion) => Truth | undefined) => {
  const bybitBook = (found: VenueMarket, question: TruthQuestion): { book: IntegerBook; u: number } | undefined => {
    const channel = streams.bookChannel(found, question.depth ?? 50)
    const u = question.sequence ?? channel.u
    const seq = channel.seqAt(u)
    const book = seq === undefined ? undefined : found.book.log.bookAt(seq)
    return book === undefined ? undefined : { book, u }
  }
  return question => {
    const { venue, symbol } = question
    const found = markets.find(({ instrument }) => instrument.venue === venue && instrument.symbol === symbol)
    if (found === undefined) return undefined
    const limit = question.levels ?? Infinity
    if (venue === 'binance') {
      const sequence = question.sequence ?? found.book.id
      const book = found.book.log.bookAt(sequence)
      if (book === undefined) return undefined
      const bids = textLevels(book.bids, limit, found, eightDecimals)
      return { venue, symbol, sequence, bids, asks: textLevels(book.asks, limit, found, eightDecimals) }
    }
    const known = bybitBook(found, question)
    if (known === undefined) return undefined
    const cut = Math.min(limit, question.depth ?? 50)
    const bids = textLevels(known.book.bids, cut, found, trimmedDecimals)
    return { venue, symbol, sequence: known.u, bids, asks: textLevels(known.book.asks, cut, found, trimmedDecimals) }
  }
}
