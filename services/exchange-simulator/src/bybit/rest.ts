import type { VenueCounters } from '../counters.ts'
import { stepText, trimmedDecimals } from '../decimal.ts'
import { createBanList, createWindowCounter } from '../limits.ts'
import type { VenueMarket } from '../market/market.ts'
import type { RestAnswer } from '../venue-server.ts'
import type { BybitKnobs, BybitLimits } from './limits.ts'
import { dayFields, levelsJson } from './payloads.ts'
import type { BybitStreams } from './streams.ts'

const windowMs = 5_000

/** retCode 10001: bad parameter. */
class ParameterError extends Error {}

const envelope = (retCode: number, retMsg: string, resultJson: string): string =>
  `{"retCode":${String(retCode)},"retMsg":"${retMsg}","result":${resultJson},"retExtInfo":{},"time":${String(Date.now())}}`

const needSpot = (url: URL): void => {
  const category = url.searchParams.get('category')
  if (category !== 'spot') throw new ParameterError('params error: Category is invalid')
}

const readSymbol = (url: URL, streams: BybitStreams): VenueMarket => {
  const symbol = url.searchParams.get('symbol') ?? ''
  const market = streams.markets.get(symbol)
  if (market === undefined)
    throw new ParameterError(symbol === '' ? 'params error: Symbol is required' : 'Not supported symbols')
  return market
}

const readLimit = (url: URL): number => {
  const text = url.searchParams.get('limit') ?? '1'
  const limit = Number(text)
  if (!/^[0-9]+$/.test(text) || limit < 1 || limit > 1000) throw new ParameterError('params error: Limit is invalid')
  return limit
}

/** The `u` is that of the 1000-level topic, whatever the limit. */
const orderBook = (url: URL, streams: BybitStreams, knobs: BybitKnobs): string => {
  const market = readSymbol(url, streams)
  const limit = readLimit(url)
  const published = streams.published(market, 1000)
  let { number: u, engineId: seq, levels: book } = published
  const earlierSeq = knobs.snapshotLagIds > 0 ? published.engineIdOf(u - knobs.snapshotLagIds) : undefined
  const earlierBook = earlierSeq === undefined ? undefined : market.book.log.bookAt(earlierSeq)
  if (earlierSeq !== undefined && earlierBook !== undefined) {
    u -= knobs.snapshotLagIds
    seq = earlierSeq
    book = earlierBook
  }
  return `{"s":"${market.instrument.native}","a":${levelsJson(market, book.asks.slice(0, limit))},"b":${levelsJson(market, book.bids.slice(0, limit))},"ts":${String(Date.now())},"u":${String(u)},"seq":${String(seq)},"cts":${String(streams.engineTime(market))}}`
}

const chosen = (url: URL, streams: BybitStreams): readonly VenueMarket[] =>
  url.searchParams.has('symbol') ? [readSymbol(url, streams)] : [...streams.markets.values()]

const tickers = (url: URL, streams: BybitStreams): string => {
  const list = chosen(url, streams).map(market => {
    const { bestBid, bestAsk } = market.book
    const { priceDecimals, quantityDecimals } = market.instrument
    const { symbol, ...day } = dayFields(market, streams.dayOf(market))
    return {
      symbol,
      bid1Price: trimmedDecimals(bestBid?.price ?? 0, priceDecimals),
      bid1Size: trimmedDecimals(bestBid?.quantity ?? 0, quantityDecimals),
      ask1Price: trimmedDecimals(bestAsk?.price ?? 0, priceDecimals),
      ask1Size: trimmedDecimals(bestAsk?.quantity ?? 0, quantityDecimals),
      ...day,
    }
  })
  return JSON.stringify({ category: 'spot', list })
}

const instrument = (
  { instrument: { native, base, quote, priceDecimals, quantityDecimals } }: VenueMarket,
  id: number,
): object => ({
  symbolId: id,
  symbol: native,
  baseCoin: base,
  quoteCoin: quote,
  innovation: '0',
  status: 'Trading',
  marginTrading: 'utaOnly',
  stTag: '0',
  lotSizeFilter: {
    basePrecision: stepText(quantityDecimals),
    quotePrecision: stepText(Math.min(8, priceDecimals + quantityDecimals)),
    minOrderQty: stepText(quantityDecimals),
    maxOrderQty: '9000000',
    minOrderAmt: '5',
    maxOrderAmt: '8000000',
    maxLimitOrderQty: '9000000',
    maxMarketOrderQty: '4500000',
    postOnlyMaxLimitOrderSize: '9000000',
  },
  priceFilter: { tickSize: stepText(priceDecimals) },
  riskParameters: { priceLimitRatioX: '0.005', priceLimitRatioY: '0.01' },
  symbolType: '',
})

const instruments = (url: URL, streams: BybitStreams): string =>
  JSON.stringify({ category: 'spot', list: chosen(url, streams).map((market, index) => instrument(market, index + 1)) })

const time = (): string => {
  const nowMs = Date.now()
  return JSON.stringify({ timeSecond: String(Math.floor(nowMs / 1000)), timeNano: `${String(nowMs)}000000` })
}

export interface BybitRest {
  answer(url: URL, ip: string, method: string): RestAnswer
  banned(): RestAnswer
  bannedUntil(ip: string): number | undefined
}

export const createBybitRest = (
  streams: BybitStreams,
  limits: BybitLimits,
  knobs: BybitKnobs,
  counters: VenueCounters,
): BybitRest => {
  const requests = createWindowCounter(windowMs)
  const bans = createBanList({
    firstMs: limits.banMs,
    growth: 1,
    longestMs: limits.banMs,
    onBan: () => counters.bans++,
  })
  const banned = (): RestAnswer => ({
    status: 403,
    headers: { 'content-type': 'text/plain' },
    body: 'access too frequent',
  })
  const endpoints = new Map<string, (url: URL) => string>([
    ['/v5/market/time', time],
    ['/v5/market/orderbook', url => (needSpot(url), orderBook(url, streams, knobs))],
    ['/v5/market/tickers', url => (needSpot(url), tickers(url, streams))],
    ['/v5/market/instruments-info', url => (needSpot(url), instruments(url, streams))],
  ])
  return {
    banned,
    bannedUntil: ip => bans.bannedUntil(ip),
    answer: (url, ip, method) => {
      if (bans.bannedUntil(ip) !== undefined) return banned()
      const used = requests.add(ip, 1)
      counters.weightPeak = Math.max(counters.weightPeak, used)
      if (used > limits.requestsPerWindow) {
        bans.ban(ip)
        return banned()
      }
      const endpoint = method === 'GET' ? endpoints.get(url.pathname) : undefined
      if (endpoint === undefined)
        return {
          status: 404,
          headers: { 'content-type': 'text/html' },
          body: '<html><body>404 Not Found</body></html>',
        }
      try {
        return { status: 200, body: envelope(0, 'OK', endpoint(url)) }
      } catch (error) {
        if (error instanceof ParameterError) return { status: 200, body: envelope(10001, error.message, '{}') }
        throw error
      }
    },
  }
}
