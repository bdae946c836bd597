import type { CostRate } from '@screener/contracts'
import type { Book } from './book.ts'
import { depthOf, fill, notionalOf, quantityForNotional, sumTolerance } from './fill.ts'
import { proofUsOf, refusalOf, type GateLimits } from './gates.ts'
import { receivedBy, type Route, type RouteLeg } from './route.ts'

/** An amount that a leg costs whatever it trades: gas, a withdrawal. */
export interface FixedAmount {
  /** Empty: none. */
  readonly asset: string
  readonly amount: number
}

export interface LegCost extends FixedAmount {
  /** The same in the route's accounting asset. */
  readonly quote: number
}

/** What a route costs whatever its size. */
export interface RouteCosts {
  /** One for each leg; empty when the route has no such costs at all. */
  readonly legs: readonly LegCost[]
  /** One for each asset that is paid and is not the accounting asset, with the levels that were walked. */
  readonly rates: readonly CostRate[]
  /** On which books these rates stand: they have to stay fresh as long as the figures count. */
  readonly rateBooks: readonly Book[]
  /** Accounting asset: the legs' costs, summed in their order. */
  readonly quote: number
}

/** Withdrawal of an asset from a venue, in that asset. */
export type TransferCosts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** All books that trade the one asset for the other. */
export type BooksBetween = (a: string, b: string) => readonly Book[]

/** `undefined` costs: what they are worth cannot be told now, for the reason in words. */
export type CostFinding = { readonly costs: RouteCosts } | { readonly costs: undefined; readonly why: string }

export const noCosts: RouteCosts = { legs: [], rates: [], rateBooks: [], quote: 0 }

const free: CostFinding = { costs: noCosts }
const nothing: FixedAmount = { asset: '', amount: 0 }

const ownCostOf = ({ book, side }: RouteLeg): number => (side === 'buy' ? book.view.buyCost : book.view.sellCost) ?? 0

/** What leaving each leg's venue with what the leg brought costs; what the last leg brings stays where it is. */
export const transfersOf = (legs: readonly RouteLeg[], transferCosts: TransferCosts): readonly FixedAmount[] => {
  const transfers = legs.map((leg, index) => {
    const next = legs[index + 1]
    const asset = receivedBy(leg)
    const leaves = next !== undefined && next.book.venue !== leg.book.venue
    const amount = leaves ? (transferCosts[leg.book.venue]?.[asset] ?? 0) : 0
    return amount > 0 ? { asset, amount } : nothing
  })
  return transfers.some(({ amount }) => amount > 0) ? transfers : []
}

const fits = (cost: FixedAmount | undefined, asset: string): cost is FixedAmount =>
  cost !== undefined && (cost.amount === 0 || cost.asset === asset)

/**
 * What each leg costs, in one asset each. A transfer is a cost of the leg it leaves from, or, when that one pays in another
 * asset, of the leg it arrives at. Undefined when both do.
 */
const amountsOf = ({ legs, transfers }: Route): readonly FixedAmount[] | undefined => {
  const amounts = legs.map((leg): FixedAmount => {
    const amount = ownCostOf(leg)
    return amount > 0 ? { asset: leg.book.view.costAsset ?? '', amount } : nothing
  })
  for (const [index, { asset, amount }] of transfers.entries()) {
    if (amount === 0) continue
    const at = fits(amounts[index], asset) ? index : index + 1
    const before = amounts[at]
    if (!fits(before, asset)) return undefined
    amounts[at] = { asset, amount: before.amount + amount }
  }
  return amounts
}

/** Whether the route has costs of this kind as its books are now. */
export const hasFixedCosts = ({ legs, transfers }: Route): boolean =>
  transfers.length > 0 || legs.some(leg => ownCostOf(leg) > 0)

/** The assets that have to be turned into the accounting asset, each once, in order of the legs. */
export const costAssetsOf = (route: Route): readonly string[] => {
  const assets = new Set((amountsOf(route) ?? []).filter(({ amount }) => amount > 0).map(({ asset }) => asset))
  assets.delete(route.accounting)
  return [...assets]
}

const rateLegOf = (book: Book, asset: string): RouteLeg => ({ book, side: book.base === asset ? 'buy' : 'sell' })

/** Base that the book trades to bring the amount of the asset. */
const quantityFor = ({ book, side }: RouteLeg, amount: number): number =>
  side === 'buy' ? amount : quantityForNotional(book.bids, amount / book.factors.sellGets)

// A cost is a valuation, not an order: nobody buys gas trade by trade, so neither lots nor the fee's asset matter, and the
// fee of a buy is taken on top in quote.
const feeOnTop = (book: Book): number => 1 + book.fee.takerBps / 10_000

/** What buying the amount of the asset on the book costs, fee included; Infinity when known levels are too few. */
const priceOf = (leg: RouteLeg, amount: number): number => {
  const quantity = quantityFor(leg, amount)
  const side = leg.side === 'buy' ? leg.book.asks : leg.book.bids
  if (!(quantity <= depthOf(side) * (1 + sumTolerance))) return Infinity
  return leg.side === 'buy' ? notionalOf(side, quantity) * feeOnTop(leg.book) : quantity
}

const describeRate = (leg: RouteLeg, asset: string, amount: number): CostRate => {
  const { book, side } = leg
  const { view } = book
  const taken = fill(side === 'buy' ? book.asks : book.bids, quantityFor(leg, amount))
  let sold = 0
  for (const quantity of taken.quantities) sold += quantity
  return {
    asset,
    venue: book.venue,
    symbol: book.symbol,
    side,
    amount,
    quote: side === 'buy' ? taken.notional * feeOnTop(book) : sold,
    takerBps: book.fee.takerBps,
    session: view.session,
    sequence: view.sequence,
    prices: taken.prices,
    quantities: taken.quantities,
    available: taken.available,
    receivedTimeUs: view.receivedTimeUs,
    proofTimeUs: proofUsOf(book),
  }
}

const isTradeFree = (leg: RouteLeg): boolean => ownCostOf(leg) === 0

const isBefore = (a: Book, b: Book): boolean => (a.venue === b.venue ? a.symbol < b.symbol : a.venue < b.venue)

/**
 * The book on which the amount is the cheapest, among those that may be priced now. A book whose own trades have a fixed
 * cost counts only where there is no other.
 */
const cheapestRate = (
  books: readonly Book[],
  asset: string,
  amount: number,
  limits: GateLimits,
  nowUs: number,
): RouteLeg | undefined => {
  let best: RouteLeg | undefined
  let bestPrice = Infinity
  for (const book of books) {
    const leg = rateLegOf(book, asset)
    if (refusalOf([leg], limits, nowUs) !== undefined) continue
    const price = priceOf(leg, amount)
    if (price === Infinity) continue
    const free = isTradeFree(leg)
    const bestIsFree = best !== undefined && isTradeFree(best)
    const isBetter =
      best === undefined ||
      (free === bestIsFree ? price < bestPrice || (price === bestPrice && isBefore(book, best.book)) : free)
    if (isBetter) [best, bestPrice] = [leg, price]
  }
  return best
}

/** What the route's fixed costs are worth in its accounting asset, from the books as they are now. */
export const fixedCostsOf = (
  route: Route,
  booksBetween: BooksBetween,
  limits: GateLimits,
  nowUs: number,
): CostFinding => {
  if (!hasFixedCosts(route)) return free
  const amounts = amountsOf(route)
  if (amounts === undefined) return { costs: undefined, why: 'two legs that pay in other assets share a transfer' }
  const totals = new Map<string, number>()
  for (const { asset, amount } of amounts) if (amount > 0) totals.set(asset, (totals.get(asset) ?? 0) + amount)
  const rates = new Map<string, CostRate>()
  const rateBooks: Book[] = []
  for (const [asset, amount] of totals) {
    if (asset === route.accounting) continue
    const leg = cheapestRate(booksBetween(asset, route.accounting), asset, amount, limits, nowUs)
    if (leg === undefined)
      return { costs: undefined, why: `no live book sells ${amount} ${asset} for ${route.accounting}` }
    rates.set(asset, describeRate(leg, asset, amount))
    rateBooks.push(leg.book)
  }
  const legs = amounts.map(({ asset, amount }): LegCost => {
    const rate = rates.get(asset)
    return { asset, amount, quote: rate === undefined ? amount : (amount / rate.amount) * rate.quote }
  })
  let quote = 0
  for (const leg of legs) quote += leg.quote
  return { costs: { legs, rates: [...rates.values()], rateBooks, quote } }
}
