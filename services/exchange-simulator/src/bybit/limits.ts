import type { TwinLimit } from '../venue-twin.ts'

/** The venue's own, unless the operator says otherwise. */
export const limits = {
  requestsPerWindow: { default: 600, doc: 'REST requests per 5 seconds and IP' },
  connectsPerWindow: { default: 500, doc: 'New WebSockets per 5 minutes and IP' },
  banMs: { default: 600_000, doc: 'Ban (HTTP 403)' },
} satisfies Record<string, TwinLimit>

export type BybitLimits = Readonly<Record<keyof typeof limits, number>>

export const knobs = {
  /** REST books are this many update ids behind the stream. */
  snapshotLagIds: 0,
  /** The first snapshot comes before the acknowledgement. */
  snapshotBeforeAck: false,
  /** Deltas also delete a price that was never there. */
  phantomDeletes: false,
}

export type BybitKnobs = Readonly<typeof knobs>
