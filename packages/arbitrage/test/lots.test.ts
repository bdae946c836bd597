import { expect, test } from 'vitest'
import { lotsOf, sameLots } from '../src/lots.ts'
import { makeView } from './make-view.ts'

const view = makeView('a', { bids: [], asks: [], atUs: 0 }, { quantityStep: 0.1, minQuantity: 1, minNotional: 5 })

test('books with the same lots share one object, and a view with others is seen by each of them', () => {
  const lots = lotsOf(view)
  expect(lotsOf({ ...view, symbol: 'ETH-USDT' })).toBe(lots)
  expect(sameLots(lots, view)).toBe(true)
  for (const change of [{ quantityStep: 0.2 }, { minQuantity: 0 }, { minNotional: 5.5 }]) {
    const changed = { ...view, ...change }
    expect(sameLots(lots, changed)).toBe(false)
    expect(lotsOf(changed)).not.toBe(lots)
    expect(lotsOf(changed)).toMatchObject(change)
  }
})
