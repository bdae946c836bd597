import type { DepthSide } from './depth.ts'

const initialCapacity = 256
/** Below this many elements a loop beats the call of copyWithin. */
const loopShift = 24
/** Most edits fall within so many levels of the best; there a scan beats binary search. */
const scannedLevels = 8

/**
 * One side of a book in two parallel Float64Arrays, best level at the END, so that the frequent edits near the top move
 * few elements; slack at both ends lets an edit move the shorter part. Prices are kept as ascending keys (asks negated),
 * so both sides share one code path.
 */
export class BookSide implements DepthSide {
  private readonly sign: 1 | -1
  private keys = new Float64Array(initialCapacity)
  private amounts = new Float64Array(initialCapacity)
  private start = initialCapacity >> 1
  private end = initialCapacity >> 1
  private edgeKey = -Infinity
  private shallowest = Infinity

  constructor(kind: 'bids' | 'asks') {
    this.sign = kind === 'bids' ? 1 : -1
  }

  get length(): number {
    return this.end - this.start
  }

  /** Price of the level at `index`, 0 being the best; NaN outside. */
  priceAt(index: number): number {
    return index < 0 || index >= this.length ? Number.NaN : (this.keys[this.end - 1 - index] ?? 0) * this.sign
  }

  /** Quantity of the level at `index`, 0 being the best; NaN outside. */
  quantityAt(index: number): number {
    return index < 0 || index >= this.length ? Number.NaN : (this.amounts[this.end - 1 - index] ?? 0)
  }

  /** Quantity at exactly this price; 0 when there is no such level. */
  quantityOf(price: number): number {
    const position = this.positionOf(price * this.sign)
    return position < this.end && this.keys[position] === price * this.sign ? (this.amounts[position] ?? 0) : 0
  }

  /** Sets a level to an absolute quantity; 0 removes it. The caller has checked both numbers. */
  set(price: number, quantity: number): void {
    const key = price * this.sign
    const position = this.positionOf(key)
    if (position < this.end && this.keys[position] === key) {
      if (quantity === 0) {
        this.touch(this.end - 1 - position)
        this.remove(position)
      } else if (this.amounts[position] !== quantity) {
        this.touch(this.end - 1 - position)
        this.amounts[position] = quantity
      }
    } else if (quantity !== 0) {
      this.touch(this.end - position)
      this.insert(position, key, quantity)
    }
  }

  /**
   * Replaces the side by levels sorted best first. `truncated`: nothing is known of levels worse than the worst one given.
   */
  load(prices: readonly number[], quantities: readonly number[], truncated: boolean): void {
    const count = prices.length
    if (count * 2 > this.keys.length) this.allocate(count * 2)
    this.start = (this.keys.length - count) >> 1
    this.end = this.start + count
    for (let index = 0; index < count; index++) {
      this.keys[this.end - 1 - index] = (prices[index] ?? 0) * this.sign
      this.amounts[this.end - 1 - index] = quantities[index] ?? 0
    }
    this.edgeKey = truncated ? (count > 0 ? (this.keys[this.start] ?? 0) : Infinity) : -Infinity
    this.touch(0)
  }

  clear(): void {
    this.load([], [], false)
  }

  /** Cuts the side to its best `levels`; they stay proven, because whoever cuts keeps that window complete. */
  truncate(levels: number): void {
    if (this.length <= levels) return
    this.start = this.end - levels
    this.touch(levels)
  }

  /** As `truncate`, for want of memory: what is cut off exists at the venue, so the proven range ends here. */
  prune(levels: number): void {
    if (this.length <= levels) return
    this.truncate(levels)
    this.edgeKey = Math.max(this.edgeKey, this.keys[this.start] ?? -Infinity)
  }

  /** False: the venue's whole side is known. True: only levels up to the edge of the seeding snapshot are. */
  get bounded(): boolean {
    return this.edgeKey !== -Infinity
  }

  /** How many of the best levels are proven to be all there are in their price range. Counts at most `limit`. */
  provenLevels(limit: number = this.length): number {
    const count = Math.min(limit, this.length)
    if (count === 0 || (this.keys[this.end - count] ?? 0) >= this.edgeKey) return count
    return this.end - this.lowerBound(this.edgeKey, this.end - count, this.end)
  }

  /** Appends the best `limit` proven levels to the arrays. */
  copyTop(limit: number, prices: number[], quantities: number[]): void {
    const last = this.end - this.provenLevels(limit)
    for (let position = this.end - 1; position >= last; position--) {
      prices.push((this.keys[position] ?? 0) * this.sign)
      quantities.push(this.amounts[position] ?? 0)
    }
  }

  /** Index of the best level changed since the last `clearEdits`; Infinity when nothing changed. */
  get shallowestEdit(): number {
    return this.shallowest
  }

  clearEdits(): void {
    this.shallowest = Infinity
  }

  private touch(index: number): void {
    if (index < this.shallowest) this.shallowest = index
  }

  /** First position whose key is not below `key`. */
  private positionOf(key: number): number {
    const keys = this.keys
    const scanEnd = Math.max(this.start, this.end - scannedLevels)
    let position = this.end
    while (position > scanEnd && (keys[position - 1] ?? 0) >= key) position--
    return position > scanEnd || position === this.start ? position : this.lowerBound(key, this.start, position)
  }

  private lowerBound(key: number, from: number, to: number): number {
    const keys = this.keys
    let low = from
    let high = to
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((keys[middle] ?? 0) < key) low = middle + 1
      else high = middle
    }
    return low
  }

  private insert(position: number, key: number, quantity: number): void {
    let at = position
    if (this.start === 0 || this.end === this.keys.length) {
      const offset = position - this.start
      this.recentre()
      at = this.start + offset
    }
    if (at - this.start < this.end - at) {
      this.shift(this.start, at, -1)
      this.start--
      at--
    } else {
      this.shift(at, this.end, 1)
      this.end++
    }
    this.keys[at] = key
    this.amounts[at] = quantity
  }

  private remove(position: number): void {
    if (position - this.start < this.end - position) {
      this.shift(this.start, position, 1)
      this.start++
    } else {
      this.shift(position + 1, this.end, -1)
      this.end--
    }
  }

  /** Moves [from, to) by one place. */
  private shift(from: number, to: number, by: 1 | -1): void {
    const { keys, amounts } = this
    if (to - from > loopShift) {
      keys.copyWithin(from + by, from, to)
      amounts.copyWithin(from + by, from, to)
    } else if (by === 1) {
      for (let index = to; index > from; index--) {
        keys[index] = keys[index - 1] ?? 0
        amounts[index] = amounts[index - 1] ?? 0
      }
    } else {
      for (let index = from; index < to; index++) {
        keys[index - 1] = keys[index] ?? 0
        amounts[index - 1] = amounts[index] ?? 0
      }
    }
  }

  /** Puts the levels back into the middle, in larger arrays when they are more than half full. */
  private recentre(): void {
    const { keys, amounts, start, end, length } = this
    if (length * 2 > keys.length) this.allocate(keys.length * 2)
    this.start = (this.keys.length - length) >> 1
    this.end = this.start + length
    // Within one buffer `set` copies as if through a temporary.
    this.keys.set(keys.subarray(start, end), this.start)
    this.amounts.set(amounts.subarray(start, end), this.start)
  }

  private allocate(capacity: number): void {
    this.keys = new Float64Array(capacity)
    this.amounts = new Float64Array(capacity)
  }
}
