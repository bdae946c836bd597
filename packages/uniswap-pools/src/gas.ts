import type { Pool } from './pool.ts'

/**
 * Gas of one swap through a router with warm balances, the greatest measured on the real contracts with plain ERC-20
 * tokens, and what real proxied tokens add (USDC, USDT: 20,000 to 35,000 a leg).
 */
const swapUnits = { v2: 87_098 + 35_000, v3: 105_734 + 35_000, v4: 105_734 + 35_000 } as const

/** Per initialised tick crossed: 45,000 to 59,500 measured. */
const tickUnits = 60_000

/** Units of gas to allow for one swap that crosses so many initialised ticks, with a margin of `marginPercent`. */
export const gasUnitsOf = (pool: Pick<Pool, 'kind'>, ticksCrossed: number, marginPercent = 10): number =>
  Math.ceil(((swapUnits[pool.kind] + tickUnits * ticksCrossed) * (100 + marginPercent)) / 100)
