import type { VenueMarket } from './market/market.ts'
import type { IntegerBook, IntegerLevels } from './truth.ts'
import type { TruthPoint } from './venue-twin.ts'

/** What changed between two published states; quantity 0 deletes. Best first. */
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

/** Leaves out deletes of what lies behind the worst level of a full side: the client drops it by itself. */
const withoutEvicted = (changes: IntegerLevels, after: IntegerLevels, depth: number, isBid: boolean): IntegerLevels => {
  const worst = after[depth - 1]
  if (worst === undefined) return changes
  return changes.filter(([price, quantity]) => quantity > 0 || (isBid ? price > worst[0] : price < worst[0]))
}

const firstSize = 256

/** The last states of a book in the order of their publication: number, engine id and time of each. */
class StateLog {
  readonly #maxSize: number
  #size = firstSize
  #count = 0
  #numbers = new Float64Array(firstSize)
  #engineIds = new Float64Array(firstSize)
  #times = new Float64Array(firstSize)

  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  add(number: number, engineId: number, timeMs: number): void {
    if (this.#count === this.#size && this.#size < this.#maxSize) this.#grow()
    const at = this.#count++ % this.#size
    this.#numbers[at] = number
    this.#engineIds[at] = engineId
    this.#times[at] = timeMs
  }

  /** Engine id of the newest state that has this number. Numbers may have begun anew, so they are not searched by size. */
  ofNumber(number: number): number | undefined {
    return this.#newest(at => this.#numbers[at] === number)
  }

  /** Engine id of the newest state that was published by then. */
  ofTime(timeMs: number): number | undefined {
    return this.#newest(at => (this.#times[at] as number) <= timeMs)
  }

  #newest(fits: (at: number) => boolean): number | undefined {
    for (let age = this.#count - 1; age >= Math.max(0, this.#count - this.#size); age--)
      if (fits(age % this.#size)) return this.#engineIds[age % this.#size]
    return undefined
  }

  #grow(): void {
    const grown = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(this.#size * 2)
      to.set(from)
      return to
    }
    this.#numbers = grown(this.#numbers)
    this.#engineIds = grown(this.#engineIds)
    this.#times = grown(this.#times)
    this.#size *= 2
  }
}

export interface PublishedBookOptions {
  readonly market: VenueMarket
  /** Levels a side that clients see. */
  readonly depth: number
  /** Number of the first state. */
  readonly firstNumber: number
  /** Number of the next state. Absent: the previous one plus 1. */
  readonly nextNumber?: (engineId: number, previous: number) => number
  /** False where a level that is pushed out of the depth is not deleted: clients cut their books themselves. Default true. */
  readonly deletesEvicted?: boolean
  /** Published states that are remembered; a power of two. */
  readonly remembered?: number
}

/**
 * A book as the venue publishes it: the top levels of a market's book as they last went out, the venue's number of that
 * state, and which engine id each earlier number and time stood for, so that the truth at any of them can be told.
 */
export class PublishedBook {
  readonly market: VenueMarket
  readonly depth: number
  /** The venue's number of the published state. */
  number: number
  levels: IntegerBook
  /** The market's own update id of the published state. */
  engineId: number
  /** When it was published. */
  timeMs: number
  readonly #nextNumber: (engineId: number, previous: number) => number
  readonly #deletesEvicted: boolean
  readonly #states: StateLog

  constructor(options: PublishedBookOptions, nowMs: number = Date.now()) {
    const { market, depth, firstNumber } = options
    this.market = market
    this.depth = depth
    this.#nextNumber = options.nextNumber ?? ((_engineId, previous) => previous + 1)
    this.#deletesEvicted = options.deletesEvicted ?? true
    this.#states = new StateLog(options.remembered ?? 65_536)
    this.number = firstNumber
    this.levels = market.book.levels(depth)
    this.engineId = market.book.id
    this.timeMs = nowMs
    this.#states.add(this.number, this.engineId, nowMs)
  }

  /**
   * Publishes the book as it is now. Undefined when nothing within the depth changed, or when this millisecond has a state
   * already: where times are all that a client knows, each must mean one state.
   */
  advance(nowMs: number = Date.now()): BookDelta | undefined {
    const { book } = this.market
    if (book.id === this.engineId || nowMs <= this.timeMs) return undefined
    const now = book.levels(this.depth)
    const bids = diffLevels(this.levels.bids, now.bids, true)
    const asks = diffLevels(this.levels.asks, now.asks, false)
    if (bids.length === 0 && asks.length === 0) return undefined
    this.#publish(now, this.#nextNumber(book.id, this.number), nowMs)
    if (this.#deletesEvicted) return { bids, asks }
    const kept = (changes: IntegerLevels, after: IntegerLevels, isBid: boolean): IntegerLevels =>
      withoutEvicted(changes, after, this.depth, isBid)
    return { bids: kept(bids, now.bids, true), asks: kept(asks, now.asks, false) }
  }

  /** The venue began anew: the book as it is now has this number. What was published before is still known. */
  restart(number: number, nowMs: number = Date.now()): void {
    this.#publish(this.market.book.levels(this.depth), number, nowMs)
  }

  /** Engine id of a published state, by its number; undefined when unknown or too old. */
  engineIdOf(number: number): number | undefined {
    return number === this.number ? this.engineId : this.#states.ofNumber(number)
  }

  /** Engine id of what was last published by then. */
  engineIdAt(timeMs: number): number | undefined {
    return timeMs >= this.timeMs ? this.engineId : this.#states.ofTime(timeMs)
  }

  /** What a client holds at this point, cut to the depth; undefined when unknown or too old. Number before time; neither: now. */
  bookAt({ sequence, exchangeTimeMs }: TruthPoint): IntegerBook | undefined {
    const engineId =
      sequence !== undefined
        ? this.engineIdOf(sequence)
        : exchangeTimeMs !== undefined
          ? this.engineIdAt(exchangeTimeMs)
          : this.engineId
    if (engineId === undefined) return undefined
    if (engineId === this.engineId) return this.levels
    const book = this.market.book.log.bookAt(engineId)
    return book === undefined
      ? undefined
      : { bids: book.bids.slice(0, this.depth), asks: book.asks.slice(0, this.depth) }
  }

  #publish(now: IntegerBook, number: number, nowMs: number): void {
    this.levels = now
    this.number = number
    this.engineId = this.market.book.id
    this.timeMs = nowMs
    this.#states.add(number, this.engineId, nowMs)
  }
}
