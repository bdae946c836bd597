import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { createWishBook, type WishBook } from '../src/wish-book.ts'

const open = (mostWishes = 100): WishBook => createWishBook({ venues: ['acme', 'zeta'], maxSeconds: 60, mostWishes })
const wish = { venue: 'acme', symbol: 'A-B', depth: 'deep', seconds: 10 }

it('runs out at its time, and not before', () => {
  const book = open()
  expect(book.take('api', wish, 1_000)).toBeUndefined()
  expect(book.expire(10_999)).toBe(false)
  expect(book.of('acme')).toMatchObject([{ symbol: 'A-B', sinceMs: 1_000, untilMs: 11_000 }])
  expect(book.expire(11_000)).toBe(true)
  expect(book.size).toBe(0)
})

it('goes on from where it began when it is renewed in time; one that had run out begins anew', () => {
  const book = open()
  book.take('analyzer', wish, 1_000)
  book.take('analyzer', wish, 9_000)
  expect(book.of('acme')).toMatchObject([{ sinceMs: 1_000, untilMs: 19_000 }])
  book.take('analyzer', wish, 30_000)
  expect(book.of('acme')).toMatchObject([{ sinceMs: 30_000 }])
})

it('lets go with 0 seconds, at every venue when none is named, and of its own origin alone', () => {
  const book = open()
  book.take('api', { ...wish, venue: '' }, 0)
  book.take('analyzer', wish, 0)
  expect(book.size).toBe(3)
  book.take('api', { ...wish, venue: '', seconds: 0 }, 1)
  expect(book.of('acme').map(({ origin }) => origin)).toEqual(['analyzer'])
  expect(book.of('zeta')).toEqual([])
})

it('gives nobody longer than the longest', () => {
  const book = open()
  book.take('api', { ...wish, seconds: 100_000 }, 0)
  expect(book.of('acme')).toMatchObject([{ untilMs: 60_000 }])
})

test.each([
  ['another origin', 'config', wish],
  ['an unknown venue', 'api', { ...wish, venue: 'nowhere' }],
  ['a symbol in lower case', 'api', { ...wish, symbol: 'a-b' }],
  ['no symbol', 'api', { ...wish, symbol: 'AB' }],
  ['an unknown depth', 'api', { ...wish, depth: 'everything' }],
  ['a broken number', 'api', { ...wish, seconds: Number.NaN }],
])('refuses %s', (_name, origin, bad) => {
  const book = open()
  expect(book.take(origin, bad, 0)).toEqual(expect.any(String))
  expect(book.size).toBe(0)
})

it('is never fuller than it may be, and whoever stops renewing is gone in time', () => {
  const acts = fc.array(
    fc.record({
      venue: fc.constantFrom('', 'acme', 'zeta'),
      symbol: fc.integer({ min: 0, max: 20 }).map(n => `S${n}-B`),
      depth: fc.constantFrom('top', 'deep'),
      seconds: fc.integer({ min: 0, max: 120 }),
      afterMs: fc.integer({ min: 0, max: 20_000 }),
    }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(acts, list => {
      const book = open(8)
      let nowMs = 0
      for (const { afterMs, ...its } of list) {
        nowMs += afterMs
        book.expire(nowMs)
        book.take('api', its, nowMs)
        expect(book.size).toBeLessThanOrEqual(8)
        for (const venue of ['acme', 'zeta'])
          for (const { untilMs } of book.of(venue)) expect(untilMs > nowMs && untilMs <= nowMs + 60_000).toBe(true)
      }
      book.expire(nowMs + 60_000)
      expect(book.size).toBe(0)
    }),
  )
})
