import type { BestBidAsk, Delta, Instrument, Snapshot } from '@screener/contracts'
import type { Backoff } from './backoff.ts'
import type { Connection } from './connection.ts'
import type { SessionCount } from './session-count.ts'
import type { SnapshotJoin } from './snapshot-join.ts'

/** One unbroken run of a symbol's book: from one snapshot on, over one connection. */
export interface Session {
  readonly id: number
  readonly connection: Connection
  readonly startedAtMs: number
  /** Numbers its messages where the venue does not. */
  readonly count: SessionCount
  /** Since the venue acknowledged the subscription it waits for; monotonic. */
  subscribedAtMs: number | undefined
  /** Since when changes come though the snapshot they follow did not; monotonic. */
  headlessSinceMs: number | undefined
  /** Only where the book starts from a REST snapshot; it may turn out late that it must. */
  rest: RestJoin | undefined
}

export interface RestJoin {
  readonly join: SnapshotJoin<Delta, Snapshot>
  /** A snapshot is asked for and not there yet. */
  requested: boolean
  /** A pause after a failure: ask again at this monotonic time, not before. */
  askAtMs: number | undefined
  /** Ask at this monotonic time though no delta came. */
  idleAtMs: number
  /** A snapshot that no delta has proven yet, and since when it is held. */
  held: Snapshot | undefined
  heldAtMs: number
  failures: number
  /** The venue set its numbers back during the join. */
  restarted: boolean
}

/** One symbol of a held shard. */
export interface Feed {
  readonly symbol: string
  readonly native: string
  readonly shard: number
  instrument: Instrument
  instrumentSent: boolean
  /** The newest connection that subscribes it. */
  connection: Connection | undefined
  /** Of the newest delta on `connection`; infinity before the first. */
  seenSequence: number
  /** Its events go downstream. Undefined: the book is lost, and downstream knows. */
  current: Session | undefined
  /** The venue's own best bid and ask, not passed on yet. */
  newestBest: BestBidAsk | undefined
  /** Waits for its snapshot; takes over from `current`, which flows on until then. */
  next: Session | undefined
  /** The venue acknowledged the subscription on `connection`. */
  subscribed: boolean
  /** Unsubscribed on purpose; subscribed again when the venue has acknowledged that. */
  resubscribing: boolean
  /** The lost book is repaired at this monotonic time. */
  repairAtMs: number | undefined
  readonly repairs: Backoff
  /** Since when `current` flows; infinity once its loss was counted. */
  liveAtMs: number
}

export const createFeed = (
  identity: Pick<Feed, 'symbol' | 'native' | 'shard' | 'instrument'>,
  repairs: Backoff,
): Feed => ({
  ...identity,
  instrumentSent: false,
  connection: undefined,
  seenSequence: Number.POSITIVE_INFINITY,
  current: undefined,
  newestBest: undefined,
  next: undefined,
  subscribed: false,
  resubscribing: false,
  repairAtMs: undefined,
  repairs,
  liveAtMs: Number.POSITIVE_INFINITY,
})
