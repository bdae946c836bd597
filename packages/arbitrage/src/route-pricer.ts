import type { Book } from './book.ts'
import type { EngineOptions } from './engine-options.ts'
import type { Figures } from './figures.ts'
import { costAssetsOf, fixedCostsOf, hasFixedCosts, noCosts, type RouteCosts } from './fixed-costs.ts'
import { refusalOf } from './gates.ts'
import { judge } from './judge-route.ts'
import { afterCosts, figuresAt, keptOrBestFigures } from './price-route.ts'
import type { RateWatch } from './rate-watch.ts'
import type { Route } from './route.ts'
import type { RouteTable } from './route-table.ts'
import { topsMarginOf } from './route-verdicts.ts'
import type { ProfitNow } from './standing-profits.ts'
import type { PriceAgain } from './survival.ts'

/** Prices routes whose books may be priced, after all that they cost. */
export interface RoutePricer {
  /** The route's figures at its best size, or undefined when a rule refuses them; the route is judged. */
  price(route: Route, nowUs: number): Figures | undefined
  /** What it brings when its first leg trades just this quantity; undefined when it cannot be priced now. Judges nothing. */
  readonly priceAgain: PriceAgain
  /** What its fixed costs are worth now, if that can be told. Judges nothing. */
  costsNow(route: Route, nowUs: number): RouteCosts | undefined
  /** What its best size brings at these costs; undefined when it is less than wanted. Judges nothing and looks at no gate. */
  readonly profitNow: ProfitNow
  /** Whether a book that its fixed costs were turned at may no longer be priced. Another one may take its place. */
  standsOnOldRate(route: Route, nowUs: number): boolean
  readonly walks: number
  /** Walks that ended at their limit. */
  readonly unprovenSizes: number
}

export const createRoutePricer = (table: RouteTable, rates: RateWatch, options: EngineOptions): RoutePricer => {
  const { tops, booksBetween } = table
  const { minNetBps, maxCredibleNetBps = Infinity } = options
  let walks = 0
  let unprovenSizes = 0

  /** What the route's fixed costs are worth now; undefined, and the route is judged, when that cannot be told. */
  const costsOf = (route: Route, nowUs: number): RouteCosts | undefined => {
    if (!hasFixedCosts(route)) {
      rates.leave(route)
      return noCosts
    }
    const assets = costAssetsOf(route)
    rates.follow(route, assets)
    const finding = fixedCostsOf(route, booksBetween, options, nowUs)
    if (finding.costs !== undefined) return finding.costs
    judge(route, 'cost', 0, nowUs, undefined, finding.why)
    // A rate that only lacks proof comes back without any change of its book.
    for (const asset of assets) for (const { feed } of booksBetween(asset, route.accounting)) feed.waiting.add(route)
    return undefined
  }

  /** Before fixed costs. */
  const bestOf = (route: Route): Figures | undefined => {
    const {
      found: { figures, isProven },
      walked,
    } = keptOrBestFigures(route)
    if (walked) walks += 1
    if (walked && !isProven) unprovenSizes += 1
    return figures
  }

  return {
    price: (route, nowUs) => {
      const margin = topsMarginOf(table, route)
      if (!tops.paysOnTop(route.slot)) {
        judge(route, 'tops', margin, nowUs)
        return undefined
      }
      const figures = bestOf(route)
      if (figures === undefined) {
        judge(route, 'size', margin, nowUs)
        return undefined
      }
      const costs = costsOf(route, nowUs)
      if (costs === undefined) return undefined
      const net = afterCosts(route, figures, costs)
      // Prices that cannot be believed are not saved by what it costs to trade on them.
      const beyondBelief = maxCredibleNetBps - net.netBeforeCostsBps
      if (beyondBelief < 0) judge(route, 'incredible', beyondBelief, nowUs)
      else if (net.netBps >= minNetBps) judge(route, 'open', net.netBps - minNetBps, nowUs)
      else judge(route, 'net', net.netBps - minNetBps, nowUs, undefined, costs === noCosts ? '' : 'after fixed costs')
      return route.verdict?.rule === 'open' ? net : undefined
    },
    priceAgain: (route, firstQuantity, nowUs) => {
      if (table.routeAt(route.slot) !== route || route.lotsChanged) return undefined
      if (refusalOf(route.legs, options, nowUs) !== undefined) return undefined
      const { costs } = fixedCostsOf(route, booksBetween, options, nowUs)
      const figures = costs === undefined ? undefined : figuresAt(route, firstQuantity)
      return figures === undefined || costs === undefined ? undefined : afterCosts(route, figures, costs)
    },
    costsNow: (route, nowUs) => fixedCostsOf(route, booksBetween, options, nowUs).costs,
    profitNow: (route, costs) => {
      if (route.lotsChanged || !tops.paysOnTop(route.slot)) return undefined
      const figures = bestOf(route)
      const net = figures === undefined ? undefined : afterCosts(route, figures, costs)
      return net === undefined || net.netBps < minNetBps ? undefined : net.profit
    },
    standsOnOldRate: ({ episode }, nowUs) => {
      const rateBooks: readonly Book[] = episode?.figures.fixedCosts.rateBooks ?? []
      return rateBooks.some(book => refusalOf([{ book, side: 'buy' }], options, nowUs) !== undefined)
    },
    get walks() {
      return walks
    },
    get unprovenSizes() {
      return unprovenSizes
    },
  }
}
