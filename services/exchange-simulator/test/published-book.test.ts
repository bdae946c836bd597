import { describe, expect, it } from 'vitest'
import type { Instrument } from '../src/market/instruments.ts'
import { MatchingBook } from '../src/market/matching-book.ts'
import { diffLevels, PublishedBook, type PublishedBookOptions } from '../src/published-book.ts'

const startMs = 1_000

/** Bids at 100, 99, 98 and asks at 101, 102, 103, two levels of each published. */
const create = (
  options: Partial<PublishedBookOptions> = {},
): { book: MatchingBook; published: PublishedBook; move: (atMs: number) => void } => {
  const book = new MatchingBook({ firstId: 500, firstTradeId: 0, maxChanges: 4096 })
  for (const price of [100, 99, 98]) book.place(true, price, 10, 1)
  for (const price of [101, 102, 103]) book.place(false, price, 10, 1)
  const market = { instrument: {} as Instrument, book }
  const published = new PublishedBook({ market, depth: 2, firstNumber: 7, ...options }, startMs)
  const move = (atMs: number): void => {
    book.place(true, 100, 1, atMs)
    published.advance(atMs)
  }
  return { book, published, move }
}

describe('PublishedBook', () => {
  it('tells what changed within its depth and counts; changes below the depth are none', () => {
    const { book, published } = create()
    expect(published.levels).toEqual({ bids: [[100, 10], [99, 10]], asks: [[101, 10], [102, 10]] }) // prettier-ignore
    book.place(true, 98, 5, 2)
    expect(published.advance(startMs + 1)).toBeUndefined()
    expect([published.number, published.engineId]).toEqual([7, 506])
    book.take(true, 101, 10, 3)
    book.place(true, 99, 1, 3)
    expect(published.advance(startMs + 2)).toEqual({ bids: [[99, 11]], asks: [[101, 0], [103, 10]] }) // prettier-ignore
    expect([published.number, published.engineId]).toEqual([8, 509])
    expect(published.advance(startMs + 3)).toBeUndefined()
  })

  it('publishes one state a millisecond, so that a time means one book', () => {
    const { book, published } = create()
    book.place(true, 100, 1, 2)
    expect(published.advance(startMs)).toBeUndefined()
    expect(published.advance(startMs + 1)).toBeDefined()
    book.place(true, 100, 1, 2)
    expect(published.advance(startMs + 1)).toBeUndefined()
    expect(published.advance(startMs + 2)?.bids).toEqual([[100, 12]])
  })

  it('tells the book at each number and at each time, cut to the depth', () => {
    const { book, published, move } = create()
    const states = [{ number: 7, atMs: startMs, levels: published.levels }]
    for (let i = 1; i <= 5; i++) {
      move(startMs + 10 * i)
      states.push({ number: published.number, atMs: published.timeMs, levels: published.levels })
    }
    book.place(true, 100, 50, 99) // Not published.
    for (const { number, atMs, levels } of states) {
      expect(published.bookAt({ sequence: number })).toEqual(levels)
      expect(published.bookAt({ exchangeTimeMs: atMs })).toEqual(levels)
      expect(published.bookAt({ exchangeTimeMs: atMs + 9 })).toEqual(levels)
      // Where both are known, the number says it more exactly.
      expect(published.bookAt({ sequence: number, exchangeTimeMs: startMs })).toEqual(levels)
    }
    expect(published.bookAt({})).toEqual(states[5]!.levels)
    expect(published.bookAt({ sequence: 6 })).toBeUndefined()
    expect(published.bookAt({ sequence: 13 })).toBeUndefined()
    expect(published.bookAt({ exchangeTimeMs: startMs - 1 })).toBeUndefined()
  })

  it('remembers as many states as told, however many there were', () => {
    const { published, move } = create({ remembered: 512 })
    for (let i = 1; i <= 400; i++) move(startMs + i)
    expect(published.bookAt({ sequence: 8 })?.bids[0]).toEqual([100, 11])
    expect(published.bookAt({ exchangeTimeMs: startMs + 1 })?.bids[0]).toEqual([100, 11])
    for (let i = 401; i <= 1_000; i++) move(startMs + i)
    expect(published.number).toBe(1_007)
    for (const number of [1_007, 1_006, 700, 496])
      expect(published.bookAt({ sequence: number })?.bids[0]).toEqual([100, 10 + number - 7])
    expect(published.bookAt({ sequence: 495 })).toBeUndefined()
    expect(published.bookAt({ exchangeTimeMs: startMs + 488 })).toBeUndefined()
    expect(published.bookAt({ exchangeTimeMs: startMs + 489 })?.bids[0]).toEqual([100, 499])
  })

  it('begins anew at a restart, and knows what was before', () => {
    const { published, move } = create()
    move(startMs + 1)
    published.restart(1, startMs + 2)
    move(startMs + 3)
    expect(published.number).toBe(2)
    expect(published.bookAt({ sequence: 1 })?.bids[0]).toEqual([100, 11])
    expect(published.bookAt({ sequence: 2 })?.bids[0]).toEqual([100, 12])
    expect(published.bookAt({ sequence: 8 })?.bids[0]).toEqual([100, 11])
    expect(published.bookAt({ sequence: 7 })?.bids[0]).toEqual([100, 10])
  })

  it('numbers as the venue does, also backwards; a number that came twice means the later book', () => {
    let offset = 0
    const { published, move } = create({ nextNumber: engineId => engineId - offset })
    move(startMs + 1)
    expect(published.number).toBe(507)
    offset = 502
    move(startMs + 2)
    move(startMs + 3)
    expect(published.number).toBe(7)
    expect(published.bookAt({ sequence: 6 })?.bids[0]).toEqual([100, 12])
    expect(published.bookAt({ sequence: 507 })?.bids[0]).toEqual([100, 11])
    expect(published.bookAt({ sequence: 7 })?.bids[0]).toEqual([100, 13])
  })

  it('deletes what a better level pushed out', () => {
    const { book, published } = create()
    book.take(true, 101, 10, 2)
    book.place(true, 101, 4, 2)
    expect(published.advance(startMs + 1)?.bids).toEqual([[101, 4], [99, 0]]) // prettier-ignore
  })

  it('does not delete what a better level pushed out, where clients cut their books; does tell what slides back in', () => {
    const { book, published } = create({ deletesEvicted: false })
    book.take(true, 101, 10, 2)
    book.place(true, 101, 4, 2)
    expect(published.advance(startMs + 1)).toEqual({ bids: [[101, 4]], asks: [[101, 0], [103, 10]] }) // prettier-ignore
    book.take(false, 101, 4, 3)
    expect(published.advance(startMs + 2)?.bids).toEqual([[101, 0], [99, 10]]) // prettier-ignore
    // A side that is not full has pushed nothing out: what went was deleted.
    book.take(false, 99, 20, 4)
    expect(published.advance(startMs + 3)?.bids).toEqual([[100, 0], [99, 0], [98, 10]]) // prettier-ignore
  })
})

describe('diffLevels', () => {
  it('says what appeared, changed, went, and what the depth pushed out', () => {
    const before = [[10, 1], [9, 2], [8, 3]] as const // prettier-ignore
    const after = [[11, 5], [10, 1], [9, 4]] as const // prettier-ignore
    expect(diffLevels(before, after, true)).toEqual([[11, 5], [9, 4], [8, 0]]) // prettier-ignore
    expect(diffLevels([], after, true)).toEqual(after)
    expect(diffLevels([[1, 1], [3, 1]], [[2, 1], [3, 1]], false)).toEqual([[1, 0], [2, 1]]) // prettier-ignore
  })
})
