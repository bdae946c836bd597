import { randomBytes } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { countIn } from '../counters.ts'
import { trimmedDecimals } from '../decimal.ts'
import type { RunningTwin, TwinContext, VenueTwin } from '../venue-twin.ts'
import { answerGateFrame, type GateTarget } from './control-frames.ts'
import { knobs, limits, type GateKnobs, type GateLimits } from './limits.ts'
import { upgradeNotice } from './payloads.ts'
import { createGateRest } from './rest.ts'
import { createGateStreams } from './streams.ts'
import { nameOf } from './subscriptions.ts'

/** Books are told to this depth unless a question names another. */
const usualDepth = 50
const idleCheckTicks = 50

interface Session {
  readonly target: GateTarget
  heardMs: number
}

const run = (context: TwinContext): RunningTwin => {
  const { markets, faults, refused } = context
  const limits = context.limits as GateLimits
  const knobs = context.knobs as GateKnobs
  const { counters } = faults
  const streams = createGateStreams(markets, knobs, faults)
  const rest = createGateRest(streams, limits, knobs, counters)
  const sessions = new Map<Connection, Session>()
  const openByIp = new Map<string, number>()

  const createTarget = (connection: Connection): GateTarget => ({
    connectionId: randomBytes(8).toString('hex'),
    subscriptions: connection.subscriptions,
    isPair: native => {
      const symbol = streams.markets.get(native)?.instrument.symbol
      return symbol !== undefined && !refused.has(symbol)
    },
    get acknowledgesUnknown() {
      return knobs.unknownStreamsAcknowledged
    },
    subscribe: asked => {
      const first = asked.map(subscription => {
        connection.subscriptions.add(nameOf(subscription))
        const symbol = streams.markets.get(subscription.pair)?.instrument.symbol
        if (symbol === undefined || refused.has(symbol)) return () => undefined
        return streams.subscribe(connection, subscription)
      })
      return () => {
        for (const begin of first) begin()
      }
    },
    unsubscribe: asked => {
      for (const subscription of asked) {
        connection.subscriptions.delete(nameOf(subscription))
        streams.unsubscribe(connection, subscription)
      }
    },
  })
  const heard = (connection: Connection): Session | undefined => {
    const session = sessions.get(connection)
    if (session !== undefined) session.heardMs = Date.now()
    return session
  }
  const endIdle = (): void => {
    const nowMs = Date.now()
    for (const [connection, { heardMs }] of sessions)
      if (connection.subscriptions.size === 0 && nowMs - heardMs >= limits.idleMs) connection.cut('idle')
  }

  return {
    onEvent: (market, timeMs) => {
      streams.onEvent(market, timeMs)
    },
    onTick: tick => {
      streams.onTick(tick)
      if (tick % idleCheckTicks === 0) endIdle()
    },
    // One id space for all channels and REST, so any id of the engine is one that a client can hold.
    truthAt: ({ book }, { sequence = book.id, depth = usualDepth }) => {
      const whole = book.log.bookAt(sequence)
      if (whole === undefined) return undefined
      const cut = { bids: whole.bids.slice(0, depth), asks: whole.asks.slice(0, depth) }
      return { sequence, book: cut, write: trimmedDecimals }
    },
    restart: symbol => {
      streams.sendFull(symbol)
    },
    announceShutdown: connection => {
      connection.reply(upgradeNotice(knobs.upgradeInEnvelope, Date.now()))
    },
    protocol: {
      venue: 'gateio',
      faults,
      answer: (url, ip, method) => rest.answer(url, ip, method),
      banned: untilMs => rest.throttled(untilMs),
      refuseUpgrade: (url, _rawUrl, ip) => {
        if (url.pathname !== '/ws/v4/') return { status: 404, body: 'Not Found' }
        if ((openByIp.get(ip) ?? 0) >= limits.openPerIp) return rest.throttled(Date.now())
        return undefined
      },
      opened: connection => {
        openByIp.set(connection.ip, (openByIp.get(connection.ip) ?? 0) + 1)
        sessions.set(connection, { target: createTarget(connection), heardMs: Date.now() })
      },
      message: (connection, text) => {
        const session = heard(connection)
        if (session === undefined) return
        const { text: reply, error, begin } = answerGateFrame(text, session.target)
        if (error !== undefined) countIn(counters.controlErrors, error.replace(/(:| ob\.| spot\.).*$/, ''))
        if (knobs.snapshotBeforeAck) begin?.()
        connection.reply(reply)
        if (!knobs.snapshotBeforeAck) begin?.()
      },
      ping: connection => {
        heard(connection)
      },
      closed: connection => {
        openByIp.set(connection.ip, (openByIp.get(connection.ip) ?? 1) - 1)
        streams.leave(connection)
        sessions.delete(connection)
      },
    },
  }
}

export const twin: VenueTwin = {
  id: 'gateio',
  limits,
  knobs,
  list: (base, quote, usual) => ({
    native: `${base}_${quote}`,
    priceDecimals: Math.max(1, usual.priceDecimals),
    quantityDecimals: usual.quantityDecimals,
  }),
  channels: { depth: ['spot.obu', 'spot.order_book_update'], bbo: ['spot.book_ticker'] },
  create: run,
}
