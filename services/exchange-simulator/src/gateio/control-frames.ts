import { randomBytes } from 'node:crypto'
import { nameOf, PayloadError, readSubscriptions, type Subscription } from './subscriptions.ts'

export interface GateTarget {
  readonly connectionId: string
  /** Names of what it follows. */
  readonly subscriptions: ReadonlySet<string>
  /** Listed, and not refused. */
  isPair(native: string): boolean
  /** Unknown streams of `spot.obu` are acknowledged and stay silent. */
  readonly acknowledgesUnknown: boolean
  /** Starts them; returns what sends their first messages. */
  subscribe(subscriptions: readonly Subscription[]): () => void
  unsubscribe(subscriptions: readonly Subscription[]): void
}

export interface GateReply {
  readonly text: string
  readonly error?: string
  /** Sends the first messages of what was just subscribed. */
  readonly begin?: () => void
}

interface Frame {
  readonly time?: unknown
  readonly id?: unknown
  readonly channel?: unknown
  readonly event?: unknown
  readonly payload?: unknown
}

const maxSkewSeconds = 60

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The keys in the order of the wire. `id` and `payload` only when the client sent them, `error` only when there is one. */
const answer = (target: GateTarget, { id, channel, event, payload }: Frame, error?: string, code = 2): GateReply => {
  const nowMs = Date.now()
  const traceId = randomBytes(16).toString('hex')
  const text = JSON.stringify({
    time: Math.floor(nowMs / 1000),
    time_ms: nowMs,
    id,
    conn_id: target.connectionId,
    trace_id: traceId,
    channel: textOf(channel),
    event: textOf(event),
    payload,
    error: error === undefined ? undefined : { code, message: error },
    result: { status: error === undefined ? 'success' : 'fail' },
    requestId: traceId,
  })
  return error === undefined ? { text } : { text, error }
}

const pong = (target: GateTarget): GateReply => {
  const nowMs = Date.now()
  const text = `{"time":${String(Math.floor(nowMs / 1000))},"time_ms":${String(nowMs)},"conn_id":"${target.connectionId}","channel":"spot.pong","event":"","result":null,"requestId":"${randomBytes(16).toString('hex')}"}`
  return { text }
}

const readFrame = (text: string): Frame | undefined => {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

const readPayload = ({ channel, payload }: Frame): readonly Subscription[] => {
  const items = Array.isArray(payload) ? (payload as readonly unknown[]) : []
  if (items.length === 0 || !items.every(item => typeof item === 'string'))
    throw new PayloadError('invalid argument: payload') // Text not known.
  const asked = readSubscriptions(channel, items)
  if (asked === undefined) throw new PayloadError(`Unknown channel ${textOf(channel)}`)
  return asked
}

/** Throws when one of them cannot be served: then none is. */
const refuseAll = (target: GateTarget, asked: readonly Subscription[]): void => {
  const seen = new Set<string>()
  for (const subscription of asked) {
    const { channel, pair } = subscription
    const name = nameOf(subscription)
    const silent = channel === 'spot.obu' && target.acknowledgesUnknown
    if (!target.isPair(pair) && !silent) throw new PayloadError(`unknown currency pair: ${pair}`)
    if (channel === 'spot.obu' && (target.subscriptions.has(name) || seen.has(name)))
      throw new PayloadError(`Alert sub ${name}`)
    seen.add(name)
  }
}

/** Answers one text frame of a client. A refused frame changes nothing. */
export const answerGateFrame = (text: string, target: GateTarget): GateReply => {
  const frame = readFrame(text)
  if (frame === undefined) return answer(target, {}, 'request message need json scheme', 1)
  if (frame.channel === 'spot.ping') return pong(target)
  const skew = Math.abs(Number(frame.time) - Date.now() / 1000)
  if (!(skew <= maxSkewSeconds)) return answer(target, frame, 'invalid argument: time') // Text not known.
  try {
    const asked = readPayload(frame)
    if (frame.event === 'subscribe') {
      refuseAll(target, asked)
      return { ...answer(target, frame), begin: target.subscribe(asked) }
    }
    if (frame.event !== 'unsubscribe') throw new PayloadError(`unknown event ${textOf(frame.event)}`) // Text not known.
    target.unsubscribe(asked)
    return answer(target, frame)
  } catch (error) {
    if (error instanceof PayloadError) return answer(target, frame, error.message)
    throw error
  }
}
