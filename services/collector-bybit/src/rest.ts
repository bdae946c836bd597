import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireKind,
  wireText,
  type RestVerdict,
  type VenueInstrument,
  type WireFields,
} from '@screener/collector-runtime'

type Envelope = WireFields<'retCode' | 'retMsg' | 'result'>
type InstrumentEntry = WireFields<'symbol' | 'baseCoin' | 'quoteCoin' | 'status' | 'lotSizeFilter' | 'priceFilter'>

/** The tradable universe. An entry that cannot be read is left out, so that one odd listing does not stop the others. */
export const parseInstruments = (text: string): readonly VenueInstrument[] => {
  const value = parseWireJson(text, () => undefined)
  if (!isWireObject(value)) throw new FrameError(`instruments: object expected, found ${wireKind(value)}`)
  const envelope = value as Envelope
  if (envelope.retCode !== 0) throw new FrameError(`instruments: ${describeError(envelope)}`)
  const list = isWireObject(envelope.result) ? (envelope.result as WireFields<'list'>).list : undefined
  if (!Array.isArray(list)) throw new FrameError(`instruments: result.list: array expected, found ${wireKind(list)}`)
  return list.map(toInstrument).filter(instrument => instrument !== undefined)
}

const toInstrument = (value: unknown): VenueInstrument | undefined => {
  if (!isWireObject(value)) return undefined
  const entry = value as InstrumentEntry
  const [symbol, base, quote] = [wireText(entry.symbol), wireText(entry.baseCoin), wireText(entry.quoteCoin)]
  if (!symbol || !base || !quote) return undefined
  const lot = isWireObject(entry.lotSizeFilter) ? entry.lotSizeFilter : {}
  const price = isWireObject(entry.priceFilter) ? entry.priceFilter : {}
  return {
    symbol,
    base,
    quote,
    priceTick: wireText((price as WireFields<'tickSize'>).tickSize),
    quantityStep: wireText((lot as WireFields<'basePrecision'>).basePrecision),
    // minOrderQty is deprecated and no longer checked by the venue; minOrderAmt (quote) decides.
    minQuantity: undefined,
    minNotional: wireText((lot as WireFields<'minOrderAmt'>).minOrderAmt),
    // PreLaunch, Trading, Delivering, Closed; the list itself holds only Trading ones.
    trading: entry.status === 'Trading',
  }
}

const describeError = ({ retCode, retMsg }: Envelope): string =>
  `${wireText(retMsg)?.slice(0, 200) ?? 'no message'} (retCode ${typeof retCode === 'number' ? retCode : 'unknown'})`

/** "access too frequent": stop everything for at least 10 minutes. */
const banMs = 10 * 60_000
/** 429 and rate codes: system protection, no time is named. */
const pauseMs = 5_000
const rateCodes: readonly unknown[] = [10006, 10429]

/**
 * Business errors come with HTTP 200 and a `retCode` in the envelope. 403 is the rate ban, or a region that is not
 * served; both end all requests for 10 minutes.
 */
export const readRestLimits = (status: number, _headers: Headers, text: string): RestVerdict => {
  if (status === 403) return { kind: 'banned', retryAfterMs: banMs }
  if (status === 429) return { kind: 'throttled', retryAfterMs: pauseMs }
  if (status < 200 || status >= 300) return { kind: 'failed', reason: `HTTP ${status}: ${oneLine(text)}` }
  const envelope = readEnvelope(text)
  if (envelope === undefined) return { kind: 'failed', reason: `not the JSON envelope: ${oneLine(text)}` }
  if (envelope.retCode === 0) return { kind: 'ok', usedWeight: undefined }
  if (rateCodes.includes(envelope.retCode)) return { kind: 'throttled', retryAfterMs: pauseMs }
  return { kind: 'failed', reason: describeError(envelope) }
}

/** The envelope's code stands first in the text, so that a list of megabytes is not parsed twice. */
const readEnvelope = (text: string): Envelope | undefined => {
  if (/^\s*\{\s*"retCode"\s*:\s*0\s*,/.test(text)) return { retCode: 0 }
  try {
    const value: unknown = JSON.parse(text)
    return isWireObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const oneLine = (text: string): string => text.slice(0, 80).replaceAll(/\s+/g, ' ')
