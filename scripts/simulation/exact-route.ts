import {
  accepts,
  amountUnit,
  feeUnit,
  gets,
  mostWithin,
  perQuote,
  spends,
  toExact,
  type ExactLeg,
  type RouteLegTruth,
} from './exact-leg.ts'
import { boundSizes, type SizeBounds } from './size-bounds.ts'

export type { LegRules, RouteLegTruth } from './exact-leg.ts'

export interface ExactBest {
  /** Counts of 10^-10 of each leg's base. */
  readonly quantities: readonly bigint[]
  /** Accounting asset, fixed costs taken off; the double nearest to the exact amount. */
  readonly profit: number
  readonly spent: number
}

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

interface Found {
  readonly quantities: readonly bigint[]
  readonly profit: bigint
  readonly spent: bigint
}

/** Exactly what a size of the first leg gains; undefined: a venue does not take it, or it gains nothing. */
const tryExactly = (legs: readonly ExactLeg[], first: bigint, pair: boolean): Found | undefined => {
  const [head] = legs
  const tail = legs.at(-1)
  const quantities = quantitiesFrom(legs, first, pair)
  const end = quantities?.at(-1)
  if (quantities === undefined || end === undefined || head === undefined || tail === undefined) return undefined
  const spent = spends(head, first)
  const profit = gets(tail, end) - spent - legs.reduce((sum, { cost }) => sum + cost, 0n)
  return profit > 0n ? { quantities, profit, spent } : undefined
}

/**
 * The size of greatest profit over every lot of the first leg, in exact arithmetic; undefined when none gains. Shares no
 * code with the engine. Sizes whose upper bound in doubles (see size-bounds.ts) rules them out are not tried exactly.
 * `sameSymbol`: buys and sells one pair. `any`: the first size that gains will do.
 */
export const bestExact = (route: readonly RouteLegTruth[], sameSymbol: boolean, any = false): ExactBest | undefined => {
  const legs = route.map(toExact)
  const [first, second] = legs
  if (first === undefined || second === undefined || legs.some(({ depth }) => depth === 0n)) return undefined
  if (!topsPay(legs)) return undefined
  const pair = isPair(route, sameSymbol)
  const step = pair ? (first.step * second.step) / greatestDivisor(first.step, second.step) : first.step
  const bounds = boundSizes(legs, pair, step)
  const search = createSearch(bounds, toNumber(legs.reduce((sum, leg) => sum + leg.cost, 0n)), lots =>
    tryExactly(legs, BigInt(lots) * step, pair),
  )
  const best = search(any)
  return best && { quantities: best.quantities, profit: toNumber(best.profit), spent: toNumber(best.spent) }
}

/** Sizes whose bounds are told between two exact trials. */
const batch = 16

/** Goes from the size that would be the best without lots to both sides, as far as a bound allows something better. */
const createSearch =
  (bounds: SizeBounds, cost: number, tryLots: (lots: number) => Found | undefined) =>
  (any: boolean): Found | undefined => {
    const { most, smooth, margin } = bounds
    let best: Found | undefined
    let reached = cost
    let open: { readonly lots: number; readonly most: number }[] = []
    const add = (lots: number): void => {
      const bound = most(lots)
      if (bound > reached) open.push({ lots, most: bound })
    }
    /** The most promising first. */
    const settle = (): void => {
      open.sort((a, b) => b.most - a.most)
      for (const { lots, most: bound } of open) {
        if (bound <= reached) break
        const found = tryLots(lots)
        if (found === undefined || found.profit <= (best?.profit ?? 0n)) continue
        best = found
        // A little less than it truly is, so that what is as good but for rounding is tried too.
        reached = Math.max(reached, toNumber(found.profit) + cost - 4 * margin)
        if (any) break
      }
      open = []
    }
    const peak = peakOf(smooth, bounds.lots)
    const top = smooth(peak)
    const walk = (by: 1 | -1): void => {
      for (let lots = by === 1 ? peak : peak - 1; lots >= 1 && lots <= bounds.lots; lots += by) {
        add(lots)
        if (Math.abs(lots - peak) % batch !== batch - 1) continue
        settle()
        const here = smooth(lots)
        const falls = here < top - 4 * margin || top + 8 * margin <= reached
        if ((any && best !== undefined) || (falls && here + 4 * margin <= reached)) return
      }
      settle()
    }
    if (top <= reached) return undefined
    walk(1)
    if (!any || best === undefined) walk(-1)
    return best
  }

/** Where a concave function of 1 … most is greatest. */
const peakOf = (of: (lots: number) => number, most: number): number => {
  let low = 1
  let high = most
  while (high - low > 2) {
    const left = low + Math.floor((high - low) / 3)
    const right = high - Math.floor((high - low) / 3)
    if (of(left) < of(right)) low = left
    else high = right
  }
  let best = low
  for (let lots = low + 1; lots <= high; lots++) if (of(lots) > of(best)) best = lots
  return best
}

/** When the best levels do not pay after fees no size does, as every further level is worse. */
const topsPay = (legs: readonly ExactLeg[]): boolean => {
  let spent = 1n
  let got = 1n
  for (const leg of legs) {
    const price = leg.levels[0]?.[0] ?? 0n
    spent *= leg.buys ? price * leg.buySpends : perQuote * feeUnit
    got *= leg.buys ? perQuote * leg.buyGets : price * leg.sellGets
  }
  return got > spent
}
