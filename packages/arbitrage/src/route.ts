import type { Book } from './book.ts'
import { compareAccounting } from './accounting-asset.ts'
import type { Episode } from './episode-record.ts'
import type { FixedAmount } from './fixed-costs.ts'
import type { TradeRules } from './best-size.ts'
import type { KeptWalk } from './kept-walk.ts'
import { jointGrid } from './quantity-grid.ts'
import type { Standing } from './standing-profits.ts'
import type { Judgement } from './verdict.ts'

/** `two-leg`: one pair on two books. `triangular`: three trades on one venue. `cycle`: every other. */
export type RouteKind = 'two-leg' | 'triangular' | 'cycle'

/** One trade. A buy spends quote and gets base, a sell the reverse. A fee in quote is on top of what a buy spends; else it is
 * taken from what the leg gets. */
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
  /** What leaving each leg's venue costs; empty where nothing does. */
  readonly transfers: readonly FixedAmount[]
  /** Rules of a two-leg route whose legs trade one quantity; undefined for every other, also where the buy's fee is in base. */
  pairRules: TradeRules | undefined
  lotsChanged: boolean
  /** Its last walk, as long as no lots changed. */
  walk: KeptWalk | undefined
  /** The turn of the last evaluation, so that a route with several changed books is evaluated once. */
  turn: number
  episode: Episode | undefined
  lastOpenedAtMs: number
  /** While it pays: what it has brought lately. */
  standing: Standing | undefined
  /** Which pairs its fixed costs are turned at, while it is near enough to paying for their moves to count. */
  ratePairs: readonly string[]
  /** Of its last full look; a route whose best prices are far from paying is not looked at and has none that counts. */
  verdict: Judgement | undefined
}

export const spentBy = (leg: RouteLeg): string => (leg.side === 'buy' ? leg.book.quote : leg.book.base)

export const receivedBy = (leg: RouteLeg): string => (leg.side === 'buy' ? leg.book.base : leg.book.quote)

/** Where the leg's rate stands in `TopRates`. */
export const placeOf = (leg: RouteLeg): number => (leg.side === 'buy' ? leg.book.buyPlace : leg.book.sellPlace)

/** What the leg spends per quote of notional (a buy) or per base traded (a sell). */
export const spendFactorOf = ({ book, side }: RouteLeg): number => (side === 'buy' ? book.factors.buySpends : 1)

/** What the leg gets per base traded (a buy) or per quote of notional (a sell). */
export const getFactorOf = ({ book, side }: RouteLeg): number =>
  side === 'buy' ? book.factors.buyGets : book.factors.sellGets

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

export const createRoute = (
  legs: readonly RouteLeg[],
  slot: number,
  lastOpenedAtMs: number,
  transfers: readonly FixedAmount[],
): Route => {
  const [first] = legs
  const kind = kindOf(legs)
  return {
    id: routeIdOf(legs),
    kind,
    legs,
    accounting: first === undefined ? '' : spentBy(first),
    slot,
    transfers,
    pairRules: kind === 'two-leg' ? pairRulesOf(legs) : undefined,
    lotsChanged: false,
    walk: undefined,
    turn: 0,
    episode: undefined,
    lastOpenedAtMs,
    standing: undefined,
    ratePairs: [],
    verdict: undefined,
  }
}

/** What both venues of a two-leg route ask of a size, where both trade the same. The first leg buys, the second sells. */
const pairRulesOf = ([buy, sell]: readonly RouteLeg[]): TradeRules | undefined =>
  buy === undefined || sell === undefined || getFactorOf(buy) !== 1
    ? undefined
    : {
        grid: jointGrid(buy.book.view.quantityStep, sell.book.view.quantityStep),
        minQuantity: Math.max(buy.book.view.minQuantity, sell.book.view.minQuantity),
        buyMinNotional: buy.book.view.minNotional,
        sellMinNotional: sell.book.view.minNotional,
        buyFactor: spendFactorOf(buy),
        sellFactor: getFactorOf(sell),
      }

/** Reads the lots of its legs again. */
export const renewLots = (route: Route): void => {
  if (route.kind === 'two-leg') route.pairRules = pairRulesOf(route.legs)
  route.lotsChanged = false
  route.walk = undefined
}
