import { randomBytes } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { countIn } from '../counters.ts'
import { trimmedDecimals } from '../decimal.ts'
import { createWindowCounter } from '../limits.ts'
import type { RunningTwin, TwinContext, VenueTwin } from '../venue-twin.ts'
import { answerOkxFrame, type OkxArg, type OkxTarget } from './control-frames.ts'
import { knobs, limits, type OkxKnobs, type OkxLimits } from './limits.ts'
import { createOkxRest } from './rest.ts'
import { createOkxStreams, type OkxStreams, type Subscriber } from './streams.ts'

const paths: readonly string[] = ['/ws/v5/public', '/ws/v5/private', '/ws/v5/business']
const hourMs = 3_600_000
/** Idle connections are looked for so often. */
const idleCheckTicks = 10

interface Session extends OkxTarget, Subscriber {
  readonly args: Map<string, OkxArg>
}

const lengthOf = (args: Iterable<OkxArg>): number =>
  [...args].reduce((sum, arg) => sum + Buffer.byteLength(JSON.stringify(arg)), 0)

const keyOf = ({ channel, instId }: OkxArg): string => `${channel}:${instId}`

const createSession = (
  connection: Connection,
  path: string,
  limits: OkxLimits,
  streams: OkxStreams,
  isSymbol: OkxTarget['isSymbol'],
): Session => {
  const requests = createWindowCounter(hourMs)
  const args = new Map<string, OkxArg>()
  const session: Session = {
    connection,
    path,
    args,
    isSymbol,
    connectionId: randomBytes(4).toString('hex'),
    sentAtMs: Date.now(),
    mayAsk: () => requests.add('', 1) <= limits.controlFramesPerHour,
    fits: more => lengthOf(args.values()) + lengthOf(more) <= limits.argsBytes,
    subscribe: arg => {
      args.set(keyOf(arg), arg)
      connection.subscriptions.add(keyOf(arg))
      return streams.subscribe(session, arg.channel, arg.instId)
    },
    unsubscribe: arg => {
      args.delete(keyOf(arg))
      connection.subscriptions.delete(keyOf(arg))
      streams.unsubscribe(session, arg.channel, arg.instId)
    },
  }
  return session
}

const run = ({ markets, faults, refused, ...context }: TwinContext): RunningTwin => {
  const limits = context.limits as OkxLimits
  const knobs = context.knobs as OkxKnobs
  const { counters } = faults
  const streams = createOkxStreams(markets, limits, knobs, faults)
  const rest = createOkxRest(streams, limits, knobs, counters)
  const connects = createWindowCounter(1_000)
  const sessions = new Map<Connection, Session>()

  const isSymbol = (native: string): boolean => {
    const symbol = streams.markets.get(native)?.instrument.symbol
    return symbol !== undefined && !refused.has(symbol)
  }
  /** Also for those that never subscribed: nothing is sent to them either. */
  const closeIdle = (): void => {
    const nowMs = Date.now()
    for (const session of sessions.values()) {
      if (nowMs - session.sentAtMs < limits.idleMs) continue
      session.sentAtMs = Infinity
      session.connection.close(4004, 'No data received in 30s')
    }
  }

  return {
    onEvent: (market, timeMs) => {
      streams.onEvent(market, timeMs)
    },
    onTick: tick => {
      streams.onTick(tick)
      if (tick % idleCheckTicks === 0) closeIdle()
    },
    truthAt: (market, { sequence }) => {
      const truth = streams.bookAt(market, sequence)
      return truth === undefined ? undefined : { sequence: truth.seqId, book: truth.book, write: trimmedDecimals }
    },
    restart: symbol => {
      streams.reset(symbol)
    },
    announceShutdown: connection => {
      const connId = sessions.get(connection)?.connectionId
      const msg = 'The connection will soon be closed for a service upgrade. Please reconnect.'
      connection.reply(JSON.stringify({ event: 'notice', code: '64008', msg, connId }))
    },
    protocol: {
      venue: 'okx',
      faults,
      answer: (url, ip, method) => rest.answer(url, ip, method),
      banned: () => rest.refused(),
      refuseUpgrade: (url, _rawUrl, ip) => {
        if (!paths.includes(url.pathname)) return { status: 404, body: 'Not Found' }
        // Status not known.
        return connects.add(ip, 1) > limits.connectsPerSecond ? rest.refused() : undefined
      },
      opened: (connection, url) => {
        sessions.set(connection, createSession(connection, url.pathname, limits, streams, isSymbol))
      },
      message: (connection, text) => {
        const session = sessions.get(connection)
        if (session === undefined) return
        const { texts, errors, begin } = answerOkxFrame(text, session)
        for (const code of errors) countIn(counters.controlErrors, code)
        session.sentAtMs = Date.now()
        for (const reply of texts) connection.reply(reply)
        begin()
      },
      closed: connection => {
        const session = sessions.get(connection)
        for (const arg of [...(session?.args.values() ?? [])]) session?.unsubscribe(arg)
        sessions.delete(connection)
      },
    },
  }
}

export const twin: VenueTwin = {
  id: 'okx',
  limits,
  knobs,
  list: (base, quote, usual) => ({ ...usual, native: `${base}-${quote}` }),
  channels: { depth: ['books'], bbo: ['bbo-tbt'] },
  create: run,
}
