import { sumTolerance, type Side } from './fill.ts'

/** One side of a book with running sums, best first: what a size costs is then one search, not a walk. */
export interface Ladder {
  /** Quote per base. */
  readonly prices: readonly number[]
  /** Base offered up to and with each level. */
  readonly depths: Float64Array
  /** Quote that takes, before fees. */
  readonly notionals: Float64Array
  /** The level found last: sizes are tried one beside the other. It changes no result. */
  found: number
}

export const createLadder = (side: Side): Ladder => {
  const count = side.prices.length
  const depths = new Float64Array(count)
  const notionals = new Float64Array(count)
  let depth = 0
  let notional = 0
  for (let index = 0; index < count; index += 1) {
    const quantity = side.quantities[index] ?? 0
    depth += quantity
    notional += quantity * (side.prices[index] ?? 0)
    depths[index] = depth
    notionals[index] = notional
  }
  return { prices: side.prices, depths, notionals, found: 0 }
}

/** Base offered up to and with each level. */
export const depthsOf = ({ quantities }: Side): Float64Array => {
  const depths = new Float64Array(quantities.length)
  let depth = 0
  for (let index = 0; index < depths.length; index += 1) depths[index] = depth += quantities[index] ?? 0
  return depths
}

/** All the ladder offers, in base. */
export const depthOfLadder = (ladder: Ladder): number => ladder.depths[ladder.depths.length - 1] ?? 0

/** First index whose sum reaches the amount; `near` is where one was found last, and the next is seldom far from it. */
const reach = (sums: Float64Array, amount: number, near: number): number => {
  let index = near
  while (index < sums.length && (sums[index] ?? 0) < amount) index += 1
  while (index > 0 && (sums[index - 1] ?? 0) >= amount) index -= 1
  return index
}

/** Quote before fees for a quantity of base; Infinity when there is not so much. */
export const notionalFor = (ladder: Ladder, quantity: number): number => {
  const { depths, notionals, prices } = ladder
  const index = (ladder.found = reach(depths, quantity, ladder.found))
  if (index < depths.length) {
    const below = index === 0 ? 0 : (depths[index - 1] ?? 0)
    const paid = index === 0 ? 0 : (notionals[index - 1] ?? 0)
    return paid + (quantity - below) * (prices[index] ?? 0)
  }
  const last = depths.length - 1
  return quantity <= (depths[last] ?? 0) * (1 + sumTolerance) ? (notionals[last] ?? 0) : Infinity
}

/** Base for an amount of quote before fees; Infinity when there is not so much. */
export const quantityFor = (ladder: Ladder, notional: number): number => {
  const { depths, notionals, prices } = ladder
  const index = (ladder.found = reach(notionals, notional, ladder.found))
  if (index < depths.length) {
    const below = index === 0 ? 0 : (depths[index - 1] ?? 0)
    const paid = index === 0 ? 0 : (notionals[index - 1] ?? 0)
    return below + (notional - paid) / (prices[index] ?? 0)
  }
  const last = depths.length - 1
  return notional <= (notionals[last] ?? 0) * (1 + sumTolerance) ? (depths[last] ?? 0) : Infinity
}

/**
 * How many of the best levels decide about sizes up to the quantity: those that it takes, and the next one, which says whether
 * more would pay. One more than there are where it takes all: a further level would count.
 */
export const levelsDeciding = (sums: Float64Array, quantity: number): number => {
  let index = 0
  while (index < sums.length && (sums[index] ?? 0) < quantity) index += 1
  return Math.min(index + 2, sums.length + 1)
}
