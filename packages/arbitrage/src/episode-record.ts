import type { Opportunity } from '@screener/contracts'
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
  shown: Opportunity
  shownUs: number
  /** Newer than `shown`, held back by the pace of updates. */
  unsent: Opportunity | undefined
}
