import { randomBytes } from 'node:crypto'
import type { VenueCounters } from '../counters.ts'
import { stepText, trimmedDecimals } from '../decimal.ts'
import { createWindowCounter } from '../limits.ts'
import type { VenueMarket } from '../market/market.ts'
import type { IntegerBook } from '../truth.ts'
import type { RestAnswer } from '../venue-server.ts'
import type { GateKnobs, GateLimits } from './limits.ts'
import { levelsJson } from './payloads.ts'
import type { GateStreams } from './streams.ts'

const windowMs = 10_000
/** Deeper books come from a cache that is seldom renewed. */
const freshLevels = 100
const maxLevels = 1000

/** HTTP 400 with a label that clients act upon. */
class LabelledError extends Error {
  readonly label: string
  constructor(label: string, message: string) {
    super(message)
    this.label = label
  }
}

const errorBody = (label: string, message: string): string => JSON.stringify({ label, message })

const readLimit = (url: URL): number => {
  const text = url.searchParams.get('limit') ?? '10'
  const limit = Number(text)
  if (!/^[0-9]+$/.test(text) || limit < 1 || limit > maxLevels)
    throw new LabelledError('INVALID_PARAM_VALUE', 'limit is out of range') // Text not known.
  return limit
}

/** What has to be said of every answer of one endpoint. */
interface Allowance {
  readonly limit: number
  readonly used: number
  readonly resetMs: number
}

interface PastBook {
  readonly id: number
  readonly book: IntegerBook
}

/** The book at that time; before `firstId` it had not been filled. */
const bookAtTime = ({ book }: VenueMarket, timeMs: number, firstId: number): PastBook => {
  const id = Math.max(firstId, book.log.firstId, book.log.idAt(timeMs))
  return { id, book: book.log.bookAt(id) ?? book.levels() }
}

/** `current` is older than the request when the book comes from the cache. */
const orderBook = (url: URL, market: VenueMarket, engineMs: number, firstId: number, knobs: GateKnobs): string => {
  const limit = readLimit(url)
  const current = Date.now() - (limit > freshLevels ? knobs.deepBookAgeMs : knobs.bookAgeMs)
  const { id, book } = bookAtTime(market, current, firstId)
  const update = Math.min(current, engineMs)
  const idJson = url.searchParams.get('with_id') === 'true' ? `"id":${String(id)},` : ''
  return `{${idJson}"current":${String(current)},"update":${String(update)},"asks":${levelsJson(market, book.asks.slice(0, limit))},"bids":${levelsJson(market, book.bids.slice(0, limit))}}`
}

const currencyPair = ({ instrument }: VenueMarket): object => {
  const { native, base, quote, priceDecimals, quantityDecimals } = instrument
  return {
    id: native,
    base,
    base_name: base,
    quote,
    quote_name: quote,
    fee: '0.2',
    min_base_amount: stepText(quantityDecimals),
    min_quote_amount: '3',
    max_quote_amount: '5000000',
    amount_precision: quantityDecimals,
    precision: priceDecimals,
    trade_status: 'tradable',
    sell_start: 1516378650,
    buy_start: 1516378650,
    delisting_time: 0,
    type: 'normal',
    trade_url: `https://www.gate.com/trade/${native}`,
    st_tag: false,
    up_rate: '0.05',
    down_rate: '0.02',
    slippage: '0.05',
    max_market_order_stock: '100000',
    max_market_order_money: '1000000',
  }
}

const currency = (asset: string): object => ({
  currency: asset,
  name: asset,
  delisted: false,
  withdraw_disabled: false,
  withdraw_delayed: false,
  deposit_disabled: false,
  trade_disabled: false,
  chain: asset,
  chains: [{ name: asset, addr: '', withdraw_disabled: false, withdraw_delayed: false, deposit_disabled: false }],
})

/** Sizes only where one pair was asked for. */
const ticker = ({ book, instrument }: VenueMarket, withSizes: boolean): object => {
  const { bestBid, bestAsk } = book
  const { native, priceDecimals, quantityDecimals } = instrument
  const price = (ticks: number | undefined): string =>
    ticks === undefined ? '' : trimmedDecimals(ticks, priceDecimals)
  const size = (lots: number | undefined): string => (lots === undefined ? '' : trimmedDecimals(lots, quantityDecimals))
  return {
    currency_pair: native,
    last: price(bestBid?.price ?? bestAsk?.price),
    lowest_ask: price(bestAsk?.price),
    ...(withSizes && { lowest_size: size(bestAsk?.quantity) }),
    highest_bid: price(bestBid?.price),
    ...(withSizes && { highest_size: size(bestBid?.quantity) }),
    change_percentage: '0',
    base_volume: '0',
    quote_volume: '0',
    high_24h: price(bestAsk?.price),
    low_24h: price(bestBid?.price),
  }
}

export interface GateRest {
  answer(url: URL, ip: string, method: string): RestAnswer
  /** Too many requests, until this time. */
  throttled(untilMs: number): RestAnswer
}

export const createGateRest = (
  streams: GateStreams,
  limits: GateLimits,
  knobs: GateKnobs,
  counters: VenueCounters,
): GateRest => {
  const requests = createWindowCounter(windowMs)
  const marketOf = (native: string | null): VenueMarket => {
    if (native === null) throw new LabelledError('MISSING_REQUIRED_PARAM', 'Missing required parameter: currency_pair')
    const market = streams.markets.get(native)
    if (market === undefined) throw new LabelledError('INVALID_CURRENCY_PAIR', `Invalid currency pair ${native}`)
    return market
  }
  const asked = (url: URL): string | null => url.searchParams.get('currency_pair')
  const all = (): readonly VenueMarket[] => [...streams.markets.values()]
  const firstIds = new Map(all().map(market => [market, market.book.id]))
  const pastBook = (url: URL, market: VenueMarket): string =>
    orderBook(url, market, streams.engineTime(market), firstIds.get(market) ?? 0, knobs)
  const pairPrefix = '/spot/currency_pairs/'

  /** Undefined: no such path. */
  const bodyOf = (path: string, url: URL): string | undefined => {
    if (path.startsWith(pairPrefix))
      return JSON.stringify(currencyPair(marketOf(decodeURIComponent(path.slice(pairPrefix.length)))))
    switch (path) {
      case '/spot/time':
        return `{"server_time":${String(Date.now())}}`
      case '/spot/currency_pairs':
        return JSON.stringify(all().map(currencyPair))
      case '/spot/currencies': {
        const assets = all().flatMap(({ instrument }) => [instrument.base, instrument.quote])
        return JSON.stringify([...new Set(assets)].map(currency))
      }
      case '/margin/currency_pairs':
        return '[]'
      case '/spot/order_book':
        return pastBook(url, marketOf(asked(url)))
      case '/spot/tickers':
        return JSON.stringify(
          asked(url) === null ? all().map(market => ticker(market, false)) : [ticker(marketOf(asked(url)), true)],
        )
    }
    return undefined
  }
  const headersOf = ({ limit, used, resetMs }: Allowance): Record<string, string> => ({
    'X-Gate-RateLimit-Requests-Remain': String(Math.max(0, limit - used)),
    'X-Gate-RateLimit-Limit': String(limit),
    'X-Gate-RateLimit-Reset-Timestamp': String(Math.ceil(resetMs / 1000)),
    'X-Gate-Trace-ID': randomBytes(16).toString('hex'),
    'X-In-Time': String(Date.now() * 1000),
  })
  const throttled = (untilMs: number): RestAnswer => {
    const limit = limits.requestsPerWindow
    const headers = headersOf({ limit, used: limit, resetMs: untilMs })
    return { status: 429, headers, body: errorBody('TOO_MANY_REQUESTS', 'Request Rate Limit Exceeded') }
  }
  return {
    throttled,
    answer: (url, ip, method) => {
      const path = url.pathname.startsWith('/api/v4') ? url.pathname.slice('/api/v4'.length) : ''
      // Pairs by name are one endpoint.
      const endpoint = path.startsWith(pairPrefix) ? pairPrefix : path
      const used = requests.add(`${ip} ${endpoint}`, 1)
      counters.weightPeak = Math.max(counters.weightPeak, used)
      if (used > limits.requestsPerWindow) return throttled(Date.now() + windowMs)
      const headers = headersOf({ limit: limits.requestsPerWindow, used, resetMs: Date.now() })
      try {
        const body = method === 'GET' ? bodyOf(path, url) : undefined
        if (body !== undefined) return { status: 200, headers, body }
        return { status: 404, headers, body: errorBody('NOT_FOUND', 'no such path') } // Text not known.
      } catch (error) {
        if (error instanceof LabelledError) return { status: 400, headers, body: errorBody(error.label, error.message) }
        throw error
      }
    },
  }
}
