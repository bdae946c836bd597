import { shardOf } from '@screener/contracts'
import { beforeEach, expect, test } from 'vitest'
import { createKnownBooks, type KnownBooks } from '../src/known-books.ts'
import { createKnownServices, type KnownServices } from '../src/known-services.ts'
import { createVenueHealth, sameHealth } from '../src/venue-health.ts'
import { makeStatus, makeView } from './make.ts'

const topology = {
  venues: ['binance', 'bybit'],
  symbols: ['BTC-USDT', 'ETH-USDT'],
  shards: 8,
  venueNames: new Map([['binance', 'Binance One']]),
}
let books: KnownBooks
let services: KnownServices
let away = false
let read: ReturnType<typeof createVenueHealth>

const tell = (symbol: string, fields: Parameters<typeof makeView>[0], nowMs: number): void =>
  books.apply(shardOf(symbol, 8), { views: [makeView({ symbol, ...fields })], proofs: [] }, nowMs)
const at = (monotonicMs: number) => read({ monotonicMs, wallMs: 1_000_000 + monotonicMs })[0]!

beforeEach(() => {
  away = false
  books = createKnownBooks(topology)
  services = createKnownServices()
  read = createVenueHealth(topology, books, services, () => away)
})

test('every configured venue is there from the start, down, under its name or its id', () => {
  expect(read({ monotonicMs: 0, wallMs: 5 })).toMatchObject([
    { venue: 'binance', name: 'Binance One', state: 'down', reason: 'no collector is heard', sinceMs: 5 },
    { venue: 'bybit', name: 'bybit', state: 'down' },
  ])
})

test('down → syncing → partial → live → down, with the time of each', () => {
  services.apply(makeStatus(), 0, 0)
  expect(at(1)).toMatchObject({
    state: 'syncing',
    syncingBooks: 2,
    reason: 'orderbook-sync is not heard',
    sinceMs: 1_000_001,
  })
  tell('BTC-USDT', {}, 2)
  tell('ETH-USDT', { status: 1, reason: 'no snapshot' }, 2)
  expect(at(3)).toMatchObject({
    state: 'partial',
    liveBooks: 1,
    syncingBooks: 1,
    reason: 'no snapshot',
    sinceMs: 1_000_003,
  })
  tell('ETH-USDT', {}, 4)
  expect(at(5)).toMatchObject({ state: 'live', liveBooks: 2, reason: '', sinceMs: 1_000_005 })
  expect(at(900)).toMatchObject({ state: 'live', sinceMs: 1_000_005 })
  expect(at(3001)).toMatchObject({ state: 'down', reason: 'no collector is heard' })
})

test('a shard that is not heard makes its books suspect', () => {
  services.apply(makeStatus(), 1000, 0)
  tell('BTC-USDT', {}, 0)
  tell('ETH-USDT', {}, 1000)
  expect(at(1501)).toMatchObject({
    state: 'partial',
    liveBooks: 1,
    suspectBooks: 1,
    reason: 'orderbook-sync is not heard',
  })
})

test('a broken shard stream: its books are unknown until told again', () => {
  services.apply(makeStatus(), 0, 0)
  tell('BTC-USDT', {}, 0)
  books.drop(shardOf('BTC-USDT', 8))
  expect(books.view('binance', 'BTC-USDT')).toBeUndefined()
  expect(at(1)).toMatchObject({ state: 'syncing', liveBooks: 0 })
})

test('refused symbols do not keep a venue from being live', () => {
  services.apply(makeStatus({ counters: { quarantined: 1 } }), 0, 0)
  tell('BTC-USDT', {}, 0)
  tell('ETH-USDT', { status: 0, reason: 'rejected' }, 0)
  expect(at(1)).toMatchObject({ state: 'live', rejectedSymbols: 1, downBooks: 1, liveBooks: 1 })
})

test('proof age is that of the oldest live book, renewed by proofs', () => {
  services.apply(makeStatus(), 0, 0)
  tell('BTC-USDT', { proofTimeUs: 1_000_000_000 }, 0)
  expect(at(700).proofAgeMs).toBe(700)
  books.apply(
    shardOf('BTC-USDT', 8),
    { views: [], proofs: [{ venue: 'binance', proofTimeUs: 1_000_600_000, connected: true }] },
    600,
  )
  expect(at(700).proofAgeMs).toBe(100)
})

test('Redis away is the reason for everything', () => {
  away = true
  expect(at(0).reason).toBe('Redis is away')
})

test('a book that is followed for a while is kept until it is released; of other venues none is', () => {
  tell('BTC-USDT', { venue: 'evil' }, 0)
  tell('GONE-USDT', {}, 0)
  expect(books.view('evil', 'BTC-USDT')).toBeUndefined()
  expect(books.view('binance', 'GONE-USDT')).toMatchObject({ symbol: 'GONE-USDT' })
  tell('GONE-USDT', { status: 0, reason: 'released' }, 0)
  expect(books.view('binance', 'GONE-USDT')).toBeUndefined()
})

test('releases that were lost in a hole of the stream leave room for others', () => {
  for (let i = 0; i < 2_000; i += 1) tell(`GONE${i}-USDT`, {}, 0)
  tell('NEW-USDT', {}, 0)
  expect(books.view('binance', 'NEW-USDT')).toBeUndefined()
  const shard = shardOf('NEW-USDT', 8)
  books.drop((shard + 1) % 8)
  tell('NEW-USDT', {}, 0)
  expect(books.view('binance', 'NEW-USDT')).toBeDefined()
})

test('sameHealth: ages are no news, states are', () => {
  const one = [at(0)]
  expect(sameHealth(one, [{ ...one[0]!, proofAgeMs: 99 }])).toBe(true)
  expect(sameHealth(one, [{ ...one[0]!, reason: 'x' }])).toBe(false)
  expect(sameHealth(one, [])).toBe(false)
})

test('instances that fall silent are unheard after 3 s, forgotten after a minute, and bounded', () => {
  services.apply(makeStatus(), 0, Date.now() + 40)
  expect(services.list(3000)[0]).toMatchObject({ heard: true, silentMs: 3000 })
  expect(services.list(3000)[0]!.lagMs).toBeGreaterThanOrEqual(39)
  expect(services.list(3001)[0]).toMatchObject({ heard: false })
  expect(services.list(60_001)).toEqual([])
  for (let i = 0; i < 2000; i += 1) services.apply(makeStatus({ instance: String(i) }), 0, 0)
  expect(services.list(0)).toHaveLength(1000)
})

test('pools are books of their own: a venue that has nothing else is live when they are', () => {
  services.apply(makeStatus({ counters: { quarantined: 2 } }), 0, 0)
  for (const symbol of topology.symbols) tell(symbol, { status: 0, reason: 'rejected: its books are pools' }, 0)
  expect(at(1)).toMatchObject({ state: 'syncing', liveBooks: 0 })
  tell('ETH-USDC~v3-500', { status: 1, reason: 'reorg' }, 1)
  tell('ETH-USDC~v2', {}, 1)
  expect(at(2)).toMatchObject({ state: 'partial', liveBooks: 1, reason: expect.any(String) })
  tell('ETH-USDC~v3-500', {}, 2)
  expect(at(3)).toMatchObject({ state: 'live', liveBooks: 2, rejectedSymbols: 2 })
  expect(books.view('binance', 'ETH-USDC~v2')).toBeDefined()
  expect(books.poolsOf('binance').toSorted()).toEqual(['ETH-USDC~v2', 'ETH-USDC~v3-500'])
})
