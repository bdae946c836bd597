/** A market as decimal texts: what the oracle reads. */
export interface OracleBook {
  readonly venue: string
  /** BASE-QUOTE. */
  readonly symbol: string
  readonly live: boolean
  readonly quantityStep: string
  readonly minQuantity: string
  readonly minNotional: string
  /** Best first. */
  readonly bids: readonly OracleLevel[]
  readonly asks: readonly OracleLevel[]
}

type OracleLevel = readonly [price: string, quantity: string]

export interface OracleOptions {
  /** Basis points with at most two decimals, by venue. */
  readonly takerBps: Readonly<Record<string, string>>
  readonly minNetBps: number
  readonly maxLegs: number
  readonly hubs: readonly string[] | undefined
}
