import type { TwinLimit } from '../venue-twin.ts'

type LimitName =
  | 'connectionLifetimeMs'
  | 'shutdownNoticeMs'
  | 'pingIntervalMs'
  | 'pongTimeoutMs'
  | 'framesPerSecond'
  | 'weightPerMinute'
  | 'connectsPerWindow'
  | 'banMs'

/** The venue's own, unless the operator says otherwise. Times in milliseconds. */
export const limits: Readonly<Record<LimitName, TwinLimit>> = {
  connectionLifetimeMs: { default: 24 * 3600_000, doc: 'A WebSocket ends at this age' },
  shutdownNoticeMs: { default: 10_000, doc: 'serverShutdown comes so long before that' },
  pingIntervalMs: { default: 20_000, doc: 'The venue pings so often' },
  pongTimeoutMs: { default: 60_000, doc: 'The venue waits so long for the pong' },
  framesPerSecond: { default: 5, doc: 'Client frames per second and connection' },
  weightPerMinute: { default: 6_000, doc: 'REST weight per minute and IP' },
  connectsPerWindow: { default: 300, doc: 'New WebSockets per 5 minutes and IP' },
  banMs: { default: 120_000, doc: 'First ban (HTTP 418); later ones are longer' },
}

export type BinanceLimits = Readonly<Record<LimitName, number>>

export type BinanceKnobs = Readonly<{
  /** REST books are this much behind the stream. */
  snapshotLagMs: number
  /** … and this many update ids. */
  snapshotLagIds: number
}>

export const knobs: BinanceKnobs = { snapshotLagMs: 0, snapshotLagIds: 0 }
