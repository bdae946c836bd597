import type { BookView } from '@screener/contracts'
import { describe, expect, test } from 'vitest'
import {
  createEngine,
  type ArbitrageEngine,
  type BookIdentity,
  type EngineOptions,
  type TradeFee,
} from '../src/index.ts'
import { book, only, options, startUs, told } from './engine-kit.ts'

const received: TradeFee = { takerBps: 100, feeAsset: 'received', schedule: 'made-up/2026-01-01' }
const none: TradeFee = { takerBps: 0, feeAsset: 'quote', schedule: '' }
/** alpha takes one part in a hundred of what one gets. */
const inKind: EngineOptions['feeOf'] = venue => (venue === 'alpha' ? received : none)

const engineOf = (views: readonly BookView[], overrides: Partial<EngineOptions> = {}): ArbitrageEngine => {
  const engine = createEngine({ ...options, ...overrides })
  for (const view of views) engine.setBook(0, view)
  return engine
}

describe('a fee in what is received', () => {
  test('leaves a buy with less base: the sell trades whole steps of what arrived', () => {
    const views = [
      book('alpha', 'BTC-USDT', [99, 100], { quantityStep: 0.1 }),
      book('beta', 'BTC-USDT', [110, 111], { quantityStep: 0.1 }),
    ]
    const found = only(engineOf(views, { feeOf: inKind }).evaluate(startUs))
    // 9.9 of 10 arrive, which are 99 steps.
    expect(found).toMatchObject({ kind: 'two-leg', costQuote: 1_000, quantity: 9.9, missedProfitQuote: 0 })
    expect(found.proceedsQuote).toBeCloseTo(9.9 * 110, 9)
    expect(found.legs.map(leg => [leg.quantity, leg.leftover])).toEqual([
      [10, 0],
      [9.9, 0],
    ])
    expect(found.legs[0]).toMatchObject({ takerBps: 100, feeQuote: 10 })
    expect(found.grossBps).toBeCloseTo(1_000, 9)
    expect(found.netBps).toBeCloseTo(((9.9 * 110 - 1_000) / 1_000) * 10_000, 9)
  })

  test('what no whole step of the sell takes is worth nothing', () => {
    const views = [
      book('alpha', 'BTC-USDT', [99, 100], { quantityStep: 1 }),
      book('beta', 'BTC-USDT', [150, 151], { quantityStep: 1 }),
    ]
    const found = only(engineOf(views, { feeOf: inKind }).evaluate(startUs))
    expect(found.legs.map(leg => leg.quantity)).toEqual([10, 9])
    expect(found.legs[1]!.leftover).toBeCloseTo(0.9, 12)
    expect(found.profitQuote).toBe(9 * 150 - 1_000)
  })

  test('of a sell is what it is in quote', () => {
    const views = [book('beta', 'BTC-USDT', [99, 100]), book('alpha', 'BTC-USDT', [110, 111])]
    const found = only(engineOf(views, { feeOf: inKind }).evaluate(startUs))
    expect(found.legs.map(leg => leg.quantity)).toEqual([10, 10])
    expect(found.profitQuote).toBeCloseTo(1_100 * 0.99 - 1_000, 9)
  })

  test('counts in the part of the rate', () => {
    // USDT buys BTC without a fee, BTC buys USD at par, USD buys USDT at par for one part in a hundred.
    const views = [
      book('beta', 'BTC-USDT', [99, 100]),
      book('beta', 'BTC-USD', [102, 103]),
      book('alpha', 'USDT-USD', [0.999, 1], { askQuantities: [100_000] }),
    ]
    const found = only(engineOf(views, { feeOf: inKind }).evaluate(startUs))
    const whole = Math.log(1.02 * 0.99)
    expect(found.rateBps).toBeCloseTo((Math.log(0.99) / whole) * found.netBps, 9)
    expect(found.assetBps + found.rateBps).toBeCloseTo(found.netBps, 9)
  })
})

test('a fee is that of the book, not of its venue', () => {
  const feeOf: EngineOptions['feeOf'] = (_, symbol) => (symbol === 'BTC-USDT' ? { ...none, takerBps: 60 } : none)
  const pair = (symbol: string): BookView[] => [book('alpha', symbol, [99, 100]), book('beta', symbol, [101, 102])]
  expect(engineOf(pair('BTC-USDT'), { feeOf }).evaluate(startUs)).toEqual([])
  expect(told(engineOf(pair('ETH-USDT'), { feeOf }).evaluate(startUs))).toEqual(['opened'])
})

describe('what a symbol stands for', () => {
  const perUnit = (unitFactor: number, base = 'SHIB'): BookIdentity => ({ base, quote: 'USDT', unitFactor })
  const thousands = (bid: number, ask: number): BookView =>
    book('alpha', '1000SHIB-USDT', [bid, ask], { quantityStep: 0.001, minQuantity: 0.5, priceTick: 0.001 })
  const units = (bid: number, ask: number): BookView =>
    book('beta', 'SHIB-USDT', [bid, ask], { bidQuantities: [5_000], askQuantities: [5_000], quantityStep: 1 })

  test('1000SHIB and SHIB are one asset in two units', () => {
    const engine = createEngine(options)
    engine.setBook(0, thousands(19, 20), perUnit(1_000))
    engine.setBook(0, units(0.025, 0.026))
    const found = only(engine.evaluate(startUs))
    expect(found).toMatchObject({ kind: 'two-leg', symbol: 'SHIB-USDT', base: 'SHIB', quantity: 5_000 })
    expect(found.profitQuote).toBeCloseTo(25, 9)
    expect(found.legs[0]).toMatchObject({
      symbol: '1000SHIB-USDT',
      base: 'SHIB',
      prices: [0.02],
      available: [10_000],
      notional: 100,
    })
  })

  test('the venue’s lots are in its own units', () => {
    const engine = createEngine(options)
    engine.setBook(0, thousands(19, 20), perUnit(1_000))
    engine.setBook(0, { ...units(0.025, 0.026), bidQuantities: [499], askQuantities: [499] })
    expect(engine.evaluate(startUs)).toEqual([])
    expect(engine.verdicts.size).toBe(1)
    engine.setBook(0, { ...thousands(19, 20), minQuantity: 0.4, quantityStep: 0.01 }, perUnit(1_000))
    // A hundredth of a thousand.
    expect(only(engine.evaluate(startUs)).quantity).toBe(490)
  })

  test('another unit factor or asset of the registry ends its routes, and begins others', () => {
    const engine = createEngine(options)
    engine.setBook(0, thousands(19, 20), perUnit(1_000))
    engine.setBook(0, units(0.025, 0.026))
    only(engine.evaluate(startUs))
    engine.setBook(0, thousands(19, 20), perUnit(1_000, 'SHIB (old)'))
    expect(told(engine.evaluate(startUs))).toEqual(['closed instrument'])
    expect(engine.counts.routes).toBe(0)
    engine.setBook(0, thousands(19, 20), perUnit(999))
    expect(only(engine.evaluate(startUs)).legs[0]!.prices[0]).toBeCloseTo(20 / 999, 12)
    engine.setBook(0, thousands(19, 20), perUnit(1_000))
    expect(told(engine.evaluate(startUs))).toEqual(['closed instrument', 'opened'])
  })

  test.each([0, -1, NaN, Infinity])('a unit factor of %s is none', unitFactor => {
    const engine = createEngine(options)
    expect(() => engine.setBook(0, thousands(19, 20), perUnit(unitFactor))).toThrow(
      /the unit factor of alpha 1000SHIB-USDT is .*; it must be a number above 0/,
    )
  })
})

describe('a rate between two dollars', () => {
  const through = (ask: number, depegBps?: number): readonly string[] => {
    const views = [
      book('beta', 'BTC-USDT', [99, 100]),
      book('beta', 'BTC-USD', [110, 111]),
      book('alpha', 'USDT-USD', [ask - 0.01, ask], { askQuantities: [100_000] }),
    ]
    return only(engineOf(views, depegBps === undefined ? {} : { depegBps }).evaluate(startUs)).marks
  }

  test('further from par than 50 basis points marks the route', () => {
    expect(through(1.0049)).toEqual([])
    expect(through(1.0051)).toEqual(['depeg'])
    expect(through(0.9951)).toEqual([])
    expect(through(0.9949)).toEqual(['depeg'])
    expect(through(1.0051, 60)).toEqual([])
  })

  test('a rate that has no par marks nothing', () => {
    const views = [
      book('beta', 'BTC-USDT', [99, 100]),
      book('beta', 'BTC-EUR', [100, 101]),
      book('beta', 'EUR-USDT', [1.08, 1.09], { bidQuantities: [100_000] }),
    ]
    expect(only(engineOf(views).evaluate(startUs)).marks).toEqual([])
  })
})
