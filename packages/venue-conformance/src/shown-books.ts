import type { BookSide, OrderBook } from '@screener/order-book'

/** So many levels a side are judged: what a screener shows, and what the weakest of the venues' checksums covers. */
export const judgedLevels = 10

/** A book as it was shown while it was LIVE. */
export interface ShownBook {
  readonly symbol: string
  readonly sequence: number
  readonly exchangeTimeMs: number
  readonly bids: readonly number[]
  readonly asks: readonly number[]
}

/** The best proven levels now, each as price and quantity in turn. */
export const showBook = (symbol: string, book: OrderBook): ShownBook => ({
  symbol,
  sequence: book.sequence,
  exchangeTimeMs: book.exchangeTimeMs,
  bids: bestLevels(book.bids),
  asks: bestLevels(book.asks),
})

const bestLevels = (side: BookSide): number[] => {
  const levels: number[] = []
  const count = side.provenLevels(judgedLevels)
  for (let index = 0; index < count; index++) levels.push(side.priceAt(index), side.quantityAt(index))
  return levels
}
