import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestSize, profitAt, type TradeRules } from '../src/best-size.ts'
import { fill, type Side } from '../src/fill.ts'
import { jointGrid } from '../src/quantity-grid.ts'

const side = (...levels: (readonly [number, number])[]): Side => ({
  prices: levels.map(level => level[0]),
  quantities: levels.map(level => level[1]),
})

const rules = (overrides: Partial<TradeRules> & { steps?: readonly [number, number] } = {}): TradeRules => ({
  grid: jointGrid(overrides.steps?.[0] ?? 0, overrides.steps?.[1] ?? 0),
  minQuantity: 0,
  buyMinNotional: 0,
  sellMinNotional: 0,
  buyFactor: 1,
  sellFactor: 1,
  ...overrides,
})

/** Everything a size costs or brings, counted in whole units of 10^-8 as integers: shares nothing with the code under test. */
const exactNotional = (levels: Side, units: bigint): bigint | undefined => {
  let remaining = units
  let sum = 0n
  for (let index = 0; index < levels.prices.length; index += 1) {
    const available = BigInt(Math.round(levels.quantities[index]! * 1e8))
    const taken = remaining < available ? remaining : available
    sum += taken * BigInt(Math.round(levels.prices[index]! * 1e8))
    remaining -= taken
  }
  return remaining === 0n ? sum : undefined
}

const bruteForce = (
  asks: Side,
  bids: Side,
  given: TradeRules,
  feesBps: readonly [number, number],
  stepUnits: bigint,
) => {
  let best = { profit: 0, quantity: 0 }
  for (let units = stepUnits; ; units += stepUnits) {
    const cost = exactNotional(asks, units)
    const proceeds = exactNotional(bids, units)
    if (cost === undefined || proceeds === undefined) return best
    const quantity = Number(units) / 1e8
    if (quantity < given.minQuantity) continue
    if (Number(cost) / 1e16 < given.buyMinNotional || Number(proceeds) / 1e16 < given.sellMinNotional) continue
    const net = proceeds * BigInt(10_000 - feesBps[1]) - cost * BigInt(10_000 + feesBps[0])
    const profit = Number(net) / 1e20
    if (profit > best.profit) best = { profit, quantity }
  }
}

const cents = (from: number, to: number) => fc.integer({ min: from, max: to }).map(value => value / 100)
const quantities = fc.integer({ min: 1, max: 60 }).map(value => value / 10)
const levelsOf = (worse: 1 | -1): fc.Arbitrary<Side> =>
  fc
    .tuple(
      worse === 1 ? cents(9_900, 10_020) : cents(9_980, 10_100),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), quantities), { minLength: 1, maxLength: 6 }),
    )
    .map(([top, steps]) => {
      let price = top
      return side(
        ...steps.map(([gap, quantity], index) => {
          if (index > 0) price = Math.round(price * 100 + worse * gap) / 100
          return [price, quantity] as const
        }),
      )
    })

describe('bestSize', () => {
  test('equals the best of every size the venues accept', () => {
    let paying = 0
    fc.assert(
      fc.property(
        levelsOf(1),
        levelsOf(-1),
        fc.tuple(fc.constantFrom(0, 1, 10), fc.constantFrom(0, 1, 10)),
        fc.tuple(fc.constantFrom(0.1, 0.3, 0.5, 1), fc.constantFrom(0.1, 0.2, 1)),
        fc.tuple(fc.constantFrom(0, 0.2, 3), fc.constantFrom(0, 10, 350), fc.constantFrom(0, 5, 200)),
        (asks, bids, fees, venueSteps, minimums) => {
          const given = rules({
            steps: venueSteps,
            minQuantity: minimums[0],
            buyMinNotional: minimums[1],
            sellMinNotional: minimums[2],
            buyFactor: 1 + fees[0] / 10_000,
            sellFactor: 1 - fees[1] / 10_000,
          })
          const expected = bruteForce(asks, bids, given, fees, BigInt(Math.round(given.grid.step * 1e8)))
          const size = bestSize(asks, bids, given)
          if (expected.profit === 0) {
            expect(size === 0 || profitAt(asks, bids, given, size) < 1e-9).toBe(true)
            return
          }
          paying += 1
          const steps = size / given.grid.step
          expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-9)
          const bought = fill(asks, size)
          const sold = fill(bids, size)
          const profit = sold.notional * given.sellFactor - bought.notional * given.buyFactor
          expect(Math.abs(profit - expected.profit)).toBeLessThanOrEqual(1e-9 * Math.max(1, bought.notional))
          for (const taken of [bought, sold]) {
            expect(taken.quantities.every((quantity, index) => quantity <= taken.available[index]!)).toBe(true)
            const sum = taken.quantities.reduce((total, quantity) => total + quantity, 0)
            expect(Math.abs(sum - size)).toBeLessThanOrEqual(1e-12 * size)
          }
        },
      ),
      { numRuns: 2000, seed: 7 },
    )
    expect(paying).toBeGreaterThan(300)
  })

  const table: { name: string; asks: Side; bids: Side; rules: TradeRules; size: number }[] = [
    { name: 'no gap', asks: side([101, 1]), bids: side([100, 1]), rules: rules(), size: 0 },
    { name: 'equal tops after fees do not pay', asks: side([100, 1]), bids: side([100, 1]), rules: rules(), size: 0 },
    { name: 'the thinner side ends it', asks: side([100, 2]), bids: side([101, 5]), rules: rules(), size: 2 },
    {
      name: 'walks until the next unit loses',
      asks: side([100, 1], [101, 1], [103, 9]),
      bids: side([102, 1.5], [101.5, 9]),
      rules: rules(),
      size: 2,
    },
    {
      name: 'ends at the last known level',
      asks: side([100, 1], [100.5, 1]),
      bids: side([102, 9]),
      rules: rules(),
      size: 2,
    },
    {
      name: 'rounds down to the coarser step',
      asks: side([100, 0.57]),
      bids: side([101, 1]),
      rules: rules({ steps: [0.01, 0.1] }),
      size: 0.5,
    },
    {
      name: 'less than one step',
      asks: side([100, 0.05]),
      bids: side([101, 1]),
      rules: rules({ steps: [0.1, 0.1] }),
      size: 0,
    },
    {
      name: 'sums like 0.1 + 0.2 lose no step',
      asks: side([100, 0.1], [100.1, 0.2]),
      bids: side([101, 9]),
      rules: rules({ steps: [0.1, 0.1] }),
      size: 0.3,
    },
    {
      name: 'steps 2 and 3 meet at 6',
      asks: side([100, 17]),
      bids: side([101, 17]),
      rules: rules({ steps: [2, 3] }),
      size: 12,
    },
    {
      name: 'a minimum above the depth',
      asks: side([100, 1]),
      bids: side([101, 1]),
      rules: rules({ minQuantity: 2 }),
      size: 0,
    },
    {
      name: 'a minimum notional above the depth',
      asks: side([100, 1]),
      bids: side([101, 1]),
      rules: rules({ sellMinNotional: 102 }),
      size: 0,
    },
    {
      name: 'up to the minimum, past the best unit, while the whole still gains',
      asks: side([100, 1], [101.1, 9]),
      bids: side([101, 9]),
      rules: rules({ minQuantity: 3 }),
      size: 3,
    },
    {
      name: 'dust on top does not carry a losing minimum',
      asks: side([100, 0.001], [102, 9]),
      bids: side([101, 9]),
      rules: rules({ buyMinNotional: 10 }),
      size: 0,
    },
    { name: 'an empty side', asks: side(), bids: side([101, 9]), rules: rules(), size: 0 },
  ]
  test.each(table)('$name', row => {
    expect(bestSize(row.asks, row.bids, row.rules)).toBe(row.size)
  })

  test('crumbs of rounding open no further level', () => {
    expect(fill(side([100, 0.1], [101, 0.1], [102, 0.1], [103, 5]), 0.30000000000000004).prices).toEqual([
      100, 101, 102,
    ])
  })
})
