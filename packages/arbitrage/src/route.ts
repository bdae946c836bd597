import type { Book } from './book.ts'
import { compareAccounting } from './accounting-asset.ts'
import type { Episode } from './episode-record.ts'
import type { TradeRules } from './best-size.ts'
import { jointGrid } from './quantity-grid.ts'
import type { Verdict } from './verdict.ts'

/** `two-leg`: one pair on two books. `triangular`: three trades on one venue. `cycle`: every other. */
export type RouteKind = 'two-leg' | 'triangular' | 'cycle'

/** One trade. A buy spends quote and gets base, a sell the reverse; the taker fee is taken from the quote notional of both. */
export interface RouteLeg {
  readonly book: Book
  readonly side: 'buy' | 'sell'
}

/** A simple cycle of legs over assets, beginning and ending with the asset it is counted in. */
export interface Route {
  readonly id: string
  readonly kind: RouteKind
  readonly legs: readonly RouteLeg[]
  /** The asset the first leg spends and the last one gets. */
  readonly accounting: string
  /** Where it stands in `TopRates`. */
  readonly slot: number
  /** Rules of a two-leg route, whose legs trade one quantity; undefined for every other. */
  pairRules: TradeRules | undefined
  lotsChanged: boolean
  /** The turn of the last evaluation, so that a route with several changed books is evaluated once. */
  turn: number
  episode: Episode | undefined
  lastOpenedAtMs: number
  /** Of its last full look; a route whose best prices are far from paying is not looked at and has none that counts. */
  verdict: Verdict | undefined
}

export const spentBy = (leg: RouteLeg): string => (leg.side === 'buy' ? leg.book.quote : leg.book.base)

export const receivedBy = (leg: RouteLeg): string => (leg.side === 'buy' ? leg.book.base : leg.book.quote)

/** Where the leg's rate stands in `TopRates`. */
export const placeOf = (leg: RouteLeg): number => (leg.side === 'buy' ? leg.book.buyPlace : leg.book.sellPlace)

/** 1 ± taker fee: quote paid, or received, per quote of notional. */
export const feeFactorOf = (leg: RouteLeg): number =>
  leg.side === 'buy' ? 1 + leg.book.takerBps / 10_000 : 1 - leg.book.takerBps / 10_000

const isTwoLeg = ([first, second, ...rest]: readonly RouteLeg[]): boolean =>
  rest.length === 0 &&
  first !== undefined &&
  second !== undefined &&
  first.book.base === second.book.base &&
  first.book.quote === second.book.quote

const kindOf = (legs: readonly RouteLeg[]): RouteKind => {
  if (isTwoLeg(legs)) return 'two-leg'
  return legs.length === 3 && legs.every(leg => leg.book.venue === legs[0]?.book.venue) ? 'triangular' : 'cycle'
}

/** The legs turned so that the first one spends the accounting asset. A pair's two legs are counted in its quote. */
export const canonicalLegs = (legs: readonly RouteLeg[]): readonly RouteLeg[] => {
  let start = 0
  for (const [index, leg] of legs.entries()) {
    const first = legs[start]
    if (first === undefined) continue
    const isBetter = isTwoLeg(legs) ? leg.side === 'buy' : compareAccounting(spentBy(leg), spentBy(first)) < 0
    if (isBetter) start = index
  }
  return [...legs.slice(start), ...legs.slice(0, start)]
}

export const routeIdOf = (legs: readonly RouteLeg[]): string =>
  `${kindOf(legs)}:${legs.map(({ book, side }) => `${book.venue}.${book.symbol}.${side}`).join(':')}`

export const createRoute = (legs: readonly RouteLeg[], slot: number, lastOpenedAtMs: number): Route => {
  const [first] = legs
  const kind = kindOf(legs)
  return {
    id: routeIdOf(legs),
    kind,
    legs,
    accounting: first === undefined ? '' : spentBy(first),
    slot,
    pairRules: kind === 'two-leg' ? pairRulesOf(legs) : undefined,
    lotsChanged: false,
    turn: 0,
    episode: undefined,
    lastOpenedAtMs,
    verdict: undefined,
  }
}

/** What both venues of a two-leg route ask of a size. The first leg buys, the second sells. */
const pairRulesOf = ([buy, sell]: readonly RouteLeg[]): TradeRules | undefined =>
  buy === undefined || sell === undefined
    ? undefined
    : {
        grid: jointGrid(buy.book.view.quantityStep, sell.book.view.quantityStep),
        minQuantity: Math.max(buy.book.view.minQuantity, sell.book.view.minQuantity),
        buyMinNotional: buy.book.view.minNotional,
        sellMinNotional: sell.book.view.minNotional,
        buyFactor: feeFactorOf(buy),
        sellFactor: feeFactorOf(sell),
      }

/** Reads the lots of its legs again. */
export const renewLots = (route: Route): void => {
  if (route.kind === 'two-leg') route.pairRules = pairRulesOf(route.legs)
  route.lotsChanged = false
}
