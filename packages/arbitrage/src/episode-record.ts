import type { Opportunity } from '@screener/contracts'

/** Why an episode ended. */
export type CloseReason = 'unprofitable' | 'stale' | 'not_live' | 'skew' | 'instrument' | 'shutdown'

/** A route's figures at one size; they decide whether anything a reader sees has changed. Base and quote units. */
export interface Figures {
  readonly quantity: number
  readonly buyNotional: number
  readonly sellNotional: number
  readonly profitQuote: number
  readonly netBps: number
}

/** One life of an opportunity, from opened to closed. */
export interface Episode {
  readonly id: string
  readonly openedAtMs: number
  peakNetBps: number
  peakProfitQuote: number
  /** Of the newest evaluation. */
  figures: Figures
  /** What readers were told last, and when. */
  shownFigures: Figures
  shown: Opportunity
  shownUs: number
  /** Newer than `shown`, held back by the pace of updates. */
  unsent: Opportunity | undefined
}
