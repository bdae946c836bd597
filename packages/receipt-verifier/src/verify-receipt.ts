import { checkCosts } from './check-costs.ts'
import { checkEdge } from './check-edge.ts'
import { checkLeg } from './check-leg.ts'
import { checkRoute } from './check-route.ts'
import { checkTimes } from './check-times.ts'
import { digestOf } from './digest.ts'
import { createFindings } from './findings.ts'
import { deriveLeg } from './leg-amounts.ts'
import type { ServedReceipt } from './shape.ts'

/** Every field that is wrong, with what is wrong; none: the figures follow from the levels, to the last digit. */
export const verifyReceipt = (served: ServedReceipt): readonly string[] => {
  const { opportunity, receipt } = served
  const findings = createFindings()
  findings.same('receipt.digest', receipt.digest, digestOf(served))
  findings.hold('receipt.codeVersion', receipt.codeVersion !== '', 'is empty')
  findings.same('receipt.legs', receipt.legs.length, opportunity.legs.length)
  const legs = opportunity.legs.flatMap((leg, index) => {
    const rules = receipt.legs[index]
    return rules === undefined ? [] : [deriveLeg(leg, rules, index)]
  })
  for (const [index, leg] of legs.entries()) checkLeg(leg, index, findings)
  const fixedCosts = checkCosts(served, findings)
  checkRoute(opportunity, legs, fixedCosts, findings)
  checkEdge(opportunity, legs, fixedCosts, findings)
  checkTimes(served, findings)
  return findings.all
}
