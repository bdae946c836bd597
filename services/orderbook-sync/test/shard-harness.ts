import { continuityOf } from '@screener/order-book'
import {
  bookStatus,
  encodeMarketDataBatch,
  shardOf,
  type BookView,
  type BookViewBatch,
  type CollectorCommand,
  type Delta,
  type MarketDataEvent,
  type Snapshot,
} from '@screener/contracts'
import { createShardSync, type ShardSync } from '../src/shard-sync.ts'
import { createSyncCounters, type SyncCounters } from '../src/sync-counters.ts'

export const symbol = 'BTC-USDT'
export const other = 'ETH-USDT'
const shards = 1

/** Collectors' clocks in these tests run this far ahead of ours: nothing may depend on their agreeing. */
export const skewUs = 40_000_000

export interface Order {
  readonly venue: string
  readonly kind: 'book' | 'shard'
  readonly symbol: string
  readonly session: number
  readonly reason: string
  readonly atMs: number
}

/** One shard's core with a clock in hand. */
export class ShardHarness {
  nowMs = 1_000_000
  congested = false
  listening = true
  readonly counters: SyncCounters = createSyncCounters()
  readonly batches: BookViewBatch[] = []
  readonly orders: Order[] = []
  readonly undecodable: string[] = []
  readonly sync: ShardSync
  private n = 0
  private readonly beating = new Set<string>()
  private nextBeatMs = 0

  constructor(
    options: { viewLevels?: number; viewRefreshMs?: number; symbols?: readonly string[]; shards?: number } = {},
  ) {
    this.sync = createShardSync(
      {
        shard: shardOf(symbol, options.shards ?? shards),
        shards: options.shards ?? shards,
        venues: ['acme', 'zeta'],
        symbols: options.symbols ?? [symbol, other],
        viewLevels: options.viewLevels ?? 3,
        contract: continuityOf,
        viewRefreshMs: options.viewRefreshMs ?? 2_000,
        instance: 'test',
      },
      this.counters,
      { nowMs: () => this.nowMs, epochUs: () => this.nowMs * 1_000, random: () => 0 },
      {
        publish: batch => this.batches.push(batch),
        order: (venue, command) => this.orders.push(this.orderOf(venue, command)),
        undecodable: (_venue, _id, reason) => this.undecodable.push(reason),
        congested: () => this.congested,
        listening: () => this.listening,
      },
    )
  }

  /** The collector's clock. */
  get venueUs(): number {
    return this.nowMs * 1_000 + skewUs
  }

  /** One md entry; the turn is ended. */
  send(...events: MarketDataEvent[]): this {
    return this.sendOf('acme', ...events)
  }

  sendOf(venue: string, ...events: MarketDataEvent[]): this {
    this.sync.onEntry(venue, `1-${this.n++}`, 'MarketDataBatch', encodeMarketDataBatch({ venue, events }))
    this.sync.endTurn()
    return this
  }

  /** One md entry of acme under an id of the caller's. */
  sendAt(id: string, ...events: MarketDataEvent[]): this {
    this.sync.onEntry('acme', id, 'MarketDataBatch', encodeMarketDataBatch({ venue: 'acme', events }))
    this.sync.endTurn()
    return this
  }

  beatEvent(): MarketDataEvent {
    return { feedHeartbeat: { atUs: this.venueUs, lastDataTimeUs: this.venueUs, connected: true } }
  }

  sendBytes(payload: Uint8Array, type = 'MarketDataBatch'): this {
    this.sync.onEntry('acme', `1-${this.n++}`, type, payload)
    this.sync.endTurn()
    return this
  }

  /** From now on `advance` sends a heartbeat of the venue every 250 ms. */
  beat(venue = 'acme'): this {
    this.beating.add(venue)
    return this
  }

  silence(venue = 'acme'): this {
    this.beating.delete(venue)
    return this
  }

  /** Ticks every 50 ms. */
  advance(ms: number): this {
    for (let passed = 0; passed < ms; passed += 50) {
      this.nowMs += 50
      if (this.nowMs >= this.nextBeatMs) {
        this.nextBeatMs = this.nowMs + 250
        for (const venue of this.beating) this.heartbeat(venue)
      }
      this.sync.tick()
    }
    return this
  }

  heartbeat(venue = 'acme', atUs: number = this.venueUs): this {
    return this.sendOf(venue, { feedHeartbeat: { atUs, lastDataTimeUs: atUs, connected: true } })
  }

  /** A live book: instrument, snapshot, heartbeats. */
  seed(fields: Partial<Snapshot> = {}): this {
    this.beat().heartbeat()
    this.send({ instrument: instrument(fields.symbol ?? symbol) }, { snapshot: this.snapshot(fields) })
    return this
  }

  snapshot(fields: Partial<Snapshot> = {}): Snapshot {
    return {
      symbol,
      session: 1,
      sequence: 10,
      bidPrices: [100, 99, 98, 97],
      bidQuantities: [1, 2, 3, 4],
      askPrices: [101, 102, 103, 104],
      askQuantities: [1, 2, 3, 4],
      exchangeTimeMs: 7,
      receivedTimeUs: this.venueUs,
      straddled: false,
      bidsTruncated: false,
      asksTruncated: false,
      depth: 0,
      ...fields,
    }
  }

  delta(previous: number, sequence: number, fields: Partial<Delta> = {}): MarketDataEvent {
    return {
      delta: {
        symbol,
        session: 1,
        previous,
        sequence,
        bidPrices: [],
        bidQuantities: [],
        askPrices: [],
        askQuantities: [],
        exchangeTimeMs: 8,
        receivedTimeUs: this.venueUs,
        ...fields,
      },
    }
  }

  best(bidPrice: number, askPrice: number): MarketDataEvent {
    const exchangeTimeMs = 0
    const receivedTimeUs = this.venueUs
    return {
      bestBidAsk: { symbol, bidPrice, bidQuantity: 1, askPrice, askQuantity: 1, exchangeTimeMs, receivedTimeUs },
    }
  }

  /** Views of one book so far, oldest first. */
  views(of: string = symbol, venue = 'acme'): BookView[] {
    return this.batches.flatMap(({ views }) => views.filter(view => view.symbol === of && view.venue === venue))
  }

  last(of: string = symbol): BookView {
    const view = this.views(of).at(-1)
    if (!view) throw new Error(`no view of ${of}`)
    return view
  }

  /** Status and reason as a reader sees them. */
  shown(of: string = symbol): string {
    const { status, reason } = this.last(of)
    const name = Object.entries(bookStatus).find(([, value]) => value === status)?.[0] ?? '?'
    return reason === '' ? name : `${name}: ${reason}`
  }

  clear(): this {
    this.batches.length = 0
    this.orders.length = 0
    return this
  }

  bookOrders(): Order[] {
    return this.orders.filter(({ kind, venue }) => kind === 'book' && venue === 'acme')
  }

  shardOrders(): Order[] {
    return this.orders.filter(({ kind, venue }) => kind === 'shard' && venue === 'acme')
  }

  private orderOf(venue: string, { resyncBook, resyncShard }: CollectorCommand): Order {
    return {
      venue,
      kind: resyncBook ? 'book' : 'shard',
      symbol: resyncBook?.symbol ?? '',
      session: resyncBook?.session ?? 0,
      reason: resyncBook?.reason ?? resyncShard?.reason ?? '',
      atMs: this.nowMs,
    }
  }
}

export const instrument = (of: string, trading = true): NonNullable<MarketDataEvent['instrument']> => ({
  symbol: of,
  nativeSymbol: of.replace('-', ''),
  base: of.split('-')[0] ?? '',
  quote: of.split('-')[1] ?? '',
  priceTick: 0.01,
  quantityStep: 0.001,
  minQuantity: 0.002,
  minNotional: 5,
  trading,
})
