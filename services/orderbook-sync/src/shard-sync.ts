import {
  decodeMarketDataBatch,
  shardOf,
  type BookView,
  type BookViewBatch,
  type CollectorCommand,
  type TopView,
  type VenueProof,
} from '@screener/contracts'
import type { SequenceContract } from '@screener/order-book'
import { takeView } from './book-view.ts'
import type { SyncClock } from './clock.ts'
import type { KeptFeed } from './load-checkpoints.ts'
import type { SyncCounters } from './sync-counters.ts'
import type { SyncedBook } from './synced-book.ts'
import { collectorActsMs, VenueFeed } from './venue-feed.ts'

/** A book whose feed gave no proof of life for longer is not live. The tick adds at most 50 ms; promised are 1.5 s. */
const maxSilenceMs = 1_400
/** Proof is passed on in the turn that brought it; this often also where nothing comes any more. */
const proofEveryMs = 500
/** The event loop stood still for longer: nothing that is known is known to be fresh. */
const maxPauseMs = 500
const edgeOrderEveryMs = 10_000
/** Keeps one entry far below what readers take in at once. */
const mostViewsPerBatch = 64
const mostTopsPerBatch = 500

export interface ShardSyncOptions {
  readonly shard: number
  readonly shards: number
  readonly venues: readonly string[]
  /** Configured symbols of this shard: they have a (not live) book from the start, so that none is missed silently. */
  readonly symbols: readonly string[]
  readonly viewLevels: number
  readonly viewRefreshMs: number
  readonly instance: string
  /** `continuityOf`, but in control runs of the tests. */
  readonly contract: SequenceContract
}

export interface ShardSyncEffects {
  publish(batch: BookViewBatch): void
  order(venue: string, command: CollectorCommand): void
  /** An entry could not be read; for the log. */
  undecodable(venue: string, id: string, reason: string): void
  /** True while output waits for Redis: what only repeats is left out. */
  congested(): boolean
  /** True once the md stream is being read: an answer to an order cannot be missed any more. */
  listening(venue: string): boolean
}

/**
 * The books of one shard, all venues: events in, views and resync orders out. Holds no timer and no socket. The caller
 * hands in entries, calls `endTurn` after each batch of them and `tick` every 50 ms.
 */
export class ShardSync {
  readonly shard: number
  readonly feeds: Map<string, VenueFeed> = new Map<string, VenueFeed>()
  private readonly options: ShardSyncOptions
  private readonly counters: SyncCounters
  private readonly clock: SyncClock
  private readonly effects: ShardSyncEffects
  private readonly touched: SyncedBook[] = []
  private readonly tops: TopView[] = []
  private aliveAtMs: number
  private resumedAtUs = -Infinity
  private proofDueAtMs: number

  constructor(options: ShardSyncOptions, counters: SyncCounters, clock: SyncClock, effects: ShardSyncEffects) {
    this.shard = options.shard
    this.options = options
    this.counters = counters
    this.clock = clock
    this.effects = effects
    const nowMs = clock.nowMs()
    this.aliveAtMs = nowMs
    this.proofDueAtMs = nowMs
    for (const venue of options.venues) this.feeds.set(venue, this.openFeed(venue, nowMs))
  }

  /** What is kept of a venue's books, before the first entry. */
  restore(venue: string, kept: KeptFeed): void {
    this.feeds.get(venue)?.restore(kept, this.clock.nowMs())
  }

  onEntry(venue: string, id: string, type: string, payload: Uint8Array): void {
    const feed = this.feeds.get(venue)
    if (!feed) return
    const nowMs = this.clock.nowMs()
    this.noticePause(nowMs)
    feed.life.hear(nowMs)
    feed.begin(id)
    try {
      if (type !== 'MarketDataBatch') throw new Error('unknown entry type')
      const { events } = decodeMarketDataBatch(payload)
      const epochUs = this.clock.epochUs()
      for (const event of events) feed.apply(event, nowMs, epochUs)
    } catch (cause) {
      this.counters.undecodable++
      this.effects.undecodable(venue, id, cause instanceof Error ? cause.message : String(cause))
      feed.loseAll('undecodable', nowMs)
    }
  }

  /** Entries of the md stream were lost. */
  onHole(venue: string): void {
    this.counters.holes++
    this.feeds.get(venue)?.loseAll('stream_hole', this.clock.nowMs())
  }

  /** Another collector writes the md stream now. */
  onWriterChange(venue: string): void {
    this.counters.writerChanges++
    this.feeds.get(venue)?.onWriterChange(this.clock.nowMs())
  }

  /** Publishes what the entries since the last call changed: at most one view of each book. */
  endTurn(): void {
    const nowMs = this.clock.nowMs()
    this.noticePause(nowMs)
    const views: BookView[] = []
    this.collectTouched(nowMs, views)
    const congested = this.effects.congested()
    this.publish(views, congested ? [] : this.takeFreshProofs(nowMs))
    this.publishTops(congested)
  }

  /** Everything that depends on time alone: freshness, witnesses, resync orders, keyframes, proofs. */
  tick(): void {
    const nowMs = this.clock.nowMs()
    this.noticePause(nowMs)
    for (const feed of this.feeds.values()) this.tickFeed(feed, nowMs)
    const views: BookView[] = []
    this.collectTouched(nowMs, views)
    if (this.effects.congested()) {
      this.publish(views, [])
      return
    }
    this.collectKeyframes(nowMs, views)
    this.publish(views, this.takeProofs(nowMs))
  }

  private openFeed(venue: string, nowMs: number): VenueFeed {
    const { options, counters, touched, tops } = this
    const feed = new VenueFeed(venue, options.symbols, {
      counters,
      contract: options.contract,
      touched,
      tops,
      judge: (of, synced) => this.judge(of, synced),
      belongs: symbol => shardOf(symbol, options.shards) === options.shard,
    })
    feed.resync.need(nowMs, 0)
    for (const synced of feed.books.values()) {
      synced.resync.need(nowMs, collectorActsMs)
      feed.touch(synced)
    }
    return feed
  }

  /** Called before anything is handled or published. */
  private noticePause(nowMs: number): void {
    const pausedMs = nowMs - this.aliveAtMs
    this.aliveAtMs = nowMs
    if (pausedMs <= maxPauseMs) return
    this.counters.pauses++
    this.resumedAtUs = this.clock.epochUs()
    for (const feed of this.feeds.values()) {
      for (const synced of feed.books.values()) {
        synced.book.suspect('paused')
        feed.touch(synced)
      }
    }
  }

  /** Doubts a book whose feed gave no proof of life lately (or none since our own pause), trusts the others. */
  private judge(feed: VenueFeed, synced: SyncedBook): void {
    const { book } = synced
    const provenUs = feed.life.toLocalUs(feed.life.proofOf(book.receivedTimeUs))
    const before = book.life
    if (feed.restoring) book.suspect('restoring')
    else if (provenUs <= this.resumedAtUs) book.suspect('paused')
    else if (this.clock.epochUs() - provenUs > maxSilenceMs * 1_000) book.suspect('feed_silent')
    else book.trust()
    if (book.life !== before) feed.touch(synced)
  }

  private tickFeed(feed: VenueFeed, nowMs: number): void {
    this.pursueShard(feed, nowMs)
    for (const synced of feed.books.values()) {
      if (!synced.book.needsSnapshot) this.examine(feed, synced, nowMs)
      this.pursue(feed, synced, nowMs)
    }
  }

  /** The whole stream anew, while none of its books is there; single books wait for the outcome. */
  private pursueShard(feed: VenueFeed, nowMs: number): void {
    if (!feed.resync.needed) return
    let served = feed.books.size === 0
    for (const { book, rejection } of feed.books.values()) served ||= !book.needsSnapshot || rejection !== ''
    if (served) feed.resync.met(nowMs)
    if (!this.effects.listening(feed.venue) || !feed.resync.take(nowMs, this.clock.random())) return
    this.order(feed.venue, { resyncShard: { shard: this.shard, reason: feed.resyncReason } })
    for (const synced of feed.books.values()) synced.resync.defer(nowMs, collectorActsMs)
  }

  private examine(feed: VenueFeed, synced: SyncedBook, nowMs: number): void {
    const { book, witness } = synced
    this.judge(feed, synced)
    if (witness.accuses(book, nowMs)) {
      this.counters.witnessAccusations++
      book.condemn('witness')
      feed.touch(synced)
    } else if (nowMs >= synced.edgeOrderNotBeforeMs && book.life === 'live' && book.nearEdge(this.options.viewLevels)) {
      synced.edgeOrderNotBeforeMs = nowMs + edgeOrderEveryMs * (1 + this.clock.random())
      this.orderBook(synced, 'near_edge')
    }
  }

  /** Keeps the plan of one book in step with its life, and orders what is due: at once, unless the loss said to wait. */
  private pursue(feed: VenueFeed, synced: SyncedBook, nowMs: number): void {
    const { book, resync } = synced
    if (!book.needsSnapshot || synced.rejection !== '' || synced.released) {
      resync.met(nowMs)
      return
    }
    if (!resync.needed) resync.need(nowMs, 0)
    // A dead collector obeys nobody; when it is back it begins with snapshots by itself.
    if (feed.life.silentMs(nowMs) > maxSilenceMs || !resync.take(nowMs, this.clock.random())) return
    this.orderBook(synced, synced.reason)
  }

  private orderBook(synced: SyncedBook, reason: string): void {
    const session = Math.max(synced.book.session, synced.newestSession)
    this.order(synced.venue, { resyncBook: { symbol: synced.symbol, shard: this.shard, session, reason } })
  }

  private order(venue: string, command: Pick<CollectorCommand, 'resyncBook' | 'resyncShard'>): void {
    this.counters.resyncOrders++
    this.effects.order(venue, { ...command, issuedBy: this.options.instance, atUs: this.clock.epochUs() })
  }

  private collectTouched(nowMs: number, views: BookView[]): void {
    const { touched } = this
    if (touched.length === 0) return
    const epochUs = this.clock.epochUs()
    for (const synced of touched) {
      synced.touched = false
      const feed = this.feeds.get(synced.venue)
      if (!feed) continue
      checkEdge(synced)
      this.pursue(feed, synced, nowMs)
      if (synced.viewChanged(this.options.viewLevels)) views.push(this.view(feed, synced, nowMs, epochUs))
    }
    touched.length = 0
  }

  private collectKeyframes(nowMs: number, views: BookView[]): void {
    const epochUs = this.clock.epochUs()
    for (const feed of this.feeds.values())
      for (const synced of feed.books.values())
        if (nowMs >= synced.keyframeDueAtMs) views.push(this.view(feed, synced, nowMs, epochUs))
  }

  private view(feed: VenueFeed, synced: SyncedBook, nowMs: number, epochUs: number): BookView {
    // Spread, so that the keyframes of many books do not come in one burst; with the tick's 50 ms never late.
    synced.keyframeDueAtMs = nowMs + this.options.viewRefreshMs * (0.7 + 0.25 * this.clock.random())
    const proofTimeUs = feed.life.proofOf(synced.book.receivedTimeUs)
    return takeView(synced, this.options.viewLevels, proofTimeUs, epochUs)
  }

  private takeProofs(nowMs: number): VenueProof[] {
    if (nowMs < this.proofDueAtMs) return []
    this.proofDueAtMs = Math.max(this.proofDueAtMs + proofEveryMs, nowMs)
    return [...this.feeds.values()].map(feed => this.proof(feed, nowMs))
  }

  /** Of the feeds whose heartbeat came in this turn: a leg is only as young as its proof is quick. */
  private takeFreshProofs(nowMs: number): VenueProof[] {
    const proofs: VenueProof[] = []
    for (const feed of this.feeds.values()) {
      if (!feed.life.fresh) continue
      feed.life.fresh = false
      proofs.push(this.proof(feed, nowMs))
    }
    return proofs
  }

  private proof({ venue, life }: VenueFeed, nowMs: number): VenueProof {
    const connected = life.connected && life.silentMs(nowMs) <= maxSilenceMs
    return { venue, proofTimeUs: life.proofTimeUs, connected }
  }

  /** Behind the views: nobody waits for them, and while Redis is slow the next ones will do. */
  private publishTops(congested: boolean): void {
    const { tops } = this
    if (tops.length === 0) return
    for (let from = 0; from < tops.length && !congested; from += mostTopsPerBatch)
      this.effects.publish({ views: [], proofs: [], tops: tops.slice(from, from + mostTopsPerBatch) })
    tops.length = 0
  }

  private publish(views: BookView[], proofs: VenueProof[]): void {
    this.counters.views += views.length
    if (views.length <= mostViewsPerBatch) {
      if (views.length > 0 || proofs.length > 0) this.effects.publish({ views, proofs })
      return
    }
    for (let from = 0; from < views.length; from += mostViewsPerBatch)
      this.effects.publish({ views: views.slice(from, from + mostViewsPerBatch), proofs: from === 0 ? proofs : [] })
  }
}

/** Begins without state: every book is down and the shard's resync is ordered as soon as its answer can be heard. */
export const createShardSync = (
  options: ShardSyncOptions,
  counters: SyncCounters,
  clock: SyncClock,
  effects: ShardSyncEffects,
): ShardSync => new ShardSync(options, counters, clock, effects)

/** Price walked out of what the snapshot proved: what is held may not be the top. */
const checkEdge = ({ book }: SyncedBook): void => {
  const { bids, asks } = book
  const unproven = (bids.bounded && bids.provenLevels(1) === 0) || (asks.bounded && asks.provenLevels(1) === 0)
  if (unproven) book.condemn('beyond_edge')
}
