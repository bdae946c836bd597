import { describe, expect, it } from 'vitest'
import { BookWindow, type WindowChange } from '../src/gateio/book-window.ts'
import type { Instrument } from '../src/market/instruments.ts'
import { MatchingBook } from '../src/market/matching-book.ts'
import { createRandom } from '../src/market/random.ts'
import type { IntegerBook, IntegerLevels } from '../src/truth.ts'

const create = (depth: number): { book: MatchingBook; window: BookWindow } => {
  const book = new MatchingBook({ firstId: 500, firstTradeId: 0, maxChanges: 65_536 })
  for (const price of [100, 99, 98]) book.place(true, price, 10, 1)
  for (const price of [111, 112, 113]) book.place(false, price, 10, 1)
  return { book, window: new BookWindow({ instrument: {} as Instrument, book }, depth) }
}

describe('BookWindow', () => {
  it('tells of what changed within it, what came in, what was pushed out, and of ids alone', () => {
    const { book, window } = create(2)
    expect(window.top).toEqual({ bids: [[100, 10], [99, 10]], asks: [[111, 10], [112, 10]] }) // prettier-ignore
    expect(window.advance()).toBeUndefined()
    book.place(true, 98, 5, 2)
    expect(window.advance()).toEqual({ first: 507, last: 507, bids: [], asks: [] })
    book.take(true, 111, 10, 3)
    expect(window.advance()).toEqual({ first: 508, last: 508, bids: [], asks: [[111, 0], [113, 10]] }) // prettier-ignore
    book.place(false, 111, 1, 4)
    expect(window.advance()).toEqual({ first: 509, last: 509, bids: [], asks: [[111, 1], [113, 0]] }) // prettier-ignore
  })

  it('names a level that left and came back between two frames', () => {
    const { book, window } = create(2)
    book.place(false, 110, 1, 2)
    book.take(true, 110, 1, 3)
    expect(window.advance()).toMatchObject({ first: 507, last: 508, asks: [[110, 0], [112, 10]] }) // prettier-ignore
  })

  it('continues a book taken at any id amid the frame, whatever happens', () => {
    const apply = (levels: IntegerLevels, changes: IntegerLevels, isBid: boolean, depth: number): IntegerLevels => {
      const side = new Map(levels)
      for (const [price, quantity] of changes)
        if (quantity === 0) side.delete(price)
        else side.set(price, quantity)
      return [...side].sort((left, right) => (isBid ? right[0] - left[0] : left[0] - right[0])).slice(0, depth)
    }
    const cut = ({ bids, asks }: IntegerBook, depth: number): IntegerBook => ({
      bids: bids.slice(0, depth),
      asks: asks.slice(0, depth),
    })
    let frames = 0
    for (const depth of [1, 3, 10]) {
      const { book, window } = create(depth)
      const random = createRandom(`window ${String(depth)}`)
      for (let step = 0; step < 2_000; step++) {
        const isBid = random.next() < 0.5
        const away = Math.floor(random.exponential(6))
        const kind = random.next()
        if (kind < 0.5) book.place(isBid, isBid ? 100 - away : 101 + away, 1 + Math.floor(random.next() * 9), 1)
        else if (kind < 0.85) book.cancelAny(isBid, random, 1)
        else if (kind < 0.95) book.take(isBid, isBid ? 1e9 : 0, 5, 1)
        if (random.next() > 0.2) continue
        const change: WindowChange | undefined = window.advance()
        if (change === undefined) continue
        frames++
        const now = cut(book.levels(), depth)
        expect(window.top).toEqual(now)
        for (let id = change.first - 1; id <= change.last; id++) {
          const before = cut(book.log.bookAt(id)!, depth)
          expect({
            bids: apply(before.bids, change.bids, true, depth),
            asks: apply(before.asks, change.asks, false, depth),
          }).toEqual(now)
        }
      }
    }
    expect(frames).toBeGreaterThan(500)
  })
})
