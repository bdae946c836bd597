import type { ArbitrageEngine } from '@screener/arbitrage'
import { bookStream, decodeBookViewBatch, type BookViewBatch } from '@screener/contracts'
import type { StreamEvent, StreamLog } from '@screener/streams'
import type { Clock } from './clock.ts'
import type { AnalyzerMetrics } from './metrics.ts'
import type { Interest } from './interest.ts'
import type { BookWatch } from './watch-books.ts'

/** Brings what arrives on the book streams to the engine, and doubts what arrives late or broken. */
export interface BookFollower {
  readonly streams: readonly string[]
  /** One reply of the reader. The caller evaluates afterwards. */
  take(events: readonly StreamEvent[]): void
  /** This process paused: nothing it knows counts until newer word of each shard has come. */
  doubtAll(): void
  /** Monotonic ms of the last entry of any shard; undefined before the first. */
  readonly lastEntryAtMs: number | undefined
}

export interface BookFollowerOptions {
  readonly shards: number
  readonly maxLagMs: number
}

/** Newest stamps of one shard in one reply, in µs; 0: none of that kind came. */
interface Newest {
  syncedUs: number
  proofUs: number
}

export const createBookFollower = (
  engine: ArbitrageEngine,
  watch: BookWatch,
  interest: Interest,
  options: BookFollowerOptions,
  clock: Clock,
  metrics: AnalyzerMetrics,
  log: StreamLog,
): BookFollower => {
  const shardOfStream = new Map<string, number>()
  for (let shard = 0; shard < options.shards; shard += 1) shardOfStream.set(bookStream(shard), shard)
  const newest = new Map<number, Newest>()
  const unknownVenues = new Set<string>()
  let lastEntryAtMs: number | undefined

  const drop = (shard: number, event: string, detail: object): void => {
    metrics.drops.inc({ reason: event })
    log.warn({ event, shard, ...detail }, 'books of a shard are forgotten until they come again')
    engine.dropGroup(shard)
    watch.dropGroup(shard, clock.nowUs())
    newest.delete(shard)
  }

  const decode = (shard: number, type: string, payload: Uint8Array): BookViewBatch | undefined => {
    try {
      if (type === 'BookViewBatch') return decodeBookViewBatch(payload)
      drop(shard, 'unknown_entry', { type })
    } catch (error) {
      drop(shard, 'undecodable', { reason: String(error) })
    }
    return undefined
  }

  const noteUnknown = (venue: string): void => {
    metrics.unknownVenues.inc()
    if (unknownVenues.has(venue) || unknownVenues.size >= 100) return
    unknownVenues.add(venue)
    log.warn({ event: 'venue_without_fee', venue }, 'books of a venue outside VENUES are ignored')
  }

  const apply = (shard: number, batch: BookViewBatch, nowUs: number): void => {
    let stamps = newest.get(shard)
    if (stamps === undefined) newest.set(shard, (stamps = { syncedUs: 0, proofUs: 0 }))
    const nowMs = clock.monotonicMs()
    for (const top of batch.tops ?? []) interest.top(top, nowMs)
    for (const view of batch.views) {
      interest.book(view, nowMs)
      if (!watch.take(shard, view, nowUs)) noteUnknown(view.venue)
      if (view.syncedTimeUs > stamps.syncedUs) stamps.syncedUs = view.syncedTimeUs
    }
    for (const proof of batch.proofs) {
      if (!proof.connected) continue
      engine.prove(shard, proof.venue, proof.proofTimeUs)
      if (proof.proofTimeUs > stamps.proofUs) stamps.proofUs = proof.proofTimeUs
    }
  }

  /** A shard whose newest word is old when it is read has newer on the way: what we hold is the past. */
  const judgeLag = (): void => {
    const nowUs = clock.nowUs()
    const oldestUs = nowUs - options.maxLagMs * 1_000
    for (const [shard, { syncedUs, proofUs }] of newest) {
      if (syncedUs > 0) metrics.bookHop.observe(Math.max(0, nowUs - syncedUs) / 1_000)
      if (Math.max(syncedUs, proofUs) >= oldestUs) engine.trust(shard)
      // Proofs alone are no measure of lag: they were old when they were sent.
      else if (syncedUs > 0) engine.doubt(shard)
    }
    newest.clear()
  }

  return {
    streams: [...shardOfStream.keys()],
    take: events => {
      const nowUs = clock.nowUs()
      for (const event of events) {
        const shard = shardOfStream.get(event.stream)
        if (shard === undefined) continue
        if (event.kind === 'hole') drop(shard, 'hole', { expected: event.expected, found: event.found })
        else if (event.kind === 'epoch') drop(shard, 'epoch', { epochMs: event.epochMs })
        else {
          lastEntryAtMs = clock.monotonicMs()
          const batch = decode(shard, event.type, event.payload)
          if (batch !== undefined) apply(shard, batch, nowUs)
        }
      }
      watch.settle(nowUs)
      judgeLag()
    },
    doubtAll: () => {
      for (const shard of shardOfStream.values()) engine.doubt(shard)
    },
    get lastEntryAtMs() {
      return lastEntryAtMs
    },
  }
}
