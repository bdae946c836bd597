import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireKind,
  wireLevels,
  wireSequence,
  wireSymbol,
  wireText,
  wireTimeMs,
  type VenueBestBidAsk,
  type VenueDelta,
  type VenueEvent,
  type WireFields,
  type WireLevel,
} from '@screener/collector-runtime'

type Frame = WireFields<'stream' | 'data' | 'result' | 'error' | 'code' | 'msg' | 'id' | 'lastUpdateId'> &
  WireFields<'e' | 'E' | 's' | 'U' | 'u' | 'b' | 'B' | 'a' | 'A'>

const nothing: readonly VenueEvent[] = []

/** Whose book a frame harms that is not JSON: the symbol is often still legible. */
const legibleSymbol = (text: string): string | undefined =>
  /"s":"([^"\\]{1,64})"/.exec(text)?.[1] ?? streamSymbol(/"stream":"([^"\\]{1,128})"/.exec(text)?.[1])

const streamSymbol = (stream: unknown): string | undefined => {
  if (typeof stream !== 'string') return undefined
  const at = stream.indexOf('@')
  return at > 0 ? stream.slice(0, at).toUpperCase() : undefined
}

/**
 * Frames of raw (`/ws`) and combined (`/stream`) connections; combined ones wrap the same payload in
 * `{"stream":"<name>","data":<payload>}`, replies to control frames are never wrapped.
 */
export const decode = (text: string): readonly VenueEvent[] => {
  const value = parseWireJson(text, legibleSymbol)
  if (Array.isArray(value)) return nothing // All-market tickers.
  if (!isWireObject(value)) throw new FrameError(`object expected, found ${wireKind(value)}`)
  const frame = value as Frame
  if (frame.stream === undefined) return decodePayload(frame, undefined)
  if (Array.isArray(frame.data)) return nothing
  const symbol = streamSymbol(frame.stream)
  if (!isWireObject(frame.data))
    throw new FrameError(`data: object expected, found ${wireKind(frame.data)}`, { symbol })
  return decodePayload(frame.data, symbol)
}

const decodePayload = (frame: Frame, streamedSymbol: string | undefined): readonly VenueEvent[] => {
  switch (frame.e) {
    case 'depthUpdate':
      return [decodeDepth(frame, streamedSymbol)]
    case undefined:
      break
    case 'bookTicker': // Only futures send `e` here; same fields.
      return [decodeBookTicker(frame, streamedSymbol)]
    case 'serverShutdown':
      // {"e":"serverShutdown","E":1770123456789}: this connection ends soon, with no fixed lead time.
      return [{ kind: 'closing' }]
    default:
      if (typeof frame.e !== 'string') throw new FrameError(`e: text expected, found ${wireKind(frame.e)}`)
      return nothing // Trades, klines, tickers: other channels than ours.
  }
  // Spot bookTicker has neither `e` nor `E`: known by its shape.
  if (frame.u !== undefined && frame.B !== undefined) return [decodeBookTicker(frame, streamedSymbol)]
  if (frame.lastUpdateId !== undefined) return nothing // Partial book: no symbol, not subscribed.
  return decodeReply(frame, streamedSymbol)
}

const symbolOf = ({ s }: Frame, streamedSymbol: string | undefined): string => {
  if (s === undefined || s === null) throw new FrameError('s: symbol expected', { symbol: streamedSymbol })
  return wireSymbol(s, 's')
}

/** {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","U":157,"u":160,"b":[["0.0024","10"]],"a":[["0.0026","100"]]} */
const decodeDepth = (frame: Frame, streamedSymbol: string | undefined): VenueDelta => {
  const symbol = symbolOf(frame, streamedSymbol)
  const first = wireSequence(frame.U, 'U', 1, symbol)
  const last = wireSequence(frame.u, 'u', 1, symbol)
  if (first > last) throw new FrameError(`U ${first} is after u ${last}`, { symbol })
  return {
    kind: 'delta',
    symbol,
    previous: first - 1,
    sequence: last,
    bids: wireLevels(frame.b, 'b', symbol),
    asks: wireLevels(frame.a, 'a', symbol),
    exchangeTimeMs: wireTimeMs(frame.E, 'E', symbol),
  }
}

/** {"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"} */
const decodeBookTicker = (frame: Frame, streamedSymbol: string | undefined): VenueBestBidAsk => {
  const symbol = symbolOf(frame, streamedSymbol)
  const sequence = wireSequence(frame.u, 'u', 0, symbol)
  return {
    kind: 'bestBidAsk',
    symbol,
    bid: bestLevel(frame.b, frame.B, 'b/B', symbol),
    ask: bestLevel(frame.a, frame.A, 'a/A', symbol),
    exchangeTimeMs: wireTimeMs(frame.E, 'E', symbol),
    sequence,
    // `u` is of the same id space as the depth stream's.
    bookSequence: sequence,
  }
}

/** An empty side is written as price and quantity zero. */
const bestLevel = (price: unknown, quantity: unknown, field: string, symbol: string): WireLevel | undefined => {
  const [level] = wireLevels([[price, quantity]], field, symbol)
  return level?.every(text => /^0(?:\.0*)?$/.test(text)) === true ? undefined : level
}

/**
 * Answers to control frames: {"result":null,"id":1}, and errors, which the documents show flat
 * ({"code":2,"msg":"…"}) and the wire sends nested ({"error":{"code":2,"msg":"…"},"id":3}).
 */
const decodeReply = (frame: Frame, symbol: string | undefined): readonly VenueEvent[] => {
  const requestId = typeof frame.id === 'number' || typeof frame.id === 'string' ? String(frame.id) : undefined
  const error = frame.error ?? (frame.code === undefined ? undefined : frame)
  if (isWireObject(error)) return [{ kind: 'refused', requestId, reason: reasonOf(error) }]
  if (frame.result !== undefined) return [{ kind: 'acknowledged', requestId }]
  throw new FrameError('unknown frame', { symbol })
}

/** The words of an error, of the WebSocket or of REST. */
export const reasonOf = ({ code, msg }: WireFields<'code' | 'msg'>): string =>
  `${wireText(msg)?.slice(0, 200) ?? 'no message'} (code ${typeof code === 'number' ? code : 'unknown'})`
