import type { BookView } from '@screener/contracts'
import { describe, expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine, type EngineOptions } from '../src/index.ts'
import { book, ms, only, options, startUs, told } from './engine-kit.ts'
import { feesOf } from './fees.ts'

const id = 'two-leg:alpha.BTC-USDT.buy:chain.BTC-USDT.sell'

/** Buy 10 BTC on alpha at 100, sell them on a chain at 101 for a fixed cost of 0.5 ETH: 10 USDT before that. */
const pair = (gas: Partial<BookView> = { costAsset: 'ETH', buyCost: 0.1, sellCost: 0.5 }): BookView[] => [
  book('alpha', 'BTC-USDT', [99, 100]),
  book('chain', 'BTC-USDT', [101, 102], gas),
]
const ethAt = (ask: number, overrides: Partial<BookView> = {}): BookView =>
  book('beta', 'ETH-USDT', [ask - 1, ask], overrides)

const engineOf = (views: readonly BookView[], overrides: Partial<EngineOptions> = {}): ArbitrageEngine => {
  const engine = createEngine({ ...options, ...overrides })
  for (const view of views) engine.setBook(0, view)
  return engine
}

describe('a fixed cost', () => {
  test('is bought on the live book, fee included, told by leg and in sum, and taken from profit and net', () => {
    const feeOf = feesOf({ alpha: 0, beta: 10, chain: 0 })
    const found = only(engineOf([...pair(), ethAt(8, { sequence: 7 })], { feeOf }).evaluate(startUs))
    const cost = 0.5 * 8 * 1.001
    expect(found).toMatchObject({ quantity: 10, costQuote: 1_000, proceedsQuote: 1_010, fixedCostQuote: cost })
    expect(found.profitQuote).toBeCloseTo(10 - cost, 12)
    expect(found.netBps).toBeCloseTo(((10 - cost) / 1_000) * 10_000, 9)
    expect(found.assetBps + found.rateBps).toBeCloseTo(found.netBps, 9)
    expect(found.capacityProfitQuote.at(-1)).toBe(found.profitQuote)
    // A tenth of the size gains 1 before the cost.
    expect(found.capacityProfitQuote[0]).toBeCloseTo(1 - cost, 9)
    expect(found.legs.map(leg => [leg.fixedCost, leg.fixedCostAsset, leg.fixedCostQuote])).toEqual([
      [0, '', 0],
      [0.5, 'ETH', cost],
    ])
  })

  test('of a buy is another one than of a sell', () => {
    const views = [
      book('chain', 'BTC-USDT', [99, 100], { costAsset: 'ETH', buyCost: 0.1, sellCost: 0.5 }),
      book('alpha', 'BTC-USDT', [101, 102]),
    ]
    expect(only(engineOf([...views, ethAt(8)]).evaluate(startUs)).fixedCostQuote).toBe(0.1 * 8)
  })

  test('is turned on a book listed the other way round: so much is sold that the fee leaves what is needed', () => {
    const feeOf = feesOf({ alpha: 0, beta: 50, chain: 0 })
    const found = only(engineOf([...pair(), book('beta', 'USDT-ETH', [0.125, 0.126])], { feeOf }).evaluate(startUs))
    expect(found.fixedCostQuote).toBeCloseTo(0.5 / 0.995 / 0.125, 12)
  })

  test('in the asset that is counted in needs no rate', () => {
    const found = only(engineOf(pair({ costAsset: 'USDT', sellCost: 3 })).evaluate(startUs))
    expect(found).toMatchObject({ fixedCostQuote: 3, profitQuote: 7 })
  })

  test('takes the cheapest book, by what the amount costs in depth', () => {
    const shallow = ethAt(8, { askPrices: [7, 20], askQuantities: [0.1, 5] })
    const engine = engineOf([...pair(), shallow, book('gamma', 'ETH-USDT', [8, 9])])
    expect(only(engine.evaluate(startUs)).fixedCostQuote).toBe(4.5)
  })

  test('a book whose own trades cost something counts only where there is no other', () => {
    const pool = book('chain', 'ETH-USDT', [6, 7], { costAsset: 'ETH', buyCost: 0.1, sellCost: 0.1 })
    expect(only(engineOf([...pair(), pool]).evaluate(startUs)).fixedCostQuote).toBe(3.5)
    expect(only(engineOf([...pair(), pool, ethAt(8)], { maxLegs: 2 }).evaluate(startUs)).fixedCostQuote).toBe(4)
  })

  test.each([
    { name: 'negative', gas: { costAsset: 'ETH', sellCost: -1 } },
    { name: 'no number', gas: { costAsset: 'ETH', buyCost: NaN } },
    { name: 'in no asset', gas: { costAsset: '', sellCost: 1 } },
  ])('that is $name makes the book none that can be priced', ({ gas }) => {
    const engine = engineOf([...pair(gas), ethAt(8)])
    expect(engine.evaluate(startUs)).toEqual([])
    expect(engine.verdict(id)).toMatchObject({ rule: 'not_live', detail: 'chain BTC-USDT' })
  })

  test('does not save prices that cannot be believed', () => {
    const engine = engineOf([...pair(), ethAt(8)], { maxCredibleNetBps: 80 })
    expect(engine.evaluate(startUs)).toEqual([])
    expect(engine.verdict(id)).toMatchObject({ rule: 'incredible' })
    expect(engine.verdict(id)!.margin).toBeCloseTo(80 - 100, 9)
  })

  test('counts in what is left of an opening, at the rate of then', () => {
    const engine = engineOf([...pair(), ethAt(8)])
    only(engine.evaluate(startUs))
    engine.setBook(0, ethAt(10))
    const [update] = engine.evaluate(startUs + 10 * ms)
    expect(update!.opportunity.survival).toMatchObject([{ afterMs: 10, known: true, profitQuote: 5 }])
    engine.setBook(0, ethAt(10, { status: 3 }))
    const [closing] = engine.evaluate(startUs + 25 * ms)
    expect(closing!.opportunity.survival[1]).toMatchObject({ afterMs: 25, known: false })
  })
})

describe('a route follows the rate of its cost', () => {
  test('and tells when it moves, and closes when it eats the profit, though none of its own books changed', () => {
    const engine = engineOf([...pair(), ethAt(8)])
    only(engine.evaluate(startUs))
    engine.setBook(0, ethAt(9))
    const [update] = engine.evaluate(startUs + 1 * ms)
    expect(update).toMatchObject({ phase: 1, opportunity: { profitQuote: 5.5 } })
    engine.setBook(0, ethAt(21))
    expect(told(engine.evaluate(startUs + 2 * ms))).toEqual(['closed unprofitable'])
    expect(engine.verdict(id)).toMatchObject({ rule: 'net', detail: 'after fixed costs' })
    expect(engine.verdict(id)!.margin).toBeCloseTo(-5, 9)
    engine.setBook(0, ethAt(19))
    expect(told(engine.evaluate(startUs + 3 * ms))).toEqual(['opened'])
  })

  test('without a book that sells it the route is refused as cost, and opens when one comes', () => {
    const engine = engineOf(pair())
    expect(engine.evaluate(startUs)).toEqual([])
    expect(engine.verdict(id)).toMatchObject({ rule: 'cost', detail: 'no live book sells 0.5 ETH for USDT' })
    engine.setBook(0, ethAt(8, { askQuantities: [0.4] }))
    expect(engine.evaluate(startUs)).toEqual([])
    engine.setBook(0, ethAt(8))
    expect(told(engine.evaluate(startUs))).toEqual(['opened'])
  })

  test.each([
    { name: 'is not live', act: (e: ArbitrageEngine) => e.setBook(0, ethAt(8, { status: 3 })) },
    { name: 'is held', act: (e: ArbitrageEngine) => e.hold('beta', 'ETH-USDT', { rule: 'lagging', detail: '2 s' }) },
    { name: 'comes to mean another asset', act: (e: ArbitrageEngine) => e.setBook(0, ethAt(8, { base: 'ETHW' })) },
  ])('a rate whose book $name is none: another takes its place, or the route closes', ({ act }) => {
    const alone = engineOf([...pair(), ethAt(8)])
    only(alone.evaluate(startUs))
    act(alone)
    expect(told(alone.evaluate(startUs))).toEqual(['closed cost'])
    const engine = engineOf([...pair(), ethAt(8), book('gamma', 'ETH-USDT', [7, 10])])
    only(engine.evaluate(startUs))
    act(engine)
    expect(engine.evaluate(startUs)).toMatchObject([{ phase: 1, opportunity: { fixedCostQuote: 5 } }])
  })

  test('a rate that is no longer proven closes it, and its proof brings it back', () => {
    const engine = engineOf([...pair(), ethAt(8)])
    only(engine.evaluate(startUs))
    const laterUs = startUs + 1_001 * ms
    engine.prove(0, 'alpha', laterUs)
    engine.prove(0, 'chain', laterUs)
    expect(told(engine.sweep(laterUs))).toEqual(['closed cost'])
    engine.prove(0, 'beta', laterUs)
    expect(told(engine.evaluate(laterUs))).toEqual(['opened'])
  })

  test('but only while it is near enough to paying', () => {
    const gas = { costAsset: 'ETH', sellCost: 0.5 }
    const engine = engineOf([book('alpha', 'BTC-USDT', [99, 100]), book('chain', 'BTC-USDT', [90, 102], gas)])
    engine.setBook(0, ethAt(8))
    engine.evaluate(startUs)
    const { evaluations } = engine.counts
    for (const ask of [9, 10, 11]) {
      engine.setBook(0, ethAt(ask))
      engine.evaluate(startUs)
    }
    expect(engine.counts.evaluations).toBe(evaluations)
  })
})

test('no longer once it is far from paying', () => {
  const engine = engineOf([...pair(), ethAt(30)])
  expect(engine.evaluate(startUs)).toEqual([])
  expect(engine.verdict(id)).toMatchObject({ rule: 'net' })
  engine.setBook(0, book('chain', 'BTC-USDT', [90, 102], { costAsset: 'ETH', sellCost: 0.5 }))
  engine.evaluate(startUs)
  const { evaluations } = engine.counts
  engine.setBook(0, ethAt(8))
  engine.evaluate(startUs)
  expect(engine.counts.evaluations).toBe(evaluations)
})

test('the part of the rate between moneys is what it is without fixed costs: these are the asset’s', () => {
  const found = (costs: Partial<BookView>) =>
    only(
      engineOf([
        book('alpha', 'BTC-USDT', [99, 100]),
        book('alpha', 'BTC-USD', [102, 103], costs),
        book('alpha', 'USDT-USD', [0.994, 0.995], { askQuantities: [100_000] }),
      ]).evaluate(startUs),
    )
  const [without, after] = [found({}), found({ costAsset: 'USDT', sellCost: 5 })]
  expect(without.rateBps).toBeGreaterThan(50)
  expect(after.netBps).toBeCloseTo(without.netBps - 50, 9)
  expect(after.rateBps).toBeCloseTo(without.rateBps, 9)
  expect(after.assetBps).toBeCloseTo(without.assetBps - 50, 9)
})

describe('a transfer', () => {
  const transferCosts = { alpha: { BTC: 0.02 }, chain: { BTC: 0.02 } }

  test('costs what the route takes away from a venue, not what it leaves there', () => {
    const found = only(engineOf(pair({}), { transferCosts }).evaluate(startUs))
    // 0.02 BTC at the cheaper of the two books' asks.
    expect(found).toMatchObject({ fixedCostQuote: 2, profitQuote: 8 })
    expect(found.legs.map(leg => [leg.fixedCost, leg.fixedCostAsset])).toEqual([
      [0.02, 'BTC'],
      [0, ''],
    ])
    const toHome = only(engineOf(pair({}), { transferCosts: { chain: { USDT: 5 } } }).evaluate(startUs))
    expect(toHome.fixedCostQuote).toBe(0)
  })

  test('from a leg that pays in another asset is told at the leg it arrives at', () => {
    const views = [
      book('chain', 'BTC-USDT', [99, 100], { costAsset: 'ETH', buyCost: 0.5 }),
      book('alpha', 'BTC-USDT', [101, 102]),
    ]
    const found = only(engineOf([...views, ethAt(8)], { transferCosts }).evaluate(startUs))
    expect(found.legs.map(leg => [leg.fixedCost, leg.fixedCostAsset, leg.fixedCostQuote])).toEqual([
      [0.5, 'ETH', 4],
      // On the book that has no costs of its own.
      [0.02, 'BTC', 2.04],
    ])
    expect(found.fixedCostQuote).toBe(6.04)
  })

  test('between two legs that both pay in other assets cannot be told, so the route is not', () => {
    const views = [
      book('chain', 'BTC-USDT', [99, 100], { costAsset: 'ETH', buyCost: 0.1 }),
      book('alpha', 'BTC-USDT', [101, 102], { costAsset: 'ETH', sellCost: 0.1 }),
    ]
    const engine = engineOf([...views, ethAt(8)], { transferCosts })
    expect(engine.evaluate(startUs)).toEqual([])
    expect(engine.verdict('two-leg:chain.BTC-USDT.buy:alpha.BTC-USDT.sell')).toMatchObject({
      rule: 'cost',
      detail: 'two legs that pay in other assets share a transfer',
    })
  })

  test('of less than nothing is refused', () => {
    expect(() => createEngine({ ...options, transferCosts: { alpha: { BTC: -1 } } })).toThrow(
      /transferCosts of alpha BTC is -1; it must be a number of 0 or more/,
    )
  })
})
