import { randomUUID } from 'node:crypto'
import { createLeaseStore } from './lease-store.ts'
import { markOf } from './process-mark.ts'
import type { RedisClient } from './redis-client.ts'
import type { StreamLog } from './redis-options.ts'
import { shareOut } from './rendezvous.ts'

/** Which shards of a role this process may write. Two may believe so for a moment; the epoch lets only the newer one write. */
export interface ShardLeases {
  start(): void
  /** shard -> epochMs, of the leases that are ours now. */
  readonly held: ReadonlyMap<number, number>
  /** Members of the role seen at the last successful turn, this one included; 0 before it. */
  readonly liveMembers: number
  /** Gives all up (onLost for each), leaves the role and stops; waits at most one second for Redis. */
  release(): Promise<void>
}

export interface ShardLeaseOptions {
  readonly role: string
  readonly instance: string
  readonly shards: number
  /** A dead holder's shards are free after this. Renewed every third of it. */
  readonly ttlMs: number
  /** A holder keeps its shards when others come: for a role whose newcomers know nothing yet. Default false: shares are levelled. */
  readonly keep?: boolean
  /** Streams the holder of the shard writes: the epoch will be above every id in them. */
  streamsOf(shard: number): readonly string[]
  onAcquired(shard: number, epochMs: number): void
  /** The holder must stop writing before this returns. */
  onLost(shard: number): void
}

interface Lease {
  readonly epochMs: number
  /** Monotonic; counted from before the renewal was sent, so Redis never expires the key earlier. */
  validUntilMs: number
}

const RELEASE_PATIENCE_MS = 1000

/** Part of the ttl kept back, for a timer that fires late. */
const SAFETY_SHARE = 0.1

/** The bell is listened to so often in a ttl: what is handed over is dark for about twice this pause. */
const LISTENS_PER_TTL = 20

export const createShardLeases = (redis: RedisClient, options: ShardLeaseOptions, log: StreamLog): ShardLeases => {
  const { role, instance, ttlMs } = options
  const store = createLeaseStore(redis, {
    ...{ role, instance, ttlMs },
    token: randomUUID().slice(0, 8),
    mark: markOf(process.pid),
  })
  const leases = new Map<number, Lease>()
  const held = new Map<number, number>()
  let liveMembers = 0
  let running = false
  let turning: Promise<void> | undefined
  let turnTimer: NodeJS.Timeout | undefined
  let expiryTimer: NodeJS.Timeout | undefined
  let listenTimer: NodeJS.Timeout | undefined
  let heardBell: string | null = null

  const lose = (shard: number, reason: string): void => {
    if (!leases.delete(shard)) return
    held.delete(shard)
    log.info({ event: 'lease_lost', role, shard, reason }, 'gave a shard up')
    options.onLost(shard)
  }

  const expire = (): void => {
    const nowMs = performance.now()
    for (const [shard, lease] of leases) if (nowMs >= lease.validUntilMs) lose(shard, 'not_renewed_in_time')
  }

  const armExpiry = (): void => {
    clearTimeout(expiryTimer)
    const first = Math.min(...[...leases.values()].map(lease => lease.validUntilMs))
    if (!Number.isFinite(first)) return
    expiryTimer = setTimeout(
      () => {
        expire()
        armExpiry()
      },
      Math.max(0, first - performance.now()),
    )
  }

  const validFrom = (sentAtMs: number): number => sentAtMs + ttlMs * (1 - SAFETY_SHARE)

  const renewAll = async (shards: readonly number[]): Promise<void> => {
    if (shards.length === 0) return
    const sentAtMs = performance.now()
    const ours = await store.renew(shards)
    expire()
    shards.forEach((shard, i) => {
      const lease = leases.get(shard)
      if (lease === undefined) return
      if (ours[i] === true) lease.validUntilMs = validFrom(sentAtMs)
      else lose(shard, 'taken_or_expired')
    })
    armExpiry()
  }

  const giveUp = async (shards: readonly number[], reason: string): Promise<void> => {
    if (shards.length === 0) return
    // A late DEL could free a lease that is another's by then: only with much of the ttl left, else it runs out by itself.
    const safeUntilMs = performance.now() + ttlMs / 3
    const safe = shards.filter(shard => (leases.get(shard)?.validUntilMs ?? 0) > safeUntilMs)
    for (const shard of shards) lose(shard, reason)
    if (safe.length > 0) await store.free(safe)
  }

  const acquire = async (shard: number): Promise<void> => {
    const sentAtMs = performance.now()
    if (!(await store.take(shard))) return
    const epochMs = await store.claimEpoch(shard, options.streamsOf(shard)).catch(async (cause: unknown) => {
      // Else the next turn would meet our own lease and wait for it to expire.
      await store.free([shard]).catch(() => undefined)
      throw cause
    })
    const validUntilMs = validFrom(sentAtMs)
    if (!running || performance.now() >= validUntilMs) {
      if (!running) await store.free([shard])
      return
    }
    leases.set(shard, { epochMs, validUntilMs })
    held.set(shard, epochMs)
    armExpiry()
    log.info({ event: 'lease_acquired', role, shard, epochMs }, 'took a shard')
    options.onAcquired(shard, epochMs)
  }

  const turn = async (): Promise<void> => {
    expire()
    const { members, bell } = await store.announce()
    heardBell = bell
    liveMembers = members.length
    const owners = shareOut(options.shards, members)
    const mine = [...leases.keys()]
    const kept = mine.filter(shard => options.keep === true || owners[shard] === instance)
    const givenUp = mine.filter(shard => !kept.includes(shard))
    await renewAll(kept)
    await giveUp(givenUp, 'handed_over')
    if (givenUp.length > 0) await store.ring()
    const missing = owners.flatMap((owner, shard) => (owner === instance && !leases.has(shard) ? [shard] : []))
    // At once: one after the other, each waits for what the holder of the one before has begun to do.
    const outcomes = await Promise.allSettled(running ? missing.map(acquire) : [])
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  }

  const schedule = (delayMs: number): void => {
    clearTimeout(turnTimer)
    if (running) turnTimer = setTimeout(begin, delayMs)
  }

  const begin = (): void => {
    if (turning !== undefined || !running) return
    turning = turn()
      .then(
        () => schedule(ttlMs / 3),
        (cause: unknown) => {
          log.warn(
            { event: 'lease_turn_failed', role, reason: String(cause) },
            'leases could not be renewed, will retry',
          )
          schedule(ttlMs / 10)
        },
      )
      .finally(() => {
        turning = undefined
      })
  }

  /** Between the turns: somebody came, went or freed a shard. */
  const listen = (): void => {
    clearTimeout(listenTimer)
    if (!running) return
    listenTimer = setTimeout(
      () => {
        if (turning !== undefined || !redis.ready) {
          listen()
          return
        }
        store.bell().then(
          bell => {
            if (bell !== heardBell) begin()
            listen()
          },
          () => listen(),
        )
      },
      Math.round(ttlMs / LISTENS_PER_TTL),
    )
  }

  let offReady: () => void = () => undefined

  const leave = async (): Promise<void> => {
    await turning
    await giveUp([...leases.keys()], 'released')
    await store.leave()
  }

  return {
    start: () => {
      if (running) return
      running = true
      offReady = redis.onReady(begin)
      begin()
      listen()
    },
    held,
    get liveMembers() {
      return liveMembers
    },
    release: async () => {
      running = false
      offReady()
      clearTimeout(turnTimer)
      clearTimeout(listenTimer)
      let patience: NodeJS.Timeout | undefined
      const limit = new Promise<void>(resolve => (patience = setTimeout(resolve, RELEASE_PATIENCE_MS)))
      await Promise.race([leave(), limit]).catch(() => undefined)
      clearTimeout(patience)
      for (const shard of [...leases.keys()]) lose(shard, 'released')
      clearTimeout(expiryTimer)
    },
  }
}
