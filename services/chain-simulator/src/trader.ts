import {
  poolState,
  priceOfSqrt,
  sqrtPriceX96At,
  swapCall,
  type LocalChain,
  type PlannedTransaction,
  type RangeState,
  type SwapInput,
  type V2State,
} from '@screener/local-chain'
import { rawPrice, type RunningPool } from './demo-pools.ts'
import { createDrift } from './drift.ts'
import { createRandom, type Random } from './random.ts'
import type { ReferencePrices } from './reference-prices.ts'

/** Who moves the pools: those who level them with the market, late and not quite, and those who just want to swap. */
export interface Trader {
  /** The transactions of the next block, in the state that the chain has now. */
  plan(): Promise<readonly PlannedTransaction[]>
}

/** Nobody pays gas for less than this. */
const worthMoving = 1.5e-4
const shareOfBlocksLevelled = 0.8
const shareOfBlocksWithOthers = 0.5
const usualSwapUsd = 9_000
const swapGas = 3_000_000n

interface Follower {
  readonly running: RunningPool
  readonly random: Random
  readonly drift: () => number
  /** Share of the way to the market's price that is made good per block. */
  readonly pull: number
  /** The market's price as it has come through; undefined before the first. */
  seen: number | undefined
}

/** Deviation from the fair price: a dearer pool is levelled less tightly. */
const deviationOf = ({ fee, base }: RunningPool): number => {
  const isStablePair = base.symbol === 'USDC'
  return isStablePair ? 0.8e-4 : 6e-4 + 0.6 * fee * 1e-6
}

/** What has to be paid so that the price of a V2 pool becomes the target; smallest units. */
const v2Move = ({ reserve0, reserve1 }: V2State, target: number): SwapInput | undefined => {
  const [r0, r1] = [Number(reserve0), Number(reserve1)]
  const product = r0 * r1
  const zeroForOne = r1 / r0 > target
  const more = zeroForOne ? Math.sqrt(product / target) - r0 : Math.sqrt(product * target) - r1
  return more < 1 ? undefined : { zeroForOne, amountIn: BigInt(Math.floor(more / 0.997)) }
}

/** More than any pool takes; the limit ends the swap. */
const plenty = 10n ** 24n

const rangeMove = ({ sqrtPriceX96 }: RangeState, target: number): SwapInput => {
  const sqrtPriceLimitX96 = sqrtPriceX96At(target)
  return { zeroForOne: sqrtPriceLimitX96 < sqrtPriceX96, amountIn: plenty, sqrtPriceLimitX96 }
}

export const createTrader = (
  chain: LocalChain,
  pools: readonly RunningPool[],
  prices: ReferencePrices,
  options: { readonly seed: string; readonly stepSeconds: number },
): Trader => {
  const { seed, stepSeconds } = options
  const [, trader] = chain.accounts
  if (trader === undefined) throw new Error('the node has no second account')
  const followers = pools.map((running): Follower => {
    const random = createRandom(`${seed}:pool:${running.name}`)
    // The market's price is known to the chain some seconds late.
    const lagSeconds = 1 + 5 * random.next()
    const drift = createDrift(random, deviationOf(running), stepSeconds)
    return { running, random, drift, pull: Math.min(1, stepSeconds / lagSeconds), seen: undefined }
  })

  const transaction = ({ pool }: RunningPool, swap: SwapInput): PlannedTransaction => ({
    from: trader,
    call: swapCall(pool, swap, trader),
    gas: swapGas,
  })

  const levelling = async ({ running }: Follower, price: number): Promise<SwapInput | undefined> => {
    const target = rawPrice(running, price)
    const { pool } = running
    if (pool.kind === 'v2') {
      const state = await poolState(chain, pool)
      const now = Number(state.reserve1) / Number(state.reserve0)
      return Math.abs(Math.log(now / target)) < worthMoving ? undefined : v2Move(state, target)
    }
    const state = await poolState(chain, pool)
    const isWorthIt = Math.abs(Math.log(priceOfSqrt(state.sqrtPriceX96) / target)) >= worthMoving
    return isWorthIt ? rangeMove(state, target) : undefined
  }

  const someSwap = ({ running, random }: Follower): SwapInput => {
    const { base, quote, baseIsToken0 } = running
    const usd = usualSwapUsd * Math.exp(random.gaussian())
    const paysBase = random.next() < 0.5
    const token = paysBase ? base : quote
    const amountIn = BigInt(Math.round((usd / prices.usd(token.symbol)) * 10 ** token.decimals))
    return { zeroForOne: paysBase === baseIsToken0, amountIn }
  }

  const planOne = async (follower: Follower): Promise<readonly PlannedTransaction[]> => {
    const { running, random } = follower
    const fair = prices.usd(running.base.symbol) / prices.usd(running.quote.symbol)
    const seen = follower.seen ?? fair
    follower.seen = seen + (fair - seen) * follower.pull
    const target = follower.seen * (1 + follower.drift())
    // Drawn in any case, so that a seed gives the same market whatever the pools do.
    const isLevelled = random.next() < shareOfBlocksLevelled
    const hasOthers = random.next() < shareOfBlocksWithOthers
    const other = someSwap(follower)
    const move = isLevelled ? await levelling(follower, target) : undefined
    // Its limit is a price: it has to come first.
    return [...(move === undefined ? [] : [move]), ...(hasOthers ? [other] : [])].map(swap =>
      transaction(running, swap),
    )
  }

  return { plan: async () => (await Promise.all(followers.map(planOne))).flat() }
}
