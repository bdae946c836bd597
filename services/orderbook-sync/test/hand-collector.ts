import {
  commandStream,
  decodeCollectorCommand,
  encodeMarketDataBatch,
  marketDataStream,
  type CollectorCommand,
  type Delta,
  type MarketDataEvent,
  type Snapshot,
} from '@screener/contracts'
import {
  connectRedis,
  createStreamReader,
  createStreamWriter,
  type RedisClient,
  type StreamLog,
} from '@screener/streams'

export const quiet: StreamLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
const shard = 0

/** One entry as it was sent. */
export interface Sent {
  readonly id: string
  readonly events: readonly MarketDataEvent[]
}

/** Writes the md stream of a venue by hand, with heartbeats, and hears the commands meant for its collector. */
export class HandCollector {
  readonly commands: CollectorCommand[] = []
  readonly history: Sent[] = []
  readonly redis: RedisClient
  readonly venue: string
  private readonly writer: ReturnType<typeof createStreamWriter>
  private readonly reader: ReturnType<typeof createStreamReader>
  private readonly aborter = new AbortController()
  private readonly heartbeat: NodeJS.Timeout
  private readonly listening: Promise<void>

  constructor(url: string, venue: string) {
    this.venue = venue
    const options = { url, cluster: false, name: `hand-${venue}` }
    this.redis = connectRedis(options, quiet)
    this.reader = createStreamReader(options, quiet)
    this.reader.follow(commandStream(venue), 'start', { explicitIds: false })
    this.writer = createStreamWriter(
      this.redis,
      {
        stream: marketDataStream(shard, venue),
        epochMs: Date.now(),
        maxEntries: 100_000,
        maxPendingBytes: 1 << 24,
        onFenced: () => undefined,
      },
      quiet,
    )
    this.heartbeat = setInterval(() => this.beat(), 250)
    this.beat()
    this.listening = this.listen()
  }

  send(...events: MarketDataEvent[]): void {
    this.note(events)
    this.writer.append('MarketDataBatch', encodeMarketDataBatch({ venue: this.venue, events }))
  }

  sendBytes(payload: Uint8Array): void {
    this.note([])
    this.writer.append('MarketDataBatch', payload)
  }

  shardOrders(): number {
    return this.commands.filter(({ resyncShard }) => resyncShard).length
  }

  bookOrders(symbol: string): CollectorCommand[] {
    return this.commands.filter(({ resyncBook }) => resyncBook?.symbol === symbol)
  }

  async close(): Promise<void> {
    clearInterval(this.heartbeat)
    this.aborter.abort()
    await this.listening
    await this.reader.close()
    await this.writer.close()
    await this.redis.close()
  }

  private note(events: readonly MarketDataEvent[]): void {
    this.history.push({ id: `${this.writer.epochMs}-${this.history.length}`, events })
  }

  private beat(): void {
    this.send({ feedHeartbeat: { atUs: nowUs(), lastDataTimeUs: nowUs(), connected: true } })
  }

  private async listen(): Promise<void> {
    for await (const events of this.reader.batches(this.aborter.signal))
      for (const event of events) if (event.kind === 'entry') this.commands.push(decodeCollectorCommand(event.payload))
  }
}

export const nowUs = (): number => Math.round((performance.timeOrigin + performance.now()) * 1_000)

/** A seeded flow of one book: a snapshot, then deltas that continue it, never crossed. */
export class BookFlow {
  sequence = 100
  readonly symbol: string
  readonly session: number
  private state: number

  constructor(symbol: string, session: number) {
    this.symbol = symbol
    this.session = session
    this.state = session
  }

  snapshot(levels = 300): { snapshot: Snapshot } {
    const prices = (sign: 1 | -1): number[] => Array.from({ length: levels }, (_, index) => price(sign * (index + 1)))
    const quantities = (): number[] => Array.from({ length: levels }, () => this.quantity() + 0.5)
    return {
      snapshot: {
        ...this.head(),
        sequence: this.sequence,
        bidPrices: prices(-1),
        bidQuantities: quantities(),
        askPrices: prices(1),
        askQuantities: quantities(),
        straddled: false,
        bidsTruncated: false,
        asksTruncated: false,
        depth: 0,
      },
    }
  }

  delta(): { delta: Delta } {
    const previous = this.sequence
    this.sequence += 1 + Math.floor(this.next() * 3)
    const ticks = (sign: 1 | -1): number[] =>
      Array.from({ length: 10 }, () => price(sign * (1 + Math.floor(this.next() ** 2 * 300))))
    const quantities = (): number[] => Array.from({ length: 10 }, () => (this.next() < 0.4 ? 0 : this.quantity()))
    return {
      delta: {
        ...this.head(),
        previous,
        sequence: this.sequence,
        bidPrices: ticks(-1),
        bidQuantities: quantities(),
        askPrices: ticks(1),
        askQuantities: quantities(),
      },
    }
  }

  private head(): Pick<Snapshot, 'symbol' | 'session' | 'exchangeTimeMs' | 'receivedTimeUs'> {
    return { symbol: this.symbol, session: this.session, exchangeTimeMs: Date.now(), receivedTimeUs: nowUs() }
  }

  private quantity(): number {
    return Math.ceil(this.next() * 1e6) / 1e5
  }

  private next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0
    return this.state / 4_294_967_296
  }
}

const price = (tick: number): number => Math.round((60_000 + tick * 0.01) * 100) / 100
