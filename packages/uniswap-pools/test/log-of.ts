import { topics, type RawLog } from '../src/index.ts'

// Logs as the contracts write them, for states that no recording has.

const word = (value: bigint | number): string => BigInt.asUintN(256, BigInt(value)).toString(16).padStart(64, '0')
const words = (...values: readonly (bigint | number)[]): string => `0x${values.map(word).join('')}`
const someone = words(0xabcdn)

export const syncLog = (address: string, reserve0: bigint, reserve1: bigint): RawLog => ({
  address,
  topics: [topics.v2Sync],
  data: words(reserve0, reserve1),
})

export const v3PositionLog = (
  address: string,
  kind: 'mint' | 'burn',
  lower: number,
  upper: number,
  amount: bigint,
): RawLog => ({
  address,
  topics: [kind === 'mint' ? topics.v3Mint : topics.v3Burn, someone, words(lower), words(upper)],
  data: kind === 'mint' ? words(0xabcdn, amount, 1n, 2n) : words(amount, 1n, 2n),
})

/** Price, tick and liquidity after a swap. */
export interface Left {
  readonly sqrtPriceX96: bigint
  readonly tick: number
  readonly liquidity: bigint
}

export const v3SwapLog = (address: string, left: Left): RawLog => ({
  address,
  topics: [topics.v3Swap, someone, someone],
  data: words(-5n, 7n, left.sqrtPriceX96, left.liquidity, left.tick),
})

export const v3InitializeLog = (address: string, sqrtPriceX96: bigint, tick: number): RawLog => ({
  address,
  topics: [topics.v3Initialize],
  data: words(sqrtPriceX96, tick),
})

export const v4SwapLog = (manager: string, poolId: string, left: Left, zeroForOne: boolean, fee: number): RawLog => ({
  address: manager,
  topics: [topics.v4Swap, poolId, someone],
  data: words(zeroForOne ? -5n : 5n, zeroForOne ? 7n : -7n, left.sqrtPriceX96, left.liquidity, left.tick, fee),
})

export const v4ModifyLog = (manager: string, poolId: string, lower: number, upper: number, delta: bigint): RawLog => ({
  address: manager,
  topics: [topics.v4ModifyLiquidity, poolId, someone],
  data: words(lower, upper, delta, 0n),
})

export const v4ProtocolFeeLog = (manager: string, poolId: string, fee: number): RawLog => ({
  address: manager,
  topics: [topics.v4ProtocolFeeUpdated, poolId],
  data: words(fee),
})
