import { sumTolerance } from './fill.ts'
import { gainAtMost, layLines } from './gain-lines.ts'
import { depthOfLadder, levelsDeciding } from './ladder.ts'
import {
  amountIn,
  amountOut,
  firstQuantityFor,
  gainBound,
  gainOf,
  gainWith,
  leastFor,
  mostFrom,
  runThrough,
  smallestOf,
  type LegFlow,
} from './leg-flow.ts'
import { quantityOf, roundUp, stepsWithin } from './quantity-grid.ts'

/** What to trade on a cycle. */
export interface CycleSize {
  /** Base asset of each leg; undefined: no size gains. */
  readonly quantities: readonly number[] | undefined
  /** No other size gains more than this beyond it, in the accounting asset. 0: proven to be the best. */
  readonly missedGain: number
  /** How many of the best levels of each leg decided; undefined: not told. */
  readonly reach: readonly number[] | undefined
}

/** Most sizes that are looked at on one cycle. */
const mostTries = 40_000
/** Most that are looked at before the bound is asked again: more would be looked at in vain. */
const longestStride = 32

/**
 * Base quantity of each leg where a further unit gains nothing, were any size allowed: all books walked together, best
 * levels first. All 0 when already the tops do not pay.
 */
export const continuousOptimum = (legs: readonly LegFlow[]): Float64Array => {
  const level = new Int32Array(legs.length)
  const used = new Float64Array(legs.length)
  // Base that each leg trades per unit of what enters the first leg, at the levels reached.
  const share = new Float64Array(legs.length)
  for (;;) {
    let amount = 1
    let room = Infinity
    for (const [index, { buys, spendFactor, getFactor, ladder }] of legs.entries()) {
      const at = level[index] ?? 0
      const price = ladder.prices[at]
      if (price === undefined) return used
      const traded = amount / (buys ? price * spendFactor : spendFactor)
      amount = (buys ? traded : traded * price) * getFactor
      share[index] = traded
      room = Math.min(room, ((ladder.depths[at] ?? 0) - (used[index] ?? 0)) / traded)
    }
    if (amount <= 1) return used
    for (const [index, { ladder }] of legs.entries()) {
      const depth = ladder.depths[level[index] ?? 0] ?? 0
      const sum = (used[index] ?? 0) + (share[index] ?? 0) * room
      const isEaten = sum >= depth * (1 - sumTolerance)
      used[index] = isEaten ? depth : sum
      if (isEaten) level[index] = (level[index] ?? 0) + 1
    }
  }
}

/** The least first quantity that every venue accepts all that follows from; Infinity when there is none. */
const smallestFirst = (legs: readonly LegFlow[]): number => {
  let first = 0
  for (const [index, leg] of legs.entries()) {
    const smallest = smallestOf(leg)
    if (!(smallest <= depthOfLadder(leg.ladder) * (1 + sumTolerance))) return Infinity
    first = Math.max(first, firstQuantityFor(legs, index, smallest))
  }
  return first
}

/** The leg that trades the fewest lots of these quantities; undefined when no leg has lots. */
export const coarsestLeg = (legs: readonly LegFlow[], optimum: ArrayLike<number>): number | undefined => {
  let coarsest: number | undefined
  let fewest = Infinity
  for (const [index, { grid }] of legs.entries()) {
    const lots = grid.step > 0 ? (optimum[index] ?? 0) / grid.step : Infinity
    if (lots < fewest) [coarsest, fewest] = [index, lots]
  }
  return coarsest
}

const noSize: CycleSize = { quantities: undefined, missedGain: 0, reach: undefined }

/**
 * The size of greatest gain that every venue accepts.
 *
 * Sizes are tried as whole lots of the coarsest leg, each with the least that the legs before it must trade: what follows
 * from a quantity of that leg depends on nothing else, so no size of the first leg is left out. They are tried outwards
 * from the continuous optimum, and the trial ends when the bound, which only falls from there on, proves that no further
 * size can gain more than the best one found.
 */
export const bestCycleSize = (legs: readonly LegFlow[], tries: number = mostTries): CycleSize => {
  const optimum = continuousOptimum(legs)
  if (!((optimum[0] ?? 0) > 0)) return noSize
  const first = smallestFirst(legs)
  const coarsest = coarsestLeg(legs, optimum)
  if (coarsest === undefined) {
    const quantities = runThrough(legs, Math.max(optimum[0] ?? 0, first))
    return isGain(legs, quantities) ? { quantities, missedGain: 0, reach: undefined } : noSize
  }
  const smallest = runThrough(legs, first)
  if (smallest === undefined) return noSize
  return scan(legs, coarsest, optimum[coarsest] ?? 0, smallest[coarsest] ?? 0, tries)
}

const isGain = (legs: readonly LegFlow[], quantities: readonly number[] | undefined): boolean => {
  const [first] = legs
  if (first === undefined || quantities === undefined) return false
  return gainOf(legs, quantities) > amountIn(first, quantities[0] ?? 0) * sumTolerance
}

/** How many levels of each leg sizes up to the quantity of leg `index` can touch. */
const reachOf = (legs: readonly LegFlow[], index: number, quantity: number, smallest: readonly number[]): number[] => {
  const traded = legs.map(() => Infinity)
  traded[index] = quantity
  for (let at = index - 1; at >= 0; at -= 1) {
    const [leg, next] = [legs[at], legs[at + 1]]
    if (leg === undefined || next === undefined) break
    traded[at] = roundUp(leg.grid, leastFor(leg, amountIn(next, traded[at + 1] ?? Infinity)))
  }
  for (let at = index + 1; at < legs.length; at += 1) {
    const [leg, last] = [legs[at], legs[at - 1]]
    if (leg === undefined || last === undefined) break
    traded[at] = mostFrom(leg, amountOut(last, traded[at - 1] ?? Infinity))
  }
  return legs.map(({ ladder }, at) => levelsDeciding(ladder.depths, Math.max(traded[at] ?? 0, smallest[at] ?? 0)))
}

/** Whole lots within the leg's own depth, by the measure of the bound. */
const mostLots = ({ grid, ladder }: LegFlow): number => {
  const depth = depthOfLadder(ladder)
  const lots = stepsWithin(grid, depth)
  return quantityOf(grid, lots) > depth * (1 + sumTolerance) ? lots - 1 : lots
}

const scan = (
  legs: readonly LegFlow[],
  coarsest: number,
  optimum: number,
  smallest: number,
  tries: number,
): CycleSize => {
  const own = legs[coarsest]
  if (own === undefined) return noSize
  const { grid } = own
  const least = Math.round(smallest / grid.step)
  const most = mostLots(own)
  const boundAt = (lots: number): number =>
    lots < least ? -Infinity : gainBound(legs, coarsest, quantityOf(grid, lots))
  const smallestOfAll = legs.map(smallestOf)
  let down = Math.max(least, Math.floor(optimum / grid.step))
  let up = down + 1
  let boundDown = boundAt(down)
  let boundUp = boundAt(up)
  let bestLots = 0
  let bestGain = 0
  let tried = 0
  let stride = 1

  /** The best of `count` sizes from `from` on, in steps of one lot up or down. */
  const tryFrom = (from: number, count: number, direction: 1 | -1): void => {
    const lines = layLines(legs, coarsest, from, smallestOfAll)
    if (lines === undefined) return
    for (let index = 0; index < count; index += 1) {
      const lots = from + direction * index
      if (gainAtMost(lines, lots) <= bestGain) continue
      const gain = gainWith(legs, coarsest, quantityOf(grid, lots), smallestOfAll)
      if (gain > bestGain) [bestLots, bestGain] = [lots, gain]
    }
    tried += count
  }

  for (;;) {
    const missedGain = Math.max(0, Math.max(boundDown, boundUp) - bestGain)
    if (missedGain === 0 || tried === tries) {
      const best =
        bestLots === 0 ? undefined : runThrough(legs, firstQuantityFor(legs, coarsest, quantityOf(grid, bestLots)))
      const reach = reachOf(legs, coarsest, quantityOf(grid, up), smallestOfAll)
      return { quantities: isGain(legs, best) ? best : undefined, missedGain, reach }
    }
    const room = Math.min(stride, tries - tried)
    if (boundDown >= boundUp) {
      const count = Math.min(room, down - least + 1)
      tryFrom(down, count, -1)
      boundDown = boundAt((down -= count))
    } else {
      const count = Math.max(1, Math.min(room, most - up + 1))
      tryFrom(up, count, 1)
      boundUp = boundAt((up += count))
    }
    stride = Math.min(stride * 2, longestStride)
  }
}
