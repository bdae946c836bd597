import type { TwinLimit } from '../venue-twin.ts'

type LimitName =
  | 'connectsPerSecond'
  | 'controlFramesPerHour'
  | 'argsBytes'
  | 'idleMs'
  | 'keepAliveMs'
  | 'booksPerWindow'
  | 'listsPerWindow'
  | 'timesPerWindow'

/** The venue's own, unless the operator says otherwise. */
export const limits: Readonly<Record<LimitName, TwinLimit>> = {
  connectsPerSecond: { default: 3, doc: 'New WebSockets per second and IP' },
  controlFramesPerHour: { default: 480, doc: 'Subscribe, unsubscribe and login requests per hour and connection' },
  argsBytes: { default: 65_536, doc: 'Bytes of all channel args of a connection together' },
  idleMs: { default: 30_000, doc: 'A connection to which nothing was sent for so long is closed (4004)' },
  keepAliveMs: { default: 60_000, doc: 'A channel without change for so long says that it lives' },
  booksPerWindow: { default: 40, doc: 'REST books per 2 seconds and IP' },
  listsPerWindow: { default: 20, doc: 'REST instrument lists, and as many ticker lists, per 2 seconds and IP' },
  timesPerWindow: { default: 10, doc: 'REST times per 2 seconds and IP' },
}

export type OkxLimits = Readonly<Record<LimitName, number>>

export type OkxKnobs = Readonly<{
  /** `books` begins with an update, as was announced for 2026 and not seen. */
  noInitialSnapshot: boolean
  /** REST books are this much behind the stream. */
  snapshotLagMs: number
  /** Every second REST book comes from another server, half a second behind the first. */
  snapshotsGoBack: boolean
  /** Real checksums, as until June 2026, in the place of 0. */
  checksums: boolean
}>

export const knobs: OkxKnobs = { noInitialSnapshot: false, snapshotLagMs: 0, snapshotsGoBack: false, checksums: false }
