/** A market as decimal texts: what the oracle reads. Prices and quantities are as the venue tells them. */
export interface OracleBook {
  readonly venue: string
  readonly symbol: string
  /** Assets; books of equal assets are of one pair, whatever their symbols. */
  readonly base: string
  readonly quote: string
  /** Units of `base` in one unit of what the venue trades. */
  readonly unitFactor: bigint
  readonly fee: OracleFee
  readonly live: boolean
  /** Live, but not to be believed. */
  readonly held: boolean
  readonly quantityStep: string
  readonly minQuantity: string
  readonly minNotional: string
  /** What a trade costs whatever its size. */
  readonly cost: OracleCost | undefined
  /** Best first. */
  readonly bids: readonly OracleLevel[]
  readonly asks: readonly OracleLevel[]
}

type OracleLevel = readonly [price: string, quantity: string]

export interface OracleFee {
  /** Basis points with at most two decimals. */
  readonly bps: string
  /** Taken from what the leg receives; otherwise from the quote, on top of what a buy pays. */
  readonly received: boolean
}

export interface OracleCost {
  readonly asset: string
  readonly buy: string
  readonly sell: string
}

export interface OracleOptions {
  readonly minNetBps: number
  readonly maxLegs: number
  readonly hubs: readonly string[] | undefined
  /** What a withdrawal costs, by venue and asset, in that asset. */
  readonly transferCosts: Readonly<Record<string, Readonly<Record<string, string>>>>
}
