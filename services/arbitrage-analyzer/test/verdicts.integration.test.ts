import { decodeVerdictBatch, verdictStream, type VerdictBatch } from '@screener/contracts'
import { connectRedis, createStreamReader, type RedisClient, type StreamReader } from '@screener/streams'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBookSource, notLive, payingViews, proof, silentLog, view, type BookSource } from './market.ts'
import { runService, type RunningService } from './run-service.ts'

let server: RedisServer
let redis: RedisClient
let source: BookSource
let heard: VerdictBatch[]
let stopHearing: () => Promise<void>
const services: RunningService[] = []

const patient = { MAX_LEG_AGE_MS: '60000', MAX_SKEW_MS: '60000', MAX_LAG_MS: '60000', LEASE_TTL_MS: '60000' }

const hear = (): void => {
  const reader: StreamReader & { close(): Promise<void> } = createStreamReader(
    { url: server.url, cluster: false, name: 'test-verdicts' },
    silentLog,
  )
  const aborter = new AbortController()
  heard = []
  const into = heard
  reader.follow(verdictStream, 'start', { explicitIds: false })
  const follow = async (): Promise<void> => {
    for await (const events of reader.batches(aborter.signal))
      for (const event of events) if (event.kind === 'entry') into.push(decodeVerdictBatch(event.payload))
  }
  const following = follow()
  stopHearing = async () => {
    aborter.abort()
    await following
    await reader.close()
  }
}

const start = async (env: Record<string, string> = {}): Promise<RunningService> => {
  const service = runService({ REDIS_URL: server.url, ...patient, ...env })
  services.push(service)
  await service.port()
  return service
}

/** Sends the views until a batch is as wanted: following begins a moment after the start. */
const tells = (
  views: () => Parameters<BookSource['send']>[0],
  check: (batch: VerdictBatch) => void,
): Promise<unknown> =>
  eventually(
    async () => {
      await source.send(views(), [proof('binance'), proof('bybit')])
      check(heard.at(-1)!)
      return true
    },
    { timeoutMs: 20_000, everyMs: 100 },
  )

const buyOnBinance = 'two-leg:binance.BTC-USDT.buy:bybit.BTC-USDT.sell'
const buyOnBybit = 'two-leg:bybit.BTC-USDT.buy:binance.BTC-USDT.sell'

beforeEach(async () => {
  server = await startRedis()
  redis = connectRedis({ url: server.url, cluster: false, name: 'test' }, silentLog)
  await eventually(() => redis.ready)
  source = createBookSource(redis, Date.now())
  hear()
})

afterEach(async () => {
  for (const service of services) service.kill('SIGKILL')
  await Promise.all(services.splice(0).map(service => service.exited))
  await stopHearing()
  await source.writer.close()
  await redis.close()
  await server.stop()
})

test('each second: how many routes stand at each rule, and of each why', async () => {
  await start({ INSTANCE_ID: 'analyzer-1' })
  await tells(payingViews, batch => {
    expect(batch).toMatchObject({ instance: 'analyzer-1', routes: 2, counts: { open: 1, tops: 1, not_live: 0 } })
    // The open one first.
    expect(batch.verdicts).toMatchObject([
      { routeId: buyOnBinance, rule: 'open' },
      { routeId: buyOnBybit, rule: 'tops', detail: '' },
    ])
    expect(batch.verdicts[0]!.margin).toBeGreaterThan(70)
    expect(batch.verdicts[1]!.margin).toBeLessThan(-100)
  })
  await tells(
    () => [view('binance', 99.9, 100), notLive('bybit')],
    batch => {
      expect(batch.counts).toMatchObject({ open: 0, tops: 0, not_live: 2 })
      expect(batch.verdicts).toHaveLength(2)
      expect(batch.verdicts[0]).toMatchObject({
        rule: 'not_live',
        detail: expect.stringMatching(/bybit BTC-USDT.*gap/),
      })
    },
  )
  const gapsUs = heard.slice(1).map(({ atUs }, index) => atUs - heard[index]!.atUs)
  expect(Math.min(...gapsUs)).toBeGreaterThan(900_000)
})

test('no more than VERDICTS_PER_SECOND; a standby is silent', async () => {
  await start({ INSTANCE_ID: 'one', VERDICTS_PER_SECOND: '1' })
  await tells(payingViews, batch => {
    expect(batch).toMatchObject({ routes: 2, counts: { open: 1, tops: 1 } })
    expect(batch.verdicts).toHaveLength(1)
  })
  await start({ INSTANCE_ID: 'two' })
  const before = heard.length
  await eventually(() => heard.length >= before + 2, { timeoutMs: 20_000 })
  expect(new Set(heard.map(({ instance }) => instance))).toEqual(new Set(['one']))
  // One route at a time comes round all the same.
  expect(new Set(heard.flatMap(({ verdicts }) => verdicts.map(({ routeId }) => routeId)))).toEqual(
    new Set([buyOnBinance, buyOnBybit]),
  )
})
