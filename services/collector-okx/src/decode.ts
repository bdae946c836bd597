import {
  FrameError,
  isWireObject,
  parseWireJson,
  wireLevels,
  wireSequence,
  wireSymbol,
  wireText,
  type VenueChecksum,
  type VenueEvent,
  type WireLevel,
} from '@screener/collector-runtime'

type Fields<Name extends string> = { readonly [Field in Name]?: unknown }
type Frame = Fields<'arg' | 'action' | 'data' | 'event' | 'id' | 'code' | 'msg'>
type Arg = Fields<'channel' | 'instId'>
type Book = Fields<'bids' | 'asks' | 'ts' | 'seqId' | 'prevSeqId' | 'checksum'>

const nothing: readonly VenueEvent[] = []

/** Whose book a frame harms that is not JSON: the arg stands first and is often still legible. */
const legibleSymbol = (text: string): string | undefined => /"instId":"([^"\\]{1,64})"/.exec(text)?.[1]

/** Frames of `/ws/v5/public`. */
export const decode = (text: string): readonly VenueEvent[] => {
  if (text === 'pong') return [{ kind: 'pong' }] // Four raw characters, no JSON.
  const frame = parseWireJson(text, legibleSymbol)
  if (!isWireObject(frame)) throw new FrameError('object expected')
  const { event, arg, data } = frame as Frame
  if (event !== undefined) return decodeReply(frame)
  if (!isWireObject(arg)) throw new FrameError('arg: object expected')
  const { channel, instId } = arg as Arg
  // books-l2-tbt needs a login; recordings have it.
  if (channel !== 'books' && channel !== 'bbo-tbt' && channel !== 'books-l2-tbt') return nothing
  const symbol = wireSymbol(instId, 'arg.instId')
  if (!Array.isArray(data) || data.length === 0 || !data.every(isWireObject))
    throw new FrameError('data: array of books expected', { symbol })
  return data.map(book => (channel === 'bbo-tbt' ? decodeBest(book, symbol) : decodeBook(frame, book, symbol, channel)))
}

/**
 * {"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["8477","0","0","0"]],
 *  "bids":[["8476.5","12","0","2"]],"ts":"1597026383185","checksum":0,"prevSeqId":123456,"seqId":123457}]}
 *
 * `prevSeqId` names the message before, -1 in a snapshot. Ids grow without being contiguous; equal ids and no levels are a
 * keep-alive after 60 s without change; an id below its predecessor is a reset at maintenance, and the chain goes on.
 */
const decodeBook = (frame: Frame, book: Book, symbol: string, channel: string): VenueEvent => {
  const [bids, asks] = [wireLevels(book.bids, 'bids', symbol), wireLevels(book.asks, 'asks', symbol)]
  const checksum = readChecksum(book.checksum, { symbol, bids, asks })
  const content = { symbol, bids, asks, exchangeTimeMs: readTimeMs(book.ts, symbol), channel, ...checksum }
  // Recordings from before 2023 have checksums in the place of ids. Without either nothing would tell a loss.
  const isNumbered = checksum === undefined || book.seqId !== undefined || book.prevSeqId !== undefined
  const sequence = isNumbered ? wireSequence(book.seqId, 'seqId', 0, symbol) : undefined
  if (frame.action === 'snapshot') return { kind: 'snapshot', ...content, sequence, depth: 400 }
  if (frame.action !== 'update') throw new FrameError('action: snapshot or update expected', { symbol })
  if (sequence === undefined) return { kind: 'delta', ...content, previous: undefined, sequence }
  const previous = wireSequence(book.prevSeqId, 'prevSeqId', -1, symbol)
  // The first update where no snapshot is pushed: it joins nothing, but the next one does.
  if (previous === -1) return { kind: 'heartbeat' }
  if (sequence > previous) return { kind: 'delta', ...content, previous, sequence }
  if (sequence < previous) return { kind: 'delta', ...content, previous, sequence, resets: true }
  if (bids.length + asks.length > 0) throw new FrameError('seqId: levels without a new id', { symbol })
  return { kind: 'heartbeat' }
}

/** `bbo-tbt`: the whole best bid and ask each time, without action; sent again after 60 s without change. */
const decodeBest = (book: Book, symbol: string): VenueEvent => {
  const [[bid], [ask]] = [wireLevels(book.bids, 'bids', symbol), wireLevels(book.asks, 'asks', symbol)]
  const sequence = book.seqId === undefined ? {} : { sequence: wireSequence(book.seqId, 'seqId', 0, symbol) }
  const exchangeTimeMs = readTimeMs(book.ts, symbol)
  return { kind: 'bestBidAsk', symbol, bid, ask, exchangeTimeMs, channel: 'bbo-tbt', ...sequence }
}

/** Milliseconds, written as text. */
const readTimeMs = (value: unknown, symbol: string): number | undefined => {
  if (value === undefined) return undefined
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value)
  throw new FrameError('ts: milliseconds as text expected', { symbol })
}

type Levels = readonly WireLevel[]
type Sides = { readonly symbol: string; readonly bids: Levels; readonly asks: Levels }

/** 0 since 2026-06-23, which says nothing. Before: CRC32 (signed) of the best 25 levels' digits. */
const readChecksum = (value: unknown, { symbol, bids, asks }: Sides): { checksum: VenueChecksum } | undefined => {
  if (value === undefined || value === 0) return undefined
  if (typeof value !== 'number' || (value | 0) !== value) throw new FrameError('checksum: int32 expected', { symbol })
  const digits = (side: Levels): string[] => side.map(([price, quantity]) => `${price}:${quantity}`)
  const [bidDigits, askDigits] = [digits(bids), digits(asks)]
  return { checksum: { recipe: 'crc32-alternating-25', value: value >>> 0, bidDigits, askDigits } }
}

/**
 * One acknowledgement per arg. Errors carry no arg: the symbol stands only in the text, whose wording changes, so the
 * code decides; the other args of the frame are served.
 */
const decodeReply = ({ event, arg, id, code, msg }: Frame): readonly VenueEvent[] => {
  const requestId = wireText(id)
  if (event === 'subscribe' || event === 'unsubscribe') {
    const symbol = isWireObject(arg) ? wireText((arg as Arg).instId) : undefined
    return [{ kind: 'acknowledged', requestId, ...(symbol === undefined ? {} : { symbol }) }]
  }
  // 64008: the connection ends within a minute, for an upgrade of the service.
  if (event === 'notice') return code === '64008' ? [{ kind: 'closing' }] : nothing
  if (event !== 'error') throw new FrameError('event: unknown')
  const reason = `${wireText(msg)?.slice(0, 300) ?? 'no message'} (code ${wireText(code) ?? 'unknown'})`
  // 60014: too many requests, 480 an hour and connection. 60018: no such channel or instrument.
  if (code === '60014') return [{ kind: 'throttled', reason }]
  const symbol = code === '60018' ? /instId:([^ ,]{1,64})/.exec(reason)?.[1] : undefined
  return [{ kind: 'refused', requestId, reason, ...(symbol === undefined ? {} : { symbol }) }]
}
