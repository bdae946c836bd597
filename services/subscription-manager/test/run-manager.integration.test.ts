import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import {
  encodeSubscriptionRequest,
  subscriptionRequestStream,
  subscriptionsKey,
  type KeptSubscription,
} from '@screener/contracts'
import { appendShared, connectRedis, type RedisClient } from '@screener/streams'
import {
  beginRedisFault,
  eventually,
  freePort,
  startChild,
  startRedis,
  type Child,
  type RedisServer,
} from '@screener/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const waiting = { timeoutMs: 30_000 }

let redis: RedisServer
let client: RedisClient
let service: Child
let base: string

const start = async (): Promise<void> => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  service = startChild(process.execPath, [main], tmpdir(), {
    PATH: process.env['PATH'] ?? '',
    REDIS_URL: redis.url,
    HTTP_PORT: String(port),
    LOG_LEVEL: 'info',
    SHARDS: '1',
    VENUES: 'acme',
    SYMBOLS: 'A-B',
    LEASE_TTL_MS: '1000',
  })
}
const says = (text: string): Promise<unknown> => eventually(() => service.output.includes(text), waiting)
const redisHealth = async (): Promise<string | undefined> => {
  const report = (await (await fetch(`${base}/health`)).json()) as { checks: Record<string, string> }
  return report.checks['redis']
}
const wishesInForce = async (): Promise<string | undefined> =>
  /^subscription_wishes\{.*\} (\d+)$/m.exec(await (await fetch(`${base}/metrics`)).text())?.[1]

beforeAll(async () => {
  redis = await startRedis()
  client = connectRedis({ url: redis.url, cluster: false, name: 'test' }, log)
  await eventually(() => client.ready)
})
afterEach(async () => {
  await service.end('SIGKILL')
  await client.command('FLUSHALL')
})
afterAll(async () => {
  await client.close()
  await redis.stop()
})

test('what was kept of a venue stays while its collectors are not heard', async () => {
  const now = Date.now()
  const kept: KeptSubscription = {
    ...{ wanted: 'deep', asked: 'deep', state: 'confirmed', reason: '', sinceMs: now },
    holders: [{ origin: 'api', depth: 'deep', sinceMs: now, untilMs: now + 600_000 }],
  }
  await client.command('HSET', subscriptionsKey('acme'), 'C-D', JSON.stringify(kept))
  await start()
  await says('"managing"')
  // It writes once a second.
  await new Promise(resolve => setTimeout(resolve, 2_500))
  expect(await client.command('HGET', subscriptionsKey('acme'), 'C-D')).toBe(JSON.stringify(kept))
})

test('a wish that came while what was in force could not be read yet is taken in afterwards', async () => {
  await client.command('SET', subscriptionsKey('acme'), 'no hash')
  await start()
  await says('"kept_unread"')
  const wishes = [{ venue: 'acme', symbol: 'C-D', depth: 'deep', seconds: 600 }] as const
  const request = encodeSubscriptionRequest({ wishes, origin: 'api', issuedBy: 'test', atUs: 0 })
  await appendShared(client, subscriptionRequestStream, 'SubscriptionRequest', request, 100)
  await new Promise(resolve => setTimeout(resolve, 1_000))
  await client.command('DEL', subscriptionsKey('acme'))
  await says('"managing"')
  await eventually(async () => (await wishesInForce()) === '1', { timeoutMs: 5_000 })
})

test('a Redis that refuses writes is told', async () => {
  await start()
  await says('"managing"')
  await eventually(async () => (await redisHealth()) === 'ok', waiting)
  const fault = await beginRedisFault(redis, 'out_of_memory')
  await eventually(async () => /refuses writes: OOM/.test((await redisHealth()) ?? ''), { timeoutMs: 10_000 })
  await fault.end()
  await eventually(async () => (await redisHealth()) === 'ok', waiting)
})
