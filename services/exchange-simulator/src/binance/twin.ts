import type { Connection } from '../connection.ts'
import { countIn } from '../counters.ts'
import { eightDecimals } from '../decimal.ts'
import { createWindowCounter } from '../limits.ts'
import type { RestAnswer } from '../venue-server.ts'
import type { RunningTwin, TwinContext, VenueTwin } from '../venue-twin.ts'
import { answerControlFrame, type ControlTarget } from './control-frames.ts'
import { createEmit, type Emit } from './emit.ts'
import { knobs, limits, type BinanceKnobs, type BinanceLimits } from './limits.ts'
import { createBinanceReplay } from './replay.ts'
import { createBinanceRest } from './rest.ts'
import type { Session } from './session.ts'
import { createBinanceStreams, type BinanceStreams } from './streams.ts'

const maxStreams = 1024
const maxUrlLength = 8000
const connectWindowMs = 300_000

/** Pings, pong deadlines and lifetimes are looked after so often, in ticks of 10 ms. */
const tendTicks = 10

const streamsInUrl = (url: URL): readonly string[] => {
  const list = url.pathname === '/stream' ? (url.searchParams.get('streams') ?? '') : url.pathname.slice('/ws'.length)
  return decodeURIComponent(list)
    .split('/')
    .filter(name => name !== '')
}

const run = (createStreams: (emit: Emit) => BinanceStreams, context: TwinContext): RunningTwin => {
  const { faults } = context
  const { counters } = faults
  const settings = context.limits as BinanceLimits
  const sessions = new Map<Connection, Session>()
  const streams = createStreams(createEmit(connection => sessions.get(connection), faults))
  const rest = createBinanceRest(streams, settings, context.knobs as BinanceKnobs, counters)
  const connects = createWindowCounter(connectWindowMs)

  /** Counts a client frame; more than the limit in a second ends the connection. */
  const countFrame = (connection: Connection): boolean => {
    const session = sessions.get(connection)
    if (session === undefined) return false
    const nowMs = Date.now()
    if (nowMs >= session.secondStartMs + 1000) {
      session.secondStartMs = nowMs
      session.framesInSecond = 0
    }
    if (++session.framesInSecond <= settings.framesPerSecond) return true
    if (connection.socket.readyState === connection.socket.OPEN) connection.close(1008, 'Too many requests')
    return false
  }
  const subscribe = (connection: Connection, names: readonly string[]): boolean => {
    for (const name of names) connection.subscriptions.add(name)
    if (connection.subscriptions.size > maxStreams) return false
    for (const name of names) streams.subscribe(connection, name)
    return true
  }
  const unsubscribe = (connection: Connection, names: Iterable<string>): void => {
    for (const name of names) {
      connection.subscriptions.delete(name)
      streams.unsubscribe(connection, name)
    }
  }
  const targetOf = (connection: Connection, session: Session): ControlTarget => ({
    subscriptions: connection.subscriptions,
    subscribe: names => subscribe(connection, names),
    unsubscribe: names => {
      unsubscribe(connection, names)
    },
    get combined() {
      return session.combined
    },
    set combined(value) {
      session.combined = value
    },
  })
  const announceShutdown = (connection: Connection): void => {
    const session = sessions.get(connection)
    if (session === undefined) return
    const payload = `{"e":"serverShutdown","E":${String(Date.now() * (session.micro ? 1000 : 1))}}`
    connection.reply(session.combined ? `{"stream":"!serverShutdown","data":${payload}}` : payload)
  }
  const refuseUpgrade = (url: URL, rawUrl: string, ip: string): RestAnswer | undefined => {
    if (url.pathname !== '/stream' && url.pathname !== '/ws' && !url.pathname.startsWith('/ws/'))
      return { status: 404, body: 'Not Found' }
    if (rawUrl.length > maxUrlLength) return { status: 414, body: 'URI Too Long' }
    const untilMs = rest.bannedUntil(ip)
    if (untilMs !== undefined) return rest.banned(untilMs)
    if (connects.add(ip, 1) > settings.connectsPerWindow) return { status: 429, body: 'Too Many Requests' }
    return undefined
  }
  const opened = (connection: Connection, url: URL): void => {
    const session: Session = {
      combined: url.pathname === '/stream',
      micro: (url.searchParams.get('timeUnit') ?? '').toUpperCase() === 'MICROSECOND',
      secondStartMs: 0,
      framesInSecond: 0,
      nextPingAtMs: connection.openedAtMs + settings.pingIntervalMs,
      unanswered: new Map(),
      shutdownAnnounced: false,
    }
    sessions.set(connection, session)
    if (!subscribe(connection, streamsInUrl(url))) connection.close(1008, 'Invalid request')
  }

  const tendOne = (connection: Connection, nowMs: number): void => {
    const session = sessions.get(connection)
    if (session === undefined) return
    const endsAtMs = connection.openedAtMs + settings.connectionLifetimeMs
    if (nowMs >= endsAtMs) {
      connection.cut('lifetime')
      return
    }
    if (!session.shutdownAnnounced && nowMs >= endsAtMs - settings.shutdownNoticeMs) {
      session.shutdownAnnounced = true
      announceShutdown(connection)
    }
    for (const sentAtMs of session.unanswered.values())
      if (nowMs - sentAtMs >= settings.pongTimeoutMs) {
        connection.cut('no pong')
        return
      }
    if (nowMs < session.nextPingAtMs || connection.isSilent) return
    session.nextPingAtMs = nowMs + settings.pingIntervalMs
    const payload = String(nowMs)
    session.unanswered.set(payload, nowMs)
    if (connection.socket.readyState === connection.socket.OPEN) connection.socket.ping(payload)
  }

  return {
    onEvent: market => {
      streams.onEvent(market)
    },
    onTick: tick => {
      streams.onTick(tick)
      if (tick % tendTicks !== 0) return
      const nowMs = Date.now()
      for (const connection of sessions.keys()) tendOne(connection, nowMs)
    },
    truthAt: ({ book }, { sequence = book.id }) => {
      const then = book.log.bookAt(sequence)
      return then === undefined ? undefined : { sequence, book: then, write: eightDecimals }
    },
    announceShutdown,
    protocol: {
      venue: 'binance',
      faults,
      answer: (url, ip, method) => rest.answer(url, ip, method),
      banned: untilMs => rest.banned(untilMs),
      refuseUpgrade,
      opened,
      message: (connection, text) => {
        const session = sessions.get(connection)
        if (session === undefined || !countFrame(connection)) return
        const answer = answerControlFrame(text, targetOf(connection, session))
        const code = /^\{"error":\{"code":(-?\d+)/.exec(answer)?.[1]
        if (code !== undefined) countIn(counters.controlErrors, `code ${code}`)
        connection.reply(answer)
        if (connection.subscriptions.size > maxStreams) connection.close(1008, 'Invalid request')
      },
      ping: connection => countFrame(connection),
      pong: (connection, payload) => {
        if (!countFrame(connection)) return
        const session = sessions.get(connection)
        const sentAtMs = session?.unanswered.get(payload.toString())
        if (session === undefined || sentAtMs === undefined) return
        // The newest answered ping answers those before it.
        for (const [text, atMs] of session.unanswered) if (atMs <= sentAtMs) session.unanswered.delete(text)
      },
      closed: connection => {
        unsubscribe(connection, [...connection.subscriptions])
        sessions.delete(connection)
      },
    },
  }
}

const partialChannels = (levels: number): readonly string[] =>
  ['', '@100ms', '@1000ms'].map(cadence => `depth${String(levels)}${cadence}`)

const streamsOf =
  ({ markets, refused }: TwinContext) =>
  (emit: Emit): BinanceStreams =>
    createBinanceStreams(markets, refused, emit)

export const twin: VenueTwin = {
  id: 'binance',
  limits,
  knobs,
  list: (base, quote, usual) => ({
    native: base + quote,
    priceDecimals: Math.max(2, usual.priceDecimals),
    quantityDecimals: usual.quantityDecimals,
  }),
  channels: {
    depth: ['depth', 'depth@100ms', 'depth@1000ms', ...[5, 10, 20].flatMap(partialChannels)],
    bbo: ['bookTicker'],
  },
  create: context => run(streamsOf(context), context),
  replay: (lines, options) => {
    const { replayed, names, createStreams } = createBinanceReplay(lines, options)
    return { markets: replayed, names, create: context => run(createStreams, context) }
  },
}
