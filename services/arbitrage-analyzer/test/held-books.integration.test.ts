import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bookStream, encodeBookViewBatch, type BookView } from '@screener/contracts'
import { loadConfig, Registry } from '@screener/service-kit'
import { connectRedis, type RedisClient } from '@screener/streams'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { settings } from '../src/config.ts'
import { createBookSource, listen, nowUs, proof, shard, silentLog, view } from './market.ts'
import { runService, type RunningService } from './run-service.ts'

let server: RedisServer
let redis: RedisClient
let service: RunningService | undefined
let folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'))
  server = await startRedis()
  redis = connectRedis({ url: server.url, cluster: false, name: 'test' }, silentLog)
  await eventually(() => redis.ready)
})

afterEach(async () => {
  service?.kill('SIGKILL')
  await service?.exited
  service = undefined
  await redis.close()
  await server.stop()
  rmSync(folder, { recursive: true })
})

const ask = async (path: string): Promise<string> =>
  (await fetch(`http://127.0.0.1:${await service!.port()}/${path}`)).text()

const health = async () => JSON.parse(await ask('health')) as { checks: object; notes?: { held: string } }

test('a coin that is another one, and a venue that is late, are held and told; the registry is followed while it runs', async () => {
  const assets = join(folder, 'assets.json')
  writeFileSync(assets, '{}')
  service = runService({
    REDIS_URL: server.url,
    VENUES: 'binance,bybit,okx',
    TAKER_BPS: 'binance=10,bybit=10,okx=10',
    ASSETS_FILE: assets,
    MAX_LEG_AGE_MS: '60000',
    MAX_SKEW_MS: '60000',
    MAX_LAG_MS: '60000',
    LEASE_TTL_MS: '60000',
  })
  const listener = listen(server.url)
  const source = createBookSource(redis, Date.now())
  try {
    await eventually(() => listener.heard.some(({ batch }) => batch.keyframe), { what: 'a keyframe' })
    await eventually(
      async () => {
        await source.send([], [proof('nobody')])
        return (await health()).checks
      },
      { everyMs: 50 },
    )
    const lateMs = nowUs() / 1_000 - 5_000
    await source.send([
      view('binance', 99.9, 100),
      // A thousand of it, at a price that would pay.
      view('bybit', 100_900, 101_000),
      view('okx', 101, 101.1, { exchangeTimeMs: Math.round(lateMs) }),
    ])
    await eventually(async () =>
      expect(await ask('metrics')).toMatch(/^analyzer_held_books\{rule="quarantined".*\} 2$/m),
    )
    const told = await ask('metrics')
    expect(told).toMatch(/^analyzer_held_books\{rule="lagging".*\} 1$/m)
    expect(Number(/^analyzer_venue_lag_ms\{venue="okx".*\} (\S+)$/m.exec(told)?.[1])).toBeGreaterThanOrEqual(4_999)
    const { notes } = await health()
    expect(notes!.held).toContain('bybit BTC-USDT quarantined: asks 1010 times')
    expect(notes!.held).toContain('one unit of it may be 1000 BTC')
    expect(notes!.held).toContain('okx BTC-USDT lagging: frames come')
    expect(listener.words()).toEqual([])
    writeFileSync(assets, '{"names": {"bybit": {"BTC": {"asset": "BTC", "unit": 1000}}}}')
    await eventually(() => expect(listener.words()[0]).toBe('opened'), { what: 'the pair is found' })
    const { legs } = listener.heard.find(({ batch }) => batch.events[0]?.phase === 0)!.batch.events[0]!.opportunity
    expect(legs.map(({ venue }) => venue)).toEqual(['binance', 'bybit'])
  } finally {
    await listener.close()
    await source.writer.close()
  }
})

test('a wrong registry ends it with code 2 and names the field', async () => {
  const assets = join(folder, 'assets.json')
  writeFileSync(assets, '{"names": {"binance": {"XBT": "btc"}}}')
  service = runService({ REDIS_URL: server.url, ASSETS_FILE: assets })
  expect(await service.exited).toBe(2)
  expect(service.output()).toMatch(/assets\.json: names\.binance\.XBT \(ASSETS_FILE\): .*Fix: .*upper case/)
})

test('what took too long to find closes in the same breath', async () => {
  const listener = listen(server.url)
  const startUs = nowUs()
  let passedMs = 0
  const clock = {
    // A machine so slow that each look at the clock costs 300 ms.
    nowUs: () => startUs + (passedMs += 300) * 1_000,
    monotonicMs: () => passedMs,
    wakeAfter: () => () => undefined,
  }
  const env = {
    VENUES: 'binance,bybit',
    TAKER_BPS: 'binance=10,bybit=10',
    MIN_LIFE_MS: '0',
    MAX_LAG_MS: '800',
    MAX_LEG_AGE_MS: '60000',
    MAX_SKEW_MS: '60000',
    LEASE_TTL_MS: '60000',
  }
  const config = loadConfig(settings, { env, readFile: () => '' })
  const registry = new Registry()
  const analyzer = createAnalyzer({ config, instance: 'one', redis, registry, log: silentLog, clock })
  const views: BookView[] = [view('binance', 99.9, 100), view('bybit', 100.9, 101)]
  const payload = encodeBookViewBatch({
    views: views.map(one => ({ ...one, syncedTimeUs: startUs + 10_000_000 })),
    proofs: [],
  })
  try {
    analyzer.publisher.start()
    await eventually(() => analyzer.publisher.active, { what: 'the lease' })
    analyzer.onBatch([
      { kind: 'entry', stream: bookStream(shard), id: '1-0', epochMs: 1, n: 0, type: 'BookViewBatch', payload },
    ])
    await eventually(() => expect(listener.words()).toEqual(['opened', 'closed stale']))
    expect(listener.heard.filter(({ batch }) => batch.events.length > 0)).toHaveLength(1)
  } finally {
    await analyzer.close()
    await listener.close()
  }
})
