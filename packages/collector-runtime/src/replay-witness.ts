import type { OrderBook } from '@screener/order-book'
import type { VenueBestBidAsk, WireLevel } from './venue.ts'

/**
 * The second witness, where quotes and depth share one id space: when the book stands at the very id of a quote, its best
 * bid and ask (price and quantity) must be the quote's.
 */
export class ReplayWitness {
  matches = 0
  differs = 0
  private readonly quotes = new Map<number, VenueBestBidAsk>()

  onQuote(quote: VenueBestBidAsk): void {
    if (quote.bookSequence !== undefined) this.quotes.set(quote.bookSequence, quote)
  }

  /** After the book applied a delta. */
  onApplied(book: OrderBook): void {
    const quote = this.quotes.get(book.sequence)
    if (quote !== undefined) {
      const agrees =
        isLevel(quote.bid, book.bids.priceAt(0), book.bids.quantityAt(0)) &&
        isLevel(quote.ask, book.asks.priceAt(0), book.asks.quantityAt(0))
      if (agrees) this.matches++
      else this.differs++
    }
    for (const sequence of this.quotes.keys()) if (sequence <= book.sequence) this.quotes.delete(sequence)
  }
}

const isLevel = (level: WireLevel | undefined, price: number, quantity: number): boolean =>
  level === undefined ? Number.isNaN(price) : Number(level[0]) === price && Number(level[1]) === quantity
