import type { MarketDataEvent } from '@screener/contracts'
import { expect, test } from 'vitest'
import { createBackoff } from '../src/backoff.ts'
import { createBookFeeds, type BookFeeds } from '../src/book-feeds.ts'
import type { RestSeeding } from '../src/book-sessions.ts'
import type { Connection } from '../src/connection.ts'
import { createFeed } from '../src/feed.ts'
import { FrameError, type VenueBestBidAsk, type VenueDelta, type VenueSnapshot } from '../src/index.ts'

const connection = { number: 1, isOpen: true } as Connection
const instrument = {
  symbol: 'A-USDT',
  nativeSymbol: 'AUSDT',
  base: 'A',
  quote: 'USDT',
  priceTick: 0,
  quantityStep: 0,
  minQuantity: 0,
  minNotional: 0,
  trading: true,
}
const book = { symbol: 'AUSDT', bids: [['9', '1']], asks: [['11', '1']], exchangeTimeMs: undefined } as const
const snapshot: VenueSnapshot = { kind: 'snapshot', sequence: 1, depth: 50, ...book }
const delta: VenueDelta = { kind: 'delta', previous: 1, sequence: 2, ...book }
const best = (bid: string): VenueBestBidAsk => ({
  kind: 'bestBidAsk',
  symbol: 'AUSDT',
  bid: [bid, '1'],
  ask: ['11', '1'],
  exchangeTimeMs: undefined,
})

interface Followed {
  readonly feeds: BookFeeds
  readonly emitted: MarketDataEvent[]
  /** Snapshots asked for and cancelled, in order. */
  readonly rest: string[]
  nowMs: number
}

const follow = (seeding: RestSeeding): Followed => {
  const emitted: MarketDataEvent[] = []
  const rest: string[] = []
  let session = 0
  const feeds = createBookFeeds({
    seeding,
    emit: (_shard, event) => emitted.push(event),
    nextSession: () => ++session,
    nowMs: () => followed.nowMs,
    nowUs: () => 0,
    requestSnapshot: () => rest.push('asked'),
    cancelSnapshot: () => rest.push('cancelled'),
    onResync: () => undefined,
  })
  const followed: Followed = { feeds, emitted, rest, nowMs: 0 }
  const repairs = createBackoff({ baseMs: 1, maxMs: 1, random: () => 0 })
  feeds.add(createFeed({ symbol: 'A-USDT', native: 'AUSDT', shard: 0, instrument }, repairs))
  feeds.begin(connection, ['AUSDT'])
  return followed
}

const live = (): Followed => {
  const followed = follow('never')
  followed.feeds.onMarketEvent(connection, snapshot, 1)
  followed.emitted.length = 0
  return followed
}

const kinds = (events: readonly MarketDataEvent[]): string[] => events.flatMap(event => Object.keys(event))

test('the newest best bid and ask leaves just before the delta of the same moment, the older ones never', () => {
  const { feeds, emitted } = live()
  for (const bid of ['7', '8', '9']) feeds.onMarketEvent(connection, best(bid), 2)
  expect(emitted).toEqual([])
  feeds.onMarketEvent(connection, delta, 3)
  expect(kinds(emitted)).toEqual(['bestBidAsk', 'delta'])
  expect(emitted[0]?.bestBidAsk?.bidPrice).toBe(9)
})

test('a first snapshot that is lost: subscribed anew four seconds after the acknowledgement, not after the asking', () => {
  const frames: string[] = []
  const open = {
    number: 2,
    isOpen: true,
    unsubscribe: () => frames.push('unsubscribe'),
    subscribe: () => frames.push('subscribe'),
  } as unknown as Connection
  const followed = follow('never')
  const { feeds } = followed
  feeds.begin(open, ['AUSDT'])
  // Control frames wait for their turn when many books are wanted.
  feeds.tick((followed.nowMs = 30_000))
  expect(frames).toEqual([])
  feeds.onSubscribed(open, ['AUSDT'])
  feeds.tick((followed.nowMs = 34_000))
  expect(frames).toEqual([])
  feeds.tick((followed.nowMs = 34_125))
  expect(frames).toEqual(['unsubscribe'])
  feeds.onUnsubscribed(open, ['AUSDT'])
  expect(frames).toEqual(['unsubscribe', 'subscribe'])
})

test('without a delta it leaves with the tick, once: a depth channel that stalls must still be accused', () => {
  const { feeds, emitted } = live()
  feeds.onMarketEvent(connection, best('8'), 2)
  feeds.tick(125)
  feeds.tick(250)
  expect(kinds(emitted)).toEqual(['bestBidAsk'])
})

const answer = (sequence: number): { sequence: number; bids: [string, string][]; asks: [string, string][] } => ({
  sequence,
  bids: [['9', '1']],
  asks: [['11', '1']],
})
const unnumbered: VenueDelta = { ...delta, previous: undefined, sequence: undefined }
const sequences = (events: readonly MarketDataEvent[]): (number | undefined)[] =>
  events.flatMap(event => (event.snapshot ?? event.delta)?.sequence ?? [])

test('a named reset in a join: what was asked for is cancelled, and asked for anew after a second', () => {
  const followed = follow('always')
  const { feeds, emitted, rest } = followed
  feeds.onMarketEvent(connection, delta, 1)
  expect(rest).toEqual(['asked'])
  feeds.onMarketEvent(connection, { ...delta, previous: 2, sequence: 1, resets: true }, 2)
  expect(rest).toEqual(['asked', 'cancelled'])
  feeds.onMarketEvent(connection, delta, 3)
  feeds.tick((followed.nowMs = 999))
  expect(rest).toEqual(['asked', 'cancelled'])
  feeds.tick((followed.nowMs = 1000))
  expect(rest).toEqual(['asked', 'cancelled', 'asked'])
  // The buffer holds what came after the reset, so a snapshot of its new numbers joins.
  feeds.onRestSnapshot('AUSDT', answer(1), 100)
  expect(sequences(emitted)).toEqual([1, 2])
})

test('a named reset voids a snapshot that is held', () => {
  const followed = follow('always')
  const { feeds, emitted } = followed
  feeds.onRestSnapshot('AUSDT', answer(900), 100)
  feeds.onMarketEvent(connection, { ...delta, previous: 900, sequence: 3, resets: true }, 1)
  feeds.onMarketEvent(connection, { ...delta, previous: 3, sequence: 4 }, 2)
  feeds.tick((followed.nowMs = 60_000))
  expect(emitted).toEqual([])
})

test('after a named reset an answer is believed once the stream has reached it', () => {
  const followed = follow('always')
  const { feeds, emitted } = followed
  feeds.onMarketEvent(connection, { ...delta, previous: 900, sequence: 3, resets: true }, 1)
  feeds.onRestSnapshot('AUSDT', answer(899), 100)
  feeds.onMarketEvent(connection, { ...delta, previous: 3, sequence: 4 }, 2)
  feeds.onRestSnapshot('AUSDT', answer(899), 100)
  expect(emitted).toEqual([])
  feeds.onRestSnapshot('AUSDT', answer(4), 100)
  expect(sequences(emitted)).toEqual([4])
})

test('a snapshot in band ends the join: what was asked for is cancelled', () => {
  const { feeds, emitted, rest } = follow('always')
  feeds.onMarketEvent(connection, delta, 1)
  feeds.onMarketEvent(connection, { ...snapshot, sequence: 3 }, 2)
  expect(rest).toEqual(['asked', 'cancelled'])
  feeds.onRestSnapshot('AUSDT', answer(2), 100)
  feeds.onMarketEvent(connection, { ...delta, previous: 3, sequence: 4 }, 3)
  expect(sequences(emitted)).toEqual([3, 4])
})

test('a snapshot in band on the old connection leaves the join on its replacement alone', () => {
  const { feeds, rest, emitted } = follow('always')
  const replacement = { number: 2, isOpen: true } as Connection
  feeds.onRestSnapshot('AUSDT', answer(1), 100)
  feeds.onMarketEvent(connection, delta, 1)
  feeds.begin(replacement, ['AUSDT'])
  feeds.onMarketEvent(replacement, delta, 2)
  feeds.onMarketEvent(connection, { ...snapshot, sequence: 3 }, 3)
  expect(rest).toEqual(['asked'])
  feeds.onRestSnapshot('AUSDT', answer(2), 100)
  expect(sequences(emitted)).toEqual([1, 2, 3, 2])
})

test.each(['always', 'not_pushed'] as const)('seeded %s from REST, a book needs the numbers of the venue', seeding => {
  const { feeds, emitted } = follow(seeding)
  feeds.onMarketEvent(connection, delta, 1)
  feeds.onRestSnapshot('AUSDT', answer(2), 100)
  expect(sequences(emitted)).toEqual([2])
  expect(() => feeds.onMarketEvent(connection, unnumbered, 2)).toThrow(FrameError)
  expect(() => feeds.onMarketEvent(connection, { ...snapshot, sequence: undefined }, 3)).toThrow(FrameError)
})

test('half a number is none', () => {
  const { feeds } = live()
  expect(() => feeds.onMarketEvent(connection, { ...unnumbered, sequence: 2 }, 2)).toThrow(FrameError)
})
