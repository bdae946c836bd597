import type { BookView, bookStatus } from '@screener/contracts'
import { inAssetUnits, type BookIdentity } from './book-identity.ts'
import type { Side } from './fill.ts'
import type { Hold } from './hold.ts'
import { createLadder } from './ladder.ts'
import type { LegFlow } from './leg-flow.ts'
import { lotsOf, sameLots, type Lots } from './lots.ts'
import { jointGrid } from './quantity-grid.ts'
import type { Route } from './route.ts'
import { feeFactorsOf, type FeeFactors, type TradeFee } from './trade-fee.ts'

/** Books whose evidence arrives together (one shard's stream): they are doubted and trusted together. */
export interface Group {
  trusted: boolean
  readonly feeds: Map<string, Feed>
  readonly books: Set<Book>
}

/** What serves one venue's books of a group. */
export interface Feed {
  readonly group: Group
  /** Newest proof of life that covers every book of the feed, in µs. */
  proofUs: number
  /** Routes that would pay, held back for want of a newer proof of this feed. */
  readonly waiting: Set<Route>
}

/** The newest view of one book, with what the hot path needs of it. */
export interface Book {
  readonly venue: string
  readonly symbol: string
  /** Assets of the registry; `view`, `asks` and `bids` are in their units. */
  readonly base: string
  readonly quote: string
  /** What the venue calls them, and how many units of `base` are in one of the venue's. */
  readonly nativeBase: string
  readonly nativeQuote: string
  readonly unitFactor: number
  readonly fee: TradeFee
  readonly factors: FeeFactors
  /** Where the rates of its two legs stand in `TopRates`. */
  readonly buyPlace: number
  readonly sellPlace: number
  feed: Feed
  view: BookView
  /** Of the view; another object when they have changed. */
  lots: Lots
  /** LIVE, with two sane sides. */
  usable: boolean
  hold: Hold | undefined
  asks: Side
  bids: Side
  /** The same sides as flows, made when a cycle first walks them. */
  buyFlow: LegFlow | undefined
  sellFlow: LegFlow | undefined
  queued: boolean
  /** How many routes through it bring something that has not stood for long enough yet. */
  pendingRoutes: number
}

const live: typeof bookStatus.live = 2
const emptySide: Side = { prices: [], quantities: [] }

// orderbook-sync never sends such a side; an analyzer that believed one would invent money.
const isSane = (prices: readonly number[], quantities: readonly number[], direction: 1 | -1): boolean => {
  if (prices.length === 0 || prices.length !== quantities.length) return false
  let previous = direction === 1 ? 0 : Infinity
  for (let index = 0; index < prices.length; index += 1) {
    const price = prices[index] ?? NaN
    const quantity = quantities[index] ?? NaN
    const inOrder = direction === 1 ? price > previous : price < previous
    if (!inOrder || !(price > 0 && price < Infinity && quantity > 0 && quantity < Infinity)) return false
    previous = price
  }
  return true
}

/** A cost that is told has an asset and is a number; one that is not is none. */
const isSaneCost = ({ costAsset = '', buyCost = 0, sellCost = 0 }: BookView): boolean =>
  buyCost >= 0 &&
  buyCost < Infinity &&
  sellCost >= 0 &&
  sellCost < Infinity &&
  (costAsset !== '' || buyCost + sellCost === 0)

const isUsable = (view: BookView): boolean =>
  view.status === live &&
  isSaneCost(view) &&
  isSane(view.bidPrices, view.bidQuantities, -1) &&
  isSane(view.askPrices, view.askQuantities, 1) &&
  // A crossed book is one whose two sides are not of the same instant.
  (view.bidPrices[0] ?? Infinity) < (view.askPrices[0] ?? 0)

export const createBook = (
  view: BookView,
  identity: BookIdentity | undefined,
  feed: Feed,
  fee: TradeFee,
  [buyPlace, sellPlace]: readonly [buyPlace: number, sellPlace: number],
): Book => {
  const { venue, symbol } = view
  const { base, quote, unitFactor } = identity ?? { base: view.base, quote: view.quote, unitFactor: 1 }
  // prettier-ignore
  const book: Book = {
    venue, symbol, base, quote, nativeBase: view.base, nativeQuote: view.quote, unitFactor, fee, factors: feeFactorsOf(fee),
    buyPlace, sellPlace, feed, view, lots: lotsOf(view), usable: false, hold: undefined, asks: emptySide, bids: emptySide,
    buyFlow: undefined, sellFlow: undefined, queued: false, pendingRoutes: 0,
  }
  takeView(book, view)
  return book
}

/** Takes a view, as the venue tells it, into its book. */
export const takeView = (book: Book, told: BookView): void => {
  const view = book.unitFactor === 1 ? told : inAssetUnits(told, book.unitFactor)
  book.view = view
  book.usable = isUsable(view)
  // A book that is not live may not know its lots yet: they have not changed. The view before is not looked at: it has long left the cache.
  if (view.status === live && !sameLots(book.lots, view)) book.lots = lotsOf(view)
  book.asks = book.usable ? { prices: view.askPrices, quantities: view.askQuantities } : emptySide
  book.bids = book.usable ? { prices: view.bidPrices, quantities: view.bidQuantities } : emptySide
  book.buyFlow = undefined
  book.sellFlow = undefined
}

/** Forgets the levels: the book is not usable until its next view. */
export const forgetView = (book: Book): void => {
  book.usable = false
  book.asks = emptySide
  book.bids = emptySide
  book.buyFlow = undefined
  book.sellFlow = undefined
}

/** Base received at the best ask per quote paid, fee included; 0 when not usable. */
export const topBuyRate = ({ asks, factors }: Book): number => {
  const price = asks.prices[0]
  return price === undefined ? 0 : factors.buyGets / (price * factors.buySpends)
}

/** Quote received at the best bid per base sold, after the fee; 0 when not usable. */
export const topSellRate = ({ bids, factors }: Book): number => (bids.prices[0] ?? 0) * factors.sellGets

const createFlow = ({ asks, bids, factors, view }: Book, buys: boolean): LegFlow => ({
  buys,
  ladder: createLadder(buys ? asks : bids),
  grid: jointGrid(view.quantityStep, view.quantityStep),
  minQuantity: view.minQuantity,
  minNotional: view.minNotional,
  spendFactor: buys ? factors.buySpends : 1,
  getFactor: buys ? factors.buyGets : factors.sellGets,
})

export const buyFlowOf = (book: Book): LegFlow => (book.buyFlow ??= createFlow(book, true))

export const sellFlowOf = (book: Book): LegFlow => (book.sellFlow ??= createFlow(book, false))

/** Whether a view, or what its symbol stands for, changes which routes its book belongs to. */
export const changesAssets = (book: Book, view: BookView, identity: BookIdentity | undefined): boolean =>
  book.nativeBase !== view.base ||
  book.nativeQuote !== view.quote ||
  // Without an identity a book's assets are the venue's own, which are compared already.
  book.base !== (identity?.base ?? book.nativeBase) ||
  book.quote !== (identity?.quote ?? book.nativeQuote) ||
  book.unitFactor !== (identity?.unitFactor ?? 1)
