import { marketDataStream } from '@screener/contracts'
import type { ServiceContext } from '@screener/service-kit'
import { createShardLeases, createStreamWriter, type RedisClient, type ShardLeases } from '@screener/streams'
import { createShardOutlet, type ShardOutlet } from './shard-outlet.ts'

/** What of a collector's settings the holding of shards needs. */
export interface HoldShardsSettings {
  readonly shards: number
  readonly leaseTtlMs: number
  readonly streamMaxEntries: number
  readonly maxPendingBytes: number
}

/** What is told of the shards: `acquire` when one is ours, `lose` when it is another's (nothing of it may leave after that returns). */
export interface ShardHolder {
  acquire(outlet: ShardOutlet): void
  lose(shard: number): void
  stop(): void
}

/** Competes for the shards of a venue and opens the stream of each one that is held; at the end says the last words and gives all up. */
export const holdShards = (
  venue: string,
  { config, log, instance, onStop }: Pick<ServiceContext<HoldShardsSettings>, 'config' | 'log' | 'instance' | 'onStop'>,
  redis: RedisClient,
  collector: ShardHolder,
  outlets: Map<number, ShardOutlet>,
): ShardLeases => {
  const lose = (shard: number): void => {
    outlets.delete(shard)
    collector.lose(shard)
  }
  const acquire = (shard: number, epochMs: number): void => {
    const outlet = createShardOutlet({
      venue,
      shard,
      createWriter: stream =>
        createStreamWriter(
          redis,
          {
            stream,
            epochMs,
            maxEntries: config.streamMaxEntries,
            maxPendingBytes: config.maxPendingBytes,
            // Somebody with a newer epoch writes this stream. The lease goes within its ttl, and may come back with a newer one.
            onFenced: () => {
              if (outlets.get(shard) === outlet) lose(shard)
              exitUnlessLost(shard, epochMs)
            },
          },
          log,
        ),
    })
    outlets.set(shard, outlet)
    collector.acquire(outlet)
  }
  /** A lease that stays ours although another writes would leave the shard silent; a new process gets a new epoch. */
  const exitUnlessLost = (shard: number, epochMs: number): void => {
    setTimeout(() => {
      if (leases.held.get(shard) === epochMs) throw new Error(`shard ${shard} was fenced while its lease is held`)
    }, 2 * config.leaseTtlMs).unref()
  }
  const leases = createShardLeases(
    redis,
    {
      role: `collector-${venue}`,
      instance,
      shards: config.shards,
      ttlMs: config.leaseTtlMs,
      streamsOf: shard => [marketDataStream(shard, venue)],
      onAcquired: acquire,
      onLost: lose,
    },
    log,
  )
  // Stops run last registered first: the last words reach the streams, then the leases go, then Redis.
  onStop('leases', () => leases.release())
  onStop('collector', async () => {
    collector.stop()
    await Promise.all([...outlets.values()].map(outlet => outlet.close()))
  })
  return leases
}
