import { sumTolerance } from './fill.ts'
import { depthOfLadder, notionalFor, quantityFor, type Ladder } from './ladder.ts'
import { roundDown, roundUp, type QuantityGrid } from './quantity-grid.ts'

/** A leg as what turns one asset into another: an amount in, a quantity of base traded, an amount out. */
export interface LegFlow {
  /** Spends quote and gets base; otherwise the reverse. */
  readonly buys: boolean
  readonly ladder: Ladder
  readonly grid: QuantityGrid
  /** Base. */
  readonly minQuantity: number
  /** Quote, before fees. */
  readonly minNotional: number
  /** What it spends per unit that its levels ask for: a buy whose fee is in quote pays it on top. */
  readonly spendFactor: number
  /** What it gets per unit that its levels bring. */
  readonly getFactor: number
}

/** What a quantity of base costs in the asset the leg spends, fee included; Infinity beyond the known depth. */
export const amountIn = (leg: LegFlow, quantity: number): number =>
  (leg.buys ? notionalFor(leg.ladder, quantity) : quantity) * leg.spendFactor

/** What a quantity of base brings in the asset the leg gets, after the fee. */
export const amountOut = (leg: LegFlow, quantity: number): number =>
  (leg.buys ? quantity : notionalFor(leg.ladder, quantity)) * leg.getFactor

/** Most base that the amount can trade, were any size allowed; all that is known where it could trade more. */
export const mostFrom = (leg: LegFlow, amount: number): number => {
  const spent = amount / leg.spendFactor
  const quantity = leg.buys ? quantityFor(leg.ladder, spent) : spent
  return Math.min(quantity, depthOfLadder(leg.ladder))
}

/** Least base that brings the amount, were any size allowed; Infinity beyond the known depth. */
export const leastFor = (leg: LegFlow, amount: number): number => {
  const brought = amount / leg.getFactor
  const quantity = leg.buys ? brought : quantityFor(leg.ladder, brought)
  return quantity <= depthOfLadder(leg.ladder) * (1 + sumTolerance) ? quantity : Infinity
}

/** Smallest quantity the venue accepts; Infinity when the known depth has not so much. */
export const smallestOf = (leg: LegFlow): number => {
  const forNotional = leg.minNotional > 0 ? quantityFor(leg.ladder, leg.minNotional) : 0
  return roundUp(leg.grid, Math.max(leg.minQuantity, forNotional, leg.grid.step))
}

const isAccepted = (leg: LegFlow, quantity: number): boolean =>
  quantity > 0 &&
  quantity >= leg.minQuantity * (1 - sumTolerance) &&
  notionalFor(leg.ladder, quantity) >= leg.minNotional * (1 - sumTolerance)

/**
 * The quantities of all legs when the first trades `firstQuantity`: what a leg brings bounds the next, rounded down to its
 * step; what is left over is worth nothing. Undefined when a leg's venue would refuse it or its known depth is too small
 * for the first leg.
 */
export const runThrough = (legs: readonly LegFlow[], firstQuantity: number): number[] | undefined => {
  const quantities: number[] = []
  let arrived = Infinity
  for (const leg of legs) {
    const quantity = quantities.length === 0 ? firstQuantity : roundDown(leg.grid, mostFrom(leg, arrived))
    if (quantity > depthOfLadder(leg.ladder) * (1 + sumTolerance) || !isAccepted(leg, quantity)) return undefined
    quantities.push(quantity)
    arrived = amountOut(leg, quantity)
  }
  return quantities
}

/** What the quantities gain, in the asset that the first leg spends and the last one gets. */
export const gainOf = (legs: readonly LegFlow[], quantities: readonly number[]): number => {
  const [first] = legs
  const last = legs[legs.length - 1]
  if (first === undefined || last === undefined) return 0
  return amountOut(last, quantities[quantities.length - 1] ?? 0) - amountIn(first, quantities[0] ?? 0)
}

/** Smallest first quantity with which leg `index` can trade the quantity; Infinity when known depth has not so much. */
export const firstQuantityFor = (
  legs: readonly LegFlow[],
  index: number,
  quantity: number,
  smallest: readonly number[] = legs.map(smallestOf),
): number => {
  let needed = quantity
  for (let at = index - 1; at >= 0; at -= 1) {
    const leg = legs[at]
    const next = legs[at + 1]
    if (leg === undefined || next === undefined) return Infinity
    const least = leastFor(leg, amountIn(next, needed))
    needed = Math.max(roundUp(leg.grid, least), smallest[at] ?? 0)
    if (!(needed <= depthOfLadder(leg.ladder) * (1 + sumTolerance))) return Infinity
  }
  return needed
}

/**
 * What trading the quantity on leg `index` gains: the legs before it trade the least that brings it, those after it the
 * most it allows, all in whole steps. 0 when a venue refuses that. The leg's own depth has to reach that far.
 */
export const gainWith = (
  legs: readonly LegFlow[],
  index: number,
  quantity: number,
  smallest: readonly number[],
): number => {
  const [first] = legs
  const own = legs[index]
  const firstQuantity = firstQuantityFor(legs, index, quantity, smallest)
  if (first === undefined || own === undefined || firstQuantity === Infinity) return 0
  let got = amountOut(own, quantity)
  for (let at = index + 1; at < legs.length; at += 1) {
    const leg = legs[at]
    if (leg === undefined) return 0
    const traded = roundDown(leg.grid, mostFrom(leg, got))
    if (traded < (smallest[at] ?? 0) * (1 - sumTolerance)) return 0
    got = amountOut(leg, traded)
  }
  return got - amountIn(first, firstQuantity)
}

/**
 * What trading the quantity on leg `index` could gain at most, were any size allowed on the others. Concave in the
 * quantity, and never below what lots allow; -Infinity beyond the known depth.
 */
export const gainBound = (legs: readonly LegFlow[], index: number, quantity: number): number => {
  const own = legs[index]
  if (own === undefined || quantity > depthOfLadder(own.ladder) * (1 + sumTolerance)) return -Infinity
  let spent = amountIn(own, quantity)
  for (let at = index - 1; at >= 0; at -= 1) {
    const leg = legs[at]
    if (leg !== undefined) spent = amountIn(leg, leastFor(leg, spent))
  }
  let got = amountOut(own, quantity)
  for (let at = index + 1; at < legs.length; at += 1) {
    const leg = legs[at]
    if (leg !== undefined) got = amountOut(leg, mostFrom(leg, got))
  }
  return spent === Infinity ? -Infinity : got - spent
}
