import type { Connection } from '../connection.ts'
import type { FaultBoard } from '../faults.ts'
import type { VenueMarket } from '../market/market.ts'
import { diffLevels, PublishedBook, type BookDelta } from '../published-book.ts'
import type { IntegerBook } from '../truth.ts'
import { IdSeries } from './id-series.ts'
import type { OkxKnobs, OkxLimits } from './limits.ts'
import {
  addTrade,
  bookMessage,
  checksumOf,
  createDayStatistics,
  tickerMessage,
  topMessage,
  type DayStatistics,
} from './payloads.ts'

/** In the order in which a connection is told of one symbol. */
export const channelNames = ['bbo-tbt', 'books', 'books5', 'tickers'] as const
export type ChannelName = (typeof channelNames)[number]

/** Levels a side, and push interval in ticks of 10 ms. */
const kinds: Readonly<Record<ChannelName, { readonly depth: number; readonly ticks: number }>> = {
  'bbo-tbt': { depth: 1, ticks: 1 },
  books: { depth: 400, ticks: 10 },
  books5: { depth: 5, ticks: 10 },
  tickers: { depth: 1, ticks: 10 },
}

/** REST reads the books anew so often. */
const restRefreshMs = 50

/** Who is told. */
export interface Subscriber {
  readonly connection: Connection
  /** When something was last sent to it. */
  sentAtMs: number
}

interface Channel {
  readonly name: ChannelName
  readonly feed: Feed
  readonly published: PublishedBook
  readonly subscribers: Set<Subscriber>
  readonly phase: number
  pushedAtMs: number
}

interface Feed {
  readonly market: VenueMarket
  readonly series: IdSeries
  readonly channels: Readonly<Record<ChannelName, Channel>>
  readonly day: DayStatistics
  tradeIsNew: boolean
  /** Time of the last event of the flow. */
  engineMs: number
}

export interface OkxStreams {
  readonly markets: ReadonlyMap<string, VenueMarket>
  /**
   * As REST has it, `lagMs` ago where that is remembered. It stands where an update of `books` ends: an update leaves out what
   * changed and came back, so that no client could join a book from between two of them without being wrong.
   */
  restBook(
    market: VenueMarket,
    lagMs: number,
  ): { readonly book: IntegerBook; readonly seqId: number; readonly timeMs: number }
  dayOf(market: VenueMarket): DayStatistics
  /** Subscribes and returns what to send once that is acknowledged. Once more changes nothing. */
  subscribe(subscriber: Subscriber, channel: ChannelName, native: string): () => void
  unsubscribe(subscriber: Subscriber, channel: ChannelName, native: string): void
  /** What a client of `books` holds at this id, or now; undefined when not known (any more). */
  bookAt(market: VenueMarket, seqId: number | undefined): { seqId: number; book: IntegerBook } | undefined
  onEvent(market: VenueMarket, timeMs: number): void
  onTick(tick: number): void
  /** Ids begin anew, as at maintenance, and the chain goes on. Undefined: all symbols. */
  reset(symbol: string | undefined): void
}

const createFeed = (market: VenueMarket, index: number): Feed => {
  const series = new IdSeries(market.book.id)
  const channels: Partial<Record<ChannelName, Channel>> = {}
  const feed: Feed = {
    market,
    series,
    channels: channels as Record<ChannelName, Channel>,
    day: createDayStatistics(market),
    tradeIsNew: false,
    engineMs: Date.now(),
  }
  for (const name of channelNames) {
    const { depth, ticks } = kinds[name]
    const published = new PublishedBook({
      market,
      depth,
      firstNumber: series.seqIdOf(market.book.id),
      nextNumber: engineId => series.seqIdOf(engineId),
      // The series tells what an id stood for; times are asked for by REST alone, and not far back.
      remembered: 256,
    })
    channels[name] = { name, feed, published, subscribers: new Set(), phase: index % ticks, pushedAtMs: 0 }
  }
  return feed
}

export const createOkxStreams = (
  markets: readonly VenueMarket[],
  limits: OkxLimits,
  knobs: OkxKnobs,
  faults: FaultBoard,
): OkxStreams => {
  const feeds = new Map(markets.map((market, index) => [market, createFeed(market, index)]))
  const byNative = new Map([...feeds.values()].map(feed => [feed.market.instrument.native, feed]))
  const followed: Readonly<Record<ChannelName, Set<Channel>>> = {
    'bbo-tbt': new Set(),
    books: new Set(),
    books5: new Set(),
    tickers: new Set(),
  }
  const feedOf = (market: VenueMarket): Feed => feeds.get(market) as Feed

  const send = ({ name, feed }: Channel, to: Iterable<Subscriber>, text: string): void => {
    const bytes = Buffer.from(text)
    const nowMs = Date.now()
    for (const subscriber of to) {
      subscriber.sentAtMs = nowMs
      faults.deliver(subscriber.connection, bytes, feed.market.instrument.symbol, name)
    }
  }
  const bookText = ({ published }: Channel, previous: number, delta: BookDelta | undefined): string =>
    bookMessage(published, previous, delta, knobs.checksums ? checksumOf(published.market, published.levels) : 0)
  const wholeText = (channel: Channel): string => {
    const { name, feed, published } = channel
    if (name === 'books') return bookText(channel, -1, undefined)
    if (name === 'tickers') return tickerMessage(feed.market, feed.day, Date.now())
    return topMessage(name, published, feed.engineMs)
  }
  const push = (channel: Channel, text: string): void => {
    channel.pushedAtMs = Date.now()
    send(channel, channel.subscribers, text)
  }
  const unchanged: BookDelta = { bids: [], asks: [] }

  const flush = (channel: Channel): void => {
    const { name, feed, published } = channel
    const previous = published.number
    const delta = published.advance()
    if (delta === undefined && !(name === 'tickers' && feed.tradeIsNew)) return
    if (name === 'tickers') feed.tradeIsNew = false
    push(channel, name === 'books' ? bookText(channel, previous, delta) : wholeText(channel))
  }
  const keepAlive = (channel: Channel): void => {
    const { name, published } = channel
    push(channel, name === 'books' ? bookText(channel, published.number, unchanged) : wholeText(channel))
  }
  const reset = ({ series, channels, market }: Feed): void => {
    if (!series.reset(market.book.id)) return
    for (const channel of Object.values(channels)) {
      const { published } = channel
      const { number: previous, levels: before } = published
      published.restart(series.seqIdOf(market.book.id))
      const { bids, asks } = published.levels
      const delta = { bids: diffLevels(before.bids, bids, true), asks: diffLevels(before.asks, asks, false) }
      push(channel, channel.name === 'books' ? bookText(channel, previous, delta) : wholeText(channel))
    }
  }

  return {
    markets: new Map(markets.map(market => [market.instrument.native, market])),
    restBook: (market, lagMs) => {
      const { series, channels } = feedOf(market)
      const { published, subscribers } = channels.books
      const nowMs = Date.now()
      // Without followers nobody else moves it on.
      if (subscribers.size === 0 && nowMs - published.timeMs >= restRefreshMs) published.advance(nowMs)
      const timeMs = nowMs - lagMs
      const engineId = lagMs > 0 ? published.engineIdAt(timeMs) : undefined
      const book = engineId === undefined ? undefined : published.bookAt({ exchangeTimeMs: timeMs })
      return engineId === undefined || book === undefined
        ? { book: published.levels, seqId: published.number, timeMs: published.timeMs }
        : { book, seqId: series.seqIdOf(engineId), timeMs }
    },
    dayOf: market => feedOf(market).day,
    subscribe: (subscriber, name, native) => {
      const channel = byNative.get(native)?.channels[name]
      if (channel === undefined || channel.subscribers.has(subscriber)) return () => undefined
      if (channel.subscribers.size === 0) {
        channel.published.advance()
        channel.pushedAtMs = Date.now()
        followed[name].add(channel)
      }
      channel.subscribers.add(subscriber)
      if (name === 'books' && knobs.noInitialSnapshot) return () => undefined
      const text = wholeText(channel)
      return () => {
        send(channel, [subscriber], text)
      }
    },
    unsubscribe: (subscriber, name, native) => {
      const channel = byNative.get(native)?.channels[name]
      channel?.subscribers.delete(subscriber)
      if (channel?.subscribers.size === 0) followed[name].delete(channel)
    },
    bookAt: (market, asked) => {
      const { series, channels } = feedOf(market)
      const { published } = channels.books
      const seqId = asked ?? published.number
      const engineId = series.engineIdOf(seqId, market.book.id)
      const book = engineId === undefined ? undefined : market.book.log.bookAt(engineId)
      if (book === undefined) return undefined
      const { depth } = published
      return { seqId, book: { bids: book.bids.slice(0, depth), asks: book.asks.slice(0, depth) } }
    },
    onEvent: (market, timeMs) => {
      const feed = feedOf(market)
      feed.engineMs = timeMs
      for (const trade of market.book.takeTrades()) {
        addTrade(feed.day, trade)
        feed.tradeIsNew = true
      }
    },
    onTick: tick => {
      const nowMs = Date.now()
      for (const name of channelNames)
        for (const channel of followed[name]) {
          if (tick % kinds[name].ticks === channel.phase) flush(channel)
          if (nowMs - channel.pushedAtMs >= limits.keepAliveMs) keepAlive(channel)
        }
    },
    reset: symbol => {
      for (const feed of feeds.values())
        if (symbol === undefined || feed.market.instrument.symbol === symbol) reset(feed)
    },
  }
}
