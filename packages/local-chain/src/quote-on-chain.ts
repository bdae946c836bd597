import { v2Abi, v3QuoterAbi, v4QuoterAbi } from './abis.ts'
import type { LocalChain } from './chain.ts'
import { mainnet } from './mainnet.ts'
import { keyOf, type Pool } from './pool.ts'
import type { AtBlock } from './pool-state.ts'
import type { SwapAmounts, SwapInput, SwapOutput } from './swap.ts'

export interface Quote extends SwapAmounts {
  /** What the quoter measured for the pool's part; V2 has none. */
  readonly gasEstimate: bigint | undefined
  /** V3 only. */
  readonly sqrtPriceX96After: bigint | undefined
  readonly ticksCrossed: number | undefined
}

const nothing = { gasEstimate: undefined, sqrtPriceX96After: undefined, ticksCrossed: undefined }

/** What Uniswap's own quoter answers in the state after that block: Router02, QuoterV2, V4Quoter. Throws when it reverts. */
export const quoteOnChain = async (
  { client }: Pick<LocalChain, 'client'>,
  pool: Pool,
  swap: Omit<SwapInput, 'sqrtPriceLimitX96'> | Omit<SwapOutput, 'sqrtPriceLimitX96'>,
  at: AtBlock = {},
): Promise<Quote> => {
  const { token0, token1 } = pool
  const { zeroForOne } = swap
  const path = zeroForOne ? ([token0, token1] as const) : ([token1, token0] as const)
  const [tokenIn, tokenOut] = path
  const paid = 'amountIn' in swap ? swap.amountIn : undefined
  const received = 'amountOut' in swap ? swap.amountOut : undefined
  const whole = (answer: bigint): SwapAmounts => ({ amountIn: paid ?? answer, amountOut: received ?? answer })
  if (pool.kind === 'v2') {
    const shared = { address: mainnet.v2Router, abi: v2Abi, ...at }
    const amounts =
      paid === undefined
        ? await client.readContract({ ...shared, functionName: 'getAmountsIn', args: [received ?? 0n, path] })
        : await client.readContract({ ...shared, functionName: 'getAmountsOut', args: [paid, path] })
    return { ...whole((paid === undefined ? amounts[0] : amounts[1]) ?? 0n), ...nothing }
  }
  if (pool.kind === 'v3') {
    const shared = { address: mainnet.v3Quoter, abi: v3QuoterAbi, ...at }
    const asked = { tokenIn, tokenOut, fee: pool.fee, sqrtPriceLimitX96: 0n }
    const { result } =
      paid === undefined
        ? await client.simulateContract({
            ...shared,
            functionName: 'quoteExactOutputSingle',
            args: [{ ...asked, amount: received ?? 0n }],
          })
        : await client.simulateContract({
            ...shared,
            functionName: 'quoteExactInputSingle',
            args: [{ ...asked, amountIn: paid }],
          })
    const [amount, sqrtPriceX96After, ticksCrossed, gasEstimate] = result
    return { ...whole(amount), sqrtPriceX96After, ticksCrossed, gasEstimate }
  }
  const { result } = await client.simulateContract({
    address: mainnet.v4Quoter,
    abi: v4QuoterAbi,
    functionName: paid === undefined ? 'quoteExactOutputSingle' : 'quoteExactInputSingle',
    args: [{ poolKey: keyOf(pool), zeroForOne, exactAmount: paid ?? received ?? 0n, hookData: '0x' }],
    ...at,
  })
  const [amount, gasEstimate] = result
  return { ...whole(amount), ...nothing, gasEstimate }
}
