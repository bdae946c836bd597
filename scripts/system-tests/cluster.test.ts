import { startRedisCluster, type RedisClusterServer } from '@screener/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { failOver } from '../scale/fail-over.ts'
import { acquisitionsOf, ownershipProblems } from '../scale/ownership.ts'
import { startScaledRun, type ScaledRun } from '../scale/scaled-run.ts'
import { createServiceRig, type ServiceRig } from '../scale/service-rig.ts'
import { slowness } from '../scale/slowness.ts'
import { symbolsOf } from '../stack/demo-symbols.ts'

const venues = ['binance', 'kraken']
const symbols = symbolsOf(8)

let cluster: RedisClusterServer
let rig: ServiceRig
let run: ScaledRun

beforeAll(async () => {
  cluster = await startRedisCluster()
  rig = await createServiceRig({ redis: { url: cluster.url, cluster: true }, venues, symbols })
  run = await startScaledRun(rig, venues, symbols)
}, 200_000)

afterAll(async () => {
  await (run as ScaledRun | undefined)?.stop()
  await (rig as ServiceRig | undefined)?.stop()
  await (cluster as RedisClusterServer | undefined)?.stop()
})

// The other system tests run on a cluster too, by hand: SYSTEM_TESTS_REDIS=cluster vitest run --project system.
it('a master is killed: what it had not passed on is told by ids, and all books are right 5 s after its replica serves', async () => {
  const { promotedAfterMs, liveAfterMs, lost, untold, untoldWithoutIds, holes } = await failOver(run, cluster, venues)
  console.log(
    `promoted after ${promotedAfterMs} ms, ${lost} entries lost, ${holes} holes told, right after ${liveAfterMs} ms`,
  )
  expect(lost).toBeGreaterThan(0)
  expect(untold).toEqual([])
  // The control: nothing but the ids tells of it.
  expect(untoldWithoutIds.length).toBeGreaterThan(0)
  expect(liveAfterMs).toBeLessThanOrEqual(5_000 * (await slowness()))
  expect(run.witness.phantoms).toEqual([])
  expect(ownershipProblems(run.record.epochs, acquisitionsOf(rig.everyInstance))).toEqual([])
})
