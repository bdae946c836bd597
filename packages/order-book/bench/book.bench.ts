/**
 * Compares the book's structure with simpler ones on one seeded flow of deltas: `node bench/book.bench.ts`.
 * Prints µs per delta (20 levels, of which most lie near the top) including a copy of the top 20 after each.
 */
import { BookSide } from '../src/index.ts'

const deltas = 20_000
const levelsPerDelta = 20
const top = 20

interface Side {
  set(price: number, quantity: number): void
  copyTop(limit: number, prices: number[], quantities: number[]): void
}

/** Naive: Map, sorted whenever the top is read. */
class MapSide implements Side {
  private readonly levels = new Map<number, number>()
  set(price: number, quantity: number): void {
    if (quantity === 0) this.levels.delete(price)
    else this.levels.set(price, quantity)
  }
  copyTop(limit: number, prices: number[], quantities: number[]): void {
    for (const [price, quantity] of [...this.levels].sort(([left], [right]) => right - left).slice(0, limit)) {
      prices.push(price)
      quantities.push(quantity)
    }
  }
}

/** Common: an array of level objects, best first, binary search and splice. */
class SpliceSide implements Side {
  private readonly levels: { price: number; quantity: number }[] = []
  set(price: number, quantity: number): void {
    let low = 0
    let high = this.levels.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.levels[middle]?.price ?? 0) > price) low = middle + 1
      else high = middle
    }
    const found = this.levels[low]
    if (found?.price === price) {
      if (quantity === 0) this.levels.splice(low, 1)
      else found.quantity = quantity
    } else if (quantity !== 0) this.levels.splice(low, 0, { price, quantity })
  }
  copyTop(limit: number, prices: number[], quantities: number[]): void {
    const last = Math.min(limit, this.levels.length)
    for (let index = 0; index < last; index++) {
      prices.push(this.levels[index]?.price ?? 0)
      quantities.push(this.levels[index]?.quantity ?? 0)
    }
  }
}

/** mulberry32: the flow is the same for every structure and run. */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const flow = (levels: number): Float64Array => {
  const random = seeded(7)
  const edits = new Float64Array(deltas * levelsPerDelta * 2)
  for (let index = 0; index < edits.length; index += 2) {
    const distance = random() < 0.7 ? -Math.log(1 - random()) * 12 : random() * levels * 1.4
    edits[index] = 60_000 - Math.floor(distance) / 100
    edits[index + 1] = random() < 0.3 ? 0 : Math.ceil(random() * 1e6) / 1e5
  }
  return edits
}

const microsPerDelta = (side: Side, levels: number, edits: Float64Array): number => {
  for (let index = 0; index < levels; index++) side.set(60_000 - index / 100, 1)
  let held = 0
  const begun = performance.now()
  for (let index = 0; index < edits.length;) {
    for (let level = 0; level < levelsPerDelta; level++, index += 2) side.set(edits[index] ?? 0, edits[index + 1] ?? 0)
    const prices: number[] = []
    side.copyTop(top, prices, [])
    held += prices.length
  }
  const took = performance.now() - begun
  if (held === 0) throw new Error('nothing was copied')
  return (took * 1_000) / (edits.length / 2 / levelsPerDelta)
}

const structures: readonly { name: string; make: () => Side; share: number }[] = [
  { name: 'BookSide (Float64Array, best at end)', make: () => new BookSide('bids'), share: 1 },
  { name: 'array of objects, best first, splice', make: () => new SpliceSide(), share: 1 },
  { name: 'Map, sorted to read the top', make: () => new MapSide(), share: 20 },
]

for (const levels of [50, 200, 1_000, 5_000]) {
  const edits = flow(levels)
  for (const { name, make, share } of structures) {
    const part = edits.subarray(0, edits.length / share)
    const runs = Array.from({ length: 5 }, () => microsPerDelta(make(), levels, part)).sort(
      (left, right) => left - right,
    )
    console.log(
      `${String(levels).padStart(5)} levels  ${name.padEnd(38)} ${(runs[0] ?? 0).toFixed(2).padStart(9)} µs/delta`,
    )
  }
}
