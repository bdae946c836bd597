/** One side of a book, best level first. */
export interface DepthSide {
  readonly length: number
  priceAt(index: number): number
  quantityAt(index: number): number
}

/** What taking a quantity from one side costs. All zero when the side is empty or nothing was asked. */
export interface DepthFill {
  /** Base asset filled; less than asked when the side is too thin. */
  readonly quantity: number
  /** Quote asset, without fees. */
  readonly notional: number
  readonly vwap: number
  readonly worstPrice: number
  /** Levels touched, the last one perhaps in part. */
  readonly levels: number
}

/** A side over two parallel arrays, best first, as views and opportunities carry them. */
export const levelsOf = (prices: ArrayLike<number>, quantities: ArrayLike<number>): DepthSide => ({
  length: Math.min(prices.length, quantities.length),
  priceAt: index => prices[index] ?? Number.NaN,
  quantityAt: index => quantities[index] ?? Number.NaN,
})

/** Walks `side` from the best level until `quantity` (base asset) is filled or the side, or `maxLevels` of it, ends. */
export const walkDepth = (side: DepthSide, quantity: number, maxLevels: number = side.length): DepthFill => {
  const last = Math.min(maxLevels, side.length)
  let filled = 0
  let notional = 0
  let levels = 0
  while (levels < last && filled < quantity) {
    const available = side.quantityAt(levels)
    const missing = quantity - filled
    // The last level is assigned, not added: filled + missing can miss `quantity` by one rounding.
    const taken = available < missing ? available : missing
    filled = available < missing ? filled + available : quantity
    notional += taken * side.priceAt(levels)
    levels++
  }
  return {
    quantity: filled,
    notional,
    vwap: filled > 0 ? notional / filled : 0,
    worstPrice: levels > 0 ? side.priceAt(levels - 1) : 0,
    levels,
  }
}
