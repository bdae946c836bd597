import type { Leg, LegRules } from '@screener/contracts'
import { take } from './levels.ts'

/** A leg with what follows from its levels, its quantity and its fee. Amounts are in the assets it spends and gets. */
export interface DerivedLeg {
  readonly leg: Leg
  readonly rules: LegRules
  readonly field: string
  readonly buys: boolean
  readonly spends: string
  readonly gets: string
  readonly quantities: readonly number[]
  readonly missing: number
  readonly notional: number
  readonly spent: number
  readonly got: number
  /** What the fee multiplies what is spent, and what is got, by. */
  readonly spendFactor: number
  readonly getFactor: number
}

/** The fee is taken from what the leg gets, but for a buy that pays it in quote: that one pays it on top. */
const factorsOf = (buys: boolean, { takerBps }: Leg, { feeAsset }: LegRules): readonly [number, number] => {
  const part = takerBps / 10_000
  return buys && feeAsset === 'quote' ? [1 + part, 1] : [1, 1 - part]
}

export const deriveLeg = (leg: Leg, rules: LegRules, index: number): DerivedLeg => {
  const buys = leg.side === 'buy'
  const { quantities, missing, notional } = take(leg, leg.quantity)
  const [spendFactor, getFactor] = factorsOf(buys, leg, rules)
  const [spent, got] = buys ? [notional, leg.quantity] : [leg.quantity, notional]
  return {
    leg,
    rules,
    field: `opportunity.legs[${index}]`,
    buys,
    spends: buys ? leg.quote : leg.base,
    gets: buys ? leg.base : leg.quote,
    quantities,
    missing,
    notional,
    spent: spent * spendFactor,
    got: got * getFactor,
    spendFactor,
    getFactor,
  }
}
