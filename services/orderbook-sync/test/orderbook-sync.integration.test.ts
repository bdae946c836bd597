import { bookStatus, bookStream, decodeBookViewBatch, priceKey, type BookView } from '@screener/contracts'
import { createStreamReader } from '@screener/streams'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCheckpoint, record, replayTo } from './checkpoint-checker.ts'
import { BookFlow, HandCollector, quiet } from './hand-collector.ts'
import { runService, type RunningService } from './run-service.ts'
import { instrument } from './shard-harness.ts'

const symbol = 'BTC-USDT'
const patient = { timeoutMs: 60_000 }
let redis: RedisServer
let service: RunningService
let collector: HandCollector
let flow = new BookFlow(symbol, 1)
let pump: NodeJS.Timeout
const views: BookView[] = []
const following = new AbortController()

const follow = async (): Promise<void> => {
  const reader = createStreamReader({ url: redis.url, cluster: false, name: 'test' }, quiet)
  reader.follow(bookStream(0), 'start')
  for await (const events of reader.batches(following.signal))
    for (const event of events) if (event.kind === 'entry') views.push(...decodeBookViewBatch(event.payload).views)
  await reader.close()
}
let followed: Promise<void>

const newest = (of = symbol): BookView | undefined => views.findLast(view => view.symbol === of)
const live = (): boolean => newest()?.status === bookStatus.live

/** Sends a delta every few milliseconds from now on; no more than a slow machine can follow. */
const flowOn = (): void => {
  pump = setInterval(() => collector.send(flow.delta()), 20)
}

const seed = (session: number): void => {
  flow = new BookFlow(symbol, session)
  collector.send({ instrument: instrument(symbol) }, flow.snapshot())
}

/** The state in Redis equals what was sent up to the id it names. */
const checkCheckpoint = async (): Promise<string> => {
  const { meta, bids, asks } = await readCheckpoint(collector.redis, 'acme', symbol)
  const truth = replayTo(collector.history, symbol, meta['mdId']!)
  expect({ bids, asks }).toEqual({ bids: truth.bids, asks: truth.asks })
  expect([Number(meta['sequence']), meta['status'], Number(meta['session'])]).toEqual([
    truth.sequence,
    'live',
    flow.session,
  ])
  return meta['savedTimeUs']!
}

beforeAll(async () => {
  redis = await startRedis({ appendOnly: true })
  service = await runService({
    REDIS_URL: redis.url,
    SHARDS: '1',
    VENUES: 'acme',
    SYMBOLS: symbol,
    VIEW_REFRESH_MS: '500',
    // Not lost while Redis is away: a shard taken anew would ask its collector for everything.
    LEASE_TTL_MS: '60000',
  })
  collector = new HandCollector(redis.url, 'acme')
  followed = follow()
})

afterAll(async () => {
  clearInterval(pump)
  following.abort()
  await followed
  await collector.close()
  await service.end('SIGKILL')
  await redis.stop()
})

describe('orderbook-sync', () => {
  it('asks for the shard when it takes it', async () => {
    await eventually(() => collector.shardOrders() > 0, { what: 'ResyncShard' })
    const order = collector.commands[0]?.resyncShard
    expect([order?.shard, order?.reason]).toEqual([0, 'start'])
  })

  it('shows the book and follows it delta by delta', async () => {
    seed(1)
    flowOn()
    await eventually(live, { what: 'a live view' })
    await eventually(() => views.filter(view => view.status === bookStatus.live).length > 50, {
      ...patient,
      what: 'views',
    })
    for (const view of views.filter(({ status }) => status === bookStatus.live)) {
      const upTo = collector.history.find(({ events }) =>
        events.some(({ snapshot, delta }) => (snapshot ?? delta)?.sequence === view.sequence),
      )
      const truth = replayTo(collector.history, symbol, upTo!.id)
      expect(view.bidPrices.map((price, index) => [price, view.bidQuantities[index]])).toEqual(truth.bids.slice(0, 20))
      expect(view.askPrices.map((price, index) => [price, view.askQuantities[index]])).toEqual(truth.asks.slice(0, 20))
    }
  })

  it('keeps in Redis a book that equals the stream at the id it names, while the stream flows on', async () => {
    const seen = new Set<string>()
    await eventually(async () => seen.add(await checkCheckpoint()).size >= 10, {
      ...patient,
      what: 'checkpoints',
    })
    const price = record(await collector.redis.command('HGETALL', priceKey('acme', symbol)))
    expect(price).toMatchObject({ status: 'live', reason: '', session: '1' })
    expect(Number(price['bid'])).toBeLessThan(Number(price['ask']))
    expect(Number(price['bidQuantity'])).toBeGreaterThan(0)
  })

  it('a lost delta: not live, resync ordered, live again with the new session', async () => {
    const from = views.length
    flow.delta()
    await eventually(() => views.slice(from).some(({ status }) => status === bookStatus.syncing), {
      ...patient,
      what: 'doubt',
    })
    await eventually(() => collector.bookOrders(symbol).length > 0, { what: 'ResyncBook' })
    expect(collector.bookOrders(symbol)[0]).toMatchObject({ resyncBook: { symbol, session: 1, reason: 'gap' } })
    seed(2)
    await eventually(() => live() && newest()?.session === 2, { what: 'live on session 2' })
    await eventually(async () => (await checkCheckpoint()) !== '', { what: 'checkpoint of session 2' })
  })

  it('an entry that cannot be read takes the stream down, and it says so', async () => {
    collector.sendBytes(Uint8Array.of(0x12, 0xff, 0xff))
    const before = collector.shardOrders()
    await eventually(() => newest()?.reason === 'undecodable', { ...patient, what: 'doubt' })
    await eventually(() => collector.shardOrders() > before, { what: 'ResyncShard' })
    seed(3)
    await eventually(live, { what: 'live again' })
    await eventually(
      async () => {
        const metrics = await (await fetch(`${service.url}/metrics`)).text()
        expect(metrics).toMatch(/orderbook_sync_events_total\{.*event="undecodable".*\} 1\n/)
        expect(metrics).toMatch(/orderbook_sync_books\{.*status="live".*\} 1\n/)
        return true
      },
      { everyMs: 100, what: 'metrics' },
    )
  })

  it('is live again by itself after Redis was killed, and writes its state anew', async () => {
    await redis.kill9()
    await redis.restart()
    const { sequence } = flow
    await eventually(() => live() && (newest()?.sequence ?? 0) > sequence, {
      ...patient,
      what: 'live views of what came since',
    })
    await eventually(async () => (await checkCheckpoint()) !== '', { what: 'a right checkpoint' })
  })

  it('is healthy while the feed lives and ends with 0 at SIGTERM', async () => {
    await eventually(async () => (await fetch(`${service.url}/health`)).status === 200, { what: 'healthy' })
    expect(await service.end('SIGTERM')).toBe(0)
    expect(service.output()).not.toMatch(/"level":"(error|fatal)"/)
  })
})
