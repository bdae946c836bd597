import { bookStatus, bookStream, decodeBookViewBatch, marketDataStream, type BookView } from '@screener/contracts'
import { createStreamReader } from '@screener/streams'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCheckpoint } from './checkpoint-checker.ts'
import { BookFlow, HandCollector, quiet } from './hand-collector.ts'
import { runService, type RunningService } from './run-service.ts'
import { instrument } from './shard-harness.ts'

const symbols = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT']
const patient = { timeoutMs: 60_000 }
let redis: RedisServer
let service: RunningService
let collector: HandCollector
let flows: readonly BookFlow[]
let pump: NodeJS.Timeout
let views: BookView[]
let following: AbortController
let followed: Promise<void>

const follow = async (): Promise<void> => {
  const reader = createStreamReader({ url: redis.url, cluster: false, name: 'test' }, quiet)
  reader.follow(bookStream(0), 'start')
  for await (const events of reader.batches(following.signal))
    for (const event of events) if (event.kind === 'entry') views.push(...decodeBookViewBatch(event.payload).views)
  await reader.close()
}

const start = (): Promise<RunningService> =>
  runService({
    REDIS_URL: redis.url,
    SHARDS: '1',
    VENUES: 'acme',
    SYMBOLS: symbols.join(),
    VIEW_REFRESH_MS: '500',
    CHECKPOINT_EVERY_MS: '100',
    LEASE_TTL_MS: '1000',
  })

const allLive = (from: number): boolean =>
  symbols.every(symbol => views.slice(from).findLast(view => view.symbol === symbol)?.status === bookStatus.live)

const kept = async (): Promise<boolean> => {
  const all = await Promise.all(symbols.map(symbol => readCheckpoint(collector.redis, 'acme', symbol)))
  return all.every(({ meta }) => meta['restorable'] === '1')
}

beforeEach(async () => {
  views = []
  redis = await startRedis({ appendOnly: true })
  service = await start()
  collector = new HandCollector(redis.url, 'acme')
  following = new AbortController()
  followed = follow()
  await eventually(() => collector.shardOrders() > 0, { ...patient, what: 'ResyncShard' })
  flows = symbols.map(symbol => new BookFlow(symbol, 1))
  collector.send(...flows.flatMap(flow => [{ instrument: instrument(flow.symbol) }, flow.snapshot()]))
  pump = setInterval(() => collector.send(...flows.map(flow => flow.delta())), 20)
  await eventually(() => allLive(0), { ...patient, what: 'live books' })
  await eventually(kept, { ...patient, what: 'checkpoints' })
})

afterEach(async () => {
  clearInterval(pump)
  following.abort()
  await followed
  await collector.close()
  await service.end('SIGKILL')
  await redis.stop()
})

describe('orderbook-sync, killed and started again', () => {
  it('is live again without asking anybody, at numbers that came meanwhile', async () => {
    await service.end('SIGKILL')
    const orders = collector.commands.length
    const sequence = flows[0]!.sequence
    await eventually(() => flows[0]!.sequence > sequence + 20, { what: 'deltas that nobody reads' })
    const from = views.length
    service = await start()
    await eventually(() => views.length > from && allLive(from), { ...patient, what: 'live books' })
    const behind = views.slice(from).filter(view => view.status === bookStatus.live)
    expect(Math.min(...behind.map(view => view.session))).toBe(1)
    expect(behind[0]!.sequence).toBeGreaterThan(sequence)
    // Quiet for a while more: an order that was due would have come with the next ticks.
    await eventually(() => views.filter(view => view.status === bookStatus.live).length > behind.length + 30, {
      ...patient,
      what: 'more views',
    })
    expect(collector.commands.slice(orders)).toEqual([])
  })

  it('asks for everything when the stream lost what came meanwhile', async () => {
    await service.end('SIGKILL')
    const orders = collector.commands.length
    const sequence = flows[0]!.sequence
    await eventually(() => flows[0]!.sequence > sequence + 20, { what: 'deltas that nobody reads' })
    await collector.redis.command('XTRIM', marketDataStream(0, 'acme'), 'MAXLEN', 5)
    const from = views.length
    service = await start()
    await eventually(() => collector.commands.length > orders, { ...patient, what: 'an order' })
    expect(collector.commands[orders]?.resyncShard).toMatchObject({ shard: 0, reason: 'stream_hole' })
    expect(views.slice(from).filter(view => view.status === bookStatus.live)).toEqual([])
  })

  it('begins without state when nothing is kept', async () => {
    await service.end('SIGKILL')
    const orders = collector.commands.length
    await collector.redis.command('DEL', 'ob:{0}:books')
    service = await start()
    await eventually(() => collector.commands.length > orders, { ...patient, what: 'an order' })
    expect(collector.commands[orders]?.resyncShard).toMatchObject({ shard: 0, reason: 'start' })
  })
})
