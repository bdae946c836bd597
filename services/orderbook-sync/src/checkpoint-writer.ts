import type { RedisClient, RedisCommand, StreamLog } from '@screener/streams'
import type { SyncClock } from './clock.ts'
import { SavedBook } from './saved-book.ts'
import type { ShardSync } from './shard-sync.ts'
import type { SyncedBook } from './synced-book.ts'
import type { VenueFeed } from './venue-feed.ts'

/** The md id of an unchanged book moves on this often: whoever goes on from it reads no more than what came since. */
const refreshEveryMs = 1_000
/** Books in one MULTI: fewer round trips, yet Redis is not held up for long. */
const mostBooksPerWrite = 32
/** More than this under way means that Redis is slow: wait, the next write then carries more. */
const mostWritesInFlight = 8

export interface CheckpointOptions {
  /** A changed book is written at most this often, and no book more seldom while Redis keeps pace. */
  readonly everyMs: number
  /** Prices live in many slots: a Cluster takes them one by one. */
  readonly cluster: boolean
}

export interface CheckpointWriter {
  follow(sync: ShardSync): void
  /** Stops writing the shard at once. */
  drop(sync: ShardSync): void
  /** Writes what is due; to be called between batches of entries, so that a book and its md id belong together. */
  tick(): void
  readonly written: number
  readonly failed: number
}

interface SavedShard {
  readonly books: Map<SyncedBook, SavedBook>
  /** Released books that Redis may still hold. */
  released: ReleasedBook[]
  /** Its books are written together: what costs is the number of writes, not their size. */
  dueAtMs: number
}

interface ReleasedBook {
  readonly saved: SavedBook
  /** It was welcomed again: it is written whole, which begins with what is forgotten here. */
  readonly isBack: () => boolean
}

interface DueBook {
  readonly feed: VenueFeed
  readonly synced: SyncedBook
  readonly saved: SavedBook
}

/** Writes books behind, nothing while Redis is away and all anew when it is back. */
export const createCheckpointWriter = (
  redis: RedisClient,
  options: CheckpointOptions,
  clock: SyncClock,
  log: StreamLog,
): CheckpointWriter => {
  const shards = new Map<ShardSync, SavedShard>()
  let inFlight = 0
  let written = 0
  let failed = 0
  let failing = false

  const settle = (due: readonly DueBook[], failure: Error | undefined): void => {
    inFlight--
    for (const { saved, synced } of due) {
      saved.writing = false
      if (failure === undefined) continue
      // Nobody knows what the write left behind.
      saved.complete = false
      synced.unsaved = true
    }
    if (failure === undefined) written += due.length
    else failed += due.length
    if (failure !== undefined && !failing)
      log.warn({ event: 'checkpoint_failed', reason: failure.message }, 'state was not written, will write it anew')
    failing = failure !== undefined
  }

  const writePrices = async (commands: readonly RedisCommand[]): Promise<void> => {
    if (options.cluster) {
      await Promise.all(commands.map(command => redis.command(...command)))
      return
    }
    const failure = (await redis.pipeline(commands)).find(result => result instanceof Error)
    if (failure instanceof Error) throw failure
  }

  const write = (due: readonly DueBook[], nowMs: number): void => {
    const epochUs = clock.epochUs()
    const prices: RedisCommand[] = []
    const books: RedisCommand[] = []
    for (const { feed, synced, saved } of due) {
      prices.push(...saved.price(synced, feed.life.proofOf(synced.book.receivedTimeUs), nowMs, epochUs))
      const mdId = synced.restoredTo === '' ? feed.lastId : synced.restoredTo
      books.push(
        ...(synced.unsaved || !saved.complete ? saved.checkpoint(synced, mdId, epochUs) : saved.moveOn(mdId, epochUs)),
      )
      synced.unsaved = false
      saved.writing = true
      saved.savedAtMs = nowMs
    }
    inFlight++
    const key = due[0]?.saved.keys.meta ?? ''
    Promise.all([redis.transaction(key, books), prices.length > 0 ? writePrices(prices) : undefined]).then(
      () => settle(due, undefined),
      (cause: unknown) => settle(due, cause instanceof Error ? cause : new Error(String(cause))),
    )
  }

  const savedOf = (books: Map<SyncedBook, SavedBook>, shard: number, synced: SyncedBook): SavedBook => {
    const known = books.get(synced)
    if (known) return known
    const saved = new SavedBook(shard, synced.venue, synced.symbol)
    books.set(synced, saved)
    return saved
  }

  const forgetReleased = (sync: ShardSync, shard: SavedShard): void => {
    for (const feed of sync.feeds.values()) {
      for (const synced of feed.takeReleased()) {
        const saved = savedOf(shard.books, sync.shard, synced)
        shard.released.push({ saved, isBack: () => feed.books.has(synced.symbol) })
        shard.books.delete(synced)
      }
    }
    for (const released of shard.released.splice(0)) {
      const { saved, isBack } = released
      if (isBack()) continue
      const again = (): void => void shard.released.push(released)
      Promise.all([redis.transaction(saved.keys.meta, saved.forget()), redis.command('DEL', saved.priceKey)]).catch(
        again,
      )
    }
  }

  const dueBooks = (sync: ShardSync, books: Map<SyncedBook, SavedBook>, nowMs: number): DueBook[] => {
    const due: DueBook[] = []
    for (const feed of sync.feeds.values()) {
      for (const synced of feed.books.values()) {
        const saved = savedOf(books, sync.shard, synced)
        if (!saved.writing && nowMs - saved.savedAtMs >= (synced.unsaved ? options.everyMs : refreshEveryMs))
          due.push({ feed, synced, saved })
      }
    }
    // Where not all can be written at once, none waits for ever.
    return due.sort((a, b) => a.saved.savedAtMs - b.saved.savedAtMs)
  }

  redis.onReady(() => {
    // It may have lost or restored anything.
    for (const { books } of shards.values()) for (const saved of books.values()) saved.complete = false
    for (const sync of shards.keys())
      for (const feed of sync.feeds.values()) for (const synced of feed.books.values()) synced.unsaved = true
  })

  return {
    follow: sync => {
      // At first there is better to do: what was kept is still true, and what came since is to be read.
      shards.set(sync, { books: new Map(), released: [], dueAtMs: clock.nowMs() + options.everyMs })
    },
    drop: sync => {
      shards.delete(sync)
    },
    tick: () => {
      if (!redis.ready) return
      const nowMs = clock.nowMs()
      for (const [sync, shard] of shards) {
        if (nowMs < shard.dueAtMs) continue
        forgetReleased(sync, shard)
        const due = dueBooks(sync, shard.books, nowMs)
        let from = 0
        for (; from < due.length && inFlight < mostWritesInFlight; from += mostBooksPerWrite)
          write(due.slice(from, from + mostBooksPerWrite), nowMs)
        // The rest when a write is over.
        shard.dueAtMs = from < due.length ? nowMs : nowMs + options.everyMs
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
