import { encodeFunctionData, parseEventLogs, zeroAddress, type Address, type TransactionReceipt } from 'viem'
import { v2Abi, v3Abi, v3RouterAbi, v4Abi } from './abis.ts'
import { farDeadline, minedOf, type Mined } from './add-liquidity.ts'
import type { ChainCall, LocalChain } from './chain.ts'
import { mainnet } from './mainnet.ts'
import { keyOf, type Pool, type V2Pool, type V3Pool, type V4Pool } from './pool.ts'
import { maxSqrtPriceX96, minSqrtPriceX96 } from './prices.ts'
import { transact } from './transact.ts'

export interface SwapInput {
  /** True: token0 is paid, token1 received. */
  readonly zeroForOne: boolean
  /** Smallest units of the token that is paid. */
  readonly amountIn: bigint
  /** V3 and V4: stops there, paying less. */
  readonly sqrtPriceLimitX96?: bigint
}

export interface SwapOutput {
  readonly zeroForOne: boolean
  /** Smallest units of the token that is received. */
  readonly amountOut: bigint
  readonly sqrtPriceLimitX96?: bigint
}

/** What a swap really moved, as the pool's own log tells. */
export interface SwapAmounts {
  readonly amountIn: bigint
  readonly amountOut: bigint
}

const isInput = (swap: SwapInput | SwapOutput): swap is SwapInput => 'amountIn' in swap
const maxAmount = 2n ** 255n

/** The limit that lets everything through. */
const limitOf = ({ zeroForOne, sqrtPriceLimitX96 }: SwapInput | SwapOutput): bigint =>
  sqrtPriceLimitX96 ?? (zeroForOne ? minSqrtPriceX96 + 1n : maxSqrtPriceX96 - 1n)

const callV2 = ({ token0, token1 }: V2Pool, swap: SwapInput | SwapOutput, to: Address): ChainCall => {
  const path = swap.zeroForOne ? [token0, token1] : [token1, token0]
  const data = isInput(swap)
    ? encodeFunctionData({
        abi: v2Abi,
        functionName: 'swapExactTokensForTokens',
        args: [swap.amountIn, 0n, path, to, farDeadline],
      })
    : encodeFunctionData({
        abi: v2Abi,
        functionName: 'swapTokensForExactTokens',
        args: [swap.amountOut, maxAmount, path, to, farDeadline],
      })
  return { to: mainnet.v2Router, data }
}

const callV3 = (pool: V3Pool, swap: SwapInput | SwapOutput, recipient: Address): ChainCall => {
  const [tokenIn, tokenOut] = swap.zeroForOne ? [pool.token0, pool.token1] : [pool.token1, pool.token0]
  const shared = {
    tokenIn,
    tokenOut,
    fee: pool.fee,
    recipient,
    deadline: farDeadline,
    sqrtPriceLimitX96: limitOf(swap),
  }
  const data = isInput(swap)
    ? encodeFunctionData({
        abi: v3RouterAbi,
        functionName: 'exactInputSingle',
        args: [{ ...shared, amountIn: swap.amountIn, amountOutMinimum: 0n }],
      })
    : encodeFunctionData({
        abi: v3RouterAbi,
        functionName: 'exactOutputSingle',
        args: [{ ...shared, amountOut: swap.amountOut, amountInMaximum: maxAmount }],
      })
  return { to: mainnet.v3Router, data }
}

/** Ether goes with a call that pays in it; what is not needed comes back. */
const callV4 = (pool: V4Pool, swap: SwapInput | SwapOutput, etherAtMost: bigint): ChainCall => {
  const { zeroForOne } = swap
  const amountSpecified = isInput(swap) ? -swap.amountIn : swap.amountOut
  const data = encodeFunctionData({
    abi: v4Abi,
    functionName: 'swap',
    args: [
      keyOf(pool),
      { zeroForOne, amountSpecified, sqrtPriceLimitX96: limitOf(swap) },
      { takeClaims: false, settleUsingBurn: false },
      '0x',
    ],
  })
  const paysEther = zeroForOne && pool.token0 === zeroAddress
  return { to: mainnet.v4Swapper, data, value: paysEther ? (isInput(swap) ? swap.amountIn : etherAtMost) : 0n }
}

/** 10^9 ether: the accounts have 10^12. */
const plentyOfEther = 10n ** 27n

/**
 * The transaction that swaps: V2 through Router02, V3 through SwapRouter, V4 through v4-core's PoolSwapTest. Nothing is
 * sent. V3's router takes an exact output whole or reverts; V4's stops at the limit.
 */
export const swapCall = (pool: Pool, swap: SwapInput | SwapOutput, recipient: Address): ChainCall =>
  pool.kind === 'v2'
    ? callV2(pool, swap, recipient)
    : pool.kind === 'v3'
      ? callV3(pool, swap, recipient)
      : callV4(pool, swap, plentyOfEther)

const absolute = (value: bigint): bigint => (value < 0n ? -value : value)

/** The amounts in the last Swap log of the pool in this receipt. */
export const swapAmountsIn = (
  pool: Pool,
  zeroForOne: boolean,
  { logs }: Pick<TransactionReceipt, 'logs'>,
): SwapAmounts => {
  const emitter = (pool.kind === 'v4' ? mainnet.v4Manager : pool.address).toLowerCase()
  const own = logs.filter(({ address }) => address.toLowerCase() === emitter)
  if (pool.kind === 'v2') {
    const swapped = parseEventLogs({ abi: v2Abi, logs: own, eventName: 'Swap' }).at(-1)
    if (swapped === undefined) throw new Error('no Swap of the pool in this receipt')
    const { amount0In, amount1In, amount0Out, amount1Out } = swapped.args
    return zeroForOne ? { amountIn: amount0In, amountOut: amount1Out } : { amountIn: amount1In, amountOut: amount0Out }
  }
  const swapped =
    pool.kind === 'v3'
      ? parseEventLogs({ abi: v3Abi, logs: own, eventName: 'Swap' }).at(-1)
      : parseEventLogs({ abi: v4Abi, logs: own, eventName: 'Swap', args: { id: pool.id } }).at(-1)
  if (swapped === undefined) throw new Error('no Swap of the pool in this receipt')
  // V3 tells the pool's change, V4 the caller's: the signs differ, the sizes do not.
  const size0 = absolute(swapped.args.amount0)
  const size1 = absolute(swapped.args.amount1)
  return zeroForOne ? { amountIn: size0, amountOut: size1 } : { amountIn: size1, amountOut: size0 }
}

const swapNow = async (chain: LocalChain, pool: Pool, swap: SwapInput | SwapOutput): Promise<SwapAmounts & Mined> => {
  const trader = chain.accounts[1]
  if (trader === undefined) throw new Error('the node has no second account')
  const receipt = await transact(chain, trader, swapCall(pool, swap, trader))
  return { ...swapAmountsIn(pool, swap.zeroForOne, receipt), ...minedOf(receipt) }
}

/** Swaps with the second account, paying this much. */
export const swapExactInput = (chain: LocalChain, pool: Pool, swap: SwapInput): Promise<SwapAmounts & Mined> =>
  swapNow(chain, pool, swap)

/** Swaps with the second account, receiving this much. */
export const swapExactOutput = (chain: LocalChain, pool: Pool, swap: SwapOutput): Promise<SwapAmounts & Mined> =>
  swapNow(chain, pool, swap)
