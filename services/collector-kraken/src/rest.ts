import { FrameError, isWireObject, wireText } from '@screener/collector-runtime'
import type { RestVerdict, VenueInstrument } from '@screener/collector-runtime'

type Fields = Readonly<Record<string, unknown>>

/** `{"error":[],"result":…}`: errors come with HTTP 200 too. Undefined: not such a body. */
const readEnvelope = (text: string): { readonly errors: readonly string[]; readonly result: unknown } | undefined => {
  try {
    const { error, result } = JSON.parse(text) as Fields
    return Array.isArray(error) ? { errors: error.map(String), result } : undefined
  } catch {
    return undefined
  }
}

/** The tradable universe. An entry that cannot be read is left out, so that one odd listing does not stop the others. */
export const parseInstruments = (text: string): readonly VenueInstrument[] => {
  const { errors, result } = readEnvelope(text) ?? { errors: ['not the JSON envelope'], result: undefined }
  if (errors.length > 0) throw new FrameError(`AssetPairs: ${errors.join(', ').slice(0, 200)}`)
  if (!isWireObject(result)) throw new FrameError('AssetPairs: result: object expected')
  return Object.values(result).flatMap(pair => (isWireObject(pair) ? toInstruments(pair as Fields) : []))
}

/** REST says XBT and XDG where the WebSocket says BTC and DOGE. */
const newNames: Readonly<Record<string, string>> = { XBT: 'BTC', XDG: 'DOGE' }

/** `wsname` is XBT/USD. Pairs of another execution venue have a suffix, like BTC/USD:BTNL. */
const toInstruments = (pair: Fields): readonly VenueInstrument[] => {
  const [base, quote, more] = (wireText(pair['wsname']) ?? '').split('/').map(name => newNames[name] ?? name)
  if (!base || !quote || more !== undefined || quote.includes(':')) return []
  if ((pair['execution_venue'] ?? 'international') !== 'international') return []
  const priceTick = wireText(pair['tick_size']) ?? stepOf(pair['pair_decimals'])
  const quantityStep = stepOf(pair['lot_decimals'])
  const [minQuantity, minNotional] = [wireText(pair['ordermin']), wireText(pair['costmin'])]
  // online, cancel_only, post_only, limit_only, reduce_only: only the first takes every order.
  const trading = pair['status'] === 'online'
  return [{ symbol: `${base}/${quote}`, base, quote, priceTick, quantityStep, minQuantity, minNotional, trading }]
}

const stepOf = (decimals: unknown): string | undefined =>
  typeof decimals === 'number' && decimals >= 0 && decimals <= 20 ? (10 ** -decimals).toFixed(decimals) : undefined

const [pauseMs, longPauseMs, banMs] = [5_000, 30_000, 10 * 60_000]

/**
 * The venue publishes neither numbers nor headers for public REST. 403, 429 and 520 are the edge's, which locks an address
 * out for ten minutes; `EService:Throttled: <unix seconds>` says until when.
 */
export const readRestLimits = (status: number, headers: Headers, text: string): RestVerdict => {
  const namedMs = Number(headers.get('retry-after') ?? 0) * 1000 || 0
  if (status === 403) return { kind: 'banned', retryAfterMs: Math.max(banMs, namedMs) }
  if (status === 429 || status === 520) return { kind: 'throttled', retryAfterMs: Math.max(longPauseMs, namedMs) }
  const oneLine = text.slice(0, 80).replaceAll(/\s+/g, ' ')
  if (status < 200 || status >= 300) return { kind: 'failed', reason: `HTTP ${status}: ${oneLine}` }
  // The errors stand first in the text, so that a list of megabytes is not parsed twice.
  const errors = /^\s*\{\s*"error"\s*:\s*\[\s*\]/.test(text) ? [] : readEnvelope(text)?.errors
  if (errors === undefined) return { kind: 'failed', reason: `not the JSON envelope: ${oneLine}` }
  if (errors.length === 0) return { kind: 'ok', usedWeight: undefined }
  const reason = errors.join(', ').slice(0, 300)
  const untilMs = Number(/EService:Throttled: ?(\d{9,11})/.exec(reason)?.[1] ?? 0) * 1000
  if (untilMs > 0) return { kind: 'throttled', retryAfterMs: Math.min(banMs, Math.max(pauseMs, untilMs - Date.now())) }
  const slowDown = /EAPI:Rate limit exceeded|EGeneral:Too many requests|EService:Throttled/.test(reason)
  return slowDown ? { kind: 'throttled', retryAfterMs: longPauseMs } : { kind: 'failed', reason }
}
