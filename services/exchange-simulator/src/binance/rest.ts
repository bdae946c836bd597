import type { VenueCounters } from '../counters.ts'
import { createBanList, createWindowCounter } from '../limits.ts'
import type { VenueMarket } from '../market/market.ts'
import { stepText } from '../decimal.ts'
import type { RestAnswer } from '../venue-server.ts'
import type { BinanceKnobs, BinanceLimits } from './limits.ts'
import type { BinanceStreams } from './streams.ts'
import { bookJson, priceText, quantityText } from './payloads.ts'

interface RestProblem {
  readonly code: number
  readonly msg: string
}

class ParameterError extends Error {
  readonly problem: RestProblem
  constructor(code: number, msg: string) {
    super(msg)
    this.problem = { code, msg }
  }
}

const minuteMs = 60_000
const fiveMinutesMs = 300_000
const rawRequestsPerFiveMinutes = 300_000
/** Requests after a 429, within the same minute, that turn it into a ban; the documents give no number. */
const forgivenAfterLimit = 10
const threeDaysMs = 3 * 24 * 3600_000

const symbolPattern = /^[A-Z0-9\-_.]{1,20}$/

const readSymbol = (markets: ReadonlyMap<string, VenueMarket>, symbol: string): VenueMarket => {
  if (!symbolPattern.test(symbol))
    throw new ParameterError(
      -1100,
      "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
    )
  const market = markets.get(symbol)
  if (market === undefined) throw new ParameterError(-1121, 'Invalid symbol.')
  return market
}

const mandatory = (url: URL, name: string): string => {
  const value = url.searchParams.get(name)
  if (value === null || value === '')
    throw new ParameterError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`)
  return value
}

const readLimit = (url: URL): number => {
  const text = url.searchParams.get('limit')
  if (text === null) return 100
  if (!/^[0-9]{1,20}$/.test(text))
    throw new ParameterError(-1100, "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.")
  const limit = Number(text)
  if (limit === 0) throw new ParameterError(-1130, "Data sent for parameter 'limit' is not valid.")
  return Math.min(limit, 5000)
}

const depthWeight = (limit: number): number => (limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250)

/** `symbols=["A","B"]` or undefined. */
const readSymbols = (url: URL): readonly string[] | undefined => {
  const text = url.searchParams.get('symbols')
  if (text === null) return undefined
  if (url.searchParams.has('symbol')) throw new ParameterError(-1128, 'Combination of optional parameters invalid.')
  if (!/^\["[A-Z0-9\-_.]{1,20}"(,"[A-Z0-9\-_.]{1,20}")*\]$/.test(text))
    throw new ParameterError(
      -1100,
      `Illegal characters found in parameter 'symbols'; legal range is '^\\["[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,}\\]$'.`,
    )
  return JSON.parse(text) as string[]
}

const chosenMarkets = (url: URL, markets: ReadonlyMap<string, VenueMarket>): readonly VenueMarket[] => {
  const several = readSymbols(url)
  if (several !== undefined) return several.map(symbol => readSymbol(markets, symbol))
  const one = url.searchParams.get('symbol')
  return one === null ? [...markets.values()] : [readSymbol(markets, one)]
}

const checkStatus = (url: URL): void => {
  const status = url.searchParams.get('symbolStatus')
  if (status === null || status === 'TRADING') return
  if (status === 'HALT' || status === 'BREAK')
    throw new ParameterError(-1220, 'The symbol is not in the requested symbolStatus.')
  throw new ParameterError(-1122, 'Invalid symbolStatus.')
}

const depth = (url: URL, streams: BinanceStreams, knobs: BinanceKnobs): string => {
  const market = readSymbol(streams.markets, mandatory(url, 'symbol'))
  const limit = readLimit(url)
  checkStatus(url)
  const recorded = streams.ownDepth?.(market.instrument.native)
  if (recorded !== undefined) return recorded
  const { log } = market.book
  const lagging = knobs.snapshotLagMs > 0 ? log.idAt(Date.now() - knobs.snapshotLagMs) : log.lastId
  const id = Math.max(log.firstId, lagging - knobs.snapshotLagIds)
  const book = log.bookAt(id) ?? market.book.levels()
  return bookJson(market, id, book, limit)
}

const bookTicker = (market: VenueMarket): Record<string, string> => {
  const { bestBid, bestAsk } = market.book
  return {
    symbol: market.instrument.native,
    bidPrice: priceText(market, bestBid?.price ?? 0),
    bidQty: quantityText(market, bestBid?.quantity ?? 0),
    askPrice: priceText(market, bestAsk?.price ?? 0),
    askQty: quantityText(market, bestAsk?.quantity ?? 0),
  }
}

const eight = (decimals: number): string =>
  decimals === 0 ? '1.00000000' : stepText(decimals) + '0'.repeat(8 - decimals)

const filtersOf = ({ instrument }: VenueMarket): readonly object[] => {
  const tickSize = eight(instrument.priceDecimals)
  const stepSize = eight(instrument.quantityDecimals)
  return [
    { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '1000000.00000000', tickSize },
    { filterType: 'LOT_SIZE', minQty: stepSize, maxQty: '9000000.00000000', stepSize },
    { filterType: 'ICEBERG_PARTS', limit: 100 },
    { filterType: 'MARKET_LOT_SIZE', minQty: '0.00000000', maxQty: '120000.00000000', stepSize: '0.00000000' },
    {
      filterType: 'PERCENT_PRICE_BY_SIDE',
      bidMultiplierUp: '5',
      bidMultiplierDown: '0.2',
      askMultiplierUp: '5',
      askMultiplierDown: '0.2',
      avgPriceMins: 5,
    },
    {
      filterType: 'NOTIONAL',
      minNotional: '5.00000000',
      applyMinToMarket: true,
      maxNotional: '9000000.00000000',
      applyMaxToMarket: false,
      avgPriceMins: 5,
    },
    { filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200 },
    { filterType: 'MAX_NUM_ORDER_LISTS', maxNumOrderLists: 20 },
    { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: 5 },
    { filterType: 'MAX_NUM_ORDER_AMENDS', maxNumOrderAmends: 10 },
  ]
}

const symbolInfo = (market: VenueMarket): object => ({
  symbol: market.instrument.native,
  status: 'TRADING',
  baseAsset: market.instrument.base,
  baseAssetPrecision: 8,
  quoteAsset: market.instrument.quote,
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  baseCommissionPrecision: 8,
  quoteCommissionPrecision: 8,
  orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'],
  icebergAllowed: true,
  ocoAllowed: true,
  otoAllowed: true,
  opoAllowed: true,
  quoteOrderQtyMarketAllowed: true,
  allowTrailingStop: true,
  cancelReplaceAllowed: true,
  amendAllowed: true,
  pegInstructionsAllowed: true,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: true,
  filters: filtersOf(market),
  permissions: [],
  permissionSets: [['SPOT', 'MARGIN']],
  defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
  allowedSelfTradePreventionModes: ['NONE', 'EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH', 'DECREMENT'],
})

const exchangeInfo = (url: URL, markets: ReadonlyMap<string, VenueMarket>, weightLimit: number): string => {
  const status = url.searchParams.get('symbolStatus')
  const listed = status === null || status === 'TRADING' ? chosenMarkets(url, markets) : []
  const rateLimit = (rateLimitType: string, interval: string, intervalNum: number, limit: number): object => ({
    rateLimitType,
    interval,
    intervalNum,
    limit,
  })
  return JSON.stringify({
    timezone: 'UTC',
    serverTime: Date.now(),
    rateLimits: [
      rateLimit('REQUEST_WEIGHT', 'MINUTE', 1, weightLimit),
      rateLimit('ORDERS', 'SECOND', 10, 100),
      rateLimit('ORDERS', 'DAY', 1, 200_000),
      rateLimit('RAW_REQUESTS', 'MINUTE', 5, rawRequestsPerFiveMinutes),
    ],
    exchangeFilters: [],
    symbols: listed.map(symbolInfo),
  })
}

interface Endpoint {
  readonly weight: (url: URL) => number
  readonly answer: (url: URL) => string
}

const safeDepthWeight = (url: URL): number => {
  const limit = Number(url.searchParams.get('limit') ?? 100)
  return depthWeight(Number.isFinite(limit) ? limit : 100)
}

export interface BinanceRest {
  answer(url: URL, ip: string, method: string): RestAnswer
  banned(untilMs: number): RestAnswer
  bannedUntil(ip: string): number | undefined
}

const problem = (status: number, { code, msg }: RestProblem, headers: Record<string, string> = {}): RestAnswer => ({
  status,
  headers,
  body: JSON.stringify({ code, msg }),
})

const endpointsOf = (
  streams: BinanceStreams,
  limits: BinanceLimits,
  knobs: BinanceKnobs,
): ReadonlyMap<string, Endpoint> => {
  const { markets } = streams
  return new Map<string, Endpoint>([
    ['/api/v3/ping', { weight: () => 1, answer: () => '{}' }],
    ['/api/v3/time', { weight: () => 1, answer: () => `{"serverTime":${String(Date.now())}}` }],
    ['/api/v3/exchangeInfo', { weight: () => 20, answer: url => exchangeInfo(url, markets, limits.weightPerMinute) }],
    ['/api/v3/depth', { weight: safeDepthWeight, answer: url => depth(url, streams, knobs) }],
    [
      '/api/v3/ticker/bookTicker',
      {
        weight: url => (url.searchParams.has('symbol') ? 2 : 4),
        answer: url => {
          const rows = chosenMarkets(url, markets).map(bookTicker)
          return JSON.stringify(url.searchParams.has('symbol') ? rows[0] : rows)
        },
      },
    ],
  ])
}

export const createBinanceRest = (
  streams: BinanceStreams,
  limits: BinanceLimits,
  knobs: BinanceKnobs,
  counters: VenueCounters,
): BinanceRest => {
  const endpoints = endpointsOf(streams, limits, knobs)
  const weights = createWindowCounter(minuteMs, true)
  const rawRequests = createWindowCounter(fiveMinutesMs, true)
  const refusals = createWindowCounter(minuteMs, true)
  const bans = createBanList({
    firstMs: limits.banMs,
    growth: 4,
    longestMs: threeDaysMs,
    onBan: () => counters.bans++,
  })
  const secondsOf = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1000)))
  const banned = (untilMs: number): RestAnswer =>
    problem(
      418,
      {
        code: -1003,
        msg: `Way too much request weight used; IP banned until ${String(untilMs)}. Please use WebSocket Streams for live updates to avoid bans.`,
      },
      { 'Retry-After': secondsOf(untilMs - Date.now()) },
    )
  const limited = (ip: string, used: number): RestAnswer => {
    if (refusals.add(ip, 1) > forgivenAfterLimit) return banned(bans.ban(ip))
    const msg = `Too much request weight used; current limit is ${String(limits.weightPerMinute)} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`
    return problem(
      429,
      { code: -1003, msg },
      { 'Retry-After': secondsOf(minuteMs - (Date.now() % minuteMs)), 'X-MBX-USED-WEIGHT-1M': String(used) },
    )
  }
  return {
    banned,
    bannedUntil: ip => bans.bannedUntil(ip),
    answer: (url, ip, method) => {
      const untilMs = bans.bannedUntil(ip)
      if (untilMs !== undefined) return banned(untilMs)
      const endpoint = endpoints.get(url.pathname)
      if (endpoint === undefined)
        return {
          status: 404,
          headers: { 'content-type': 'text/html' },
          body: '<html><body>404 Not Found</body></html>',
        }
      if (method !== 'GET') return problem(405, { code: -1102, msg: `Request method '${method}' is not supported.` }) // Text not known.
      const used = weights.add(ip, endpoint.weight(url))
      counters.weightPeak = Math.max(counters.weightPeak, used)
      const raw = rawRequests.add(ip, 1)
      if (used > limits.weightPerMinute || raw > rawRequestsPerFiveMinutes) return limited(ip, used)
      const headers = { 'X-MBX-USED-WEIGHT-1M': String(used), 'X-MBX-USED-WEIGHT': String(used) }
      try {
        return { status: 200, headers, body: endpoint.answer(url) }
      } catch (error) {
        if (error instanceof ParameterError) return problem(400, error.problem, headers)
        throw error
      }
    },
  }
}
