import {
  addLiquidity,
  createPool,
  fullRange,
  isOrdered,
  mainnetTokens,
  nativeEther,
  sqrtPriceX96At,
  tickNear,
  type LocalChain,
  type Pool,
  type Token,
} from '@screener/local-chain'

const { USDC, USDT, WETH, WBTC } = mainnetTokens

/** Millions of the quote a side that lie within so many basis points of the price. */
type Range = readonly [widthBps: number, millions: number]

export interface DemoPool {
  /** `BASE-QUOTE~kind-fee`. */
  readonly name: string
  readonly kind: Pool['kind']
  readonly base: Token
  readonly quote: Token
  /** Pips. */
  readonly fee: number
  readonly tickSpacing: number
  readonly ranges: readonly Range[]
  /** Over the whole range, millions of the quote a side. */
  readonly wholeMillions: number
}

const deep: readonly Range[] = [
  [30, 0.8],
  [100, 2],
  [500, 5],
]
const shallow: readonly Range[] = [
  [120, 0.9],
  [600, 2],
]

/**
 * Pools that exist on Ethereum, with depth of the same order as there. Together they have every kind, token order and
 * number of decimals.
 */
export const demoPools: readonly DemoPool[] = [
  {
    name: 'ETH-USDC~v2',
    kind: 'v2',
    base: WETH,
    quote: USDC,
    fee: 3000,
    tickSpacing: 0,
    ranges: [],
    wholeMillions: 25,
  },
  {
    name: 'ETH-USDC~v3-500',
    kind: 'v3',
    base: WETH,
    quote: USDC,
    fee: 500,
    tickSpacing: 10,
    ranges: deep,
    wholeMillions: 15,
  },
  {
    name: 'ETH-USDC~v3-3000',
    kind: 'v3',
    base: WETH,
    quote: USDC,
    fee: 3000,
    tickSpacing: 60,
    ranges: shallow,
    wholeMillions: 15,
  },
  {
    name: 'ETH-USDC~v4-500',
    kind: 'v4',
    base: nativeEther,
    quote: USDC,
    fee: 500,
    tickSpacing: 10,
    ranges: deep,
    wholeMillions: 8,
  },
  {
    name: 'ETH-USDT~v3-500',
    kind: 'v3',
    base: WETH,
    quote: USDT,
    fee: 500,
    tickSpacing: 10,
    ranges: deep,
    wholeMillions: 12,
  },
  {
    name: 'WBTC-USDC~v3-3000',
    kind: 'v3',
    base: WBTC,
    quote: USDC,
    fee: 3000,
    tickSpacing: 60,
    ranges: shallow,
    wholeMillions: 10,
  },
  {
    name: 'WBTC-USDT~v3-500',
    kind: 'v3',
    base: WBTC,
    quote: USDT,
    fee: 500,
    tickSpacing: 10,
    ranges: deep,
    wholeMillions: 8,
  },
  {
    ...{ name: 'USDC-USDT~v3-100', kind: 'v3', base: USDC, quote: USDT, fee: 100, tickSpacing: 1, wholeMillions: 2 },
    ranges: [
      [4, 3],
      [20, 5],
    ],
  },
]

/** A pool as it runs. */
export interface RunningPool extends DemoPool {
  readonly pool: Pool
  /** Whether the base is token0. */
  readonly baseIsToken0: boolean
}

/** Price of token0 in token1, smallest units, at this price of the base in the quote, whole units. */
export const rawPrice = (
  { base, quote, baseIsToken0 }: Pick<RunningPool, 'base' | 'quote' | 'baseIsToken0'>,
  price: number,
): number => {
  const scaled = price * 10 ** (quote.decimals - base.decimals)
  return baseIsToken0 ? scaled : 1 / scaled
}

/** The other way round. */
export const wholePrice = (pool: Pick<RunningPool, 'base' | 'quote' | 'baseIsToken0'>, raw: number): number =>
  (pool.baseIsToken0 ? raw : 1 / raw) * 10 ** (pool.base.decimals - pool.quote.decimals)

/** Liquidity of which so much of the quote, smallest units, lies on its side between the price and the bound. */
const liquidityFor = (raw: number, bound: number, quoteAmount: number, quoteIsToken1: boolean): bigint => {
  const [at, end] = [Math.sqrt(raw), Math.sqrt(bound)]
  // Token1 lies below the price, token0 above it.
  const perL = quoteIsToken1 ? Math.abs(at - end) : Math.abs(1 / at - 1 / end)
  return BigInt(Math.round(quoteAmount / perL))
}

const fill = async (chain: LocalChain, running: RunningPool, price: number): Promise<void> => {
  const { pool, ranges, wholeMillions, quote, base, baseIsToken0 } = running
  const quoteUnits = (millions: number): number => millions * 1e6 * 10 ** quote.decimals
  if (pool.kind === 'v2') {
    const quoteAmount = BigInt(quoteUnits(wholeMillions))
    const baseAmount = BigInt(Math.round((wholeMillions * 1e6 * 10 ** base.decimals) / price))
    const [amount0, amount1] = baseIsToken0 ? [baseAmount, quoteAmount] : [quoteAmount, baseAmount]
    await addLiquidity(chain, pool, { amount0, amount1 })
    return
  }
  const raw = rawPrice(running, price)
  const quoteIsToken1 = baseIsToken0
  const whole = liquidityFor(raw, quoteIsToken1 ? 0 : Infinity, quoteUnits(wholeMillions), quoteIsToken1)
  await addLiquidity(chain, pool, { ...fullRange(pool.tickSpacing), liquidity: whole })
  for (const [widthBps, millions] of ranges) {
    const width = 1 + widthBps * 1e-4
    const middle = tickNear(raw, pool.tickSpacing)
    const tickLower = Math.min(middle - pool.tickSpacing, tickNear(raw / width, pool.tickSpacing))
    const tickUpper = Math.max(middle + pool.tickSpacing, tickNear(raw * width, pool.tickSpacing))
    const bound = quoteIsToken1 ? raw / width : raw * width
    const liquidity = liquidityFor(raw, bound, quoteUnits(millions), quoteIsToken1)
    await addLiquidity(chain, pool, { tickLower, tickUpper, liquidity })
  }
}

/** Creates the pools at these prices of the base in the quote and fills them. */
export const createDemoPools = async (
  chain: LocalChain,
  pools: readonly DemoPool[],
  priceOf: (pool: DemoPool) => number,
): Promise<readonly RunningPool[]> => {
  const created: RunningPool[] = []
  for (const wanted of pools) {
    const { kind, base, quote, fee, tickSpacing } = wanted
    const baseIsToken0 = isOrdered(base.address, quote.address)
    const [token0, token1] = baseIsToken0 ? [base.address, quote.address] : [quote.address, base.address]
    const price = priceOf(wanted)
    const sqrtPriceX96 = sqrtPriceX96At(rawPrice({ ...wanted, baseIsToken0 }, price))
    const pool =
      kind === 'v2'
        ? await createPool(chain, { kind, token0, token1 })
        : await createPool(chain, { kind, token0, token1, fee, tickSpacing, sqrtPriceX96 })
    const running = { ...wanted, pool, baseIsToken0 }
    await fill(chain, running, price)
    created.push(running)
  }
  return created
}
