import { crc32 } from 'node:zlib'
import { bookStatus, type BookStatus, type ExecutionCost, type Instrument } from '@screener/contracts'
import { OrderBook, type SequenceContract } from '@screener/order-book'
import { ResyncPlan } from './resync-plan.ts'
import { TopWitness } from './top-witness.ts'

/** One book with all that decides whether it is shown. */
export class SyncedBook {
  readonly venue: string
  readonly symbol: string
  readonly book: OrderBook
  readonly witness: TopWitness = new TopWitness()
  readonly resync: ResyncPlan = new ResyncPlan()
  instrument: Instrument | undefined
  /** What a trade costs whatever its size; undefined where there is no such cost. */
  cost: ExecutionCost | undefined
  /** What the newest snapshot was computed from; empty where the venue keeps a book. */
  origin = ''
  /** Restored from a checkpoint that is true up to this md id; empty: not, or behind it. Older events are in it already. */
  restoredTo = ''
  /** Differs from the cost last shown. */
  costChanged = false
  /** Why the venue does not carry it; empty when it does. */
  rejection: string = ''
  /** The collector keeps no book of it any more: shown once more as such, then forgotten. */
  released = false
  /** Waits in the list of what this turn touched. */
  touched = false
  /** Differs from what is in Redis. */
  unsaved = true
  emittedStatus: BookStatus | -1 = -1
  emittedReason = ''
  keyframeDueAtMs = 0
  edgeOrderNotBeforeMs: number = -Infinity
  /** Newest session heard of, also of deltas that could not be applied: that one is broken, not the one last held. */
  newestSession = 0

  constructor(venue: string, symbol: string, contract: SequenceContract) {
    this.venue = venue
    this.symbol = symbol
    this.book = new OrderBook(crc32, contract)
  }

  get status(): BookStatus {
    if (this.rejection !== '') return bookStatus.down
    const { life } = this.book
    return life === 'live' && this.instrument?.trading === false ? bookStatus.suspect : bookStatus[life]
  }

  /** Empty when live. */
  get reason(): string {
    if (this.rejection !== '') return `rejected: ${this.rejection}`
    const { reason } = this.book
    return reason === '' && this.instrument?.trading === false ? 'not_trading' : reason
  }

  /** Whether what a view of the best `levels` shows has changed since the last one. */
  viewChanged(levels: number): boolean {
    const { status, book } = this
    if (status !== this.emittedStatus) return true
    if (status !== bookStatus.live) return this.reason !== this.emittedReason
    return this.costChanged || book.bids.shallowestEdit < levels || book.asks.shallowestEdit < levels
  }
}
