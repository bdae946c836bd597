import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestCycleSize, continuousOptimum } from '../src/best-cycle-size.ts'
import { bestSize } from '../src/best-size.ts'
import { createLadder, notionalFor, quantityFor } from '../src/ladder.ts'
import { gainOf, type LegFlow } from '../src/leg-flow.ts'
import { jointGrid } from '../src/quantity-grid.ts'
import { cycles, flowOf, sideOf, steps } from './random-flows.ts'

const gain = (legs: readonly LegFlow[], quantities: readonly number[] | undefined): number =>
  quantities === undefined ? 0 : gainOf(legs, quantities)

test('cut short it is never better than the truth, and tells by how much at most it may be worse', () => {
  let short = 0
  fc.assert(
    fc.property(cycles, fc.integer({ min: 0, max: 6 }), (legs, tries) => {
      const full = bestCycleSize(legs, 1_000_000)
      const cut = bestCycleSize(legs, tries)
      expect(full.missedGain).toBe(0)
      const [truth, found] = [gain(legs, full.quantities), gain(legs, cut.quantities)]
      expect(found).toBeLessThanOrEqual(truth)
      expect(truth).toBeLessThanOrEqual(found + cut.missedGain + 1e-12)
      if (found < truth) short += 1
    }),
    { numRuns: 500, seed: 29 },
  )
  expect(short).toBeGreaterThan(50)
})

test('of two legs with one step it is the size of a pair', () => {
  let paying = 0
  fc.assert(
    fc.property(sideOf(1, 10_000), sideOf(-1, 10_060), steps, (asks, bids, step) => {
      const rules = {
        grid: jointGrid(step, step),
        minQuantity: 0,
        buyMinNotional: 0,
        sellMinNotional: 0,
        buyFactor: 1.0005,
        sellFactor: 0.9995,
      }
      const legs = [flowOf(true, asks, step), flowOf(false, bids, step)]
      const pair = bestSize(asks, bids, rules)
      const cycle = bestCycleSize(legs, 1_000_000)
      if (pair > 0) paying += 1
      expect(gain(legs, cycle.quantities)).toBeCloseTo(gain(legs, pair > 0 ? [pair, pair] : undefined), 9)
    }),
    { numRuns: 500, seed: 31 },
  )
  expect(paying).toBeGreaterThan(200)
})

test('at the continuous optimum no leg can be taken further with a gain', () => {
  const legs = [
    flowOf(true, { prices: [100, 101, 103], quantities: [1, 2, 9] }, 0),
    flowOf(true, { prices: [0.5, 0.505], quantities: [3, 90] }, 0),
    flowOf(false, { prices: [52, 51.5, 40], quantities: [1, 5, 9] }, 0),
  ]
  // At 103 an A no longer pays, whatever follows: 3 A are bought, which take 3 B at 0.5 and what is left of them at 0.505.
  const [first, second, third] = continuousOptimum(legs)
  expect(first).toBe(3)
  expect(second).toBeCloseTo(3 + (3 / 1.0005 - 1.5) / 0.505, 12)
  expect(third).toBeCloseTo(second!, 12)
})

test('a ladder tells what a quantity costs and, the other way round, what an amount buys', () => {
  const ladder = createLadder({ prices: [10, 11, 12], quantities: [1, 2, 0.5] })
  expect([0, 0.5, 1, 2, 3, 3.5, 3.6].map(quantity => notionalFor(ladder, quantity))).toEqual([
    0,
    5,
    10,
    21,
    32,
    38,
    Infinity,
  ])
  expect([0, 5, 10, 21, 32, 38, 38.1].map(notional => quantityFor(ladder, notional))).toEqual([
    0,
    0.5,
    1,
    2,
    3,
    3.5,
    Infinity,
  ])
})
