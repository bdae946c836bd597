import { curveOf, type Curve, type CurvePoint, type CurveReach } from './curve.ts'
import type { Pool } from './pool.ts'

// A pool as a book. Between two sizes a ladder is a straight line and the pool's curve bends against the trader, so a
// line between two exact points never promises better than the contract. Two things remain, and both are paid for in the
// prices: the contract rounds each step against the trader, and doubles round.

/** What a ladder is made for. Quantities in whole units of the assets, such as 1.5 ETH. */
export interface LadderOptions {
  /** Which of the pool's tokens is the base. */
  readonly baseIsToken0: boolean
  readonly baseDecimals: number
  readonly quoteDecimals: number
  /** How much of the base, or instead of the quote, each side has to show, where the pool has it. */
  readonly coverBase?: number
  readonly coverQuote?: number
  /** Most levels of a side. Default 24. */
  readonly maxLevels?: number
  /** Levels are added until no size is this much worse than on the contract, or `maxLevels` is reached. Default 0.05. */
  readonly stepBps?: number
  /** A side ends where the price has moved this far from its start. Default 500. */
  readonly maxImpactBps?: number
  /** By how much the first level may be worse than the contract, to make up for its rounding. Default 0.05. */
  readonly roundingBps?: number
}

/** One side, best first; prices strictly monotone. */
export interface LadderSide {
  /** Quote per base in whole units, pool fee inside. */
  readonly prices: readonly number[]
  /** Base in whole units. */
  readonly quantities: readonly number[]
  /** No size from `leastQuantity` to the end is promised further below what the contract gives than this. */
  readonly stepBps: number
  /** Initialised ticks that a trade of the whole side crosses. */
  readonly ticksCrossed: number
  /** Words of the bitmap that it looks through, at most. */
  readonly wordsCrossed: number
  /**
   * covered: the configured size is there. impact: the price had moved far enough. window: the loaded ticks end here, the
   * pool may have more. exhausted: the pool has no more.
   */
  readonly end: 'covered' | 'impact' | 'window' | 'exhausted'
}

/**
 * What it promises: buying q base, `leastQuantity` ≤ q ≤ the side's depth, costs on the contract no more than the levels
 * say, and selling q brings no less; q in whole raw units. A trade below `leastQuantity` may miss it by `roundingQuote`.
 */
export interface Ladder {
  readonly bids: LadderSide
  readonly asks: LadderSide
  /** Base, whole units. */
  readonly leastQuantity: number
  /** Quote, whole units. */
  readonly roundingQuote: number
}

/** Covers the rounding of prices, of quantities and of any sum over a side, and the 1e-12 that a walk of levels neglects. */
const doubleGuard = 2 ** -38

/** Greatest share by which a line between two points is worse than a curve with these slopes at its ends. */
const bendOf = (from: CurvePoint, to: CurvePoint, buys: boolean): number => {
  const size = Number(to.base - from.base)
  const slope = Number(to.quote - from.quote) / size
  const sign = buys ? 1 : -1
  const atStart = sign * (slope - from.marginal)
  const atEnd = sign * (to.marginal - slope)
  if (!(atStart > 0 && atEnd > 0)) return 0
  // The two tangents meet here, and the curve is on the line's side of both.
  const meets = (size * atEnd) / (atStart + atEnd)
  return (atStart * meets) / (Number(from.quote) + from.marginal * meets)
}

/** Where to cut a level: in the middle of the square roots, where a bend costs both halves the same; at a tick when one is near. */
const cutOf = (curve: Curve, from: bigint, to: bigint): bigint => {
  const [low, high] = [Math.sqrt(Number(from)), Math.sqrt(Number(to))]
  const middle = (low + high) / 2
  let cut = BigInt(Math.round(middle * middle))
  let nearest = (high - low) / 4
  for (const at of curve.breaks) {
    const distance = Math.abs(Math.sqrt(Number(at)) - middle)
    if (distance < nearest) [cut, nearest] = [at, distance]
  }
  return cut
}

/** Exact points of the curve, the first at 0, dense enough for `step` or as many as there may be. */
const pointsOf = (curve: Curve, buys: boolean, step: number, mostLevels: number): CurvePoint[] => {
  const points = [curve.start, curve.last]
  const bends = [bendOf(curve.start, curve.last, buys)]
  while (bends.length < mostLevels) {
    let worst = 0
    for (let index = 1; index < bends.length; index += 1) if ((bends[index] ?? 0) > (bends[worst] ?? 0)) worst = index
    const [from, to] = [points[worst], points[worst + 1]]
    if (from === undefined || to === undefined || !((bends[worst] ?? 0) > step)) break
    const cut = cutOf(curve, from.base, to.base)
    if (cut <= from.base || cut >= to.base) {
      // Too small to be cut.
      bends[worst] = 0
      continue
    }
    const point = curve.at(cut)
    points.splice(worst + 1, 0, point)
    bends.splice(worst, 1, bendOf(from, point, buys), bendOf(point, to, buys))
  }
  return points
}

/** A side in raw units. */
interface RawSide {
  readonly prices: readonly number[]
  readonly sizes: readonly bigint[]
  /** Greatest share by which it is worse than the contract. */
  readonly step: number
  readonly leastBase: number
  readonly rounding: number
}

const noLevels: RawSide = { prices: [], sizes: [], step: 0, leastBase: 0, rounding: 0 }

/** Without the level ends that are too near to 0 for the contract's rounding to be made up for. */
const roomyPoints = (curve: Curve, points: readonly CurvePoint[], rounding: number): readonly CurvePoint[] => {
  const first = points.findIndex(
    (point, index) =>
      index > 0 && Number(point.quote) * rounding >= 2 * roundingOf(curve, curve.start, point) && point.quote > 0n,
  )
  return first < 0 ? [] : [curve.start, ...points.slice(first)]
}

/** By how many quote units a line between two points of the curve may miss the promise: its steps' rounding, and ours. */
const roundingOf = (curve: Curve, from: CurvePoint, to: CurvePoint | undefined): number =>
  to === undefined ? 0 : curve.rounding(from.step, to.step) + Number(to.quote) * 2 ** -48

/**
 * Prices of the levels between exact points so that the promise holds. Each line is laid on the safe side of the curve at
 * both ends by what it may miss. The first begins at nothing: it is steeper, so that it is safe from the least size on.
 */
const lay = (curve: Curve, points: readonly CurvePoint[], buys: boolean, rounding: number): RawSide => {
  const sign = buys ? 1 : -1
  const worse = buys ? Math.max : Math.min
  const prices: number[] = []
  const sizes: bigint[] = []
  let step = 0
  // What the levels so far promise for all of them, and how far that is from the contract.
  let promised = 0
  let behind = 0
  let leastBase = 0
  let firstRounding = 0
  for (const [index, from] of points.entries()) {
    const to = points[index + 1]
    // A size that the contract refuses ends the side.
    if (to === undefined || !Number.isFinite(to.marginal)) break
    const missed = roundingOf(curve, from, to)
    const quote = Number(to.quote)
    const size = Number(to.base - from.base)
    let price = (quote + sign * Math.max(missed, roundingOf(curve, to, points[index + 2])) - promised) / size
    if (index === 0) {
      firstRounding = missed
      leastBase = missed / (rounding * from.marginal)
      price = worse(price, quote / size + (sign * missed) / leastBase)
    } else {
      price = worse(price, prices.at(-1) ?? 0)
    }
    if (!(price > 0)) break
    promised += price * size
    const behindNow = sign * (promised - quote)
    const share =
      index === 0 ? (behindNow + missed) / quote : (Math.max(behind, behindNow) + missed) / Number(from.quote)
    step = Math.max(step, (1 + bendOf(from, to, buys)) * (1 + share) - 1)
    behind = behindNow
    if (price === prices.at(-1)) {
      sizes[sizes.length - 1] = (sizes.at(-1) ?? 0n) + to.base - from.base
    } else {
      prices.push(price)
      sizes.push(to.base - from.base)
    }
  }
  return { prices, sizes, step, leastBase, rounding: firstRounding }
}

/** A power of ten as a factor; those up to 1e22 are exact doubles. */
const timesTenTo = (value: number, power: number): number => (power < 0 ? value / 10 ** -power : value * 10 ** power)

const unitsOf = (amount: number | undefined, decimals: number): bigint | undefined =>
  amount === undefined ? undefined : BigInt(Math.ceil(timesTenTo(amount, decimals)))

/** The ladder of a pool, as of its state. An uninitialised or empty pool has no levels. */
export const ladderOf = (pool: Pool, options: LadderOptions): Ladder => {
  const { baseIsToken0, baseDecimals, quoteDecimals, coverBase, coverQuote } = options
  const { maxLevels = 24, stepBps = 0.05, maxImpactBps = 500, roundingBps = 0.05 } = options
  const reach: CurveReach = {
    coverBase: unitsOf(coverBase, baseDecimals),
    coverQuote: coverBase === undefined ? unitsOf(coverQuote, quoteDecimals) : undefined,
    impact: 1 + maxImpactBps / 10_000,
  }
  let leastBase = 0
  let roundingUnits = 0
  const sideOf = (buys: boolean): LadderSide => {
    const curve = pool.kind !== 'v2' && pool.sqrtPriceX96 === 0n ? undefined : curveOf(pool, baseIsToken0, buys, reach)
    if (curve === undefined)
      return { prices: [], quantities: [], stepBps: 0, ticksCrossed: 0, wordsCrossed: 0, end: 'exhausted' }
    let raw = noLevels
    if (curve.last.base > 0n) {
      const points = roomyPoints(curve, pointsOf(curve, buys, stepBps / 10_000, maxLevels), roundingBps / 10_000)
      raw = lay(curve, points, buys, roundingBps / 10_000)
    }
    leastBase = Math.max(leastBase, raw.leastBase)
    roundingUnits = Math.max(roundingUnits, raw.rounding)
    const guard = buys ? 1 + doubleGuard : 1 - doubleGuard
    return {
      prices: raw.prices.map(price => timesTenTo(price * guard, baseDecimals - quoteDecimals)),
      // Down: a level that ends too soon promises less.
      quantities: raw.sizes.map(size => timesTenTo(Number(size) * (1 - 2 ** -52), -baseDecimals)),
      stepBps: (raw.step + 4 * doubleGuard) * 10_000,
      ticksCrossed: curve.last.crossed,
      wordsCrossed: curve.words,
      end: curve.end,
    }
  }
  const [bids, asks] = [sideOf(false), sideOf(true)]
  return {
    bids,
    asks,
    leastQuantity: timesTenTo(leastBase, -baseDecimals),
    roundingQuote: timesTenTo(roundingUnits, -quoteDecimals),
  }
}
