/** What one class of accounts pays, in basis points of a trade's notional. A maker's may be below 0: a rebate. */
export interface FeeTier {
  readonly name: string
  readonly makerBps: number
  readonly takerBps: number
}

/** Pairs with rates of their own, such as pairs without a fee. */
export interface SymbolFee {
  /** Canonical, `BASE-QUOTE`. */
  readonly symbols: readonly string[]
  /** Only for accounts of this tier; undefined: for every tier. */
  readonly tier: string | undefined
  readonly makerBps: number
  readonly takerBps: number
  readonly source: string
}

/** Less to pay for who pays in another coin. */
export interface FeeDiscount {
  readonly name: string
  /** Part of the rate that is saved. */
  readonly percent: number
  /** The coin that the fee is then taken in. */
  readonly paidIn: string
  readonly source: string
}

/** What a venue charges from a day on, and who says so. */
export interface FeeSchedule {
  /** `<venue>-<validFrom>`; `pool` where the fee is inside the prices. */
  readonly id: string
  /** First day, YYYY-MM-DD in UTC. */
  readonly validFrom: string
  readonly source: string
  /** What nobody has confirmed. */
  readonly unverified: readonly string[]
  /** What a taker's fee is taken from: the trade's quote asset, or what the trade brings (a buy gets less base). */
  readonly feeAsset: 'quote' | 'received'
  /** The first is that of a new account. */
  readonly tiers: readonly FeeTier[]
  readonly symbols: readonly SymbolFee[]
  readonly discounts: readonly FeeDiscount[]
}

/** All schedules of one venue, in any order. */
export interface VenueFees {
  readonly venue: string
  readonly schedules: readonly FeeSchedule[]
}
