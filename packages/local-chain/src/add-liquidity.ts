import {
  encodeFunctionData,
  parseEventLogs,
  toHex,
  zeroAddress,
  type Address,
  type Hex,
  type TransactionReceipt,
} from 'viem'
import { v2Abi, v3Abi, v4Abi } from './abis.ts'
import type { LocalChain } from './chain.ts'
import { mainnet } from './mainnet.ts'
import { keyOf, type Pool, type V2Pool, type V3Pool, type V4Pool } from './pool.ts'
import { poolState } from './pool-state.ts'
import { transact } from './transact.ts'

/** Where a transaction stands in the chain. */
export interface Mined {
  readonly blockNumber: bigint
  readonly blockHash: Hex
  readonly transactionHash: Hex
  readonly gasUsed: bigint
}

export const minedOf = ({ blockNumber, blockHash, transactionHash, gasUsed }: TransactionReceipt): Mined => ({
  blockNumber,
  blockHash,
  transactionHash,
  gasUsed,
})

/** Of V2: both amounts. */
export interface V2Liquidity {
  readonly amount0: bigint
  readonly amount1: bigint
}

/** Of V3 and V4: the liquidity L between two ticks. */
export interface RangeLiquidity {
  readonly tickLower: number
  readonly tickUpper: number
  readonly liquidity: bigint
}

export type LiquidityOf<P extends Pool> = P extends V2Pool ? V2Liquidity : RangeLiquidity

export interface Position extends Mined {
  /** What was really added: V3's position manager rounds amounts, so that L may be off by a little. */
  readonly liquidity: bigint
  readonly tickLower: number | undefined
  readonly tickUpper: number | undefined
  /** V3: the position's id, for `removeLiquidity`. */
  readonly tokenId: bigint | undefined
}

export const farDeadline: bigint = 2n ** 48n

const addV2 = async (chain: LocalChain, from: Address, pool: V2Pool, amounts: V2Liquidity): Promise<Position> => {
  const { token0, token1 } = pool
  const receipt = await transact(chain, from, {
    to: mainnet.v2Router,
    data: encodeFunctionData({
      abi: v2Abi,
      functionName: 'addLiquidity',
      args: [token0, token1, amounts.amount0, amounts.amount1, 0n, 0n, from, farDeadline],
    }),
  })
  const [minted] = parseEventLogs({ abi: v2Abi, logs: receipt.logs, eventName: 'Mint' })
  const { amount0 = 0n, amount1 = 0n } = minted?.args ?? {}
  return {
    ...minedOf(receipt),
    liquidity: amount0 * amount1,
    tickLower: undefined,
    tickUpper: undefined,
    tokenId: undefined,
  }
}

const q96 = 2n ** 96n
const sqrtX96 = (tick: number): bigint => BigInt(Math.round(1.0001 ** (tick / 2) * 2 ** 48)) << 48n

/** Amounts that are enough for the liquidity; the side that is not needed has an amount of 0. */
const amountsFor = (
  sqrtPrice: bigint,
  { tickLower, tickUpper, liquidity }: RangeLiquidity,
): readonly [bigint, bigint] => {
  const low = sqrtX96(tickLower) > 0n ? sqrtX96(tickLower) : 1n
  const high = sqrtX96(tickUpper)
  const at = sqrtPrice < low ? low : sqrtPrice > high ? high : sqrtPrice
  return [(liquidity * q96 * (high - at)) / high / at + 1n, (liquidity * (at - low)) / q96 + 1n]
}

const addV3 = async (chain: LocalChain, from: Address, pool: V3Pool, range: RangeLiquidity): Promise<Position> => {
  const { token0, token1, fee } = pool
  const { tickLower, tickUpper } = range
  const [amount0Desired, amount1Desired] = amountsFor((await poolState(chain, pool)).sqrtPriceX96, range)
  const receipt = await transact(chain, from, {
    to: mainnet.v3Positions,
    data: encodeFunctionData({
      abi: v3Abi,
      functionName: 'mint',
      args: [
        {
          ...{ token0, token1, fee, tickLower, tickUpper, amount0Desired, amount1Desired },
          ...{ amount0Min: 0n, amount1Min: 0n, recipient: from, deadline: farDeadline },
        },
      ],
    }),
  })
  const [increased] = parseEventLogs({ abi: v3Abi, logs: receipt.logs, eventName: 'IncreaseLiquidity' })
  if (increased === undefined) throw new Error('the position manager told of no position')
  const { liquidity, tokenId } = increased.args
  return { ...minedOf(receipt), liquidity, tickLower, tickUpper, tokenId }
}

/** `liquidity` below 0 removes. */
const changeV4 = async (chain: LocalChain, from: Address, pool: V4Pool, range: RangeLiquidity): Promise<Position> => {
  const { tickLower, tickUpper, liquidity } = range
  const receipt = await transact(chain, from, {
    to: mainnet.v4LiquidityProvider,
    data: encodeFunctionData({
      abi: v4Abi,
      functionName: 'modifyLiquidity',
      args: [keyOf(pool), { tickLower, tickUpper, liquidityDelta: liquidity, salt: toHex(0, { size: 32 }) }, '0x'],
    }),
    // What is not needed comes back.
    value: pool.token0 === zeroAddress && liquidity > 0n ? (await chain.client.getBalance({ address: from })) / 2n : 0n,
  })
  return { ...minedOf(receipt), liquidity, tickLower, tickUpper, tokenId: undefined }
}

/** Adds liquidity from the first account: V2 by amounts, V3 (position manager) and V4 by L between two ticks. */
export const addLiquidity = async <P extends Pool>(
  chain: LocalChain,
  pool: P,
  liquidity: LiquidityOf<P>,
): Promise<Position> => {
  const [from] = chain.accounts
  if (from === undefined) throw new Error('the node has no accounts')
  if (pool.kind === 'v2') return addV2(chain, from, pool, liquidity as V2Liquidity)
  if (pool.kind === 'v3') return addV3(chain, from, pool, liquidity as RangeLiquidity)
  return changeV4(chain, from, pool, liquidity as RangeLiquidity)
}

/** Takes liquidity out of a V3 or V4 position that `addLiquidity` made. */
export const removeLiquidity = async (
  chain: LocalChain,
  pool: V3Pool | V4Pool,
  position: Pick<Position, 'tickLower' | 'tickUpper' | 'tokenId'>,
  liquidity: bigint,
): Promise<Mined> => {
  const [from] = chain.accounts
  if (from === undefined) throw new Error('the node has no accounts')
  const { tickLower = 0, tickUpper = 0, tokenId = 0n } = position
  if (pool.kind === 'v4') return changeV4(chain, from, pool, { tickLower, tickUpper, liquidity: -liquidity })
  const receipt = await transact(chain, from, {
    to: mainnet.v3Positions,
    data: encodeFunctionData({
      abi: v3Abi,
      functionName: 'decreaseLiquidity',
      args: [{ tokenId, liquidity, amount0Min: 0n, amount1Min: 0n, deadline: farDeadline }],
    }),
  })
  return minedOf(receipt)
}
