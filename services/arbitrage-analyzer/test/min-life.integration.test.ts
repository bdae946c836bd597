import { bookStream, encodeBookViewBatch, type BookView } from '@screener/contracts'
import { loadConfig, Registry } from '@screener/service-kit'
import { connectRedis, type StreamEvent } from '@screener/streams'
import { eventually, startRedis } from '@screener/testing'
import { expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import type { Clock } from '../src/clock.ts'
import { settings } from '../src/config.ts'
import { payingViews, listen, nowUs, shard, silentLog } from './market.ts'

/** Time that stands still unless it is moved, and what wants to be woken. */
interface HandClock extends Clock {
  moveMs(ms: number): void
  readonly alarms: readonly { readonly delayMs: number; readonly wake: () => void }[]
}

const createHandClock = (): HandClock => {
  const startUs = nowUs()
  let passedMs = 0
  let alarms: { delayMs: number; wake: () => void }[] = []
  return {
    nowUs: () => startUs + passedMs * 1_000,
    monotonicMs: () => passedMs,
    wakeAfter: (delayMs, wake) => {
      const alarm = { delayMs, wake }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter(one => one !== alarm)
      }
    },
    moveMs: ms => {
      passedMs += ms
    },
    get alarms() {
      return alarms
    },
  }
}

let sent = 0
const entryOf = (views: readonly BookView[]): StreamEvent => ({
  kind: 'entry',
  stream: bookStream(shard),
  id: `1-${sent}`,
  epochMs: 1,
  n: sent++,
  type: 'BookViewBatch',
  payload: encodeBookViewBatch({ views, proofs: [] }),
})

test('a route opens when it has paid for long enough, at the time of its own alarm, though nothing more is heard', async () => {
  const server = await startRedis()
  const redis = connectRedis({ url: server.url, cluster: false, name: 'test' }, silentLog)
  await eventually(() => redis.ready)
  const listener = listen(server.url)
  const clock = createHandClock()
  const env = {
    VENUES: 'binance,bybit',
    TAKER_BPS: 'binance=10,bybit=10',
    MIN_LIFE_MS: '5',
    MAX_SKEW_MS: '60000',
    LEASE_TTL_MS: '60000',
  }
  const config = loadConfig(settings, { env, readFile: () => '' })
  const registry = new Registry()
  const analyzer = createAnalyzer({ config, instance: 'one', redis, registry, log: silentLog, clock })
  try {
    analyzer.publisher.start()
    await eventually(() => analyzer.publisher.active, { what: 'the lease' })
    analyzer.onBatch([entryOf(payingViews())])
    expect(analyzer.engine.counts.open).toBe(0)
    expect(analyzer.engine.verdicts.brief).toBe(1)
    expect(clock.alarms.map(({ delayMs }) => delayMs)).toEqual([5])
    clock.moveMs(5)
    clock.alarms[0]!.wake()
    expect(analyzer.engine.counts.open).toBe(1)
    await eventually(() => expect(listener.words()).toEqual(['opened']))
    // What waits for its alarm when the service ends leaves no alarm behind.
    analyzer.engine.closeAll(clock.nowUs(), 'shutdown')
    analyzer.onBatch([entryOf(payingViews())])
    expect(clock.alarms).toHaveLength(2)
  } finally {
    await analyzer.close()
    await listener.close()
    await redis.close()
    await server.stop()
  }
  expect(clock.alarms).toHaveLength(1)
})
