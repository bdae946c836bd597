/** What a ladder is made for. Quantities in whole units of the assets, such as 1.5 ETH. */
export interface LadderOptions {
  /** Which of the pool's tokens is the base. */
  readonly baseIsToken0: boolean
  readonly baseDecimals: number
  readonly quoteDecimals: number
  /** How much of the base, or instead of the quote, each side has to show, where the pool has it. */
  readonly coverBase?: number
  readonly coverQuote?: number
  /** Most levels of a side. Default 24. */
  readonly maxLevels?: number
  /** Levels are added until no size costs this much more than on the contract, or `maxLevels` is reached. Default 0.05. */
  readonly stepBps?: number
  /** A side ends where the price has moved this far from its start. Default 500. */
  readonly maxImpactBps?: number
  /** By how much the first level may be worse than the contract, to make up for its rounding. Default 0.01. */
  readonly roundingBps?: number
}

/** One side, best first. Strictly monotone. */
export interface LadderSide {
  /** Quote per base in whole units, pool fee inside. */
  readonly prices: readonly number[]
  /** Base in whole units. */
  readonly quantities: readonly number[]
  /** No size from `leastQuantity` to the end is further below what the contract gives; beside the rounding. */
  readonly stepBps: number
  /** Initialised ticks that a trade of the whole side crosses. */
  readonly ticksCrossed: number
  /**
   * covered: the configured size is there. impact: the price had moved far enough. window: the loaded ticks end here, the
   * pool may have more. exhausted: the pool has no more.
   */
  readonly end: 'covered' | 'impact' | 'window' | 'exhausted'
}

/**
 * A pool as a book. What it promises: buying q base, `leastQuantity` <= q <= the side's depth, costs on the contract no
 * more than the levels say, and selling q brings no less. A trade below `leastQuantity` may miss it by `roundingQuote`.
 */
export interface Ladder {
  readonly bids: LadderSide
  readonly asks: LadderSide
  /** Base, whole units. */
  readonly leastQuantity: number
  /** Quote, whole units. */
  readonly roundingQuote: number
}
