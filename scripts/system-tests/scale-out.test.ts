import { startRedis, type RedisServer } from '@screener/testing'
import {
  encodeBookViewBatch,
  encodeOpportunityBatch,
  opportunityPhase,
  opportunityStream,
  type Opportunity,
  type OpportunityEvent,
} from '@screener/contracts'
import { connectRedis, createStreamWriter, type StreamWriter } from '@screener/streams'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareMemory } from '../scale/measure-memory.ts'
import { acquisitionsOf, ownershipProblems } from '../scale/ownership.ts'
import { forgetCheckpoints, restartSync } from '../scale/restart.ts'
import { scaleOutAndBack } from '../scale/scale-out.ts'
import { startScaledRun, type ScaledRun } from '../scale/scaled-run.ts'
import { createServiceRig, type RedisPlace, type ServiceRig } from '../scale/service-rig.ts'
import { slowness } from '../scale/slowness.ts'
import { decided, recordStreams } from '../scale/stream-record.ts'
import { symbolsOf } from '../stack/demo-symbols.ts'
import { until } from '../stack/until.ts'

const venues = ['binance', 'okx']
const symbols = symbolsOf(12)
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let server: RedisServer
let rig: ServiceRig
let run: ScaledRun

beforeAll(async () => {
  server = await startRedis({ appendOnly: true })
  rig = await createServiceRig({ redis: { url: server.url, cluster: false }, venues, symbols })
  run = await startScaledRun(rig, venues, symbols)
}, 200_000)

afterAll(async () => {
  await (run as ScaledRun | undefined)?.stop()
  await (rig as ServiceRig | undefined)?.stop()
  await (server as RedisServer | undefined)?.stop()
})

// At its real size, 250 books and more rounds: scripts/scale-check.
describe('restarts and growth under load', () => {
  it('orderbook-sync restarts within 2 s without asking a venue', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const slower = await slowness()
      const { liveAfterMs, restCalls } = await restartSync(run, signal)
      console.log(`${signal}: all LIVE after ${liveAfterMs} ms on a machine ${slower.toFixed(1)} times slower`)
      expect(restCalls).toBe(0)
      expect(liveAfterMs).toBeLessThanOrEqual(2_000 * slower)
    }
  })

  it('control: without checkpoints the venues are asked', async () => {
    const { restCalls } = await restartSync(run, 'SIGTERM', () => forgetCheckpoints(run))
    expect(restCalls).toBeGreaterThan(0)
  })

  it.each(['collector-binance', 'orderbook-sync', 'arbitrage-analyzer'])(
    '%s goes from 1 instance to 3 and back: no book without proof for 2 s',
    async role => {
      const slower = await slowness()
      for (const { how, longestGapMs, worst } of await scaleOutAndBack(run, role)) {
        console.log(
          `${role}, ${how}: longest gap ${longestGapMs} ms (${worst.join(', ')}), ${slower.toFixed(1)} × slower`,
        )
        expect(longestGapMs, how).toBeLessThan(2_000 * slower)
      }
      expect(rig.running(role)).toHaveLength(1)
    },
  )

  it('all that time one writer a stream, no hole, nothing untrue shown, nothing ended without a reason', async () => {
    const { record, witness } = run
    await decided(record)
    const acquired = acquisitionsOf(rig.everyInstance)
    expect(ownershipProblems(record.epochs, acquired)).toEqual([])
    expect([...record.epochs.values()].reduce((sum, runs) => sum + runs.length, 0)).toBeGreaterThan(
      venues.length * 4 + 5,
    )
    expect(record.holes).toEqual([])
    expect(witness.phantoms).toEqual([])
    expect(record.forgotten).toEqual([])
    expect([...record.closed.keys()]).not.toContain('')
  })

  it('Redis holds what the calculation says', async () => {
    for (const { part, measured, calculated } of await compareMemory(rig.redis, run.redis, venues)) {
      console.log(`${part}: ${measured} bytes, calculated ${calculated}`)
      // A stream that is nearly empty is all overhead.
      if (measured < 50_000) continue
      expect(calculated / measured, part).toBeGreaterThan(1 / 1.5)
      expect(calculated / measured, part).toBeLessThan(1.5)
    }
  })
})

/** What a writer would be without fencing: deposed, it gives itself another epoch and writes on. */
const unfencedWriter = (place: RedisPlace, stream: string, venue: string) => {
  const redis = connectRedis({ ...place, name: 'unfenced' }, quiet)
  // Each its own: an equal entry a writer takes for its own, should both begin in the same millisecond.
  const payload = encodeBookViewBatch({ views: [], proofs: [{ venue, proofTimeUs: 0, connected: false }] })
  let epochMs = Date.now()
  const open = (): StreamWriter =>
    createStreamWriter(
      redis,
      {
        ...{ stream, epochMs: epochMs++, maxEntries: 1_000, maxPendingBytes: 1 << 20 },
        onFenced: () => {
          epochMs = Math.max(epochMs, Date.now()) + 1
          writer = open()
        },
      },
      quiet,
    )
  let writer = open()
  return {
    append: () => writer.append('BookViewBatch', payload),
    close: async () => {
      await writer.close()
      await redis.close()
    },
  }
}

it('control: two writers that no epoch holds off are seen', async () => {
  const place = { url: server.url, cluster: false }
  const stream = 'book:{0}'
  const record = recordStreams({ redis: place, shards: 1, venues: [] })
  const writers = [unfencedWriter(place, stream, 'one'), unfencedWriter(place, stream, 'two')]
  try {
    const strangers = (): readonly string[] => ownershipProblems(record.epochs, acquisitionsOf(rig.everyInstance))
    await until('strange epochs', 20_000, () => {
      for (const writer of writers) writer.append()
      return strangers().length >= 4 ? true : undefined
    })
    expect(strangers().join()).toContain('was taken by 0 instances')
  } finally {
    for (const writer of writers) await writer.close()
    await record.stop()
  }
})

it('control: a row that is missing in a keyframe, and of which nothing is told any more, is seen', async () => {
  // In a Redis of its own: the analyzer that still runs would take its stream back.
  const own = await startRedis()
  const place = { url: own.url, cluster: false }
  const record = recordStreams({ redis: place, shards: 1, venues: [] })
  const redis = connectRedis({ ...place, name: 'untold' }, quiet)
  const stream = opportunityStream(0)
  const writer = createStreamWriter(
    redis,
    { stream, epochMs: Date.now(), maxEntries: 1_000, maxPendingBytes: 1 << 20, onFenced: () => undefined },
    quiet,
  )
  const tell = (events: readonly Partial<OpportunityEvent>[], keyframe: boolean): void => {
    const all = events as readonly OpportunityEvent[]
    writer.append('OpportunityBatch', encodeOpportunityBatch({ events: all, keyframe, atUs: 1, survivals: [] }))
  }
  const opportunity = { id: 'untold@1' } as Opportunity
  try {
    await until('the row is known', 20_000, () => {
      tell([{ phase: opportunityPhase.updated, opportunity, closeReason: '' }], false)
      tell([], true)
      return record.forgotten.includes(opportunity.id) ? true : undefined
    })
    tell([{ phase: opportunityPhase.closed, opportunity, closeReason: 'restart' }], false)
    await until('its end is known', 20_000, () => (record.forgotten.length === 0 ? true : undefined))
  } finally {
    await writer.close()
    await redis.close()
    await record.stop()
    await own.stop()
  }
})
