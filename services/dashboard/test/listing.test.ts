import type { FullState } from '@screener/contracts/gateway'
import { expect, test } from 'vitest'
import { DEFAULT_SORT } from '../src/model/columns.ts'
import { Store } from '../src/model/store.ts'
import { CLOSED_STAYS_MS, Lister, type Wish } from '../src/page/listing.ts'
import { makeOpportunity, twoVenues } from './market.ts'

const opportunity = (id: string, netBps: number) => makeOpportunity({ id, netBps })
const full = (...opportunities: ReturnType<typeof opportunity>[]): FullState => ({
  opportunities,
  venues: twoVenues(),
  live: true,
  simulated: false,
  version: '1',
})
const update = { changed: [], closed: [], venues: [], live: true }
const wish = (nowMs: number, mode: Wish['mode'], query = ''): Wish => ({
  sort: DEFAULT_SORT,
  query,
  moment: { serverNowMs: 0, venueProof: () => NaN },
  nowMs,
  mode,
})

test('a full state replaces: what is not in it is closed, what returns is open again', () => {
  const store = new Store()
  store.applyFull(full(opportunity('a', 1), opportunity('b', 2)), 0, 0)
  store.applyFull(full(opportunity('b', 2)), 0, 10)
  expect(store.rows.get('a')?.closed).toEqual({ reason: 'unheard', atMs: 10 })
  expect(store.openCount).toBe(1)
  store.applyFull(full(opportunity('a', 1)), 0, 20)
  expect(store.rows.get('a')?.closed).toBeUndefined()
  expect(store.openCount).toBe(1)
})

test('closing twice counts once; closing what is not known does nothing', () => {
  const store = new Store()
  store.applyFull(full(opportunity('a', 1)), 0, 0)
  const closed = [
    { id: 'a', reason: 'stale' },
    { id: 'a', reason: 'skew' },
    { id: 'nobody', reason: 'stale' },
  ]
  store.applyUpdate({ ...update, closed }, 0, 5)
  expect(store.openCount).toBe(0)
  expect(store.rows.get('a')?.closed?.reason).toBe('stale')
})

test('however long the order is held, not more than 500 closed rows are kept', () => {
  const store = new Store()
  const ids = Array.from({ length: 700 }, (_, index) => `row${index}`)
  store.applyFull(full(...ids.map(id => opportunity(id, 1))), 0, 0)
  store.applyUpdate({ ...update, closed: ids.map(id => ({ id, reason: 'stale' })) }, 0, 5)
  expect(store.rows.size).toBe(500)
})

test('a closed row keeps its place for its time, then goes', () => {
  const store = new Store()
  const lister = new Lister(store)
  store.applyFull(full(opportunity('a', 3), opportunity('b', 2)), 0, 0)
  expect(lister.list(wish(0, 'follow')).ids).toEqual(['a', 'b'])
  store.applyUpdate({ ...update, closed: [{ id: 'a', reason: 'unprofitable' }] }, 0, 100)
  expect(lister.list(wish(200, 'follow')).ids).toEqual(['a', 'b'])
  expect(lister.list(wish(99 + CLOSED_STAYS_MS, 'follow')).ids).toEqual(['a', 'b'])
  expect(lister.list(wish(100 + CLOSED_STAYS_MS, 'follow')).ids).toEqual(['b'])
})

test('while held: places stay, new rows wait, closed rows stay; released: all at once', () => {
  const store = new Store()
  const lister = new Lister(store)
  store.applyFull(full(opportunity('a', 3), opportunity('b', 2)), 0, 0)
  lister.list(wish(0, 'follow'))
  store.applyUpdate(
    { ...update, changed: [opportunity('b', 9), opportunity('c', 5)], closed: [{ id: 'a', reason: 'stale' }] },
    0,
    10,
  )
  const held = lister.list(wish(20_000, 'hold'))
  expect(held.ids).toEqual(['a', 'b'])
  expect(held.held).toEqual({ moving: 0, arriving: 1 })
  expect(held.matching).toBe(2)
  expect(lister.list(wish(20_100, 'follow')).ids).toEqual(['b', 'c'])
})

test('the first rows come in even while held', () => {
  const store = new Store()
  const lister = new Lister(store)
  expect(lister.list(wish(0, 'hold')).ids).toEqual([])
  store.applyFull(full(opportunity('a', 3)), 0, 0)
  expect(lister.list(wish(10, 'hold')).ids).toEqual(['a'])
})

test('a filter applies at once, and unchanged lists keep their identity', () => {
  const store = new Store()
  const lister = new Lister(store)
  store.applyFull(full(makeOpportunity({ id: 'a', base: 'BTC' }), makeOpportunity({ id: 'b', base: 'ETH' })), 0, 0)
  const first = lister.list(wish(0, 'follow', 'eth'))
  expect(first).toMatchObject({ ids: ['b'], matching: 1 })
  expect(lister.list(wish(250, 'follow', 'eth')).ids).toBe(first.ids)
})
