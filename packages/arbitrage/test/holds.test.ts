import { expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine, type Hold } from '../src/index.ts'
import { book, ms, only, options, startUs, told } from './engine-kit.ts'

const id = 'two-leg:alpha.BTC-USDT.buy:beta.BTC-USDT.sell'
const quarantined: Hold = { rule: 'quarantined', detail: 'far from the consensus for 40 s' }
const lagging: Hold = { rule: 'lagging', detail: '2.1 s behind', excessMs: 1_100 }

const engineOf = (minLifeMs = 0): ArbitrageEngine => {
  const engine = createEngine({ ...options, minLifeMs })
  engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
  engine.setBook(0, book('beta', 'BTC-USDT', [101, 102]))
  return engine
}

test.each([
  { hold: quarantined, margin: 0 },
  { hold: lagging, margin: -1_100 },
])('a book that is $hold.rule closes its routes with that reason until it is let go', ({ hold, margin }) => {
  const engine = engineOf()
  only(engine.evaluate(startUs))
  engine.hold('beta', 'BTC-USDT', hold)
  expect(told(engine.evaluate(startUs + 1 * ms))).toEqual([`closed ${hold.rule}`])
  expect(engine.verdict(id)).toEqual({
    rule: hold.rule,
    margin,
    detail: `beta BTC-USDT: ${hold.detail}`,
    atUs: startUs + 1 * ms,
  })
  expect(engine.verdicts[hold.rule]).toBe(2)
  engine.setBook(0, book('beta', 'BTC-USDT', [101.5, 102]))
  expect(engine.evaluate(startUs + 2 * ms)).toEqual([])
  engine.hold('beta', 'BTC-USDT', undefined)
  expect(told(engine.evaluate(startUs + 3 * ms))).toEqual(['opened'])
})

test('the sweep sees it, too', () => {
  const engine = engineOf()
  only(engine.evaluate(startUs))
  engine.hold('alpha', 'BTC-USDT', lagging)
  expect(told(engine.sweep(startUs))).toEqual(['closed lagging'])
})

test('a hold waits for its book, and outlives what the book is taken for', () => {
  const engine = createEngine(options)
  engine.hold('beta', 'BTC-USDT', quarantined)
  engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
  engine.setBook(0, book('beta', 'BTC-USDT', [101, 102]))
  expect(engine.evaluate(startUs)).toEqual([])
  expect(engine.verdict(id)).toMatchObject({ rule: 'quarantined' })
  const another = book('beta', 'BTC-USDT', [101, 102], { base: 'XBT' })
  engine.setBook(0, another, { base: 'BTC', quote: 'USDT', unitFactor: 1 })
  expect(engine.evaluate(startUs)).toEqual([])
  engine.hold('beta', 'BTC-USDT', undefined)
  expect(told(engine.evaluate(startUs))).toEqual(['opened'])
})

test('other books of the venue are not held', () => {
  const engine = engineOf()
  engine.hold('beta', 'ETH-USDT', quarantined)
  expect(told(engine.evaluate(startUs))).toEqual(['opened'])
})

test('a book in doubt is not live first, whatever holds it', () => {
  const engine = engineOf()
  engine.hold('beta', 'BTC-USDT', quarantined)
  engine.setBook(0, book('beta', 'BTC-USDT', [101, 102], { status: 3, reason: 'gap' }))
  engine.evaluate(startUs)
  expect(engine.verdict(id)).toMatchObject({ rule: 'not_live', detail: 'beta BTC-USDT: gap' })
})

test('while one of its books is held a route does not pay', () => {
  const engine = engineOf(5)
  engine.evaluate(startUs)
  engine.hold('beta', 'BTC-USDT', lagging)
  engine.hold('beta', 'BTC-USDT', undefined)
  expect(engine.evaluate(startUs + 5 * ms)).toEqual([])
  expect(told(engine.evaluate(startUs + 10 * ms))).toEqual(['opened'])
})
