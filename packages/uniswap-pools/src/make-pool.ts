import { protocolFeeOf, type Made, type V2Pool, type V3Pool, type V4Pool } from './pool.ts'
import { maxSqrtPriceX96, maxTick, minSqrtPriceX96, minTick } from './tick-math.ts'
import { tickTable, wholeWindow, type InitialisedTick, type TickTable, type TickWindow } from './tick-table.ts'
import { v4Refusal } from './v4-refusal.ts'

// States as a loader reads them from a chain, at one block. What no contract could hold is refused.

/** Read of a pool with ticks; `window` is left out when all words of the bitmap were read. */
interface LoadedState {
  readonly tickSpacing: number
  readonly sqrtPriceX96: bigint
  readonly tick: number
  readonly liquidity: bigint
  readonly ticks: readonly InitialisedTick[]
  readonly window?: TickWindow
}

export interface LoadedV3 extends LoadedState {
  readonly address: string
  readonly feePips: number
}

export interface LoadedV4 extends LoadedState {
  readonly manager: string
  readonly poolId: string
  /** `fee` of the PoolKey: 0x800000 stands for a dynamic one. */
  readonly keyFee: number
  readonly hooks: string
  /** `lpFee` of slot0. */
  readonly lpFeePips: number
  /** `protocolFee` of slot0, both directions packed. */
  readonly protocolFee: number
}

const maxReserve = (1n << 112n) - 1n

export const makeV2Pool = (loaded: {
  readonly address: string
  readonly reserve0: bigint
  readonly reserve1: bigint
}): Made<V2Pool> => {
  const { reserve0, reserve1 } = loaded
  if (reserve0 < 0n || reserve1 < 0n || reserve0 > maxReserve || reserve1 > maxReserve) {
    return { refused: `reserves ${reserve0} and ${reserve1} are not uint112` }
  }
  return { pool: { kind: 'v2', key: loaded.address.toLowerCase(), reserve0, reserve1 } }
}

/** Why the state cannot be a pool's, or its table. */
const checkedTicks = (loaded: LoadedState): TickTable | string => {
  const { tickSpacing, sqrtPriceX96, tick, liquidity, ticks, window = wholeWindow } = loaded
  if (!(Number.isInteger(tickSpacing) && tickSpacing >= 1 && tickSpacing <= 32_767)) {
    return `a tick spacing of ${tickSpacing}`
  }
  const stray = ticks.find(each => each.tick % tickSpacing !== 0)
  if (stray !== undefined) return `tick ${stray.tick} is not a multiple of the spacing ${tickSpacing}`
  if (sqrtPriceX96 === 0n) {
    return liquidity === 0n && ticks.length === 0 ? tickTable([], window, tick, 0n) : 'liquidity without a price'
  }
  if (sqrtPriceX96 < minSqrtPriceX96 || sqrtPriceX96 > maxSqrtPriceX96) return `a sqrtPriceX96 of ${sqrtPriceX96}`
  if (!(tick >= minTick - 1 && tick <= maxTick)) return `a current tick of ${tick}`
  if (tick < window.fromTick - 1 || tick > window.toTick) {
    return `the current tick ${tick} is outside the loaded ticks ${window.fromTick} to ${window.toTick}`
  }
  return tickTable(ticks, window, tick, liquidity)
}

export const makeV3Pool = (loaded: LoadedV3): Made<V3Pool> => {
  const { address, feePips, tickSpacing, sqrtPriceX96, tick, liquidity } = loaded
  if (!(Number.isInteger(feePips) && feePips >= 0 && feePips < 1_000_000))
    return { refused: `a fee of ${feePips} pips` }
  const ticks = checkedTicks(loaded)
  if (typeof ticks === 'string') return { refused: ticks }
  return {
    pool: { kind: 'v3', key: address.toLowerCase(), feePips, tickSpacing, sqrtPriceX96, tick, liquidity, ticks },
  }
}

export const makeV4Pool = (loaded: LoadedV4): Made<V4Pool> => {
  const { manager, poolId, keyFee, hooks, lpFeePips, protocolFee, tickSpacing, sqrtPriceX96, tick, liquidity } = loaded
  const refused = v4Refusal({ keyFee, hooks })
  if (refused !== undefined) return { refused }
  if (sqrtPriceX96 !== 0n && lpFeePips !== keyFee)
    return { refused: `an LP fee of ${lpFeePips} pips where the key says ${keyFee}` }
  const ticks = checkedTicks(loaded)
  if (typeof ticks === 'string') return { refused: ticks }
  return {
    pool: {
      kind: 'v4',
      key: poolId.toLowerCase(),
      manager: manager.toLowerCase(),
      lpFeePips: keyFee,
      protocolFeePips: protocolFeeOf(protocolFee),
      tickSpacing,
      sqrtPriceX96,
      tick,
      liquidity,
      ticks,
    },
  }
}
