import type { Connection } from '../connection.ts'
import type { FaultBoard } from '../faults.ts'
import type { VenueMarket } from '../market/market.ts'
import { BookWindow, type WindowChange } from './book-window.ts'
import type { GateKnobs } from './limits.ts'
import { streamMessage, tickerMessage, updateMessage, type PushTimes } from './payloads.ts'
import { nameOf, ticksOfStream, ticksOfUpdates, type Subscription } from './subscriptions.ts'

interface BookStream {
  readonly feed: Feed
  readonly channel: 'spot.obu' | 'spot.order_book_update'
  readonly name: string
  readonly window: BookWindow
  readonly subscribers: Set<Connection>
  readonly ticks: number
  readonly phase: number
  frames: number
}

interface Feed {
  readonly market: VenueMarket
  /** By name; opened when first asked for. */
  readonly books: Map<string, BookStream>
  readonly tickers: Set<Connection>
  /** What the followers of the best bid and ask were told last. */
  told: string
  readonly phase: number
  /** Time of the last event of the flow. */
  engineMs: number
}

export interface GateStreams {
  readonly markets: ReadonlyMap<string, VenueMarket>
  engineTime(market: VenueMarket): number
  /** Subscribes and returns what sends the first message, if the channel has one. Unknown pairs stay silent. */
  subscribe(connection: Connection, subscription: Subscription): () => void
  unsubscribe(connection: Connection, subscription: Subscription): void
  /** All of a connection that is gone. */
  leave(connection: Connection): void
  onEvent(market: VenueMarket, timeMs: number): void
  onTick(tick: number): void
  /** Full books to all who follow. Undefined: of all symbols. */
  sendFull(symbol: string | undefined): void
}

export const createGateStreams = (
  markets: readonly VenueMarket[],
  knobs: GateKnobs,
  faults: FaultBoard,
): GateStreams => {
  const feeds = new Map<VenueMarket, Feed>()
  const byNative = new Map<string, Feed>()
  const followed = new Set<BookStream>()
  const tickersFollowed = new Set<Feed>()
  for (const [phase, market] of markets.entries()) {
    const feed = { market, books: new Map(), tickers: new Set<Connection>(), told: '', phase, engineMs: Date.now() }
    feeds.set(market, feed)
    byNative.set(market.instrument.native, feed)
  }
  const feedOf = (market: VenueMarket): Feed => feeds.get(market) as Feed

  const send = (feed: Feed, subscribers: Iterable<Connection>, channel: string, text: string): void => {
    const bytes = Buffer.from(text)
    for (const connection of subscribers) faults.deliver(connection, bytes, feed.market.instrument.symbol, channel)
  }
  const timesOf = (feed: Feed): PushTimes => ({ nowMs: Date.now(), engineMs: feed.engineMs })
  const wholeBook = ({ window }: BookStream): WindowChange => ({ ...window.top, first: window.id, last: window.id })

  const fullText = (stream: BookStream): string => {
    const { feed, window, name } = stream
    if (stream.channel === 'spot.order_book_update')
      return updateMessage(feed.market, wholeBook(stream), window.depth, true, timesOf(feed))
    return streamMessage(name, feed.market, { ...window.top, last: window.id }, timesOf(feed))
  }
  const deltaText = ({ feed, window, name, channel }: BookStream, change: WindowChange): string =>
    channel === 'spot.obu'
      ? streamMessage(name, feed.market, change, timesOf(feed))
      : updateMessage(feed.market, change, window.depth, false, timesOf(feed))

  const flush = (stream: BookStream): void => {
    const change = stream.window.advance()
    if (change === undefined) return
    stream.frames++
    const isFull = knobs.fullEveryFrames > 0 && stream.frames % knobs.fullEveryFrames === 0
    const text = isFull ? fullText(stream) : deltaText(stream, change)
    send(stream.feed, stream.subscribers, stream.channel, text)
  }
  const openingText = (stream: BookStream): string | undefined => {
    if (stream.channel === 'spot.obu' || knobs.updatesOpenWith === 2) return fullText(stream)
    return knobs.updatesOpenWith === 1 ? deltaText(stream, wholeBook(stream)) : undefined
  }

  const streamOf = (feed: Feed, subscription: Exclude<Subscription, { channel: 'spot.book_ticker' }>): BookStream => {
    const { channel, depth } = subscription
    const name = nameOf(subscription)
    const known = feed.books.get(name)
    if (known !== undefined) return known
    const ticks = (channel === 'spot.obu' ? ticksOfStream : ticksOfUpdates).get(depth) ?? 1
    const window = new BookWindow(feed.market, depth)
    const phase = feed.phase % ticks
    const stream = { feed, channel, name, window, subscribers: new Set<Connection>(), ticks, phase, frames: 0 }
    feed.books.set(name, stream)
    return stream
  }
  const follow = (connection: Connection, stream: BookStream): (() => void) => {
    // Nobody was told of what went by.
    if (stream.subscribers.size === 0) stream.window.reset()
    followed.add(stream)
    stream.subscribers.add(connection)
    const text = openingText(stream)
    return () => {
      if (text !== undefined) send(stream.feed, [connection], stream.channel, text)
    }
  }
  const drop = (connection: Connection, stream: BookStream): void => {
    stream.subscribers.delete(connection)
    if (stream.subscribers.size === 0) followed.delete(stream)
  }
  const dropTickers = (connection: Connection, feed: Feed): void => {
    feed.tickers.delete(connection)
    if (feed.tickers.size === 0) tickersFollowed.delete(feed)
  }
  const bestOf = ({ book }: VenueMarket): string => {
    const { bestBid, bestAsk } = book
    return [bestBid?.price, bestBid?.quantity, bestAsk?.price, bestAsk?.quantity].join(' ')
  }
  const flushTicker = (feed: Feed): void => {
    const best = bestOf(feed.market)
    if (best === feed.told) return
    feed.told = best
    send(feed, feed.tickers, 'spot.book_ticker', tickerMessage(feed.market, timesOf(feed)))
  }

  return {
    markets: new Map(markets.map(market => [market.instrument.native, market])),
    engineTime: market => feedOf(market).engineMs,
    subscribe: (connection, subscription) => {
      const feed = byNative.get(subscription.pair)
      if (feed === undefined) return () => undefined
      if (subscription.channel !== 'spot.book_ticker') return follow(connection, streamOf(feed, subscription))
      if (feed.tickers.size === 0) feed.told = ''
      feed.tickers.add(connection)
      tickersFollowed.add(feed)
      return () => undefined
    },
    unsubscribe: (connection, subscription) => {
      const feed = byNative.get(subscription.pair)
      if (feed === undefined) return
      if (subscription.channel === 'spot.book_ticker') dropTickers(connection, feed)
      else drop(connection, streamOf(feed, subscription))
    },
    leave: connection => {
      for (const stream of [...followed]) drop(connection, stream)
      for (const feed of [...tickersFollowed]) dropTickers(connection, feed)
    },
    onEvent: (market, timeMs) => {
      feedOf(market).engineMs = timeMs
    },
    onTick: tick => {
      for (const stream of followed) if (tick % stream.ticks === stream.phase) flush(stream)
      for (const feed of tickersFollowed) flushTicker(feed)
    },
    sendFull: symbol => {
      for (const stream of followed) {
        if (symbol !== undefined && stream.feed.market.instrument.symbol !== symbol) continue
        stream.window.reset()
        send(stream.feed, stream.subscribers, stream.channel, fullText(stream))
      }
    },
  }
}
