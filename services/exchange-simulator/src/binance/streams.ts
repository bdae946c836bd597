import type { Connection } from '../connection.ts'
import type { VenueMarket } from '../market/market.ts'
import type { Emit, StreamAddress } from './emit.ts'
import { aggregateTrades, aggTradeJson, bookJson, bookTickerJson, diffJson, tradeJson } from './payloads.ts'
import { parseStreamName, type StreamName } from './stream-names.ts'

interface Channel {
  readonly address: StreamAddress
  readonly market: VenueMarket
  readonly stream: StreamName
  readonly subscribers: Set<Connection>
  /** Tick within the cadence at which this symbol's frames go out, so that symbols do not come all at once. */
  readonly phase: number
  /** Update id up to which the stream has told everything. */
  lastId: number
}

interface Feed {
  readonly market: VenueMarket
  readonly phase: number
  /** The channels somebody is subscribed to, by channel name. */
  readonly channels: Map<string, Channel>
  top: string
  nextAggregateId: number
}

export interface BinanceStreams {
  /** By native name. */
  readonly markets: ReadonlyMap<string, VenueMarket>
  /** A recorded REST depth body to be answered instead of the book's own. */
  readonly ownDepth?: (native: string) => string | undefined
  subscribe(connection: Connection, name: string): void
  unsubscribe(connection: Connection, name: string): void
  /** After each event of the flow of a market. */
  onEvent(market: VenueMarket): void
  /** Every 10 ms; `tick` counts them. */
  onTick(tick: number): void
}

const fastTicks = 10
const slowTicks = 100

/** Streams of `refused` symbols are acknowledged and never deliver: that is all this venue does. */
export const createBinanceStreams = (
  markets: readonly VenueMarket[],
  refused: ReadonlySet<string>,
  emitTo: Emit,
): BinanceStreams => {
  const feeds = new Map<VenueMarket, Feed>()
  const byName = new Map<string, Feed>()
  const timed = new Set<Channel>()
  for (const [index, market] of markets.entries()) {
    const feed = { market, phase: index, channels: new Map<string, Channel>(), top: '', nextAggregateId: 1 }
    feeds.set(market, feed)
    if (!refused.has(market.instrument.symbol)) byName.set(market.instrument.native.toLowerCase(), feed)
  }

  const emit = (channel: Channel, build: (timeFactor: number) => string): void => {
    emitTo(channel.address, channel.subscribers, build)
  }

  const flush = (channel: Channel): void => {
    const { market, stream } = channel
    const { book } = market
    if (book.id === channel.lastId) return
    const afterId = channel.lastId
    channel.lastId = book.id
    const nowMs = Date.now()
    const kind = stream.stream
    if (kind.kind === 'diff') emit(channel, factor => diffJson(market, afterId, nowMs * factor))
    else if (kind.kind === 'partial')
      emit(channel, () => bookJson(market, book.id, book.levels(kind.levels), kind.levels))
  }

  const open = (feed: Feed, name: string, stream: StreamName): Channel => {
    const { market, phase } = feed
    const isSlow = 'slow' in stream.stream && stream.stream.slow
    const channel: Channel = {
      address: { name, symbol: market.instrument.symbol, channel: stream.channel },
      market,
      stream,
      subscribers: new Set(),
      phase: phase % (isSlow ? slowTicks : fastTicks),
      lastId: stream.stream.kind === 'partial' ? 0 : market.book.id,
    }
    feed.channels.set(stream.channel, channel)
    if ('slow' in stream.stream) timed.add(channel)
    return channel
  }

  const onTrades = (feed: Feed): void => {
    const trades = feed.market.book.takeTrades()
    if (trades.length === 0) return
    const plain = feed.channels.get('trade')
    if (plain !== undefined) for (const trade of trades) emit(plain, factor => tradeJson(feed.market, trade, factor))
    const aggregate = feed.channels.get('aggTrade')
    if (aggregate !== undefined)
      for (const trade of aggregateTrades(trades, () => feed.nextAggregateId++))
        emit(aggregate, factor => aggTradeJson(feed.market, trade, factor))
  }

  const onTop = (feed: Feed): void => {
    const channel = feed.channels.get('bookTicker')
    if (channel === undefined) return
    const { bestBid, bestAsk } = feed.market.book
    const top = `${String(bestBid?.price)} ${String(bestBid?.quantity)} ${String(bestAsk?.price)} ${String(bestAsk?.quantity)}`
    if (top === feed.top) return
    feed.top = top
    emit(channel, () => bookTickerJson(feed.market))
  }

  return {
    markets: new Map(markets.map(market => [market.instrument.native, market])),
    subscribe: (connection, name) => {
      const stream = parseStreamName(name)
      const feed = stream === undefined ? undefined : byName.get(stream.symbol)
      if (stream === undefined || feed === undefined) return
      const channel = feed.channels.get(stream.channel) ?? open(feed, name, stream)
      channel.subscribers.add(connection)
    },
    unsubscribe: (connection, name) => {
      const stream = parseStreamName(name)
      const feed = stream === undefined ? undefined : byName.get(stream.symbol)
      const channel = stream === undefined ? undefined : feed?.channels.get(stream.channel)
      if (feed === undefined || channel === undefined || stream === undefined) return
      channel.subscribers.delete(connection)
      if (channel.subscribers.size > 0) return
      feed.channels.delete(stream.channel)
      timed.delete(channel)
    },
    onEvent: market => {
      const feed = feeds.get(market)
      if (feed === undefined) return
      onTrades(feed)
      onTop(feed)
    },
    onTick: tick => {
      for (const channel of timed) {
        const cadence = 'slow' in channel.stream.stream && channel.stream.stream.slow ? slowTicks : fastTicks
        if (tick % cadence === channel.phase) flush(channel)
      }
    },
  }
}
