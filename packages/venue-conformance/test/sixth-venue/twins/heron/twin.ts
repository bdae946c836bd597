import type { Connection } from '../../../../../../services/exchange-simulator/src/connection.ts'
import { countIn } from '../../../../../../services/exchange-simulator/src/counters.ts'
import { stepText, trimmedDecimals } from '../../../../../../services/exchange-simulator/src/decimal.ts'
import { createBanList, createWindowCounter } from '../../../../../../services/exchange-simulator/src/limits.ts'
import type { VenueMarket } from '../../../../../../services/exchange-simulator/src/market/market.ts'
import { PublishedBook } from '../../../../../../services/exchange-simulator/src/published-book.ts'
import type { IntegerLevels } from '../../../../../../services/exchange-simulator/src/truth.ts'
import type {
  RunningTwin,
  TwinContext,
  VenueTwin,
} from '../../../../../../services/exchange-simulator/src/venue-twin.ts'

const depth = 40
const maxMarkets = 25
const bookTicks = 5
const beatMs = 1_000

const limits = {
  framesPerSecond: { default: 10, doc: 'Client frames per second and connection; more end it' },
  connectsPerWindow: { default: 60, doc: 'New WebSockets per minute and IP' },
  requestsPerWindow: { default: 40, doc: 'REST requests per 10 seconds and IP' },
  idleMs: { default: 40_000, doc: 'A client that says nothing for so long is cut' },
}

interface Client {
  frames: number
  lastFrameMs: number
  nextBeatMs: number
  readonly books: Set<VenueMarket>
  readonly tops: Set<VenueMarket>
}

interface Book {
  readonly published: PublishedBook
  /** The market's own ids less this are the venue's numbers. */
  offset: number
  top: string
}

const create = ({ markets, limits: values, faults, refused }: TwinContext): RunningTwin => {
  const { counters } = faults
  const limit = (name: keyof typeof limits): number => values[name] ?? 0
  const clients = new Map<Connection, Client>()
  const byNative = new Map(markets.map(market => [market.instrument.native, market]))
  const connects = createWindowCounter(60_000)
  const requests = createWindowCounter(10_000)
  const frames = createWindowCounter(1_000)
  const bans = createBanList({ firstMs: 60_000, growth: 1, longestMs: 60_000, onBan: () => counters.bans++ })
  const books = new Map<VenueMarket, Book>()

  const bookOf = (market: VenueMarket): Book => {
    const known = books.get(market)
    if (known !== undefined) return known
    const book: Book = {
      offset: 0,
      top: '',
      published: new PublishedBook({
        market,
        depth,
        firstNumber: market.book.id,
        nextNumber: engineId => engineId - book.offset,
        deletesEvicted: false,
      }),
    }
    books.set(market, book)
    return book
  }
  const levels = ({ instrument }: VenueMarket, side: IntegerLevels): readonly (readonly [string, string])[] =>
    side.map(([price, quantity]) => [
      trimmedDecimals(price, instrument.priceDecimals),
      trimmedDecimals(quantity, instrument.quantityDecimals),
    ])
  /** Market data, numbered by connection. */
  const push = (connection: Connection, market: VenueMarket, kind: string, channel: string, rest: unknown[]): void => {
    const client = clients.get(connection)
    if (client === undefined) return
    const { native, symbol } = market.instrument
    const text = JSON.stringify([kind, ++client.frames, native, Date.now(), ...rest])
    faults.deliver(connection, Buffer.from(text), symbol, channel)
  }
  const sendBook = (connection: Connection, market: VenueMarket): void => {
    const { published } = bookOf(market)
    const { bids, asks } = published.levels
    push(connection, market, 'book', 'book', [published.number, levels(market, bids), levels(market, asks)])
  }
  const flush = (market: VenueMarket): void => {
    const { published } = bookOf(market)
    const first = published.number + 1
    const delta = published.advance()
    if (delta === undefined) return
    const rest = [first, published.number, levels(market, delta.bids), levels(market, delta.asks)]
    for (const [connection, { books: followed }] of clients) {
      if (followed.has(market)) push(connection, market, 'diff', 'book', rest)
    }
  }
  const topOf = (market: VenueMarket): unknown[] => {
    const { bids, asks } = market.book.levels(1)
    return [levels(market, bids)[0] ?? null, levels(market, asks)[0] ?? null]
  }
  const flushTop = (market: VenueMarket): void => {
    const book = bookOf(market)
    const top = topOf(market)
    if (JSON.stringify(top) === book.top) return
    book.top = JSON.stringify(top)
    for (const [connection, { tops }] of clients) if (tops.has(market)) push(connection, market, 'top', 'top', top)
  }
  const tend = (connection: Connection, client: Client, nowMs: number): void => {
    if (nowMs >= client.nextBeatMs) {
      client.nextBeatMs = nowMs + beatMs
      connection.reply(JSON.stringify(['beat', ++client.frames]))
    }
    if (nowMs - client.lastFrameMs < limit('idleMs')) return
    client.lastFrameMs = Infinity
    connection.close(4001, 'idle')
  }

  /** Why the whole frame is refused; undefined when it is fine. */
  const refusal = (client: Client, op: unknown, channel: unknown, natives: readonly unknown[]): string | undefined => {
    if (channel !== 'book' && channel !== 'top') return 'unknown channel'
    if (natives.length > maxMarkets) return 'too many markets'
    for (const native of natives) {
      const market = byNative.get(String(native))
      if (market === undefined || refused.has(market.instrument.symbol)) return `unknown market ${String(native)}`
      const followed = channel === 'book' ? client.books : client.tops
      if (op === 'sub' && followed.has(market)) return `already subscribed ${String(native)}`
    }
    return undefined
  }
  const onControl = (connection: Connection, client: Client, frame: readonly unknown[]): void => {
    const [op, id, channel, names] = frame
    if (op === 'ping') {
      connection.reply(JSON.stringify(['pong', id]))
      return
    }
    const natives = Array.isArray(names) ? (names as readonly unknown[]) : []
    const reason = op === 'sub' || op === 'unsub' ? refusal(client, op, channel, natives) : 'unknown request'
    if (reason !== undefined) {
      countIn(counters.controlErrors, reason.replace(/ \S*:\S*$/, ''))
      connection.reply(JSON.stringify(['no', id, reason]))
      return
    }
    connection.reply(JSON.stringify(['ok', id]))
    const followed = channel === 'book' ? client.books : client.tops
    for (const native of natives) {
      const market = byNative.get(String(native)) as VenueMarket
      connection.subscriptions[op === 'sub' ? 'add' : 'delete'](`${String(channel)} ${String(native)}`)
      if (op === 'unsub') followed.delete(market)
      else if (channel === 'top') {
        followed.add(market)
        push(connection, market, 'top', 'top', topOf(market))
      } else {
        // The others first, so that all have the same state.
        flush(market)
        followed.add(market)
        sendBook(connection, market)
      }
    }
  }
  const readFrame = (text: string): readonly unknown[] => {
    try {
      const frame: unknown = JSON.parse(text)
      return Array.isArray(frame) ? (frame as readonly unknown[]) : []
    } catch {
      return []
    }
  }
  const banned = { status: 403, body: 'banned' }

  return {
    onEvent: () => undefined,
    onTick: tick => {
      for (const market of markets) {
        if (tick % bookTicks === 0) flush(market)
        flushTop(market)
      }
      const nowMs = Date.now()
      for (const [connection, client] of clients) tend(connection, client, nowMs)
    },
    truthAt: (market, { sequence }) => {
      const { published } = bookOf(market)
      const book = published.bookAt({ sequence })
      return book === undefined ? undefined : { sequence: sequence ?? published.number, book, write: trimmedDecimals }
    },
    restart: symbol => {
      for (const market of markets) {
        if (symbol !== undefined && market.instrument.symbol !== symbol) continue
        const book = bookOf(market)
        book.offset = market.book.id - 1
        book.published.restart(1)
        for (const [connection, { books: followed }] of clients) if (followed.has(market)) sendBook(connection, market)
      }
    },
    announceShutdown: connection => {
      const client = clients.get(connection)
      if (client !== undefined) connection.reply(JSON.stringify(['bye', ++client.frames, 'maintenance']))
    },
    protocol: {
      venue: 'heron',
      faults,
      answer: (url, ip) => {
        if (bans.bannedUntil(ip) !== undefined) return banned
        const used = requests.add(ip, 1)
        counters.weightPeak = Math.max(counters.weightPeak, used)
        if (used > 2 * limit('requestsPerWindow')) {
          bans.ban(ip)
          return banned
        }
        if (used > limit('requestsPerWindow')) return { status: 429, headers: { 'retry-after': '10' }, body: '' }
        if (url.pathname !== '/v1/markets') return { status: 404, body: '' }
        const list = markets.map(({ instrument }) => {
          const { native, base, quote, priceDecimals, quantityDecimals } = instrument
          return [native, base, quote, stepText(priceDecimals), stepText(quantityDecimals), '5', 'open']
        })
        return { status: 200, body: JSON.stringify({ markets: list }) }
      },
      banned: () => banned,
      refuseUpgrade: (url, _rawUrl, ip) => {
        if (url.pathname !== '/stream') return { status: 404, body: '' }
        if (bans.bannedUntil(ip) !== undefined) return banned
        return connects.add(ip, 1) > limit('connectsPerWindow') ? { status: 429, body: '' } : undefined
      },
      opened: connection => {
        const nowMs = Date.now()
        const client = { frames: 0, lastFrameMs: nowMs, nextBeatMs: nowMs + beatMs, books: new Set<VenueMarket>() }
        clients.set(connection, { ...client, tops: new Set<VenueMarket>() })
      },
      message: (connection, text) => {
        const client = clients.get(connection)
        if (client === undefined) return
        client.lastFrameMs = Date.now()
        if (frames.add(connection.id, 1) > limit('framesPerSecond')) connection.close(4008, 'slow down')
        else onControl(connection, client, readFrame(text))
      },
      closed: connection => void clients.delete(connection),
    },
  }
}

export const twin: VenueTwin = {
  id: 'heron',
  limits,
  knobs: {},
  list: (base, quote, usual) => ({ ...usual, native: `${base}:${quote}` }),
  channels: { depth: ['book'], bbo: ['top'] },
  create,
}
