import { crc32 } from 'node:zlib'
import { OrderBook } from '@screener/order-book'
import { expect, test } from 'vitest'
import { toDelta, toRestSnapshot } from '../src/market-data.ts'
import type { RestSnapshot } from '../src/venue.ts'

test.each([
  { name: 'is cut to it after every delta', depth: 2, bids: [10.5, 10] },
  { name: 'is not cut where the channel tells of the whole book', depth: undefined, bids: [10.5, 10, 9] },
])('a book from a REST snapshot with depth $depth $name', ({ depth, bids }) => {
  const answer: RestSnapshot = {
    sequence: 7,
    bids: [
      ['10', '1'],
      ['9', '1'],
    ],
    asks: [['11', '1']],
    ...(depth !== undefined && { depth }),
  }
  const book = new OrderBook(crc32)
  book.applySnapshot(toRestSnapshot(answer, 100, 'BTC_USDT', 'BTC-USDT', 1, 0))
  const delta = {
    kind: 'delta',
    symbol: 'BTC_USDT',
    previous: 7,
    sequence: 8,
    bids: [['10.5', '3']],
    asks: [],
    exchangeTimeMs: undefined,
  } as const
  expect(book.applyDelta(toDelta(delta, 'BTC-USDT', 1, 0))).toBe('applied')
  expect(Array.from({ length: book.bids.length }, (_, index) => book.bids.priceAt(index))).toEqual(bids)
})
