import { FrameError, isWireObject, parseKeepingNumbers, type VenueEvent } from '@screener/collector-runtime'
import { wireDateMs, wireDigits, wireKind, wireLevels, wireSymbol, wireText } from '@screener/collector-runtime'

/** An object whose numbers are text. */
type Fields = Readonly<Record<string, unknown>>
type Levels = ReturnType<typeof wireLevels>

const usualBook =
  /^\{"channel":"book","type":"(\w{1,9})","data":\[\{"symbol":"([\w./:-]{1,64})","bids":\[([^\]]*)\],"asks":\[([^\]]*)\],"checksum":(0|[1-9]\d{0,9}),"timestamp":"([\w:.-]{1,40})"\}\]\}$/
const usualLevel = /\{"price":((?:0|[1-9]\d*)(?:\.\d+)?),"qty":((?:0|[1-9]\d*)(?:\.\d+)?)\}(?:,(?=\{)|$)/y

const isFields = (value: unknown): value is Fields => isWireObject(value)

/** Whose book a frame harms that is not JSON. */
const legibleSymbol = (text: string): string | undefined => /"symbol":"([^"\\]{1,64})"/.exec(text)?.[1]

/** Frames of the public WebSocket v2. `depth` is the one subscribed: no frame repeats it. */
export const decode = (text: string, depth: number): readonly VenueEvent[] => {
  const usual = readUsualBook(text, depth)
  if (usual !== undefined) return [usual]
  const frame = parseKeepingNumbers(text, legibleSymbol)
  if (!isFields(frame)) throw new FrameError(`object expected, found ${wireKind(frame)}`)
  const { channel, data } = frame
  if (channel === undefined) return decodeAnswer(frame)
  if (channel === 'heartbeat') return [{ kind: 'heartbeat' }]
  if (channel !== 'book' && channel !== 'ticker' && channel !== 'status') return []
  if (!Array.isArray(data) || !data.every(isFields)) throw new FrameError('data: array of objects expected')
  if (channel === 'status') return data.flatMap(readStatus)
  return data.map(entry => (channel === 'book' ? readBook(entry, frame['type'], depth) : readTicker(entry)))
}

/**
 * A book message in the very form this venue writes; undefined for any other, which `readBook` then reads, however its JSON
 * is written. This costs half as much again as JSON.parse alone; JSON.parse that keeps the numbers' text six times as much
 * (`bench`).
 */
const readUsualBook = (text: string, depth: number): VenueEvent | undefined => {
  const [, type, symbol, bidsText, asksText, checksum, timestamp] = usualBook.exec(text) ?? []
  const bids = readUsualLevels(bidsText)
  const asks = readUsualLevels(asksText)
  if (symbol === undefined || bids === undefined || asks === undefined) return undefined
  return toBookEvent(symbol, bids, asks, { type, checksum, timestamp }, depth)
}

const readUsualLevels = (text: string | undefined): Levels | undefined => {
  if (text === undefined) return undefined
  const levels: (readonly [string, string])[] = []
  usualLevel.lastIndex = 0
  while (usualLevel.lastIndex < text.length) {
    const [, price, quantity] = usualLevel.exec(text) ?? []
    if (price === undefined || quantity === undefined) return undefined
    levels.push([price, quantity])
  }
  return levels
}

const readBook = ({ symbol, bids, asks, checksum, timestamp }: Fields, type: unknown, depth: number): VenueEvent => {
  const native = wireSymbol(symbol, 'symbol')
  const [bidLevels, askLevels] = [readLevels(bids, 'bids', native), readLevels(asks, 'asks', native)]
  return toBookEvent(native, bidLevels, askLevels, { type, checksum, timestamp }, depth)
}

const readLevels = (levels: unknown, field: string, symbol: string): Levels => {
  const toPair = (level: unknown): unknown => (isFields(level) ? [level['price'], level['qty']] : level)
  return wireLevels(Array.isArray(levels) ? levels.map(toPair) : levels, field, symbol)
}

/**
 * {"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[{"price":63005.0,"qty":2.08665551}],
 *  "checksum":2532652056,"timestamp":"2026-08-01T02:53:53.646219Z"}]}
 *
 * Nothing is numbered: the checksum is all the proof there is, so a message without one is refused.
 */
const toBookEvent = (symbol: string, bids: Levels, asks: Levels, frame: Fields, depth: number): VenueEvent => {
  const value = /^\d{1,10}$/.test(wireText(frame['checksum']) ?? '') ? Number(frame['checksum']) : Number.NaN
  if (!(value <= 0xffff_ffff)) throw new FrameError('checksum: unsigned integer of 32 bits expected', { symbol })
  const digits = (levels: Levels): string[] => levels.map(level => wireDigits(level[0]) + wireDigits(level[1]))
  const checksum = { recipe: 'crc32-asks-bids-10', value, bidDigits: digits(bids), askDigits: digits(asks) } as const
  const exchangeTimeMs = wireDateMs(frame['timestamp'], 'timestamp', symbol)
  const event = { symbol, sequence: undefined, checksum, bids, asks, exchangeTimeMs, channel: 'book' }
  if (frame['type'] === 'snapshot') return { kind: 'snapshot', ...event, depth }
  if (frame['type'] === 'update') return { kind: 'delta', ...event, previous: undefined }
  throw new FrameError('type: snapshot or update expected', { symbol })
}

/** Only the prices are news: the venue promises no message when nothing but a size changed. */
const readTicker = (entry: Fields): VenueEvent => {
  const symbol = wireSymbol(entry['symbol'], 'symbol')
  const side = (price: unknown, qty: unknown): Levels[number] | undefined =>
    price === null || /^0(\.0*)?$/.test(wireText(price) ?? '')
      ? undefined
      : readLevels([{ price, qty }], 'bid, ask', symbol)[0]
  const [bid, ask] = [side(entry['bid'], entry['bid_qty']), side(entry['ask'], entry['ask_qty'])]
  const exchangeTimeMs = wireDateMs(entry['timestamp'], 'timestamp', symbol)
  return { kind: 'bestBidAsk', symbol, bid, ask, exchangeTimeMs, channel: 'ticker' }
}

/** On connect and at every change: online, cancel_only, maintenance, post_only. Only where all orders are taken is there a taker. */
const readStatus = ({ system }: Fields): readonly VenueEvent[] =>
  system === 'online' ? [] : [{ kind: 'halted', reason: `status ${wireText(system) ?? 'unknown'}` }]

/** Answers to control frames, one a symbol. A frame dropped for speed is answered by `{"Error":"Exceeded msg rate"}` alone. */
const decodeAnswer = (frame: Fields): readonly VenueEvent[] => {
  const tooFast = wireText(frame['Error'])
  if (tooFast !== undefined) return [{ kind: 'throttled', reason: tooFast.slice(0, 300) }]
  if (frame['method'] === 'pong') return [{ kind: 'pong' }]
  const symbol = wireText((isFields(frame['result']) ? frame['result'] : frame)['symbol'])
  const answer = { requestId: wireText(frame['req_id']), ...(symbol === undefined ? undefined : { symbol }) }
  const reason = wireText(frame['error'])?.slice(0, 300) ?? 'no message'
  // It stands, which is what was asked for. Should its snapshot have been missed, the runtime begins the book anew.
  if (frame['success'] === true || reason === 'Already subscribed') return [{ kind: 'acknowledged', ...answer }]
  if (frame['success'] === false) return [{ kind: 'refused', ...answer, reason }]
  throw new FrameError('unknown frame')
}
