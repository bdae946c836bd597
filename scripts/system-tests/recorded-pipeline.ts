import { continuityOf } from '@screener/order-book'
import { encodeMarketDataBatch, type BookView, type CollectorCommand, type MarketDataEvent } from '@screener/contracts'
import type { Venue } from '@screener/collector-runtime'
import { createBackoff } from '../../packages/collector-runtime/src/backoff.ts'
import { createBookFeeds, type BookFeeds } from '../../packages/collector-runtime/src/book-feeds.ts'
import { parseCaptureLine, snapshotSymbol } from '../../packages/collector-runtime/src/capture.ts'
import type { Connection } from '../../packages/collector-runtime/src/connection.ts'
import { createFeed } from '../../packages/collector-runtime/src/feed.ts'
import { ShardSync } from '../../services/orderbook-sync/src/shard-sync.ts'
import { createSyncCounters, type SyncCounters } from '../../services/orderbook-sync/src/sync-counters.ts'
import { FrameError } from '../../packages/collector-runtime/src/venue.ts'

/** What a capture became after the collector's books, the wire format of the streams and the sync core. */
export interface RecordedRun {
  readonly sync: ShardSync
  readonly counters: SyncCounters
  /** Newest view of each symbol that left the core. */
  readonly views: ReadonlyMap<string, BookView>
  /** What the core asked the collector for; nobody obeys, a recording cannot. */
  readonly orders: readonly CollectorCommand[]
  /** Market events decoded and handed to the collector's books, by kind. */
  readonly decoded: Readonly<Record<string, number>>
  /** Events the collector emitted, by kind; best bid and ask are sampled. */
  readonly emitted: Readonly<Record<string, number>>
  /** Newest best bid and ask the collector emitted for each symbol. */
  readonly quotes: ReadonlyMap<string, MarketDataEvent['bestBidAsk']>
}

const tickMs = 50
const heartbeatMs = 250
const viewRefreshMs = 500
/**
 * After the last message, so that every book is shown once more as it stands; too short for a quote that the recording
 * cut off from its depth to become an accusation.
 */
const epilogueMs = 600
/** Where a capture has no times, its messages are taken to be so far apart. */
const assumedPaceMs = 100

const noInstrument = {
  base: '',
  quote: '',
  priceTick: 0,
  quantityStep: 0,
  minQuantity: 0,
  minNotional: 0,
  trading: true,
}

/** The recorder's connection, which lived as long as the capture. */
const recorded: Connection = {
  number: 1,
  isOpen: true,
  openedAtMs: 0,
  lastDataUs: 0,
  flowedMs: 0,
  isSpent: false,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  check: () => undefined,
  terminate: () => undefined,
}

/** The stages of the pipeline on one clock, that of the recorder. */
class RecordedPipeline {
  readonly counters = createSyncCounters()
  readonly views = new Map<string, BookView>()
  readonly orders: CollectorCommand[] = []
  readonly decoded: Record<string, number> = {}
  readonly emitted: Record<string, number> = {}
  readonly quotes = new Map<string, MarketDataEvent['bestBidAsk']>()
  readonly sync: ShardSync
  private readonly venue: Venue
  private readonly feeds: BookFeeds
  private nowMs: number
  private tickAtMs: number
  private heartbeatAtMs: number
  private batch: MarketDataEvent[] = []
  private entries = 0
  private sessions = 0

  constructor(venue: Venue, startMs: number) {
    this.venue = venue
    this.nowMs = startMs
    this.tickAtMs = startMs
    this.heartbeatAtMs = startMs
    const clock = { nowMs: () => this.nowMs, epochUs: () => this.nowMs * 1000, random: () => 0.5 }
    this.feeds = createBookFeeds({
      seeding: venue.snapshot?.when ?? 'never',
      emit: (_shard, event) => this.batch.push(event),
      nextSession: () => ++this.sessions,
      nowMs: clock.nowMs,
      nowUs: clock.epochUs,
      // The recorder fetched the snapshots; they come when they came.
      requestSnapshot: () => undefined,
      cancelSnapshot: () => undefined,
      onResync: () => undefined,
    })
    this.sync = new ShardSync(
      {
        shard: 0,
        shards: 1,
        venues: [venue.id],
        symbols: [],
        viewLevels: 20,
        contract: continuityOf,
        viewRefreshMs,
        instance: 'recorded',
      },
      this.counters,
      clock,
      {
        publish: ({ views }) => {
          for (const view of views) this.views.set(view.symbol, view)
        },
        order: (_venue, command) => this.orders.push(command),
        undecodable: (_venue, id, reason) => {
          throw new Error(`entry ${id}: ${reason}`)
        },
        congested: () => false,
        listening: () => true,
      },
    )
  }

  advanceTo(ms: number): void {
    for (; this.tickAtMs <= ms; this.tickAtMs += tickMs) {
      this.nowMs = this.tickAtMs
      if (this.nowMs >= this.heartbeatAtMs) {
        this.heartbeatAtMs += heartbeatMs
        const atUs = this.nowMs * 1000
        this.batch.push({ feedHeartbeat: { atUs, lastDataTimeUs: atUs, connected: true } })
      }
      this.feeds.tick(this.nowMs)
      this.handOver()
      this.sync.tick()
    }
    this.nowMs = ms
  }

  finish(): void {
    this.advanceTo(this.nowMs + epilogueMs)
  }

  frame(text: string): void {
    for (const event of this.venue.decode(text)) {
      if (event.kind !== 'snapshot' && event.kind !== 'delta' && event.kind !== 'bestBidAsk') continue
      this.decoded[event.kind] = (this.decoded[event.kind] ?? 0) + 1
      this.follow(event.symbol)
      this.feeds.onMarketEvent(recorded, event, Math.round(this.nowMs * 1000))
    }
    this.handOver()
  }

  restSnapshot(symbol: string, body: string): void {
    const answer = this.venue.snapshot?.parse(body)
    if (answer === undefined) throw new FrameError('no REST snapshots here')
    this.follow(symbol)
    this.feeds.onRestSnapshot(symbol, answer, Math.max(answer.bids.length, answer.asks.length))
    this.handOver()
  }

  private follow(native: string): void {
    if (this.feeds.feeds.has(native)) return
    const instrument = { ...noInstrument, symbol: native, nativeSymbol: native }
    const repairs = createBackoff({ baseMs: 1, maxMs: 1, random: () => 0 })
    this.feeds.add(createFeed({ symbol: native, native, shard: 0, instrument }, repairs))
    this.feeds.begin(recorded, [native])
  }

  /** What one turn produced, through the bytes that travel. */
  private handOver(): void {
    if (this.batch.length === 0) return
    for (const event of this.batch) {
      for (const kind of Object.keys(event)) this.emitted[kind] = (this.emitted[kind] ?? 0) + 1
      if (event.bestBidAsk) this.quotes.set(event.bestBidAsk.symbol, event.bestBidAsk)
    }
    const payload = encodeMarketDataBatch({ venue: this.venue.id, events: this.batch })
    this.batch = []
    this.sync.onEntry(this.venue.id, `1-${this.entries++}`, 'MarketDataBatch', payload)
    this.sync.endTurn()
  }
}

/** Runs a capture through decode, the collector's books, encode and decode of the contracts, and the sync core. */
export const runRecorded = (venue: Venue, lines: readonly string[]): RecordedRun => {
  const messages = lines.map((line, index) => parseCaptureLine(line, index + 1)).filter(({ outgoing }) => !outgoing)
  const pipeline = new RecordedPipeline(venue, messages[0]?.receivedAtMs ?? 0)
  for (const [index, { kind, raw, url, receivedAtMs }] of messages.entries()) {
    pipeline.advanceTo(receivedAtMs ?? index * assumedPaceMs)
    const symbol = kind === 'rest' ? snapshotSymbol(venue, url) : undefined
    if (kind === 'ws') pipeline.frame(raw)
    else if (symbol !== undefined) pipeline.restSnapshot(symbol, raw)
  }
  pipeline.finish()
  return pipeline
}
