import { expect, test } from 'vitest'
import { COLUMN_KEYS, DEFAULT_SORT, type Moment } from '../src/model/columns.ts'
import { heldDifference, OrderKeeper } from '../src/model/order.ts'
import { makeRow, type Row } from '../src/model/row.ts'
import { makeOpportunity } from './market.ts'

const moment: Moment = { serverNowMs: 1_000_000, venueProof: () => NaN }
const rowsOf = (nets: Readonly<Record<string, number>>): Row[] =>
  Object.entries(nets).map(([id, netBps]) => makeRow({ ...makeOpportunity({ id }), netBps }, 1))

test('net descending, ties by id', () => {
  const keeper = new OrderKeeper()
  expect(keeper.arrange(rowsOf({ c: 5, a: 5, b: 9 }), DEFAULT_SORT, moment, 0)).toEqual(['b', 'a', 'c'])
})

test('a lead of less than 0.2 bps must last 500 ms, a greater one counts at once', () => {
  const keeper = new OrderKeeper()
  const at = (nowMs: number, nets: Readonly<Record<string, number>>) =>
    keeper.arrange(rowsOf(nets), DEFAULT_SORT, moment, nowMs)
  expect(at(0, { a: 10, b: 9.95 })).toEqual(['a', 'b'])
  expect(at(250, { a: 10, b: 10.1 })).toEqual(['a', 'b'])
  expect(at(500, { a: 10, b: 10.1 })).toEqual(['a', 'b'])
  expect(at(750, { a: 10, b: 10.1 })).toEqual(['b', 'a'])
  expect(at(1000, { a: 10.4, b: 10.1 })).toEqual(['a', 'b'])
})

test('rows that keep overtaking each other by little stay where they are', () => {
  const keeper = new OrderKeeper()
  const orders = new Set<string>()
  for (let step = 0; step < 40; step += 1) {
    const swing = step % 2 === 0 ? 0.08 : -0.08
    orders.add(keeper.arrange(rowsOf({ a: 10 + swing, b: 10 - swing }), DEFAULT_SORT, moment, step * 250).join())
  }
  expect(orders.size).toBe(1)
})

test('every column sorts both ways, and unknown numbers stay last', () => {
  const rows = rowsOf({ a: 1, b: 2, c: 3 })
  for (const key of COLUMN_KEYS) {
    for (const descending of [true, false]) {
      const ids = new OrderKeeper().arrange(rows, { key, descending }, moment, 0)
      expect(ids.toSorted()).toEqual(['a', 'b', 'c'])
    }
  }
  const unknown = rowsOf({ a: 1, b: NaN, c: 3 })
  expect(new OrderKeeper().arrange(unknown, { key: 'net', descending: true }, moment, 0)).toEqual(['c', 'a', 'b'])
  expect(new OrderKeeper().arrange(unknown, { key: 'net', descending: false }, moment, 0)).toEqual(['a', 'c', 'b'])
})

test.each([
  { name: 'nothing', shown: ['a', 'b', 'c'], wanted: ['a', 'b', 'c'], moving: 0, arriving: 0 },
  {
    name: 'one row to the top is one move',
    shown: ['a', 'b', 'c', 'd'],
    wanted: ['d', 'a', 'b', 'c'],
    moving: 1,
    arriving: 0,
  },
  { name: 'reversed', shown: ['a', 'b', 'c'], wanted: ['c', 'b', 'a'], moving: 2, arriving: 0 },
  {
    name: 'closed rows do not count, new ones wait',
    shown: ['a', 'x', 'b'],
    wanted: ['a', 'n', 'b'],
    moving: 0,
    arriving: 1,
  },
])('held: $name', ({ shown, wanted, moving, arriving }) => {
  expect(heldDifference(shown, wanted)).toEqual({ moving, arriving })
})
