import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookSide, OrderBook } from '../src/index.ts'
import { crc32, delta, snapshot, type Levels } from './messages.ts'

/** The book as the venue's document describes it, without any thought of speed. */
class NaiveBook {
  readonly bids = new Map<number, number>()
  readonly asks = new Map<number, number>()
  sequence = 0
  synced = false
  readonly depth: number

  constructor(depth: number) {
    this.depth = depth
  }

  seed(sequence: number, bids: Levels, asks: Levels): void {
    this.bids.clear()
    this.asks.clear()
    for (const [price, quantity] of bids) this.bids.set(price, quantity)
    for (const [price, quantity] of asks) this.asks.set(price, quantity)
    this.sequence = sequence
    this.synced = true
    this.cut()
  }

  apply(previous: number, sequence: number, bids: Levels, asks: Levels): void {
    if (!this.synced || sequence <= this.sequence) return
    if (previous !== this.sequence) {
      this.synced = false
      this.bids.clear()
      this.asks.clear()
      return
    }
    for (const [side, changes] of [
      [this.bids, bids],
      [this.asks, asks],
    ] as const)
      // prettier-ignore
      for (const [price, quantity] of changes) {
        if (quantity === 0) side.delete(price)
        else side.set(price, quantity)
      }
    this.sequence = sequence
    this.cut()
  }

  sorted(kind: 'bids' | 'asks'): [number, number][] {
    const direction = kind === 'bids' ? -1 : 1
    return [...this[kind]].sort(([left], [right]) => (left - right) * direction)
  }

  private cut(): void {
    if (this.depth === 0) return
    for (const kind of ['bids', 'asks'] as const)
      for (const [price] of this.sorted(kind).slice(this.depth)) this[kind].delete(price)
  }
}

const levelsOf = (side: BookSide): [number, number][] =>
  Array.from({ length: side.length }, (_, index) => [side.priceAt(index), side.quantityAt(index)])

const price = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 2_000 })).map(tick => tick / 8)
const quantity = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 9 }) },
)
const changes = fc.array(fc.tuple(price, quantity), { maxLength: 40 })

const seedSide = (kind: 'bids' | 'asks'): fc.Arbitrary<[number, number][]> =>
  fc
    .uniqueArray(fc.tuple(price, fc.integer({ min: 1, max: 9 })), { selector: ([at]) => at, maxLength: 300 })
    .map(side => side.sort(([left], [right]) => (kind === 'bids' ? right - left : left - right)))

const step = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('seed' as const), bids: seedSide('bids'), asks: seedSide('asks') }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('delta' as const),
      // 0 continues; below: duplicate or overlap; above: gap
      skip: fc.oneof(
        { weight: 20, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) },
      ),
      count: fc.integer({ min: 1, max: 3 }),
      bids: changes,
      asks: changes,
    }),
  },
)

describe('OrderBook against the naive model', () => {
  it('holds the same levels after any run of snapshots, deltas, gaps and duplicates', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 5, 50), fc.array(step, { maxLength: 60 }), (depth, steps) => {
        const book = new OrderBook(crc32)
        const naive = new NaiveBook(depth)
        let sequence = 100
        for (const next of steps) {
          sequence += 10
          if (next.kind === 'seed') {
            book.applySnapshot(snapshot(next.bids, next.asks, { sequence, depth }))
            naive.seed(sequence, next.bids, next.asks)
          } else {
            const previous = naive.sequence + next.skip
            book.applyDelta(delta(previous, previous + next.count, next.bids, next.asks))
            naive.apply(previous, previous + next.count, next.bids, next.asks)
          }
          expect(levelsOf(book.bids)).toEqual(naive.sorted('bids'))
          expect(levelsOf(book.asks)).toEqual(naive.sorted('asks'))
          expect(book.life === 'live' || book.life === 'suspect').toBe(naive.synced)
          if (naive.synced) expect(book.sequence).toBe(naive.sequence)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('grows from nothing, edit by edit, at either end and in the middle', () => {
    const walk = fc.array(fc.tuple(fc.integer({ min: 1, max: 6_000 }), quantity), {
      minLength: 2_000,
      maxLength: 6_000,
    })
    fc.assert(
      fc.property(
        walk,
        fc.constantFrom<'bids' | 'asks'>('bids', 'asks'),
        fc.constantFrom(0, 1, -1),
        (edits, kind, drift) => {
          const side = new BookSide(kind)
          const naive = new NaiveBook(0)
          for (const [index, [tick, held]] of edits.entries()) {
            const at = drift === 0 ? tick : 10_000 + drift * index + (tick % 5)
            side.set(at, held)
            if (held === 0) naive[kind].delete(at)
            else naive[kind].set(at, held)
          }
          expect(levelsOf(side)).toEqual(naive.sorted(kind))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('tells every change of the top by shallowestEdit', () => {
    fc.assert(
      fc.property(
        seedSide('bids'),
        fc.array(changes, { maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (seed, batches, top) => {
          const book = new OrderBook(crc32)
          book.applySnapshot(snapshot(seed, []))
          let sequence = 10
          for (const batch of batches) {
            const before = levelsOf(book.bids).slice(0, top)
            book.bids.clearEdits()
            book.applyDelta(delta(sequence, ++sequence, batch, []))
            const after = levelsOf(book.bids).slice(0, top)
            const edit = book.bids.shallowestEdit
            // No false silence: what differs is at or below the told index.
            const sure = Math.min(edit, top)
            expect(after.slice(0, sure)).toEqual(before.slice(0, sure))
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('never holds a level that is not a positive finite number, whatever it is fed', () => {
    const wild = fc.array(fc.tuple(fc.oneof(fc.double(), price), fc.oneof(fc.double(), quantity)), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(wild, wild), { maxLength: 10 }), batches => {
        const book = new OrderBook(crc32)
        for (const [bids, asks] of batches) {
          if (book.life === 'syncing' || book.life === 'down')
            book.applySnapshot(snapshot(bids, asks, { sequence: book.sequence + 1 }))
          book.applyDelta(delta(book.sequence, book.sequence + 1, asks, bids))
          for (const [at, held] of [...levelsOf(book.bids), ...levelsOf(book.asks)]) {
            expect(at > 0 && at < Infinity && held > 0 && held < Infinity).toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
