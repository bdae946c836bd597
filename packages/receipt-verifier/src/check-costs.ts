import type { CostRate } from '@screener/contracts'
import { checkLevels, checkTaken } from './check-leg.ts'
import type { Findings } from './findings.ts'
import { quantityBringing, take } from './levels.ts'
import type { ServedReceipt } from './shape.ts'

/** What the amount of the asset costs on the rate's book, fee on top of a buy and out of what a sale brings. */
const checkRate = (rate: CostRate, field: string, findings: Findings): void => {
  checkLevels(rate, field, findings)
  const part = rate.takerBps / 10_000
  const buys = rate.side === 'buy'
  const quantity = buys ? rate.amount : quantityBringing(rate, rate.amount / (1 - part))
  findings.hold(`${field}.amount`, rate.amount > 0 && quantity !== undefined, 'is not what the levels bring')
  findings.hold(`${field}.takerBps`, rate.takerBps >= 0 && rate.takerBps < 10_000, 'is no fee')
  findings.hold(`${field}.venue`, rate.venue !== '', 'is empty')
  findings.hold(`${field}.symbol`, rate.symbol !== '', 'is empty')
  if (quantity === undefined) return
  const taken = take(rate, quantity)
  checkTaken(rate, taken, quantity, field, findings)
  const sold = taken.quantities.reduce((sum, part) => sum + part, 0)
  findings.same(`${field}.quote`, rate.quote, buys ? taken.notional * (1 + part) : sold)
}

/** Every leg's fixed cost, and the rates they are turned at. Returns the sum in the opportunity's quote. */
export const checkCosts = ({ opportunity, receipt }: ServedReceipt, findings: Findings): number => {
  const { legs, quote } = opportunity
  const amounts = new Map<string, number>()
  for (const [index, { fixedCost, fixedCostAsset }] of legs.entries()) {
    const field = `opportunity.legs[${index}].fixedCost`
    findings.hold(field, fixedCost >= 0, 'is below 0')
    findings.hold(`${field}Asset`, (fixedCostAsset === '') === (fixedCost === 0), 'does not go with the amount')
    if (fixedCost > 0 && fixedCostAsset !== quote) {
      amounts.set(fixedCostAsset, (amounts.get(fixedCostAsset) ?? 0) + fixedCost)
    }
  }
  findings.same('receipt.rates', receipt.rates.length, amounts.size)
  const rates = new Map<string, CostRate>()
  for (const [index, [asset, amount]] of [...amounts].entries()) {
    const rate = receipt.rates[index]
    const field = `receipt.rates[${index}]`
    findings.same(`${field}.asset`, rate?.asset, asset)
    findings.same(`${field}.amount`, rate?.amount, amount)
    if (rate === undefined) continue
    rates.set(asset, rate)
    checkRate(rate, field, findings)
  }
  let sum = 0
  for (const [index, { fixedCost, fixedCostAsset, fixedCostQuote }] of legs.entries()) {
    const rate = rates.get(fixedCostAsset)
    const derived = rate === undefined ? fixedCost : (fixedCost / rate.amount) * rate.quote
    findings.same(`opportunity.legs[${index}].fixedCostQuote`, fixedCostQuote, derived)
    sum += derived
  }
  findings.same('opportunity.fixedCostQuote', opportunity.fixedCostQuote, sum)
  return sum
}
