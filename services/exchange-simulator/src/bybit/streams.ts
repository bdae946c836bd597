import type { Connection } from '../connection.ts'
import type { FaultBoard } from '../faults.ts'
import { fractionOf } from '../market/random.ts'
import type { VenueMarket } from '../market/market.ts'
import { PublishedBook, type BookDelta } from '../published-book.ts'
import type { BybitKnobs } from './limits.ts'
import {
  addTrade,
  bookMessage,
  createDayStatistics,
  tickerMessage,
  tradeMessage,
  type DayStatistics,
} from './payloads.ts'
import { bookDepths, parseTopic, ticksOfDepth, type BookDepth, type Topic } from './topics.ts'

interface BookTopic {
  readonly topic: string
  readonly published: PublishedBook
  readonly depth: BookDepth
  readonly subscribers: Set<Connection>
  readonly phase: number
  lastPushMs: number
}

interface Feed {
  readonly market: VenueMarket
  readonly books: ReadonlyMap<BookDepth, BookTopic>
  readonly trades: Set<Connection>
  readonly tickers: Set<Connection>
  readonly day: DayStatistics
  tickerIsNew: boolean
  /** Time of the last event of the flow. */
  engineMs: number
}

export interface BybitStreams {
  readonly markets: ReadonlyMap<string, VenueMarket>
  dayOf(market: VenueMarket): DayStatistics
  /** Subscribes and returns what to send at once; the caller decides before or after the acknowledgement. */
  subscribe(connection: Connection, topic: string): () => void
  unsubscribe(connection: Connection, topic: string): void
  /** The book topic's state, brought up to date when nobody follows it. */
  published(market: VenueMarket, depth: BookDepth): PublishedBook
  engineTime(market: VenueMarket): number
  onEvent(market: VenueMarket, timeMs: number): void
  onTick(tick: number): void
  /** Ids of the books begin again at 1 with a snapshot. Undefined: all symbols. */
  restart(symbol: string | undefined): void
}

const repushMs = 3_000
const tickerTicks = 5
const repushTicks = 10

export const createBybitStreams = (
  markets: readonly VenueMarket[],
  knobs: BybitKnobs,
  faults: FaultBoard,
): BybitStreams => {
  const feeds = new Map<VenueMarket, Feed>()
  const byNative = new Map<string, Feed>()
  const followed = new Set<BookTopic>()
  const tickersFollowed = new Set<Feed>()

  for (const [index, market] of markets.entries()) {
    const { native } = market.instrument
    const books = new Map<BookDepth, BookTopic>()
    for (const depth of bookDepths) {
      const topic = `orderbook.${String(depth)}.${native}`
      const firstU = 1e6 + Math.floor(fractionOf(topic) * 2e8)
      // The depth that clients usually follow is remembered longest.
      const remembered = depth === 50 ? 65_536 : 8_192
      const published = new PublishedBook({ market, depth, firstNumber: firstU, remembered })
      const phase = index % ticksOfDepth[depth]
      books.set(depth, { topic, published, depth, subscribers: new Set(), phase, lastPushMs: 0 })
    }
    const feed: Feed = {
      market,
      books,
      trades: new Set(),
      tickers: new Set(),
      day: createDayStatistics(market),
      tickerIsNew: false,
      engineMs: Date.now(),
    }
    feeds.set(market, feed)
    byNative.set(native, feed)
  }
  const feedOf = (market: VenueMarket): Feed => feeds.get(market) as Feed

  const send = (feed: Feed, subscribers: Iterable<Connection>, channel: string, text: string): void => {
    const bytes = Buffer.from(text)
    for (const connection of subscribers) faults.deliver(connection, bytes, feed.market.instrument.symbol, channel)
  }
  const bookText = (feed: Feed, { topic, published }: BookTopic, delta: BookDelta | undefined): string =>
    bookMessage({
      topic,
      type: delta === undefined ? 'snapshot' : 'delta',
      market: feed.market,
      bids: (delta ?? published.levels).bids,
      asks: (delta ?? published.levels).asks,
      u: published.number,
      seq: published.engineId,
      nowMs: Date.now(),
      engineMs: feed.engineMs,
    })
  const channelName = (depth: BookDepth): string => `orderbook.${String(depth)}`

  const push = (feed: Feed, book: BookTopic, delta: BookDelta | undefined): void => {
    book.lastPushMs = Date.now()
    send(feed, book.subscribers, channelName(book.depth), bookText(feed, book, delta))
  }
  /** A delete of a price far outside the book, as some deltas really carry. */
  const withPhantom = (delta: BookDelta): BookDelta => ({
    bids: [...delta.bids, [1, 0]],
    asks: delta.asks,
  })
  const flush = (feed: Feed, book: BookTopic): void => {
    const delta = book.published.advance()
    if (delta === undefined) return
    if (book.depth === 1) push(feed, book, undefined)
    else push(feed, book, knobs.phantomDeletes ? withPhantom(delta) : delta)
  }
  const follow = (feed: Feed, connection: Connection, depth: BookDepth): (() => void) => {
    const book = feed.books.get(depth) as BookTopic
    if (book.subscribers.size === 0) {
      book.published.advance()
      book.lastPushMs = Date.now()
      followed.add(book)
    }
    const text = bookText(feed, book, undefined)
    book.subscribers.add(connection)
    return () => {
      send(feed, [connection], channelName(depth), text)
    }
  }
  const sendTicker = (feed: Feed, to: Iterable<Connection>): void => {
    const topic = `tickers.${feed.market.instrument.native}`
    send(feed, to, 'tickers', tickerMessage(topic, feed.market, feed.day, feed.market.book.id, Date.now()))
  }
  const parsed = (topic: string): { feed: Feed; topic: Topic } | undefined => {
    const known = parseTopic(topic)
    const feed = known === undefined ? undefined : byNative.get(known.symbol)
    return known === undefined || feed === undefined ? undefined : { feed, topic: known }
  }

  return {
    markets: new Map(markets.map(market => [market.instrument.native, market])),
    dayOf: market => feedOf(market).day,
    engineTime: market => feedOf(market).engineMs,
    published: (market, depth) => {
      const book = feedOf(market).books.get(depth) as BookTopic
      if (book.subscribers.size === 0) book.published.advance()
      return book.published
    },
    subscribe: (connection, name) => {
      const found = parsed(name)
      if (found === undefined) return () => undefined
      const { feed, topic } = found
      if (topic.kind === 'orderbook') return follow(feed, connection, topic.depth)
      if (topic.kind === 'publicTrade') {
        feed.trades.add(connection)
        return () => undefined
      }
      feed.tickers.add(connection)
      tickersFollowed.add(feed)
      return () => {
        sendTicker(feed, [connection])
      }
    },
    unsubscribe: (connection, name) => {
      const found = parsed(name)
      if (found === undefined) return
      const { feed, topic } = found
      if (topic.kind === 'orderbook') {
        const book = feed.books.get(topic.depth) as BookTopic
        book.subscribers.delete(connection)
        if (book.subscribers.size === 0) followed.delete(book)
      } else if (topic.kind === 'publicTrade') feed.trades.delete(connection)
      else if (feed.tickers.delete(connection) && feed.tickers.size === 0) tickersFollowed.delete(feed)
    },
    onEvent: (market, timeMs) => {
      const feed = feedOf(market)
      feed.engineMs = timeMs
      const trades = market.book.takeTrades()
      if (trades.length === 0) return
      for (const trade of trades) addTrade(feed.day, trade)
      feed.tickerIsNew = true
      if (feed.trades.size === 0) return
      const topic = `publicTrade.${market.instrument.native}`
      send(feed, feed.trades, 'publicTrade', tradeMessage(topic, market, trades, market.book.id, Date.now()))
    },
    onTick: tick => {
      const isRepushTick = tick % repushTicks === 0
      const nowMs = Date.now()
      for (const book of followed) {
        const feed = feedOf(book.published.market)
        if (tick % ticksOfDepth[book.depth] === book.phase) flush(feed, book)
        if (isRepushTick && book.depth === 1 && nowMs - book.lastPushMs >= repushMs) push(feed, book, undefined)
      }
      if (tick % tickerTicks !== 0) return
      for (const feed of tickersFollowed)
        if (feed.tickerIsNew) {
          feed.tickerIsNew = false
          sendTicker(feed, feed.tickers)
        }
    },
    restart: symbol => {
      for (const feed of feeds.values()) {
        if (symbol !== undefined && feed.market.instrument.symbol !== symbol) continue
        for (const book of feed.books.values()) {
          book.published.restart(1)
          push(feed, book, undefined)
        }
      }
    },
  }
}
