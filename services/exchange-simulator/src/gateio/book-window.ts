import type { VenueMarket } from '../market/market.ts'
import type { IntegerBook, IntegerLevels } from '../truth.ts'

type Level = [price: number, quantity: number]

/** What one frame tells: the ids it covers and the levels that were touched meanwhile, in no order; quantity 0 deletes. */
export interface WindowChange {
  readonly first: number
  readonly last: number
  readonly bids: IntegerLevels
  readonly asks: IntegerLevels
}

/** One side of the whole book, best first, and which prices were touched within the window since the last frame. */
class WindowSide {
  readonly #isBid: boolean
  readonly #depth: number
  readonly #touched = new Set<number>()
  #levels: Level[] = []

  constructor(isBid: boolean, depth: number) {
    this.#isBid = isBid
    this.#depth = depth
  }

  load(levels: IntegerLevels): void {
    this.#levels = levels.map(([price, quantity]) => [price, quantity])
    this.#touched.clear()
  }

  get top(): IntegerLevels {
    return this.#levels.slice(0, this.#depth)
  }

  set(price: number, quantity: number): void {
    const levels = this.#levels
    const place = this.#find(price)
    const level = levels[place]
    const inside = place < this.#depth
    if (inside) this.#touched.add(price)
    if (level?.[0] === price) {
      if (quantity > 0) {
        level[1] = quantity
        return
      }
      levels.splice(place, 1)
      // The first level behind the window came in.
      const entered = levels[this.#depth - 1]
      if (inside && entered !== undefined) this.#touched.add(entered[0])
    } else if (quantity > 0) {
      levels.splice(place, 0, [price, quantity])
      const left = levels[this.#depth]
      if (inside && left !== undefined) this.#touched.add(left[0])
    }
  }

  /** The touched levels as they are now: outside of the window they are gone. */
  take(): IntegerLevels {
    const changes = [...this.#touched].map((price): Level => {
      const place = this.#find(price)
      const level = place < this.#depth ? this.#levels[place] : undefined
      return [price, level?.[0] === price ? level[1] : 0]
    })
    this.#touched.clear()
    return changes
  }

  /** Place of the price, or where it belongs. */
  #find(price: number): number {
    const sign = this.#isBid ? -1 : 1
    let low = 0
    let high = this.#levels.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#levels[middle] as Level)[0] * sign < price * sign) low = middle + 1
      else high = middle
    }
    return low
  }
}

/**
 * The top levels of a market's book as a channel tells of them. Each id is gone through by itself, so that a frame names every
 * level that changed, came in or was pushed out at any of its ids: then it also continues a book that was taken at an id
 * amid the frame, as a REST book is.
 */
export class BookWindow {
  readonly market: VenueMarket
  readonly depth: number
  /** Engine id of what the clients were told last. */
  id = 0
  readonly #bids: WindowSide
  readonly #asks: WindowSide

  constructor(market: VenueMarket, depth: number) {
    this.market = market
    this.depth = depth
    this.#bids = new WindowSide(true, depth)
    this.#asks = new WindowSide(false, depth)
    this.reset()
  }

  /** As clients hold it at `id`. */
  get top(): IntegerBook {
    return { bids: this.#bids.top, asks: this.#asks.top }
  }

  /** The book as it is now, whatever was told before. */
  reset(): void {
    const { bids, asks } = this.market.book.levels()
    this.#bids.load(bids)
    this.#asks.load(asks)
    this.id = this.market.book.id
  }

  /** Undefined when no id went by; without levels when only hidden ones changed. */
  advance(): WindowChange | undefined {
    const { book } = this.market
    const first = this.id + 1
    if (book.id < first) return undefined
    book.log.changesAfter(this.id, (isBid, price, quantity) => {
      ;(isBid ? this.#bids : this.#asks).set(price, quantity)
    })
    this.id = book.id
    return { first, last: this.id, bids: this.#bids.take(), asks: this.#asks.take() }
  }
}
