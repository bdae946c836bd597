import {
  FrameError,
  parseWireJson,
  wireKind,
  wireLevels,
  wireSequence,
  wireSymbol,
  wireText,
  wireTimeMs,
  type VenueEvent,
  type WireLevel,
} from '@screener/collector-runtime'

const nothing: readonly VenueEvent[] = []

/** Whose book a frame harms that is not JSON: the market is the first text after the frame's number. */
const legibleSymbol = (text: string): string | undefined => /^\["\w+",\d+,"([^"\\]{1,64})"/.exec(text)?.[1]

/**
 * Every frame is an array that begins with its kind; market data carry the connection's running number next, which says
 * nothing that `first` and `last` of a book do not say better.
 */
export const decode = (text: string): readonly VenueEvent[] => {
  const frame = parseWireJson(text, legibleSymbol)
  if (!Array.isArray(frame)) throw new FrameError(`array expected, found ${wireKind(frame)}`)
  const fields = frame as readonly unknown[]
  switch (fields[0]) {
    case 'diff':
      return [decodeDiff(fields)]
    case 'book':
      return [decodeBook(fields)]
    case 'top':
      return [decodeTop(fields)]
    case 'beat':
      return [{ kind: 'heartbeat' }]
    case 'pong':
      return [{ kind: 'pong' }]
    case 'bye':
      return [{ kind: 'closing' }]
    case 'ok':
      return [{ kind: 'acknowledged', requestId: String(fields[1]) }]
    case 'no':
      return [
        { kind: 'refused', requestId: String(fields[1]), reason: wireText(fields[2])?.slice(0, 300) ?? 'no reason' },
      ]
    case 'trade':
      return nothing
    default:
      throw new FrameError('unknown frame', { symbol: legibleSymbol(text) })
  }
}

/** ["book",17,"BTC:USDT",1795000000123,812,[["64000.1","0.5"]],[["64000.2","1"]]]: at any time, replaces the book. */
const decodeBook = (fields: readonly unknown[]): VenueEvent => {
  const symbol = wireSymbol(fields[2], 'market')
  return {
    kind: 'snapshot',
    symbol,
    sequence: wireSequence(fields[4], 'last', 1, symbol),
    bids: wireLevels(fields[5], 'bids', symbol),
    asks: wireLevels(fields[6], 'asks', symbol),
    exchangeTimeMs: wireTimeMs(fields[3], 'time', symbol),
    depth: 40,
  }
}

/** ["diff",18,"BTC:USDT",1795000000173,813,815,[["64000.1","0"]],[]]: the updates from `first` to `last`, both included. */
const decodeDiff = (fields: readonly unknown[]): VenueEvent => {
  const symbol = wireSymbol(fields[2], 'market')
  const first = wireSequence(fields[4], 'first', 1, symbol)
  const sequence = wireSequence(fields[5], 'last', first, symbol)
  return {
    kind: 'delta',
    symbol,
    previous: first - 1,
    sequence,
    bids: wireLevels(fields[6], 'bids', symbol),
    asks: wireLevels(fields[7], 'asks', symbol),
    exchangeTimeMs: wireTimeMs(fields[3], 'time', symbol),
  }
}

/** ["top",19,"BTC:USDT",1795000000175,["64000.1","0.5"],null]: null where a side is empty. */
const decodeTop = (fields: readonly unknown[]): VenueEvent => {
  const symbol = wireSymbol(fields[2], 'market')
  const side = (value: unknown, field: string): WireLevel | undefined =>
    value === null ? undefined : wireLevels([value], field, symbol)[0]
  return {
    kind: 'bestBidAsk',
    symbol,
    bid: side(fields[4], 'bid'),
    ask: side(fields[5], 'ask'),
    exchangeTimeMs: wireTimeMs(fields[3], 'time', symbol),
  }
}
