import { ChangeLog, type IntegerBook, type IntegerLevels } from '../truth.ts'
import type { Random } from './random.ts'

interface Order {
  readonly price: number
  quantity: number
  /** Place in the side's list of all its orders. */
  index: number
}

interface Level {
  readonly price: number
  quantity: number
  /** [price, quantity] as it was last told; kept, because most levels are told often and change seldom. */
  told: readonly [price: number, quantity: number] | undefined
  /** In order of arrival. */
  readonly orders: Order[]
}

export interface Trade {
  readonly id: number
  readonly price: number
  readonly quantity: number
  readonly takerBuys: boolean
  readonly timeMs: number
}

/** Resting orders of one side. Levels are kept worst first, so that work at the top of the book moves little. */
class RestingSide {
  readonly levels: Level[] = []
  readonly orders: Order[] = []
  readonly #sign: 1 | -1

  constructor(isBid: boolean) {
    this.#sign = isBid ? 1 : -1
  }

  get best(): Level | undefined {
    return this.levels[this.levels.length - 1]
  }

  /** Place of the price, or where it belongs. */
  find(price: number): number {
    let low = 0
    let high = this.levels.length
    const key = price * this.#sign
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.levels[middle] as Level).price * this.#sign < key) low = middle + 1
      else high = middle
    }
    return low
  }

  add(price: number, quantity: number): Level {
    const order: Order = { price, quantity, index: this.orders.length }
    this.orders.push(order)
    const place = this.find(price)
    const found = this.levels[place]
    if (found?.price === price) {
      found.orders.push(order)
      found.quantity += quantity
      found.told = undefined
      return found
    }
    const level: Level = { price, quantity, told: undefined, orders: [order] }
    this.levels.splice(place, 0, level)
    return level
  }

  /** Takes the order out of the list of all orders, not out of its level. */
  forget(order: Order): void {
    const last = this.orders.pop() as Order
    if (last === order) return
    this.orders[order.index] = last
    last.index = order.index
  }

  remove(order: Order): Level {
    const place = this.find(order.price)
    const level = this.levels[place] as Level
    level.orders.splice(level.orders.indexOf(order), 1)
    level.quantity -= order.quantity
    level.told = undefined
    if (level.orders.length === 0) this.levels.splice(place, 1)
    this.forget(order)
    return level
  }

  bestFirst(limit: number): IntegerLevels {
    const { levels } = this
    const count = Math.min(limit, levels.length)
    const result = new Array<readonly [number, number]>(count)
    for (let i = 0; i < count; i++) {
      const level = levels[levels.length - 1 - i] as Level
      result[i] = level.told ??= [level.price, level.quantity]
    }
    return result
  }
}

/**
 * A real price-time matching book in ticks and lots. Every change of one level's total takes one update id, and the
 * change log can tell the book at each of them. The book is never crossed or locked, at any id.
 */
export class MatchingBook {
  readonly log: ChangeLog
  readonly #bids = new RestingSide(true)
  readonly #asks = new RestingSide(false)
  /** Trades since they were last taken. */
  #trades: Trade[] = []
  #tradeId: number

  constructor(options: { firstId: number; firstTradeId: number; maxChanges: number }) {
    this.#tradeId = options.firstTradeId
    this.log = new ChangeLog(options.firstId, options.maxChanges, () => this.levels())
  }

  /** Update id of the last change. */
  get id(): number {
    return this.log.lastId
  }

  get bestBid(): { readonly price: number; readonly quantity: number } | undefined {
    return this.#bids.best
  }

  get bestAsk(): { readonly price: number; readonly quantity: number } | undefined {
    return this.#asks.best
  }

  orderCount(isBid: boolean): number {
    return (isBid ? this.#bids : this.#asks).orders.length
  }

  /** Best first, at most `limit` levels a side. */
  levels(limit: number = Infinity): IntegerBook {
    return { bids: this.#bids.bestFirst(limit), asks: this.#asks.bestFirst(limit) }
  }

  takeTrades(): readonly Trade[] {
    if (this.#trades.length === 0) return this.#trades
    const trades = this.#trades
    this.#trades = []
    return trades
  }

  /** A limit order: takes what it crosses, then rests with what is left. */
  place(isBid: boolean, price: number, quantity: number, timeMs: number): void {
    const left = this.take(isBid, price, quantity, timeMs)
    if (left === 0) return
    const level = (isBid ? this.#bids : this.#asks).add(price, left)
    this.log.append(isBid, price, level.quantity, timeMs)
  }

  /** Rests without matching, as in an engine that is broken: the book may be crossed afterwards. */
  rest(isBid: boolean, price: number, quantity: number, timeMs: number): void {
    const level = (isBid ? this.#bids : this.#asks).add(price, quantity)
    this.log.append(isBid, price, level.quantity, timeMs)
  }

  /** An immediate-or-cancel order up to the limit price; returns the unfilled lots. Infinity or 0 makes it a market order. */
  take(isBuy: boolean, limitPrice: number, quantity: number, timeMs: number): number {
    const side = isBuy ? this.#asks : this.#bids
    let left = quantity
    while (left > 0) {
      const level = side.best
      if (level === undefined || (isBuy ? level.price > limitPrice : level.price < limitPrice)) break
      left = this.#fill(side, level, isBuy, left, timeMs)
    }
    return left
  }

  #fill(side: RestingSide, level: Level, isBuy: boolean, wanted: number, timeMs: number): number {
    let left = wanted
    let filledOrders = 0
    for (const order of level.orders) {
      if (left === 0) break
      const filled = Math.min(left, order.quantity)
      this.#trades.push({ id: ++this.#tradeId, price: level.price, quantity: filled, takerBuys: isBuy, timeMs })
      order.quantity -= filled
      left -= filled
      if (order.quantity > 0) break
      side.forget(order)
      filledOrders++
    }
    level.orders.splice(0, filledOrders)
    level.quantity -= wanted - left
    level.told = undefined
    if (level.orders.length === 0) side.levels.pop()
    this.log.append(!isBuy, level.price, level.quantity, timeMs)
    return left
  }

  /** Cancels one resting order picked by chance. */
  cancelAny(isBid: boolean, random: Random, timeMs: number): void {
    const side = isBid ? this.#bids : this.#asks
    const order = side.orders[Math.floor(random.next() * side.orders.length)]
    if (order === undefined) return
    const level = side.remove(order)
    this.log.append(isBid, level.price, level.quantity, timeMs)
  }
}
