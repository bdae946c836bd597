import type { Figures } from './figures.ts'
import type { Route } from './route.ts'

/** What was left of an opening a while after it. */
export interface SurvivalMark {
  /** The age asked for. */
  readonly afterMs: number
  /** The age at which it was really priced: the first turn at or after `afterMs`. */
  readonly pricedAfterMs: number
  /** False: the route's books could not be priced then, or did not take the size. */
  readonly known: boolean
  /** At the opening's size. */
  readonly netBps: number
  /** Accounting asset. */
  readonly profitQuote: number
}

/** Follows one opening for a second, whether or not its episode lives that long. */
export interface SurvivalWatch {
  readonly id: string
  readonly route: Route
  readonly openedAtMs: number
  readonly openedUs: number
  readonly opening: Figures
  readonly marks: SurvivalMark[]
}
