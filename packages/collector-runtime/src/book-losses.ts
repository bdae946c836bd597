import type { MarketDataEvent } from '@screener/contracts'
import type { BookSessions, RestSeeding } from './book-sessions.ts'
import type { Connection } from './connection.ts'
import type { Feed } from './feed.ts'

export type LossReason = 'disconnected' | 'stalled' | 'bad_frame' | 'resync' | 'unsubscribed' | 'shutdown'

/** Doubt and repair: downstream hears of a loss before anything is done about it. */
export interface BookLosses {
  /** In band, one message a shard; only of books downstream still believes in. */
  readonly announce: (lost: readonly Feed[], reason: LossReason) => void
  /** Announces, then repairs: at once the first time, later when it keeps happening. */
  readonly lose: (lost: readonly Feed[], reason: LossReason) => void
  /** Starts new sessions for books that have none. */
  readonly repair: (due: readonly Feed[]) => void
}

export interface BookLossesOptions {
  readonly seeding: RestSeeding
  readonly emit: (shard: number, event: MarketDataEvent) => void
  readonly nowMs: () => number
  readonly nowUs: () => number
  readonly onResync: (reason: LossReason) => void
}

/** A book that was live so long starts with a clean record of repairs. */
const steadyMs = 3_000

export const createBookLosses = (options: BookLossesOptions, sessions: BookSessions): BookLosses => {
  const { emit, nowMs } = options

  const announce = (lost: readonly Feed[], reason: LossReason): void => {
    const byShard = new Map<number, string[]>()
    for (const feed of lost) {
      if (feed.current === undefined) continue
      feed.current = undefined
      file(byShard, feed.shard, feed.symbol)
    }
    const atUs = options.nowUs()
    for (const [shard, symbols] of byShard) emit(shard, { bookLost: { symbols, reason, atUs } })
  }

  const repair = (due: readonly Feed[]): void => {
    const byConnection = new Map<Connection, string[]>()
    for (const feed of due) {
      feed.repairAtMs = undefined
      const { connection } = feed
      if (connection?.isOpen !== true || feed.next !== undefined || feed.resubscribing) continue
      if (options.seeding === 'always') {
        sessions.startBeside(feed, connection)
        continue
      }
      feed.resubscribing = true
      feed.subscribed = false
      file(byConnection, connection, feed.native)
    }
    for (const [connection, natives] of byConnection) connection.unsubscribe(natives)
  }

  const lose = (lost: readonly Feed[], reason: LossReason): void => {
    announce(lost, reason)
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

  return { announce, lose, repair }
}

const file = <Key>(lists: Map<Key, string[]>, key: Key, item: string): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}
