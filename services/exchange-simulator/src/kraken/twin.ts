import type { Connection } from '../connection.ts'
import { countIn } from '../counters.ts'
import { fixedDecimals } from '../decimal.ts'
import { createBanList, createWindowCounter } from '../limits.ts'
import type { VenueMarket } from '../market/market.ts'
import { fractionOf } from '../market/random.ts'
import type { RunningTwin, TwinContext, VenueTwin } from '../venue-twin.ts'
import { BookFeed } from './book-feed.ts'
import { answerKrakenFrame, bookDepths, type KrakenTarget, type Subscription } from './control-frames.ts'
import { knobs, limits, systems, type KrakenKnobs, type KrakenLimits } from './limits.ts'
import { statusMessage } from './payloads.ts'
import { createKrakenRest } from './rest.ts'
import { TickerFeed } from './ticker-feed.ts'

const connectWindowMs = 600_000
const heartbeatMs = 1_000
/** Levels of the book a question means that names no depth: the one our collector follows. */
const usualDepth = 10

interface Client {
  readonly target: KrakenTarget
  readonly books: Map<string, BookFeed>
  readonly tickers: Set<string>
  /** Set once anything was subscribed. */
  nextHeartbeatMs: number
  lastFrameMs: number
}

const run = (context: TwinContext): RunningTwin => {
  const { markets, faults, refused } = context
  const { counters } = faults
  const limits = context.limits as KrakenLimits
  const knobs = context.knobs as KrakenKnobs
  const byNative = new Map(markets.map(market => [market.instrument.native, market]))
  const tickers = new Map(markets.map(market => [market, new TickerFeed(market)]))
  const books = new Map<string, BookFeed>()
  const clients = new Map<Connection, Client>()
  const connects = createWindowCounter(connectWindowMs)
  const frames = createWindowCounter(1_000)
  const { connectsPerWindow, banMs } = limits
  const bans = createBanList({ firstMs: banMs, growth: 1, longestMs: banMs, onBan: () => counters.bans++ })
  const tickerOf = (market: VenueMarket): TickerFeed => tickers.get(market) as TickerFeed
  const rest = createKrakenRest({ markets, dayOf: market => tickerOf(market).day, limits, knobs, counters })
  let connectionsSeen = 0
  let toldSystem = knobs.system
  let tickedMs = 0

  const bookOf = (market: VenueMarket, depth: number): BookFeed => {
    const name = `${market.instrument.native} ${String(depth)}`
    const known = books.get(name)
    if (known !== undefined) return known
    const fresh = new BookFeed(market, depth, knobs, Date.now())
    books.set(name, fresh)
    return fresh
  }
  const send = (market: VenueMarket, channel: string) => (connection: Connection, text: string) => {
    faults.deliver(connection, Buffer.from(text), market.instrument.symbol, channel)
  }
  const status = (): string => {
    // Beyond 2^53, as the real ones are.
    const id = BigInt(Math.floor(fractionOf(`connection ${String(connectionsSeen)}`) * 1e15)) * 10_007n + 2n ** 60n
    return statusMessage(systems[knobs.system] ?? systems[0], id)
  }
  const banned = { status: 429, headers: { 'content-type': 'text/plain' }, body: 'error code: 1015' }

  const createClient = (connection: Connection): Client => {
    const client: Client = {
      books: new Map(),
      tickers: new Set(),
      nextHeartbeatMs: Infinity,
      lastFrameMs: Date.now(),
      target: {
        isSymbol: native => {
          const symbol = byNative.get(native)?.instrument.symbol
          return symbol !== undefined && !refused.has(symbol)
        },
        subscribe: subscription => subscribe(connection, client, subscription),
        unsubscribe: subscription => unsubscribe(connection, client, subscription),
      },
    }
    return client
  }
  const subscribe = (connection: Connection, client: Client, subscription: Subscription): boolean => {
    const { symbol, channel, depth, snapshot } = subscription
    const market = byNative.get(symbol)
    if (market === undefined || (channel === 'book' ? client.books : client.tickers).has(symbol)) return false
    if (channel === 'book') {
      const book = bookOf(market, depth)
      book.follow(connection, snapshot)
      client.books.set(symbol, book)
    } else {
      tickerOf(market).follow(connection, subscription)
      client.tickers.add(symbol)
    }
    connection.subscriptions.add(`${channel} ${symbol}`)
    if (client.nextHeartbeatMs === Infinity) client.nextHeartbeatMs = Date.now() + heartbeatMs
    return true
  }
  const unsubscribe = (connection: Connection, client: Client, { symbol, channel, depth }: Subscription): boolean => {
    const market = byNative.get(symbol)
    if (market === undefined) return false
    if (channel === 'book') {
      const book = client.books.get(symbol)
      if (book === undefined || book !== bookOf(market, depth)) return false
      book.unfollow(connection)
      client.books.delete(symbol)
    } else {
      tickerOf(market).unfollow(connection)
      if (!client.tickers.delete(symbol)) return false
    }
    connection.subscriptions.delete(`${channel} ${symbol}`)
    return true
  }
  /** Heartbeats come every second, also while data flows (seen in recordings). */
  const tend = (connection: Connection, client: Client, nowMs: number): void => {
    if (nowMs >= client.nextHeartbeatMs) {
      client.nextHeartbeatMs = nowMs + heartbeatMs
      connection.reply('{"channel":"heartbeat"}')
    }
    if (nowMs - client.lastFrameMs >= limits.idleMs) {
      client.lastFrameMs = Infinity
      connection.close(1000, 'idle')
    }
  }

  return {
    onEvent: market => {
      tickerOf(market).onEvent()
    },
    onTick: () => {
      const nowMs = Date.now()
      // The time is all that names a state, so a millisecond has one tick only.
      if (nowMs <= tickedMs) return
      tickedMs = nowMs
      for (const book of books.values()) if (book.isFollowed) book.onTick(nowMs, send(book.market, 'book'))
      for (const ticker of tickers.values()) ticker.onTick(send(ticker.market, 'ticker'))
      if (toldSystem !== knobs.system) {
        toldSystem = knobs.system
        for (const connection of clients.keys()) connection.reply(status())
      }
      for (const [connection, client] of clients) tend(connection, client, nowMs)
    },
    truthAt: (market, { exchangeTimeMs, depth = usualDepth }) => {
      if (!bookDepths.some(known => known === depth)) return undefined
      const feed = bookOf(market, depth)
      const book = feed.bookAt({ exchangeTimeMs })
      return book === undefined ? undefined : { sequence: feed.number, book, write: fixedDecimals }
    },
    restart: symbol => {
      for (const book of books.values())
        if (symbol === undefined || book.market.instrument.symbol === symbol) book.restart()
    },
    protocol: {
      venue: 'kraken',
      faults,
      answer: (url, ip, method) => rest.answer(url, ip, method),
      banned: () => banned,
      refuseUpgrade: (url, _rawUrl, ip) => {
        if (url.pathname !== '/v2') return { status: 404, body: 'Not Found' }
        if (bans.bannedUntil(ip) !== undefined) return banned
        if (connects.add(ip, 1) <= connectsPerWindow) return undefined
        bans.ban(ip)
        return banned
      },
      opened: connection => {
        connectionsSeen++
        clients.set(connection, createClient(connection))
        connection.reply(status())
      },
      message: (connection, text) => {
        const client = clients.get(connection)
        if (client === undefined) return
        client.lastFrameMs = Date.now()
        if (frames.add(connection.id, 1) > limits.framesPerSecond) {
          countIn(counters.controlErrors, 'Exceeded msg rate')
          connection.reply('{"Error":"Exceeded msg rate"}')
          return
        }
        for (const { text: reply, error } of answerKrakenFrame(text, client.target)) {
          if (error !== undefined) countIn(counters.controlErrors, error.replace(/(?<= supported) .*$/, ''))
          connection.reply(reply)
        }
      },
      closed: connection => {
        const client = clients.get(connection)
        clients.delete(connection)
        for (const book of client?.books.values() ?? []) book.unfollow(connection)
        for (const ticker of tickers.values()) ticker.unfollow(connection)
      },
    },
  }
}

export const twin: VenueTwin = {
  id: 'kraken',
  limits,
  knobs,
  // Quantities have eight decimals, but for the coins of which many are needed; cheap prices have ten.
  list: (base, quote, { priceDecimals }) => ({
    native: `${base}/${quote}`,
    priceDecimals: priceDecimals >= 8 ? 10 : Math.max(1, priceDecimals),
    quantityDecimals: priceDecimals >= 8 ? 5 : 8,
  }),
  channels: { depth: ['book'], bbo: ['ticker'] },
  checksums: true,
  create: run,
}
