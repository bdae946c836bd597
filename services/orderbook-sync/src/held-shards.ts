import { setTimeout } from 'node:timers/promises'
import { continuityOf } from '@screener/order-book'
import { bookStream, marketDataStream, shardOf } from '@screener/contracts'
import type { ServiceContext } from '@screener/service-kit'
import { createStreamWriter, type ClosableStreamReader, type RedisClient, type StreamWriter } from '@screener/streams'
import { loadCheckpoints, type KeptFeed } from './load-checkpoints.ts'
import type { CheckpointWriter } from './checkpoint-writer.ts'
import { withoutSequenceCheck } from './without-sequence-check.ts'
import type { SyncClock } from './clock.ts'
import type { SyncConfig } from './config.ts'
import { createShardSync, type ShardSync, type ShardSyncEffects } from './shard-sync.ts'
import type { SyncCounters } from './sync-counters.ts'

/** A shard that is ours: its books and its output. */
export interface HeldShard {
  readonly sync: ShardSync
  readonly writer: StreamWriter
}

/** Where an md stream leads to. */
export interface Route {
  readonly venue: string
  readonly sync: ShardSync
}

export interface HeldShards {
  readonly shards: ReadonlyMap<number, HeldShard>
  readonly routeOf: (stream: string) => Route | undefined
  /** Goes on from what Redis holds of the shard's books; those of which it holds nothing wait for their collectors' snapshots. */
  readonly take: (shard: number, epochMs: number) => void
  /** Stops reading and writing the shard at once; its books are gone. */
  readonly drop: (shard: number) => void
  /** Resolves when the writers of all dropped shards are closed. */
  readonly closed: () => Promise<void>
}

export interface HeldShardsParts {
  readonly context: ServiceContext<SyncConfig>
  readonly redis: RedisClient
  readonly reader: ClosableStreamReader
  readonly counters: SyncCounters
  readonly clock: SyncClock
  readonly checkpoints: CheckpointWriter
  readonly effectsOf: (shard: number, writer: StreamWriter) => ShardSyncEffects
}

export const createHeldShards = (parts: HeldShardsParts): HeldShards => {
  const { context, redis, reader, checkpoints } = parts
  const { config, log } = context
  const shards = new Map<number, HeldShard>()
  const routes = new Map<string, Route>()
  const closing = new Set<Promise<void>>()
  /** Shards whose checkpoints are being read, by what tells one taking from the next. */
  const loading = new Map<number, symbol>()

  const drop = (shard: number): void => {
    loading.delete(shard)
    const lost = shards.get(shard)
    if (!lost) return
    shards.delete(shard)
    checkpoints.drop(lost.sync)
    for (const venue of config.venues) {
      const stream = marketDataStream(shard, venue)
      routes.delete(stream)
      reader.unfollow(stream)
    }
    const closed = lost.writer.close().finally(() => closing.delete(closed))
    closing.add(closed)
  }

  const openWriter = (shard: number, epochMs: number): StreamWriter => {
    const onFenced = (): void => {
      if (shards.get(shard)?.writer === writer) drop(shard)
    }
    const { streamMaxEntries: maxEntries, maxPendingBytes } = config
    const stream = bookStream(shard)
    const writer = createStreamWriter(redis, { stream, epochMs, maxEntries, maxPendingBytes, onFenced }, log)
    return writer
  }

  const keptOf = async (shard: number): Promise<ReadonlyMap<string, KeptFeed>> => {
    try {
      return await within(loadCheckpoints(redis, shard, config.venues), mostLoadMs)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      log.warn({ event: 'checkpoints_unread', shard, reason }, 'begins without state')
      return new Map()
    }
  }

  const take = (shard: number, epochMs: number): void => {
    drop(shard)
    const taking = Symbol(`shard ${shard}`)
    loading.set(shard, taking)
    void keptOf(shard).then(kept => {
      if (loading.get(shard) === taking) open(shard, epochMs, kept)
    })
  }

  const open = (shard: number, epochMs: number, kept: ReadonlyMap<string, KeptFeed>): void => {
    loading.delete(shard)
    const writer = openWriter(shard, epochMs)
    const symbols = config.symbols.filter(symbol => shardOf(symbol, config.shards) === shard)
    const { shards: count, venues, viewLevels, viewRefreshMs } = config
    const contract = config.ignoreGaps ? withoutSequenceCheck : continuityOf
    const options = {
      shard,
      shards: count,
      venues,
      symbols,
      viewLevels,
      viewRefreshMs,
      instance: context.instance,
      contract,
    }
    const sync = createShardSync(options, parts.counters, parts.clock, parts.effectsOf(shard, writer))
    shards.set(shard, { sync, writer })
    checkpoints.follow(sync)
    for (const venue of venues) {
      const stream = marketDataStream(shard, venue)
      routes.set(stream, { venue, sync })
      const keptFeed = kept.get(venue)
      if (keptFeed !== undefined) sync.restore(venue, keptFeed)
      reader.follow(stream, keptFeed?.from ?? 'now')
    }
  }

  return {
    shards,
    routeOf: stream => routes.get(stream),
    take,
    drop,
    closed: async () => {
      await Promise.all(closing)
    },
  }
}

/** Redis that does not answer by then must not keep a shard dark. */
const mostLoadMs = 2_000

const within = async <T>(promise: Promise<T>, ms: number): Promise<T> => {
  const timeout = new AbortController()
  try {
    const late = setTimeout(ms, undefined, { signal: timeout.signal }).then(() => {
      throw new Error(`no answer within ${ms} ms`)
    })
    return await Promise.race([promise, late])
  } finally {
    timeout.abort()
  }
}
