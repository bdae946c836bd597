import type { BookView, bookStatus } from '@screener/contracts'
import type { Side } from './fill.ts'
import { createLadder } from './ladder.ts'
import type { LegFlow } from './leg-flow.ts'
import { jointGrid } from './quantity-grid.ts'
import type { Route } from './route.ts'

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
  readonly base: string
  readonly quote: string
  readonly takerBps: number
  /** Where the rates of its two legs stand in `TopRates`. */
  readonly buyPlace: number
  readonly sellPlace: number
  feed: Feed
  view: BookView
  /** LIVE, with two sane sides. */
  usable: boolean
  asks: Side
  bids: Side
  /** The same sides as flows, made when a cycle first walks them. */
  buyFlow: LegFlow | undefined
  sellFlow: LegFlow | undefined
  /** When the venue's frame behind this view was read, in µs. */
  receivedUs: number
  /** The view's own proof of life, in µs. */
  viewProofUs: number
  queued: boolean
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

const isUsable = (view: BookView): boolean =>
  view.status === live &&
  isSane(view.bidPrices, view.bidQuantities, -1) &&
  isSane(view.askPrices, view.askQuantities, 1) &&
  // A crossed book is one whose two sides are not of the same instant.
  (view.bidPrices[0] ?? Infinity) < (view.askPrices[0] ?? 0)

export const createBook = (view: BookView, feed: Feed, takerBps: number, buyPlace: number, sellPlace: number): Book => {
  const { venue, symbol, base, quote } = view
  // prettier-ignore
  const book: Book = {
    venue, symbol, base, quote, takerBps, buyPlace, sellPlace, feed, view, usable: false, asks: emptySide, bids: emptySide,
    buyFlow: undefined, sellFlow: undefined, receivedUs: 0, viewProofUs: 0, queued: false,
  }
  takeView(book, view)
  return book
}

/** Takes a view into its book. */
export const takeView = (book: Book, view: BookView): void => {
  book.view = view
  book.usable = isUsable(view)
  book.receivedUs = view.receivedTimeUs
  // A frame is itself a proof of life.
  book.viewProofUs = Math.max(view.proofTimeUs, view.receivedTimeUs)
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
export const topBuyRate = (book: Book): number => {
  const price = book.asks.prices[0]
  return price === undefined ? 0 : 1 / (price * (1 + book.takerBps / 10_000))
}

/** Quote received at the best bid per base sold, after the fee; 0 when not usable. */
export const topSellRate = (book: Book): number => (book.bids.prices[0] ?? 0) * (1 - book.takerBps / 10_000)

const createFlow = (book: Book, buys: boolean): LegFlow => ({
  buys,
  ladder: createLadder(buys ? book.asks : book.bids),
  grid: jointGrid(book.view.quantityStep, book.view.quantityStep),
  minQuantity: book.view.minQuantity,
  minNotional: book.view.minNotional,
  feeFactor: buys ? 1 + book.takerBps / 10_000 : 1 - book.takerBps / 10_000,
})

export const buyFlowOf = (book: Book): LegFlow => (book.buyFlow ??= createFlow(book, true))

export const sellFlowOf = (book: Book): LegFlow => (book.sellFlow ??= createFlow(book, false))

/** Whether a view changes which routes its book belongs to. */
export const changesAssets = (book: Book, view: BookView): boolean =>
  book.base !== view.base || book.quote !== view.quote

/** Whether a view changes what the routes of its book may trade. */
export const changesLots = (before: BookView, after: BookView): boolean =>
  before.quantityStep !== after.quantityStep ||
  before.minQuantity !== after.minQuantity ||
  before.minNotional !== after.minNotional
