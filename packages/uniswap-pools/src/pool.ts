import type { TickTable } from './tick-table.ts'

// States of pools as plain immutable data: a log gives a new state that shares what did not change, so a before-image of
// a block is a reference and a rollback is exact. Amounts are raw token units as the contracts hold them, addresses are
// lower-case hex, fees are in pips (1e-6). token0 of a V4 pool is currency0; the zero address is the chain's own coin.

/** A constant-product pair. Its fee is 0.3 % of the input, in the bytecode. */
export interface V2Pool {
  readonly kind: 'v2'
  /** Address of the pair. */
  readonly key: string
  readonly reserve0: bigint
  readonly reserve1: bigint
}

/** What V3 and V4 pools have in common. */
interface ConcentratedState {
  readonly tickSpacing: number
  /** 0 until the pool is initialised. */
  readonly sqrtPriceX96: bigint
  /** The contract's own, which may be one below the tick of the price: never computed anew from the price. */
  readonly tick: number
  /** In range at the tick. */
  readonly liquidity: bigint
  readonly ticks: TickTable
}

export interface V3Pool extends ConcentratedState {
  readonly kind: 'v3'
  /** Address of the pool. */
  readonly key: string
  readonly feePips: number
}

export interface V4Pool extends ConcentratedState {
  readonly kind: 'v4'
  /** The PoolId. */
  readonly key: string
  /** Address of the PoolManager, which emits the logs of all V4 pools. */
  readonly manager: string
  readonly lpFeePips: number
  /** Fees of the protocol, at most 1000 pips each, charged before the LP fee. */
  readonly protocolFeePips: ProtocolFee
}

/** By direction of the swap. */
export interface ProtocolFee {
  readonly zeroForOne: number
  readonly oneForZero: number
}

export type ConcentratedPool = V3Pool | V4Pool
export type Pool = V2Pool | ConcentratedPool

/** Either a state, or why there is none: never priced, to be loaded again or left out. */
export type Made<T> = { readonly pool: T } | { readonly refused: string }

/** `protocolFee` of slot0: 12 bits for each direction, 0→1 in the low ones. */
export const protocolFeeOf = (packed: number): ProtocolFee => ({
  zeroForOne: packed & 0xfff,
  oneForZero: (packed >> 12) & 0xfff,
})

/** What the taker pays, in pips of the input. V4 charges p + l − ⌊p·l / 1e6⌋ (ProtocolFeeLibrary.calculateSwapFee). */
export const swapFeePips = (pool: Pool, zeroForOne: boolean): number => {
  if (pool.kind === 'v2') return 3000
  if (pool.kind === 'v3') return pool.feePips
  const protocol = zeroForOne ? pool.protocolFeePips.zeroForOne : pool.protocolFeePips.oneForZero
  return protocol + pool.lpFeePips - Math.floor((protocol * pool.lpFeePips) / 1_000_000)
}
