import { channelNames, type ChannelName } from './streams.ts'

export interface OkxTarget {
  readonly connectionId: string
  /** `/ws/v5/public` and its two neighbours, which have none of our channels. */
  readonly path: string
  /** False when this request is one too many for the hour. */
  mayAsk(): boolean
  /** False when the args of the connection would be too long. */
  fits(args: readonly OkxArg[]): boolean
  isSymbol(native: string): boolean
  /** Returns what sends the first messages. */
  subscribe(arg: OkxArg): () => void
  unsubscribe(arg: OkxArg): void
}

export interface OkxArg {
  readonly channel: ChannelName
  readonly instId: string
}

export interface OkxReply {
  readonly texts: readonly string[]
  readonly errors: readonly string[]
  /** Sends the first messages of what was just subscribed. */
  readonly begin: () => void
}

interface Frame {
  readonly id?: unknown
  readonly op?: unknown
  readonly args?: unknown
}

const nothing = (): void => undefined

const errorText = ({ id }: Frame, { connectionId }: OkxTarget, code: string, msg: string): string =>
  JSON.stringify({ ...(typeof id === 'string' ? { id } : {}), event: 'error', code, msg, connId: connectionId })

/** A frame of which nothing is served. */
const refuse = (frame: Frame, target: OkxTarget, code: string, msg: string): OkxReply => ({
  texts: [errorText(frame, target, code, msg)],
  errors: [code],
  begin: nothing,
})

/** Channels of levels tick by tick: a login is asked for before anything else. */
const loginChannels: readonly string[] = ['books-l2-tbt', 'books50-l2-tbt']

/** Undefined where there is no such channel or symbol at this address. */
const known = (arg: unknown, target: OkxTarget): OkxArg | undefined => {
  const { channel: asked, instId } = arg as { channel?: unknown; instId?: unknown }
  const channel = channelNames.find(name => name === asked)
  if (channel === undefined || typeof instId !== 'string' || target.path !== '/ws/v5/public') return undefined
  return target.isSymbol(instId) ? { channel, instId } : undefined
}

/** Each arg is answered by itself, in their order; an error has no `arg`, and the others are served all the same. */
const answerArgs = (frame: Frame, op: string, args: readonly object[], target: OkxTarget): OkxReply => {
  const texts: string[] = []
  const errors: string[] = []
  const begins: (() => void)[] = []
  const refuseArg = (code: string, msg: string): void => {
    texts.push(errorText(frame, target, code, msg))
    errors.push(code)
  }
  for (const arg of args) {
    const found = known(arg, target)
    const { channel, instId } = arg as { channel?: unknown; instId?: unknown }
    if (loginChannels.includes(String(channel))) refuseArg('60011', 'Please log in')
    else if (found === undefined)
      refuseArg(
        '60018',
        `Wrong URL or channel:${String(channel)},instId:${String(instId)} doesn't exist. Please use the correct URL, channel and parameters referring to API document.`,
      )
    else {
      if (op === 'subscribe') begins.push(target.subscribe(found))
      else target.unsubscribe(found)
      const id = typeof frame.id === 'string' ? { id: frame.id } : {}
      texts.push(JSON.stringify({ ...id, event: op, arg: found, connId: target.connectionId }))
    }
  }
  return {
    texts,
    errors,
    begin: () => {
      for (const begin of begins) begin()
    },
  }
}

/** Answers one text frame of a client. */
export const answerOkxFrame = (text: string, target: OkxTarget): OkxReply => {
  if (text === 'ping') return { texts: ['pong'], errors: [], begin: nothing }
  let frame: Frame = {}
  try {
    frame = (JSON.parse(text) ?? {}) as Frame
  } catch {
    return refuse(frame, target, '60012', `Invalid request: ${text}`)
  }
  const { op, args, id } = frame
  const isList = Array.isArray(args) && args.every(arg => typeof arg === 'object' && arg !== null)
  if (typeof op !== 'string' || !isList) return refuse(frame, target, '60012', `Invalid request: ${text}`)
  if (op !== 'subscribe' && op !== 'unsubscribe') return refuse(frame, target, '60019', `Invalid op: ${op}`)
  if (!target.mayAsk()) return refuse(frame, target, '60014', 'Requests too frequent')
  // The codes of a bad id and of args that are too long are not known.
  const isId = id === undefined || (typeof id === 'string' && /^[A-Za-z0-9]{1,32}$/.test(id))
  if (!isId) return refuse(frame, target, '60013', 'Invalid args')
  if (op === 'subscribe' && !target.fits(args as readonly OkxArg[]))
    return refuse(frame, target, '60013', 'Invalid args')
  return answerArgs(frame, op, args as readonly object[], target)
}
