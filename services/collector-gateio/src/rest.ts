import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireExcerpt,
  wireLevels,
  wireSequence,
  wireText,
  type RestSnapshot,
  type RestVerdict,
  type VenueInstrument,
} from '@screener/collector-runtime'
import { updateWindow } from './decode.ts'

type Body = Readonly<Record<string, unknown>>

/** {"id":123456,"current":1623898993123,"update":1623898993121,"asks":[["1.52","1.151"]],"bids":[["1.17","201.863"]]} */
export const parseOrderBook = (text: string): RestSnapshot => {
  const body = parseWireJson(text, () => undefined) as Body
  if (!isWireObject(body)) throw new FrameError('order_book: a JSON object expected')
  return {
    sequence: wireSequence(body['id'], 'id', 1, undefined),
    bids: wireLevels(body['bids'], 'bids', undefined),
    asks: wireLevels(body['asks'], 'asks', undefined),
    depth: updateWindow, // Beyond it the channel says nothing and levels would go stale (gateio/gatews#52).
  }
}

/** The tradable universe. An entry that cannot be read is left out, so that one odd listing does not stop the others. */
export const parseCurrencyPairs = (text: string): readonly VenueInstrument[] => {
  const pairs = parseWireJson(text, () => undefined)
  if (!Array.isArray(pairs)) throw new FrameError('currency_pairs: a JSON array expected')
  return pairs.flatMap((pair: unknown) => (isWireObject(pair) ? toInstruments(pair as Body) : []))
}

const toInstruments = (pair: Body): readonly VenueInstrument[] => {
  const [symbol, base, quote] = [wireText(pair['id']), wireText(pair['base']), wireText(pair['quote'])]
  // BTC3L, ETH5S are tokens that hold a leveraged position, not the coin.
  if (!symbol || !base || !quote || /\d[LS]$/.test(base)) return []
  const { trade_status: status, type, delisting_time: goneAt } = pair
  const gone = typeof goneAt === 'number' && goneAt > 0 && goneAt * 1000 <= Date.now()
  // tradable, buyable, sellable, untradable; a premarket pair trades a promise of the coin.
  const trading = status === 'tradable' && type !== 'premarket' && !gone
  const [priceTick, quantityStep] = [stepOf(pair['precision']), stepOf(pair['amount_precision'])]
  const [minQuantity, minNotional] = [wireText(pair['min_base_amount']), wireText(pair['min_quote_amount'])]
  return [{ symbol, base, quote, priceTick, quantityStep, minQuantity, minNotional, trading }]
}

/** The venue gives decimals, not steps: 2 is 0.01. */
const stepOf = (decimals: unknown): string | undefined =>
  typeof decimals === 'number' && decimals >= 0 && decimals <= 20 ? (10 ** -decimals).toFixed(decimals) : undefined

export const windowMs = 10_000 // 200 requests in it, for each IP and endpoint by itself.
const forbiddenMs = 5 * 60_000 // The venue's wall or region lock names no time: asking again soon helps nobody.

/** Errors are {"label":"…","message":"…"}; the label decides, messages change. Each answer tells what is left of the window. */
export const readRestLimits = (status: number, headers: Headers, text: string): RestVerdict => {
  const count = (name: string): number => Number(headers.get(`x-gate-ratelimit-${name}`) ?? Number.NaN)
  const used = count('limit') - count('requests-remain')
  if (status >= 200 && status < 300) return { kind: 'ok', usedWeight: used >= 0 ? used : undefined }
  if (status === 429 || /"label"\s*:\s*"TOO_/.test(text)) {
    const reset = count('reset-timestamp') || 0 // Seconds or milliseconds, or now; not believed when far away.
    const leftMs = (reset < 1e11 ? reset * 1000 : reset) - Date.now()
    return { kind: 'throttled', retryAfterMs: Math.min(forbiddenMs, Math.max(windowMs, leftMs)) }
  }
  if (status === 403) return { kind: 'banned', retryAfterMs: forbiddenMs }
  return { kind: 'failed', reason: `HTTP ${status}: ${wireExcerpt(text)}` }
}
