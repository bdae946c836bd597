import { randomUUID } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { countIn } from '../counters.ts'
import { trimmedDecimals } from '../decimal.ts'
import { createWindowCounter } from '../limits.ts'
import type { RunningTwin, TwinContext, VenueTwin } from '../venue-twin.ts'
import { answerBybitFrame, type BybitTarget } from './control-frames.ts'
import { knobs, limits, type BybitKnobs, type BybitLimits } from './limits.ts'
import { createBybitReplay, type BybitReplay } from './replay.ts'
import { createBybitRest } from './rest.ts'
import { createBybitStreams } from './streams.ts'
import { bookDepths } from './topics.ts'

const connectWindowMs = 300_000
const maxConnectionsPerIp = 1000

const run = (context: TwinContext, replay?: BybitReplay): RunningTwin => {
  const { markets, faults, refused } = context
  const limits = context.limits as BybitLimits
  const knobs = context.knobs as BybitKnobs
  const { counters } = faults
  const streams = createBybitStreams(markets, knobs, faults)
  const rest = createBybitRest(streams, limits, knobs, counters)
  const connects = createWindowCounter(connectWindowMs)
  const targets = new Map<Connection, BybitTarget>()
  const openByIp = new Map<string, number>()

  const unsubscribe = (connection: Connection, topics: Iterable<string>): void => {
    for (const topic of topics) {
      connection.subscriptions.delete(topic)
      streams.unsubscribe(connection, topic)
    }
  }
  const createTarget = (connection: Connection): BybitTarget => ({
    connectionId: randomUUID(),
    subscriptions: connection.subscriptions,
    isSymbol: native => {
      const symbol = streams.markets.get(native)?.instrument.symbol
      return symbol !== undefined && !refused.has(symbol)
    },
    subscribe: topics => {
      replay?.begin()
      const first = topics.map(topic => {
        connection.subscriptions.add(topic)
        return streams.subscribe(connection, topic)
      })
      return () => {
        for (const begin of first) begin()
      }
    },
    unsubscribe: topics => {
      unsubscribe(connection, topics)
    },
  })

  return {
    onEvent: (market, timeMs) => {
      streams.onEvent(market, timeMs)
    },
    onTick: tick => {
      replay?.advance((market, timeMs) => {
        streams.onEvent(market, timeMs)
      })
      streams.onTick(tick)
    },
    truthAt: (market, { sequence, depth: asked = 50 }) => {
      const depth = bookDepths.find(known => known === asked)
      const published = depth === undefined ? undefined : streams.published(market, depth)
      const book = published?.bookAt({ sequence })
      if (published === undefined || book === undefined) return undefined
      return { sequence: sequence ?? published.number, book, write: trimmedDecimals }
    },
    restart: symbol => {
      streams.restart(symbol)
    },
    protocol: {
      venue: 'bybit',
      faults,
      answer: (url, ip, method) => rest.answer(url, ip, method),
      banned: () => rest.banned(),
      refuseUpgrade: (url, _rawUrl, ip) => {
        if (url.pathname !== '/v5/public/spot') return { status: 404, body: 'Not Found' }
        if (rest.bannedUntil(ip) !== undefined) return rest.banned()
        if (connects.add(ip, 1) > limits.connectsPerWindow) return rest.banned()
        if ((openByIp.get(ip) ?? 0) >= maxConnectionsPerIp) return rest.banned()
        return undefined
      },
      opened: connection => {
        openByIp.set(connection.ip, (openByIp.get(connection.ip) ?? 0) + 1)
        targets.set(connection, createTarget(connection))
      },
      message: (connection, text) => {
        const target = targets.get(connection)
        if (target === undefined) return
        const { text: reply, error, begin } = answerBybitFrame(text, target)
        if (error !== undefined) countIn(counters.controlErrors, error.replace(/(,topic| :).*$/, ''))
        if (knobs.snapshotBeforeAck) begin?.()
        connection.reply(reply)
        if (!knobs.snapshotBeforeAck) begin?.()
      },
      closed: connection => {
        openByIp.set(connection.ip, (openByIp.get(connection.ip) ?? 1) - 1)
        unsubscribe(connection, [...connection.subscriptions])
        targets.delete(connection)
      },
    },
  }
}

export const twin: VenueTwin = {
  id: 'bybit',
  limits,
  knobs,
  list: (base, quote, usual) => ({
    native: base + quote,
    priceDecimals: Math.max(1, usual.priceDecimals),
    quantityDecimals: usual.quantityDecimals === 0 ? 0 : usual.quantityDecimals + 1,
  }),
  channels: { depth: ['orderbook.50', 'orderbook.200', 'orderbook.1000'], bbo: ['orderbook.1'] },
  create: context => run(context),
  replay: (lines, options) => {
    const replay = createBybitReplay(lines, options)
    return { markets: replay.replayed, names: replay.names, create: context => run(context, replay) }
  },
}
