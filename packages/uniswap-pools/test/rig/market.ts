import {
  addLiquidity,
  createPool,
  deployUniswap,
  fullRange,
  mainnet,
  mainnetTokens,
  nativeEther,
  setProtocolFee,
  sqrtPriceX96At,
  type LocalChain,
  type Pool as ChainPool,
  type Token,
  type V3Pool as ChainV3Pool,
  type V4Pool as ChainV4Pool,
} from '@screener/local-chain'
import {
  applyLog,
  makeV2Pool,
  makeV3Pool,
  makeV4Pool,
  poolKeyOfLog,
  type Made,
  type Pool,
  type RawLog,
} from '../../src/index.ts'
import type { Random } from '../random.ts'

/** A pool on the chain beside what we hold of it. */
export interface RigPool {
  readonly name: string
  readonly onChain: ChainPool
  readonly token0: Token
  readonly token1: Token
  /** Where the price began. */
  readonly homeTick: number
  ours: Pool
}

export interface Market {
  readonly chain: LocalChain
  readonly pools: readonly RigPool[]
  /** Takes in the logs of a receipt; a refusal throws. */
  readonly take: (logs: readonly RawLog[]) => void
}

const { USDC, USDT, WETH, WBTC } = mainnetTokens

/** Dollars of a whole unit. */
const worth = new Map([
  [USDC, 1],
  [USDT, 1],
  [WETH, 3000],
  [nativeEther, 3000],
  [WBTC, 100_000],
])

/** Raw token1 per raw token0. */
const priceOf = (token0: Token, token1: Token): number =>
  ((worth.get(token0) ?? 1) / (worth.get(token1) ?? 1)) * 10 ** (token1.decimals - token0.decimals)

/** Liquidity that a price move of 1 % trades some dollars with, in the pool's own measure. */
const liquidityWorth = (dollars: number, token0: Token, token1: Token): bigint => {
  const raw0 = (dollars / (worth.get(token0) ?? 1)) * 10 ** token0.decimals
  const raw1 = (dollars / (worth.get(token1) ?? 1)) * 10 ** token1.decimals
  return BigInt(Math.floor(Math.sqrt(raw0 * raw1) * 200)) + 1n
}

/** A new range near the price: some touch it, some leave a gap, some are one spacing wide. */
export const randomRange = (
  random: Random,
  homeTick: number,
  tickSpacing: number,
): { readonly tickLower: number; readonly tickUpper: number } => {
  const reach = Math.max(8, Math.floor(6000 / tickSpacing))
  const middle = Math.round(homeTick / tickSpacing) + random.whole(-reach, reach)
  const width = random.chance(0.3) ? 1 : random.whole(1, Math.max(2, Math.floor(reach / 3)))
  return { tickLower: middle * tickSpacing, tickUpper: (middle + width) * tickSpacing }
}

const fill = async (
  chain: LocalChain,
  random: Random,
  pool: ChainV3Pool | ChainV4Pool,
  [token0, token1, homeTick]: readonly [Token, Token, number],
  { ranges, isWhole }: { readonly ranges: number; readonly isWhole: boolean },
): Promise<void> => {
  const size = (): bigint => {
    const whole = liquidityWorth(1_000_000, token0, token1)
    return random.amount(whole / 1000n + 1n, whole)
  }
  if (isWhole) await addLiquidity(chain, pool, { ...fullRange(pool.tickSpacing), liquidity: size() / 50n + 1n })
  for (let count = 0; count < ranges; count += 1) {
    await addLiquidity(chain, pool, { ...randomRange(random, homeTick, pool.tickSpacing), liquidity: size() })
  }
}

const poolOf = <T>(made: Made<T>): T => {
  if ('refused' in made) throw new Error(made.refused)
  return made.pool
}

const zero = '0x0000000000000000000000000000000000000000'

/** A pool of which nothing is known yet: its logs tell the rest. */
const unknownPool = (pool: ChainPool): Pool => {
  const state = { sqrtPriceX96: 0n, tick: 0, liquidity: 0n, ticks: [] }
  if (pool.kind === 'v2') return poolOf(makeV2Pool({ address: pool.address, reserve0: 0n, reserve1: 0n }))
  if (pool.kind === 'v3') {
    return poolOf(makeV3Pool({ ...state, address: pool.address, feePips: pool.fee, tickSpacing: pool.tickSpacing }))
  }
  return poolOf(
    makeV4Pool({
      ...state,
      manager: mainnet.v4Manager,
      poolId: pool.id,
      keyFee: pool.fee,
      hooks: zero,
      lpFeePips: pool.fee,
      protocolFee: 0,
      tickSpacing: pool.tickSpacing,
    }),
  )
}

const v3Specs: readonly (readonly [Token, Token, number, number, boolean])[] = [
  [USDC, WETH, 100, 14, false],
  [USDC, WETH, 500, 30, true],
  [USDC, WETH, 3000, 30, false],
  [USDC, WETH, 10_000, 12, true],
  [WETH, USDT, 500, 20, false],
  [WBTC, WETH, 3000, 20, true],
]

const v4Specs: readonly (readonly [Token, Token, number, number, number, boolean])[] = [
  [nativeEther, USDC, 500, 10, 30, true],
  [nativeEther, USDC, 3000, 60, 20, false],
  [nativeEther, WBTC, 123, 7, 12, false],
  [USDC, USDT, 0, 1, 12, false],
]

/** The genuine contracts with V2, V3 (every fee tier) and V4 pools in all shapes, drawn from the seed; our states follow from the logs. */
export const createMarket = async (chain: LocalChain, random: Random): Promise<Market> => {
  await deployUniswap(chain)
  const made: Omit<RigPool, 'ours'>[] = []
  const tickOf = (token0: Token, token1: Token): number =>
    Math.floor(Math.log(priceOf(token0, token1)) / Math.log(1.0001))
  for (const [token0, token1] of [
    [USDC, WETH],
    [WBTC, USDC],
  ] as const) {
    const onChain = await createPool(chain, { kind: 'v2', token0: token0.address, token1: token1.address })
    const amountOf = (token: Token): bigint =>
      BigInt(Math.floor((random.whole(500_000, 5_000_000) / (worth.get(token) ?? 1)) * 10 ** token.decimals))
    await addLiquidity(chain, onChain, { amount0: amountOf(token0), amount1: amountOf(token1) })
    made.push({
      name: `v2 ${token0.symbol}/${token1.symbol}`,
      onChain,
      token0,
      token1,
      homeTick: tickOf(token0, token1),
    })
  }
  for (const [token0, token1, fee, ranges, isWhole] of v3Specs) {
    const sqrtPriceX96 = sqrtPriceX96At(priceOf(token0, token1))
    const spec = { kind: 'v3', token0: token0.address, token1: token1.address, fee, sqrtPriceX96 } as const
    const onChain = await createPool(chain, spec)
    const homeTick = tickOf(token0, token1)
    await fill(chain, random, onChain, [token0, token1, homeTick], { ranges, isWhole })
    // The protocol's share is taken out of the fee: nothing a taker pays changes.
    if (fee === 500) await setProtocolFee(chain, onChain, 4, 6)
    made.push({ name: `v3 ${token0.symbol}/${token1.symbol} ${fee}`, onChain, token0, token1, homeTick })
  }
  for (const [token0, token1, fee, tickSpacing, ranges, isWhole] of v4Specs) {
    const sqrtPriceX96 = sqrtPriceX96At(priceOf(token0, token1))
    const [address0, address1] = [token0.address, token1.address]
    const spec = { kind: 'v4', token0: address0, token1: address1, fee, tickSpacing, sqrtPriceX96 } as const
    const onChain = await createPool(chain, spec)
    const homeTick = tickOf(token0, token1)
    await fill(chain, random, onChain, [token0, token1, homeTick], { ranges, isWhole })
    if (fee === 500) await setProtocolFee(chain, onChain, 50, 1000)
    made.push({ name: `v4 ${token0.symbol}/${token1.symbol} ${fee}/${tickSpacing}`, onChain, token0, token1, homeTick })
  }
  const pools: readonly RigPool[] = made.map(pool => ({ ...pool, ours: unknownPool(pool.onChain) }))
  const byKey = new Map(pools.map(pool => [pool.ours.key, pool]))
  const take = (logs: readonly RawLog[]): void => {
    for (const log of logs) {
      const pool = byKey.get(poolKeyOfLog(log))
      if (pool === undefined) continue
      const applied = applyLog(pool.ours, log)
      if (applied.kind === 'refused') throw new Error(`${pool.name}: ${applied.reason}`)
      if (applied.kind === 'changed') pool.ours = applied.pool
    }
  }
  take(await chain.client.getLogs({ fromBlock: 0n, toBlock: 'latest' }))
  return { chain, pools, take }
}
