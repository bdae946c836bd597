import { nowText } from './payloads.ts'

export const bookDepths = [10, 25, 100, 500, 1000] as const
export type BookDepth = (typeof bookDepths)[number]

/** One symbol of one channel. */
export interface Subscription {
  readonly symbol: string
  readonly channel: 'book' | 'ticker'
  /** Books only. */
  readonly depth: BookDepth
  /** Tickers only. */
  readonly trigger: 'bbo' | 'trades'
  readonly snapshot: boolean
}

/** What a connection can be asked to do. */
export interface KrakenTarget {
  isSymbol(native: string): boolean
  /** False when the channel of this symbol is subscribed already. */
  subscribe(subscription: Subscription): boolean
  /** False when it was not subscribed. */
  unsubscribe(subscription: Subscription): boolean
}

export interface KrakenAnswer {
  readonly text: string
  /** Why, when it is a refusal. */
  readonly error?: string
}

interface Frame {
  readonly method?: unknown
  readonly params?: unknown
  readonly req_id?: unknown
}

interface Params {
  readonly channel?: unknown
  readonly symbol?: unknown
  readonly depth?: unknown
  readonly snapshot?: unknown
  readonly event_trigger?: unknown
}

/** Answers one text frame of a client: each symbol by itself, in the order of the request. */
export const answerKrakenFrame = (text: string, target: KrakenTarget): readonly KrakenAnswer[] => {
  const timeIn = nowText()
  const frame = parse(text)
  if (frame === undefined) return [refusal({}, 'Malformed request', timeIn)] // Text not known.
  const { method } = frame
  if (method === 'ping') return [{ text: withTimes({ method: 'pong', ...idOf(frame) }, timeIn) }]
  // Text not known.
  if (method !== 'subscribe' && method !== 'unsubscribe') return [refusal(frame, 'Method not supported', timeIn)]
  const params = (isObject(frame.params) ? frame.params : {}) as Params
  const symbols = (Array.isArray(params.symbol) ? (params.symbol as readonly unknown[]) : []).map(String)
  const wanted = readParams(params)
  // The venue was seen to refuse a depth without naming a symbol.
  if (typeof wanted === 'string') return [refusal(frame, wanted, timeIn)]
  return symbols.map(symbol => {
    const subscription = { ...wanted, symbol }
    if (!target.isSymbol(symbol)) return refusal(frame, `Currency pair not supported ${symbol}`, timeIn, symbol)
    if (method === 'unsubscribe')
      return target.unsubscribe(subscription)
        ? acknowledgement(frame, subscription, timeIn)
        : refusal(frame, 'Subscription Not Found', timeIn, symbol) // Text not known.
    return target.subscribe(subscription)
      ? acknowledgement(frame, subscription, timeIn)
      : refusal(frame, 'Already subscribed', timeIn, symbol)
  })
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (text: string): Frame | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What is asked for, or why it is refused. */
const readParams = (params: Params): Omit<Subscription, 'symbol'> | string => {
  const { channel, depth: asked = 10, event_trigger: trigger = 'trades' } = params
  const depth = bookDepths.find(known => known === asked)
  if (channel !== 'book' && channel !== 'ticker') return 'Channel not supported' // Text not known.
  if (depth === undefined)
    return Number.isInteger(asked) ? 'Subscription depth not supported' : 'Subscription book depth must be an integer'
  if (trigger !== 'bbo' && trigger !== 'trades') return 'Event trigger not supported' // Text not known.
  return { channel, depth, trigger, snapshot: params.snapshot !== false }
}

/** `req_id` is repeated as it came, when one came. */
const idOf = ({ req_id: id }: Frame): { readonly req_id?: number } => (typeof id === 'number' ? { req_id: id } : {})

const withTimes = (fields: object, timeIn: string): string =>
  JSON.stringify({ ...fields, time_in: timeIn, time_out: nowText() })

/** The keys in the order of the wire. */
const refusal = (frame: Frame, error: string, timeIn: string, symbol?: string): KrakenAnswer => {
  const method = typeof frame.method === 'string' ? { method: frame.method } : {}
  const fields = { error, ...method, ...idOf(frame), success: false, ...(symbol === undefined ? {} : { symbol }) }
  return { text: withTimes(fields, timeIn), error }
}

const acknowledgement = (
  frame: Frame,
  { channel, depth, trigger, snapshot, symbol }: Subscription,
  timeIn: string,
): KrakenAnswer => {
  const begins = frame.method === 'subscribe' ? { snapshot } : {}
  const result =
    channel === 'book' ? { channel, depth, ...begins, symbol } : { channel, event_trigger: trigger, ...begins, symbol }
  const times = { time_in: timeIn, time_out: nowText() }
  return { text: JSON.stringify({ method: frame.method, result, success: true, ...times, ...idOf(frame) }) }
}
