import type { TwinLimit } from '../venue-twin.ts'

type LimitName = 'requestsPerWindow' | 'openPerIp' | 'idleMs'

/** The venue's own, unless the operator says otherwise. */
export const limits: Readonly<Record<LimitName, TwinLimit>> = {
  requestsPerWindow: { default: 200, doc: 'REST requests per 10 seconds and IP, for each endpoint' },
  openPerIp: { default: 300, doc: 'WebSockets open at a time per IP' },
  idleMs: { default: 30_500, doc: 'A WebSocket without subscription and without any frame ends so soon' },
}

export type GateLimits = Readonly<Record<LimitName, number>>

export type GateKnobs = Readonly<{
  /** REST books of at most 100 levels are so old … */
  bookAgeMs: number
  /** … and deeper ones so old. */
  deepBookAgeMs: number
  /** The first book comes before the acknowledgement. */
  snapshotBeforeAck: boolean
  /** `spot.obu` streams of unknown pairs are acknowledged and stay silent. */
  unknownStreamsAcknowledged: boolean
  /** Every so many frames of a stream a full book comes in the place of a delta. 0: never. */
  fullEveryFrames: number
  /** `spot.order_book_update` begins with 0: what changes next, 1: the whole book as if it had changed, 2: a full book. */
  updatesOpenWith: number
  /** The notice of an upgrade comes in an envelope, under `result`, and not bare. */
  upgradeInEnvelope: boolean
}>

export const knobs: GateKnobs = {
  bookAgeMs: 200,
  deepBookAgeMs: 10_000,
  snapshotBeforeAck: false,
  unknownStreamsAcknowledged: false,
  fullEveryFrames: 0,
  updatesOpenWith: 0,
  upgradeInEnvelope: false,
}
