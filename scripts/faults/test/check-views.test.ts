import { bookStatus, type BookView } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import type { TruthClient } from '../../truth/truth-client.ts'
import { compareViews } from '../check-views.ts'

const right: BookView = {
  venue: 'acme',
  symbol: 'BTC-USDT',
  session: 1,
  sequence: 7,
  status: bookStatus.live,
  reason: '',
  exchangeTimeMs: 1_000,
  receivedTimeUs: 1,
  proofTimeUs: 1,
  syncedTimeUs: 2,
  base: 'BTC',
  quote: 'USDT',
  priceTick: 1,
  quantityStep: 1,
  minQuantity: 0,
  minNotional: 0,
  bidPrices: [10],
  bidQuantities: [1],
  askPrices: [11],
  askQuantities: [2],
}

const truth: TruthClient = {
  books: async questions =>
    questions.map(({ exchangeTimeMs }) =>
      exchangeTimeMs === 1_000 ? { bids: [[10, 1]], asks: [[11, 2]] } : undefined,
    ),
  injectFault: async () => undefined,
  counters: async () => ({}),
  venues: async () => [],
}

describe('compareViews', () => {
  it('finds a wrong view also where a right one of the same sequence comes behind it', async () => {
    const wrong: readonly Partial<BookView>[] = [
      { bidPrices: [9] },
      { bidQuantities: [3] },
      { askPrices: [12] },
      { askQuantities: [3] },
      { exchangeTimeMs: 999 },
    ]
    for (const each of wrong) {
      const { untrue } = await compareViews([{ ...right, ...each }, right], truth)
      expect(untrue, Object.keys(each).join()).toHaveLength(1)
    }
  })

  it('compares once what is repeated without a change', async () => {
    expect(await compareViews([right, { ...right, syncedTimeUs: 3 }, right], truth)).toEqual({
      compared: 1,
      untrue: [],
    })
  })
})
