import { beforeEach, describe, expect, test } from 'vitest'
import { createKnownVerdicts, type KnownVerdicts } from '../src/known-verdicts.ts'
import { readVerdictFilter } from '../src/verdict-query.ts'
import { makeVerdict, makeVerdictBatch } from './make.ts'

let known: KnownVerdicts

beforeEach(() => {
  known = createKnownVerdicts()
})

const found = (words: readonly string[], rule?: string, limit = 100): string[] =>
  known.find({ words, limit, ...(rule === undefined ? {} : { rule }) }).verdicts.map(({ verdict }) => verdict.routeId)

test('keeps the last verdict of each route and the newest counts', () => {
  known.apply(makeVerdictBatch([makeVerdict({ routeId: 'a', rule: 'tops' })], { counts: { tops: 1 } }), 1)
  known.apply(makeVerdictBatch([makeVerdict({ routeId: 'b' })], { counts: { tops: 2 }, routes: 2 }), 2)
  known.apply(makeVerdictBatch([makeVerdict({ routeId: 'a', rule: 'open', margin: 3 })]), 3)
  expect(known.of('a')).toMatchObject({ heardAtMs: 3, verdict: { rule: 'open', margin: 3 } })
  expect(known.of('b')).toMatchObject({ heardAtMs: 2, verdict: { rule: 'tops' } })
  expect(known.of('c')).toBeUndefined()
  expect(known.summary).toMatchObject({ routes: 0, counts: {} })
  expect(known.size).toBe(2)
})

test.each(['first', 'last'])('the nearest miss comes first, equal ones by their id, told %s or not', told => {
  const verdicts = [-3, -1, -2, -1, -5, -4].map((margin, index) =>
    makeVerdict({ routeId: `two-leg:r${index}`, margin }),
  )
  known.apply(makeVerdictBatch(told === 'first' ? verdicts : verdicts.toReversed()), 1)
  const order = [1, 3, 2, 0, 5, 4].map(index => `two-leg:r${index}`)
  expect(found([])).toEqual(order)
  expect(found([], undefined, 3)).toEqual(order.slice(0, 3))
  expect(found([], undefined, 1)).toEqual(order.slice(0, 1))
  expect(known.find({ words: [], limit: 2 }).matching).toBe(6)
})

test('finds by rule, and by words of the id in any case and order', () => {
  const ids = ['two-leg:kraken.BTC-USD.buy:okx.BTC-USD.sell', 'two-leg:okx.ETH-USDC~v3-500.buy:kraken.ETH-USDC.sell']
  known.apply(
    makeVerdictBatch([
      makeVerdict({ routeId: ids[0]!, rule: 'quarantined' }),
      makeVerdict({ routeId: ids[1]!, rule: 'tops' }),
    ]),
    1,
  )
  expect(found([], 'quarantined')).toEqual([ids[0]])
  expect(found(['kraken', 'eth-usdc~v3'])).toEqual([ids[1]])
  expect(found(['btc-usd.sell', 'okx'])).toEqual([ids[0]])
  expect(found(['btc', 'eth'])).toEqual([])
  expect(found(['kraken'], 'open')).toEqual([])
})

test('is live while the analyzer tells', () => {
  expect(known.live(0)).toBe(false)
  known.apply(makeVerdictBatch([]), 1_000)
  expect(known.live(4_000)).toBe(true)
  expect(known.live(4_001)).toBe(false)
})

describe('is bounded', () => {
  test('in time: what was not told for 15 minutes is forgotten, what was told again is not', () => {
    known.apply(makeVerdictBatch([makeVerdict({ routeId: 'gone' }), makeVerdict({ routeId: 'kept' })]), 0)
    known.apply(makeVerdictBatch([makeVerdict({ routeId: 'kept' })]), 10_000)
    known.apply(makeVerdictBatch([]), 900_000)
    expect(known.of('gone')).toBeDefined()
    known.apply(makeVerdictBatch([]), 900_001)
    expect(known.of('gone')).toBeUndefined()
    expect(known.of('kept')).toBeDefined()
  })

  test('in number: the longest untold go', () => {
    const batch = (from: number, count: number) =>
      makeVerdictBatch(Array.from({ length: count }, (_, index) => makeVerdict({ routeId: `r${from + index}` })))
    known.apply(batch(0, 100_000), 1)
    known.apply(batch(0, 1), 2)
    known.apply(batch(100_000, 2), 3)
    expect(known.size).toBe(100_000)
    expect(['r0', 'r1', 'r2', 'r3', 'r100001'].map(id => known.of(id) !== undefined)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ])
  })
})

describe('the query', () => {
  const rules = ['open', 'tops']

  test('without parameters wants no list; with one it does', () => {
    expect(readVerdictFilter({}, rules)).toEqual({ kind: 'filter', filter: undefined })
    expect(readVerdictFilter({ rule: 'tops' }, rules)).toEqual({
      kind: 'filter',
      filter: { rule: 'tops', words: [], limit: 100 },
    })
    expect(readVerdictFilter({ find: ' BTC-USDT  okx ', limit: '7' }, [])).toEqual({
      kind: 'filter',
      filter: { words: ['btc-usdt', 'okx'], limit: 7 },
    })
  })

  test.each([
    ['rule', { rule: 'mood' }, /open, tops/],
    ['limit', { limit: '0' }, /limit=100/],
    ['limit', { limit: '1001' }, /limit=100/],
    ['limit', { limit: '1e2' }, /limit=100/],
    ['find', { find: 'x'.repeat(201) }, /venue/],
    ['find', { find: 'a b c d e f g h i' }, /fewer/],
    ['find', { find: ['a', 'b'] }, /once/],
    ['routes', { routes: 'all' }, /rule, find, limit/],
  ])('%s is refused by name', (field, query, fix) => {
    const reading = readVerdictFilter(query, rules)
    expect(reading).toMatchObject({ kind: 'problem', problem: { status: 400, field, fix: expect.stringMatching(fix) } })
  })
})
