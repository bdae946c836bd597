import { expect, test } from 'vitest'
import { createEngine } from '../src/index.ts'
import { book, options, startUs } from './engine-kit.ts'

test('a sample goes on where the one before ended, so that every route comes round, and never twice in one', () => {
  const engine = createEngine(options)
  for (const venue of ['alpha', 'beta', 'gamma']) engine.setBook(0, book(venue, 'BTC-USDT', [99, 100]))
  engine.evaluate(startUs)
  const next = (count: number): string[] => engine.verdictSample(count).map(({ routeId }) => routeId)
  const all = [...next(4), ...next(2)]
  expect(new Set(all).size).toBe(6)
  expect(next(6)).toEqual(all)
  expect(next(100)).toHaveLength(6)
  expect([...next(5), ...next(1)]).toEqual(all)
  for (const { routeId, verdict } of engine.verdictSample(6)) expect(verdict).toEqual(engine.verdict(routeId))
  engine.setBook(0, book('beta', 'BTC-USDT', [99, 100], { base: 'WBTC' }))
  expect(next(3)).toHaveLength(2)
})
