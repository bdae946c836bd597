import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireKind,
  wireLevels,
  wireSequence,
  wireTimeMs,
  type VenueEvent,
  type WireFields,
  type WireLevel,
} from '@screener/collector-runtime'

type Frame = WireFields<'topic' | 'type' | 'ts' | 'cts' | 'data' | 'success' | 'ret_msg' | 'req_id' | 'op'>
type BookData = WireFields<'s' | 'b' | 'a' | 'u'>

interface Topic {
  /** `orderbook.50` */
  readonly channel: string
  readonly depth: number
  readonly symbol: string
}

const nothing: readonly VenueEvent[] = []
const pong: readonly VenueEvent[] = [{ kind: 'pong' }]

const bookPrefix = '{"topic":"orderbook.'
const topicPrefix = '{"topic":"'

/** Whose book a frame harms that is not JSON: the topic is often still legible. */
const legibleSymbol = (text: string): string | undefined =>
  /"topic":"orderbook\.\d{1,4}\.([^"\\]{1,64})"/.exec(text)?.[1] ?? /"s":"([^"\\]{1,64})"/.exec(text)?.[1]

/** Frames of `/v5/public/spot`; the linear and inverse ones differ only in the order of fields. */
export const decode = (text: string): readonly VenueEvent[] => {
  // Tickers, trades and klines in their usual form are not worth parsing. Any other order of fields takes the long way.
  if (text.startsWith(topicPrefix) && !text.startsWith(bookPrefix)) return nothing
  const value = parseWireJson(text, legibleSymbol)
  if (!isWireObject(value)) throw new FrameError(`object expected, found ${wireKind(value)}`)
  const frame = value as Frame
  if (frame.topic === undefined) return decodeReply(frame)
  if (typeof frame.topic !== 'string') throw new FrameError(`topic: text expected, found ${wireKind(frame.topic)}`)
  const topic = readTopic(frame.topic)
  return topic === undefined ? nothing : [decodeBook(frame, topic)]
}

/** `orderbook.<depth>.<symbol>`; undefined for other channels (`orderbook.full.…` and `orderbook.rpi.…` among them). */
const readTopic = (topic: string): Topic | undefined => {
  if (!topic.startsWith('orderbook.')) return undefined
  const end = topic.indexOf('.', 10)
  if (end < 0) throw new FrameError(`topic: "orderbook.<depth>.<symbol>" expected, found "${topic.slice(0, 80)}"`)
  const depthText = topic.slice(10, end)
  if (depthText === 'full' || depthText === 'rpi') return undefined
  const symbol = topic.slice(end + 1)
  const depth = /^\d{1,4}$/.test(depthText) ? Number(depthText) : 0
  if (depth === 0 || symbol === '' || symbol.length > 64) {
    throw new FrameError(`topic: "orderbook.<depth>.<symbol>" expected, found "${topic.slice(0, 80)}"`)
  }
  return { channel: topic.slice(0, end), depth, symbol }
}

/**
 * {"topic":"orderbook.50.BTCUSDT","ts":1672304484978,"type":"snapshot",
 *  "data":{"s":"BTCUSDT","b":[["16493.50","0.006"]],"a":[["16611.00","0.029"]],"u":18521288,"seq":7961638724},"cts":1672304484976}
 *
 * `u` counts within this topic by one; a snapshot may come at any time and replaces the book (`u` 1: the service restarted).
 */
const decodeBook = (frame: Frame, topic: Topic): VenueEvent => {
  const { channel, depth, symbol } = topic
  if (!isWireObject(frame.data))
    throw new FrameError(`data: object expected, found ${wireKind(frame.data)}`, { symbol })
  const data = frame.data as BookData
  if (data.s !== symbol) throw new FrameError(`data.s: "${symbol}" expected as in the topic`, { symbol })
  const sequence = wireSequence(data.u, 'data.u', 1, symbol)
  const bids = wireLevels(data.b, 'data.b', symbol)
  const asks = wireLevels(data.a, 'data.a', symbol)
  // `cts` is the matching engine's time, `ts` the gateway's.
  const exchangeTimeMs = wireTimeMs(frame.cts ?? frame.ts, 'cts', symbol)
  if (frame.type === 'snapshot') {
    if (depth > 1) return { kind: 'snapshot', symbol, sequence, bids, asks, exchangeTimeMs, depth, channel }
    // Depth 1 is the best bid and ask; repeated with the same `u` after 3 s without change, which proves the channel alive.
    const [bid, ask] = [bestLevel(bids), bestLevel(asks)]
    return { kind: 'bestBidAsk', symbol, bid, ask, exchangeTimeMs, channel, sequence }
  }
  if (frame.type !== 'delta') throw new FrameError('type: snapshot or delta expected', { symbol })
  if (depth === 1) throw new FrameError('type: depth 1 has snapshots only', { symbol })
  return { kind: 'delta', symbol, previous: sequence - 1, sequence, bids, asks, exchangeTimeMs, channel }
}

const bestLevel = (levels: readonly WireLevel[]): WireLevel | undefined => {
  const best = levels[0]
  return best === undefined || /^0(?:\.0*)?$/.test(best[1]) ? undefined : best
}

/**
 * Answers to control frames. Pongs differ by endpoint: `ret_msg` "pong" with `op` "ping" on public spot, `op` "pong"
 * elsewhere. `ret_msg` of an acknowledgement is "subscribe" on spot and empty on linear, so it is not looked at.
 */
const decodeReply = (frame: Frame): readonly VenueEvent[] => {
  if (frame.ret_msg === 'pong' || frame.op === 'pong') return pong
  const requestId = typeof frame.req_id === 'string' && frame.req_id !== '' ? frame.req_id : undefined
  if (frame.success === false) {
    const reason =
      typeof frame.ret_msg === 'string' && frame.ret_msg !== '' ? frame.ret_msg.slice(0, 300) : 'no message'
    return [{ kind: 'refused', requestId, reason }]
  }
  if (frame.success !== true) throw new FrameError('unknown frame')
  return frame.op === 'subscribe' || frame.op === 'unsubscribe' ? [{ kind: 'acknowledged', requestId }] : nothing
}
