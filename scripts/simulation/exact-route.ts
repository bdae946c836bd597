import type { TrueBook } from './truth-log.ts'

/** What a leg trades by: its venue's lots and least amounts, and its fee. */
export interface LegRules {
  readonly quantityStep: number
  readonly minQuantity: number
  readonly minNotional: number
  readonly takerBps: number
  /** What the fee is taken from. */
  readonly feeAsset: 'quote' | 'received'
}

export interface RouteLegTruth {
  readonly side: 'buy' | 'sell'
  readonly book: TrueBook
  readonly rules: LegRules
}

export interface ExactBest {
  /** Counts of 10^-10 of each leg's base. */
  readonly quantities: readonly bigint[]
  /** Accounting asset; the double nearest to the exact amount. */
  readonly profit: number
  readonly spent: number
}

// Prices and quantities are counts of 10^-10, fees of 10^-6, so amounts are counts of 10^-26. Division only rounds down to lots.
const decimals = 10
const feeUnit = 1_000_000n
const perBase = 10n ** 16n
const amountUnit = 10n ** 26n

interface ExactLeg {
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
}

/** The shortest decimal of the double is the venue's own: it has at most 15 digits. */
const units = (value: number): bigint => BigInt(value.toFixed(decimals).replace('.', ''))

const toExact = ({ side, book, rules }: RouteLegTruth): ExactLeg => {
  const levels = (side === 'buy' ? book.asks : book.bids).map(
    ([price, quantity]) => [units(price), units(quantity)] as const,
  )
  const fee = BigInt(Math.round(rules.takerBps * 100))
  const onQuote = rules.feeAsset === 'quote'
  return {
    buys: side === 'buy',
    levels,
    depth: levels.reduce((sum, level) => sum + level[1], 0n),
    step: units(rules.quantityStep),
    minQuantity: units(rules.minQuantity),
    minNotional: units(rules.minNotional) * 10n ** 10n,
    buySpends: onQuote ? feeUnit + fee : feeUnit,
    buyGets: onQuote ? feeUnit : feeUnit - fee,
    sellGets: feeUnit - fee,
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

const spends = (leg: ExactLeg, quantity: bigint): bigint =>
  leg.buys ? notional(leg, quantity) * leg.buySpends : quantity * perBase
const gets = (leg: ExactLeg, quantity: bigint): bigint =>
  leg.buys ? quantity * 10n ** 10n * leg.buyGets : notional(leg, quantity) * leg.sellGets

/** Most whole lots that the amount buys or sells. */
const mostWithin = (leg: ExactLeg, amount: bigint): bigint => {
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

const roundDown = (quantity: bigint, step: bigint): bigint => quantity - (quantity % step)

const accepts = (leg: ExactLeg, quantity: bigint): boolean =>
  quantity > 0n && quantity <= leg.depth && quantity >= leg.minQuantity && notional(leg, quantity) >= leg.minNotional

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestDivisor(b, a % b))

const toNumber = (amount: bigint): number => Number(amount / amountUnit) + Number(amount % amountUnit) / 1e26

/** One quantity for both legs where buying gets all that it bought; else each leg trades what the one before it left. */
const isPair = (legs: readonly RouteLegTruth[], sameSymbol: boolean): boolean =>
  sameSymbol && legs.length === 2 && legs[0]?.rules.feeAsset === 'quote'

const quantitiesFrom = (legs: readonly ExactLeg[], first: bigint, pair: boolean): readonly bigint[] | undefined => {
  const quantities: bigint[] = []
  let amount = 0n
  for (const [index, leg] of legs.entries()) {
    const quantity = index === 0 || pair ? first : mostWithin(leg, amount)
    if (!accepts(leg, quantity)) return undefined
    quantities.push(quantity)
    amount = gets(leg, quantity)
  }
  return quantities
}

/**
 * The size of greatest profit over every lot of the first leg, in exact arithmetic; undefined when none gains. Shares no
 * code with the engine. `sameSymbol`: buys and sells one pair. `any`: the first size that gains will do.
 */
export const bestExact = (route: readonly RouteLegTruth[], sameSymbol: boolean, any = false): ExactBest | undefined => {
  const legs = route.map(toExact)
  const [first, second] = legs
  const last = legs.at(-1)
  if (first === undefined || second === undefined || last === undefined || legs.some(({ depth }) => depth === 0n))
    return undefined
  if (!topsPay(legs)) return undefined
  const pair = isPair(route, sameSymbol)
  const step = pair ? (first.step * second.step) / greatestDivisor(first.step, second.step) : first.step
  const most = pair && second.depth < first.depth ? second.depth : first.depth
  let best: { quantities: readonly bigint[]; profit: bigint; spent: bigint } | undefined
  for (let quantity = step; quantity <= most; quantity += step) {
    const quantities = quantitiesFrom(legs, quantity, pair)
    const end = quantities?.at(-1)
    if (quantities === undefined || end === undefined) continue
    const spent = spends(first, quantity)
    const profit = gets(last, end) - spent
    if (profit > (best?.profit ?? 0n)) best = { quantities, profit, spent }
    if (any && best !== undefined) break
  }
  return best && { quantities: best.quantities, profit: toNumber(best.profit), spent: toNumber(best.spent) }
}

/** When the best levels do not pay after fees no size does, as every further level is worse. */
const topsPay = (legs: readonly ExactLeg[]): boolean => {
  let spent = 1n
  let got = 1n
  for (const leg of legs) {
    const price = leg.levels[0]?.[0] ?? 0n
    spent *= leg.buys ? price * leg.buySpends : 10n ** 10n * feeUnit
    got *= leg.buys ? 10n ** 10n * leg.buyGets : price * leg.sellGets
  }
  return got > spent
}
