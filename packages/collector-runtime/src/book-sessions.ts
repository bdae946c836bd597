import type { Delta, MarketDataEvent, Snapshot } from '@screener/contracts'
import type { Connection, MarketEvent } from './connection.ts'
import type { Feed, RestJoin, Session } from './feed.ts'
import { toBestBidAsk, toDelta, toRestSnapshot, toSnapshot } from './market-data.ts'
import { numberDelta, numberSnapshot, requireNumbers } from './session-count.ts'
import { SnapshotJoin, type JoinOutcome } from './snapshot-join.ts'
import type { SnapshotPriority } from './snapshot-queue.ts'
import type { RestSnapshot, VenueDelta, VenueSnapshot } from './venue.ts'

/** From the first event of a session to its takeover, for one feed at a time. */
export interface BookSessions {
  readonly start: (connection: Connection) => Session
  /** A new session under whatever flows on this connection; asks for its snapshot at once. REST venues only. */
  readonly startBeside: (feed: Feed, connection: Connection) => void
  readonly onMarketEvent: (feed: Feed, connection: Connection, event: MarketEvent, receivedTimeUs: number) => void
  readonly onRestSnapshot: (feed: Feed, answer: RestSnapshot, levels: number) => void
  readonly onRestFailed: (feed: Feed) => void
  /** The venue acknowledged the subscription, so silence means an idle symbol. */
  readonly onSubscribed: (feed: Feed) => void
  readonly check: (feed: Feed, nowMs: number) => void
}

export interface BookSessionsOptions {
  /** Books start from a REST snapshot; otherwise the channel itself begins with one. */
  readonly usesRest: boolean
  readonly emit: (shard: number, event: MarketDataEvent) => void
  readonly nextSession: () => number
  readonly nowMs: () => number
  readonly nowUs: () => number
  readonly requestSnapshot: (native: string, priority: SnapshotPriority) => void
}

const maxBufferedDeltas = 2000
/** An idle symbol sends nothing that could prove its snapshot: after this long it is taken as it is. */
const idleProofMs = 750
const pauseMs = 250
const maxPauseMs = 5000

export const createBookSessions = (options: BookSessionsOptions): BookSessions => {
  const { emit, nowMs } = options

  const start = (connection: Connection): Session => ({
    id: options.nextSession(),
    connection,
    startedAtMs: nowMs(),
    count: { last: 0 },
    rest: options.usesRest ? newRestJoin() : undefined,
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
      case 'unproven': {
        const { held } = rest
        rest.heldAtMs = nowMs()
        // Not older than what this connection last said, so the next delta continues it.
        if (held !== undefined && held.sequence >= feed.seenSequence) promote(feed, session, held, [])
        break
      }
    }
  }

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
      emit(feed.shard, { delta: toDelta(numberDelta(event, current.count), feed.symbol, current.id, receivedTimeUs) })
    }
    if (next?.rest !== undefined && next.connection === connection) {
      const delta = toDelta(requireNumbers(event), feed.symbol, next.id, receivedTimeUs)
      settle(feed, next, next.rest, next.rest.join.add(delta))
    }
  }
  const onSnapshot = (feed: Feed, connection: Connection, event: VenueSnapshot, receivedTimeUs: number): void => {
    const waits = feed.next?.connection === connection
    if (!waits && feed.current?.connection !== connection) return
    // A snapshot nobody waits for: the venue began again by itself (a service restart). Its numbers may start over, so the
    // session does too.
    const session = waits && feed.next !== undefined ? feed.next : start(connection)
    const snapshot = toSnapshot(numberSnapshot(event, session.count), feed.symbol, session.id, receivedTimeUs)
    promote(feed, session, snapshot, [])
  }

  return {
    start,
    startBeside(feed, connection) {
      feed.next = start(connection)
      if (feed.next.rest !== undefined) ask(feed, feed.next.rest)
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
      rest.requested = true
      rest.held = snapshot
      settle(feed, session, rest, rest.join.offer(snapshot))
    },
    onRestFailed(feed) {
      if (feed.next?.rest !== undefined) askLater(feed.next.rest)
    },
    onSubscribed(feed) {
      if (feed.next?.rest !== undefined) feed.next.rest.idleAtMs = nowMs() + idleProofMs
    },
    check(feed, now) {
      passBest(feed)
      const session = feed.next
      const rest = session?.rest
      if (session === undefined || rest === undefined) return
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
})
