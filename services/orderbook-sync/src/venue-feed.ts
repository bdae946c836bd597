import type {
  BestBidAsk,
  BookLost,
  Delta,
  ExecutionCost,
  Instrument,
  MarketDataEvent,
  Snapshot,
  TopView,
} from '@screener/contracts'
import type { SequenceContract } from '@screener/order-book'
import { compareIds, parseId, type StreamId } from '@screener/streams'
import type { KeptFeed } from './load-checkpoints.ts'
import { ProofOfLife } from './proof-of-life.ts'
import { ResyncPlan } from './resync-plan.ts'
import type { SyncCounters } from './sync-counters.ts'
import { SyncedBook } from './synced-book.ts'

/** The collector knows of the loss and repairs it by itself; orders begin when it did not by then. */
export const collectorActsMs = 3_000
/** A book alone waits so long for what the order for the whole stream brings; none is given where some of its books are there already. */
const wholeFirstMs = 150
/** A collector gone mad must not fill our memory with symbols. */
const mostSymbols = 10_000
/** Reasons of BookLost after which nothing is being repaired at the moment. */
const lossesOfFeed: ReadonlySet<string> = new Set(['disconnected', 'stalled', 'unsubscribed', 'shutdown'])

export interface FeedContext {
  readonly counters: SyncCounters
  readonly contract: SequenceContract
  /** Whether the symbol belongs to this shard. */
  readonly belongs: (symbol: string) => boolean
  /** Sets or lifts the doubt about a book's feed. */
  readonly judge: (feed: VenueFeed, synced: SyncedBook) => void
  /** Collects what the turn touched. */
  readonly touched: SyncedBook[]
  /** Collects what the turn brought of symbols without a book. */
  readonly tops: TopView[]
}

/** One md stream: the books of one venue in one shard. Applies events; decides nothing about output. */
export class VenueFeed {
  readonly venue: string
  readonly books: Map<string, SyncedBook> = new Map<string, SyncedBook>()
  readonly life: ProofOfLife = new ProofOfLife()
  /** Of the whole stream: instruments and every snapshot. */
  readonly resync: ResyncPlan = new ResyncPlan()
  /** Why the whole stream is needed anew. */
  resyncReason: string = 'start'
  /** Id of the newest entry applied; empty before the first. */
  lastId = ''
  /** Books went on from checkpoints, and what came since is still being read; then, up to which id that is. */
  private catchingUpTo: StreamId | undefined
  private entryId: StreamId = { epochMs: 0, n: 0 }
  private readonly context: FeedContext
  private readonly refusedSymbols = new Set<string>()
  private readonly released: SyncedBook[] = []

  constructor(venue: string, symbols: readonly string[], context: FeedContext) {
    this.venue = venue
    this.context = context
    for (const symbol of symbols) this.books.set(symbol, new SyncedBook(venue, symbol, context.contract))
  }

  /**
   * Books go on from their checkpoints: nothing has to be asked of anybody. They are suspect until all that came meanwhile
   * was read and a heartbeat that is newer proves that they live.
   */
  restore(kept: KeptFeed, nowMs: number): void {
    for (const { symbol, mdId, snapshot, instrument, cost } of kept.books) {
      const synced = this.bookOf(symbol)
      if (!synced || synced.book.restore(snapshot) !== 'applied') continue
      synced.restoredTo = mdId
      synced.instrument = instrument
      synced.cost = cost
      synced.origin = snapshot.origin ?? ''
      synced.newestSession = snapshot.session
      synced.book.suspect('restoring')
      synced.resync.met(nowMs)
      this.context.counters.restored++
      this.touch(synced)
    }
    this.lastId = kept.from
    this.catchingUpTo = parseId(kept.until)
    this.entryId = parseId(kept.from)
    this.resync.met(nowMs)
  }

  /** True while what is known of the books is older than what is known of their feed. */
  get restoring(): boolean {
    return this.catchingUpTo !== undefined
  }

  /** To be called before the events of an entry. */
  begin(id: string): void {
    this.lastId = id
    if (this.catchingUpTo !== undefined) this.entryId = parseId(id)
  }

  apply(event: MarketDataEvent, nowMs: number, epochUs: number): void {
    if (this.catchingUpTo !== undefined && this.isPast(event)) return
    if (event.delta) this.onDelta(event.delta, nowMs)
    else if (event.bestBidAsk) this.onBest(event.bestBidAsk, nowMs)
    else if (event.feedHeartbeat) this.life.beat(event.feedHeartbeat, epochUs)
    else if (event.snapshot) this.onSnapshot(event.snapshot)
    else if (event.bookLost) this.onLost(event.bookLost, nowMs)
    else if (event.instrument) this.onInstrument(event.instrument)
    else if (event.executionCost) this.onCost(event.executionCost)
    else if (event.instrumentRejected) this.onRejected(event.instrumentRejected.symbol, event.instrumentRejected.reason)
    else this.context.counters.unknownEvents++
  }

  /** Whether the event, read while catching up, is in the checkpoints already or tells of a past that is over. */
  private isPast(event: MarketDataEvent): boolean {
    if (event.feedHeartbeat) {
      // An old heartbeat says how long we were away, not how the clocks stand to each other.
      if (this.catchingUpTo === undefined || compareIds(this.entryId, this.catchingUpTo) <= 0) return true
      this.endCatchUp()
      return false
    }
    // What the venue's top was then accuses no book of now.
    if (event.bestBidAsk) return true
    const symbol = (event.delta ?? event.snapshot ?? event.instrument ?? event.executionCost)?.symbol
    const synced = symbol === undefined ? undefined : this.books.get(symbol)
    return synced !== undefined && this.isKept(synced)
  }

  private isKept({ restoredTo }: SyncedBook): boolean {
    return restoredTo !== '' && compareIds(this.entryId, parseId(restoredTo)) <= 0
  }

  private endCatchUp(): void {
    this.catchingUpTo = undefined
    for (const synced of this.books.values()) {
      synced.restoredTo = ''
      if (!synced.book.needsSnapshot) this.touch(synced)
    }
  }

  /** Entries are missing or unreadable: no book can be trusted, and only the collector has the whole of them. */
  loseAll(reason: string, nowMs: number): void {
    this.endCatchUp()
    this.resync.need(nowMs, 0)
    this.resyncReason = reason
    for (const synced of this.books.values()) {
      synced.book.lose(reason)
      synced.resync.need(nowMs, wholeFirstMs)
      this.touch(synced)
    }
  }

  /** Another collector took the shard over; it begins with instruments and snapshots by itself. Its clock may be behind. */
  onWriterChange(nowMs: number): void {
    this.endCatchUp()
    this.life.forget()
    this.resync.need(nowMs, collectorActsMs)
    this.resync.defer(nowMs, collectorActsMs)
    this.resyncReason = 'writer_changed'
    for (const synced of this.books.values()) {
      synced.newestSession = 0
      synced.book.reset('writer_changed')
      synced.resync.need(nowMs, collectorActsMs)
      synced.resync.defer(nowMs, collectorActsMs)
      this.touch(synced)
    }
  }

  touch(synced: SyncedBook): void {
    synced.unsaved = true
    if (synced.touched) return
    synced.touched = true
    this.context.touched.push(synced)
  }

  private bookOf(symbol: string): SyncedBook | undefined {
    return this.books.get(symbol) ?? this.welcome(symbol)
  }

  private welcome(symbol: string): SyncedBook | undefined {
    if (this.refusedSymbols.has(symbol)) return undefined
    if (symbol === '' || !this.context.belongs(symbol) || this.books.size >= mostSymbols) {
      this.context.counters.misplacedSymbols++
      if (this.refusedSymbols.size < mostSymbols) this.refusedSymbols.add(symbol)
      return undefined
    }
    const synced = new SyncedBook(this.venue, symbol, this.context.contract)
    this.books.set(symbol, synced)
    return synced
  }

  private onDelta(delta: Delta, nowMs: number): void {
    const synced = this.bookOf(delta.symbol)
    if (!synced) return
    const { counters } = this.context
    const verdict = synced.book.applyDelta(delta)
    if (verdict === 'applied') {
      counters.applied++
      synced.witness.compare(synced.book, nowMs)
      this.touch(synced)
      return
    }
    if (delta.session > synced.newestSession) synced.newestSession = delta.session
    if (verdict === 'stale') counters.stale++
    else if (verdict === 'not_synced') counters.notSynced++
    else {
      if (verdict === 'gap') counters.gaps++
      else if (verdict === 'other_session') counters.otherSessions++
      else if (verdict === 'refused') counters.refused++
      else if (verdict === 'checksum') counters.checksums++
      else counters.crossed++
      this.touch(synced)
    }
  }

  private onSnapshot(snapshot: Snapshot): void {
    const synced = this.bookOf(snapshot.symbol)
    if (!synced) return
    const { counters } = this.context
    if (snapshot.session > synced.newestSession) synced.newestSession = snapshot.session
    const verdict = synced.book.applySnapshot(snapshot)
    if (verdict === 'stale') {
      counters.stale++
      return
    }
    counters.snapshots++
    synced.origin = snapshot.origin ?? ''
    if (verdict === 'refused') counters.refused++
    else if (verdict === 'checksum') counters.checksums++
    else {
      synced.rejection = ''
      synced.witness.forgive()
      this.context.judge(this, synced)
    }
    this.touch(synced)
  }

  private onBest(best: BestBidAsk, nowMs: number): void {
    const synced = this.books.get(best.symbol)
    if (!synced) {
      // A book begins with its instrument: this is all that is followed of the symbol.
      if (this.context.belongs(best.symbol)) this.context.tops.push(topOf(this.venue, best))
      return
    }
    synced.witness.hear(best, nowMs)
    if (!synced.book.needsSnapshot) synced.witness.compare(synced.book, nowMs)
  }

  private onLost(lost: BookLost, nowMs: number): void {
    const symbols = lost.symbols.length === 0 ? this.books.keys() : lost.symbols
    for (const symbol of symbols) {
      const synced = this.books.get(symbol)
      if (!synced || this.isKept(synced)) continue
      if (lost.reason === 'released') this.release(synced)
      else this.lose(synced, lost.reason, nowMs)
    }
  }

  /** Nobody wants the book any more: no order is given for it, and what Redis holds of it goes. */
  private release(synced: SyncedBook): void {
    synced.rejection = ''
    synced.released = true
    synced.book.lose('released', 'down')
    this.touch(synced)
    this.books.delete(synced.symbol)
    this.released.push(synced)
  }

  /** The books released since the last call. */
  takeReleased(): readonly SyncedBook[] {
    return this.released.splice(0)
  }

  private lose(synced: SyncedBook, reason: string, nowMs: number): void {
    this.context.counters.booksLost++
    synced.book.lose(reason === '' ? 'lost' : reason, lossesOfFeed.has(reason) ? 'down' : 'syncing')
    synced.resync.need(nowMs, collectorActsMs)
    this.touch(synced)
  }

  private onInstrument(instrument: Instrument): void {
    const synced = this.bookOf(instrument.symbol)
    if (!synced) return
    synced.instrument = instrument
    synced.rejection = ''
    this.touch(synced)
  }

  private onCost(cost: ExecutionCost): void {
    const synced = this.bookOf(cost.symbol)
    if (!synced) return
    synced.cost = cost
    synced.costChanged = true
    this.touch(synced)
  }

  private onRejected(symbol: string, reason: string): void {
    const synced = this.bookOf(symbol)
    if (!synced) return
    synced.rejection = reason === '' ? 'unknown' : reason
    synced.book.lose('rejected', 'down')
    this.touch(synced)
  }
}

const topOf = (venue: string, best: BestBidAsk): TopView => ({
  venue,
  symbol: best.symbol,
  bidPrice: best.bidPrice,
  bidQuantity: best.bidQuantity,
  askPrice: best.askPrice,
  askQuantity: best.askQuantity,
  receivedTimeUs: best.receivedTimeUs,
})
