import { parseTopic } from './topics.ts'

export interface BybitTarget {
  readonly connectionId: string
  readonly subscriptions: Set<string>
  isSymbol(native: string): boolean
  /** Starts the topics; returns what sends their first messages. */
  subscribe(topics: readonly string[]): () => void
  unsubscribe(topics: readonly string[]): void
}

const maxArgs = 10
const maxArgsLength = 21_000

interface Frame {
  readonly op?: unknown
  readonly args?: unknown
  readonly req_id?: unknown
}

/** The keys in the order of the wire; `req_id` only when the client sent one. */
const answer = (target: BybitTarget, frame: Frame, success: boolean, retMsg: string, op: string): string =>
  JSON.stringify({
    success,
    ret_msg: retMsg,
    conn_id: target.connectionId,
    ...(typeof frame.req_id === 'string' ? { req_id: frame.req_id } : {}),
    op,
  })

/** Why the whole frame is refused; undefined when it is fine. */
const refusal = (target: BybitTarget, args: readonly string[]): string | undefined => {
  if (args.length > maxArgs) return 'args size >10'
  const held = [...target.subscriptions, ...args].reduce((sum, topic) => sum + topic.length, 0)
  if (held > maxArgsLength) return 'args length >21000' // Text not known.
  const seen = new Set<string>()
  for (const text of args) {
    const topic = parseTopic(text)
    if (topic === undefined) return `error:handler not found,topic:${text}`
    if (!target.isSymbol(topic.symbol)) return `Invalid symbol :[${text}]`
    if (target.subscriptions.has(text) || seen.has(text)) return `error:already subscribed,topic:${text}`
    seen.add(text)
  }
  return undefined
}

export interface BybitReply {
  readonly text: string
  readonly error?: string
  /** Sends the first messages of what was just subscribed. */
  readonly begin?: () => void
}

/** Answers one text frame of a client. A refused frame changes nothing. */
export const answerBybitFrame = (text: string, target: BybitTarget): BybitReply => {
  let frame: Frame
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new SyntaxError('no object')
    frame = parsed
  } catch {
    const error = 'error:request is not JSON' // Text not known.
    return { text: answer(target, {}, false, error, ''), error }
  }
  const { op } = frame
  const args = Array.isArray(frame.args) ? (frame.args as readonly unknown[]).map(String) : []
  if (op === 'ping') return { text: answer(target, frame, true, 'pong', 'ping') }
  if (op === 'subscribe') {
    const error = refusal(target, args)
    if (error !== undefined) return { text: answer(target, frame, false, error, op), error }
    return { begin: target.subscribe(args), text: answer(target, frame, true, 'subscribe', op) }
  }
  if (op === 'unsubscribe') {
    target.unsubscribe(args)
    return { text: answer(target, frame, true, '', op) }
  }
  const error = 'error:unknown op' // Text not known.
  return { text: answer(target, frame, false, error, typeof op === 'string' ? op : ''), error }
}
