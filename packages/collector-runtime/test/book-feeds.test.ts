import type { MarketDataEvent } from '@screener/contracts'
import { expect, test } from 'vitest'
import { createBackoff } from '../src/backoff.ts'
import { createBookFeeds, type BookFeeds } from '../src/book-feeds.ts'
import type { Connection } from '../src/connection.ts'
import { createFeed } from '../src/feed.ts'
import type { VenueBestBidAsk, VenueDelta, VenueSnapshot } from '../src/index.ts'

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

const live = (): { feeds: BookFeeds; emitted: MarketDataEvent[] } => {
  const emitted: MarketDataEvent[] = []
  const feeds = createBookFeeds({
    seeding: 'never',
    emit: (_shard, event) => emitted.push(event),
    nextSession: () => 1,
    nowMs: () => 0,
    nowUs: () => 0,
    requestSnapshot: () => undefined,
    cancelSnapshot: () => undefined,
    onResync: () => undefined,
  })
  const repairs = createBackoff({ baseMs: 1, maxMs: 1, random: () => 0 })
  feeds.add(createFeed({ symbol: 'A-USDT', native: 'AUSDT', shard: 0, instrument }, repairs))
  feeds.begin(connection, ['AUSDT'])
  feeds.onMarketEvent(connection, snapshot, 1)
  emitted.length = 0
  return { feeds, emitted }
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

test('without a delta it leaves with the tick, once: a depth channel that stalls must still be accused', () => {
  const { feeds, emitted } = live()
  feeds.onMarketEvent(connection, best('8'), 2)
  feeds.tick(125)
  feeds.tick(250)
  expect(kinds(emitted)).toEqual(['bestBidAsk'])
})
