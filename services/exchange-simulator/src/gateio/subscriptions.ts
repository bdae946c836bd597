/** What a client can follow; the pair may still be unknown. */
export type Subscription =
  | { readonly channel: 'spot.obu' | 'spot.order_book_update'; readonly pair: string; readonly depth: number }
  | { readonly channel: 'spot.book_ticker'; readonly pair: string }

/** Push interval in ticks of 10 ms, by the levels of the channel. */
export const ticksOfStream: ReadonlyMap<number, number> = new Map([
  [50, 2],
  [400, 10],
])
export const ticksOfUpdates: ReadonlyMap<number, number> = new Map([
  [20, 2],
  [100, 10],
])

/** The request is wrong; the text is what the client is told. */
export class PayloadError extends Error {}

const readStream = (name: string): Subscription => {
  const [prefix, pair, level, ...rest] = name.split('.')
  if (prefix !== 'ob' || pair === undefined || level === undefined || rest.length > 0)
    throw new PayloadError(`invalid argument: ${name}`) // Text not known.
  if (!ticksOfStream.has(Number(level))) throw new PayloadError(`provided level not supported: ${level}`)
  return { channel: 'spot.obu', pair, depth: Number(level) }
}

const readUpdates = (payload: readonly string[]): Subscription => {
  const [pair, interval, ...rest] = payload
  if (pair === undefined || interval === undefined || rest.length > 0)
    throw new PayloadError('invalid argument: pair and interval expected') // Text not known.
  const depth = { '20ms': 20, '100ms': 100 }[interval]
  if (depth === undefined) throw new PayloadError(`invalid argument: interval ${interval}`) // Text not known.
  return { channel: 'spot.order_book_update', pair, depth }
}

/** Throws PayloadError. Undefined: no such channel. */
export const readSubscriptions = (
  channel: unknown,
  payload: readonly string[],
): readonly Subscription[] | undefined => {
  if (channel === 'spot.obu') return payload.map(readStream)
  if (channel === 'spot.order_book_update') return [readUpdates(payload)]
  if (channel === 'spot.book_ticker') return payload.map(pair => ({ channel, pair }))
  return undefined
}

/** As it stands in a connection's list. For `spot.obu` the stream's own name. */
export const nameOf = (subscription: Subscription): string => {
  const { channel, pair } = subscription
  if (channel === 'spot.obu') return `ob.${pair}.${String(subscription.depth)}`
  return channel === 'spot.book_ticker' ? `${channel} ${pair}` : `${channel} ${pair} ${String(subscription.depth)}`
}
