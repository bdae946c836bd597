import {
  bookStream,
  decodeOpportunityBatch,
  encodeBookViewBatch,
  opportunityStream,
  shardOf,
  type BookView,
  type OpportunityBatch,
  type VenueProof,
} from '@screener/contracts'
import {
  createStreamReader,
  createStreamWriter,
  type RedisClient,
  type StreamEvent,
  type StreamWriter,
} from '@screener/streams'

const shards = 4
export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
export const nowUs = (): number => Math.round((performance.timeOrigin + performance.now()) * 1_000)

const symbol = 'BTC-USDT'
export const shard: number = shardOf(symbol, shards)

/** A book of one level a side, read, proven and synced now. */
export const view = (venue: string, bid: number, ask: number, overrides: Partial<BookView> = {}): BookView => {
  const atUs = nowUs()
  // prettier-ignore
  return {
    venue, symbol, status: 2, reason: '', session: 1, sequence: 1,
    bidPrices: [bid], bidQuantities: [1], askPrices: [ask], askQuantities: [1],
    exchangeTimeMs: 0, receivedTimeUs: atUs, proofTimeUs: atUs, syncedTimeUs: atUs,
    base: 'BTC', quote: 'USDT', priceTick: 0.01, quantityStep: 0.001, minQuantity: 0.001, minNotional: 5,
    ...overrides,
  }
}

/** A pair of books that pays about 80 basis points: buy on binance, sell on bybit. */
export const payingViews = (): BookView[] => [view('binance', 99.9, 100), view('bybit', 101, 101.2)]

/** A triangle on one venue that pays about 70 basis points; all in one shard, as a test may. */
export const payingTriangle = (): BookView[] => [
  view('binance', 99.9, 100),
  view('binance', 0.0499, 0.05, {
    symbol: 'ETH-BTC',
    base: 'ETH',
    quote: 'BTC',
    bidQuantities: [20],
    askQuantities: [20],
    minNotional: 0.0001,
  }),
  view('binance', 5.05, 5.1, { symbol: 'ETH-USDT', base: 'ETH', bidQuantities: [20], askQuantities: [20] }),
]

export const notLive = (venue: string): BookView =>
  view(venue, 0, 0, { status: 3, reason: 'gap', bidPrices: [], bidQuantities: [], askPrices: [], askQuantities: [] })

export const proof = (venue: string): VenueProof => ({ venue, proofTimeUs: nowUs(), connected: true })

export interface BookSource {
  readonly writer: StreamWriter
  send(views: readonly BookView[], proofs?: readonly VenueProof[]): Promise<void>
}

/** Plays orderbook-sync for one shard. */
export const createBookSource = (redis: RedisClient, epochMs: number): BookSource => {
  const options = {
    stream: bookStream(shard),
    epochMs,
    maxEntries: 1_000,
    maxPendingBytes: 1 << 20,
    onFenced: () => undefined,
  }
  const writer = createStreamWriter(redis, options, silentLog)
  return {
    writer,
    send: async (views, proofs = []) => {
      writer.append('BookViewBatch', encodeBookViewBatch({ views, proofs }))
      await writer.flush()
    },
  }
}

interface Heard {
  readonly batch: OpportunityBatch
  readonly epochMs: number
  readonly atMs: number
}

export interface Listener {
  readonly heard: readonly Heard[]
  readonly breaks: readonly StreamEvent[]
  /** Words like `opened`, `closed stale`, without keyframes. */
  words(): string[]
  close(): Promise<void>
}

const phases = ['opened', 'updated', 'closed']

/** Reads all that is published. */
export const listen = (url: string): Listener => {
  const reader = createStreamReader({ url, cluster: false, name: 'test-listener' }, silentLog)
  const heard: Heard[] = []
  const breaks: StreamEvent[] = []
  const aborter = new AbortController()
  reader.follow(opportunityStream(0), 'start')
  const follow = async (): Promise<void> => {
    for await (const events of reader.batches(aborter.signal)) {
      for (const event of events) {
        if (event.kind === 'entry')
          heard.push({ batch: decodeOpportunityBatch(event.payload), epochMs: event.epochMs, atMs: performance.now() })
        else breaks.push(event)
      }
    }
  }
  const following = follow()
  return {
    heard,
    breaks,
    words: () =>
      heard
        .filter(({ batch }) => !batch.keyframe)
        .flatMap(({ batch }) => batch.events)
        .map(event => `${phases[event.phase]}${event.closeReason ? ` ${event.closeReason}` : ''}`),
    close: async () => {
      aborter.abort()
      await following
      await reader.close()
    },
  }
}
