import type { Opportunity } from '@screener/contracts'
import type { Findings } from './findings.ts'
import type { DerivedLeg } from './leg-amounts.ts'
import { jointStep, tolerance, wholeSteps } from './levels.ts'
import { comesFirst } from './money.ts'

type Legs = readonly DerivedLeg[]

const isPair = (legs: Legs): boolean => {
  const [first, second] = legs
  return (
    legs.length === 2 &&
    first !== undefined &&
    first.leg.base === second?.leg.base &&
    first.leg.quote === second.leg.quote
  )
}

/** A pair whose buy keeps all it buys trades one quantity on both legs. */
export const tradesOneQuantity = (legs: Legs): boolean => isPair(legs) && legs[0]?.getFactor === 1

const kindOf = (legs: Legs): string => {
  if (isPair(legs)) return 'two-leg'
  return legs.length === 3 && legs.every(({ leg }) => leg.venue === legs[0]?.leg.venue) ? 'triangular' : 'cycle'
}

/** The asset that the route is about: of those it holds on its way, the one that is counted in last. */
const tradedAsset = (legs: Legs): string =>
  isPair(legs)
    ? (legs[0]?.leg.base ?? '')
    : legs
        .map(({ gets }) => gets)
        .reduce((last, asset) => (comesFirst(last, asset) ? asset : last), legs[0]?.gets ?? '')

/** Each leg spends what the one before brings, no asset comes twice, and the last brings what the first spends. */
const checkCycle = (legs: Legs, quote: string, findings: Findings): void => {
  findings.hold('opportunity.legs', legs.length >= 2 && legs.length <= 4, 'are not 2 to 4')
  for (const [index, { spends, field, buys }] of legs.entries()) {
    const before = legs[index === 0 ? legs.length - 1 : index - 1]
    findings.same(`${field}.${buys ? 'quote' : 'base'}`, spends, before?.gets)
  }
  findings.same('opportunity.legs', new Set(legs.map(({ gets }) => gets)).size, legs.length)
  findings.same('opportunity.legs', new Set(legs.map(({ leg }) => `${leg.venue} ${leg.symbol}`)).size, legs.length)
  const [first] = legs
  findings.same('opportunity.quote', quote, first?.spends)
  if (isPair(legs)) findings.hold('opportunity.legs[0].side', first?.buys === true, 'does not buy first')
  else {
    const isFirst = legs.every(({ spends }) => spends === quote || comesFirst(quote, spends))
    findings.hold('opportunity.quote', isFirst, 'is not the asset that is counted in')
  }
}

/** Names that follow from the legs. */
const checkNames = (told: Opportunity, legs: Legs, findings: Findings): void => {
  const kind = kindOf(legs)
  const base = tradedAsset(legs)
  const books = legs.map(({ leg }) => `${leg.venue}.${leg.symbol}.${leg.side}`)
  findings.same('opportunity.kind', told.kind, kind)
  findings.same('opportunity.base', told.base, base)
  findings.same('opportunity.symbol', told.symbol, `${base}-${legs[0]?.spends ?? ''}`)
  findings.same('opportunity.routeId', told.routeId, `${kind}:${books.join(':')}`)
  findings.same('opportunity.id', told.id, `${told.routeId}@${told.openedAtMs}`)
  findings.same('opportunity.exclusiveGroups', told.exclusiveGroups.join(), books.join())
}

const checkOneQuantity = (legs: Legs, findings: Findings): void => {
  const [buy, sell] = legs
  if (buy === undefined || sell === undefined) return
  const { quantity } = buy.leg
  findings.same(`${sell.field}.quantity`, sell.leg.quantity, quantity)
  const step = jointStep(buy.rules.quantityStep, sell.rules.quantityStep)
  if (step > 0) findings.same(`${buy.field}.quantity`, quantity, wholeSteps(step, quantity))
}

/** No leg spends more than the one before brought; what is left over is told, and would not buy one step more of its last level. */
const checkFlow = (legs: Legs, findings: Findings): void => {
  const isFree = !tradesOneQuantity(legs)
  for (const [index, { leg, rules, field, spent, spendFactor, buys }] of legs.entries()) {
    const arrived = index === 0 ? spent : (legs[index - 1]?.got ?? NaN)
    const left = arrived - spent
    findings.hold(`${field}.quantity`, left >= -arrived * tolerance * 4, 'spends more than the leg before brings')
    const { quantityStep } = rules
    if (isFree && quantityStep > 0) {
      findings.same(`${field}.quantity`, leg.quantity, wholeSteps(quantityStep, leg.quantity))
    }
    findings.same(`${field}.leftover`, leg.leftover, left > arrived * tolerance ? left : 0)
    const last = leg.prices.length - 1
    const room = (leg.available[last] ?? NaN) - (leg.quantities[last] ?? NaN)
    const oneMore = quantityStep * (buys ? leg.worstPrice * spendFactor : 1)
    if (!(room > quantityStep)) continue
    findings.hold(`${field}.leftover`, left <= Math.max(oneMore, arrived * tolerance) * (1 + 1e-9), 'is a step or more')
  }
}

/** The vwaps against each other, before fees, without what rounding leaves over. */
const grossBpsOf = (legs: Legs): number => {
  if (tradesOneQuantity(legs)) {
    const [bought = NaN, sold = NaN] = legs.map(({ notional }) => notional)
    return ((sold - bought) / bought) * 10_000
  }
  let product = 1
  for (const { notional, leg, buys } of legs) {
    const price = notional / leg.quantity
    product *= buys ? 1 / price : price
  }
  return (product - 1) * 10_000
}

/** Cost, proceeds, profit, gross and net, as they follow from the legs and the fixed costs. */
const checkFigures = (told: Opportunity, legs: Legs, fixedCosts: number, findings: Findings): void => {
  const first = legs[0]
  const last = legs[legs.length - 1]
  if (first === undefined || last === undefined) return
  const spent = first.buys ? first.notional : first.leg.quantity
  const cost = first.spent
  const proceeds = last.got
  const profit = proceeds - cost - fixedCosts
  findings.same('opportunity.costQuote', told.costQuote, cost)
  findings.same('opportunity.proceedsQuote', told.proceedsQuote, proceeds)
  findings.same('opportunity.profitQuote', told.profitQuote, profit)
  findings.same('opportunity.netBps', told.netBps, (profit / spent) * 10_000)
  findings.same('opportunity.grossBps', told.grossBps, grossBpsOf(legs))
  findings.same('opportunity.quantity', told.quantity, legs.find(({ gets }) => gets === tradedAsset(legs))?.got)
  const { capacitySpentQuote: sizes, capacityProfitQuote: profits } = told
  findings.same('opportunity.capacityProfitQuote', profits.length, sizes.length)
  findings.same('opportunity.capacitySpentQuote', sizes.at(-1), spent)
  findings.same('opportunity.capacityProfitQuote', profits.at(-1), profit)
  for (const [index, size] of sizes.entries()) {
    findings.hold(`opportunity.capacitySpentQuote[${index}]`, size > (sizes[index - 1] ?? 0), 'is not the greater size')
  }
  findings.hold('opportunity.missedProfitQuote', told.missedProfitQuote >= 0, 'is below 0')
}

/** All that follows from the legs together. */
export const checkRoute = (told: Opportunity, legs: Legs, fixedCosts: number, findings: Findings): void => {
  checkCycle(legs, told.quote, findings)
  checkNames(told, legs, findings)
  if (tradesOneQuantity(legs)) checkOneQuantity(legs, findings)
  checkFlow(legs, findings)
  checkFigures(told, legs, fixedCosts, findings)
}
