import type { BookView } from '@screener/contracts'
import { AssetGraph, countCycles, cyclesOf, reversed, type CycleLimits } from './asset-graph.ts'
import type { BookIdentity } from './book-identity.ts'
import { createBook, topBuyRate, topSellRate, type Book, type Feed, type Group } from './book.ts'
import { transfersOf, type BooksBetween, type TransferCosts } from './fixed-costs.ts'
import {
  canonicalLegs,
  createRoute,
  placeOf,
  routeIdOf,
  spendFactorOf,
  type Route,
  type RouteKind,
  type RouteLeg,
} from './route.ts'
import { TopRates } from './top-rates.ts'
import type { TradeFee } from './trade-fee.ts'

export interface RouteLimits extends CycleLimits {
  /** Most routes of other kinds than two-leg. */
  readonly maxRoutes: number
  /** Basis points of what the first leg spends before its fee. */
  readonly minNetBps: number
  readonly transferCosts: TransferCosts
}

/** All books and the routes between them, built as books appear. */
export interface RouteTable {
  readonly tops: TopRates
  readonly groups: ReadonlyMap<number, Group>
  readonly routes: ReadonlyMap<string, Route>
  group(key: number): Group
  feed(group: Group, venue: string): Feed
  find(venue: string, symbol: string): Book | undefined
  routeAt(slot: number): Route | undefined
  /** Adds a book and every route through it. */
  add(view: BookView, identity: BookIdentity | undefined, feed: Feed, fee: TradeFee): Book
  /** Takes a book out; returns its routes, which are no more. */
  remove(book: Book): readonly Route[]
  /** The book's best prices changed. */
  renewTops(book: Book): void
  /** No episode of the route that begins from now on is told to have been opened then or before. */
  noteOpened(routeId: string, openedAtMs: number): void
  routesOf(book: Book): Iterable<Route>
  readonly booksBetween: BooksBetween
  readonly bookCount: number
  readonly countByKind: Readonly<Record<RouteKind, number>>
  /** Routes that were not made because of `maxRoutes`. */
  readonly leftOut: number
}

// A hair below the exact hurdle: rounding here may cost a walk, never an opportunity.
const hair = 1 - 1e-12

const hurdleOf = (legs: readonly RouteLeg[], minNetBps: number): number => {
  const [first] = legs
  // Net is measured against what the first leg spends before its fee: a buy spends the fee on top of it.
  const spentPerUnit = first === undefined ? 1 : spendFactorOf(first)
  return (1 + minNetBps / 10_000 / spentPerUnit) * hair
}

export const createRouteTable = (limits: RouteLimits): RouteTable => {
  const tops = new TopRates()
  const graph = new AssetGraph(limits)
  const groups = new Map<number, Group>()
  // By venue: these few maps stay in the cache, as many small ones, one for each symbol, would not.
  const books = new Map<string, Map<string, Book>>()
  const routes = new Map<string, Route>()
  const routeBySlot: (Route | undefined)[] = []
  const routesOfBook = new Map<Book, Set<Route>>()
  // Of routes that are no more, so that no episode of their successors takes an old id.
  const lastOpened = new Map<string, number>()
  const countByKind = { 'two-leg': 0, triangular: 0, cycle: 0 }
  let bookCount = 0
  let leftOut = 0

  const make = (cycle: readonly RouteLeg[]): void => {
    const legs = canonicalLegs(cycle)
    const slot = tops.addRoute(legs.map(placeOf), hurdleOf(legs, limits.minNetBps))
    const route = createRoute(legs, slot, lastOpened.get(routeIdOf(legs)) ?? 0, transfersOf(legs, limits.transferCosts))
    routes.set(route.id, route)
    routeBySlot[slot] = route
    countByKind[route.kind] += 1
    for (const { book } of legs) routesOfBook.get(book)?.add(route)
  }

  const makeRoutesThrough = (book: Book): void => {
    for (const way of graph.waysThrough(book)) {
      // Two-leg routes are bounded by the books themselves; a table full of cycles must not cost one of them.
      const room = way.assets.length === 2 ? Infinity : limits.maxRoutes - countByKind.triangular - countByKind.cycle
      if (room < 2) {
        leftOut += 2 * countCycles(way)
        continue
      }
      const cycles = cyclesOf(way)
      const made = cycles.slice(0, Math.floor(room / 2))
      for (const cycle of made) {
        make(cycle)
        make(reversed(cycle))
      }
      leftOut += 2 * (cycles.length - made.length)
    }
  }

  const renewTops = (book: Book): void => {
    tops.setRate(book.buyPlace, topBuyRate(book))
    tops.setRate(book.sellPlace, topSellRate(book))
  }

  const removeRoute = (route: Route): void => {
    tops.removeRoute(route.slot)
    routes.delete(route.id)
    routeBySlot[route.slot] = undefined
    countByKind[route.kind] -= 1
    if (route.lastOpenedAtMs > 0) lastOpened.set(route.id, route.lastOpenedAtMs)
    for (const { book } of route.legs) routesOfBook.get(book)?.delete(route)
  }

  return {
    tops,
    groups,
    routes,
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
    find: (venue, symbol) => books.get(venue)?.get(symbol),
    routeAt: slot => routeBySlot[slot],
    add: (view, identity, feed, fee) => {
      const book = createBook(view, identity, feed, fee, [tops.addPlace(), tops.addPlace()])
      routesOfBook.set(book, new Set())
      renewTops(book)
      tops.settle(book.buyPlace)
      tops.settle(book.sellPlace)
      makeRoutesThrough(book)
      graph.add(book)
      const ofVenue = books.get(book.venue)
      if (ofVenue === undefined) books.set(book.venue, new Map([[book.symbol, book]]))
      else ofVenue.set(book.symbol, book)
      feed.group.books.add(book)
      bookCount += 1
      return book
    },
    remove: book => {
      const removed = [...(routesOfBook.get(book) ?? [])]
      for (const route of removed) removeRoute(route)
      routesOfBook.delete(book)
      graph.remove(book)
      books.get(book.venue)?.delete(book.symbol)
      book.feed.group.books.delete(book)
      bookCount -= 1
      return removed
    },
    renewTops,
    noteOpened: (routeId, openedAtMs) => {
      const route = routes.get(routeId)
      if (route !== undefined) route.lastOpenedAtMs = Math.max(route.lastOpenedAtMs, openedAtMs)
      else lastOpened.set(routeId, Math.max(lastOpened.get(routeId) ?? 0, openedAtMs))
    },
    routesOf: book => routesOfBook.get(book) ?? [],
    booksBetween: (a, b) => graph.between(a, b) ?? [],
    get bookCount() {
      return bookCount
    },
    countByKind,
    get leftOut() {
      return leftOut
    },
  }
}
