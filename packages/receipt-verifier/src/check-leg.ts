import type { CostRate, Leg } from '@screener/contracts'
import type { Findings } from './findings.ts'
import type { DerivedLeg } from './leg-amounts.ts'
import { isWholeSteps, tolerance } from './levels.ts'
import { isMoney } from './money.ts'

type LevelsTold = Pick<Leg | CostRate, 'side' | 'prices' | 'quantities' | 'available'>

/** Levels that a book can have, and no more taken from any than it has. */
export const checkLevels = (told: LevelsTold, field: string, findings: Findings): void => {
  const { side, prices, quantities, available } = told
  const rises = side === 'buy'
  findings.hold(`${field}.side`, rises || side === 'sell', 'is neither buy nor sell')
  findings.hold(`${field}.prices`, prices.length > 0, 'has no level')
  findings.hold(`${field}.quantities`, quantities.length === prices.length, 'has not one for each price')
  findings.hold(`${field}.available`, available.length === prices.length, 'has not one for each price')
  for (const [index, price] of prices.entries()) {
    const before = prices[index - 1]
    const inOrder = before === undefined || (rises ? price > before : price < before)
    findings.hold(`${field}.prices[${index}]`, price > 0 && inOrder, 'is not worse than the level before')
    const [taken = NaN, offered = NaN] = [quantities[index], available[index]]
    findings.hold(`${field}.available[${index}]`, offered > 0, 'is not above 0')
    findings.hold(`${field}.quantities[${index}]`, taken > 0 && taken <= offered, 'is not within what the level has')
  }
}

/** That the levels give the quantity, and that these are the parts each gives. */
export const checkTaken = (
  told: Pick<LevelsTold, 'prices' | 'quantities'>,
  derived: { readonly quantities: readonly number[]; readonly missing: number },
  quantity: number,
  field: string,
  findings: Findings,
): void => {
  findings.same(`${field}.prices`, told.prices.length, derived.quantities.length)
  for (const [index, taken] of derived.quantities.entries()) {
    findings.same(`${field}.quantities[${index}]`, told.quantities[index], taken)
  }
  findings.hold(`${field}.available`, derived.missing <= quantity * tolerance * 4, 'is less than the quantity taken')
}

const checkRules = ({ leg, rules, field, notional }: DerivedLeg, index: number, findings: Findings): void => {
  const at = `receipt.legs[${index}]`
  const { quantityStep, minQuantity, minNotional, feeSchedule, feeAsset, unitFactor } = rules
  for (const name of ['quantityStep', 'minQuantity', 'minNotional'] as const) {
    findings.hold(`${at}.${name}`, rules[name] >= 0, 'is below 0')
  }
  for (const name of ['nativeBase', 'nativeQuote'] as const) {
    findings.hold(`${at}.${name}`, rules[name] !== '', 'is empty')
  }
  findings.hold(`${at}.feeAsset`, feeAsset === 'quote' || feeAsset === 'received', 'is neither quote nor received')
  findings.hold(
    `${at}.unitFactor`,
    unitFactor > 0 && unitFactor === 10 ** Math.round(Math.log10(unitFactor)),
    'is no power of ten',
  )
  const isOfVenue = feeSchedule.startsWith(`${leg.venue}-`) && /-\d{4}-\d\d-\d\d$/.test(feeSchedule)
  const isPool = feeSchedule === 'pool' && leg.takerBps === 0
  findings.hold(`${at}.feeSchedule`, feeSchedule === '' || isPool || isOfVenue, 'is no schedule of the venue')
  findings.hold(`${field}.takerBps`, leg.takerBps >= 0 && leg.takerBps < 10_000, 'is no fee')
  findings.hold(`${field}.quantity`, leg.quantity >= minQuantity * (1 - tolerance), 'is less than the venue takes')
  findings.hold(`${field}.notional`, notional >= minNotional * (1 - tolerance), 'is less than the venue takes')
  findings.hold(`${field}.quantity`, isWholeSteps(quantityStep, leg.quantity), 'is no whole number of steps')
}

/** All that follows from one leg alone. */
export const checkLeg = (derived: DerivedLeg, index: number, findings: Findings): void => {
  const { leg, field, notional } = derived
  checkLevels(leg, field, findings)
  findings.hold(`${field}.quantity`, leg.quantity > 0, 'is not above 0')
  checkTaken(leg, derived, leg.quantity, field, findings)
  findings.same(`${field}.notional`, leg.notional, notional)
  findings.same(`${field}.vwap`, leg.vwap, notional / leg.quantity)
  findings.same(`${field}.worstPrice`, leg.worstPrice, leg.prices[leg.prices.length - 1])
  findings.same(`${field}.feeQuote`, leg.feeQuote, (notional * leg.takerBps) / 10_000)
  findings.same(`${field}.isRate`, leg.isRate, isMoney(leg.base) && isMoney(leg.quote))
  findings.hold(`${field}.venue`, leg.venue !== '', 'is empty')
  findings.hold(`${field}.symbol`, leg.symbol !== '', 'is empty')
  findings.hold(`${field}.base`, leg.base !== '' && leg.base !== leg.quote, 'is no asset of a pair')
  findings.hold(`${field}.quote`, leg.quote !== '', 'is empty')
  findings.hold(
    `${field}.origin`,
    leg.origin === '' || /^\d+:0x[0-9a-f]{64}$/.test(leg.origin),
    'is no block number and hash',
  )
  checkRules(derived, index, findings)
}
