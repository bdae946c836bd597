import type { RedisClient, StreamLog } from '@screener/streams'
import type { SyncClock } from './clock.ts'
import { SavedBook } from './saved-book.ts'
import type { ShardSync } from './shard-sync.ts'
import type { SyncedBook } from './synced-book.ts'
import type { VenueFeed } from './venue-feed.ts'

/** An unchanged book is written this seldom: its md id moves on and its price does not expire. */
const refreshEveryMs = 5_000
/** More than this under way means that Redis is slow: wait, the next write then carries more. */
const mostInFlight = 64

export interface CheckpointWriter {
  follow(sync: ShardSync): void
  /** Stops writing the shard at once. */
  drop(sync: ShardSync): void
  /** Writes what is due; to be called between batches of entries, so that a book and its md id belong together. */
  tick(): void
  readonly written: number
  readonly failed: number
}

/** Writes books behind, each at most once per `everyMs`, nothing while Redis is away and all anew when it is back. */
export const createCheckpointWriter = (
  redis: RedisClient,
  everyMs: number,
  clock: SyncClock,
  log: StreamLog,
): CheckpointWriter => {
  const shards = new Map<ShardSync, Map<SyncedBook, SavedBook>>()
  let inFlight = 0
  let written = 0
  let failed = 0
  let failing = false

  const settle = (saved: SavedBook, synced: SyncedBook, failure: Error | undefined): void => {
    inFlight--
    saved.writing = false
    if (failure === undefined) {
      written++
      failing = false
      return
    }
    failed++
    saved.complete = false
    synced.unsaved = true
    if (failing) return
    failing = true
    log.warn({ event: 'checkpoint_failed', key: saved.keys.meta, reason: failure.message }, 'state was not written')
  }

  const write = (feed: VenueFeed, synced: SyncedBook, saved: SavedBook, nowMs: number): void => {
    const epochUs = clock.epochUs()
    const commands = saved.checkpoint(synced, feed.lastId, epochUs)
    const price = saved.price(synced, feed.life.proofOf(synced.book.receivedTimeUs), epochUs)
    synced.unsaved = false
    saved.writing = true
    saved.savedAtMs = nowMs
    inFlight++
    // The price lives in another slot: it cannot be part of the book's transaction.
    Promise.all([redis.transaction(saved.keys.meta, commands), redis.transaction(saved.priceKey, price)]).then(
      () => settle(saved, synced, undefined),
      (cause: unknown) => settle(saved, synced, cause instanceof Error ? cause : new Error(String(cause))),
    )
  }

  const savedOf = (books: Map<SyncedBook, SavedBook>, shard: number, synced: SyncedBook): SavedBook => {
    const known = books.get(synced)
    if (known) return known
    const saved = new SavedBook(shard, synced.venue, synced.symbol)
    books.set(synced, saved)
    return saved
  }

  redis.onReady(() => {
    // It may have lost or restored anything.
    for (const books of shards.values()) for (const saved of books.values()) saved.complete = false
    for (const sync of shards.keys())
      for (const feed of sync.feeds.values()) for (const synced of feed.books.values()) synced.unsaved = true
  })

  return {
    follow: sync => {
      shards.set(sync, new Map())
    },
    drop: sync => {
      shards.delete(sync)
    },
    tick: () => {
      if (!redis.ready) return
      const nowMs = clock.nowMs()
      for (const [sync, books] of shards) {
        for (const feed of sync.feeds.values()) {
          for (const synced of feed.books.values()) {
            if (inFlight >= mostInFlight) return
            const saved = savedOf(books, sync.shard, synced)
            const ageMs = nowMs - saved.savedAtMs
            if (!saved.writing && ageMs >= (synced.unsaved ? everyMs : refreshEveryMs))
              write(feed, synced, saved, nowMs)
          }
        }
      }
    },
    get written() {
      return written
    },
    get failed() {
      return failed
    },
  }
}
