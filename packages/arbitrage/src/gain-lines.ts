import { depthOfLadder, type Ladder } from './ladder.ts'
import { gainBound, type LegFlow } from './leg-flow.ts'
import { quantityOf, type QuantityGrid } from './quantity-grid.ts'

/** What a leg makes of an amount: base traded of what comes in, whole lots of that, and what goes out, each along a straight line. */
interface LegLine {
  readonly inBase: number
  readonly inSlope: number
  /** Base: most on the way up the route, least on the way back. */
  readonly limit: number
  /** Base; 0: any size. */
  readonly step: number
  readonly outBase: number
  readonly outSlope: number
}

/** What trading so many lots of one leg gains at most: an upper bound that costs a few multiplications. */
export interface GainLines {
  readonly grid: QuantityGrid
  readonly spentBase: number
  readonly spentSlope: number
  readonly gotBase: number
  readonly gotSlope: number
  /** Legs before the one whose lots are counted, the nearest first: what each has to trade. */
  readonly before: readonly LegLine[]
  /** Legs after it, the nearest first: what each can trade. */
  readonly after: readonly LegLine[]
  /** Accounting asset: more than rounding of doubles adds up to. */
  readonly margin: number
}

// Lots are rounded by a count that may be off by a part of 1e-12; whoever rounds with more room is never below.
const countSlack = 4e-12
const marginPart = 1e-11

/** The line of the level that was found last: quote for a quantity is base + slope × quantity. */
const levelOf = ({ prices, depths, notionals, found }: Ladder): { readonly base: number; readonly slope: number } => {
  const level = Math.min(found, depths.length - 1)
  const price = prices[level] ?? 0
  const [below, paid] = level === 0 ? [0, 0] : [depths[level - 1] ?? 0, notionals[level - 1] ?? 0]
  return { base: paid - below * price, slope: price }
}

const flat = { base: 0, slope: 1 }

/**
 * Lines through the levels that so many lots of leg `index` reach. What a ladder brings is concave in what is put in, and what
 * it costs is convex in what is taken out: the line of any one level is nowhere worse than the ladder. So the bound holds for
 * every number of lots, and it is close for those that reach the same levels.
 */
export const layLines = (
  legs: readonly LegFlow[],
  index: number,
  lots: number,
  smallest: readonly number[],
): GainLines | undefined => {
  const own = legs[index]
  if (own === undefined) return undefined
  // It leaves each ladder at the level that it has searched.
  gainBound(legs, index, quantityOf(own.grid, lots))
  const ownLine = levelOf(own.ladder)
  const [spent, got] = own.buys ? [ownLine, flat] : [flat, ownLine]
  const before: LegLine[] = []
  for (let at = index - 1; at >= 0; at -= 1) {
    const leg = legs[at]
    if (leg !== undefined) before.push(lineBack(leg, smallest[at] ?? 0))
  }
  const lines = {
    grid: own.grid,
    spentBase: spent.base * own.spendFactor,
    spentSlope: spent.slope * own.spendFactor,
    gotBase: got.base * own.getFactor,
    gotSlope: got.slope * own.getFactor,
    before,
    after: legs.slice(index + 1).map(lineOn),
    margin: 0,
  }
  return { ...lines, margin: spentAtLeast(lines, quantityOf(own.grid, lots)) * marginPart }
}

/** The least that brings an amount, and what that costs. */
const lineBack = ({ buys, ladder, grid, spendFactor, getFactor }: LegFlow, smallest: number): LegLine => {
  const { base, slope } = levelOf(ladder)
  const [need, cost] = buys ? [flat, { base, slope }] : [{ base, slope }, flat]
  return {
    inBase: -need.base / need.slope,
    inSlope: 1 / (need.slope * getFactor),
    limit: smallest,
    step: grid.step,
    outBase: cost.base * spendFactor,
    outSlope: cost.slope * spendFactor,
  }
}

/** The most that an amount can trade, and what that brings. */
const lineOn = ({ buys, ladder, grid, spendFactor, getFactor }: LegFlow): LegLine => {
  const { base, slope } = levelOf(ladder)
  const [trade, bring] = buys ? [{ base, slope }, flat] : [flat, { base, slope }]
  return {
    inBase: -trade.base / trade.slope,
    inSlope: 1 / (trade.slope * spendFactor),
    limit: depthOfLadder(ladder),
    step: grid.step,
    outBase: bring.base * getFactor,
    outSlope: bring.slope * getFactor,
  }
}

const spentAtLeast = ({ before, spentBase, spentSlope }: Omit<GainLines, 'margin'>, quantity: number): number => {
  let spent = spentBase + spentSlope * quantity
  for (const { inBase, inSlope, limit, step, outBase, outSlope } of before) {
    let traded = inBase + inSlope * spent
    if (step > 0) {
      const count = traded / step
      traded = Math.ceil(count - count * countSlack) * step
    }
    if (traded < limit) traded = limit
    spent = outBase + outSlope * traded
  }
  return spent
}

const gotAtMost = ({ after, gotBase, gotSlope }: GainLines, quantity: number): number => {
  let got = gotBase + gotSlope * quantity
  for (const { inBase, inSlope, limit, step, outBase, outSlope } of after) {
    let traded = inBase + inSlope * got
    if (traded > limit) traded = limit
    if (step > 0) {
      const count = traded / step
      traded = Math.floor(count + count * countSlack) * step
    }
    got = outBase + outSlope * traded
  }
  return got
}

/** So many lots gain no more than this, in the accounting asset. */
export const gainAtMost = (lines: GainLines, lots: number): number => {
  const quantity = quantityOf(lines.grid, lots)
  const spent = spentAtLeast(lines, quantity)
  return gotAtMost(lines, quantity) - spent + lines.margin + spent * marginPart
}
