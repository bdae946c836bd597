import type { BestBidAsk } from '@screener/contracts'
import type { OrderBook } from '@screener/order-book'

/** Depth channels are slower than best bid/ask channels, so short disagreement is normal. */
const patienceMs = 2_000

/**
 * The venue's own best bid and ask as second witness of a book: catches a depth channel that stalls while others live, and
 * levels that went wrong without a gap. Compares prices only: quantities at the top change too fast for channels of
 * different pace to agree.
 */
export class TopWitness {
  private bidPrice = 0
  private askPrice = 0
  private receivedTimeUs = 0
  private heardAtMs = -Infinity
  private disagreesSinceMs = Infinity

  hear(best: BestBidAsk, nowMs: number): void {
    this.bidPrice = best.bidPrice
    this.askPrice = best.askPrice
    this.receivedTimeUs = best.receivedTimeUs
    this.heardAtMs = nowMs
  }

  /** The book begins anew: its earlier disagreement does not count. */
  forgive(): void {
    this.disagreesSinceMs = Infinity
  }

  /** To be called after every change of either; one moment of agreement starts the patience anew. */
  compare(book: OrderBook, nowMs: number): void {
    if (this.heardAtMs === -Infinity) return
    const bid = book.bids.length === 0 ? 0 : book.bids.priceAt(0)
    const ask = book.asks.length === 0 ? 0 : book.asks.priceAt(0)
    if (bid === this.bidPrice && ask === this.askPrice) this.disagreesSinceMs = Infinity
    else if (this.disagreesSinceMs === Infinity) this.disagreesSinceMs = nowMs
  }

  /** The witness spoke lately, or last: it is the book that lags. A witness that fell silent itself accuses nobody. */
  accuses(book: OrderBook, nowMs: number): boolean {
    if (nowMs - this.disagreesSinceMs <= patienceMs) return false
    return nowMs - this.heardAtMs <= patienceMs || this.receivedTimeUs >= book.receivedTimeUs
  }
}
