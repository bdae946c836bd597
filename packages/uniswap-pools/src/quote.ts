import type { Pool } from './pool.ts'

/** What the contract's swap gives, to the last unit. */
export interface Quote {
  /** Raw units paid, fee included. */
  readonly amountIn: bigint
  /** Raw units received. */
  readonly amountOut: bigint
  /**
   * filled: the whole amount was traded. limit: the price limit or the end of all prices came first, so this is what a
   * swap with that limit trades. window: the loaded ticks end here and nothing is known beyond. reverts: the contract
   * refuses the swap; amounts are 0.
   */
  readonly end: 'filled' | 'limit' | 'window' | 'reverts'
  /** Initialised ticks crossed, as QuoterV2 counts them. */
  readonly ticksCrossed: number
  /** The state after the swap; the same pool when nothing was traded. */
  readonly after: Pool
}
