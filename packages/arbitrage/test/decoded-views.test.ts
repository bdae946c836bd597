import { decodeBookViewBatch, encodeBookViewBatch, type BookView } from '@screener/contracts'
import { expect, test } from 'vitest'
import { createEngine } from '../src/index.ts'
import { book, only, options, startUs } from './engine-kit.ts'

const decoded = (view: BookView): BookView => {
  const [again] = decodeBookViewBatch(encodeBookViewBatch({ views: [view], proofs: [] })).views
  expect(again).toBeDefined()
  return again!
}

// Of a decoded view, what the bytes did not have is on its prototype.
test('a book of thousands whose venue asks for no least amount opens as decoded', () => {
  for (const through of [(view: BookView) => view, decoded]) {
    const engine = createEngine(options)
    engine.setBook(0, through(book('alpha', 'SOL-USDT', [99, 100])))
    const thousands = through(book('beta', 'kSOL-ETH', [50, 51], { base: 'kSOL', quantityStep: 0.001 }))
    engine.setBook(0, thousands, { base: 'SOL', quote: 'ETH', unitFactor: 1000 })
    engine.setBook(0, through(book('beta', 'ETH-USDT', [2_100, 2_101])))
    const { routeId, legs } = only(engine.evaluate(startUs))
    expect(routeId).toBe('cycle:alpha.SOL-USDT.buy:beta.kSOL-ETH.sell:beta.ETH-USDT.sell')
    expect(legs.map(({ quantity }) => quantity)).toEqual([10, 10, 0.5])
  }
})
