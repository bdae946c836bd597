import type { Leg, Opportunity } from '@screener/contracts'
import { compareAccounting } from './accounting-asset.ts'
import { capacityOf } from './capacity.ts'
import { isDepegged, isRateLeg, splitEdge } from './edge-split.ts'
import type { Episode } from './episode-record.ts'
import type { Figures } from './figures.ts'
import type { LegCost } from './fixed-costs.ts'
import { sideOf, spentBeforeFee } from './price-route.ts'
import { fill } from './fill.ts'
import { ageMsOf, proofUsOf, skewMsOf } from './gates.ts'
import { getFactorOf, receivedBy, spendFactorOf, type Route, type RouteLeg } from './route.ts'

const noCost: LegCost = { asset: '', amount: 0, quote: 0 }

const legOf = (leg: RouteLeg, quantity: number, leftover: number, fixed: LegCost): Leg => {
  const { book, side } = leg
  const taken = fill(sideOf(leg), quantity)
  return {
    venue: book.venue,
    symbol: book.symbol,
    side,
    vwap: taken.notional / quantity,
    worstPrice: taken.worstPrice,
    quantity,
    notional: taken.notional,
    takerBps: book.fee.takerBps,
    feeQuote: (taken.notional * book.fee.takerBps) / 10_000,
    session: book.view.session,
    sequence: book.view.sequence,
    prices: taken.prices,
    quantities: taken.quantities,
    exchangeTimeMs: book.view.exchangeTimeMs,
    receivedTimeUs: book.view.receivedTimeUs,
    proofTimeUs: proofUsOf(book),
    syncedTimeUs: book.view.syncedTimeUs,
    available: taken.available,
    base: book.base,
    quote: book.quote,
    leftover,
    isRate: isRateLeg(leg),
    fixedCost: fixed.amount,
    fixedCostAsset: fixed.asset,
    fixedCostQuote: fixed.quote,
    origin: book.view.origin ?? '',
  }
}

/** What each leg spends and gets, fee included, in its own two assets. */
const amountsOf = (route: Route, figures: Figures): readonly { readonly spent: number; readonly got: number }[] =>
  route.legs.map((leg, index) => {
    const quantity = figures.quantities[index] ?? 0
    const notional = figures.notionals[index] ?? 0
    const [spent, got] = leg.side === 'buy' ? [notional, quantity] : [quantity, notional]
    return { spent: spent * spendFactorOf(leg), got: got * getFactorOf(leg) }
  })

/** The asset the route is about: the one that is counted in last. A pair's is its base. */
const tradedAsset = (route: Route): string => {
  if (route.kind === 'two-leg') return route.legs[0]?.book.base ?? ''
  return route.legs.map(receivedBy).reduce((last, asset) => (compareAccounting(asset, last) > 0 ? asset : last))
}

/** VWAP to VWAP before fees, without what rounding leaves over. */
const grossBpsOf = (route: Route, { quantities, notionals }: Figures): number => {
  if (route.pairRules !== undefined) {
    const [bought = 0, sold = 0] = notionals
    return ((sold - bought) / bought) * 10_000
  }
  let product = 1
  for (const [index, leg] of route.legs.entries()) {
    const price = (notionals[index] ?? 0) / (quantities[index] ?? 1)
    product *= leg.side === 'buy' ? 1 / price : price
  }
  return (product - 1) * 10_000
}

export const lifetimeUsOf = (episode: Pick<Episode, 'openedUs'>, nowUs: number): number =>
  Math.max(0, nowUs - episode.openedUs)

/** Net since the opening, each value weighted by how long it held; the first value in the opening's own moment. */
export const timeWeightedNetBpsOf = (
  episode: Pick<Episode, 'openedUs' | 'netTime' | 'figures' | 'figuresUs'>,
  nowUs: number,
): number => {
  const lifetimeUs = lifetimeUsOf(episode, nowUs)
  if (lifetimeUs === 0) return episode.figures.netBps
  return (episode.netTime + episode.figures.netBps * Math.max(0, nowUs - episode.figuresUs)) / lifetimeUs
}

// Between two legs, a difference below this part of the amount is rounding of doubles, not something left over.
const crumb = 1e-12

/** The opportunity as it travels, from the books as they are now. */
export const describe = (
  route: Route,
  episode: Omit<Episode, 'shown'>,
  nowUs: number,
  depegBps: number,
): Opportunity => {
  const { figures, watch } = episode
  const amounts = amountsOf(route, figures)
  const base = tradedAsset(route)
  const quote = route.accounting
  const quantity = amounts[route.legs.findIndex(leg => receivedBy(leg) === base)]?.got ?? 0
  const { assetBps, rateBps } = splitEdge(route, figures)
  const capacity = capacityOf(route, figures)
  const legs = route.legs.map((leg, index) => {
    const arrived = index === 0 ? 0 : (amounts[index - 1]?.got ?? 0)
    const leftover = index === 0 ? 0 : arrived - (amounts[index]?.spent ?? 0)
    const fixed = figures.fixedCosts.legs[index] ?? noCost
    return legOf(leg, figures.quantities[index] ?? 0, leftover > arrived * crumb ? leftover : 0, fixed)
  })
  return {
    id: episode.id,
    routeId: route.id,
    kind: route.kind,
    symbol: `${base}-${quote}`,
    base,
    quote,
    legs,
    quantity,
    costQuote: figures.cost,
    proceedsQuote: figures.proceeds,
    profitQuote: figures.profit,
    grossBps: grossBpsOf(route, figures),
    netBps: figures.netBps,
    openedAtMs: episode.openedAtMs,
    updatedAtUs: nowUs,
    peakNetBps: episode.peakNetBps,
    peakProfitQuote: episode.peakProfitQuote,
    ageMs: Math.round(ageMsOf(route.legs, nowUs)),
    skewMs: Math.round(skewMsOf(route.legs)),
    lifetimeUs: lifetimeUsOf(episode, nowUs),
    timeWeightedNetBps: timeWeightedNetBpsOf(episode, nowUs),
    survival: [...watch.marks],
    assetBps,
    rateBps,
    exclusiveGroups: route.legs.map(({ book, side }) => `${book.venue}.${book.symbol}.${side}`),
    capacitySpentQuote: capacity.map(point => spentBeforeFee(route, point.quantities, point.notionals)),
    capacityProfitQuote: capacity.map(point => point.profit),
    missedProfitQuote: figures.missedProfit,
    fixedCostQuote: figures.fixedCosts.quote,
    marks: isDepegged(route, figures, depegBps) ? ['depeg'] : [],
  }
}
