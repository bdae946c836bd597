import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  bookStatus,
  bookStream,
  decodeBookViewBatch,
  decodeOpportunityBatch,
  encodeSubscriptionRequest,
  opportunityPhase,
  opportunityStream,
  parseSubscription,
  subscriptionRequestStream,
  subscriptionsKey,
  type BookView,
  type SubscriptionWish,
} from '@screener/contracts'
import { appendShared, connectRedis, createStreamReader, type RedisClient } from '@screener/streams'
import { eventually, freePort, startChild, startRedis, type Child, type RedisServer } from '@screener/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const services = fileURLToPath(new URL('../../', import.meta.url))
const venues = ['binance', 'bybit']
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const waiting = { timeoutMs: 60_000 }

let redis: RedisServer
let client: RedisClient
let directory: string
let list: string
let environment: Record<string, string>
let reading: Promise<void>
const aborter = new AbortController()
const children = new Map<string, Child>()
const views = new Map<string, BookView>()
const tops = new Set<string>()
/** Symbols of rows that were ever opened, and of those that are open. */
const opened = new Set<string>()
const open = new Map<string, string>()

const start = (service: string, env: Record<string, string> = {}): void => {
  const main = join(services, service, 'src/main.ts')
  children.set(
    service,
    startChild(process.execPath, [main], directory, { ...environment, INSTANCE_ID: service, ...env }),
  )
}
const end = async (service: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
  await children.get(service)?.end(signal)
  children.delete(service)
}
const collector = async (venue: string): Promise<void> => {
  const port = environment[`${venue.toUpperCase()}_PORT`] ?? ''
  start(`collector-${venue}`, { WEBSOCKET_URL: `ws://127.0.0.1:${port}`, REST_URL: `http://127.0.0.1:${port}` })
}
const isLive = (symbol: string): boolean =>
  venues.every(venue => views.get(`${venue} ${symbol}`)?.status === bookStatus.live)
const isReleased = (symbol: string): boolean =>
  venues.every(venue => views.get(`${venue} ${symbol}`)?.reason === 'released')
const isTop = (symbol: string): boolean => venues.every(venue => tops.has(`${venue} ${symbol}`))
const stateOf = async (venue: string, symbol: string): Promise<string> => {
  const text = await client.command('HGET', subscriptionsKey(venue), symbol)
  const kept = typeof text === 'string' ? parseSubscription(text) : undefined
  return kept === undefined ? 'none' : `${kept.asked} ${kept.state} ${kept.holders.map(({ origin }) => origin).join()}`
}
const shows = (symbol: string, expected: string): Promise<unknown> =>
  eventually(async () => {
    expect(await Promise.all(venues.map(venue => stateOf(venue, symbol)))).toEqual([expected, expected])
    return true
  }, waiting)
const ask = (wish: Omit<SubscriptionWish, 'venue'>): Promise<void> => {
  const request = { wishes: [{ venue: '', ...wish }], origin: 'api', issuedBy: 'test', atUs: 0 }
  return appendShared(client, subscriptionRequestStream, 'SubscriptionRequest', encodeSubscriptionRequest(request), 100)
}

const follow = async (): Promise<void> => {
  const reader = createStreamReader({ url: redis.url, cluster: false, name: 'follow' }, log)
  for (const stream of [bookStream(0), opportunityStream(0)]) reader.follow(stream, 'start')
  for await (const batch of reader.batches(aborter.signal)) {
    for (const event of batch) {
      if (event.kind !== 'entry') continue
      if (event.type === 'BookViewBatch') {
        const told = decodeBookViewBatch(event.payload)
        for (const view of told.views) views.set(`${view.venue} ${view.symbol}`, view)
        for (const { venue, symbol } of told.tops ?? []) tops.add(`${venue} ${symbol}`)
      } else if (event.type === 'OpportunityBatch') {
        const told = decodeOpportunityBatch(event.payload)
        if (told.keyframe) open.clear()
        for (const { phase, opportunity } of told.events) {
          opened.add(opportunity.symbol)
          if (phase === opportunityPhase.closed) open.delete(opportunity.id)
          else open.set(opportunity.id, opportunity.symbol)
        }
      }
    }
  }
  await reader.close()
}

beforeAll(async () => {
  redis = await startRedis()
  client = connectRedis({ url: redis.url, cluster: false, name: 'test' }, log)
  await eventually(() => client.ready)
  directory = mkdtempSync(join(tmpdir(), 'subscriptions-'))
  list = join(directory, 'symbols')
  writeFileSync(list, 'BTC-USDT deep\nDOGE-USDT top\n')
  environment = {
    PATH: process.env['PATH'] ?? '',
    REDIS_URL: redis.url,
    HTTP_PORT: '0',
    LOG_LEVEL: 'warn',
    SHARDS: '1',
    VENUES: venues.join(),
    SYMBOLS: 'BTC-USDT',
    LEASE_TTL_MS: '2000',
    // Every gap pays, so that a row could come of anything; a slow machine is no reason for none.
    TAKER_BPS: 'binance=0,bybit=0',
    MAX_LEG_AGE_MS: '60000',
    MAX_SKEW_MS: '60000',
    MAX_LAG_MS: '60000',
    MAX_VENUE_LAG_MS: '60000',
    MAX_LEGS: '2',
    MAX_INTEREST: '0',
  }
  for (const venue of venues) environment[`${venue.toUpperCase()}_PORT`] = String(await freePort())
  start('exchange-simulator', { SYMBOLS: 'BTC-USDT,DOGE-USDT,LTC-USDT', CONTROL_PORT: String(await freePort()) })
  start('orderbook-sync')
  start('subscription-manager', { SYMBOLS_FILE: list })
  start('arbitrage-analyzer')
  for (const venue of venues) await collector(venue)
  reading = follow()
})
afterAll(async () => {
  aborter.abort()
  await reading
  await Promise.all([...children.values()].map(child => child.end('SIGKILL')))
  await client.close()
  await redis.stop()
  rmSync(directory, { recursive: true, force: true })
})

test('a symbol with tops alone has no view and no row; a wish brings its books, the end of the wish takes them away', async () => {
  await eventually(() => isLive('BTC-USDT') && isTop('DOGE-USDT') && opened.has('BTC-USDT'), waiting)
  await shows('BTC-USDT', 'deep confirmed config')
  await shows('DOGE-USDT', 'top confirmed config')
  expect([...views.keys()].filter(key => key.endsWith('DOGE-USDT'))).toEqual([])
  expect(opened.has('DOGE-USDT')).toBe(false)

  await ask({ symbol: 'DOGE-USDT', depth: 'deep', seconds: 600 })
  await eventually(() => isLive('DOGE-USDT') && opened.has('DOGE-USDT'), waiting)
  await shows('DOGE-USDT', 'deep confirmed config,api')

  await ask({ symbol: 'DOGE-USDT', depth: 'deep', seconds: 1 })
  await eventually(() => isReleased('DOGE-USDT'), waiting)
  tops.clear()
  await eventually(() => isTop('DOGE-USDT') && ![...open.values()].includes('DOGE-USDT'), waiting)
  await shows('DOGE-USDT', 'top confirmed config')
  expect([...views.get('binance DOGE-USDT')!.bidPrices, ...views.get('binance DOGE-USDT')!.askPrices]).toEqual([])
  // Nothing of it is kept as a book of now.
  await eventually(async () => (await client.command('EXISTS', 'price:binance:DOGE-USDT')) === 0, waiting)
  expect(isLive('BTC-USDT')).toBe(true)
})

test('a changed list is followed without a restart, a broken one is not, and a collector that begins anew is told it again', async () => {
  writeFileSync(list, 'BTC-USDT deep\nDOGE-USDT top\nLTC-USDT deep\n')
  await eventually(() => isLive('LTC-USDT'), waiting)
  writeFileSync(list, 'BTC-USDT deep\nDOGE-USDT top\nLTC-USDT deap\n')
  await end('collector-binance')
  await eventually(() => views.get('binance LTC-USDT')?.status !== bookStatus.live, waiting)
  await collector('binance')
  await eventually(() => isLive('LTC-USDT') && isLive('BTC-USDT'), waiting)
  await shows('LTC-USDT', 'deep confirmed config')
})

test('without the manager what was told last is followed on', async () => {
  await end('subscription-manager')
  views.clear()
  tops.clear()
  await eventually(() => isLive('LTC-USDT') && isLive('BTC-USDT') && isTop('DOGE-USDT'), waiting)
})

test('the analyzer asks for the books of what looks near', async () => {
  start('subscription-manager', { SYMBOLS_FILE: list, SYMBOLS: 'BTC-USDT', INSTANCE_ID: 'second' })
  // The list is broken still: it refuses to start.
  await eventually(() => children.get('subscription-manager')?.exited === true, waiting)
  expect(children.get('subscription-manager')?.output).toContain('line 3')
  writeFileSync(list, 'BTC-USDT deep\nDOGE-USDT top\n')
  start('subscription-manager', { SYMBOLS_FILE: list, INSTANCE_ID: 'third' })
  await end('arbitrage-analyzer', 'SIGTERM')
  start('arbitrage-analyzer', { MAX_INTEREST: '10', INTEREST_BPS: '400', INSTANCE_ID: 'keen' })
  await eventually(() => isLive('DOGE-USDT') && isReleased('LTC-USDT'), waiting)
  await shows('DOGE-USDT', 'deep confirmed config,analyzer')
})
