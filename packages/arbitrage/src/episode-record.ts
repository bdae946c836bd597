import type { Opportunity, Receipt } from '@screener/contracts'
import type { Figures } from './figures.ts'
import type { SurvivalWatch } from './survival-record.ts'

/** Why an episode ended. */
export type CloseReason =
  | 'unprofitable'
  | 'stale'
  | 'not_live'
  | 'skew'
  | 'lagging'
  | 'quarantined'
  | 'instrument'
  | 'incredible'
  | 'cost'
  | 'restart'
  | 'shutdown'

/** A description with all it takes to derive it again, both of one moment. */
export interface Told {
  readonly opportunity: Opportunity
  readonly receipt: Receipt
}

/** One life of an opportunity, from opened to closed. */
export interface Episode {
  readonly id: string
  readonly openedAtMs: number
  readonly openedUs: number
  readonly watch: SurvivalWatch
  peakNetBps: number
  peakProfitQuote: number
  /** Net over time, in basis points × µs, up to `figuresUs`. */
  netTime: number
  /** Of the newest evaluation, and when that was. */
  figures: Figures
  figuresUs: number
  /** What readers were told last, and when. */
  shownFigures: Figures
  shown: Told
  shownUs: number
  /**
   * Since when its books have brought more than `figures`, which may not be told yet: they cannot be described from the books as they
   * are. Undefined: they can.
   */
  keptSinceUs: number | undefined
  /** Newer than `shown`, held back by the pace of updates. */
  unsent: Told | undefined
}
