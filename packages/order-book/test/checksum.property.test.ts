import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OrderBook, type ChecksumRecipe } from '../src/index.ts'
import { crc32, delta, snapshot } from './messages.ts'

/** The venue's side of the story: levels as texts, summed up by the letter of the recipe. */
class NaiveVenue {
  readonly bids = new Map<number, string>()
  readonly asks = new Map<number, string>()
  private readonly depth: number
  private readonly recipe: ChecksumRecipe

  constructor(depth: number, recipe: ChecksumRecipe) {
    this.depth = depth
    this.recipe = recipe
  }

  change(kind: 'bids' | 'asks', edits: readonly Edit[]): void {
    for (const { price, quantity, decimals } of edits) {
      if (quantity === 0) this[kind].delete(price)
      else this[kind].set(price, digits(price, quantity, decimals))
    }
  }

  cut(): void {
    if (this.depth === 0) return
    for (const kind of ['bids', 'asks'] as const)
      for (const price of this.best(kind).slice(this.depth)) this[kind].delete(price)
  }

  best(kind: 'bids' | 'asks'): number[] {
    return [...this[kind].keys()].sort((left, right) => (kind === 'bids' ? right - left : left - right))
  }

  checksum(): number {
    const bids = this.best('bids').map(price => this.bids.get(price) ?? '')
    const asks = this.best('asks').map(price => this.asks.get(price) ?? '')
    if (this.recipe === 'crc32-asks-bids-10') return crc32([...asks.slice(0, 10), ...bids.slice(0, 10)].join(''))
    const pairs = Array.from({ length: 25 }, (_, index) => [bids.slice(index, index + 1), asks.slice(index, index + 1)])
    return crc32(pairs.flat(2).join(':'))
  }
}

interface Edit {
  readonly price: number
  readonly quantity: number
  readonly decimals: number
}

/** The same numbers in other digits: only the checksum can tell them apart. */
const digits = (price: number, quantity: number, decimals: number): string =>
  `${price.toFixed(3)}/${quantity.toFixed(decimals)}`

const edits = (from: number): fc.Arbitrary<Edit[]> =>
  fc.array(
    fc.record({
      price: fc.integer({ min: from, max: from + 60 }).map(tick => tick / 8),
      quantity: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 })),
      decimals: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 12 },
  )

/** Bids and asks of their own ranges, so that nothing crosses. */
const step = fc.record({ bids: edits(100), asks: edits(1_000) })
const isLevel = ({ quantity }: Edit): boolean => quantity !== 0

const columns = (kept: readonly Edit[]): [number, number][] => kept.map(({ price, quantity }) => [price, quantity])
const texts = (kept: readonly Edit[]): string[] =>
  kept.map(({ price, quantity, decimals }) => digits(price, quantity, decimals))
const unique = (kept: readonly Edit[]): Edit[] => [...new Map(kept.map(edit => [edit.price, edit])).values()]

describe('checksums against the naive venue', () => {
  it('the book agrees with the venue after every message, also when it was kept and restored, and with no other checksum', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ChecksumRecipe>('crc32-asks-bids-10', 'crc32-alternating-25'),
        fc.constantFrom(0, 5, 12, 30),
        step,
        fc.array(step, { maxLength: 40 }),
        fc.nat(40),
        (recipe, depth, first, steps, restart) => {
          const venue = new NaiveVenue(depth, recipe)
          let book = new OrderBook(crc32)
          const bids = unique(first.bids.filter(isLevel)).sort((left, right) => right.price - left.price)
          const asks = unique(first.asks.filter(isLevel)).sort((left, right) => left.price - right.price)
          venue.change('bids', bids)
          venue.change('asks', asks)
          venue.cut()
          const sum = (of: { bids: readonly Edit[]; asks: readonly Edit[] }, value: number) => ({
            checksum: { recipe, value, bidDigits: texts(of.bids), askDigits: texts(of.asks) },
          })
          const seed = snapshot(columns(bids), columns(asks), { depth, ...sum({ bids, asks }, venue.checksum()) })
          expect(book.applySnapshot(seed)).toBe('applied')
          for (const [index, next] of steps.entries()) {
            if (index === restart) book = secondLife(book)
            venue.change('bids', next.bids)
            venue.change('asks', next.asks)
            venue.cut()
            const message = delta(book.sequence, book.sequence + 1, columns(next.bids), columns(next.asks))
            expect(book.applyDelta({ ...message, ...sum(next, venue.checksum()) })).toBe('applied')
          }
          const none = { bids: [], asks: [] }
          const last = delta(book.sequence, book.sequence + 1, [], [])
          expect(book.applyDelta({ ...last, ...sum(none, venue.checksum() ^ 0x10) })).toBe('checksum')
        },
      ),
      { numRuns: 300 },
    )
  })

  it('digits of levels that were cut off do not pile up', () => {
    const book = new OrderBook(crc32)
    const seal = (value: number, bidDigits: string[]) => ({
      checksum: { recipe: 'crc32-asks-bids-10', value, bidDigits, askDigits: [] },
    })
    book.applySnapshot(snapshot([[1, 1]], [], { depth: 1, ...seal(crc32('first'), ['first']) }))
    let held = 0
    for (let price = 2; price < 2_000; price++) {
      const message = delta(book.sequence, book.sequence + 1, [[price, 1]], [])
      expect(book.applyDelta({ ...message, ...seal(crc32(`at ${price}`), [`at ${price}`]) })).toBe('applied')
      held = Math.max(held, digitsHeld(book))
    }
    expect(held).toBeLessThan(100)
  })
})

/** What a checkpoint holds of a book whose levels are all kept, in a new one. */
const secondLife = (book: OrderBook): OrderBook => {
  const [bids, asks] = [book.bids, book.asks].map(side =>
    Array.from({ length: side.length }, (_, index): [number, number] => [side.priceAt(index), side.quantityAt(index)]),
  )
  const { session, sequence, channelDepth: depth, checksum } = book
  const restored = new OrderBook(crc32)
  const kept = snapshot(bids ?? [], asks ?? [], { session, sequence, depth, checksum: checksum ?? null })
  expect(restored.restore(kept)).toBe('applied')
  return restored
}

/** How many texts the book keeps, found by walking everything it holds. */
const digitsHeld = (root: object): number => {
  let most = 0
  const walk = (value: unknown, depth: number): void => {
    if (value instanceof Map) most = Math.max(most, value.size)
    else if (typeof value === 'object' && value !== null && depth < 4)
      for (const inner of Object.values(value)) walk(inner, depth + 1)
  }
  walk(root, 0)
  return most
}
