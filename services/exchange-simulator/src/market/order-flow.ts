import type { Instrument } from './instruments.ts'
import type { MatchingBook } from './matching-book.ts'
import type { Random } from './random.ts'

/** Resting orders a side that the flow tends to. */
const usualOrders = 260

export interface FlowContext {
  readonly book: MatchingBook
  readonly instrument: Instrument
  readonly random: Random
  /** Dollars per unit of base, for order sizes. */
  readonly baseUsd: number
}

const sizeInLots = ({ instrument, random, baseUsd }: FlowContext, scale: number): number => {
  const usd = instrument.usualOrderUsd * scale * Math.exp(0.9 * random.gaussian())
  return Math.max(1, Math.round((usd / baseUsd) * 10 ** instrument.quantityDecimals))
}

/** Distance of a new resting order from the fair price, as a fraction: makers at the top, the crowd behind, some far away. */
const distance = (random: Random): number => {
  const kind = random.next()
  if (kind < 0.4) return 1e-4 * (0.6 + random.exponential(0.8))
  if (kind < 0.9) return 1e-4 * (1 + random.exponential(9))
  return 1e-4 * (10 + random.exponential(90))
}

/** A limit order near `fair` (in ticks). It may cross a stale top and then trades, as it would on a venue. */
const placeNear = (context: FlowContext, isBid: boolean, fair: number, timeMs: number): void => {
  const away = distance(context.random)
  const price = isBid ? Math.floor(fair * (1 - away)) : Math.ceil(fair * (1 + away))
  if (price < 1) return
  context.book.place(isBid, price, sizeInLots(context, 0.4 + Math.min(2, away * 1500)), timeMs)
}

/** Fills an empty book around the fair price. */
export const seedBook = (context: FlowContext, fair: number, timeMs: number): void => {
  for (let i = 0; i < usualOrders; i++) {
    placeNear(context, true, fair, timeMs)
    placeNear(context, false, fair, timeMs)
  }
  context.book.takeTrades()
}

/** One event of the flow: somebody takes a price that is off, or places, cancels or trades by chance. */
export const flowEvent = (context: FlowContext, fair: number, timeMs: number): void => {
  const { book, random } = context
  const chance = random.next()
  const ask = book.bestAsk
  const bid = book.bestBid
  // Somebody watches: an offer better than fair does not stand for long.
  if (ask !== undefined && ask.price < fair * (1 - 0.2e-4) && chance < 0.85) {
    book.take(true, Math.floor(fair), sizeInLots(context, 4), timeMs)
    return
  }
  if (bid !== undefined && bid.price > fair * (1 + 0.2e-4) && chance < 0.85) {
    book.take(false, Math.ceil(fair), sizeInLots(context, 4), timeMs)
    return
  }
  const isBid = random.next() < 0.5
  const orders = book.orderCount(isBid)
  if (chance > 0.93 && orders > 20) {
    book.take(!isBid, isBid ? 1 : Infinity, sizeInLots(context, 0.5), timeMs)
    return
  }
  const shortage = (usualOrders - orders) / usualOrders
  if (random.next() < 0.53 + shortage * 0.7) placeNear(context, isBid, fair, timeMs)
  else book.cancelAny(isBid, random, timeMs)
}
