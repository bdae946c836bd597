import { bookStream, decodeServiceStatus, statusStream, type ServiceStatus } from '@screener/contracts'
import { connectRedis, createStreamReader, type RedisClient } from '@screener/streams'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createBookSource,
  listen,
  notLive,
  nowUs,
  payingTriangle,
  payingViews,
  proof,
  shard,
  silentLog,
  view,
  type BookSource,
  type Listener,
} from './market.ts'
import { runService, type RunningService } from './run-service.ts'

let server: RedisServer
let redis: RedisClient
let listener: Listener
let source: BookSource
let services: RunningService[]

/** On a loaded machine nothing grows stale, skewed or late by itself: a test about one of these limits sets it. */
const patientLimits = {
  MAX_LEG_AGE_MS: '60000',
  MAX_SKEW_MS: '60000',
  MAX_LAG_MS: '60000',
  LEASE_TTL_MS: '60000',
}

const start = async (env: Record<string, string> = {}): Promise<RunningService> => {
  const service = runService({ REDIS_URL: server.url, ...patientLimits, ...env })
  services.push(service)
  await service.port()
  // Following begins a moment after start: a proof for nobody is harmless, and /health tells that it was heard.
  await eventually(
    async () => {
      await source.send([], [proof('nobody')])
      return (await health(service)).checks['books'] === 'ok'
    },
    { everyMs: 50, what: 'the books are followed' },
  )
  return service
}

const health = async (service: RunningService): Promise<{ healthy: boolean; checks: Record<string, string> }> => {
  const response = await fetch(`http://127.0.0.1:${await service.port()}/health`)
  return (await response.json()) as { healthy: boolean; checks: Record<string, string> }
}

/** A metric's value; with `label`, such as `rule="tops"`, that of one label. */
const metric = async (service: RunningService, name: string, label = ''): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${await service.port()}/metrics`)).text()
  return Number(new RegExp(`^${name}(?:\\{${label}[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1])
}

const lastStatus = async (): Promise<ServiceStatus | undefined> => {
  const reader = createStreamReader({ url: server.url, cluster: false, name: 'test-status' }, silentLog)
  reader.follow(statusStream, 'start', { explicitIds: false })
  const aborter = new AbortController()
  try {
    for await (const events of reader.batches(aborter.signal)) {
      const last = events.at(-1)
      if (last?.kind === 'entry') return decodeServiceStatus(last.payload)
    }
    return undefined
  } finally {
    aborter.abort()
    await reader.close()
  }
}

const hears = (...words: string[]): Promise<unknown> =>
  eventually(() => expect(listener.words()).toEqual(words), { what: words.join(', ') })

const speaks = (): Promise<unknown> =>
  eventually(() => listener.heard.some(({ batch }) => batch.keyframe), { what: 'a keyframe' })

beforeEach(async () => {
  services = []
  server = await startRedis()
  redis = connectRedis({ url: server.url, cluster: false, name: 'test' }, silentLog)
  await eventually(() => redis.ready)
  source = createBookSource(redis, Date.now())
  listener = listen(server.url)
})

afterEach(async () => {
  for (const service of services) service.kill('SIGKILL')
  await Promise.all(services.map(service => service.exited))
  await listener.close()
  await source.writer.close()
  await redis.close()
  await server.stop()
})

test('a paying pair of books opens, moves and closes the moment a book is not LIVE', async () => {
  const service = await start()
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const opened = listener.heard.find(({ batch }) => batch.events[0]?.phase === 0)!.batch.events[0]!.opportunity
  expect(opened).toMatchObject({
    symbol: 'BTC-USDT',
    quantity: 1,
    kind: 'two-leg',
    legs: [
      { venue: 'binance', side: 'buy' },
      { venue: 'bybit', side: 'sell' },
    ],
  })
  expect(opened.profitQuote).toBeCloseTo(101 * 0.999 - 100 * 1.001, 9)
  await source.send([view('binance', 99.9, 100.2)])
  await hears('opened', 'updated')
  await source.send([notLive('bybit')])
  await hears('opened', 'updated', 'closed not_live')
  expect(await metric(service, 'analyzer_opened_total')).toBe(1)
  expect(await metric(service, 'analyzer_closed_total')).toBe(1)
  expect(await metric(service, 'analyzer_routes')).toBe(2)
  expect(await metric(service, 'analyzer_frame_to_opportunity_ms_count')).toBe(1)
})

test('a triangle opens too; what is left of its opening follows; each rule tells how many routes it decided', async () => {
  const service = await start({ TAKER_BPS: 'binance=1,bybit=10' })
  await speaks()
  await source.send(payingTriangle())
  await hears('opened')
  const opened = listener.heard.find(({ batch }) => batch.events[0]?.phase === 0)!.batch.events[0]!.opportunity
  expect(opened).toMatchObject({
    kind: 'triangular',
    routeId: 'triangular:binance.BTC-USDT.buy:binance.ETH-BTC.buy:binance.ETH-USDT.sell',
    base: 'ETH',
    quote: 'USDT',
  })
  // One BTC buys 19.998 ETH in whole steps, fee included.
  expect(opened.profitQuote).toBeCloseTo(19.998 * 5.05 * 0.9999 - 100 * 1.0001, 9)
  const survival = await eventually(() => listener.heard.flatMap(({ batch }) => batch.survivals)[0], {
    timeoutMs: 5_000,
    what: 'what is left of the opening',
  })
  expect(survival).toMatchObject({ id: opened.id, openedNetBps: opened.netBps })
  expect(survival!.marks).toHaveLength(7)
  expect(survival!.marks[0]).toMatchObject({ afterMs: 10, known: true, netBps: opened.netBps })
  expect(await metric(service, 'analyzer_routes_by_kind', 'kind="triangular"')).toBe(2)
  expect(await metric(service, 'analyzer_routes_left_out')).toBe(0)
  expect(await metric(service, 'analyzer_verdicts', 'rule="tops"')).toBe(1)
})

test('what a transfer costs is taken off, and told', async () => {
  await start({ TRANSFER_COSTS: 'binance:BTC=0.001,bybit:USDT=1' })
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const { opportunity, receipt } = listener.heard.find(({ batch }) => batch.events[0]?.phase === 0)!.batch.events[0]!
  // 0.001 BTC at the cheaper ask, its fee on top; what the last leg brings stays at bybit.
  expect(opportunity.legs[0]).toMatchObject({ fixedCost: 0.001, fixedCostAsset: 'BTC' })
  expect(opportunity.fixedCostQuote).toBeCloseTo(0.1001, 9)
  expect(opportunity.profitQuote).toBeCloseTo(101 * 0.999 - 100 * 1.001 - 0.1001, 9)
  expect(receipt!.rates).toMatchObject([{ asset: 'BTC', venue: 'binance', side: 'buy', amount: 0.001 }])
})

test('more than can be believed is not told, but counted', async () => {
  const service = await start({ MAX_CREDIBLE_NET_BPS: '50' })
  await speaks()
  await source.send(payingViews())
  await eventually(async () => expect(await metric(service, 'analyzer_verdicts', 'rule="incredible"')).toBe(1))
  expect(listener.words()).toEqual([])
})

test('proofs keep it open for longer than a leg may be old; silence closes it as stale', async () => {
  const maxLegAgeMs = 2_000
  await start({ MAX_LEG_AGE_MS: `${maxLegAgeMs}` })
  await speaks()
  await source.send(payingViews())
  const sentUs = nowUs()
  await hears('opened')
  let provenUs = 0
  await eventually(
    async () => {
      provenUs = nowUs()
      await source.send([], [proof('binance'), proof('bybit')])
      return provenUs > sentUs + 1.5 * maxLegAgeMs * 1_000
    },
    { everyMs: 50 },
  )
  await hears('opened', 'closed stale')
  // By the analyzer's own stamp: not while the last proof was young enough, so also not while the views alone were old.
  const closedUs = listener.heard.find(({ batch }) => batch.events[0]?.closeReason === 'stale')!.batch.atUs
  expect(closedUs - provenUs).toBeGreaterThan(maxLegAgeMs * 1_000)
})

test('a keyframe lists what is open, each second, and nothing when nothing is', async () => {
  await start()
  await speaks()
  const empty = listener.heard.filter(({ batch }) => batch.keyframe)
  expect(empty.every(({ batch }) => batch.events.length === 0)).toBe(true)
  await source.send(payingViews())
  const full = await eventually(() => listener.heard.find(({ batch }) => batch.keyframe && batch.events.length > 0), {
    what: 'a keyframe with the open episode',
  })
  expect(full!.batch.events).toMatchObject([{ phase: 1, opportunity: { symbol: 'BTC-USDT', quantity: 1 } }])
  const keyframes = await eventually(
    () => {
      const all = listener.heard.filter(({ batch }) => batch.keyframe)
      return all.length >= 4 ? all : undefined
    },
    { what: 'four keyframes' },
  )
  const gapsUs = keyframes!.slice(1).map(({ batch }, index) => batch.atUs - keyframes![index]!.batch.atUs)
  // Not more often than promised; how late a loaded machine may be is for benchmarks.
  expect(Math.min(...gapsUs)).toBeGreaterThan(900_000)
})

test('lost entries of the book stream close at once, until the books come again', async () => {
  await start()
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const { writer } = source
  await redis.command('XADD', bookStream(shard), `${writer.epochMs + 1}-7`, 't', 'BookViewBatch', 'p', '')
  await hears('opened', 'closed not_live')
  const next = createBookSource(redis, writer.epochMs + 2)
  await next.send(payingViews())
  await hears('opened', 'closed not_live', 'opened')
  await redis.command('XADD', bookStream(shard), `${next.writer.epochMs}-1`, 't', 'BookViewBatch', 'p', 'no protobuf')
  await hears('opened', 'closed not_live', 'opened', 'closed not_live')
  await next.writer.close()
})

test('views that are old when they are read count as stale', async () => {
  const service = await start({ MAX_LAG_MS: '5000' })
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const lateUs = nowUs() - 6_000_000
  await source.send([view('binance', 99.9, 100, { syncedTimeUs: lateUs, proofTimeUs: lateUs, receivedTimeUs: lateUs })])
  await hears('opened', 'closed stale')
  await source.send(payingViews())
  await hears('opened', 'closed stale', 'opened')
  expect(await metric(service, 'analyzer_closed_total')).toBe(1)
})

test('a pause of the process closes everything before anything else is said', async () => {
  const service = await start({ MAX_LAG_MS: '2000' })
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const stalls = await metric(service, 'analyzer_stalls_total')
  const beforeUs = nowUs()
  const wakesUs = beforeUs + 2_500_000
  service.kill('SIGSTOP')
  try {
    await eventually(() => nowUs() > wakesUs)
  } finally {
    service.kill('SIGCONT')
  }
  await hears('opened', 'closed stale')
  const after = listener.heard.filter(({ batch }) => batch.atUs > wakesUs && batch.events.length > 0)
  expect(after[0]!.batch.events[0]!.closeReason).toBe('stale')
  expect(await metric(service, 'analyzer_stalls_total')).toBe(stalls + 1)
})

test('SIGTERM closes with the reason shutdown and exits 0; a restart begins a new epoch', async () => {
  const first = await start()
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  first.kill('SIGTERM')
  expect(await first.exited).toBe(0)
  await hears('opened', 'closed shutdown')
  // The last word, which may come in a reply of its own.
  await eventually(() => expect(listener.heard.at(-1)!.batch).toMatchObject({ keyframe: true, events: [] }))
  const before = listener.heard.length
  await start()
  await eventually(() => listener.heard.length > before)
  expect(listener.heard.at(-1)!.epochMs).toBeGreaterThan(listener.heard[0]!.epochMs)
  expect(listener.breaks.map(event => event.kind)).toEqual(['epoch'])
})

test('a standby is silent, and takes over with the books it followed', async () => {
  const ids = ['one', 'two']
  const pair = [
    await start({ INSTANCE_ID: ids[0]!, LEASE_TTL_MS: '3000' }),
    await start({ INSTANCE_ID: ids[1]!, LEASE_TTL_MS: '3000' }),
  ]
  await speaks()
  const holder = await eventually(
    async () => ((await redis.command('GET', 'lease:{arbitrage-analyzer}:0')) as string | null)?.split('/')[0],
  )
  await source.send(payingViews())
  await hears('opened')
  expect(new Set(listener.heard.map(({ epochMs }) => epochMs)).size).toBeLessThanOrEqual(2)
  const epoch = listener.heard.at(-1)!.epochMs
  pair[ids.indexOf(holder!)]!.kill('SIGKILL')
  // No book is sent again: what it tells rests on what it had followed. What still pays goes on.
  const taken = await eventually(() =>
    listener.heard.find(({ batch, epochMs }) => epochMs > epoch && batch.events.length > 0),
  )
  const { id, openedAtMs } = listener.heard.flatMap(({ batch }) => batch.events)[0]!.opportunity
  expect(taken!.batch.events).toMatchObject([{ phase: 1, opportunity: { id, openedAtMs } }])
  await hears('opened', 'updated')
})

test('an episode outlives the analyzer that opened it, with nothing told of it until its books are priced again', async () => {
  const first = await start({ LEASE_TTL_MS: '1000' })
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const { id } = listener.heard.flatMap(({ batch }) => batch.events)[0]!.opportunity
  const { epochMs: before } = listener.heard.at(-1)!
  first.kill('SIGKILL')
  await first.exited
  await start({ LEASE_TTL_MS: '1000' })
  const since = () => listener.heard.filter(({ epochMs }) => epochMs > before)
  await eventually(() => expect(since().some(({ batch }) => batch.keyframe)).toBe(true), { what: 'it speaks' })
  expect(since().flatMap(({ batch }) => batch.events)).toEqual([])
  const views = [view('binance', 99.9, 100, { sequence: 9 }), view('bybit', 101.1, 101.2, { sequence: 9 })]
  await source.send(views)
  await hears('opened', 'updated')
  const [went] = since().flatMap(({ batch }) => batch.events)
  expect(went).toMatchObject({ phase: 1, opportunity: { id, legs: [{ sequence: 9 }, { sequence: 9 }] } })
})

test('what was open when it was killed and does not pay any more is told to be over by the next one', async () => {
  const first = await start({ LEASE_TTL_MS: '1000' })
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const { id } = listener.heard.flatMap(({ batch }) => batch.events)[0]!.opportunity
  first.kill('SIGKILL')
  await first.exited
  await start({ LEASE_TTL_MS: '1000' })
  await source.send([view('binance', 99.9, 100), view('bybit', 99.8, 101.2)])
  await hears('opened', 'closed restart')
  expect(listener.heard.findLast(({ batch }) => !batch.keyframe)!.batch.events[0]!.opportunity.id).toBe(id)
})

test('tells how it is each second', async () => {
  const service = await start({ INSTANCE_ID: 'analyzer-1' })
  await speaks()
  await source.send(payingViews())
  await hears('opened')
  const status = await eventually(async () => {
    const told = await lastStatus()
    return told?.counters['opened'] === 1 ? told : undefined
  })
  expect(status).toMatchObject({
    service: 'arbitrage-analyzer',
    instance: 'analyzer-1',
    shards: [0],
    counters: { books: 2, routes: 2 },
  })
  expect(service.output()).toMatch(/"event":"fee","venue":"bybit","takerBps":10,"feeAsset":"quote","schedule":""/)
  expect(service.output()).not.toMatch(/"level":"(error|fatal)"/)
})

test('a venue without a fee ends it with code 2 and one readable message', async () => {
  const service = runService({ REDIS_URL: server.url, VENUES: 'binance,kraken' })
  services.push(service)
  expect(await service.exited).toBe(2)
  expect(service.output()).toMatch(
    /arbitrage-analyzer: The configuration is wrong:\n {2}feesDir \(FEES_DIR\): of the fee schedules, there is none for kraken/,
  )
})
