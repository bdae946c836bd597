import { connectRedis, type RedisClient } from '@screener/streams'
import { until } from '../stack/until.ts'
import { startWitness, type Witness } from '../truth/witness.ts'
import type { ServiceInstance, ServiceRig } from './service-rig.ts'
import { recordStreams, type StreamRecord } from './stream-record.ts'

/** A rig with one instance of each service, its onlookers, and what is done to it. */
export interface ScaledRun {
  readonly rig: ServiceRig
  readonly redis: RedisClient
  readonly record: StreamRecord
  readonly witness: Witness
  readonly books: number
  /** All books LIVE, proven to live after this call, and equal to what the venues had published. */
  settled(deadlineMs?: number): Promise<void>
  /** Which process holds each shard of the role, by the leases in Redis; undefined where none does. */
  holders(role: string): Promise<readonly (string | undefined)[]>
  /** All shards of the role are held by these and nobody else, each by at least one shard where there are enough. */
  heldBy(role: string, instances: readonly ServiceInstance[], deadlineMs?: number): Promise<void>
  /** Requests that the simulated venues have answered so far. */
  restCalls(): Promise<number>
  stop(): Promise<void>
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const shards = 4
const shardsOf = (role: string): number => (role === 'arbitrage-analyzer' ? 1 : shards)

export const startScaledRun = async (
  rig: ServiceRig,
  venues: readonly string[],
  symbols: readonly string[],
): Promise<ScaledRun> => {
  const redis = connectRedis({ ...rig.redis, name: 'scaled-run' }, quiet)
  const record = recordStreams({ redis: rig.redis, shards, venues })
  const witness = startWitness(rig.redis, shards, rig.truth, { maxLegAgeMs: 1_000, maxSkewMs: 250 })
  const names = venues.flatMap(venue => symbols.map(symbol => ({ venue, symbol })))
  for (const venue of venues) rig.start(`collector-${venue}`)
  rig.start('orderbook-sync')
  rig.start('arbitrage-analyzer')

  const holders = async (role: string): Promise<readonly (string | undefined)[]> => {
    const keys = Array.from({ length: shardsOf(role) }, (_, shard) => `lease:{${role}}:${shard}`)
    const values = (await redis.command('MGET', ...keys)) as readonly (string | null)[]
    return values.map(value => value?.split('/')[0])
  }

  const settled = async (deadlineMs = 60_000): Promise<void> => {
    const sinceUs = Date.now() * 1_000
    await until('every book is proven to live', deadlineMs, () =>
      record.provenSince(sinceUs) === names.length ? true : undefined,
    )
    await until('every book is LIVE and the venue’s', deadlineMs, async () => {
      const [first] = await witness.wrongBooks(names)
      if (first !== undefined) throw new Error(`${first.venue} ${first.symbol}: ${first.why}`)
      return true
    })
  }

  const run: ScaledRun = {
    rig,
    redis,
    record,
    witness,
    books: names.length,
    settled,
    holders,
    heldBy: async (role, instances, deadlineMs = 30_000) => {
      await until(`${role} is shared by ${instances.length}`, deadlineMs, async () => {
        const held = await holders(role)
        const by = instances.map(({ pid }) => held.filter(holder => holder?.endsWith(`-${pid}`) === true).length)
        const all = by.reduce((sum, count) => sum + count, 0)
        const shared = by.filter(count => count > 0).length === Math.min(instances.length, shardsOf(role))
        return all === shardsOf(role) && shared ? true : undefined
      })
    },
    restCalls: async () => {
      const counters = (await rig.truth.counters()) as Record<string, { restAnswers: Record<string, number> }>
      return Object.values(counters)
        .flatMap(({ restAnswers }) => Object.values(restAnswers))
        .reduce((sum, count) => sum + count, 0)
    },
    stop: async () => {
      await witness.stop()
      await record.stop()
      await redis.close()
    },
  }
  try {
    await settled(120_000)
  } catch (cause) {
    await run.stop()
    throw cause
  }
  return run
}
