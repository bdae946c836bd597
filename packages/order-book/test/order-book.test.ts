import { describe, expect, it } from 'vitest'
import { OrderBook, type BookSide, type Verdict } from '../src/index.ts'
import { crc32, delta, snapshot, type Levels } from './messages.ts'

const levels = (side: BookSide): [number, number][] =>
  Array.from({ length: side.length }, (_, index) => [side.priceAt(index), side.quantityAt(index)])

const bids: Levels = [
  [100, 1],
  [99, 2],
  [98, 3],
]
const asks: Levels = [
  [101, 1],
  [102, 2],
  [103, 3],
]
const seeded = (fields: Parameters<typeof snapshot>[2] = {}): OrderBook => {
  const book = new OrderBook(crc32)
  expect(book.applySnapshot(snapshot(bids, asks, fields))).toBe('applied')
  return book
}

describe('OrderBook', () => {
  it('is down until its first snapshot and refuses deltas before it', () => {
    const book = new OrderBook(crc32)
    expect([book.life, book.reason]).toEqual(['down', 'no_feed'])
    expect(book.applyDelta(delta(10, 11, [[100, 1]], []))).toBe('not_synced')
    expect(book.bids.length).toBe(0)
  })

  it('sets, changes, removes levels and keeps both sides best first', () => {
    const book = seeded()
    const change = delta(10, 12, [[100.5, 4], [99, 0], [42, 0], [98, 9]], [[100.75, 7], [103, 0]]) // prettier-ignore
    expect(book.applyDelta(change)).toBe('applied')
    expect(levels(book.bids)).toEqual([[100.5, 4], [100, 1], [98, 9]]) // prettier-ignore
    expect(levels(book.asks)).toEqual([[100.75, 7], [101, 1], [102, 2]]) // prettier-ignore
    expect([book.life, book.sequence, book.exchangeTimeMs, book.receivedTimeUs]).toEqual(['live', 12, 2_000, 2_000_000])
    expect(book.bids.quantityOf(98)).toBe(9)
    expect(book.asks.quantityOf(98)).toBe(0)
  })

  it.each<{ name: string; message: ReturnType<typeof delta>; verdict: Verdict }>([
    { name: 'gap', message: delta(11, 12, [[100, 5]], []), verdict: 'gap' },
    { name: 'other session', message: delta(10, 11, [[100, 5]], [], 2), verdict: 'other_session' },
    { name: 'NaN price', message: delta(10, 11, [[Number.NaN, 5]], []), verdict: 'refused' },
    { name: 'negative price', message: delta(10, 11, [], [[-1, 5]]), verdict: 'refused' },
    { name: 'zero price', message: delta(10, 11, [[0, 5]], []), verdict: 'refused' },
    { name: 'infinite price', message: delta(10, 11, [[Infinity, 5]], []), verdict: 'refused' },
    { name: 'negative quantity', message: delta(10, 11, [[99, 1], [100, -5]], []), verdict: 'refused' }, // prettier-ignore
    { name: 'NaN quantity', message: delta(10, 11, [], [[101, Number.NaN]]), verdict: 'refused' },
    { name: 'infinite quantity', message: delta(10, 11, [], [[101, Infinity]]), verdict: 'refused' },
    {
      name: 'sides of unequal length',
      message: { ...delta(10, 11, [[100, 5]], []), bidQuantities: [] },
      verdict: 'refused',
    },
  ])('loses the book at once, without a partial apply: $name', ({ message, verdict }) => {
    const book = seeded()
    expect(book.applyDelta(message)).toBe(verdict)
    expect([book.life, book.bids.length, book.asks.length, book.needsSnapshot]).toEqual(['syncing', 0, 0, true])
    expect(book.reason).not.toBe('')
    expect(book.applyDelta(delta(10, 11, [[100, 5]], []))).toBe('not_synced')
  })

  it.each([
    { name: 'NaN', fields: { bidPrices: [100, Number.NaN, 98] } },
    { name: 'zero quantity', fields: { askQuantities: [1, 0, 3] } },
    { name: 'unsorted', fields: { bidPrices: [99, 100, 98] } },
    { name: 'a price twice in asks', fields: { askPrices: [101, 101, 103] } },
    { name: 'a price twice in bids', fields: { bidPrices: [100, 99, 99] } },
    { name: 'unequal lengths', fields: { askPrices: [101] } },
  ])('refuses a snapshot with $name and says so', ({ fields }) => {
    const book = seeded()
    expect(book.applySnapshot(snapshot(bids, asks, { sequence: 20, ...fields }))).toBe('refused')
    expect([book.life, book.bids.length]).toEqual(['syncing', 0])
    expect(book.reason).toMatch(/bids|asks/)
  })

  it('drops old deltas without harm', () => {
    const book = seeded()
    expect(book.applyDelta(delta(8, 10, [[100, 77]], []))).toBe('stale')
    expect(book.applyDelta(delta(10, 11, [[100, 77]], [], 0))).toBe('stale')
    expect([book.life, book.bids.quantityAt(0)]).toEqual(['live', 1])
  })

  it('takes "everything is old" for a reset of the venue, not for ever', () => {
    const book = seeded({ sequence: 1_000_000 })
    const verdicts = Array.from({ length: 300 }, (_, index) => book.applyDelta(delta(index, index + 1, [[99, 9]], [])))
    expect(verdicts.indexOf('gap')).toBe(255)
    expect([book.life, book.reason]).toEqual(['syncing', 'sequence_went_back'])
  })

  it('lets the first delta overlap a REST snapshot, and only the first', () => {
    const book = seeded({ straddled: true })
    expect(book.applyDelta(delta(8, 12, [], [[101, 5]]))).toBe('applied')
    expect(book.applyDelta(delta(11, 13, [], [[101, 6]]))).toBe('gap')
  })

  it('ignores the snapshot of an older session, takes a newer one and one of its own', () => {
    const book = seeded({ session: 5 })
    expect(book.applySnapshot(snapshot([[1, 1]], [[2, 1]], { session: 4, sequence: 99 }))).toBe('stale')
    expect(book.bids.length).toBe(3)
    expect(book.applySnapshot(snapshot([[50, 1]], [[51, 1]], { session: 6, sequence: 2 }))).toBe('applied')
    expect(book.applySnapshot(snapshot([[52, 1]], [[53, 1]], { session: 6, sequence: 1 }))).toBe('applied')
    expect([book.session, book.sequence, book.bids.priceAt(0)]).toEqual([6, 1, 52])
  })

  it('takes any session again after a reset', () => {
    const book = seeded({ session: 5 })
    book.reset('writer_changed')
    expect(book.applySnapshot(snapshot(bids, asks, { session: 1 }))).toBe('applied')
  })

  it('doubts a crossed book at once and condemns it at the second message', () => {
    const book = seeded()
    expect(book.applyDelta(delta(10, 11, [[101, 5]], []))).toBe('applied')
    expect([book.crossed, book.life, book.reason, book.needsSnapshot]).toEqual([true, 'suspect', 'crossed', false])
    expect(book.applyDelta(delta(11, 12, [[100, 5]], []))).toBe('crossed')
    expect([book.life, book.needsSnapshot]).toEqual(['suspect', true])
    // Not repaired by deleting, nor by uncrossing later: only a snapshot counts.
    expect(book.applyDelta(delta(12, 13, [[101, 0]], []))).toBe('applied')
    expect([book.crossed, book.life]).toEqual([false, 'suspect'])
    book.trust()
    expect(book.life).toBe('suspect')
    book.applySnapshot(snapshot(bids, asks, { sequence: 20 }))
    expect(book.life).toBe('live')
  })

  it('forgives a book crossed for one message', () => {
    const book = seeded()
    book.applyDelta(delta(10, 11, [[101.5, 5]], []))
    expect(book.applyDelta(delta(11, 12, [], [[101, 0]]))).toBe('applied')
    expect(book.life).toBe('live')
  })

  it('suspects and trusts without losing continuity', () => {
    const book = seeded()
    book.suspect('silent')
    expect([book.life, book.reason]).toEqual(['suspect', 'silent'])
    expect(book.applyDelta(delta(10, 11, [[100, 5]], []))).toBe('applied')
    expect(book.life).toBe('suspect')
    book.trust()
    expect([book.life, book.reason, book.bids.quantityAt(0)]).toEqual(['live', '', 5])
  })

  it('loses a suspect book at a gap, and trust does not bring it back', () => {
    const book = seeded()
    book.suspect('silent')
    expect(book.applyDelta(delta(20, 21, [], []))).toBe('gap')
    book.trust()
    expect(book.life).toBe('syncing')
  })

  it('cuts both sides to the depth of the channel', () => {
    const book = seeded({ depth: 3, bidsTruncated: true, asksTruncated: true })
    book.applyDelta(delta(10, 11, [[100.5, 1]], [[102.5, 1]]))
    expect(levels(book.bids).map(([price]) => price)).toEqual([100.5, 100, 99])
    expect(levels(book.asks).map(([price]) => price)).toEqual([101, 102, 102.5])
    // The venue keeps that window complete, so it is proven also below the worst price of the snapshot.
    book.applyDelta(delta(11, 12, [[100.5, 0], [100, 0], [90, 1], [80, 1]], [])) // prettier-ignore
    expect(levels(book.bids).map(([price]) => price)).toEqual([99, 90, 80])
    expect([book.bids.provenLevels(), book.nearEdge(3)]).toEqual([3, false])
  })

  it('keeps the proven range apart from levels beyond the edge of a cut snapshot', () => {
    const book = seeded({ bidsTruncated: true })
    book.applyDelta(delta(10, 11, [[90, 5], [97.5, 1]], [[110, 5]])) // prettier-ignore
    expect([book.bids.length, book.bids.provenLevels(), book.asks.provenLevels()]).toEqual([5, 3, 4])
    const top: [number[], number[]] = [[], []]
    book.bids.copyTop(20, ...top)
    expect(top).toEqual([[100, 99, 98], [1, 2, 3]]) // prettier-ignore
    book.applyDelta(delta(11, 12, [[100, 0], [99, 0]], [])) // prettier-ignore
    expect([book.bids.provenLevels(), book.nearEdge(20)]).toEqual([1, true])
    book.applyDelta(delta(12, 13, [[98, 0]], []))
    expect([book.bids.provenLevels(), book.bids.length]).toEqual([0, 2])
  })

  it('is not near the edge when the snapshot itself was shallow and still stands', () => {
    expect(seeded({ bidsTruncated: true, asksTruncated: true }).nearEdge(20)).toBe(false)
  })

  it('prunes far levels of an unbounded channel and ends the proven range there', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => [1_000_000 - index, 1] as const)
    const book = new OrderBook(crc32)
    book.applySnapshot(snapshot(many, [[2_000_000, 1]]))
    expect(book.bids.bounded).toBe(false)
    book.applyDelta(delta(10, 11, [[1_500_000, 1], [3, 1]], [])) // prettier-ignore
    expect([book.bids.length, book.bids.bounded, book.bids.provenLevels()]).toEqual([20_000, true, 20_000])
    book.applyDelta(delta(11, 12, [[1_500_000, 0], [3, 1]], [])) // prettier-ignore
    expect([book.bids.length, book.bids.provenLevels()]).toEqual([20_000, 19_999])
  })

  it('tells the best level that changed', () => {
    const book = seeded()
    book.bids.clearEdits()
    book.asks.clearEdits()
    book.applyDelta(delta(10, 11, [[98, 3], [99, 7], [97, 1]], [[150, 0], [101, 1]])) // prettier-ignore
    expect([book.bids.shallowestEdit, book.asks.shallowestEdit]).toEqual([1, Infinity])
  })
})
