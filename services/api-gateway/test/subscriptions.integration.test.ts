import { decodeSubscriptionRequest, subscriptionRequestStream, subscriptionsKey } from '@screener/contracts'
import { createStreamReader } from '@screener/streams'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts'
import { makeStatus } from './make.ts'
import { startPipeline, type Pipeline } from './pipeline.ts'

const path = '/api/v1/subscriptions'
const token = 'T'.repeat(43)
const wish = { venue: 'binance', symbol: 'DOGE-USDT', depth: 'deep', seconds: 60 }

let redis: RedisServer
let pipeline: Pipeline
let open: GatewayProcess
let closed: GatewayProcess
const asked: unknown[] = []
const aborter = new AbortController()
let reading: Promise<void>

const post = (body: unknown, headers: Record<string, string> = {}, gateway = open): ReturnType<GatewayProcess['get']> =>
  gateway.get(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const manage = (): Promise<void> => pipeline.status(makeStatus({ service: 'subscription-manager', atMs: Date.now() }))
/** At most 10 requests a second are served: a test waits for its turn. */
const inTurn = async (ask: () => ReturnType<GatewayProcess['get']>): ReturnType<GatewayProcess['get']> =>
  eventually(async () => {
    const answer = await ask()
    return answer.status === 429 ? undefined : answer
  }) as ReturnType<GatewayProcess['get']>

beforeAll(async () => {
  redis = await startRedis()
  pipeline = await startPipeline(redis.url)
  const env = { REDIS_URL: redis.url, VENUES: 'binance,bybit', SYMBOLS: 'BTC-USDT', SHARDS: '2' }
  open = await startGatewayProcess({ ...env, API_CONTROL_TOKEN: token })
  closed = await startGatewayProcess(env)
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const reader = createStreamReader({ url: redis.url, cluster: false, name: 'asked' }, log)
  reader.follow(subscriptionRequestStream, 'start', { explicitIds: false })
  reading = (async () => {
    for await (const batch of reader.batches(aborter.signal))
      for (const event of batch) if (event.kind === 'entry') asked.push(decodeSubscriptionRequest(event.payload))
    await reader.close()
  })()
})
afterAll(async () => {
  aborter.abort()
  await reading
  await Promise.all([open.kill('SIGTERM'), closed.kill('SIGTERM')])
  await pipeline.close()
  await redis.stop()
})

describe('asking for subscriptions', () => {
  test('is off unless a token is set, and nothing passes without that token', async () => {
    await manage()
    expect(await post(wish, {}, closed)).toMatchObject({
      status: 403,
      body: { fix: expect.stringMatching(/TOKEN_FILE/) },
    })
    for (const authorization of ['', 'Bearer', `Bearer ${'t'.repeat(43)}`, `Bearer ${token}x`, `Basic ${token}`])
      expect(await inTurn(() => post(wish, { authorization }))).toMatchObject({ status: 401 })
    expect(await inTurn(() => open.get(`${path}?symbol=DOGE-USDT`, { method: 'DELETE' }))).toMatchObject({
      status: 401,
    })
    expect(asked).toEqual([])
  })

  test('is refused while nobody would read it', async () => {
    const answer = await eventually(async () => {
      const got = await post(wish)
      return got.status === 503 ? got : undefined
    })
    expect(answer).toMatchObject({ body: { detail: expect.stringMatching(/not heard/) } })
  })

  test.each([
    ['another venue', { ...wish, venue: 'nowhere' }, 400, 'venue'],
    ['a symbol in lower case', { ...wish, symbol: 'doge-usdt' }, 400, 'symbol'],
    ['another depth', { ...wish, depth: 'all' }, 400, 'depth'],
    ['no end', { ...wish, seconds: 0 }, 400, 'seconds'],
    ['an unknown field', { ...wish, forever: true }, 400, 'forever'],
    ['a list', [wish], 400, 'body'],
    ['broken JSON', '{"symbol":', 400, undefined],
    ['a long body', `{"symbol":"${'x'.repeat(5_000)}"}`, 413, undefined],
  ])('is refused with %s', async (_name, body, status, field) => {
    const answer = await inTurn(() => post(body))
    expect(answer).toMatchObject({
      status,
      body: { fix: expect.any(String), ...(field === undefined ? {} : { field }) },
    })
  })

  test('reaches ctl:subscriptions, as does letting go', async () => {
    asked.length = 0
    await manage()
    expect(
      await eventually(async () =>
        (await post(wish, { 'content-type': 'text/plain' })).status === 415 ? true : undefined,
      ),
    ).toBe(true)
    const answer = await eventually(async () => {
      await manage()
      const got = await post(wish)
      return got.status === 202 ? got : undefined
    })
    expect(answer?.body.asked).toEqual(wish)
    await inTurn(() =>
      open.get(`${path}?symbol=DOGE-USDT`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }),
    )
    await eventually(() => asked.length === 2)
    expect(asked).toMatchObject([
      { origin: 'api', issuedBy: 'g1', wishes: [wish] },
      { origin: 'api', wishes: [{ venue: '', symbol: 'DOGE-USDT', seconds: 0 }] },
    ])
    expect(JSON.stringify(open.lines)).not.toContain(token)
  })

  test('is limited to 10 a second', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(wish)))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(10)
  })
})

test('what is wanted and what is confirmed is shown, by venue, symbol and state', async () => {
  const holders = [{ origin: 'config', depth: 'deep', sinceMs: 1 }]
  const kept = { wanted: 'deep', asked: 'deep', state: 'confirmed', reason: '', sinceMs: 5, holders }
  const refused = { ...kept, state: 'refused', reason: 'not listed' }
  const fields = ['BTC-USDT', JSON.stringify(kept), 'GONE-USDT', JSON.stringify(refused), 'BAD-USDT', '{"state":"?"}']
  await pipeline.redis.command('HSET', subscriptionsKey('binance'), ...fields)
  const body = await eventually(async () => {
    await manage()
    const answer = (await closed.get(path)).body
    expect(answer).toMatchObject({ matching: 2, live: true })
    return answer as { venues: Record<string, unknown>; subscriptions: unknown[] }
  })
  expect(body.venues['binance']).toMatchObject({ deep: 2, confirmed: 1, refused: 1, waiting: 0 })
  expect(body.subscriptions).toContainEqual({ venue: 'binance', symbol: 'BTC-USDT', ...kept })
  expect((await closed.get(`${path}?state=refused`)).body.subscriptions).toMatchObject([
    { symbol: 'GONE-USDT', reason: 'not listed' },
  ])
  expect((await closed.get(`${path}?venue=bybit`)).body.matching).toBe(0)
  expect((await closed.get(`${path}?limit=1`)).body.subscriptions).toHaveLength(1)
  expect(await closed.get(`${path}?state=perhaps`)).toMatchObject({ status: 400, body: { field: 'state' } })
})
