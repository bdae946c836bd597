import type { Pool } from './pool.ts'

/**
 * Gas of one swap through a router with plain ERC-20 tokens and warm balances, the greatest measured on the real
 * contracts, and the most that real proxied tokens add to a leg (USDC, USDT: 20,000 to 35,000). V4 is measured through
 * v4-core's test router, which is cheaper than the routers in use: V3's figure is taken.
 */
const swapUnits = { v2: 87_098 + 35_000, v3: 105_734 + 35_000, v4: 105_734 + 35_000 } as const

/** Per initialised tick crossed; up to 59,500 measured, where nobody had crossed it before. */
const tickUnits = 60_000

/** Per word of the tick bitmap that is looked through; up to 6,300 measured. */
const wordUnits = 7_000

/** Units of gas to allow for one swap that crosses so many initialised ticks and bitmap words, with a margin in percent. */
export const gasUnitsOf = (
  pool: Pick<Pool, 'kind'>,
  ticksCrossed: number,
  wordsCrossed = 0,
  marginPercent = 10,
): number =>
  Math.ceil(
    ((swapUnits[pool.kind] + tickUnits * ticksCrossed + wordUnits * wordsCrossed) * (100 + marginPercent)) / 100,
  )
