import { feeUnit, type ExactLeg } from './exact-leg.ts'

/**
 * What a size can bring at most, in doubles: every rounding and every least amount is taken in its favour, with room for
 * the error of the doubles. What this rules out need not be tried exactly.
 */
export interface SizeBounds {
  /** Most that the size can gain, accounting asset, costs not taken off; -Infinity: no venue takes it. */
  readonly most: (lots: number) => number
  /** What the size would gain without lots and least amounts: never less than `most`, and concave in the size. */
  readonly smooth: (lots: number) => number
  readonly lots: number
  /** Added to `most` already; a difference of two bounds smaller than this says nothing. */
  readonly margin: number
}

interface FlatLeg {
  readonly buys: boolean
  readonly prices: Float64Array
  /** Base, and quote before fees, up to and with each level. */
  readonly bases: Float64Array
  readonly quotes: Float64Array
  readonly step: number
  readonly minQuantity: number
  readonly minNotional: number
  readonly spends: number
  readonly gets: number
}

const unit = 1e10
/** Relative error of a chain of a few hundred double operations is below 10^-13. */
const hair = 1e-12

const flat = new WeakMap<ExactLeg, FlatLeg>()

const flatten = (leg: ExactLeg): FlatLeg => {
  const before = flat.get(leg)
  if (before !== undefined) return before
  const prices = Float64Array.from(leg.levels, level => Number(level[0]) / unit)
  const bases = new Float64Array(prices.length)
  const quotes = new Float64Array(prices.length)
  let [base, quote] = [0, 0]
  for (const [index, level] of leg.levels.entries()) {
    const quantity = Number(level[1]) / unit
    base += quantity
    quote += quantity * (prices[index] ?? 0)
    bases[index] = base
    quotes[index] = quote
  }
  const made = {
    ...{ buys: leg.buys, prices, bases, quotes },
    step: Number(leg.step) / unit,
    minQuantity: Number(leg.minQuantity) / unit,
    minNotional: Number(leg.minNotional) / 1e20,
    spends: Number(leg.buySpends) / Number(feeUnit),
    gets: Number(leg.buys ? leg.buyGets : leg.sellGets) / Number(feeUnit),
  }
  flat.set(leg, made)
  return made
}

const last = (values: Float64Array): number => values[values.length - 1] ?? 0

const firstNotBelow = (values: Float64Array, value: number): number => {
  let index = 0
  while (index < values.length - 1 && (values[index] as number) < value) index++
  return index
}

const quoteOf = (leg: FlatLeg, base: number): number => {
  const index = firstNotBelow(leg.bases, base)
  return (leg.quotes[index] as number) - ((leg.bases[index] as number) - base) * (leg.prices[index] as number)
}
const baseFor = (leg: FlatLeg, quote: number): number => {
  if (quote >= last(leg.quotes)) return last(leg.bases)
  const index = firstNotBelow(leg.quotes, quote)
  return (leg.bases[index] as number) - ((leg.quotes[index] as number) - quote) / (leg.prices[index] as number)
}

const tradedOf = (leg: FlatLeg, amount: number): number =>
  leg.buys ? baseFor(leg, amount / leg.spends) : Math.min(amount, last(leg.bases))
const bringsOf = (leg: FlatLeg, base: number): number => (leg.buys ? base : quoteOf(leg, base)) * leg.gets

/** A hair of a lot too few counts as the whole lot. */
const wholeLots = (base: number, step: number): number => {
  const lots = (base * (1 + hair)) / step
  return Math.floor(lots + 1e-9 + lots * hair) * step
}

/** `pair`: both legs trade the same quantity. `step`: of the first leg. */
export const boundSizes = (exact: readonly ExactLeg[], pair: boolean, stepUnits: bigint): SizeBounds => {
  const legs = exact.map(flatten)
  const [first, second] = legs as [FlatLeg, FlatLeg]
  const step = Number(stepUnits) / unit
  const depth = pair ? Math.min(last(first.bases), last(second.bases)) : last(first.bases)
  const largest = first.buys ? quoteOf(first, depth) * first.spends : depth
  const margin = largest * hair
  const spentOf = (base: number): number => (first.buys ? quoteOf(first, base) * first.spends : base)
  const takes = (leg: FlatLeg, base: number): boolean =>
    base > 0 && base >= leg.minQuantity * (1 - hair) && quoteOf(leg, base) >= leg.minNotional * (1 - hair) - 1e-9

  const chain = (base: number, whole: boolean): number => {
    let traded = base
    let amount = 0
    for (const [index, leg] of legs.entries()) {
      if (index > 0 && !pair) {
        traded = tradedOf(leg, amount)
        if (whole) traded = Math.min(wholeLots(traded, leg.step), last(leg.bases))
      }
      if (whole && !takes(leg, traded)) return -Infinity
      amount = bringsOf(leg, traded)
    }
    return amount - spentOf(base) + margin
  }
  return {
    lots: Math.floor(depth / step + 1e-9 + (depth / step) * hair),
    margin,
    most: lots => chain(Math.min(lots * step, depth), true),
    smooth: lots => chain(Math.min(lots * step, depth), false),
  }
}
