import { bestCycleSize } from './best-cycle-size.ts'
import { bestSize, type TradeRules } from './best-size.ts'
import { buyFlowOf, sellFlowOf } from './book.ts'
import type { Figures } from './figures.ts'
import { depthOf, notionalOf, sumTolerance, type Side } from './fill.ts'
import { noCosts, type RouteCosts } from './fixed-costs.ts'
import { stillHolds } from './kept-walk.ts'
import { depthOfLadder, depthsOf, levelsDeciding } from './ladder.ts'
import { amountIn, amountOut, runThrough, type LegFlow } from './leg-flow.ts'
import { getFactorOf, spendFactorOf, type Route, type RouteLeg } from './route.ts'

export const sideOf = ({ book, side }: RouteLeg): RouteLeg['book']['asks'] => (side === 'buy' ? book.asks : book.bids)

export const flowsOf = (route: Route): readonly LegFlow[] =>
  route.legs.map(leg => (leg.side === 'buy' ? buyFlowOf(leg.book) : sellFlowOf(leg.book)))

/** What the first leg spends before its fee, in the accounting asset. */
export const spentBeforeFee = (route: Route, quantities: readonly number[], notionals: readonly number[]): number =>
  (route.legs[0]?.side === 'buy' ? notionals[0] : quantities[0]) ?? 0

/** Before fixed costs. Notionals are summed in level order, so that whoever adds up the levels of the legs gets the same bits. */
export const figuresFrom = (route: Route, quantities: readonly number[], missedProfit: number): Figures => {
  const { legs } = route
  const notionals = legs.map((leg, index) => notionalOf(sideOf(leg), quantities[index] ?? 0))
  const [first] = legs
  const last = legs[legs.length - 1]
  const spent = spentBeforeFee(route, quantities, notionals)
  const brought = (last?.side === 'sell' ? notionals : quantities)[legs.length - 1] ?? 0
  const cost = first === undefined ? 0 : spent * spendFactorOf(first)
  const proceeds = last === undefined ? 0 : brought * getFactorOf(last)
  const profit = proceeds - cost
  const netBps = (profit / spent) * 10_000
  // prettier-ignore
  return { quantities, notionals, cost, proceeds, fixedCosts: noCosts, profit, netBps, netBeforeCostsBps: netBps, missedProfit }
}

/** The figures after fixed costs: a constant does not move the size of greatest profit. */
export const afterCosts = (route: Route, figures: Figures, fixedCosts: RouteCosts): Figures => {
  if (fixedCosts === noCosts) return figures
  const { quantities, notionals, cost, proceeds } = figures
  const profit = proceeds - cost - fixedCosts.quote
  const netBps = (profit / spentBeforeFee(route, quantities, notionals)) * 10_000
  return { ...figures, fixedCosts, profit, netBps }
}

/** What was found of a route's best size. */
export interface BestFigures {
  /** Undefined: no size that was tried gains. */
  readonly figures: Figures | undefined
  /** False: the search ended at its limit, and a better size is not ruled out. */
  readonly isProven: boolean
  /** How many of the best levels of each leg decided; undefined: not told. */
  readonly reach: readonly number[] | undefined
}

/** The route's figures at the size of greatest profit, before fixed costs. */
export const bestFigures = (route: Route): BestFigures => {
  if (route.pairRules !== undefined) {
    const [asks, bids] = pairSides(route)
    const quantity = bestSize(asks, bids, route.pairRules)
    return {
      figures: quantity === 0 ? undefined : figuresFrom(route, [quantity, quantity], 0),
      isProven: true,
      reach: quantity === 0 ? undefined : pairReach(asks, bids, route.pairRules, quantity),
    }
  }
  const { quantities, missedGain, reach } = bestCycleSize(flowsOf(route))
  return {
    figures: quantities === undefined ? undefined : figuresFrom(route, quantities, missedGain),
    isProven: missedGain === 0,
    reach,
  }
}

/** Its best size is within one step of where a further unit stops gaining, or above it. */
const pairReach = (asks: Side, bids: Side, { grid }: TradeRules, quantity: number): readonly number[] =>
  [asks, bids].map(side => levelsDeciding(depthsOf(side), quantity + grid.step))

/** The same as `bestFigures`, without a walk where nothing that decided about the last one has changed. */
export const keptOrBestFigures = (route: Route): { readonly found: BestFigures; readonly walked: boolean } => {
  const sides = route.legs.map(sideOf)
  if (route.walk !== undefined && stillHolds(route.walk, sides)) return { found: route.walk.found, walked: false }
  const found = bestFigures(route)
  route.walk = found.reach === undefined ? undefined : { found, sides, reach: found.reach }
  return { found, walked: true }
}

/** The route's figures, before fixed costs, when its first leg trades just this quantity; undefined when its books do not take it. */
export const figuresAt = (route: Route, firstQuantity: number): Figures | undefined => {
  if (route.pairRules !== undefined) {
    return takesPair(route, route.pairRules, firstQuantity)
      ? figuresFrom(route, [firstQuantity, firstQuantity], 0)
      : undefined
  }
  const flows = flowsOf(route)
  const quantities = runThrough(flows, firstQuantity)
  return quantities === undefined || runsShort(flows, quantities) ? undefined : figuresFrom(route, quantities, 0)
}

export const pairSides = (route: Route): readonly [RouteLeg['book']['asks'], RouteLeg['book']['bids']] => {
  const none = { prices: [], quantities: [] }
  const [buy, sell] = route.legs
  return [buy?.book.asks ?? none, sell?.book.bids ?? none]
}

const takesPair = (route: Route, rules: TradeRules, quantity: number): boolean => {
  const [asks, bids] = pairSides(route)
  return (
    quantity <= Math.min(depthOf(asks), depthOf(bids)) * (1 + sumTolerance) &&
    quantity >= rules.minQuantity * (1 - sumTolerance) &&
    notionalOf(asks, quantity) >= rules.buyMinNotional * (1 - sumTolerance) &&
    notionalOf(bids, quantity) >= rules.sellMinNotional * (1 - sumTolerance)
  )
}

/** Whether some leg gets more than all its known levels can take: what the rest would bring is not known. */
const runsShort = (flows: readonly LegFlow[], quantities: readonly number[]): boolean => {
  let arrived = 0
  for (const [index, leg] of flows.entries()) {
    if (index > 0 && arrived > amountIn(leg, depthOfLadder(leg.ladder)) * (1 + sumTolerance)) return true
    arrived = amountOut(leg, quantities[index] ?? 0)
  }
  return false
}
