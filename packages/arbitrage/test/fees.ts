import type { TradeFee } from '../src/index.ts'

type FeeOf = (venue: string, symbol: string) => TradeFee | undefined

/** Taker fees in basis points by venue, for all its books, taken from the quote. */
export const feesOf =
  (takerBps: Readonly<Record<string, number>>): FeeOf =>
  venue => {
    const bps = takerBps[venue]
    return bps === undefined ? undefined : { takerBps: bps, feeAsset: 'quote', schedule: '' }
  }
