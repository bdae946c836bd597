import type { LeftOver } from '@screener/arbitrage'
import { loadConfig, Registry } from '@screener/service-kit'
import { connectRedis } from '@screener/streams'
import { eventually, startRedis } from '@screener/testing'
import { expect, test, vi } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { systemClock } from '../src/clock.ts'
import { settings } from '../src/config.ts'
import { silentLog } from './market.ts'

test('of two take-overs that overlap only the newer one adopts; a cost of a venue that is not followed is told', async () => {
  const server = await startRedis()
  const redis = connectRedis({ url: server.url, cluster: false, name: 'test' }, silentLog)
  await eventually(() => redis.ready)
  const env = {
    VENUES: 'binance,bybit',
    TAKER_BPS: 'binance=10,bybit=10',
    LEASE_TTL_MS: '1000',
    TRANSFER_COSTS: 'binanc:BTC=1',
  }
  const config = loadConfig(settings, { env, readFile: () => '' })
  const warnings: object[] = []
  const log = { ...silentLog, warn: (fields: object) => void warnings.push(fields) }
  const asked: ((left: LeftOver) => void)[] = []
  const leftOpen = () => new Promise<LeftOver>(resolve => void asked.push(resolve))
  const analyzer = createAnalyzer({
    ...{ config, redis, log, leftOpen },
    ...{ instance: 'one', registry: new Registry(), clock: systemClock },
  })
  const adopt = vi.spyOn(analyzer.engine, 'adopt')
  const [first, second] = [1, 2].map((ms): LeftOver => ({ open: [], lastOpenedAtMs: new Map([['route', ms]]) }))
  try {
    expect(warnings).toMatchObject([{ event: 'transfer_cost_unused', venue: 'binanc' }])
    analyzer.publisher.start()
    await eventually(() => asked.length === 1, { what: 'the first take-over' })
    // As after an outage: the lease is lost and taken again while Redis has not told yet.
    await redis.command('DEL', 'lease:{arbitrage-analyzer}:0')
    await eventually(() => asked.length === 2 && analyzer.publisher.active, { what: 'the second take-over' })
    asked[0]!(first!)
    asked[1]!(second!)
    await eventually(() => adopt.mock.calls.length > 0, { what: 'something is adopted' })
    expect(adopt.mock.calls.map(([left]) => left)).toEqual([second])
  } finally {
    await analyzer.close()
    await redis.close()
    await server.stop()
  }
})
