import type { BookView } from '@screener/contracts'
import { describe, expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine } from '../src/index.ts'
import { book, ms, only, options, startUs, told } from './engine-kit.ts'

const id = 'two-leg:alpha.BTC-USDT.buy:beta.BTC-USDT.sell'
const dear = (bid = 101, overrides: Partial<BookView> = {}): BookView => book('beta', 'BTC-USDT', [bid, 104], overrides)

/** A pair that pays from `startUs` on, and has to for 5 ms. */
const engineOf = (): ArbitrageEngine => {
  const engine = createEngine({ ...options, minLifeMs: 5 })
  engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
  engine.setBook(0, dear())
  expect(engine.evaluate(startUs)).toEqual([])
  return engine
}

test('a route opens when it has paid for long enough, and lives from then on', () => {
  const engine = engineOf()
  expect(engine.verdict(id)).toMatchObject({ rule: 'brief', margin: -5 })
  expect(engine.nextDueUs).toBe(startUs + 5 * ms)
  expect(engine.evaluate(startUs + 5 * ms - 1)).toEqual([])
  const found = only(engine.evaluate(startUs + 5 * ms))
  expect(found).toMatchObject({ openedAtMs: startUs / ms + 5, lifetimeUs: 0 })
  expect(engine.nextDueUs).toBe(Infinity)
  // What is left of it is counted from the opening.
  expect(engine.sweep(startUs + 14 * ms)).toEqual([])
  engine.setBook(0, dear(102))
  expect(engine.evaluate(startUs + 15 * ms)).toEqual([])
  // By then the better price has stood for long enough.
  expect(engine.evaluate(startUs + 20 * ms)[0]!.opportunity.survival).toMatchObject([{ afterMs: 10, known: true }])
})

test('it opens with what has stood for as long, and is what it is worth then', () => {
  const engine = engineOf()
  engine.setBook(0, dear(103))
  expect(engine.evaluate(startUs + 2 * ms)).toEqual([])
  expect(engine.evaluate(startUs + 5 * ms)).toEqual([])
  expect(engine.nextDueUs).toBe(startUs + 7 * ms)
  expect(only(engine.evaluate(startUs + 7 * ms)).legs[1]).toMatchObject({ vwap: 103 })
})

const inDoubtForAMoment = (engine: ArbitrageEngine): void => {
  engine.doubt(0)
  engine.trust(0)
}

describe('what begins anew', () => {
  const breaks: { name: string; act: (engine: ArbitrageEngine) => void }[] = [
    { name: 'does not pay in between', act: e => e.setBook(0, dear(99.5)) },
    { name: 'is not live in between', act: e => e.setBook(0, dear(101, { status: 3 })) },
    { name: 'lost its books in between', act: e => e.dropGroup(0) },
    { name: 'was in doubt in between', act: inDoubtForAMoment },
    { name: 'has other lots', act: e => e.setBook(0, dear(101, { quantityStep: 0.5 })) },
  ]
  test.each(breaks)('what $name, though both are heard at once', ({ act }) => {
    const engine = engineOf()
    act(engine)
    engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
    engine.setBook(0, dear())
    expect(engine.evaluate(startUs + 4 * ms)).toEqual([])
    expect(engine.evaluate(startUs + 5 * ms)).toEqual([])
    expect(engine.nextDueUs).toBe(startUs + 9 * ms)
    expect(told(engine.evaluate(startUs + 9 * ms))).toEqual(['opened'])
  })

  test('flicker that is over by the next look is never told', () => {
    const engine = engineOf()
    for (let at = 3; at < 60; at += 6) {
      engine.setBook(0, dear(99.5))
      expect(engine.evaluate(startUs + at * ms)).toEqual([])
      expect(engine.nextDueUs).toBe(Infinity)
      engine.setBook(0, dear())
      expect(engine.sweep(startUs + (at + 3) * ms)).toEqual([])
    }
    expect(engine.counts.open).toBe(0)
  })

  test('a route whose book went to other assets awaits nothing', () => {
    const engine = engineOf()
    engine.setBook(0, dear(101, { base: 'WBTC' }))
    expect(engine.evaluate(startUs + 5 * ms)).toEqual([])
    expect(engine.nextDueUs).toBe(Infinity)
  })

  test('after closing all, what still pays pays anew', () => {
    const engine = engineOf()
    engine.closeAll(startUs + 4 * ms, 'shutdown')
    expect(engine.nextDueUs).toBe(Infinity)
    expect(engine.evaluate(startUs + 6 * ms)).toEqual([])
    expect(engine.nextDueUs).toBe(startUs + 11 * ms)
  })

  test('a rate of its costs that went away is a break', () => {
    const engine = createEngine({ ...options, minLifeMs: 5 })
    engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
    engine.setBook(0, dear(101, { costAsset: 'ETH', sellCost: 0.1 }))
    engine.setBook(0, book('alpha', 'ETH-USDT', [7, 8]))
    engine.evaluate(startUs)
    engine.setBook(0, book('alpha', 'ETH-USDT', [7, 8], { status: 3 }))
    engine.evaluate(startUs + 2 * ms)
    engine.setBook(0, book('alpha', 'ETH-USDT', [7, 8]))
    expect(engine.evaluate(startUs + 5 * ms)).toEqual([])
    expect(told(engine.evaluate(startUs + 10 * ms))).toEqual(['opened'])
  })
})

test('once open it is asked again only for what is better', () => {
  const engine = engineOf()
  engine.evaluate(startUs + 5 * ms)
  engine.setBook(0, dear(100.5))
  expect(told(engine.evaluate(startUs + 6 * ms))).toEqual(['updated'])
  engine.setBook(0, dear(99.5))
  expect(told(engine.evaluate(startUs + 7 * ms))).toEqual(['closed unprofitable'])
})
