import type { Opportunity } from '@screener/contracts'
import { describe, expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine, type LeftOver } from '../src/index.ts'
import { book, ms, only, options, startUs, told } from './engine-kit.ts'

const routeId = 'two-leg:alpha.BTC-USDT.buy:beta.BTC-USDT.sell'
const at = (atMs: number): number => startUs + atMs * ms

const setBooks = (engine: ArbitrageEngine, bid: number, group = 0): void => {
  engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
  engine.setBook(group, book('beta', 'BTC-USDT', [bid, 120]))
}

const leftOf = (...open: readonly Opportunity[]): LeftOver => ({ open, lastOpenedAtMs: new Map() })

/** What one engine told last, opened at `startUs` at 102 and at 101 since 100 ms. */
const leftOpen = (): Opportunity => {
  const engine = createEngine(options)
  setBooks(engine, 102)
  only(engine.evaluate(startUs))
  setBooks(engine, 101)
  return engine.evaluate(at(100))[0]!.opportunity
}

const restarted = (minLifeMs = 0): ArbitrageEngine => {
  const engine = createEngine({ ...options, minLifeMs })
  engine.adopt(leftOf(leftOpen()), at(200), 500)
  return engine
}

describe('an episode that was left open', () => {
  test('goes on as an update under its id, from its opening and with its peak, on the books as they are', () => {
    const engine = restarted()
    expect(engine.keyframe(at(200))).toEqual({ changes: [], open: [] })
    setBooks(engine, 101.5)
    const [event] = engine.evaluate(at(400))
    const { id, openedAtMs, peakNetBps } = leftOpen()
    expect(event).toMatchObject({ phase: 1, opportunity: { id, openedAtMs, peakNetBps, lifetimeUs: 400 * ms } })
    expect(event!.opportunity).toMatchObject({ updatedAtUs: at(400), legs: [{}, { worstPrice: 101.5 }] })
    expect(event!.receipt?.legs).toHaveLength(2)
    // 200 for 100 ms, then the last that was told of it.
    expect(event!.opportunity.timeWeightedNetBps).toBeCloseTo((200 * 100 + 100 * 300) / 400, 9)
    expect(engine.counts.open).toBe(1)
    setBooks(engine, 99)
    expect(engine.evaluate(at(410))).toMatchObject([{ phase: 2, closeReason: 'unprofitable', opportunity: { id } }])
    setBooks(engine, 101)
    expect(only(engine.evaluate(at(420))).id).not.toBe(id)
  })

  test('goes on only with what has stood', () => {
    const engine = restarted(5)
    setBooks(engine, 101)
    expect(engine.evaluate(at(300))).toEqual([])
    expect(engine.keyframe(at(304)).open).toEqual([])
    expect(told(engine.evaluate(at(305)))).toEqual(['updated'])
  })

  test('ends when its books may be priced and do not pay', () => {
    const engine = restarted()
    setBooks(engine, 99)
    const [event, ...more] = engine.evaluate(at(210))
    expect(more).toEqual([])
    expect(event).toEqual({ phase: 2, closeReason: 'restart', opportunity: leftOpen() })
    setBooks(engine, 101)
    expect(told(engine.evaluate(at(220)))).toEqual(['opened'])
  })

  test('waits for books that are in doubt, until its time is over', () => {
    const engine = restarted()
    engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
    engine.setBook(1, book('beta', 'BTC-USDT', [101, 120]))
    engine.doubt(1)
    expect(engine.sweep(at(300))).toEqual([])
    engine.trust(1)
    expect(told(engine.sweep(at(400)))).toEqual(['updated'])

    const never = restarted()
    never.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
    expect(never.sweep(at(699))).toEqual([])
    expect(told(never.sweep(at(700)))).toEqual(['closed restart'])
    setBooks(never, 101)
    expect(told(never.evaluate(at(710)))).toEqual(['opened'])
  })

  test('is no other route, and not one that is counted in something else', () => {
    const engine = createEngine(options)
    engine.adopt(leftOf({ ...leftOpen(), routeId: 'two-leg:gone' }, { ...leftOpen(), quote: 'EUR' }), at(0), 50)
    setBooks(engine, 101)
    expect(told(engine.evaluate(at(1)))).toEqual(['opened', 'closed restart'])
    expect(told(engine.evaluate(at(50)))).toEqual(['closed restart'])
  })

  test('ends as restart also when the one that took over ends', () => {
    expect(told(restarted().closeAll(at(210), 'shutdown'))).toEqual(['closed restart'])
  })
})

test.each([
  ['known before its books', true],
  ['known after its books', false],
])('no id is given twice, though the clock was set back: %s', (_name, before) => {
  const engine = createEngine(options)
  if (!before) setBooks(engine, 99)
  engine.adopt({ open: [], lastOpenedAtMs: new Map([[routeId, at(9_000) / ms]]) }, at(0), 500)
  setBooks(engine, 101)
  expect(only(engine.evaluate(at(1))).id).toBe(`${routeId}@${at(9_000) / ms + 1}`)
})
