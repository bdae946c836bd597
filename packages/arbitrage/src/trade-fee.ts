/** What a venue charges for taking from one of its books. */
export interface TradeFee {
  /** Basis points, 0 or more. */
  readonly takerBps: number
  /** What the fee is taken from. `quote`: a buy pays it on top, a sell gets less. `received`: a buy gets less base instead. */
  readonly feeAsset: 'quote' | 'received'
  /** Id of the dated schedule that says so; empty: set by hand. */
  readonly schedule: string
}

/** Throws RangeError on a fee that is out of range. */
export const checkFee = (fee: TradeFee, venue: string, symbol: string): void => {
  if (fee.takerBps >= 0 && fee.takerBps < 10_000) return
  throw new RangeError(`the fee of ${venue} ${symbol} is ${fee.takerBps} bps; it must be from 0 to less than 10,000`)
}

/** Of amounts a buy spends and gets, and of the quote a sell gets, per unit of what its levels say. */
export interface FeeFactors {
  readonly buySpends: number
  readonly buyGets: number
  readonly sellGets: number
}

const pool = new Map<string, FeeFactors>()
/** Tiers and pools have far fewer. */
const mostShared = 10_000

/** One object for all books of a fee: there are few, so they are in the cache when the next view is priced. */
export const feeFactorsOf = ({ takerBps, feeAsset }: TradeFee): FeeFactors => {
  const key = `${takerBps} ${feeAsset}`
  const known = pool.get(key)
  if (known !== undefined) return known
  if (pool.size >= mostShared) pool.clear()
  const part = takerBps / 10_000
  const factors =
    feeAsset === 'quote'
      ? { buySpends: 1 + part, buyGets: 1, sellGets: 1 - part }
      : { buySpends: 1, buyGets: 1 - part, sellGets: 1 - part }
  pool.set(key, factors)
  return factors
}
