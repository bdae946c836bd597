import type { TrueBook } from './truth-log.ts'

/** What a leg trades by: its venue's lots and least amounts, and its fee. */
export interface LegRules {
  readonly quantityStep: number
  readonly minQuantity: number
  readonly minNotional: number
  readonly takerBps: number
  /** What the fee is taken from. */
  readonly feeAsset: 'quote' | 'received'
  /** How many units of the asset one of the venue's is: 1000 for 1000SHIB. 1 when left out. */
  readonly unitFactor?: number
}

export interface RouteLegTruth {
  readonly side: 'buy' | 'sell'
  /** A cost of its own is in the accounting asset of every route through it. */
  readonly book: TrueBook
  readonly rules: LegRules
}

// Prices and quantities are counts of 10^-10, fees of 10^-6, so amounts are counts of 10^-26. Division only rounds down to lots.
const decimals = 10
export const feeUnit = 1_000_000n
export const perBase: bigint = 10n ** 16n
export const perQuote: bigint = 10n ** 10n
export const amountUnit: bigint = 10n ** 26n

/** One leg in integers. */
export interface ExactLeg {
  readonly buys: boolean
  readonly levels: readonly (readonly [price: bigint, quantity: bigint])[]
  readonly depth: bigint
  readonly step: bigint
  readonly minQuantity: bigint
  readonly minNotional: bigint
  /** Per `feeUnit`: of what a buy spends and gets, and of what a sell gets. */
  readonly buySpends: bigint
  readonly buyGets: bigint
  readonly sellGets: bigint
  /** Counts of 10^-26 of the accounting asset. */
  readonly cost: bigint
}

/** The shortest decimal of the double is the venue's own: it has at most 15 digits. */
const units = (value: number): bigint => BigInt(value.toFixed(decimals).replace('.', ''))

const kept = new WeakMap<TrueBook, Map<string, ExactLeg>>()

export const toExact = ({ side, book, rules }: RouteLegTruth): ExactLeg => {
  const known = kept.get(book) ?? new Map<string, ExactLeg>()
  kept.set(book, known)
  const name = `${side} ${Object.values(rules).join(' ')}`
  const before = known.get(name)
  if (before !== undefined) return before
  const leg = newLeg(side === 'buy', book, rules)
  known.set(name, leg)
  return leg
}

const newLeg = (buys: boolean, book: TrueBook, rules: LegRules): ExactLeg => {
  const factor = BigInt(rules.unitFactor ?? 1)
  const levels = (buys ? book.asks : book.bids).map(
    ([price, quantity]) => [units(price) / factor, units(quantity) * factor] as const,
  )
  const fee = BigInt(Math.round(rules.takerBps * 100))
  const onQuote = rules.feeAsset === 'quote'
  return {
    buys,
    levels,
    depth: levels.reduce((sum, level) => sum + level[1], 0n),
    step: units(rules.quantityStep) * factor,
    minQuantity: units(rules.minQuantity) * factor,
    minNotional: units(rules.minNotional) * 10n ** 10n,
    buySpends: onQuote ? feeUnit + fee : feeUnit,
    buyGets: onQuote ? feeUnit : feeUnit - fee,
    sellGets: feeUnit - fee,
    cost: units((buys ? book.cost?.buy : book.cost?.sell) ?? 0) * 10n ** 16n,
  }
}

/** Counts of 10^-20. */
const notional = (leg: ExactLeg, quantity: bigint): bigint => {
  let left = quantity
  let sum = 0n
  for (const [price, offered] of leg.levels) {
    if (left === 0n) break
    const taken = left < offered ? left : offered
    sum += price * taken
    left -= taken
  }
  return sum
}

export const spends = (leg: ExactLeg, quantity: bigint): bigint =>
  leg.buys ? notional(leg, quantity) * leg.buySpends : quantity * perBase
export const gets = (leg: ExactLeg, quantity: bigint): bigint =>
  leg.buys ? quantity * perQuote * leg.buyGets : notional(leg, quantity) * leg.sellGets

const roundDown = (quantity: bigint, step: bigint): bigint => quantity - (quantity % step)

/** Most whole lots that the amount buys or sells. */
export const mostWithin = (leg: ExactLeg, amount: bigint): bigint => {
  if (!leg.buys) {
    const held = amount / perBase
    return roundDown(held < leg.depth ? held : leg.depth, leg.step)
  }
  let budget = amount / leg.buySpends
  let quantity = 0n
  for (const [price, offered] of leg.levels) {
    const affordable = budget / price
    const taken = affordable < offered ? affordable : offered
    quantity += taken
    if (taken < offered) break
    budget -= price * offered
  }
  return roundDown(quantity, leg.step)
}

export const accepts = (leg: ExactLeg, quantity: bigint): boolean =>
  quantity > 0n && quantity <= leg.depth && quantity >= leg.minQuantity && notional(leg, quantity) >= leg.minNotional
