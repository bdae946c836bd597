import { quoteExactInput, type Ladder, type Pool } from '@screener/uniswap-pools'
import { decodeFunctionResult, encodeFunctionData, parseAbi, type Hex } from 'viem'
import type { Chain } from '../chains.ts'
import type { Ask } from '../rpc/multicall.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { PoolSpec } from './pool-spec.ts'

const routerAbi = parseAbi(['function getAmountsOut(uint256, address[]) view returns (uint256[])'])
const v3QuoterAbi = parseAbi([
  'function quoteExactInputSingle((address tokenIn, address tokenOut, uint256 amountIn, uint24 fee, uint160 sqrtPriceLimitX96) params) returns (uint256, uint160, uint32, uint256)',
])
const v4QuoterAbi = parseAbi([
  'function quoteExactInputSingle(((address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks) poolKey, bool zeroForOne, uint128 exactAmount, bytes hookData) params) returns (uint256, uint256)',
])

/** A swap as the collector would promise it, and what Uniswap's own contract answers for it. Raw units. */
export interface VerifiedQuote {
  readonly zeroForOne: boolean
  readonly amountIn: bigint
  readonly ours: bigint
  readonly theirs: bigint
}

const address = (text: string): Hex => text as Hex

const questionOf = (
  chain: Chain,
  spec: PoolSpec,
  zeroForOne: boolean,
  amountIn: bigint,
): { readonly to: string; readonly data: Hex; readonly read: (answer: Hex) => bigint } => {
  const [tokenIn, tokenOut] = (zeroForOne ? [spec.token0, spec.token1] : [spec.token1, spec.token0]).map(address) as [
    Hex,
    Hex,
  ]
  if (spec.kind === 'v2') {
    return {
      to: chain.v2Router,
      data: encodeFunctionData({
        abi: routerAbi,
        functionName: 'getAmountsOut',
        args: [amountIn, [tokenIn, tokenOut]],
      }),
      read: data => decodeFunctionResult({ abi: routerAbi, functionName: 'getAmountsOut', data })[1] ?? 0n,
    }
  }
  if (spec.kind === 'v3') {
    const args = [{ tokenIn, tokenOut, amountIn, fee: spec.feePips, sqrtPriceLimitX96: 0n }] as const
    return {
      to: chain.v3Quoter,
      data: encodeFunctionData({ abi: v3QuoterAbi, functionName: 'quoteExactInputSingle', args }),
      read: data => decodeFunctionResult({ abi: v3QuoterAbi, functionName: 'quoteExactInputSingle', data })[0],
    }
  }
  const poolKey = {
    currency0: address(spec.token0),
    currency1: address(spec.token1),
    fee: spec.feePips,
    tickSpacing: spec.tickSpacing,
    hooks: address(spec.hooks),
  }
  const args = [{ poolKey, zeroForOne, exactAmount: amountIn, hookData: '0x' }] as const
  return {
    to: chain.v4Quoter,
    data: encodeFunctionData({ abi: v4QuoterAbi, functionName: 'quoteExactInputSingle', args }),
    read: data => decodeFunctionResult({ abi: v4QuoterAbi, functionName: 'quoteExactInputSingle', data })[0],
  }
}

/**
 * Asks Uniswap's quoter for a swap of a random size that the ladder covers, in the state after the block. Undefined: the ladder covers
 * nothing. Rejects with RpcError; a quoter that refuses what we would quote answers nothing (0).
 */
export const verifyQuote = async (
  ask: Ask,
  chain: Chain,
  spec: PoolSpec,
  pool: Pool,
  ladder: Ladder,
  blockHash: string,
  random: () => number,
): Promise<VerifiedQuote | undefined> => {
  const sellsBase = random() < 0.5
  const side = sellsBase ? ladder.bids : ladder.asks
  const base = side.quantities.reduce((total, quantity) => total + quantity, 0)
  const quote = side.quantities.reduce((total, quantity, index) => total + quantity * (side.prices[index] ?? 0), 0)
  const most = sellsBase ? base * 10 ** spec.base.decimals : quote * 10 ** spec.quote.decimals
  // Not the very last unit: the ladder's end is rounded.
  const amountIn = BigInt(Math.floor(most * 0.999 * random()))
  if (amountIn <= 0n) return undefined
  const zeroForOne = sellsBase === spec.baseIsToken0
  const { to, data, read } = questionOf(chain, spec, zeroForOne, amountIn)
  const theirs = await ask('eth_call', [
    { to, data },
    { blockHash, requireCanonical: true },
  ]).then(
    answer => read(answer as Hex),
    (error: unknown) => {
      if (error instanceof RpcError && error.failure === 'refused' && /revert/i.test(error.message)) return 0n
      throw error
    },
  )
  const { amountOut: ours } = quoteExactInput(pool, zeroForOne, amountIn)
  return { zeroForOne, amountIn, ours, theirs }
}
