import { expect, test } from 'vitest'
import { createRandom } from '../../../services/exchange-simulator/src/market/random.ts'
import { accepts, gets, mostWithin, spends, toExact } from '../exact-leg.ts'
import { bestExact, type LegRules, type RouteLegTruth } from '../exact-route.ts'
import { listRoutes } from '../route-list.ts'

const rules: LegRules = { quantityStep: 1, minQuantity: 1, minNotional: 0, takerBps: 0, feeAsset: 'quote' }
const leg = (
  side: 'buy' | 'sell',
  levels: readonly (readonly [number, number])[],
  more: Partial<LegRules> = {},
): RouteLegTruth => ({ side, book: { bids: levels, asks: levels }, rules: { ...rules, ...more } })

test('takes the levels that gain, and no more', () => {
  const best = bestExact(
    [
      leg('buy', [
        [100, 2],
        [101, 3],
        [103, 9],
      ]),
      leg('sell', [
        [104, 1],
        [102, 9],
      ]),
    ],
    true,
  )
  // One at 104, one at 102 for 100; three more at 102 for 101; 103 would lose.
  expect(best?.quantities.map(quantity => Number(quantity / 10n ** 10n))).toEqual([5, 5])
  expect(best?.profit).toBe(4 + 2 + 3)
})

test('fees are taken from what they are taken from', () => {
  const paid = bestExact([leg('buy', [[100, 10]], { takerBps: 100 }), leg('sell', [[110, 10]])], true)
  expect(paid?.profit).toBeCloseTo(1_100 - 1_010, 9)
  const inKind = { takerBps: 100, feeAsset: 'received' } as const
  const less = bestExact([leg('buy', [[100, 10]], inKind), leg('sell', [[110, 10]], { quantityStep: 0.1 })], true)
  expect(less?.profit).toBeCloseTo(9.9 * 110 - 1_000, 9)
})

test('lots, least amounts and least notionals decide what can be traded at all', () => {
  const dust = [
    leg('buy', [
      [90, 1],
      [100, 9],
    ]),
    leg('sell', [[99, 9]]),
  ]
  expect(bestExact(dust, true)?.profit).toBe(9)
  const [first, second] = dust as [RouteLegTruth, RouteLegTruth]
  expect(bestExact([first, { ...second, rules: { ...rules, minNotional: 200 } }], true)?.profit).toBe(9 - 2)
  expect(bestExact([first, { ...second, rules: { ...rules, minQuantity: 20 } }], true)).toBeUndefined()
  expect(bestExact([first, { ...second, rules: { ...rules, quantityStep: 4 } }], true)?.profit).toBe(9 - 3)
})

test('a cycle trades in each leg what the one before it left, in whole lots', () => {
  const best = bestExact(
    [
      leg('buy', [[100, 3]]),
      leg('sell', [[0.05, 3]], { quantityStep: 1 }),
      leg('sell', [[2_100, 1]], { quantityStep: 0.1, minQuantity: 0.1 }),
    ],
    false,
  )
  // Three bought for 300 bring 0.15, of which 0.1 can be sold for 210; two for 200 bring 0.1, and that for 210.
  expect(best?.profit).toBeCloseTo(10, 9)
})

/** Every lot, one after another, without any bound. */
const bestOfAll = (route: readonly RouteLegTruth[]): bigint => {
  const legs = route.map(toExact)
  const [first] = legs
  let best = 0n
  for (let quantity = first?.step ?? 1n; quantity <= (first?.depth ?? 0n); quantity += first?.step ?? 1n) {
    let amount = 0n
    const taken = legs.every((leg, index) => {
      const traded = index === 0 ? quantity : mostWithin(leg, amount)
      amount = gets(leg, traded)
      return accepts(leg, traded)
    })
    const profit = amount - (first === undefined ? 0n : spends(first, quantity))
    if (taken && profit > best) best = profit
  }
  return best
}

test('the bounds leave out no size that is better', () => {
  const random = createRandom('bounds')
  const pick = (least: number, most: number): number => Math.floor(random.between(least, most + 1))
  const levels = (price: number, sign: 1 | -1, unit: number): (readonly [number, number])[] =>
    Array.from({ length: pick(1, 8) }, (_, index) => [
      Number((price * (1 + sign * 4e-4 * index)).toFixed(6)),
      pick(1, 25) * unit,
    ])
  let paid = 0
  for (let turn = 0; turn < 300; turn++) {
    const edge = 1 - random.between(0, 60) * 1e-4
    const fee = { takerBps: pick(0, 4), feeAsset: random.next() < 0.3 ? 'received' : 'quote' } as const
    const route = [
      leg('buy', levels(3_000 * edge, 1, 0.1), { ...fee, quantityStep: 0.1, minQuantity: 0.1 * pick(1, 4) }),
      leg('sell', levels(0.05, -1, 0.1), { ...fee, quantityStep: 0.1, minQuantity: 0.1, minNotional: pick(0, 1) / 10 }),
      leg('sell', levels(60_000, -1, 0.01), { ...fee, quantityStep: 0.01, minQuantity: 0.01 }),
    ]
    const all = bestOfAll(route)
    const found = bestExact(route, false)
    expect(found === undefined ? 0 : found.profit).toBe(Number(all / 10n ** 26n) + Number(all % 10n ** 26n) / 1e26)
    expect(bestExact(route, false, true) !== undefined).toBe(all > 0n)
    if (all > 0n) paid++
  }
  expect(paid).toBeGreaterThan(20)
})

test('every route once: pairs both ways, triangles both ways round', () => {
  const ids = listRoutes(['a X-USDT', 'b X-USDT', 'a Y-USDT', 'a Y-X'], 3).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toContain('two-leg:a.X-USDT.buy:b.X-USDT.sell')
  expect(ids).toContain('two-leg:b.X-USDT.buy:a.X-USDT.sell')
  expect(ids.filter(id => id.startsWith('triangular'))).toHaveLength(2)
  expect(ids.filter(id => id.startsWith('cycle'))).toHaveLength(2)
})
