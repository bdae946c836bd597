import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireKind,
  wireLevels,
  wireSequence,
  wireText,
  type RestSnapshot,
  type RestVerdict,
  type VenueInstrument,
  type WireFields,
} from '@screener/collector-runtime'
import { reasonOf } from './decode.ts'

type Body = WireFields<'code' | 'msg' | 'lastUpdateId' | 'bids' | 'asks' | 'symbols'>
type SymbolEntry = WireFields<'symbol' | 'status' | 'baseAsset' | 'quoteAsset' | 'isSpotTradingAllowed' | 'filters'>
type Filter = WireFields<'filterType' | 'tickSize' | 'stepSize' | 'minQty' | 'minNotional'>

const parseBody = (text: string, what: string): Body => {
  const value = parseWireJson(text, () => undefined)
  if (!isWireObject(value)) throw new FrameError(`${what}: object expected, found ${wireKind(value)}`)
  const body = value as Body
  if (body.code !== undefined) throw new FrameError(`${what}: ${reasonOf(body)}`)
  return body
}

/** {"lastUpdateId":1027024,"bids":[["4.00000000","431.00000000"]],"asks":[["4.00000200","12.00000000"]]} */
export const parseDepth = (text: string): RestSnapshot => {
  const body = parseBody(text, 'depth')
  return {
    sequence: wireSequence(body.lastUpdateId, 'lastUpdateId', 1, undefined),
    bids: wireLevels(body.bids, 'bids', undefined),
    asks: wireLevels(body.asks, 'asks', undefined),
  }
}

/** The tradable universe. An entry that cannot be read is left out, so that one odd listing does not stop the others. */
export const parseExchangeInfo = (text: string): readonly VenueInstrument[] => {
  const { symbols } = parseBody(text, 'exchangeInfo')
  if (!Array.isArray(symbols)) throw new FrameError(`exchangeInfo.symbols: array expected, found ${wireKind(symbols)}`)
  return symbols.map(toInstrument).filter(instrument => instrument !== undefined)
}

const toInstrument = (value: unknown): VenueInstrument | undefined => {
  if (!isWireObject(value)) return undefined
  const entry = value as SymbolEntry
  const [symbol, base, quote] = [wireText(entry.symbol), wireText(entry.baseAsset), wireText(entry.quoteAsset)]
  if (!symbol || !base || !quote) return undefined
  const filters = (Array.isArray(entry.filters) ? entry.filters : []).filter(isWireObject) as readonly Filter[]
  const filter = (type: string): Filter | undefined => filters.find(candidate => candidate.filterType === type)
  const lot = filter('LOT_SIZE')
  return {
    symbol,
    base,
    quote,
    priceTick: wireText(filter('PRICE_FILTER')?.tickSize),
    quantityStep: wireText(lot?.stepSize),
    minQuantity: wireText(lot?.minQty),
    // MIN_NOTIONAL is the form of older symbols and of Binance.US.
    minNotional: wireText((filter('NOTIONAL') ?? filter('MIN_NOTIONAL'))?.minNotional),
    // TRADING, END_OF_DAY, HALT, BREAK, CANCEL_ONLY, or whatever comes next: only TRADING trades.
    trading: entry.status === 'TRADING' && entry.isSpotTradingAllowed !== false,
  }
}

const minute = 60_000
/** An automatic ban lasts from 2 minutes to 3 days; 2 minutes when nothing says how long. */
const shortestBanMs = 2 * minute
/** The firewall names no end; asking again soon only prolongs it. */
const firewallMs = 5 * minute

/**
 * 429: limit broken, back off. 418: the IP is banned for having gone on. Both carry Retry-After (seconds); the body of a
 * ban also says "IP banned until <epoch ms>". 403: web application firewall. 5xx: outcome unknown, ask again.
 */
export const readRestLimits = (status: number, headers: Headers, text: string): RestVerdict => {
  if (status === 418) return { kind: 'banned', retryAfterMs: banMs(headers, text) }
  if (status === 429) {
    if (bannedUntilMs(text) !== undefined) return { kind: 'banned', retryAfterMs: banMs(headers, text) }
    return { kind: 'throttled', retryAfterMs: retryAfterMs(headers) ?? minute }
  }
  if (status === 403) return { kind: 'banned', retryAfterMs: retryAfterMs(headers) ?? firewallMs }
  if (status >= 200 && status < 300) return { kind: 'ok', usedWeight: wholeNumber(headers.get('x-mbx-used-weight-1m')) }
  return { kind: 'failed', reason: `HTTP ${status}: ${text.slice(0, 120).replaceAll(/\s+/g, ' ')}` }
}

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined

const retryAfterMs = (headers: Headers): number | undefined => {
  const seconds = wholeNumber(headers.get('retry-after'))
  return seconds === undefined ? undefined : seconds * 1000
}

const bannedUntilMs = (text: string): number | undefined => {
  const until = /IP banned until (\d{13})/.exec(text)?.[1]
  return until === undefined ? undefined : Number(until)
}

/** The longer of what the header and the body say. The body's instant is taken on the venue's clock (Date header). */
const banMs = (headers: Headers, text: string): number => {
  const until = bannedUntilMs(text)
  const venueNow = Date.parse(headers.get('date') ?? '')
  const left = until === undefined ? 0 : until - (Number.isNaN(venueNow) ? Date.now() : venueNow)
  const longest = Math.max(retryAfterMs(headers) ?? 0, left)
  return longest > 0 ? longest : shortestBanMs
}
