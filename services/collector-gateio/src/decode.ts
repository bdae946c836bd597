import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireLevels,
  wireSequence,
  wireSymbol,
  wireText,
  wireTimeMs,
  type VenueEvent,
  type WireLevel,
} from '@screener/collector-runtime'

type BookEvent = Extract<VenueEvent, { readonly kind: 'snapshot' | 'delta' }>
type Fields<Name extends string> = { readonly [Field in Name]?: unknown }
type Result = Fields<'type' | 't' | 'full' | 's' | 'l' | 'U' | 'u' | 'b' | 'B' | 'a' | 'A'>
type Frame = Fields<'type' | 'channel' | 'event' | 'id' | 'payload' | 'error' | 'result'>

export const updateWindow = 100 // Levels a side of `spot.order_book_update` at 100 ms.

/** Whose book a frame harms that is not JSON: `s` is often still legible, a pair or a stream (`ob.BTC_USDT.50`). */
const legibleSymbol = (text: string): string | undefined => /"s":"(?:ob\.)?([^".\\]{1,64})/.exec(text)?.[1]

/** Frames of `/ws/v4/`. `event` and `time` may be missing in pushes, so the channel decides; `error` null is none. */
export const decode = (text: string): readonly VenueEvent[] => {
  const frame = parseWireJson(text, legibleSymbol) as Frame
  if (!isWireObject(frame)) throw new FrameError('a JSON object expected')
  const result: Result = isWireObject(frame.result) ? frame.result : {}
  // The envelope of this notice is documented for futures only: looked for in both places.
  if (frame.type === 'upgrade' || result.type === 'upgrade') return [{ kind: 'closing' }]
  if (frame.event === 'subscribe' || frame.event === 'unsubscribe') return [decodeAnswer(frame)]
  if (isWireObject(frame.error)) throw new FrameError(`error: ${reasonOf(frame.error)}`)
  if (frame.channel === 'spot.obu') return [decodeStream(result)]
  if (frame.channel === 'spot.book_ticker') return [decodeTicker(result)]
  if (frame.channel === 'spot.order_book_update')
    return [decodeBook(result, wireSymbol(result.s, 's'), Number(wireText(result.l) ?? updateWindow))]
  if (frame.channel === 'spot.pong') return [{ kind: 'pong' }]
  if (typeof frame.channel !== 'string') throw new FrameError('unknown frame')
  return [] // Tickers, trades, candlesticks, whole books: other channels than ours.
}

/** {"channel":"spot.obu","result":{"t":1747054612695,"s":"ob.BTC_USDT.50","U":7,"u":9,"b":[["104024.5","10343"]]}} */
const decodeStream = (result: Result): VenueEvent => {
  const [, symbol, level] = /^ob\.([^.]{1,64})\.(\d{1,4})$/.exec(wireText(result.s) ?? '') ?? []
  if (symbol === undefined) throw new FrameError('s: "ob.<pair>.<levels>" expected')
  return { ...decodeBook(result, symbol, Number(level)), channel: `spot.obu.${level}` }
}

/**
 * `full` replaces the book, at any time, and has no `U`. Otherwise `U` to `u` are the ids it covers; a side that did not
 * change may be missing, and both when only levels beyond the window changed: the id advances all the same.
 */
const decodeBook = (result: Result, symbol: string, depth: number): BookEvent => {
  const sequence = wireSequence(result.u, 'u', 1, symbol)
  const bids = wireLevels(result.b ?? [], 'b', symbol)
  const asks = wireLevels(result.a ?? [], 'a', symbol)
  const book = { symbol, sequence, bids, asks, exchangeTimeMs: wireTimeMs(result.t, 't', symbol) }
  if (result.full === true) return { kind: 'snapshot', ...book, depth: wireSequence(depth, 'level', 1, symbol) }
  const first = wireSequence(result.U, 'U', 1, symbol)
  if (first > sequence) throw new FrameError(`U ${first} is after u ${sequence}`, { symbol })
  return { kind: 'delta', ...book, previous: first - 1 }
}

/**
 * {"t":1606293275123,"u":48733182,"s":"BTC_USDT","b":"19177.79","B":"0.0003341504","a":"19179.38","A":"0.09"}
 * `u` is of the book's id space, but nothing promises that the quote is the book's top at that very id (the same quote
 * is at times sent again with a newer one): it is no `bookSequence`.
 */
const decodeTicker = ({ t, u, s, b, B, a, A }: Result): VenueEvent => {
  const symbol = wireSymbol(s, 's')
  const exchangeTimeMs = wireTimeMs(t, 't', symbol)
  const [bid, ask] = [bestLevel(b, B, symbol), bestLevel(a, A, symbol)]
  return { kind: 'bestBidAsk', symbol, bid, ask, exchangeTimeMs, sequence: wireSequence(u, 'u', 1, symbol) }
}

const bestLevel = (price: unknown, quantity: unknown, symbol: string): WireLevel | undefined => {
  if (typeof price === 'string' && typeof quantity === 'string')
    // An empty side: empty texts (documented for futures), or zero.
    return price === '' || /^0(?:\.0*)?$/.test(quantity) ? undefined : [price, quantity]
  throw new FrameError('b, B, a, A: price and quantity as texts expected', { symbol })
}

/**
 * One answer for the whole payload, which it repeats; one bad pair refuses all. `error` decides, not `result.status`.
 * "Alert sub <stream>": this stream runs already. Alone, that is a subscription as good as any, and should no snapshot
 * follow, the runtime subscribes anew. Among others it hides that they are missing: refused, so asked for in parts.
 */
const decodeAnswer = ({ id, error, payload }: Frame): VenueEvent => {
  const requestId = typeof id === 'number' || typeof id === 'string' ? String(id) : undefined
  if (error === undefined || error === null) return { kind: 'acknowledged', requestId }
  const reason = reasonOf(error)
  const runs = reason.startsWith('Alert sub ') && Array.isArray(payload) && payload.length === 1
  return runs ? { kind: 'acknowledged', requestId } : { kind: 'refused', requestId, reason }
}

/** {"code":2,"message":"unknown currency pair: NOPE_USDT"} */
const reasonOf = (error: unknown): string =>
  wireText((isWireObject(error) ? (error as Fields<'message'>) : {}).message)?.slice(0, 300) ?? 'no message'
