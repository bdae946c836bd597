import { encodeClientMessage } from '@screener/contracts/gateway'
import { opportunityStream, statusStream } from '@screener/contracts'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPage, startGatewayProcess, type GatewayProcess, type Page } from './gateway-process.ts'
import { makeOpportunity, makeVerdict, makeVerdictBatch, makeView } from './make.ts'
import { startPipeline, type Pipeline } from './pipeline.ts'

const a = makeOpportunity({ id: 'two-leg:BTC-USDT:binance>bybit@1', netBps: 10 })
const b = makeOpportunity({ id: 'two-leg:BTC-USDT:bybit>binance@2', netBps: 20 })
let redis: RedisServer
let pipeline: Pipeline
let gateway: GatewayProcess
let stopLiving: () => void
const pages: Page[] = []

const page = async (): Promise<Page> => {
  const opened = await openPage(gateway)
  pages.push(opened)
  return opened
}
const isLive = async (): Promise<boolean> => (await gateway.get('/api/v1/status')).body.live === true
const truth = (): Record<string, number> =>
  Object.fromEntries([...pipeline.open].map(([id, { netBps }]) => [id, netBps]))

beforeAll(async () => {
  redis = await startRedis({ appendOnly: true })
  pipeline = await startPipeline(redis.url)
  gateway = await startGatewayProcess({
    REDIS_URL: redis.url,
    SHARDS: '2',
    VENUES: 'binance,bybit',
    VENUE_NAMES: 'binance=Binance One',
    SYMBOLS: 'BTC-USDT,ETH-USDT',
  })
})

beforeEach(async () => {
  stopLiving = pipeline.live()
  await eventually(isLive, { what: 'live' })
})

afterEach(() => {
  stopLiving()
  for (const { socket } of pages.splice(0)) socket.terminate()
})

afterAll(async () => {
  await pipeline.close()
  await gateway.kill('SIGKILL')
  await redis.stop()
})

describe('over HTTP', () => {
  test('opportunities: all, filtered', async () => {
    pipeline.put(a, b)
    const { body, headers } = await eventually(async () => {
      const answer = await gateway.get('/api/v1/opportunities')
      expect(answer.body).toMatchObject({
        live: true,
        opportunities: [{ id: b.id, netBps: 20, legs: [{ venue: 'binance' }, { venue: 'bybit' }] }, { id: a.id }],
      })
      return answer
    })
    expect(body.atMs).toBeGreaterThan(1e12)
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(
      (await gateway.get('/api/v1/opportunities?minNetBps=15&venue=bybit&symbol=BTC-USDT')).body.opportunities,
    ).toHaveLength(1)
    const bad = await gateway.get('/api/v1/opportunities?minNetBps=much')
    expect(bad).toMatchObject({ status: 400, body: { field: 'minNetBps', status: 400, title: 'Bad Request' } })
    expect(bad.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await gateway.get('/api/v1/opportunities/none')).toMatchObject({ status: 404, body: { field: 'id' } })
    pipeline.end(b, 'stale')
    await eventually(async () => (await gateway.get('/api/v1/opportunities')).body.opportunities.length === 1)
  })

  test('books', async () => {
    pipeline.view(makeView())
    await eventually(async () => (await gateway.get('/api/v1/books/binance/BTC-USDT')).status === 200)
    expect((await gateway.get('/api/v1/books/binance/BTC-USDT')).body).toMatchObject({
      venue: 'binance',
      symbol: 'BTC-USDT',
      status: 'live',
      reason: '',
      sequence: 42,
      bids: [
        [100, 1],
        [99, 2],
      ],
      asks: [
        [101, 3],
        [102, 4],
      ],
    })
    pipeline.view(
      makeView({ status: 3, reason: 'gap', bidPrices: [], bidQuantities: [], askPrices: [], askQuantities: [] }),
    )
    await eventually(async () => (await gateway.get('/api/v1/books/binance/BTC-USDT')).body.status === 'suspect')
    expect((await gateway.get('/api/v1/books/binance/BTC-USDT')).body).toMatchObject({
      reason: 'gap',
      bids: [],
      asks: [],
    })
    expect(await gateway.get('/api/v1/books/okx/BTC-USDT')).toMatchObject({
      status: 404,
      body: { field: 'venue', fix: 'use one of binance, bybit' },
    })
    expect(await gateway.get('/api/v1/books/binance/GONE-USDT')).toMatchObject({
      status: 404,
      body: { field: 'symbol' },
    })
    expect(await gateway.get('/api/v1/books/bybit/ETH-USDT')).toMatchObject({
      status: 404,
      body: { detail: expect.stringMatching(/not known yet/) },
    })
  })

  test('status names every venue, the services and Redis', async () => {
    const body = await eventually(async () => {
      const answer = (await gateway.get('/api/v1/status')).body
      expect(answer).toMatchObject({
        live: true,
        simulated: true,
        version: 'v9',
        redis: { connected: true },
        venues: [
          { venue: 'binance', name: 'Binance One', rejectedSymbols: 0 },
          { venue: 'bybit', name: 'bybit', state: 'syncing' },
        ],
        missingServices: ['orderbook-sync', 'arbitrage-analyzer'],
      })
      expect(answer.services).toHaveLength(3)
      return answer as { readonly services: readonly { readonly service: string }[] }
    })
    const own = body.services.find(({ service }) => service === 'api-gateway')
    expect(own).toMatchObject({ instance: 'g1', healthy: true, detail: '' })
    expect(Number(await pipeline.redis.command('XLEN', statusStream))).toBeGreaterThan(1)
  })

  test('why routes are not open: counts, lists by rule and by words, one route', async () => {
    const before = await gateway.get('/api/v1/verdicts/two-leg:none')
    expect(before).toMatchObject({ status: 404, body: { field: 'routeId', detail: expect.stringMatching(/not told/) } })
    expect((await gateway.get('/api/v1/verdicts')).body).toMatchObject({ live: false, routes: 0, countedAtMs: null })

    const pool = 'two-leg:uniswap.ETH-USDC~v3-500.buy:a>b.ETH-USDC.sell'
    const near = makeVerdict({ margin: -0.5 })
    const far = makeVerdict({ routeId: 'two-leg:bybit.BTC-USDT.buy:binance.BTC-USDT.sell', margin: -40 })
    const held = makeVerdict({
      routeId: pool,
      rule: 'quarantined',
      margin: 0,
      detail: 'a>b ETH: 12 % from the others for 300 s',
    })
    const counts = { open: 0, tops: 2, quarantined: 1 }
    const body = await eventually(async () => {
      await pipeline.verdicts(makeVerdictBatch([far, near, held], { routes: 3, counts }))
      const answer = (await gateway.get('/api/v1/verdicts')).body
      expect(answer).toMatchObject({ live: true, routes: 3, counts, toldRoutes: 3 })
      return answer as Record<string, unknown>
    })
    expect(body).not.toHaveProperty('verdicts')
    expect(body['countedAtMs']).toBeGreaterThan(1e12)

    expect((await gateway.get('/api/v1/verdicts?rule=tops&limit=1')).body).toMatchObject({
      matching: 2,
      verdicts: [{ routeId: near.routeId, rule: 'tops', margin: -0.5, marginUnit: 'bps', detail: '' }],
    })
    expect((await gateway.get('/api/v1/verdicts?find=eth%20UNISWAP')).body.verdicts).toHaveLength(1)
    expect(await gateway.get('/api/v1/verdicts?rule=mood')).toMatchObject({
      status: 400,
      body: { field: 'rule', fix: 'use one of open, tops, quarantined' },
    })

    for (const path of [pool, encodeURIComponent(pool)]) {
      const { status, body: one } = await gateway.get(`/api/v1/verdicts/${path}`)
      expect(status).toBe(200)
      expect(one).toMatchObject({ routeId: pool, rule: 'quarantined', margin: 0, marginUnit: '', detail: held.detail })
      expect(one).toMatchObject({ live: true, ageMs: expect.any(Number), toldMsAgo: expect.any(Number) })
    }
    expect(await gateway.get('/api/v1/verdicts/two-leg:none')).toMatchObject({
      status: 404,
      body: { field: 'routeId', detail: expect.stringMatching(/No verdict/) },
    })
  })

  test.each<[path: string, init: RequestInit, status: number]>([
    ['/api/v1/verdicts/%ff', {}, 400],
    ['/api/v1/verdicts/__proto__', {}, 404],
    ['/nothing', {}, 404],
    [
      '/api/v1/opportunities',
      { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } },
      405,
    ],
    ['/api/v1/opportunities/%ff', {}, 400],
    ['/api/v1/books/binance/__proto__', {}, 404],
    ['/api/v1/opportunities?__proto__=1', {}, 400],
    ['/api/v1/opportunities?venue=binance&venue=bybit', {}, 400],
  ])('%s is refused with a problem', async (path, init, status) => {
    const answer = await gateway.get(path, init)
    expect(answer).toMatchObject({ status, body: { status, detail: expect.any(String), fix: expect.any(String) } })
  })
})

describe('over the WebSocket', () => {
  test('the whole state first, then updates; the page holds what is true', async () => {
    pipeline.put(a)
    const browser = await page()
    await eventually(() => browser.heard.length > 0)
    expect(browser.heard[0]).toMatchObject({ number: 0, fullState: { live: true, simulated: true, version: 'v9' } })
    for (let i = 1; i <= 50; i += 1) pipeline.put({ ...b, netBps: i, updatedAtUs: i })
    pipeline.end(a, 'unprofitable')
    await eventually(() => browser.held()[b.id] === 50 && !(a.id in browser.held()))
    expect(browser.held()).toEqual(truth())
    expect(browser.heard.map(({ number }) => number)).toEqual(browser.heard.map((_, index) => index))
    expect(browser.socket.extensions).toBe('')
    expect(browser.heard.flatMap(({ update }) => update?.closed ?? [])).toContainEqual({
      id: a.id,
      reason: 'unprofitable',
    })
  })

  test('a malformed, an unknown and a text message are answered; the third closes with 1008', async () => {
    const browser = await page()
    const errors = (): unknown[] => browser.heard.flatMap(({ error }) => (error ? [error.code] : []))
    browser.socket.send(Buffer.from([0x0a, 0xff]))
    await eventually(() => errors().length === 1)
    browser.socket.send(Buffer.from([]))
    await eventually(() => errors().length === 2)
    browser.socket.send(encodeClientMessage({ requestFullState: {} }))
    await eventually(() => browser.heard.filter(({ fullState }) => fullState).length === 2)
    browser.socket.send('{"setPace":1}')
    expect(await browser.closed).toEqual({ code: 1008, reason: 'unknown_message' })
    expect(errors()).toEqual(['unknown_message', 'unknown_message', 'unknown_message'])
  })

  test('too many messages close with 1008, a message over 16 KB with 1009', async () => {
    const [chatty, big] = [await page(), await page()]
    for (let i = 0; i < 20; i += 1) chatty.socket.send(encodeClientMessage({ setPace: { minIntervalMs: 100 } }))
    expect(await chatty.closed).toEqual({ code: 1008, reason: 'too_many_messages' })
    big.socket.send(Buffer.alloc(17_000))
    expect((await big.closed).code).toBe(1009)
  })

  test('a page of another origin is refused before the upgrade', async () => {
    const { WebSocket } = await import('ws')
    const refused = (options: object, path = '/ws'): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(gateway.url.replace('http', 'ws') + path, options)
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
        socket.on('open', () => reject(new Error('it was accepted')))
        socket.on('error', () => undefined)
      })
    for (const origin of [
      undefined,
      'null',
      'https://evil.example',
      `${gateway.url}.evil.example`,
      'http://127.0.0.1',
    ]) {
      expect(await refused(origin === undefined ? {} : { origin })).toBe(403)
    }
    expect(await refused({ origin: gateway.url }, '/other')).toBe(404)
  })

  test('a page that does not read costs little and is cut off; the others notice nothing', async () => {
    const [slow, quick] = [await page(), await page()]
    await eventually(() => slow.heard.length > 0 && quick.heard.length > 0)
    slow.socket.pause()
    const before = await gateway.rssBytes()
    const reason = 'x'.repeat(2000)
    let sent = 0
    const flood = setInterval(() => {
      sent += 1
      pipeline.put(
        ...Array.from({ length: 40 }, (_, i) =>
          makeOpportunity({ id: `flood${i}@1`, routeId: reason, netBps: sent, updatedAtUs: sent * 1000 + i }),
        ),
      )
    }, 20)
    const browsers = async (): Promise<number> => Number((await gateway.get('/api/v1/status')).body.browsers)
    // The paused socket itself learns of the cut only when it reads again.
    await eventually(async () => (await browsers()) === 1, {
      timeoutMs: 150_000,
      everyMs: 200,
      what: 'cut off',
    }).finally(() => clearInterval(flood))
    expect(gateway.lines.filter(line => line['event'] === 'browser_dropped')).toHaveLength(1)
    await eventually(() => quick.held()['flood39@1'] === sent)
    expect((await gateway.rssBytes()) - before).toBeLessThan(150_000_000)
    for (let i = 0; i < 40; i += 1) pipeline.end(makeOpportunity({ id: `flood${i}@1` }), 'stale')
  }, 200_000)
})

describe('when something dies', () => {
  test('the analyzer falls silent: not live, no opportunities over HTTP; a keyframe brings it back', async () => {
    const browser = await page()
    pipeline.put(a)
    await eventually(() => a.id in browser.held())
    stopLiving()
    await eventually(() => browser.heard.at(-1)?.update?.live === false, { what: 'not live' })
    expect((await gateway.get('/api/v1/opportunities')).body).toMatchObject({ live: false, opportunities: [] })
    stopLiving = pipeline.live()
    await eventually(() => browser.heard.at(-1)?.update?.live === true)
    expect(browser.held()).toEqual(truth())
  })

  test('another analyzer takes over: nothing of the old one lingers', async () => {
    const browser = await page()
    pipeline.put(a, b)
    await eventually(() => b.id in browser.held())
    pipeline.newAnalyzer()
    await eventually(() => Object.keys(browser.held()).length === 0)
    await eventually(isLive)
  })

  test('an entry is lost: not live until the next keyframe', async () => {
    stopLiving()
    pipeline.keyframe()
    const writer = pipeline.analyzer()
    await writer.flush()
    const stream = opportunityStream(0)
    const [last] = (await pipeline.redis.command('XREVRANGE', stream, '+', '-', 'COUNT', 1)) as [[string]]
    let n = Number(last[0].split('-')[1])
    // Heard all the time, by batches that are no keyframes: so it is not silence that ends it.
    const say = (skipped = 0): Promise<unknown> => {
      n += 1 + skipped
      return pipeline.redis.command('XADD', stream, `${writer.epochMs}-${n}`, 't', 'OpportunityBatch', 'p', '')
    }
    const liveIs = async (wanted: boolean): Promise<boolean> => {
      await say()
      return (await isLive()) === wanted
    }
    await eventually(() => liveIs(true), { everyMs: 50, what: 'live' })
    // A hole as a reader sees it: a number is skipped.
    await say(1)
    await eventually(() => liveIs(false), { everyMs: 50, what: 'not live' })
    pipeline.newAnalyzer()
    pipeline.keyframe()
    await eventually(isLive)
  })

  test('an entry that does not decode counts as lost and is logged', async () => {
    const writer = pipeline.analyzer()
    writer.append('OpportunityBatch', Buffer.from([0x0a, 0xff]))
    await eventually(() => gateway.lines.some(line => line['event'] === 'undecodable_entry'))
    await eventually(isLive)
  })

  test('Redis is killed and comes back: said on /health and the page, then all by itself again', async () => {
    const browser = await page()
    await redis.kill9()
    await eventually(async () => (await fetch(gateway.healthUrl)).status === 503, { what: 'unhealthy' })
    await eventually(() => browser.heard.at(-1)?.update?.live === false, { what: 'not live' })
    await eventually(async () => (await gateway.get('/api/v1/status')).body.redis.connected === false)
    expect((await gateway.get('/api/v1/status')).body.venues[0]).toMatchObject({ reason: 'Redis is away' })
    await redis.restart()
    await eventually(async () => (await fetch(gateway.healthUrl)).status === 200, { what: 'healthy' })
    await eventually(() => browser.heard.at(-1)?.update?.live === true, { what: 'live again' })
    pipeline.put(a)
    await eventually(() => a.id in browser.held())
  })

  test('SIGTERM: browsers are told, everything stops by itself, exit 0', async () => {
    const browser = await page()
    expect(await gateway.kill('SIGTERM')).toBe(0)
    expect(gateway.lines.map(line => line['event'])).not.toContain('stop_late')
    expect((await browser.closed).code).toBe(1001)
  })
})
