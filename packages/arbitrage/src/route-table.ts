import type { BookView, bookStatus } from '@screener/contracts'
import type { TradeRules } from './best-size.ts'
import type { Episode } from './episode-record.ts'
import type { Side } from './fill.ts'
import { jointGrid } from './quantity-grid.ts'

/** Books whose evidence arrives together (one shard's stream): they are doubted and trusted together. */
interface Group {
  trusted: boolean
  readonly feeds: Map<string, Feed>
  readonly books: Set<Book>
}

/** What serves one venue's books of a group. */
interface Feed {
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
  readonly takerBps: number
  readonly routes: Route[]
  feed: Feed
  view: BookView
  /** LIVE, with two sane sides. */
  usable: boolean
  asks: Side
  bids: Side
  /** Quote paid for one unit at the best ask if the route is to reach the least net wanted; Infinity when not usable. */
  askHurdle: number
  /** Quote received for one unit at the best bid after the fee; 0 when not usable. */
  bidNet: number
  /** When the venue's frame behind this view was read, in µs. */
  receivedUs: number
  /** The view's own proof of life, in µs. */
  viewProofUs: number
  queued: boolean
}

/** Buy on one venue, sell on another. */
export interface Route {
  readonly id: string
  readonly buy: Book
  readonly sell: Book
  rules: TradeRules
  /** Both venues mean the same base and quote. */
  comparable: boolean
  instrumentChanged: boolean
  /** The turn of the last evaluation, so that a route whose two books changed is evaluated once. */
  turn: number
  episode: Episode | undefined
  lastOpenedAtMs: number
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

/** Takes a view into its book. */
export const takeView = (book: Book, view: BookView, minNetBps: number): void => {
  book.view = view
  book.usable = isUsable(view)
  book.receivedUs = view.receivedTimeUs
  // A frame is itself a proof of life.
  book.viewProofUs = Math.max(view.proofTimeUs, view.receivedTimeUs)
  book.asks = book.usable ? { prices: view.askPrices, quantities: view.askQuantities } : emptySide
  book.bids = book.usable ? { prices: view.bidPrices, quantities: view.bidQuantities } : emptySide
  // A hair below the exact hurdle: rounding here may cost a walk, never an opportunity.
  book.askHurdle = (book.asks.prices[0] ?? Infinity) * (1 + (book.takerBps + minNetBps) / 10_000) * (1 - 1e-12)
  book.bidNet = (book.bids.prices[0] ?? 0) * (1 - book.takerBps / 10_000)
}

/** Forgets the levels: the book is not usable until its next view. */
export const forgetView = (book: Book): void => {
  book.usable = false
  book.asks = emptySide
  book.bids = emptySide
  book.askHurdle = Infinity
  book.bidNet = 0
}

/** Whether a view changes what the routes of its book may trade. */
export const changesInstrument = (before: BookView, after: BookView): boolean =>
  before.base !== after.base ||
  before.quote !== after.quote ||
  before.quantityStep !== after.quantityStep ||
  before.minQuantity !== after.minQuantity ||
  before.minNotional !== after.minNotional

const rulesOf = (buy: Book, sell: Book): TradeRules => ({
  grid: jointGrid(buy.view.quantityStep, sell.view.quantityStep),
  minQuantity: Math.max(buy.view.minQuantity, sell.view.minQuantity),
  buyMinNotional: buy.view.minNotional,
  sellMinNotional: sell.view.minNotional,
  buyFactor: 1 + buy.takerBps / 10_000,
  sellFactor: 1 - sell.takerBps / 10_000,
})

const areComparable = (buy: Book, sell: Book): boolean =>
  buy.view.base === sell.view.base && buy.view.quote === sell.view.quote

/** Reads the instruments of both legs again. */
export const renewRules = (route: Route): void => {
  route.rules = rulesOf(route.buy, route.sell)
  route.comparable = areComparable(route.buy, route.sell)
  route.instrumentChanged = false
}

const createRoute = (buy: Book, sell: Book): Route => ({
  id: `two-leg:${buy.venue}.${buy.symbol}.buy:${sell.venue}.${sell.symbol}.sell`,
  buy,
  sell,
  rules: rulesOf(buy, sell),
  comparable: areComparable(buy, sell),
  instrumentChanged: false,
  turn: 0,
  episode: undefined,
  lastOpenedAtMs: 0,
})

/** All books and the routes between them, built as books appear. */
export interface RouteTable {
  readonly groups: ReadonlyMap<number, Group>
  group(key: number): Group
  feed(group: Group, venue: string): Feed
  find(venue: string, symbol: string): Book | undefined
  /** Adds a book and its two routes with every other venue's book of the symbol. */
  add(view: BookView, feed: Feed, takerBps: number): Book
  readonly bookCount: number
  readonly routeCount: number
}

export const createRouteTable = (minNetBps: number): RouteTable => {
  const groups = new Map<number, Group>()
  const booksBySymbol = new Map<string, Map<string, Book>>()
  let bookCount = 0
  let routeCount = 0
  return {
    groups,
    get bookCount() {
      return bookCount
    },
    get routeCount() {
      return routeCount
    },
    group: key => {
      let group = groups.get(key)
      if (group === undefined) groups.set(key, (group = { trusted: true, feeds: new Map(), books: new Set() }))
      return group
    },
    feed: (group, venue) => {
      let feed = group.feeds.get(venue)
      if (feed === undefined) group.feeds.set(venue, (feed = { group, proofUs: 0, waiting: new Set() }))
      return feed
    },
    find: (venue, symbol) => booksBySymbol.get(symbol)?.get(venue),
    add: (view, feed, takerBps) => {
      const { venue, symbol } = view
      // prettier-ignore
      const book: Book = {
        venue, symbol, takerBps, feed, view, routes: [], usable: false, asks: emptySide, bids: emptySide,
        askHurdle: Infinity, bidNet: 0, receivedUs: 0, viewProofUs: 0, queued: false,
      }
      takeView(book, view, minNetBps)
      let siblings = booksBySymbol.get(symbol)
      if (siblings === undefined) booksBySymbol.set(symbol, (siblings = new Map<string, Book>()))
      for (const other of siblings.values()) {
        for (const route of [createRoute(book, other), createRoute(other, book)]) {
          book.routes.push(route)
          other.routes.push(route)
          routeCount += 1
        }
      }
      siblings.set(venue, book)
      feed.group.books.add(book)
      bookCount += 1
      return book
    },
  }
}
