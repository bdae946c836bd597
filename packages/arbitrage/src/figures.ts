import type { RouteCosts } from './fixed-costs.ts'

/** A route's figures at one size; they decide whether anything a reader sees has changed. */
export interface Figures {
  /** Base asset of each leg. */
  readonly quantities: readonly number[]
  /** Quote of each leg, before fees. */
  readonly notionals: readonly number[]
  /** What the first leg spends, fee included, in the accounting asset. */
  readonly cost: number
  /** What the last leg brings, after its fee, in the accounting asset. */
  readonly proceeds: number
  /** What the route costs whatever its size; all zero before they are told. */
  readonly fixedCosts: RouteCosts
  /** What is left of the proceeds after the cost and the fixed costs. */
  readonly profit: number
  /** Profit in basis points of what the first leg spends before its fee. */
  readonly netBps: number
  /** The same before the fixed costs. */
  readonly netBeforeCostsBps: number
  /** No other size gains more than this beyond `profit`; 0: proven. */
  readonly missedProfit: number
}
