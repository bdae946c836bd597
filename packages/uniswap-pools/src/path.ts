import type { ConcentratedPool } from './pool.ts'
import { swapFeePips } from './pool.ts'
import { feeOn, inputBetween, lessFee, outputBetween, priceAfterInput, priceAfterOutput } from './swap-math.ts'
import { maxSqrtPriceX96, maxTick, minSqrtPriceX96, minTick, sqrtPriceAtTick } from './tick-math.ts'
import { indexAtOrBelow } from './tick-table.ts'

// The steps a swap makes while its amount lasts. What a whole step takes and gives does not depend on the amount, so one
// walk serves every size: of each only its last step is computed anew.

/** A whole step, and what came before it. Amounts in raw units, input with its fee. */
export interface PathStep {
  readonly from: bigint
  readonly to: bigint
  readonly tickFrom: number
  readonly liquidity: bigint
  /** Where the contract looked to: an initialised tick or the end of a bitmap word. The step may end before it, at the limit. */
  readonly tickNext: number
  /** The step ends at an initialised tick; crossing it leaves this liquidity. */
  readonly liquidityAfter: bigint
  readonly crosses: boolean
  readonly amountIn: bigint
  readonly amountOut: bigint
  /** Of all steps before. */
  readonly inBefore: bigint
  readonly outBefore: bigint
  readonly crossedBefore: number
}

export interface Path {
  readonly zeroForOne: boolean
  readonly feePips: bigint
  readonly steps: readonly PathStep[]
  /** Of all steps. */
  readonly amountIn: bigint
  readonly amountOut: bigint
  readonly crossed: number
  /** Why there are no more: enough for the amount, the price limit, or the end of the loaded ticks. */
  readonly end: 'enough' | 'limit' | 'window'
}

/** How far to walk: until the input or the output is there, and never past the price. */
export interface PathReach {
  readonly amountIn?: bigint
  readonly amountOut?: bigint
  readonly limit: bigint
}

/** The limit that a router sets when its caller sets none. */
export const farthestPrice = (zeroForOne: boolean): bigint => (zeroForOne ? minSqrtPriceX96 + 1n : maxSqrtPriceX96 - 1n)

/** Where the next step leads. `index` is that of the tick in the table, −1 when the tick is only the end of a word. */
interface NextTick {
  readonly tick: number
  readonly index: number
}

/**
 * The contract looks for the next tick within one word of its bitmap and makes a step to the word's edge when there is
 * none: each step rounds, so the edges count. Without liquidity nothing rounds and the edges may be skipped.
 * undefined: not loaded.
 */
const nextTick = (
  { ticks: table, tickSpacing }: ConcentratedPool,
  tick: number,
  liquidity: bigint,
  zeroForOne: boolean,
): NextTick | undefined => {
  const { ticks, window } = table
  const below = indexAtOrBelow(ticks, tick)
  const index = zeroForOne ? below : below + 1
  const initialised = ticks[index]
  const compressed = Math.floor(tick / tickSpacing) + (zeroForOne ? 0 : 1)
  const word = compressed >> 8
  const edge = (zeroForOne ? word << 8 : (word << 8) + 255) * tickSpacing
  if (initialised !== undefined && (liquidity === 0n || (zeroForOne ? initialised >= edge : initialised <= edge))) {
    return { tick: initialised, index }
  }
  if (zeroForOne) {
    if (edge <= minTick || (liquidity === 0n && window.fromTick <= minTick)) return { tick: minTick, index: -1 }
    return edge >= window.fromTick ? { tick: edge, index: -1 } : undefined
  }
  if (edge >= maxTick || (liquidity === 0n && window.toTick >= maxTick)) return { tick: maxTick, index: -1 }
  return edge <= window.toTick ? { tick: edge, index: -1 } : undefined
}

/** Of a pool with a price; the limit must lie in the direction of the swap. */
export const walk = (pool: ConcentratedPool, zeroForOne: boolean, reach: PathReach): Path => {
  const feePips = BigInt(swapFeePips(pool, zeroForOne))
  const steps: PathStep[] = []
  let { sqrtPriceX96: price, tick, liquidity } = pool
  let [amountIn, amountOut, crossed] = [0n, 0n, 0]
  let end: Path['end'] = 'limit'
  while (price !== reach.limit) {
    const isEnough =
      (reach.amountIn !== undefined && amountIn >= reach.amountIn) ||
      (reach.amountOut !== undefined && amountOut >= reach.amountOut)
    if (isEnough) {
      end = 'enough'
      break
    }
    const next = nextTick(pool, tick, liquidity, zeroForOne)
    if (next === undefined) {
      end = 'window'
      break
    }
    const priceNext = sqrtPriceAtTick(next.tick)
    const isBeyond = zeroForOne ? priceNext < reach.limit : priceNext > reach.limit
    const to = isBeyond ? reach.limit : priceNext
    const input = inputBetween(price, to, liquidity)
    const net = next.index < 0 || isBeyond ? undefined : pool.ticks.nets[next.index]
    const step: PathStep = {
      from: price,
      to,
      tickFrom: tick,
      liquidity,
      tickNext: next.tick,
      liquidityAfter: net === undefined ? liquidity : zeroForOne ? liquidity - net : liquidity + net,
      crosses: net !== undefined,
      amountIn: input + feeOn(input, feePips),
      amountOut: outputBetween(price, to, liquidity),
      inBefore: amountIn,
      outBefore: amountOut,
      crossedBefore: crossed,
    }
    steps.push(step)
    amountIn += step.amountIn
    amountOut += step.amountOut
    if (step.crosses) crossed += 1
    liquidity = step.liquidityAfter
    tick = zeroForOne ? next.tick - 1 : next.tick
    price = to
  }
  return { zeroForOne, feePips, steps, amountIn, amountOut, crossed, end }
}

/** A point of a path: what a swap of some amount did. */
export interface PathPoint {
  readonly amountIn: bigint
  readonly amountOut: bigint
  readonly sqrtPriceX96: bigint
  readonly liquidity: bigint
  readonly crossed: number
  /** undefined: the tick of the price. Another at the end of a step and where the price did not move. */
  readonly tick: number | undefined
  /** Index of the step it ended in. */
  readonly step: number
}

const endOfStep = (path: Path, index: number, step: PathStep): PathPoint => ({
  amountIn: step.inBefore + step.amountIn,
  amountOut: step.outBefore + step.amountOut,
  sqrtPriceX96: step.to,
  liquidity: step.liquidityAfter,
  crossed: step.crossedBefore + (step.crosses ? 1 : 0),
  tick: step.to === sqrtPriceAtTick(step.tickNext) ? (path.zeroForOne ? step.tickNext - 1 : step.tickNext) : undefined,
  step: index,
})

/** First step that such a part of a path does not go all through. */
const stepOf = (steps: readonly PathStep[], isThrough: (step: PathStep) => boolean): number => {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    const step = steps[middle]
    if (step !== undefined && isThrough(step)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Where an input ends; at the end of the path when that is shorter. undefined: nothing is traded at all.
 * A swap goes through a step when its amount is enough for it, and begins the next one only when something is left.
 */
export const afterInput = (path: Path, amount: bigint): PathPoint | undefined => {
  const { steps, feePips, zeroForOne } = path
  const index = stepOf(steps, step => amount > step.inBefore && amount >= step.inBefore + step.amountIn)
  const step = steps[index]
  const previous = steps[index - 1]
  if (step === undefined || amount <= step.inBefore) {
    return previous === undefined ? undefined : endOfStep(path, index - 1, previous)
  }
  const net = lessFee(amount - step.inBefore, feePips)
  const price = priceAfterInput(step.from, step.liquidity, net, zeroForOne)
  return {
    amountIn: amount,
    amountOut: step.outBefore + outputBetween(step.from, price, step.liquidity),
    sqrtPriceX96: price,
    liquidity: step.liquidity,
    crossed: step.crossedBefore,
    tick: price === step.from ? step.tickFrom : undefined,
    step: index,
  }
}

/** Where an output ends; at the end of the path when that is shorter. 'reverts' where the contract does. */
export const afterOutput = (path: Path, amount: bigint): PathPoint | 'reverts' | undefined => {
  const { steps, feePips, zeroForOne } = path
  const index = stepOf(steps, step => amount > step.outBefore && amount >= step.outBefore + step.amountOut)
  const step = steps[index]
  const previous = steps[index - 1]
  if (step === undefined || amount <= step.outBefore) {
    return previous === undefined ? undefined : endOfStep(path, index - 1, previous)
  }
  const price = priceAfterOutput(step.from, step.liquidity, amount - step.outBefore, zeroForOne)
  if (price === undefined) return 'reverts'
  const input = inputBetween(step.from, price, step.liquidity)
  const amountIn = step.inBefore + input + feeOn(input, feePips)
  // Rounding may take the price to the very end of the step although the step's whole output is more.
  if (price === step.to) return { ...endOfStep(path, index, step), amountIn, amountOut: amount }
  return {
    amountIn,
    amountOut: amount,
    sqrtPriceX96: price,
    liquidity: step.liquidity,
    crossed: step.crossedBefore,
    tick: price === step.from ? step.tickFrom : undefined,
    step: index,
  }
}
