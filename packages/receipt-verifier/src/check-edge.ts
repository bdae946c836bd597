import type { Opportunity } from '@screener/contracts'
import type { Findings } from './findings.ts'
import type { DerivedLeg } from './leg-amounts.ts'
import { isDollarPair } from './money.ts'

// Logarithms may differ in their last digits from one machine to the next.
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))

/** The rate legs' part of the net. Of a pair that has no par the reference is a book's middle, which a receipt does not tell. */
export const checkEdge = (
  told: Opportunity,
  legs: readonly DerivedLeg[],
  fixedCosts: number,
  findings: Findings,
): void => {
  const { netBps, assetBps, rateBps, marks } = told
  findings.same('opportunity.assetBps', assetBps, netBps - rateBps)
  const isMark = (mark: string): boolean =>
    mark === 'depeg' && legs.some(({ leg }) => isDollarPair(leg.base, leg.quote) && leg.vwap !== 1)
  findings.hold('opportunity.marks', marks.every(isMark) && marks.length <= 1, 'are not what the legs can have')
  const rates = legs.filter(({ leg }) => leg.isRate)
  const [first, last] = [legs[0], legs[legs.length - 1]]
  if (first === undefined || last === undefined || !rates.every(({ leg }) => isDollarPair(leg.base, leg.quote))) return
  const whole = Math.log(last.got / first.spent)
  let rate = 0
  for (const { leg, notional, buys, spendFactor, getFactor } of rates) {
    const price = buys ? (notional * spendFactor) / (leg.quantity * getFactor) : (notional * getFactor) / leg.quantity
    rate += Math.log(buys ? 1 / price : price)
  }
  const spent = first.buys ? first.notional : first.leg.quantity
  const netBeforeCosts = ((last.got - first.spent) / spent) * 10_000
  const derived = rate === 0 || !(whole > 0) ? 0 : (rate / whole) * netBeforeCosts
  findings.hold('opportunity.rateBps', isNear(rateBps, derived), `says ${rateBps}, derived ${derived}`)
  findings.hold('opportunity.fixedCostQuote', fixedCosts >= 0, 'is below 0')
}
