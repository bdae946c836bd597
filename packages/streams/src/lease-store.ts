import type { RedisClient } from './redis-client.ts'
import { lastIdOf } from './stream-id.ts'

/** Lease keys of one role in Redis; all in one Cluster slot (`{role}`), no Lua, expiry by the clock of Redis alone. */
export interface LeaseStore {
  /** Says that this member lives; answers with all that do, sorted. */
  announce(): Promise<readonly string[]>
  /** Lengthens the leases and says which are (still) ours. Lengthening another's by mistake does no harm: its holder does the same. */
  renew(shards: readonly number[]): Promise<readonly boolean[]>
  /** True when the free lease became ours. */
  take(shard: number): Promise<boolean>
  /** Claims an epoch above all earlier ones of the shard and above every id in its streams. */
  claimEpoch(shard: number, streams: readonly string[]): Promise<number>
  free(shards: readonly number[]): Promise<void>
  leave(): Promise<void>
}

/** Names of members that are gone this many ttl are removed from the index. */
const FORGET_AFTER_TTLS = 20

const orThrow = (results: readonly unknown[]): readonly unknown[] => {
  for (const result of results) if (result instanceof Error) throw result
  return results
}

export const createLeaseStore = (
  redis: RedisClient,
  { role, instance, token, ttlMs }: { role: string; instance: string; token: string; ttlMs: number },
): LeaseStore => {
  const prefix = `lease:{${role}}`
  const index = `${prefix}:members`
  const epochs = `${prefix}:epochs`
  const memberKey = (member: string): string => `${prefix}:member:${member}`
  const leaseKey = (shard: number): string => `${prefix}:${shard}`
  // The token tells two processes apart that were given the same instance name, and a restart from its dead self.
  const holder = `${instance}/${token}`

  return {
    announce: async () => {
      const nowMs = Date.now()
      const [, , , names] = orThrow(
        await redis.pipeline([
          ['SET', memberKey(instance), token, 'PX', ttlMs],
          ['ZADD', index, nowMs, instance],
          ['ZREMRANGEBYSCORE', index, 0, nowMs - FORGET_AFTER_TTLS * ttlMs],
          ['ZRANGE', index, 0, -1],
        ]),
      )
      const members = names as string[]
      const alive = (await redis.command('MGET', ...members.map(memberKey))) as (string | null)[]
      return members.filter((_, i) => alive[i] !== null).sort()
    },
    renew: async shards => {
      const replies = orThrow(
        await redis.pipeline(
          shards.flatMap(shard => [['PEXPIRE', leaseKey(shard), ttlMs] as const, ['GET', leaseKey(shard)] as const]),
        ),
      )
      return shards.map((_, i) => replies[i * 2 + 1] === holder)
    },
    take: async shard => (await redis.command('SET', leaseKey(shard), holder, 'PX', ttlMs, 'NX')) === 'OK',
    claimEpoch: async (shard, streams) => {
      let floor = Number((await redis.command('ZSCORE', epochs, String(shard))) ?? 0)
      for (const stream of streams) {
        const [info] = await redis.pipeline([['XINFO', 'STREAM', stream]])
        floor = Math.max(floor, lastIdOf(info).epochMs)
      }
      let epochMs = Math.max(Date.now(), floor + 1)
      // GT CH: of two that claim at once only one sees a change, so an epoch belongs to one holder for ever.
      while (Number(await redis.command('ZADD', epochs, 'GT', 'CH', epochMs, String(shard))) !== 1) {
        epochMs = Math.max(epochMs, Number((await redis.command('ZSCORE', epochs, String(shard))) ?? 0)) + 1
      }
      return epochMs
    },
    free: async shards => {
      const replies = orThrow(await redis.pipeline(shards.map(shard => ['GET', leaseKey(shard)] as const)))
      const ours = shards.filter((_, i) => replies[i] === holder)
      if (ours.length > 0) await redis.command('DEL', ...ours.map(leaseKey))
    },
    leave: async () => {
      orThrow(
        await redis.pipeline([
          ['DEL', memberKey(instance)],
          ['ZREM', index, instance],
        ]),
      )
    },
  }
}
