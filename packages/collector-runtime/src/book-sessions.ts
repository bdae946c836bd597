import type { Delta, MarketDataEvent, Snapshot } from '@screener/contracts'
import type { Connection, MarketEvent } from './connection.ts'
import type { Feed, RestJoin, Session } from './feed.ts'
import { toBestBidAsk, toDelta, toRestSnapshot, toSnapshot } from './market-data.ts'
import { numberDelta, numberSnapshot, requireNumbers } from './session-count.ts'
import { SnapshotJoin, type JoinOutcome } from './snapshot-join.ts'
import type { SnapshotPriority } from './snapshot-queue.ts'
import { FrameError, type RestSnapshot, type Venue, type VenueDelta, type VenueSnapshot } from './venue.ts'

/** From the first event of a session to its takeover, for one feed at a time. */
export interface BookSessions {
  readonly start: (connection: Connection) => Session
  /** A new session under whatever flows on this connection, from REST; asks for its snapshot at once. */
  readonly startBeside: (feed: Feed, connection: Connection) => void
  /** As `startBeside`, but asks after a pause. */
  readonly startLater: (feed: Feed, connection: Connection, pauseMs: number) => void
  readonly onMarketEvent: (feed: Feed, connection: Connection, event: MarketEvent, receivedTimeUs: number) => void
  readonly onRestSnapshot: (feed: Feed, answer: RestSnapshot, levels: number) => void
  readonly onRestFailed: (feed: Feed) => void
  /** The venue acknowledged the subscription, so silence means an idle symbol. */
  readonly onSubscribed: (feed: Feed) => void
  readonly check: (feed: Feed, nowMs: number) => void
}

/** When books start from a REST snapshot; `never`: the channel itself begins with one, always. */
export type RestSeeding = NonNullable<Venue['snapshot']>['when'] | 'never'

export interface BookSessionsOptions {
  readonly seeding: RestSeeding
  readonly emit: (shard: number, event: MarketDataEvent) => void
  readonly nextSession: () => number
  readonly nowMs: () => number
  readonly nowUs: () => number
  readonly requestSnapshot: (native: string, priority: SnapshotPriority) => void
  /** Neither what is asked for nor what is under way is wanted any more. */
  readonly cancelSnapshot: (native: string) => void
}

const maxBufferedDeltas = 2000
/** An idle symbol sends nothing that could prove its snapshot: after this long it is taken as it is. */
const idleProofMs = 750
/** A channel that should begin with a snapshot and is silent so long after its acknowledgement will not. */
const notPushedMs = 5000
/**
 * After a named reset, before the next snapshot is asked for. A body made before the reset cannot be told by its number,
 * and REST is answered by other machines, and from caches, than the stream.
 */
const resetPauseMs = 1000
const pauseMs = 250
const maxPauseMs = 5000

export const createBookSessions = (options: BookSessionsOptions): BookSessions => {
  const { emit, nowMs } = options

  const start = (connection: Connection): Session => ({
    id: options.nextSession(),
    connection,
    startedAtMs: nowMs(),
    count: { last: 0 },
    subscribedAtMs: undefined,
    headlessSinceMs: undefined,
    rest: options.seeding === 'always' ? newRestJoin() : undefined,
  })
  const ask = (feed: Feed, rest: RestJoin): void => {
    rest.requested = true
    rest.askAtMs = undefined
    options.requestSnapshot(feed.native, feed.current === undefined ? 'lost' : 'refresh')
  }
  const askLater = (rest: RestJoin): void => {
    rest.requested = false
    rest.askAtMs = nowMs() + Math.min(maxPauseMs, pauseMs * 2 ** rest.failures++)
  }
  const startRest = (feed: Feed, connection: Connection): RestJoin => {
    const rest = newRestJoin()
    feed.next = { ...start(connection), rest }
    return rest
  }
  const promote = (feed: Feed, session: Session, snapshot: Snapshot, deltas: readonly Delta[]): void => {
    if (!feed.instrumentSent) {
      feed.instrumentSent = true
      emit(feed.shard, { instrument: feed.instrument })
    }
    emit(feed.shard, { snapshot })
    for (const delta of deltas) emit(feed.shard, { delta })
    feed.current = session
    if (feed.next === session) feed.next = undefined
    feed.subscribed = true
    feed.liveAtMs = nowMs()
  }
  const settle = (feed: Feed, session: Session, rest: RestJoin, outcome: JoinOutcome<Delta, Snapshot>): void => {
    switch (outcome.kind) {
      case 'joined':
        promote(feed, session, outcome.snapshot, outcome.deltas)
        break
      case 'buffered':
        if (!rest.requested && rest.askAtMs === undefined) ask(feed, rest)
        break
      case 'older':
        rest.held = undefined
        askLater(rest)
        break
      case 'restarted':
        options.cancelSnapshot(feed.native)
        rest.held = undefined
        rest.requested = false
        rest.restarted = true
        rest.askAtMs = nowMs() + resetPauseMs
        break
      case 'unproven': {
        const { held } = rest
        rest.heldAtMs = nowMs()
        // Not older than what this connection last said, so the next delta continues it.
        if (held !== undefined && held.sequence >= feed.seenSequence) promote(feed, session, held, [])
        break
      }
    }
  }

  /** It was acknowledged long ago, and neither a snapshot nor a delta came. */
  const isNotPushed = ({ subscribedAtMs }: Session, now: number): boolean =>
    options.seeding === 'not_pushed' && subscribedAtMs !== undefined && now - subscribedAtMs >= notPushedMs
  const passBest = (feed: Feed): void => {
    const best = feed.newestBest
    if (best === undefined) return
    feed.newestBest = undefined
    emit(feed.shard, { bestBidAsk: best })
  }
  const onDelta = (feed: Feed, connection: Connection, event: VenueDelta, receivedTimeUs: number): void => {
    const { current, next } = feed
    if (feed.connection === connection && event.sequence !== undefined) feed.seenSequence = event.sequence
    if (current?.connection === connection) {
      passBest(feed)
      const numbered = options.seeding === 'never' ? numberDelta(event, current.count) : requireNumbers(event)
      emit(feed.shard, { delta: toDelta(numbered, feed.symbol, current.id, receivedTimeUs) })
    }
    if (next?.connection !== connection) return
    // A snapshot should have come first and did not.
    if (options.seeding === 'not_pushed') next.rest ??= newRestJoin()
    if (next.rest === undefined) {
      next.headlessSinceMs ??= nowMs()
      return
    }
    const delta = toDelta(requireNumbers(event), feed.symbol, next.id, receivedTimeUs)
    settle(feed, next, next.rest, next.rest.join.add(delta))
  }
  const onSnapshot = (feed: Feed, connection: Connection, event: VenueSnapshot, receivedTimeUs: number): void => {
    const waits = feed.next?.connection === connection
    if (!waits && feed.current?.connection !== connection) return
    // A snapshot nobody waits for: the venue began again by itself (a service restart). Its numbers may start over, so the
    // session does too.
    const session = waits && feed.next !== undefined ? feed.next : start(connection)
    if (options.seeding !== 'never' && event.sequence === undefined)
      throw new FrameError('sequence expected of a snapshot', { symbol: event.symbol })
    const snapshot = toSnapshot(numberSnapshot(event, session.count), feed.symbol, session.id, receivedTimeUs)
    // It stands in the stream, so it is newer than whatever was asked for beside it.
    if (session === feed.next && session.rest !== undefined) options.cancelSnapshot(feed.native)
    promote(feed, session, snapshot, [])
  }

  return {
    start,
    startBeside(feed, connection) {
      ask(feed, startRest(feed, connection))
    },
    startLater(feed, connection, delayMs) {
      startRest(feed, connection).askAtMs = nowMs() + delayMs
    },
    onMarketEvent(feed, connection, event, receivedTimeUs) {
      if (event.kind === 'delta') onDelta(feed, connection, event, receivedTimeUs)
      else if (event.kind === 'snapshot') onSnapshot(feed, connection, event, receivedTimeUs)
      else if ((feed.current ?? feed.next)?.connection === connection) {
        // A witness is asked at each delta, when both tell of the same moment, and with each tick, should deltas stay away.
        feed.newestBest = toBestBidAsk(event, feed.symbol, receivedTimeUs)
      }
    },
    onRestSnapshot(feed, answer, levels) {
      // An answer for a session that ended serves the one that followed it as well: the numbers decide.
      const session = feed.next
      const rest = session?.rest
      if (session === undefined || rest === undefined) return
      const snapshot = toRestSnapshot(answer, levels, feed.native, feed.symbol, session.id, options.nowUs())
      if (rest.restarted && snapshot.sequence > feed.seenSequence) {
        // Made before the reset, or just ahead of the stream: only the next one can tell.
        askLater(rest)
        return
      }
      rest.requested = true
      rest.held = snapshot
      settle(feed, session, rest, rest.join.offer(snapshot))
    },
    onRestFailed(feed) {
      if (feed.next?.rest !== undefined) askLater(feed.next.rest)
    },
    onSubscribed(feed) {
      if (feed.next === undefined) return
      feed.next.subscribedAtMs = nowMs()
      if (feed.next.rest !== undefined) feed.next.rest.idleAtMs = nowMs() + idleProofMs
    },
    check(feed, now) {
      passBest(feed)
      const session = feed.next
      if (session === undefined) return
      if (session.rest === undefined && isNotPushed(session, now)) {
        session.rest = newRestJoin()
        ask(feed, session.rest)
      }
      const { rest } = session
      if (rest === undefined) return
      const idle = !rest.requested && rest.askAtMs === undefined && now >= rest.idleAtMs
      if (idle || (rest.askAtMs !== undefined && now >= rest.askAtMs)) ask(feed, rest)
      if (rest.held !== undefined && now - rest.heldAtMs >= idleProofMs) promote(feed, session, rest.held, [])
    },
  }
}

const newRestJoin = (): RestJoin => ({
  join: new SnapshotJoin(maxBufferedDeltas),
  requested: false,
  askAtMs: undefined,
  idleAtMs: Number.POSITIVE_INFINITY,
  held: undefined,
  heldAtMs: 0,
  failures: 0,
  restarted: false,
})
