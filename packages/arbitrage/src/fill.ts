// Taking a quantity from one side of a book, best level first. Sums run in level order, always the same, so that equal
// books give equal doubles.

/** One side of a book, best first. Base asset quantities, quote prices. */
export interface Side {
  readonly prices: readonly number[]
  readonly quantities: readonly number[]
}

/** What a quantity takes from a side. */
export interface Fill {
  readonly quantity: number
  /** Quote, before fees. */
  readonly notional: number
  readonly worstPrice: number
  readonly prices: readonly number[]
  readonly quantities: readonly number[]
  /** What the book offered at each eaten level. */
  readonly available: readonly number[]
}

/** Relative error below which two sums of quantities are the same: far above rounding, far below a step. */
export const sumTolerance = 1e-12

/** Quote notional of a quantity, in level order; a quantity beyond the side's depth takes the whole side. */
export const notionalOf = (side: Side, quantity: number): number => {
  const dust = quantity * sumTolerance
  let remaining = quantity
  let notional = 0
  for (let index = 0; index < side.prices.length && remaining > dust; index += 1) {
    const available = side.quantities[index] ?? 0
    // Without `dust` the last level would leave a crumb such as 2.7e-17, and the walk would step into the next level for it.
    const taken = available <= remaining + dust ? available : remaining
    notional += (side.prices[index] ?? 0) * taken
    remaining -= taken
  }
  return notional
}

/** The levels a quantity takes; the same arithmetic as `notionalOf`. */
export const fill = (side: Side, quantity: number): Fill => {
  const dust = quantity * sumTolerance
  const prices: number[] = []
  const quantities: number[] = []
  const available: number[] = []
  let remaining = quantity
  let notional = 0
  for (let index = 0; index < side.prices.length && remaining > dust; index += 1) {
    const offered = side.quantities[index] ?? 0
    const price = side.prices[index] ?? 0
    const taken = offered <= remaining + dust ? offered : remaining
    notional += price * taken
    remaining -= taken
    prices.push(price)
    quantities.push(taken)
    available.push(offered)
  }
  return { quantity, notional, worstPrice: prices[prices.length - 1] ?? 0, prices, quantities, available }
}

/** All that is known of the side, in base asset. */
export const depthOf = (side: Side): number => {
  let depth = 0
  for (const quantity of side.quantities) depth += quantity
  return depth
}

/** Smallest quantity whose notional reaches the amount of quote; infinite when the side has not so much. */
export const quantityForNotional = (side: Side, notional: number): number => {
  let quantity = 0
  let missing = notional
  for (let index = 0; index < side.prices.length; index += 1) {
    const available = side.quantities[index] ?? 0
    const price = side.prices[index] ?? 0
    if (available * price >= missing) return quantity + missing / price
    quantity += available
    missing -= available * price
  }
  return missing <= notional * sumTolerance ? quantity : Infinity
}
