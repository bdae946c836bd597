import { createBookLosses, type BookLossesOptions, type LossReason } from './book-losses.ts'
import { createBookSessions, type BookSessionsOptions } from './book-sessions.ts'
import type { CloseReason, Connection, MarketEvent } from './connection.ts'
import type { Feed, Session } from './feed.ts'
import type { RestSnapshot } from './venue.ts'

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
  /** A new session under the flowing one, which goes on until the new snapshot is there. Only where there is REST. */
  readonly refresh: (feed: Feed) => void
  /** No book's downstream session rests on this connection any more. */
  readonly hasMovedFrom: (connection: Connection) => boolean
  readonly tick: (nowMs: number) => void
}

export type BookFeedsOptions = BookSessionsOptions & BookLossesOptions

/** A channel that begins with a snapshot sends it with the acknowledgement; so long after that it is lost. */
const firstSnapshotMs = 4_000
/** Changes without it say so sooner: the channel lives. */
const headlessMs = 1_000

const isLost = ({ subscribedAtMs = Infinity, headlessSinceMs = Infinity }: Session, now: number): boolean =>
  now - subscribedAtMs > firstSnapshotMs || now - headlessSinceMs > headlessMs

export const createBookFeeds = (options: BookFeedsOptions): BookFeeds => {
  const feeds = new Map<string, Feed>()
  const sessions = createBookSessions(options)
  const { announce, lose, repair } = createBookLosses(options, sessions)

  const begin = (connection: Connection, natives: Iterable<string>): void => {
    for (const native of natives) {
      const feed = feeds.get(native)
      if (feed === undefined) continue
      feed.connection = connection
      feed.seenSequence = Number.POSITIVE_INFINITY
      // While the old connection still carries it, it is subscribed.
      feed.subscribed = feed.current !== undefined
      feed.resubscribing = false
      feed.repairAtMs = undefined
      feed.next = sessions.start(connection)
    }
  }

  return {
    feeds,
    add: feed => void feeds.set(feed.native, feed),
    remove(native, reason) {
      const feed = feeds.get(native)
      if (feed !== undefined && reason !== undefined) announce([feed], reason)
      feeds.delete(native)
      options.cancelSnapshot(native)
    },
    begin,
    onMarketEvent(connection, event, receivedTimeUs) {
      const feed = feeds.get(event.symbol)
      if (feed !== undefined) sessions.onMarketEvent(feed, connection, event, receivedTimeUs)
    },
    onSubscribed(connection, natives) {
      for (const native of natives) {
        const feed = feeds.get(native)
        if (feed?.connection !== connection) continue
        feed.subscribed = true
        sessions.onSubscribed(feed)
      }
    },
    onUnsubscribed(connection, natives) {
      const again: string[] = []
      for (const native of natives) {
        const feed = feeds.get(native)
        if (feed?.connection !== connection || !feed.resubscribing) continue
        feed.resubscribing = false
        feed.next = sessions.start(connection)
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
      announce(lost, reason === 'data_silent' || reason === 'transport_silent' ? 'stalled' : 'disconnected')
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
      if (options.seeding === 'always') {
        // Repair asks REST alone, and this connection may never have been asked for those that are wanted since.
        const its = stranded.map(({ native }) => native)
        begin(connection, its)
        connection.subscribe(its)
      } else repair(stranded)
    },
    onBadFrame(connection, native) {
      const feed = feeds.get(native)
      if (feed === undefined) return
      if (feed.next?.connection === connection) {
        if (feed.next.rest === undefined) feed.next = undefined
        else sessions.startLater(feed, connection, feed.repairs.nextDelayMs())
      }
      const rests = feed.current?.connection === connection || (feed.next === undefined && feed.current === undefined)
      if (rests) lose([feed], 'bad_frame')
    },
    onRestSnapshot(native, answer, levels) {
      const feed = feeds.get(native)
      if (feed !== undefined) sessions.onRestSnapshot(feed, answer, levels)
    },
    onRestFailed(native) {
      const feed = feeds.get(native)
      if (feed !== undefined) sessions.onRestFailed(feed)
    },
    lose,
    refresh(feed) {
      if (feed.next !== undefined || feed.current === undefined || feed.connection?.isOpen !== true) return
      sessions.startBeside(feed, feed.connection)
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
        sessions.check(feed, now)
        if (options.seeding === 'never' && next !== undefined && isLost(next, now)) {
          feed.next = undefined
          // The old connection may still carry it: then only the new subscription is made again.
          if (feed.current === undefined) lose([feed], 'resync')
          else repair([feed])
        }
      }
      if (due.length > 0) repair(due)
    },
  }
}
