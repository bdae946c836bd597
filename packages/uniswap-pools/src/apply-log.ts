import { signed, topics, wordsOf, type RawLog } from './log.ts'
import {
  protocolFeeOf,
  swapFeePips,
  type ConcentratedPool,
  type Pool,
  type V2Pool,
  type V3Pool,
  type V4Pool,
} from './pool.ts'
import { maxSqrtPriceX96, maxTick, minSqrtPriceX96, minTick } from './tick-math.ts'
import { liquidityAt, withPosition } from './tick-table.ts'

/**
 * What a log does to a pool. changed: the state after it. same: it says nothing about what a swap gives. refused: the log
 * cannot follow on this state, so the state is not the chain's and must be loaded again.
 */
export type Applied =
  | { readonly kind: 'changed'; readonly pool: Pool }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly reason: string }

const same: Applied = { kind: 'same' }
const changed = (pool: Pool): Applied => ({ kind: 'changed', pool })
const refused = (reason: string): Applied => ({ kind: 'refused', reason })
const malformed = (event: string): Applied => refused(`a ${event} that does not decode`)

const maxReserve = (1n << 112n) - 1n
const maxLiquidity = (1n << 128n) - 1n

const isPrice = (value: bigint): boolean => value >= minSqrtPriceX96 && value <= maxSqrtPriceX96
const isTick = (value: number): boolean => value >= minTick - 1 && value <= maxTick

/** `Sync` carries the reserves themselves and comes before the Swap, Mint or Burn of its transaction. */
const applySync = (pool: V2Pool, log: RawLog): Applied => {
  const words = wordsOf(log.data, 2)
  const [reserve0, reserve1] = words ?? []
  if (reserve0 === undefined || reserve1 === undefined || reserve0 > maxReserve || reserve1 > maxReserve) {
    return malformed('Sync')
  }
  return changed({ ...pool, reserve0, reserve1 })
}

/** The first price. Positions come after it. */
const initialised = (pool: ConcentratedPool, sqrtPriceX96: bigint, tick: number): Applied => {
  if (!isPrice(sqrtPriceX96) || !isTick(tick)) return malformed('Initialize')
  if (pool.sqrtPriceX96 !== 0n) return refused('an Initialize of a pool that has a price')
  return changed({ ...pool, sqrtPriceX96, tick })
}

/** A swap's event carries what it left: price, tick and liquidity after it. The ticks must agree. */
const swapped = (pool: ConcentratedPool, sqrtPriceX96: bigint, liquidity: bigint, tick: number): Applied => {
  if (!isPrice(sqrtPriceX96) || !isTick(tick) || liquidity > maxLiquidity) return malformed('Swap')
  if (pool.sqrtPriceX96 === 0n) return refused('a Swap of a pool without a price')
  const { window } = pool.ticks
  if (tick < window.fromTick - 1 || tick > window.toTick) {
    return refused(`a Swap to tick ${tick} left the loaded ticks ${window.fromTick} to ${window.toTick}`)
  }
  const expected = liquidityAt(pool.ticks, tick)
  if (expected !== liquidity)
    return refused(`a Swap to tick ${tick} has liquidity ${liquidity}; its ticks say ${expected}`)
  return changed({ ...pool, sqrtPriceX96, tick, liquidity })
}

const positioned = (pool: ConcentratedPool, lower: number, upper: number, delta: bigint): Applied => {
  // A burn of nothing only collects fees.
  if (delta === 0n) return same
  if (pool.sqrtPriceX96 === 0n) return refused('a position in a pool without a price')
  const { tickSpacing, tick } = pool
  if (lower % tickSpacing !== 0 || upper % tickSpacing !== 0) {
    return refused(`a position from tick ${lower} to ${upper} with spacing ${tickSpacing}`)
  }
  const ticks = withPosition(pool.ticks, lower, upper, delta)
  if (typeof ticks === 'string') return refused(ticks)
  const liquidity = lower <= tick && tick < upper ? pool.liquidity + delta : pool.liquidity
  const expected = liquidityAt(ticks, tick)
  if (expected !== liquidity) return refused(`liquidity ${liquidity} after a position; the ticks say ${expected}`)
  return changed({ ...pool, liquidity, ticks })
}

const applyV3 = (pool: V3Pool, log: RawLog): Applied => {
  switch (log.topics[0] ?? '') {
    case topics.v3Initialize: {
      const [sqrtPriceX96, tick] = wordsOf(log.data, 2) ?? []
      if (sqrtPriceX96 === undefined || tick === undefined) return malformed('Initialize')
      return initialised(pool, sqrtPriceX96, Number(signed(tick)))
    }
    case topics.v3Swap: {
      const [, , sqrtPriceX96, liquidity, tick] = wordsOf(log.data, 5) ?? []
      if (sqrtPriceX96 === undefined || liquidity === undefined || tick === undefined) return malformed('Swap')
      return swapped(pool, sqrtPriceX96, liquidity, Number(signed(tick)))
    }
    case topics.v3Mint:
    case topics.v3Burn: {
      const isMint = log.topics[0] === topics.v3Mint
      const [lower] = wordsOf(log.topics[2] ?? '', 1) ?? []
      const [upper] = wordsOf(log.topics[3] ?? '', 1) ?? []
      // Mint has its sender before the amount of liquidity.
      const amount = isMint ? wordsOf(log.data, 4)?.[1] : wordsOf(log.data, 3)?.[0]
      if (lower === undefined || upper === undefined || amount === undefined || amount > maxLiquidity) {
        return malformed(isMint ? 'Mint' : 'Burn')
      }
      return positioned(pool, Number(signed(lower)), Number(signed(upper)), isMint ? amount : -amount)
    }
    default:
      return same
  }
}

const applyV4 = (pool: V4Pool, log: RawLog): Applied => {
  switch (log.topics[0] ?? '') {
    case topics.v4Initialize: {
      const words = wordsOf(log.data, 5) ?? []
      const [, , , sqrtPriceX96, tick] = words
      if (sqrtPriceX96 === undefined || tick === undefined) return malformed('Initialize')
      return initialised(pool, sqrtPriceX96, Number(signed(tick)))
    }
    case topics.v4Swap: {
      const [amount0, , sqrtPriceX96, liquidity, tick, fee] = wordsOf(log.data, 6) ?? []
      if (amount0 === undefined || sqrtPriceX96 === undefined || liquidity === undefined) return malformed('Swap')
      if (tick === undefined || fee === undefined) return malformed('Swap')
      // The caller's change, other than V3's: what is negative was paid. 0: too little was traded to tell.
      const paid0 = signed(amount0)
      const expectedFee = swapFeePips(pool, paid0 < 0n)
      if (paid0 !== 0n && BigInt(expectedFee) !== fee)
        return refused(`a Swap at a fee of ${fee} pips; ours is ${expectedFee}`)
      return swapped(pool, sqrtPriceX96, liquidity, Number(signed(tick)))
    }
    case topics.v4ModifyLiquidity: {
      const [lower, upper, delta] = wordsOf(log.data, 4) ?? []
      if (lower === undefined || upper === undefined || delta === undefined) return malformed('ModifyLiquidity')
      return positioned(pool, Number(signed(lower)), Number(signed(upper)), signed(delta))
    }
    case topics.v4ProtocolFeeUpdated: {
      const [fee] = wordsOf(log.data, 1) ?? []
      if (fee === undefined || fee > 0xffffffn) return malformed('ProtocolFeeUpdated')
      return changed({ ...pool, protocolFeePips: protocolFeeOf(Number(fee)) })
    }
    default:
      return same
  }
}

/** One log of this pool (`poolKeyOfLog`), in the order of the chain. Logs of other events leave it as it is. */
export const applyLog = (pool: Pool, log: RawLog): Applied => {
  switch (pool.kind) {
    case 'v2':
      return log.topics[0] === topics.v2Sync ? applySync(pool, log) : same
    case 'v3':
      return applyV3(pool, log)
    case 'v4':
      return applyV4(pool, log)
  }
}
