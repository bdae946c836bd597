import type { Delta, MarketDataEvent, Snapshot } from '@screener/contracts'
import type { CloseReason, Connection, MarketEvent } from './connection.ts'
import type { Feed, RestJoin, Session } from './feed.ts'
import { toBestBidAsk, toDelta, toRestSnapshot, toSnapshot } from './market-data.ts'
import { SnapshotJoin, type JoinOutcome } from './snapshot-join.ts'
import type { SnapshotPriority } from './snapshot-queue.ts'
import type { RestSnapshot, VenueDelta, VenueSnapshot } from './venue.ts'

/** The life of every followed book: which connection speaks for it, when a new session takes over, what is lost. */
export interface BookFeeds {
  readonly feeds: ReadonlyMap<string, Feed>
  readonly add: (feed: Feed) => void
  /** Forgets it; says so downstream when a reason is given and the book was believed. */
  readonly remove: (native: string, reason?: LossReason) => void
  /** A connection is open and about to subscribe these. */
  readonly begin: (connection: Connection, natives: Iterable<string>) => void
  readonly onMarketEvent: (connection: Connection, event: MarketEvent, receivedTimeUs: number) => void
  readonly onSubscribed: (connection: Connection, natives: readonly string[]) => void
  readonly onUnsubscribed: (connection: Connection, natives: readonly string[]) => void
  readonly onConnectionLost: (connection: Connection, reason: CloseReason) => void
  /** The replacement of this connection failed: books that had already left for it come back. */
  readonly onReturn: (connection: Connection, natives: Iterable<string>) => void
  /** A frame about this symbol could not be read: what rests on that connection is in doubt. */
  readonly onBadFrame: (connection: Connection, native: string) => void
  readonly onRestSnapshot: (native: string, answer: RestSnapshot, levels: number) => void
  readonly onRestFailed: (native: string) => void
  /** Doubt first: says so downstream at once, then repairs (at once, or later when it keeps happening). */
  readonly lose: (feeds: readonly Feed[], reason: LossReason) => void
  /** A new session under the flowing one, which goes on until the new snapshot is there. REST venues only. */
  readonly refresh: (feed: Feed) => void
  /** No book's downstream session rests on this connection any more. */
  readonly hasMovedFrom: (connection: Connection) => boolean
  readonly tick: (nowMs: number) => void
}

export type LossReason = 'disconnected' | 'stalled' | 'bad_frame' | 'resync' | 'unsubscribed' | 'shutdown'

export interface BookFeedsOptions {
  /** Books start from a REST snapshot; otherwise the channel itself begins with one. */
  readonly usesRest: boolean
  readonly emit: (shard: number, event: MarketDataEvent) => void
  readonly nextSession: () => number
  readonly nowMs: () => number
  readonly nowUs: () => number
  readonly requestSnapshot: (native: string, priority: SnapshotPriority) => void
  readonly cancelSnapshot: (native: string) => void
  readonly onResync: (reason: LossReason) => void
}

const maxBufferedDeltas = 2000
/** An idle symbol sends nothing that could prove its snapshot: after this long it is taken as it is. */
const idleProofMs = 750
const olderPauseMs = 250
const maxOlderPauseMs = 5000
const steadyMs = 10_000
/** A channel that begins with a snapshot must have sent it by then. */
const firstSnapshotMs = 10_000

export const createBookFeeds = (options: BookFeedsOptions): BookFeeds => {
  const { emit, nowMs } = options
  const feeds = new Map<string, Feed>()

  const startSession = (connection: Connection): Session => ({
    id: options.nextSession(),
    connection,
    startedAtMs: nowMs(),
    rest: options.usesRest ? newRestJoin() : undefined,
  })
  const ask = (feed: Feed, rest: RestJoin): void => {
    rest.requested = true
    rest.askAtMs = undefined
    options.requestSnapshot(feed.native, feed.current === undefined ? 'lost' : 'refresh')
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
        rest.requested = false
        rest.held = undefined
        rest.askAtMs = nowMs() + Math.min(maxOlderPauseMs, olderPauseMs * 2 ** rest.tooOld++)
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

  const onDelta = (feed: Feed, connection: Connection, event: VenueDelta, receivedTimeUs: number): void => {
    const { current, next } = feed
    if (feed.connection === connection) feed.seenSequence = event.sequence
    if (current?.connection === connection) {
      emit(feed.shard, { delta: toDelta(event, feed.symbol, current.id, receivedTimeUs) })
    }
    if (next?.rest !== undefined && next.connection === connection) {
      settle(feed, next, next.rest, next.rest.join.add(toDelta(event, feed.symbol, next.id, receivedTimeUs)))
    }
  }
  const onSnapshot = (feed: Feed, connection: Connection, event: VenueSnapshot, receivedTimeUs: number): void => {
    if (feed.next?.connection === connection) {
      promote(feed, feed.next, toSnapshot(event, feed.symbol, feed.next.id, receivedTimeUs), [])
    } else if (feed.current?.connection === connection) {
      // The venue began again by itself (a service restart): its numbers may start over, so the session does too.
      const session = startSession(connection)
      promote(feed, session, toSnapshot(event, feed.symbol, session.id, receivedTimeUs), [])
    }
  }

  const repair = (due: readonly Feed[]): void => {
    const byConnection = new Map<Connection, string[]>()
    for (const feed of due) {
      feed.repairAtMs = undefined
      const { connection } = feed
      if (connection?.isOpen !== true || feed.next !== undefined || feed.resubscribing) continue
      if (options.usesRest) {
        feed.next = startSession(connection)
        if (feed.next.rest !== undefined) ask(feed, feed.next.rest)
        continue
      }
      feed.resubscribing = true
      feed.subscribed = false
      const natives = byConnection.get(connection)
      if (natives === undefined) byConnection.set(connection, [feed.native])
      else natives.push(feed.native)
    }
    for (const [connection, natives] of byConnection) connection.unsubscribe(natives)
  }

  /** Tells downstream, one message a shard; only of books it still believes in. */
  const announceLoss = (lost: readonly Feed[], reason: LossReason): void => {
    const byShard = new Map<number, string[]>()
    for (const feed of lost) {
      if (feed.current === undefined) continue
      feed.current = undefined
      const symbols = byShard.get(feed.shard)
      if (symbols === undefined) byShard.set(feed.shard, [feed.symbol])
      else symbols.push(feed.symbol)
    }
    const atUs = options.nowUs()
    for (const [shard, symbols] of byShard) emit(shard, { bookLost: { symbols, reason, atUs } })
  }

  const losing = (lost: readonly Feed[], reason: LossReason): void => {
    announceLoss(lost, reason)
    const now = nowMs()
    for (const feed of lost) {
      options.onResync(reason)
      if (feed.next !== undefined || feed.resubscribing || feed.repairAtMs !== undefined) continue
      if (now - feed.liveAtMs > steadyMs) feed.repairs.reset()
      feed.liveAtMs = Number.POSITIVE_INFINITY
      const delayMs = feed.repairs.nextDelayMs()
      feed.repairAtMs = feed.repairs.failures === 1 ? now : now + delayMs
    }
    repair(lost.filter(feed => feed.repairAtMs === now))
  }

  const checkJoin = (feed: Feed, session: Session, rest: RestJoin, now: number): void => {
    const idle = !rest.requested && rest.askAtMs === undefined && now >= rest.idleAtMs
    if (idle || (rest.askAtMs !== undefined && now >= rest.askAtMs)) ask(feed, rest)
    if (rest.held !== undefined && now - rest.heldAtMs >= idleProofMs) promote(feed, session, rest.held, [])
  }

  return {
    feeds,
    add: feed => void feeds.set(feed.native, feed),
    remove(native, reason) {
      const feed = feeds.get(native)
      if (feed !== undefined && reason !== undefined) announceLoss([feed], reason)
      feeds.delete(native)
      options.cancelSnapshot(native)
    },
    begin(connection, natives) {
      for (const native of natives) {
        const feed = feeds.get(native)
        if (feed === undefined) continue
        feed.connection = connection
        feed.seenSequence = Number.POSITIVE_INFINITY
        // While the old connection still carries it, it is subscribed.
        feed.subscribed = feed.current !== undefined
        feed.resubscribing = false
        feed.repairAtMs = undefined
        feed.next = startSession(connection)
      }
    },
    onMarketEvent(connection, event, receivedTimeUs) {
      const feed = feeds.get(event.symbol)
      if (feed === undefined) return
      if (event.kind === 'delta') onDelta(feed, connection, event, receivedTimeUs)
      else if (event.kind === 'snapshot') onSnapshot(feed, connection, event, receivedTimeUs)
      else if ((feed.current ?? feed.next)?.connection === connection) {
        emit(feed.shard, { bestBidAsk: toBestBidAsk(event, feed.symbol, receivedTimeUs) })
      }
    },
    onSubscribed(connection, natives) {
      for (const native of natives) {
        const feed = feeds.get(native)
        if (feed?.connection !== connection) continue
        feed.subscribed = true
        const rest = feed.next?.rest
        // A symbol without trades sends no first delta to ask on: give it a moment, then ask anyway.
        if (rest !== undefined) rest.idleAtMs = nowMs() + idleProofMs
      }
    },
    onUnsubscribed(connection, natives) {
      const again: string[] = []
      for (const native of natives) {
        const feed = feeds.get(native)
        if (feed?.connection !== connection || !feed.resubscribing) continue
        feed.resubscribing = false
        feed.next = startSession(connection)
        again.push(native)
      }
      connection.subscribe(again)
    },
    onConnectionLost(connection, reason) {
      const lost: Feed[] = []
      for (const feed of feeds.values()) {
        if (feed.current?.connection === connection) lost.push(feed)
        if (feed.next?.connection === connection) feed.next = undefined
        if (feed.connection !== connection) continue
        // A failed replacement: the connection that carries the book is still there.
        const other = feed.current?.connection
        feed.connection = other === connection ? undefined : other
        feed.seenSequence = Number.POSITIVE_INFINITY
        feed.subscribed = feed.connection !== undefined
        feed.resubscribing = false
      }
      announceLoss(lost, reason === 'data_silent' || reason === 'transport_silent' ? 'stalled' : 'disconnected')
    },
    onReturn(connection, natives) {
      const stranded: Feed[] = []
      for (const native of natives) {
        const feed = feeds.get(native)
        if (feed === undefined || feed.connection !== undefined) continue
        feed.connection = connection
        feed.subscribed = true
        stranded.push(feed)
      }
      repair(stranded)
    },
    onBadFrame(connection, native) {
      const feed = feeds.get(native)
      if (feed === undefined) return
      if (feed.next?.connection === connection) {
        if (feed.next.rest === undefined) feed.next = undefined
        else {
          feed.next = startSession(connection)
          if (feed.next.rest !== undefined) feed.next.rest.askAtMs = nowMs() + feed.repairs.nextDelayMs()
        }
      }
      const rests = feed.current?.connection === connection || (feed.next === undefined && feed.current === undefined)
      if (rests) losing([feed], 'bad_frame')
    },
    onRestSnapshot(native, answer, levels) {
      const feed = feeds.get(native)
      const session = feed?.next
      const rest = session?.rest
      // An answer for a session that ended serves the one that followed it as well: the numbers decide.
      if (feed === undefined || session === undefined || rest === undefined) return
      const snapshot = toRestSnapshot(answer, levels, native, feed.symbol, session.id, options.nowUs())
      rest.requested = true
      rest.held = snapshot
      settle(feed, session, rest, rest.join.offer(snapshot))
    },
    onRestFailed(native) {
      const rest = feeds.get(native)?.next?.rest
      if (rest === undefined) return
      rest.requested = false
      rest.askAtMs = nowMs() + Math.min(maxOlderPauseMs, olderPauseMs * 2 ** rest.tooOld++)
    },
    lose: losing,
    refresh(feed) {
      if (feed.next !== undefined || feed.current === undefined || feed.connection?.isOpen !== true) return
      feed.next = startSession(feed.connection)
      if (feed.next.rest !== undefined) ask(feed, feed.next.rest)
    },
    hasMovedFrom(connection) {
      for (const feed of feeds.values()) if (feed.current?.connection === connection) return false
      return true
    },
    tick(now) {
      const due: Feed[] = []
      for (const feed of feeds.values()) {
        const { next } = feed
        if (feed.repairAtMs !== undefined && now >= feed.repairAtMs) due.push(feed)
        if (next?.rest !== undefined) checkJoin(feed, next, next.rest, now)
        else if (next !== undefined && feed.subscribed && now - next.startedAtMs > firstSnapshotMs) {
          feed.next = undefined
          losing([feed], 'resync')
        }
      }
      if (due.length > 0) repair(due)
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
  tooOld: 0,
})
