import type { CollectorCommand, MarketDataEvent } from '@screener/contracts'
import type { BookFeeds } from './book-feeds.ts'
import type { RestSeeding } from './book-sessions.ts'
import type { Feed } from './feed.ts'

export interface CommandTarget {
  readonly feeds: BookFeeds
  readonly seeding: RestSeeding
  readonly holds: (shard: number) => boolean
  readonly feedOf: (symbol: string) => Feed | undefined
  readonly isWanted: (symbol: string) => boolean
  readonly rejected: (shard: number) => readonly { readonly symbol: string; readonly reason: string }[]
  readonly emit: (shard: number, event: MarketDataEvent) => void
  readonly nowMs: () => number
  readonly nowUs: () => number
}

/**
 * A reader that names a session older than ours has normally not read our newer snapshot yet. When that snapshot left
 * longer ago than this, it must have been lost on the way.
 */
const snapshotTravelMs = 2000

/** Obeys one command of `ctl:<venue>`, for shards held here. */
export const obey = (target: CommandTarget, command: CollectorCommand): void => {
  const { resyncBook, resyncShard } = command
  if (resyncBook && target.holds(resyncBook.shard)) {
    const feed = target.feedOf(resyncBook.symbol)
    if (feed !== undefined) obeyResyncBook(target, feed, resyncBook.session, resyncBook.reason)
    else if (!target.isWanted(resyncBook.symbol)) sayReleased(target, resyncBook.shard, resyncBook.symbol)
  } else if (resyncShard && target.holds(resyncShard.shard)) {
    obeyResyncShard(target, resyncShard.shard)
  }
}

const obeyResyncBook = (target: CommandTarget, feed: Feed, session: number, reason: string): void => {
  const { current } = feed
  // Not lost, only shallow: the flowing session goes on until the deeper snapshot is joined. A channel of fixed depth
  // has no deeper one. Who names an older session has not read yet that it is there.
  if (reason === 'near_edge') {
    if (target.seeding !== 'never' && current !== undefined && session >= current.id) target.feeds.refresh(feed)
    return
  }
  // No current session: the loss is known and its repair under way.
  if (current === undefined) return
  if (session < current.id && target.nowMs() - feed.liveAtMs < snapshotTravelMs) return
  target.feeds.lose([feed], 'resync')
}

/** Who asks missed that no book of it is wanted any more, or has it in a list of its own. */
const sayReleased = ({ emit, nowUs }: CommandTarget, shard: number, symbol: string): void =>
  emit(shard, { bookLost: { symbols: [symbol], reason: 'released', atUs: nowUs() } })

/** A reader without state: what the instruments are, then every book anew. */
const obeyResyncShard = (target: CommandTarget, shard: number): void => {
  const lost: Feed[] = []
  for (const feed of target.feeds.feeds.values()) {
    if (feed.shard !== shard) continue
    target.emit(shard, { instrument: feed.instrument })
    feed.instrumentSent = true
    if (feed.current === undefined) continue
    if (target.seeding === 'always') target.feeds.refresh(feed)
    else lost.push(feed)
  }
  for (const instrumentRejected of target.rejected(shard)) target.emit(shard, { instrumentRejected })
  if (lost.length > 0) target.feeds.lose(lost, 'resync')
}
