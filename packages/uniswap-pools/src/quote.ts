import { wordsBetween } from './bitmap.ts'
import { afterInput, afterOutput, farthestPrice, walk, type PathPoint } from './path.ts'
import type { ConcentratedPool, Pool, V2Pool } from './pool.ts'
import { tickAtSqrtPrice } from './tick-math.ts'

/** What the contract's swap gives, to the last unit. */
export interface Quote {
  /** Raw units paid, fee included. */
  readonly amountIn: bigint
  /** Raw units received. */
  readonly amountOut: bigint
  /**
   * filled: the whole amount was traded. limit: the price limit or the end of all prices came first, so this is what a
   * swap with that limit trades. window: the loaded ticks end here and nothing is known beyond. reverts: the contract
   * refuses the swap; amounts are 0.
   */
  readonly end: 'filled' | 'limit' | 'window' | 'reverts'
  /** Initialised ticks crossed, as QuoterV2 counts them. */
  readonly ticksCrossed: number
  /** Words of the bitmap that the price moved through: the contract reads each of them. */
  readonly wordsCrossed: number
  /** The state after the swap; the same pool when nothing was traded. */
  readonly after: Pool
}

const untraded = (after: Pool, end: Quote['end']): Quote => ({
  amountIn: 0n,
  amountOut: 0n,
  end,
  ticksCrossed: 0,
  wordsCrossed: 0,
  after,
})

const maxReserve = (1n << 112n) - 1n
/** V4 keeps the changes of a swap as int128. */
const maxChange = (1n << 127n) - 1n

const inputOfV2 = (reserveIn: bigint, reserveOut: bigint, amountOut: bigint): bigint =>
  (reserveIn * amountOut * 1000n) / ((reserveOut - amountOut) * 997n) + 1n

const outputOfV2 = (reserveIn: bigint, reserveOut: bigint, amountIn: bigint): bigint => {
  const net = amountIn * 997n
  return (net * reserveOut) / (reserveIn * 1000n + net)
}

/** Reserves of the token paid and the token received. */
export const reservesOf = (pool: V2Pool, zeroForOne: boolean): readonly [reserveIn: bigint, reserveOut: bigint] =>
  zeroForOne ? [pool.reserve0, pool.reserve1] : [pool.reserve1, pool.reserve0]

const tradedV2 = (pool: V2Pool, zeroForOne: boolean, amountIn: bigint, amountOut: bigint): Quote => {
  const [reserveIn, reserveOut] = reservesOf(pool, zeroForOne)
  // A pair sends something or nothing at all, and its reserves are uint112.
  if (amountOut <= 0n || amountOut >= reserveOut || reserveIn + amountIn > maxReserve) return untraded(pool, 'reverts')
  const after = zeroForOne
    ? { ...pool, reserve0: reserveIn + amountIn, reserve1: reserveOut - amountOut }
    : { ...pool, reserve1: reserveIn + amountIn, reserve0: reserveOut - amountOut }
  return { amountIn, amountOut, end: 'filled', ticksCrossed: 0, wordsCrossed: 0, after }
}

/** Why a swap with this limit is refused outright: the contract's own conditions. */
const isRefused = (pool: ConcentratedPool, zeroForOne: boolean, limit: bigint): boolean =>
  pool.sqrtPriceX96 === 0n ||
  (zeroForOne
    ? limit >= pool.sqrtPriceX96 || limit < farthestPrice(true)
    : limit <= pool.sqrtPriceX96 || limit > farthestPrice(false))

const traded = (pool: ConcentratedPool, point: PathPoint | undefined, end: Quote['end']): Quote => {
  if (point === undefined) return untraded(pool, end)
  const { amountIn, amountOut, sqrtPriceX96, liquidity, crossed } = point
  if (pool.kind === 'v4' && (amountIn > maxChange || amountOut > maxChange)) return untraded(pool, 'reverts')
  const tick = point.tick ?? tickAtSqrtPrice(sqrtPriceX96)
  const wordsCrossed = wordsBetween(pool.tick, tick, pool.tickSpacing)
  return {
    amountIn,
    amountOut,
    end,
    ticksCrossed: crossed,
    wordsCrossed,
    after: { ...pool, sqrtPriceX96, tick, liquidity },
  }
}

/**
 * What is received for an input of so many raw units, fee included. `sqrtPriceLimitX96` as in the contract's swap; left
 * out: as far as prices go, as routers do.
 */
export const quoteExactInput = (
  pool: Pool,
  zeroForOne: boolean,
  amountIn: bigint,
  sqrtPriceLimitX96?: bigint,
): Quote => {
  if (amountIn <= 0n) return untraded(pool, amountIn === 0n ? 'filled' : 'reverts')
  if (pool.kind === 'v2') {
    const [reserveIn, reserveOut] = reservesOf(pool, zeroForOne)
    return tradedV2(pool, zeroForOne, amountIn, outputOfV2(reserveIn, reserveOut, amountIn))
  }
  const limit = sqrtPriceLimitX96 ?? farthestPrice(zeroForOne)
  if (isRefused(pool, zeroForOne, limit)) return untraded(pool, 'reverts')
  const path = walk(pool, zeroForOne, { amountIn, limit })
  const point = afterInput(path, amountIn)
  return traded(pool, point, point?.amountIn === amountIn || path.end === 'enough' ? 'filled' : path.end)
}

/** What has to be paid for an output of so many raw units. */
export const quoteExactOutput = (
  pool: Pool,
  zeroForOne: boolean,
  amountOut: bigint,
  sqrtPriceLimitX96?: bigint,
): Quote => {
  if (amountOut <= 0n) return untraded(pool, amountOut === 0n ? 'filled' : 'reverts')
  if (pool.kind === 'v2') {
    const [reserveIn, reserveOut] = reservesOf(pool, zeroForOne)
    if (amountOut >= reserveOut) return untraded(pool, 'reverts')
    return tradedV2(pool, zeroForOne, inputOfV2(reserveIn, reserveOut, amountOut), amountOut)
  }
  const limit = sqrtPriceLimitX96 ?? farthestPrice(zeroForOne)
  if (isRefused(pool, zeroForOne, limit)) return untraded(pool, 'reverts')
  const path = walk(pool, zeroForOne, { amountOut, limit })
  const point = afterOutput(path, amountOut)
  if (point === 'reverts') return untraded(pool, 'reverts')
  return traded(pool, point, point?.amountOut === amountOut || path.end === 'enough' ? 'filled' : path.end)
}
