import {
  FrameError,
  type ControlFrame,
  type RestVerdict,
  type Venue,
  type VenueChecksum,
  type VenueEvent,
  type WireLevel,
} from '../../src/index.ts'

/**
 * An invented venue that speaks both dialects: books from a REST snapshot, or from a channel that begins with one.
 * Its book is one level a side whose quantity is the sequence, so a right book can be told by looking.
 */
export const acmeLimits = {
  maxSymbolsPerConnection: 50,
  framesPerSecond: 50,
  connectsPerWindow: 1000,
  connectWindowMs: 60_000,
  restWeightPerWindow: 4000,
  restWindowMs: 2000,
} as const

const control = (op: string, symbols: readonly string[], firstId: number): ReturnType<Venue['subscribe']> => {
  const frames: ControlFrame[] = []
  for (let at = 0; at < symbols.length; at += 10) {
    const part = symbols.slice(at, at + 10)
    const requestId = String(firstId + frames.length)
    frames.push({ requestId, text: JSON.stringify({ id: requestId, op, symbols: part }), symbols: part })
  }
  return frames
}

/** Each symbol is answered by itself, twice (for two channels of one frame). */
const controlEach = (op: string, symbols: readonly string[], firstId: number): readonly ControlFrame[] =>
  control(op, symbols, firstId).map(({ requestId, symbols: part }) => ({
    requestId,
    text: JSON.stringify({ id: requestId, op, symbols: part, each: 2 }),
    symbols: part,
    answersPerSymbol: 2,
  }))

/** A frame for each of two channels, and in each an answer for every symbol. */
const controlTwice = (op: string, symbols: readonly string[], firstId: number): readonly ControlFrame[] =>
  ['depth', 'bbo'].map((channel, index) => ({
    requestId: String(firstId + index),
    text: JSON.stringify({ id: String(firstId + index), op, symbols, each: 1, channel }),
    symbols,
    answersPerSymbol: 1,
  }))

/** Ways a venue may answer control frames other than once a frame. */
export const answering: Readonly<Record<'each' | 'twice', Pick<Venue, 'subscribe' | 'unsubscribe'>>> = {
  each: {
    subscribe: (symbols, firstId) => controlEach('sub', symbols, firstId),
    unsubscribe: (symbols, firstId) => controlEach('unsub', symbols, firstId),
  },
  twice: {
    subscribe: (symbols, firstId) => controlTwice('sub', symbols, firstId),
    unsubscribe: (symbols, firstId) => controlTwice('unsub', symbols, firstId),
  },
}

/** `p` and `q` are absent where it numbers nothing, `c` where it sends no checksums. */
interface Frame {
  readonly t?: string
  readonly id?: string
  readonly ok?: boolean
  readonly error?: string
  readonly s?: string
  readonly p?: number
  readonly q?: number
  readonly r?: boolean
  readonly c?: number
  readonly b: readonly WireLevel[]
  readonly a: readonly WireLevel[]
}

const acmeChecksum = (value: number, bids: readonly WireLevel[], asks: readonly WireLevel[]): VenueChecksum => ({
  recipe: 'crc32-alternating-25',
  value,
  bidDigits: bids.map(level => level.join(':')),
  askDigits: asks.map(level => level.join(':')),
})

const decode = (text: string): readonly VenueEvent[] => {
  const frame = JSON.parse(text) as Frame
  const about = frame.s === undefined ? {} : { symbol: frame.s }
  if (frame.error !== undefined) return [{ kind: 'refused', requestId: frame.id, reason: frame.error, ...about }]
  if (frame.ok === true) return [{ kind: 'acknowledged', requestId: frame.id, ...about }]
  const symbol = frame.s ?? ''
  const data = {
    symbol,
    sequence: frame.q,
    bids: frame.b,
    asks: frame.a,
    exchangeTimeMs: undefined,
    ...(frame.c === undefined ? {} : { checksum: acmeChecksum(frame.c, frame.b, frame.a) }),
  }
  switch (frame.t) {
    case 'delta':
      return [{ kind: 'delta', previous: frame.p, ...data, ...(frame.r === true ? { resets: true } : {}) }]
    case 'snap':
      return [{ kind: 'snapshot', depth: 50, ...data }]
    case 'slow':
      return [{ kind: 'throttled', reason: 'too many requests' }]
    case 'beat':
      return [{ kind: 'heartbeat' }]
    case 'bbo':
      return [{ kind: 'bestBidAsk', symbol, bid: frame.b[0], ask: frame.a[0], exchangeTimeMs: undefined }]
    case 'bye':
      return [{ kind: 'closing' }]
    case undefined:
    default:
      throw new FrameError(`no such frame: ${String(frame.t)}`)
  }
}

const readRestLimits = (status: number, headers: Headers): RestVerdict => {
  const retryAfterMs = Number(headers.get('retry-after') ?? 1) * 1000
  if (status === 429) return { kind: 'throttled', retryAfterMs }
  if (status === 418) return { kind: 'banned', retryAfterMs }
  if (status !== 200) return { kind: 'failed', reason: `status ${status}` }
  return { kind: 'ok', usedWeight: undefined }
}

export const restBooks: NonNullable<Venue['snapshot']> = {
  when: 'always',
  tiers: [
    { levels: 1000, weight: 50 },
    { levels: 100, weight: 5 },
  ],
  path: (symbol, levels) => `/depth?symbol=${symbol}&levels=${levels}`,
  parse: body => {
    const { q = 0, b, a } = JSON.parse(body) as Frame
    return { sequence: q, bids: b, asks: a }
  },
}

export const acme = (flavour: 'rest' | 'channel', overrides: Partial<Venue> = {}): Venue => ({
  id: 'acme',
  webSocketUrl: 'ws://127.0.0.1:1',
  restUrl: 'http://127.0.0.1:1',
  limits: acmeLimits,
  liveness: { transportTimeoutMs: 3000, dataTimeoutMs: 600, acknowledgeTimeoutMs: 300 },
  subscribe: (symbols, firstId) => control('sub', symbols, firstId),
  unsubscribe: (symbols, firstId) => control('unsub', symbols, firstId),
  decode,
  instruments: {
    path: '/instruments',
    weight: 10,
    parse: body => JSON.parse(body) as ReturnType<Venue['instruments']['parse']>,
  },
  ...(flavour === 'channel' ? {} : { snapshot: restBooks }),
  readRestLimits,
  ...overrides,
})
