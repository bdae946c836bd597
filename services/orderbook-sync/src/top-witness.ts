import type { BestBidAsk } from '@screener/contracts'
import type { OrderBook } from '@screener/order-book'

/** Depth channels are slower than best bid/ask channels, so short disagreement is normal. */
const patienceMs = 2_000
/**
 * For a book that stands still meanwhile, moments of disagreement are added up: a depth channel that lives tells of each
 * within its interval (at most 100 ms), whatever the top does next.
 */
const stillPatienceMs = 1_000

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
  /** Of stretches that ended, while the book stands as it does now. */
  private disagreedMs = 0
  private bookOfUs = 0
  private stillSinceMs = -Infinity

  hear(best: BestBidAsk, nowMs: number): void {
    this.bidPrice = best.bidPrice
    this.askPrice = best.askPrice
    this.receivedTimeUs = best.receivedTimeUs
    this.heardAtMs = nowMs
  }

  /** The book begins anew: its earlier disagreement does not count. */
  forgive(): void {
    this.disagreesSinceMs = Infinity
    this.disagreedMs = 0
  }

  /** To be called after every change of either. A moment of agreement forgives a book that came to it by itself. */
  compare(book: OrderBook, nowMs: number): void {
    if (this.heardAtMs === -Infinity) return
    if (book.receivedTimeUs !== this.bookOfUs) {
      this.bookOfUs = book.receivedTimeUs
      this.stillSinceMs = nowMs
      this.disagreedMs = 0
    }
    const bid = book.bids.length === 0 ? 0 : book.bids.priceAt(0)
    const ask = book.asks.length === 0 ? 0 : book.asks.priceAt(0)
    if (bid !== this.bidPrice || ask !== this.askPrice) {
      if (this.disagreesSinceMs === Infinity) this.disagreesSinceMs = nowMs
    } else {
      this.disagreedMs += this.sinceStillMs(nowMs)
      this.disagreesSinceMs = Infinity
    }
  }

  /** The witness spoke lately, or last: it is the book that lags. A witness that fell silent itself accuses nobody. */
  accuses(book: OrderBook, nowMs: number): boolean {
    const lasting = nowMs - this.disagreesSinceMs > patienceMs
    if (!lasting && this.disagreedMs + this.sinceStillMs(nowMs) <= stillPatienceMs) return false
    return nowMs - this.heardAtMs <= patienceMs || this.receivedTimeUs >= book.receivedTimeUs
  }

  /** How long the disagreement that lasts now has met the book as it stands. */
  private sinceStillMs(nowMs: number): number {
    return Math.max(0, nowMs - Math.max(this.disagreesSinceMs, this.stillSinceMs))
  }
}
