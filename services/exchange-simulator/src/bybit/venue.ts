import { randomUUID } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { countIn } from '../counters.ts'
import type { FaultBoard } from '../faults.ts'
import { createWindowCounter } from '../limits.ts'
import type { VenueMarket } from '../market/market.ts'
import type { Knobs, SimulatorSettings } from '../settings.ts'
import type { VenueProtocol } from '../venue-server.ts'
import { answerBybitFrame, type BybitTarget } from './control-frames.ts'
import { createBybitRest } from './rest.ts'
import { createBybitStreams, type BybitStreams } from './streams.ts'

const connectWindowMs = 300_000
const maxConnectionsPerIp = 1000

export interface BybitVenue {
  readonly protocol: VenueProtocol
  readonly streams: BybitStreams
}

export const createBybitVenue = (
  markets: readonly VenueMarket[],
  settings: SimulatorSettings,
  knobs: Knobs,
  faults: FaultBoard,
  onSubscribe?: () => void,
): BybitVenue => {
  const { counters } = faults
  const streams = createBybitStreams(markets, knobs, faults)
  const rest = createBybitRest(streams, settings, knobs, counters)
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
    isSymbol: native => streams.markets.has(native),
    subscribe: topics => {
      onSubscribe?.()
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
    streams,
    protocol: {
      venue: 'bybit',
      faults,
      answer: (url, ip, method) => rest.answer(url, ip, method),
      banned: () => rest.banned(),
      refuseUpgrade: (url, _rawUrl, ip) => {
        if (url.pathname !== '/v5/public/spot') return { status: 404, body: 'Not Found' }
        if (rest.bannedUntil(ip) !== undefined) return rest.banned()
        if (connects.add(ip, 1) > settings.bybitConnectsPerWindow) return rest.banned()
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
