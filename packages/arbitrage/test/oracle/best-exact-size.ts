import type { OracleCycle, OracleLeg } from './all-cycles.ts'
import { feeUnit, feeUnits, units } from './exact.ts'

/** A leg in whole units. */
interface ExactLeg {
  readonly buys: boolean
  readonly levels: readonly (readonly [price: bigint, quantity: bigint])[]
  readonly depth: bigint
  readonly step: bigint
  readonly minQuantity: bigint
  readonly minNotional: bigint
  /** Of what is spent per unit of the levels, and of what is got, in counts of 10^-6. */
  readonly spendFactor: bigint
  readonly getFactor: bigint
}

/** Amounts are counts of 10^-22 of the accounting asset, quantities counts of 10^-8 of each leg's base. */
export interface ExactSize {
  readonly quantities: readonly bigint[]
  readonly spent: bigint
  readonly spentBeforeFee: bigint
  readonly profit: bigint
}

const perUnit = (amount: bigint, factor: bigint): bigint => {
  if (amount % factor !== 0n) throw new Error(`${amount} is no whole count of ${factor}`)
  return amount / factor
}

const exactLeg = ({ book, side }: OracleLeg): ExactLeg => {
  const { unitFactor } = book
  const fee = feeUnits(book.fee.bps)
  const levels = (side === 'buy' ? book.asks : book.bids).map(
    ([price, quantity]) => [perUnit(units(price), unitFactor), units(quantity) * unitFactor] as const,
  )
  return {
    buys: side === 'buy',
    levels,
    depth: levels.reduce((sum, level) => sum + level[1], 0n),
    step: units(book.quantityStep) * unitFactor,
    minQuantity: units(book.minQuantity) * unitFactor,
    minNotional: units(book.minNotional),
    spendFactor: side === 'buy' && !book.fee.received ? feeUnit + fee : feeUnit,
    getFactor: side === 'sell' || book.fee.received ? feeUnit - fee : feeUnit,
  }
}

/** Counts of 10^-16. */
const notional = (leg: ExactLeg, quantity: bigint): bigint => {
  let left = quantity
  let sum = 0n
  for (const [price, offered] of leg.levels) {
    const taken = left < offered ? left : offered
    sum += price * taken
    left -= taken
  }
  if (left > 0n) throw new Error('more than the depth')
  return sum
}

/** Counts of 10^-16, of quote or of base. */
const spentOn = (leg: ExactLeg, quantity: bigint): bigint => (leg.buys ? notional(leg, quantity) : quantity * 10n ** 8n)
const gotFrom = (leg: ExactLeg, quantity: bigint): bigint => (leg.buys ? quantity * 10n ** 8n : notional(leg, quantity))
const amountIn = (leg: ExactLeg, quantity: bigint): bigint => spentOn(leg, quantity) * leg.spendFactor
const amountOut = (leg: ExactLeg, quantity: bigint): bigint => gotFrom(leg, quantity) * leg.getFactor
const beforeFee = (leg: ExactLeg, quantity: bigint): bigint => spentOn(leg, quantity) * feeUnit

const accepts = (leg: ExactLeg, quantity: bigint): boolean =>
  quantity > 0n &&
  quantity <= leg.depth &&
  quantity >= leg.minQuantity &&
  notional(leg, quantity) >= leg.minNotional * 10n ** 8n

/** The most whole steps that the amount buys or sells, one by one. */
const mostWithin = (leg: ExactLeg, amount: bigint): bigint => {
  let quantity = 0n
  while (quantity + leg.step <= leg.depth && amountIn(leg, quantity + leg.step) <= amount) quantity += leg.step
  return quantity
}

const run = (legs: readonly ExactLeg[], first: bigint): ExactSize | undefined => {
  const quantities: bigint[] = []
  let amount = 0n
  for (const [index, leg] of legs.entries()) {
    const quantity = index === 0 ? first : mostWithin(leg, amount)
    if (!accepts(leg, quantity)) return undefined
    quantities.push(quantity)
    amount = amountOut(leg, quantity)
  }
  return sizeOf(legs, quantities)
}

const sizeOf = (legs: readonly ExactLeg[], quantities: readonly bigint[]): ExactSize => {
  const spent = amountIn(legs[0]!, quantities[0]!)
  return {
    quantities,
    spent,
    spentBeforeFee: beforeFee(legs[0]!, quantities[0]!),
    profit: amountOut(legs.at(-1)!, quantities.at(-1)!) - spent,
  }
}

/** Both legs of a pair trade one quantity, a multiple of both steps, where all that is bought arrives. */
const runPair = (legs: readonly ExactLeg[], quantity: bigint): ExactSize | undefined =>
  legs.every(leg => accepts(leg, quantity)) ? sizeOf(legs, [quantity, quantity]) : undefined

const tradesOne = (cycle: OracleCycle, [first]: readonly ExactLeg[]): boolean =>
  cycle.isPair && first!.getFactor === feeUnit

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestDivisor(b, a % b))

/** What a first quantity brings; undefined when a venue refuses what follows from it. */
export const exactSizeAt = (cycle: OracleCycle, first: bigint): ExactSize | undefined => {
  const legs = cycle.legs.map(exactLeg)
  return tradesOne(cycle, legs) ? runPair(legs, first) : run(legs, first)
}

/** The size of greatest profit over every lot of the first leg; undefined when none gains. */
export const bestExactSize = (cycle: OracleCycle): ExactSize | undefined => {
  const legs = cycle.legs.map(exactLeg)
  const isOne = tradesOne(cycle, legs)
  if (legs.some(leg => leg.levels.length === 0)) return undefined
  const [first, second] = legs
  const step = isOne ? (first!.step * second!.step) / greatestDivisor(first!.step, second!.step) : first!.step
  let best: ExactSize | undefined
  for (let quantity = step; quantity <= first!.depth; quantity += step) {
    const size = isOne ? runPair(legs, quantity) : run(legs, quantity)
    if (size !== undefined && size.profit > (best?.profit ?? 0n)) best = size
  }
  return best
}

/** Whether the best levels alone pay, after fees: when they do not, no size does, as every further level is worse. */
export const topsPay = (cycle: OracleCycle): boolean => {
  let spent = 1n
  let got = 1n
  for (const leg of cycle.legs.map(exactLeg)) {
    const price = leg.levels[0]?.[0]
    if (price === undefined) return false
    if (leg.buys) {
      spent *= price * leg.spendFactor
      got *= 10n ** 8n * leg.getFactor
    } else {
      spent *= 10n ** 8n * leg.spendFactor
      got *= price * leg.getFactor
    }
  }
  return got > spent
}
