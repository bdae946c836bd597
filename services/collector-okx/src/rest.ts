import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireLevels,
  wireSequence,
  wireText,
  type RestSnapshot,
  type RestVerdict,
  type VenueInstrument,
} from '@screener/collector-runtime'

type Fields<Name extends string> = { readonly [Field in Name]?: unknown }

/** The objects in an envelope; `what` names the body in errors. */
const readData = (text: string, what: string): readonly object[] => {
  const envelope = parseWireJson(text, () => undefined)
  const { code, data } = isWireObject(envelope) ? (envelope as Fields<'code' | 'data'>) : {}
  if (code !== '0' || !Array.isArray(data)) throw new FrameError(`${what}: data expected, found ${oneLine(text)}`)
  return data.filter(isWireObject)
}

/** Spot pairs. An entry that cannot be read is left out, so that one odd listing does not stop the others. */
export const parseInstruments = (text: string, nowMs: number = Date.now()): readonly VenueInstrument[] =>
  readData(text, 'instruments').flatMap(entry => toInstrument(entry, nowMs) ?? [])

type Entry = Fields<'instId' | 'baseCcy' | 'quoteCcy' | 'tickSz' | 'lotSz' | 'minSz' | 'state' | 'contTdSwTime'>

const toInstrument = (entry: Entry, nowMs: number): VenueInstrument | undefined => {
  const [symbol, base, quote] = [wireText(entry.instId), wireText(entry.baseCcy), wireText(entry.quoteCcy)]
  if (!symbol || !base || !quote) return undefined
  return {
    symbol,
    base,
    quote,
    priceTick: wireText(entry.tickSz),
    quantityStep: wireText(entry.lotSz),
    minQuantity: wireText(entry.minSz),
    minNotional: undefined,
    // Until `contTdSwTime` there is a call auction, whose book may be crossed. Empty: there is none.
    trading: entry.state === 'live' && Number(wireText(entry.contTdSwTime) ?? 0) <= nowMs,
  }
}

/** `/api/v5/market/books`; its `seqId` is of the same series as the channel's. */
export const parseSnapshot = (text: string): RestSnapshot => {
  const [book = {}] = readData(text, 'books')
  const { seqId, bids, asks } = book as Fields<'seqId' | 'bids' | 'asks'>
  const sequence = wireSequence(seqId, 'seqId', 0, undefined)
  return { sequence, bids: wireLevels(bids, 'bids', undefined), asks: wireLevels(asks, 'asks', undefined) }
}

/** No time is named. Windows are of 2 s, and others may share this address. */
const pauseMs = 5_000
/** Not documented: how what stands before a venue usually refuses an address. */
const banMs = 10 * 60_000
/** Too many requests, busy, limits of a user and of sub-accounts. */
const rateCodes: readonly unknown[] = ['50011', '50013', '50040', '50061']

/** Errors come as a text `code`, mostly with HTTP 200, which stands before all data. "Too many" has 429 or 200. */
export const readRestLimits = (status: number, _headers: Headers, text: string): RestVerdict => {
  const code = /"code"\s*:\s*"(\d+)"/.exec(text)?.[1]
  if (status === 403) return { kind: 'banned', retryAfterMs: banMs }
  if (status === 429 || rateCodes.includes(code)) return { kind: 'throttled', retryAfterMs: pauseMs }
  if (status >= 200 && status < 300 && code === '0') return { kind: 'ok', usedWeight: undefined }
  return { kind: 'failed', reason: `HTTP ${status}: ${oneLine(text)}` }
}

const oneLine = (text: string): string => text.slice(0, 120).replaceAll(/\s+/g, ' ')
