import { wordsBetween } from './bitmap.ts'
import { afterInput, afterOutput, farthestPrice, walk, type Path, type PathPoint } from './path.ts'
import type { ConcentratedPool, Pool, V2Pool } from './pool.ts'
import { reservesOf } from './quote.ts'
import { tickAtSqrtPrice } from './tick-math.ts'

// What one direction of a pool gives for every size, as quote over base: exact at any size, and with the slope and the
// greatest rounding that a ladder between two sizes has to know.

/** The curve at one size, raw units. */
export interface CurvePoint {
  readonly base: bigint
  /** Paid for the base, or received for it. To the last unit. */
  readonly quote: bigint
  /** What one more unit of base costs or brings, fee inside, without rounding. Infinity: the contract refuses this size. */
  readonly marginal: number
  /** Which step of the swap the size ends in. */
  readonly step: number
  /** Initialised ticks crossed. */
  readonly crossed: number
}

export interface Curve {
  readonly start: CurvePoint
  /** The greatest size that the pool has within the reach. */
  readonly last: CurvePoint
  /** Words of the bitmap up to the last point. */
  readonly words: number
  readonly end: 'covered' | 'impact' | 'window' | 'exhausted'
  /** Base at which initialised ticks are crossed, ascending, before the last. */
  readonly breaks: readonly bigint[]
  readonly at: (base: bigint) => CurvePoint
  /** Most by which rounding makes a trade that begins in one step and ends in another worse than the smooth curve. Quote units. */
  readonly rounding: (fromStep: number, toStep: number) => number
}

/** How far a side goes. Raw units; one of the covers. */
export interface CurveReach {
  readonly coverBase: bigint | undefined
  readonly coverQuote: bigint | undefined
  /** By which factor the price may move. */
  readonly impact: number
}

const fraction = 2 ** 40

/** A big number times a double near 1. */
const scaled = (value: bigint, factor: number): bigint => (value * BigInt(Math.round(factor * fraction))) >> 40n

const curveOfV2 = (pool: V2Pool, zeroForOne: boolean, buys: boolean, reach: CurveReach): Curve => {
  const [reserveIn, reserveOut] = reservesOf(pool, zeroForOne)
  const [depthIn, depthOut] = [Number(reserveIn), Number(reserveOut)]
  const at = (base: bigint): CurvePoint => {
    const size = Number(base)
    if (buys) {
      const left = depthOut - size
      return {
        base,
        quote: base === 0n ? 0n : (reserveIn * base * 1000n) / ((reserveOut - base) * 997n) + 1n,
        marginal: ((depthIn / left) * (depthOut / left)) / 0.997,
        step: 0,
        crossed: 0,
      }
    }
    const full = depthIn + size * 0.997
    const net = base * 997n
    return {
      base,
      quote: base === 0n ? 0n : (net * reserveOut) / (reserveIn * 1000n + net),
      marginal: (depthIn / full) * (depthOut / full) * 0.997,
      step: 0,
      crossed: 0,
    }
  }
  const move = Math.sqrt(reach.impact)
  const farthest = buys ? reserveOut - scaled(reserveOut, 1 / move) : scaled(reserveIn, move) - reserveIn
  let cover = reach.coverBase ?? farthest
  if (reach.coverQuote !== undefined) {
    const quote = reach.coverQuote
    if (buys) cover = (quote * 997n * reserveOut) / (reserveIn * 1000n + quote * 997n)
    else cover = quote < reserveOut ? (reserveIn * quote * 1000n) / ((reserveOut - quote) * 997n) + 1n : farthest
  }
  const isCovered = cover < farthest
  return {
    start: at(0n),
    last: at(isCovered ? cover : farthest),
    words: 0,
    end: isCovered ? 'covered' : 'impact',
    breaks: [],
    at,
    // Of the input the pair takes up to one unit more, of the output it gives up to one less.
    rounding: () => 1,
  }
}

const twoTo96 = 2 ** 96

/** Where the walk of a curve ends when the pool has enough. */
const walkFor = (pool: ConcentratedPool, zeroForOne: boolean, buys: boolean, reach: CurveReach): Path => {
  const moved = scaled(pool.sqrtPriceX96, zeroForOne ? 1 / Math.sqrt(reach.impact) : Math.sqrt(reach.impact))
  const farthest = farthestPrice(zeroForOne)
  const limit = zeroForOne ? (moved > farthest ? moved : farthest) : moved < farthest ? moved : farthest
  const { coverBase, coverQuote } = reach
  const amountIn = buys ? coverQuote : coverBase
  const amountOut = buys ? coverBase : coverQuote
  return walk(pool, zeroForOne, {
    limit,
    ...(amountIn === undefined ? {} : { amountIn }),
    ...(amountOut === undefined ? {} : { amountOut }),
  })
}

/** Base units that the cover asks for of a path that has enough. */
const coveredBase = (path: Path, buys: boolean, { coverBase, coverQuote }: CurveReach): bigint => {
  if (coverBase !== undefined) return coverBase
  const quote = coverQuote ?? 0n
  if (buys) return afterInput(path, quote)?.amountOut ?? 0n
  const point = afterOutput(path, quote)
  return point === 'reverts' ? path.amountIn : (point?.amountIn ?? 0n)
}

/**
 * Most by which the contract's rounding makes a trade worse than the smooth curve, in quote units: of one whole step,
 * and of the step that the trade ends in. Each amount is rounded against the trader by less than a unit, the fee by less
 * than another, and the price after a part of a step by less than two of its own last digits. An
 * output that is all of a step, rounded down, pays for the step to its end.
 */
const roundings = (path: Path, buys: boolean): { readonly whole: number; readonly part: number } => {
  const keep = 1 - Number(path.feePips) / 1e6
  let priceDigit = 0
  let basePrice = 0
  for (const { from, to, liquidity } of path.steps) {
    const low = Number(from < to ? from : to)
    const high = Number(from < to ? to : from)
    const quoteIsToken1 = path.zeroForOne !== buys
    const digit = quoteIsToken1 ? Number(liquidity) / twoTo96 : (Number(liquidity) / low) * (twoTo96 / low)
    priceDigit = Math.max(priceDigit, digit)
    basePrice = Math.max(basePrice, quoteIsToken1 ? (high / twoTo96) ** 2 : (twoTo96 / low) ** 2)
  }
  return buys
    ? { whole: 1 / keep + 1 + basePrice / keep, part: (1 + 2 * priceDigit + basePrice) / keep + 1 }
    : { whole: 1 + 2 * basePrice, part: 1 + basePrice + 2 * priceDigit }
}

const curveOfConcentrated = (pool: ConcentratedPool, zeroForOne: boolean, buys: boolean, reach: CurveReach): Curve => {
  const path = walkFor(pool, zeroForOne, buys, reach)
  const keep = 1 - Number(path.feePips) / 1e6
  const marginal = (sqrtPriceX96: bigint): number => {
    const price = (Number(sqrtPriceX96) / twoTo96) ** 2
    const basePrice = zeroForOne !== buys ? price : 1 / price
    return buys ? basePrice / keep : basePrice * keep
  }
  const pointOf = (base: bigint, point: PathPoint | undefined): CurvePoint => ({
    base,
    quote: point === undefined ? 0n : buys ? point.amountIn : point.amountOut,
    marginal: marginal(point?.sqrtPriceX96 ?? pool.sqrtPriceX96),
    step: point?.step ?? 0,
    crossed: point?.crossed ?? 0,
  })
  const at = (base: bigint): CurvePoint => {
    const point = base === 0n ? undefined : buys ? afterOutput(path, base) : afterInput(path, base)
    return point === 'reverts' ? { ...pointOf(base, undefined), marginal: Infinity } : pointOf(base, point)
  }
  const isCovered = path.end === 'enough'
  const lastStep = path.steps.at(-1)
  const depth = isCovered ? coveredBase(path, buys, reach) : buys ? path.amountOut : path.amountIn
  const isFarthest = lastStep?.to === farthestPrice(zeroForOne)
  const { whole, part } = roundings(path, buys)
  return {
    start: at(0n),
    last: at(depth),
    words: lastStep === undefined ? 0 : wordsBetween(pool.tick, tickAtSqrtPrice(lastStep.to), pool.tickSpacing),
    end: isCovered ? 'covered' : path.end === 'window' ? 'window' : isFarthest ? 'exhausted' : 'impact',
    breaks: path.steps
      .filter(step => step.crosses)
      .map(step => (buys ? step.outBefore + step.amountOut : step.inBefore + step.amountIn))
      .filter(base => base > 0n && base < depth),
    at,
    rounding: (fromStep, toStep) => (toStep - fromStep) * whole + part,
  }
}

/** Buying base or selling it. */
export const curveOf = (pool: Pool, baseIsToken0: boolean, buys: boolean, reach: CurveReach): Curve => {
  const zeroForOne = baseIsToken0 !== buys
  return pool.kind === 'v2'
    ? curveOfV2(pool, zeroForOne, buys, reach)
    : curveOfConcentrated(pool, zeroForOne, buys, reach)
}
