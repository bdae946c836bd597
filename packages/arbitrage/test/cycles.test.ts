import type { BookView, Opportunity, OpportunityEvent } from '@screener/contracts'
import { describe, expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine, type EngineOptions } from '../src/index.ts'
import { feesOf } from './fees.ts'
import { makeView } from './make-view.ts'

const startUs = 1_700_000_000_000_000
const ms = 1_000
const options: EngineOptions = {
  feeOf: feesOf({ binance: 10, bybit: 10, okx: 0 }),
  minNetBps: 0,
  maxLegAgeMs: 1_000,
  maxSkewMs: 250,
  minUpdateIntervalMs: 0,
}

/** A LIVE book of the pair with one level a side. */
const book = (
  venue: string,
  symbol: string,
  [bid, ask]: readonly [number, number],
  overrides: Partial<BookView> = {},
  quantity = 10,
): BookView => {
  const [base = '', quote = ''] = symbol.split('-')
  return makeView(
    venue,
    { bids: [[bid, quantity]], asks: [[ask, quantity]], atUs: startUs },
    { symbol, base, quote, ...overrides },
  )
}

const engineOf = (views: readonly BookView[], overrides: Partial<EngineOptions> = {}): ArbitrageEngine => {
  const engine = createEngine({ ...options, ...overrides })
  for (const view of views) engine.setBook(0, view)
  return engine
}

const words = ['opened', 'updated', 'closed']
const told = (events: readonly OpportunityEvent[]): string[] =>
  events.map(event => `${words[event.phase]}${event.closeReason ? ` ${event.closeReason}` : ''}`)

const only = (events: readonly OpportunityEvent[]): Opportunity => {
  expect(told(events)).toEqual(['opened'])
  return events[0]!.opportunity
}

/** USDT → BTC → ETH → USDT on okx, without fees: 1 BTC costs 100, brings 20 ETH, which bring 101. */
const triangle = (overrides: Partial<BookView> = {}): BookView[] => [
  book('okx', 'BTC-USDT', [99, 100], { quantityStep: 0.5 }),
  book('okx', 'ETH-BTC', [0.049, 0.05], { quantityStep: 0.5, ...overrides }, 100),
  book('okx', 'ETH-USDT', [5.05, 5.1], { quantityStep: 0.5 }, 100),
]

describe('routes', () => {
  test('a triangle is one route each way, counted in USDT, and told leg by leg', () => {
    const engine = engineOf(triangle())
    const found = only(engine.evaluate(startUs))
    expect(found).toMatchObject({
      routeId: 'triangular:okx.BTC-USDT.buy:okx.ETH-BTC.buy:okx.ETH-USDT.sell',
      kind: 'triangular',
      symbol: 'ETH-USDT',
      base: 'ETH',
      quote: 'USDT',
      quantity: 100,
      costQuote: 500,
      proceedsQuote: 505,
      netBps: 100,
      legs: [
        { symbol: 'BTC-USDT', side: 'buy', quantity: 5, base: 'BTC', quote: 'USDT', leftover: 0, isRate: false },
        { symbol: 'ETH-BTC', side: 'buy', quantity: 100, notional: 5 },
        { symbol: 'ETH-USDT', side: 'sell', quantity: 100 },
      ],
      exclusiveGroups: ['okx.BTC-USDT.buy', 'okx.ETH-BTC.buy', 'okx.ETH-USDT.sell'],
      missedProfitQuote: 0,
    })
    expect(engine.counts).toMatchObject({ routes: 2, routesByKind: { 'two-leg': 0, triangular: 2, cycle: 0 } })
  })

  test('two legs only, when no more are wanted', () => {
    expect(engineOf(triangle(), { maxLegs: 2 }).counts.routes).toBe(0)
  })

  test('across venues a cycle may touch one asset that is no hub', () => {
    const views = [
      book('okx', 'BTC-USDT', [99, 100]),
      book('bybit', 'ETH-BTC', [0.049, 0.05]),
      book('okx', 'ETH-USDT', [5.05, 5.1]),
    ]
    expect(engineOf(views).counts.routesByKind.cycle).toBe(2)
    expect(engineOf(views, { hubs: ['USDT', 'BTC'] }).counts.routesByKind.cycle).toBe(2)
    expect(engineOf(views, { hubs: ['USDT'] }).counts.routesByKind.cycle).toBe(0)
    expect(engineOf(triangle(), { hubs: ['USDT'] }).counts.routesByKind.triangular).toBe(2)
  })

  test('beyond the limit no cycle is made, which is counted; two-leg routes are made all the same', () => {
    const views = ['okx', 'bybit'].flatMap(venue => triangle().map(view => ({ ...view, venue })))
    const { counts } = engineOf(views, { maxRoutes: 6 })
    expect(counts).toMatchObject({ routesByKind: { 'two-leg': 6 }, routesLeftOut: 10 })
    expect(counts.routesByKind.triangular + counts.routesByKind.cycle).toBe(6)
    expect(engineOf(views).counts).toMatchObject({ routes: 22, routesLeftOut: 0 })
  })

  test('a book that comes to mean another asset leaves its old routes and enters others', () => {
    const engine = engineOf(triangle())
    engine.evaluate(startUs)
    engine.setBook(0, book('okx', 'ETH-BTC', [0.049, 0.05], { base: 'ETHW', quantityStep: 0.5 }, 100))
    expect(told(engine.evaluate(startUs))).toEqual(['closed instrument'])
    expect(engine.counts.routes).toBe(0)
    engine.setBook(0, triangle()[1]!)
    const again = only(engine.evaluate(startUs))
    expect(again.id).toBe('triangular:okx.BTC-USDT.buy:okx.ETH-BTC.buy:okx.ETH-USDT.sell@1700000000001')
  })

  test('the same assets under two symbols, on two venues or on one, are a pair', () => {
    const views = [book('okx', 'BTC-USDT', [99, 100]), book('bybit', 'XBT-USDT', [101, 102], { base: 'BTC' })]
    expect(only(engineOf(views).evaluate(startUs))).toMatchObject({
      routeId: 'two-leg:okx.BTC-USDT.buy:bybit.XBT-USDT.sell',
      symbol: 'BTC-USDT',
    })
    const pools = [
      book('okx', 'ETH-USDT~v3-500', [99, 100], { base: 'ETH', quote: 'USDT' }),
      book('okx', 'ETH-USDT~v3-3000', [101, 102], { base: 'ETH', quote: 'USDT' }),
    ]
    expect(only(engineOf(pools).evaluate(startUs))).toMatchObject({
      routeId: 'two-leg:okx.ETH-USDT~v3-500.buy:okx.ETH-USDT~v3-3000.sell',
      kind: 'two-leg',
      symbol: 'ETH-USDT',
    })
  })

  test('a pair listed the other way round is a cycle of two legs', () => {
    const engine = engineOf([book('okx', 'USDT-USD', [0.97, 0.98]), book('bybit', 'USD-USDT', [1.04, 1.05])])
    expect(only(engine.evaluate(startUs)).routeId).toBe('cycle:okx.USDT-USD.sell:bybit.USD-USDT.sell')
  })
})

describe('sizes', () => {
  test('what a leg brings bounds the next; what no whole step takes is left over and worth nothing', () => {
    // 5 BTC bring 100 ETH; in steps of 30 ETH only 90 are bought, with 4.5 BTC.
    const found = only(engineOf(triangle({ quantityStep: 30 })).evaluate(startUs))
    expect(found.legs.map(leg => leg.quantity)).toEqual([4.5, 90, 90])
    const views = [
      book('okx', 'BTC-USDT', [99, 100], { quantityStep: 2 }),
      book('okx', 'ETH-BTC', [0.049, 0.05], { quantityStep: 30 }, 100),
      book('okx', 'ETH-USDT', [7.5, 7.6], {}, 100),
    ]
    const coarse = only(engineOf(views).evaluate(startUs))
    expect(coarse.legs.map(leg => [leg.quantity, leg.leftover])).toEqual([
      [6, 0],
      [90, 1.5],
      [90, 0],
    ])
    expect(coarse.profitQuote).toBe(75)
  })

  test('of venues that tell no steps any size is taken', () => {
    const views = triangle({ quantityStep: 0 }).map(view => ({ ...view, quantityStep: 0 }))
    const found = only(engineOf(views).evaluate(startUs))
    expect(found.legs[0]!.quantity).toBeCloseTo(5, 12)
    expect(found.profitQuote).toBeCloseTo(5, 12)
  })

  test.each([
    { name: 'a minimum quantity of the middle leg', overrides: { minQuantity: 101 } },
    { name: 'a minimum notional of the middle leg', overrides: { minNotional: 5.1 } },
  ])('$name above the depth leaves nothing', ({ overrides }) => {
    const engine = engineOf(triangle(overrides))
    expect(engine.evaluate(startUs)).toEqual([])
    const verdict = engine.verdict('triangular:okx.BTC-USDT.buy:okx.ETH-BTC.buy:okx.ETH-USDT.sell')
    expect(verdict).toMatchObject({ rule: 'size' })
    expect(verdict!.margin).toBeCloseTo(100, 6)
  })

  test('the capacity curve ends at the best size and never gains more before it', () => {
    const found = only(engineOf(triangle({ quantityStep: 30 })).evaluate(startUs))
    expect(found.capacitySpentQuote).toEqual([150, 300, 450])
    const profits = found.capacityProfitQuote
    expect(profits.at(-1)).toBe(found.profitQuote)
    expect(profits.every((profit, index) => index === 0 || profit > profits[index - 1]!)).toBe(true)
  })

  test('the capacity curve of a pair is in steps that both venues take', () => {
    const views = [
      book('okx', 'BTC-USDT', [99, 100], { quantityStep: 0.2 }),
      book('bybit', 'BTC-USDT', [102, 103], { quantityStep: 0.3 }),
    ]
    expect(only(engineOf(views).evaluate(startUs)).capacitySpentQuote.map(spent => Math.round(spent))).toEqual([
      60, 240, 480, 720, 960,
    ])
  })
})

describe('the part of the rate', () => {
  /** Buy BTC for USDT, sell it for USD, buy USDT with USD. */
  const through = (dear: number, rate: number): Opportunity =>
    only(
      engineOf([
        book('okx', 'BTC-USDT', [99, 100]),
        book('okx', 'BTC-USD', [dear, dear + 1]),
        book('okx', 'USDT-USD', [rate - 0.001, rate], {}, 10_000),
      ]).evaluate(startUs),
    )

  test('at par the edge is the asset’s', () => {
    const found = through(101, 1)
    expect(found.legs.map(leg => leg.isRate)).toEqual([false, false, true])
    expect(found.rateBps).toBeCloseTo(0, 9)
    expect(found.assetBps).toBeCloseTo(100, 9)
  })

  test('where one dollar is off its par the edge is the rate’s', () => {
    const found = through(100, 0.99)
    expect(found.netBps).toBeCloseTo(10_000 / 99, 6)
    expect(found.rateBps).toBeCloseTo(found.netBps, 9)
    expect(found.assetBps).toBeCloseTo(0, 9)
  })

  test('both parts add up to the net', () => {
    const found = through(99.5, 0.98)
    expect(found.assetBps).toBeLessThan(0)
    expect(found.assetBps + found.rateBps).toBeCloseTo(found.netBps, 9)
  })
})

describe('verdicts', () => {
  const id = 'triangular:okx.BTC-USDT.buy:okx.ETH-BTC.buy:okx.ETH-USDT.sell'
  const reverse = 'triangular:okx.ETH-USDT.buy:okx.ETH-BTC.sell:okx.BTC-USDT.sell'

  test('open, and how far the other way round is from paying', () => {
    const engine = engineOf(triangle())
    expect(engine.verdict(id)).toBeUndefined()
    engine.evaluate(startUs)
    expect(engine.verdict(id)).toMatchObject({ rule: 'open', atUs: startUs })
    expect(engine.verdict(id)!.margin).toBeCloseTo(100, 9)
    expect(engine.verdict(reverse)!.rule).toBe('tops')
    expect(engine.verdict(reverse)!.margin).toBeCloseTo(((0.049 * 99) / 5.1 - 1) * 10_000, 6)
    expect(engine.verdict('no such route')).toBeUndefined()
    expect(engine.verdicts).toMatchObject({ open: 1, tops: 1, size: 0, stale: 0 })
  })

  test('less than the least net wanted, at the best size', () => {
    const deep = { ...triangle()[2]!, bidPrices: [5.05, 5.0001], bidQuantities: [1, 99] }
    const engine = engineOf([...triangle().slice(0, 2), deep], { minNetBps: 50 })
    expect(engine.evaluate(startUs)).toEqual([])
    expect(engine.verdict(id)!.rule).toBe('net')
    expect(engine.verdict(id)!.margin).toBeCloseTo(((5.05 + 99 * 5.0001) / 500 - 1) * 10_000 - 50, 6)
  })

  test('more than can be believed is refused and, when it was open, closed', () => {
    const engine = engineOf(triangle(), { maxCredibleNetBps: 150 })
    only(engine.evaluate(startUs))
    engine.setBook(0, book('okx', 'ETH-USDT', [5.2, 5.3], { quantityStep: 0.5 }, 100))
    expect(told(engine.evaluate(startUs))).toEqual(['closed incredible'])
    expect(engine.verdict(id)!.rule).toBe('incredible')
    expect(engine.verdict(id)!.margin).toBeCloseTo(150 - 400, 6)
    expect(engine.verdicts.incredible).toBe(1)
    engine.setBook(0, triangle()[2]!)
    expect(told(engine.evaluate(startUs))).toEqual(['opened'])
  })

  test('one old leg of three closes the route, and the verdict says by how much', () => {
    const engine = engineOf(triangle())
    only(engine.evaluate(startUs))
    for (const view of triangle().slice(0, 2)) {
      engine.setBook(0, { ...view, receivedTimeUs: startUs + 900 * ms, proofTimeUs: startUs + 900 * ms })
    }
    expect(told(engine.evaluate(startUs + 900 * ms))).toEqual(['closed skew'])
    expect(engine.verdict(id)).toMatchObject({ rule: 'skew', margin: -650 })
    engine.setBook(0, { ...triangle()[0]!, status: 3 })
    engine.evaluate(startUs + 901 * ms)
    expect(engine.verdict(id)!.rule).toBe('not_live')
  })
})

describe('what is left of an opening', () => {
  const marksOf = (event: OpportunityEvent | undefined) =>
    event?.opportunity.survival.map(mark => [mark.afterMs, mark.known, Math.round(mark.netBps * 100) / 100])
  const dearer = (ask: number): BookView => ({ ...triangle()[0]!, askPrices: [ask] })

  test('is priced at its own size from the books as they are then, also after it closed', () => {
    const engine = engineOf(triangle())
    only(engine.evaluate(startUs))
    engine.setBook(0, dearer(100.5))
    const [update] = engine.evaluate(startUs + 12 * ms)
    expect(marksOf(update)).toEqual([[10, true, 49.75]])
    engine.setBook(0, dearer(102))
    const [closing] = engine.evaluate(startUs + 60 * ms)
    expect(closing!.closeReason).toBe('unprofitable')
    expect(marksOf(closing)).toEqual([
      [10, true, 49.75],
      [25, true, -98.04],
      [50, true, -98.04],
    ])
    expect(closing!.opportunity.survival[2]).toMatchObject({ pricedAfterMs: 60, profitQuote: -5 })
    // Its books are no longer proven when the last marks are due.
    for (const afterMs of [100, 400, 999, 1_002]) engine.sweep(startUs + afterMs * ms)
    const [survival, ...more] = engine.takeSurvivals()
    expect(more).toEqual([])
    expect(survival).toMatchObject({ id: closing!.opportunity.id, openedNetBps: 100, openedProfitQuote: 5 })
    expect(survival!.marks.map(mark => [mark.afterMs, mark.known])).toEqual([
      [10, true],
      [25, true],
      [50, true],
      [100, true],
      [250, true],
      [500, true],
      [1000, false],
    ])
    expect(engine.takeSurvivals()).toEqual([])
  })

  test('is not known where the books no longer take the size', () => {
    const engine = engineOf(triangle())
    only(engine.evaluate(startUs))
    engine.setBook(0, { ...triangle()[2]!, bidQuantities: [50] })
    expect(marksOf(engine.evaluate(startUs + 10 * ms)[0])).toEqual([[10, false, 0]])
  })

  test('nobody tells it after a shutdown', () => {
    const engine = engineOf(triangle())
    only(engine.evaluate(startUs))
    engine.closeAll(startUs, 'shutdown')
    engine.sweep(startUs + 2_000 * ms)
    expect(engine.takeSurvivals()).toEqual([])
  })
})

test('an episode tells its lifetime and its net weighted by time', () => {
  const engine = engineOf(triangle())
  expect(only(engine.evaluate(startUs))).toMatchObject({ lifetimeUs: 0, timeWeightedNetBps: 100 })
  engine.setBook(0, { ...triangle()[0]!, askPrices: [100.5] })
  engine.evaluate(startUs + 30 * ms)
  const [closing] = engine.closeAll(startUs + 40 * ms, 'shutdown')
  expect(closing!.opportunity.lifetimeUs).toBe(40 * ms)
  const second = (505 / 502.5 - 1) * 10_000
  expect(closing!.opportunity.timeWeightedNetBps).toBeCloseTo((100 * 30 + second * 10) / 40, 9)
})
