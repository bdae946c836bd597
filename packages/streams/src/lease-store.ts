import { isKnownDead, type ProcessMark } from './process-mark.ts'
import type { RedisClient } from './redis-client.ts'
import { lastIdOf } from './stream-id.ts'

/** Lease keys of one role in Redis; all in one Cluster slot (`{role}`), no Lua, expiry by the clock of Redis alone. */
export interface LeaseStore {
  /** Says that this member lives, and rings when that is news. Members whose process is known dead are removed. */
  announce(): Promise<{ readonly members: readonly string[]; readonly bell: string | null }>
  /** Another value than before: a member came or went, or a lease was freed. */
  bell(): Promise<string | null>
  ring(): Promise<void>
  /** Lengthens the leases and says which are (still) ours. Lengthening another's by mistake does no harm: its holder does the same. */
  renew(shards: readonly number[]): Promise<readonly boolean[]>
  /** True when the lease became ours: it was free, is ours still, or its holder's process is known dead. */
  take(shard: number): Promise<boolean>
  /** Claims an epoch above all earlier ones of the shard and above every id in its streams. */
  claimEpoch(shard: number, streams: readonly string[]): Promise<number>
  free(shards: readonly number[]): Promise<void>
  leave(): Promise<void>
}

/** Names of members that are gone this many ttl are removed from the index. */
const FORGET_AFTER_TTLS = 20

export interface LeaseStoreOptions {
  readonly role: string
  readonly instance: string
  readonly token: string
  readonly ttlMs: number
  /** So that others on this machine see at once when this process is dead. */
  readonly mark?: ProcessMark
}

/** Instance, token and mark, separated by slashes. */
const markIn = (holder: string | null): ProcessMark => holder?.split('/')[2] ?? ''

const orThrow = (results: readonly unknown[]): readonly unknown[] => {
  for (const result of results) if (result instanceof Error) throw result
  return results
}

export const createLeaseStore = (
  redis: RedisClient,
  { role, instance, token, ttlMs, mark = '' }: LeaseStoreOptions,
): LeaseStore => {
  const prefix = `lease:{${role}}`
  const index = `${prefix}:members`
  const epochs = `${prefix}:epochs`
  const memberKey = (member: string): string => `${prefix}:member:${member}`
  const leaseKey = (shard: number): string => `${prefix}:${shard}`
  // The token tells two processes apart that were given the same instance name, and a restart from its dead self.
  const holder = `${instance}/${token}/${mark}`
  const bellKey = `${prefix}:bell`
  let rings = 0

  const ring = async (): Promise<void> => {
    await redis.command('SET', bellKey, `${token}:${++rings}`)
  }
  const remove = async (members: readonly string[]): Promise<void> => {
    orThrow(
      await redis.pipeline([
        ['DEL', ...members.map(memberKey)],
        ['ZREM', index, ...members],
      ]),
    )
  }

  return {
    announce: async () => {
      const nowMs = Date.now()
      const [before, , , , names, bell] = orThrow(
        await redis.pipeline([
          ['GET', memberKey(instance)],
          ['SET', memberKey(instance), holder, 'PX', ttlMs],
          ['ZADD', index, nowMs, instance],
          ['ZREMRANGEBYSCORE', index, 0, nowMs - FORGET_AFTER_TTLS * ttlMs],
          ['ZRANGE', index, 0, -1],
          ['GET', bellKey],
        ]),
      )
      const known = names as string[]
      const holders = (await redis.command('MGET', ...known.map(memberKey))) as (string | null)[]
      const dead = known.filter((_, i) => isKnownDead(markIn(holders[i] ?? null)))
      if (dead.length > 0) await remove(dead)
      if (dead.length > 0 || before === null) await ring()
      const members = known.filter((member, i) => holders[i] !== null && !dead.includes(member)).sort()
      return { members, bell: bell as string | null }
    },
    bell: async () => (await redis.command('GET', bellKey)) as string | null,
    ring,
    renew: async shards => {
      const replies = orThrow(
        await redis.pipeline(
          shards.flatMap(shard => [['PEXPIRE', leaseKey(shard), ttlMs] as const, ['GET', leaseKey(shard)] as const]),
        ),
      )
      return shards.map((_, i) => replies[i * 2 + 1] === holder)
    },
    take: async shard => {
      if ((await redis.command('SET', leaseKey(shard), holder, 'PX', ttlMs, 'NX')) === 'OK') return true
      const other = (await redis.command('GET', leaseKey(shard))) as string | null
      // Ours still, though we gave it up as it could not be renewed in time: Redis was away, and it need not run out first.
      if (other !== holder && !isKnownDead(markIn(other))) return false
      // Should another have taken it in between, that one learns so at its next renewal; the epochs decide who writes.
      await redis.command('SET', leaseKey(shard), holder, 'PX', ttlMs)
      return true
    },
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
      await remove([instance])
      await ring()
    },
  }
}
