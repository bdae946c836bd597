import { eventually, startRedisCluster, type RedisClusterServer } from '@screener/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { appendShared, createShardLeases, type RedisOptions } from '../src/index.ts'
import { bytes, createScope, picture, quiet } from './fixture.ts'

let cluster: RedisClusterServer
let options: RedisOptions
const scope = createScope()

beforeAll(async () => {
  cluster = await startRedisCluster()
  options = { url: cluster.url, cluster: true, name: 'test' }
})
afterEach(() => scope.end())
afterAll(() => cluster.stop())

const SHARDS = [0, 1, 2, 3]

test('writers, readers, leases, transactions and shared streams over all slots, through one seed node', async () => {
  const oneSeed = { ...options, url: cluster.url.split(',')[0] ?? '' }
  const redis = await scope.redis(oneSeed)
  const leases = createShardLeases(
    redis,
    {
      role: 'role',
      instance: 'a',
      shards: SHARDS.length,
      ttlMs: 30_000,
      streamsOf: shard => [`md:{${shard}}:x`],
      onAcquired: () => undefined,
      onLost: () => undefined,
    },
    quiet,
  )
  scope.onEnd(() => leases.release())
  leases.start()
  await eventually(() => leases.held.size === SHARDS.length)
  const { events, reader } = scope.collect(oneSeed, r => {
    for (const shard of SHARDS) {
      r.follow(`md:{${shard}}:x`, 'start')
      r.follow(`md:{${shard}}:y`, 'start')
    }
  })
  const writers = SHARDS.flatMap(shard =>
    ['x', 'y'].map(venue =>
      scope.writer(redis, { stream: `md:{${shard}}:${venue}`, epochMs: leases.held.get(shard) ?? 0 }),
    ),
  )
  for (let i = 0; i < 200; i++) for (const writer of writers) writer.append('T', bytes(String(i)))
  await Promise.all(writers.map(writer => writer.flush()))
  await eventually(() => events.length >= writers.length * 200)
  for (const writer of writers) {
    const seen = picture(events.filter(event => event.stream === writer.stream))
    expect(seen).toEqual(Array.from({ length: 200 }, (_, i) => `e ${writer.epochMs}-${i}`))
  }
  expect(reader.connected).toBe(true)
  for (const shard of SHARDS) {
    await redis.transaction(`ob:{${shard}}:meta`, [
      ['HSET', `ob:{${shard}}:meta`, 'a', '1'],
      ['SET', `ob:{${shard}}:top`, bytes('x')],
    ])
    await appendShared(redis, `ctl:${shard}`, 'T', bytes('x'), 100)
  }
})

test('a master is killed: nothing is doubled, what the fail-over lost is told, writing and reading go on', async () => {
  const redis = await scope.redis(options)
  const stream = 'md:{1}:failover'
  const writer = scope.writer(redis, { stream })
  const { events } = scope.collect(options, r => r.follow(stream, 'start'))
  for (let i = 0; i < 100; i++) writer.append('T', bytes(String(i)))
  await writer.flush()
  await eventually(() => events.length === 100)
  await (await cluster.masterOf(stream)).kill9()
  for (let i = 100; i < 200; i++) writer.append('T', bytes(String(i)))
  await writer.flush()
  await eventually(() => events.some(event => event.kind === 'entry' && event.n === 199), {
    timeoutMs: 90_000,
    what: 'the fail-over',
  })
  const ids = events.flatMap(event => (event.kind === 'entry' ? [event.n] : []))
  const holes = events.filter(event => event.kind === 'hole').length
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length === 200 || holes > 0).toBe(true)
})
