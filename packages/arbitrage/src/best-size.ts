import { depthOf, notionalOf, quantityForNotional, sumTolerance, type Side } from './fill.ts'
import { quantityOf, stepsToReach, stepsWithin, type QuantityGrid } from './quantity-grid.ts'

/** What both legs' venues ask of a size, and what they charge for it. */
export interface TradeRules {
  readonly grid: QuantityGrid
  /** Base asset: the greater of the two. */
  readonly minQuantity: number
  /** Quote, per leg. */
  readonly buyMinNotional: number
  readonly sellMinNotional: number
  /** 1 + taker fee of the buy leg: quote paid per quote of notional. */
  readonly buyFactor: number
  /** 1 - taker fee of the sell leg: quote received per quote of notional. */
  readonly sellFactor: number
}

/** Net profit in quote of buying the quantity from the asks and selling it into the bids. */
export const profitAt = (asks: Side, bids: Side, rules: TradeRules, quantity: number): number =>
  notionalOf(bids, quantity) * rules.sellFactor - notionalOf(asks, quantity) * rules.buyFactor

/**
 * Quantity up to which every further unit still gains after fees: both books walked together, best first. 0 when already the
 * tops do not pay. It ends at the last known level when even that one pays.
 */
const profitableDepth = (asks: Side, bids: Side, rules: TradeRules): number => {
  let ask = 0
  let bid = 0
  let askDepth = asks.quantities[0] ?? 0
  let bidDepth = bids.quantities[0] ?? 0
  let quantity = 0
  while (ask < asks.prices.length && bid < bids.prices.length) {
    const cost = (asks.prices[ask] ?? 0) * rules.buyFactor
    const proceeds = (bids.prices[bid] ?? 0) * rules.sellFactor
    if (proceeds <= cost) break
    quantity = Math.min(askDepth, bidDepth)
    // Depths are cumulative from the top, never running remainders: equal depths then stay equal but for rounding.
    const equal = quantity * (1 + sumTolerance)
    if (askDepth <= equal) askDepth += asks.quantities[++ask] ?? 0
    if (bidDepth <= equal) bidDepth += bids.quantities[++bid] ?? 0
  }
  return quantity
}

const smallestAllowed = (asks: Side, bids: Side, rules: TradeRules): number =>
  Math.max(
    rules.minQuantity,
    rules.buyMinNotional > 0 ? quantityForNotional(asks, rules.buyMinNotional) : 0,
    rules.sellMinNotional > 0 ? quantityForNotional(bids, rules.sellMinNotional) : 0,
  )

/**
 * The size of greatest net profit that both venues accept, in base asset; 0 when no accepted size gains.
 *
 * Profit is concave in size (levels only get worse), and the venues' minimums exclude only small sizes. So the best size is
 * the end of the profitable depth rounded down to the step, or the next step up when that loses less than rounding down does;
 * and when the minimums exclude these, the smallest accepted size.
 */
export const bestSize = (asks: Side, bids: Side, rules: TradeRules): number => {
  const profitable = profitableDepth(asks, bids, rules)
  if (profitable <= 0) return 0
  const smallest = smallestAllowed(asks, bids, rules)
  const size =
    rules.grid.step > 0 ? bestOnGrid(asks, bids, rules, profitable, smallest) : Math.max(profitable, smallest)
  if (size <= 0 || size === Infinity) return 0
  if (size > profitable && size > knownDepth(asks, bids) * (1 + sumTolerance)) return 0
  return profitAt(asks, bids, rules, size) > 0 ? size : 0
}

const knownDepth = (asks: Side, bids: Side): number => Math.min(depthOf(asks), depthOf(bids))

const bestOnGrid = (asks: Side, bids: Side, rules: TradeRules, profitable: number, smallest: number): number => {
  const grid = rules.grid
  const least = Math.max(1, stepsToReach(grid, smallest))
  const down = stepsWithin(grid, profitable)
  if (down < least) return quantityOf(grid, least)
  const size = quantityOf(grid, down)
  if (size >= profitable * (1 - sumTolerance)) return size
  const next = quantityOf(grid, down + 1)
  if (next > knownDepth(asks, bids) * (1 + sumTolerance)) return size
  return profitAt(asks, bids, rules, next) > profitAt(asks, bids, rules, size) ? next : size
}
