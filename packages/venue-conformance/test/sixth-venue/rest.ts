import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireKind,
  wireText,
  type RestVerdict,
  type VenueInstrument,
} from '@screener/collector-runtime'

/** {"markets":[["BTC:USDT","BTC","USDT","0.1","0.00001","5","open"]]}: price and quantity step, least value in quote, state. */
export const parseInstruments = (text: string): readonly VenueInstrument[] => {
  const value = parseWireJson(text, () => undefined)
  const list = isWireObject(value) ? (value as { readonly markets?: unknown }).markets : undefined
  if (!Array.isArray(list)) throw new FrameError(`markets: array expected, found ${wireKind(list)}`)
  return list.map(toInstrument).filter(instrument => instrument !== undefined)
}

const toInstrument = (value: unknown): VenueInstrument | undefined => {
  if (!Array.isArray(value)) return undefined
  const [symbol, base, quote, priceTick, quantityStep, minNotional, state] = value.map(wireText)
  if (!symbol || !base || !quote) return undefined
  return {
    symbol,
    base,
    quote,
    priceTick,
    quantityStep,
    minQuantity: undefined,
    minNotional,
    trading: state === 'open',
  }
}

const pauseMs = 10_000
const banMs = 60_000

/** 429 with Retry-After in seconds; who goes on all the same is refused with 403 for a minute. */
export const readRestLimits = (status: number, headers: Headers): RestVerdict => {
  if (status === 403) return { kind: 'banned', retryAfterMs: banMs }
  if (status === 429) {
    const seconds = Number(headers.get('retry-after') ?? '')
    return { kind: 'throttled', retryAfterMs: seconds > 0 ? seconds * 1000 : pauseMs }
  }
  if (status < 200 || status >= 300) return { kind: 'failed', reason: `HTTP ${status}` }
  return { kind: 'ok', usedWeight: undefined }
}
