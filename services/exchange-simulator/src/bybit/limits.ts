import type { TwinLimit } from '../venue-twin.ts'

type LimitName = 'requestsPerWindow' | 'connectsPerWindow' | 'banMs'

/** The venue's own, unless the operator says otherwise. */
export const limits: Readonly<Record<LimitName, TwinLimit>> = {
  requestsPerWindow: { default: 600, doc: 'REST requests per 5 seconds and IP' },
  connectsPerWindow: { default: 500, doc: 'New WebSockets per 5 minutes and IP' },
  banMs: { default: 600_000, doc: 'Ban (HTTP 403)' },
}

export type BybitLimits = Readonly<Record<LimitName, number>>

export type BybitKnobs = Readonly<{
  /** REST books are this many update ids behind the stream. */
  snapshotLagIds: number
  /** The first snapshot comes before the acknowledgement. */
  snapshotBeforeAck: boolean
  /** Deltas also delete a price that was never there. */
  phantomDeletes: boolean
}>

export const knobs: BybitKnobs = { snapshotLagIds: 0, snapshotBeforeAck: false, phantomDeletes: false }
