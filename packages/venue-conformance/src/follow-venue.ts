import { crc32 } from 'node:zlib'
import {
  createCollector,
  createCounts,
  type Collector,
  type CollectorOptions,
  type Counts,
  type ShardOutlet,
  type Venue,
} from '@screener/collector-runtime'
import { shardOf, type MarketDataEvent } from '@screener/contracts'
import { OrderBook, type Verdict } from '@screener/order-book'
import { isAnswered, listenTo, type HeardOfVenue } from './heard-of-venue.ts'
import { showBook, type ShownBook } from './shown-books.ts'
import type { SimulatorProcess } from './simulator-process.ts'

/** The real collector at one simulated venue, and behind it one real book a symbol, as orderbook-sync keeps them. */
export interface FollowedVenue {
  readonly collector: Collector
  readonly counts: Counts
  readonly heard: HeardOfVenue
  readonly books: ReadonlyMap<string, OrderBook>
  /** Every state a LIVE book was in, oldest first, since it was last taken. */
  readonly takeShown: () => ShownBook[]
  /** How many messages each book has applied. */
  readonly applied: ReadonlyMap<string, number>
  /** Each time a book stopped being LIVE. */
  readonly losses: { readonly symbol: string; readonly reason: string }[]
  /** Connections that ended, by the collector's own log; monotonic ms. */
  readonly endings: { readonly atMs: number; readonly reason: string }[]
  /** Reason by canonical symbol. */
  readonly rejected: ReadonlyMap<string, string>
  readonly liveSymbols: () => string[]
  /** Every frame that asks for a symbol still followed has its answer. */
  readonly allAnswered: () => boolean
  /** Orders all of these anew, as orderbook-sync does when it doubts them. */
  readonly doubt: (symbols: readonly string[]) => void
  /** Events since the start. */
  readonly events: () => number
  readonly stop: () => void
}

export interface FollowOptions {
  readonly venue: Venue
  readonly simulator: SimulatorProcess
  readonly symbols: readonly string[]
  readonly collector?: Partial<CollectorOptions>
}

const shards = 4
const tendEveryMs = 250
/** An order that led to nothing is given again, as orderbook-sync does. */
const orderAgainMs = 3_000
/** The faults know one frame of 4 MiB, which a collector is to read and get over. */
const maxFrameBytes = 8 * 1024 * 1024
const snapshotLevels = 100
/** Fewer proven levels than this and a deeper snapshot is ordered. */
const wantedLevels = 20

export const followVenue = (options: FollowOptions): FollowedVenue => {
  const { venue, heard } = listenTo(options.venue)
  const books = new Map<string, OrderBook>()
  const applied = new Map<string, number>()
  const orderedAtMs = new Map<string, number>()
  const losses: { symbol: string; reason: string }[] = []
  const endings: { atMs: number; reason: string }[] = []
  const rejected = new Map<string, string>()
  const counts = createCounts()
  let shown: ShownBook[] = []
  let events = 0

  const log = (fields: object): void => {
    const { event, reason } = fields as { readonly event?: string; readonly reason?: string }
    if (event === 'connection_ended') endings.push({ atMs: performance.now(), reason: reason ?? '' })
  }
  const collector = createCollector(venue, {
    webSocketUrl: `${options.simulator.webSocketUrl}${pathOf(venue.webSocketUrl)}`,
    restUrl: options.simulator.restUrl,
    symbols: options.symbols,
    shards,
    maxFrameBytes,
    maxConnectionAgeMs: undefined,
    instrumentsEveryMs: 600_000,
    snapshotLevels,
    counts,
    log: { info: log, warn: log, error: log },
    // The shortest waits there are: what is random here is jitter between machines.
    random: () => 0,
    ...options.collector,
  })

  const bookOf = (symbol: string): OrderBook => {
    const book = books.get(symbol) ?? new OrderBook(crc32)
    books.set(symbol, book)
    return book
  }
  const order = (symbol: string, reason: string): void => {
    orderedAtMs.set(symbol, performance.now())
    const session = bookOf(symbol).session
    const resyncBook = { symbol, shard: shardOf(symbol, shards), session, reason }
    collector.obey({ resyncBook, issuedBy: 'conformance', atUs: 0 })
  }
  /** Changes a book and notes what that did to its life. */
  const change = (symbol: string, act: (book: OrderBook) => Verdict | undefined): void => {
    const book = bookOf(symbol)
    const wasLive = isLive(book)
    const verdict = act(book)
    if (wasLive && !isLive(book)) losses.push({ symbol, reason: book.reason })
    if (verdict === undefined || verdict === 'stale' || verdict === 'not_synced') return
    if (verdict !== 'applied') {
      order(symbol, verdict)
      return
    }
    applied.set(symbol, (applied.get(symbol) ?? 0) + 1)
    if (isLive(book)) shown.push(showBook(symbol, book))
  }
  const read = (event: MarketDataEvent): void => {
    events++
    const { snapshot, delta, bookLost, instrumentRejected } = event
    if (snapshot) change(snapshot.symbol, book => book.applySnapshot(snapshot))
    else if (delta) change(delta.symbol, book => book.applyDelta(delta))
    else if (instrumentRejected) rejected.set(instrumentRejected.symbol, instrumentRejected.reason)
    else if (bookLost) {
      for (const symbol of bookLost.symbols.length === 0 ? [...books.keys()] : bookLost.symbols) {
        change(symbol, book => {
          book.lose(bookLost.reason)
          return undefined
        })
      }
    }
  }
  /** What orderbook-sync does with time: orders again what did not come, and deeper snapshots before a side runs out. */
  const tend = (): void => {
    const now = performance.now()
    for (const [symbol, book] of books) {
      if (rejected.has(symbol) || now - (orderedAtMs.get(symbol) ?? 0) < orderAgainMs) continue
      if (book.needsSnapshot) order(symbol, book.reason)
      else if (book.nearEdge(wantedLevels)) order(symbol, 'near_edge')
    }
  }
  const ticker = setInterval(tend, tendEveryMs)
  for (let shard = 0; shard < shards; shard++) collector.acquire(outlet(shard, read))

  return {
    collector,
    counts,
    heard,
    books,
    applied,
    losses,
    endings,
    rejected,
    takeShown() {
      const taken = shown
      shown = []
      return taken
    },
    liveSymbols: () => [...books].filter(([, book]) => isLive(book)).map(([symbol]) => symbol),
    allAnswered() {
      const natives = new Set(options.symbols.map(symbol => collector.membership.feedOf(symbol)?.native))
      return isAnswered(heard, native => natives.has(native))
    },
    doubt(symbols) {
      for (const symbol of symbols) order(symbol, 'gap')
    },
    events: () => events,
    stop() {
      clearInterval(ticker)
      collector.stop()
    },
  }
}

const isLive = (book: OrderBook): boolean => book.life === 'live'

/** Path and query of the venue's own address. */
const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}

/** Straight into the books: no Redis between. */
const outlet = (shard: number, read: (event: MarketDataEvent) => void): ShardOutlet => {
  let open = true
  return {
    shard,
    emit: event => {
      if (open) read(event)
    },
    close: () => Promise.resolve(),
    abandon: () => {
      open = false
    },
    pendingBytes: 0,
    droppedEntries: 0,
  }
}
