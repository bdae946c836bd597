import { crc32 } from 'node:zlib'
import { shardOf, type InstrumentRejected, type MarketDataEvent } from '@screener/contracts'
import { OrderBook } from '@screener/order-book'
import { createCollector, type Collector, type CollectorOptions } from '../../src/collector.ts'
import { createCounts, type Counts } from '../../src/counts.ts'
import type { ShardOutlet } from '../../src/shard-outlet.ts'
import type { Venue } from '../../src/venue.ts'
import { startAcme, type AcmeServer } from './server.ts'
import { acme } from './venue.ts'

export interface AcmeRun {
  readonly server: AcmeServer
  readonly collector: Collector
  readonly counts: Counts
  readonly events: MarketDataEvent[]
  readonly logs: { readonly fields: Record<string, unknown>; readonly message: string }[]
  readonly books: ReadonlyMap<string, OrderBook>
  /** Verdicts of the books other than applied and stale: what downstream would have to resync. */
  readonly breaks: string[]
  readonly rejected: InstrumentRejected[]
  readonly losses: { readonly symbols: readonly string[]; readonly reason: string }[]
  /** Symbols whose downstream book is live now. */
  live(): string[]
  /** Commands as orderbook-sync sends them. */
  resync(symbol: string, reason?: string, session?: number): void
  end(): Promise<void>
}

export const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `C${index}USDT`)
export const canonical = (native: string): string => `${native.slice(0, -4)}-USDT`

const shards = 4

/** Runs the real collector against the acme server; downstream is a real order book per symbol. */
export const runAcme = async (
  flavour: 'rest' | 'channel',
  setup: {
    readonly listed?: readonly string[]
    readonly wanted?: readonly string[]
    readonly venue?: Partial<Venue>
    readonly options?: Partial<CollectorOptions>
    readonly prepare?: (server: AcmeServer) => void
  } = {},
): Promise<AcmeRun> => {
  const listed = setup.listed ?? names(6)
  const server = await startAcme(listed, flavour)
  setup.prepare?.(server)
  const events: MarketDataEvent[] = []
  const logs: AcmeRun['logs'] = []
  const books = new Map<string, OrderBook>()
  const breaks: string[] = []
  const rejected: InstrumentRejected[] = []
  const losses: { symbols: readonly string[]; reason: string }[] = []
  const log = (fields: object, message: string): void =>
    void logs.push({ fields: fields as Record<string, unknown>, message })
  const counts = createCounts()
  const collector = createCollector(acme(flavour, setup.venue), {
    webSocketUrl: server.webSocketUrl,
    restUrl: server.restUrl,
    symbols: (setup.wanted ?? listed).map(canonical),
    shards,
    maxFrameBytes: 65_536,
    maxConnectionAgeMs: undefined,
    instrumentsEveryMs: 60_000,
    snapshotLevels: 1000,
    counts,
    log: { info: log, warn: log, error: log },
    random: () => 0.5,
    ...setup.options,
  })
  const bookOf = (symbol: string): OrderBook => {
    const book = books.get(symbol) ?? new OrderBook(crc32)
    books.set(symbol, book)
    return book
  }
  const judge = (symbol: string, verdict: string): void => {
    if (verdict !== 'applied' && verdict !== 'stale') breaks.push(`${symbol} ${verdict}`)
  }
  const read = (event: MarketDataEvent): void => {
    events.push(event)
    const { snapshot, delta, bookLost, instrumentRejected } = event
    if (snapshot) judge(snapshot.symbol, bookOf(snapshot.symbol).applySnapshot(snapshot))
    if (delta) judge(delta.symbol, bookOf(delta.symbol).applyDelta(delta))
    if (instrumentRejected) rejected.push(instrumentRejected)
    if (!bookLost) return
    losses.push(bookLost)
    for (const [symbol, book] of books) {
      if (bookLost.symbols.length === 0 || bookLost.symbols.includes(symbol)) book.lose(bookLost.reason)
    }
  }
  const outlet = (shard: number): ShardOutlet => {
    let open = true
    return {
      shard,
      emit: event => {
        if (open) read(event)
      },
      close: async () => undefined,
      abandon: () => {
        open = false
      },
      pendingBytes: 0,
      droppedEntries: 0,
    }
  }
  for (let shard = 0; shard < shards; shard++) collector.acquire(outlet(shard))
  return {
    server,
    collector,
    counts,
    events,
    logs,
    books,
    breaks,
    rejected,
    losses,
    live: () =>
      [...books]
        .filter(([, book]) => book.life === 'live' && holds(book, server.behaviour.unnumbered))
        .map(([symbol]) => symbol),
    resync: (symbol, reason = 'gap', session = books.get(symbol)?.session ?? 0) => {
      const resyncBook = { symbol, shard: shardOf(symbol, shards), session, reason }
      collector.obey({ resyncBook, issuedBy: 'test', atUs: 0 })
    },
    end: async () => {
      collector.stop()
      await server.close()
    },
  }
}

/** Acme's books say by themselves whether they are right: the best quantities are the venue's sequence. */
const holds = ({ bids, asks, sequence }: OrderBook, unnumbered: boolean): boolean =>
  bids.quantityAt(0) === asks.quantityAt(0) && (unnumbered || bids.quantityAt(0) === sequence)
