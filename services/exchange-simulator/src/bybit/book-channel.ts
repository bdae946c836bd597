import type { VenueMarket } from '../market/market.ts'
import type { IntegerBook, IntegerLevels } from '../truth.ts'

export const bookDepths = [1, 50, 200, 1000] as const
export type BookDepth = (typeof bookDepths)[number]

/** Push interval in ticks of 10 ms. */
export const ticksOfDepth: Readonly<Record<BookDepth, number>> = { 1: 1, 50: 2, 200: 10, 1000: 20 }

const logSize = 65_536

/** What changed between two published states; quantity 0 deletes. */
export interface BookDelta {
  readonly bids: IntegerLevels
  readonly asks: IntegerLevels
}

/** Changes that turn one side's top levels into another's; both best first. */
export const diffLevels = (before: IntegerLevels, after: IntegerLevels, isBid: boolean): IntegerLevels => {
  const changes: (readonly [number, number])[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    const old = before[i]
    const now = after[j]
    if (old !== undefined && now !== undefined && old[0] === now[0]) {
      if (old[1] !== now[1]) changes.push(now)
      i++
      j++
    } else if (now === undefined || (old !== undefined && (isBid ? old[0] > now[0] : old[0] < now[0]))) {
      if (old !== undefined) changes.push([old[0], 0])
      i++
    } else {
      changes.push(now)
      j++
    }
  }
  return changes
}

/**
 * One depth of one symbol: its own update id `u`, the top levels as last published, and which engine id each `u` stood
 * for (`seq`), so that the truth at any `u` can be told.
 */
export class BookChannel {
  readonly depth: BookDepth
  readonly market: VenueMarket
  u: number
  published: IntegerBook
  /** Engine update id of what is published; also the topic's `seq`. */
  seq: number
  #firstU: number
  readonly #seqOfU: Float64Array

  constructor(market: VenueMarket, depth: BookDepth, firstU: number) {
    this.market = market
    this.depth = depth
    this.u = firstU
    this.#firstU = firstU
    this.published = market.book.levels(depth)
    this.seq = market.book.id
    this.#seqOfU = new Float64Array(depth === 50 ? logSize : logSize / 8)
    this.#seqOfU[this.u % this.#seqOfU.length] = this.seq
  }

  /** Publishes the book as it is now. Undefined when nothing within the depth changed. */
  advance(): BookDelta | undefined {
    const { book } = this.market
    if (book.id === this.seq) return undefined
    const now = book.levels(this.depth)
    const delta = {
      bids: diffLevels(this.published.bids, now.bids, true),
      asks: diffLevels(this.published.asks, now.asks, false),
    }
    if (delta.bids.length === 0 && delta.asks.length === 0) return undefined
    this.#publish(now, this.u + 1)
    return delta
  }

  /** The venue restarted: ids begin again at 1 with a snapshot. */
  restart(): void {
    this.#firstU = 1
    this.#publish(this.market.book.levels(this.depth), 1)
  }

  /** Engine id of an update id; undefined when unknown or too old. */
  seqAt(u: number): number | undefined {
    if (!Number.isInteger(u) || u > this.u || u < this.#firstU || u <= this.u - this.#seqOfU.length) return undefined
    return this.#seqOfU[u % this.#seqOfU.length]
  }

  #publish(now: IntegerBook, u: number): void {
    this.published = now
    this.u = u
    this.seq = this.market.book.id
    this.#seqOfU[u % this.#seqOfU.length] = this.seq
  }
}
