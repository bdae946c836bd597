import type { BookView, OpportunityEvent } from '@screener/contracts'
import { bestSize } from './best-size.ts'
import {
  advance,
  closedEvent,
  describe,
  figuresAt,
  hasVisiblyChanged,
  openedEvent,
  openEpisode,
  show,
  updatedEvent,
} from './episode.ts'
import type { CloseReason, Figures } from './episode-record.ts'
import { proofUsOf, refusalOf, type GateLimits } from './gates.ts'
import {
  changesInstrument,
  createRouteTable,
  forgetView,
  renewRules,
  takeView,
  type Book,
  type Route,
} from './route-table.ts'

export interface EngineOptions extends GateLimits {
  /** Taker fee in basis points by venue, 0 or more; a venue without one is not evaluated. */
  readonly takerBps: Readonly<Record<string, number>>
  /** Least net basis points of the buy notional, at the size of greatest profit. 0 or more. */
  readonly minNetBps: number
  /** Least time between two updates of one episode. */
  readonly minUpdateIntervalMs: number
}

export interface EngineCounts {
  readonly books: number
  readonly routes: number
  readonly open: number
  /** Routes looked at since the start; `walks` of them had tops that paid. */
  readonly evaluations: number
  readonly walks: number
}

export interface Keyframe {
  /** What `sweep` found; to be published before the keyframe. */
  readonly changes: readonly OpportunityEvent[]
  readonly open: readonly OpportunityEvent[]
}

/**
 * Follows books and tells which routes pay. Times are µs of one clock given by the caller; equal calls give equal events.
 *
 *     engine.setBook(shard, view)
 *     for (const event of engine.evaluate(nowUs)) publish(event)
 */
export interface ArbitrageEngine {
  /** Takes a book's newest view; it is evaluated at the next `evaluate`. False: no fee is known for the venue. */
  setBook(group: number, view: BookView): boolean
  /** Renews the proof of life of all books of a venue in the group. */
  prove(group: number, venue: string, proofTimeUs: number): void
  /** Holds all routes of the group back (closed as stale) until `trust`: its evidence may lag. */
  doubt(group: number): void
  trust(group: number): void
  /** Forgets the levels of all books of the group until they come again: entries of its stream were lost. */
  dropGroup(group: number): void
  /** Evaluates what was touched since the last call, each route once, and sends the updates that were held back. */
  evaluate(nowUs: number): readonly OpportunityEvent[]
  /** `evaluate`, and closes what outlived its evidence: doubt needs no event to come true. */
  sweep(nowUs: number): readonly OpportunityEvent[]
  /** `sweep`, and then every opportunity that is open, as of now, as updated events. */
  keyframe(nowUs: number): Keyframe
  /** Ends every episode. A later `evaluate` begins new ones. */
  closeAll(nowUs: number, reason: CloseReason): readonly OpportunityEvent[]
  readonly counts: EngineCounts
}

/** Throws RangeError on a fee or limit that is negative or not finite. */
export const createEngine = (options: EngineOptions): ArbitrageEngine => {
  checkOptions(options)
  const table = createRouteTable(options.minNetBps)
  const minUpdateIntervalUs = options.minUpdateIntervalMs * 1000
  const open = new Set<Route>()
  const heldBack = new Set<Route>()
  let touched: Book[] = []
  let released: Route[] = []
  let events: OpportunityEvent[] = []
  let turn = 0
  let evaluations = 0
  let walks = 0

  const touch = (book: Book): void => {
    if (book.queued) return
    book.queued = true
    touched.push(book)
  }

  const close = (route: Route, reason: CloseReason, nowUs: number): void => {
    const episode = route.episode
    if (episode === undefined) return
    events.push(closedEvent(episode, reason, nowUs))
    route.episode = undefined
    open.delete(route)
    heldBack.delete(route)
  }

  const awaitProof = (route: Route): void => {
    const { buy, sell } = route
    const older = proofUsOf(buy) <= proofUsOf(sell) ? buy : sell
    older.feed.waiting.add(route)
  }

  /** The route's figures at its best size, or undefined when it does not pay enough. */
  const price = (route: Route): Figures | undefined => {
    if (route.sell.bidNet <= route.buy.askHurdle) return undefined
    walks += 1
    const quantity = bestSize(route.buy.asks, route.sell.bids, route.rules)
    if (quantity === 0) return undefined
    const figures = figuresAt(route, quantity)
    return figures.netBps >= options.minNetBps ? figures : undefined
  }

  const publish = (route: Route, figures: Figures, nowUs: number): void => {
    const episode = route.episode
    if (episode === undefined) {
      route.episode = openEpisode(route, figures, nowUs)
      open.add(route)
      events.push(openedEvent(route.episode.shown))
      return
    }
    advance(episode, figures)
    if (!hasVisiblyChanged(episode)) {
      episode.unsent = undefined
      heldBack.delete(route)
    } else if (nowUs - episode.shownUs >= minUpdateIntervalUs) {
      events.push(updatedEvent(show(route, episode, nowUs)))
      heldBack.delete(route)
    } else {
      episode.unsent = describe(route, episode, nowUs)
      heldBack.add(route)
    }
  }

  const evaluateRoute = (route: Route, nowUs: number): void => {
    route.turn = turn
    evaluations += 1
    if (route.instrumentChanged) {
      renewRules(route)
      close(route, 'instrument', nowUs)
    }
    // Most routes end here: the best prices alone do not pay the fees.
    if (route.episode === undefined && route.sell.bidNet <= route.buy.askHurdle) return
    const refusal = refusalOf(route, options, nowUs)
    if (refusal !== undefined) {
      close(route, refusal, nowUs)
      if (refusal !== 'not_live') awaitProof(route)
      return
    }
    const figures = price(route)
    if (figures === undefined) close(route, 'unprofitable', nowUs)
    else publish(route, figures, nowUs)
  }

  const evaluateTouched = (nowUs: number): void => {
    turn += 1
    const books = touched
    const routes = released
    touched = []
    released = []
    for (const book of books) {
      book.queued = false
      for (const route of book.routes) if (route.turn !== turn) evaluateRoute(route, nowUs)
    }
    for (const route of routes) if (route.turn !== turn) evaluateRoute(route, nowUs)
    for (const route of heldBack) {
      const due = route.episode !== undefined && nowUs - route.episode.shownUs >= minUpdateIntervalUs
      if (due && route.turn !== turn) evaluateRoute(route, nowUs)
    }
  }

  const takeEvents = (): readonly OpportunityEvent[] => {
    const taken = events
    if (taken.length > 0) events = []
    return taken
  }

  const sweep = (nowUs: number): readonly OpportunityEvent[] => {
    evaluateTouched(nowUs)
    for (const route of open) {
      const refusal = refusalOf(route, options, nowUs)
      if (refusal === undefined) continue
      close(route, refusal, nowUs)
      if (refusal !== 'not_live') awaitProof(route)
    }
    return takeEvents()
  }

  const setBook = (groupKey: number, view: BookView): boolean => {
    const takerBps = options.takerBps[view.venue]
    if (takerBps === undefined) return false
    const known = table.find(view.venue, view.symbol)
    const feed = table.feed(table.group(groupKey), view.venue)
    if (known === undefined) {
      touch(table.add(view, feed, takerBps))
      return true
    }
    if (known.feed !== feed) {
      known.feed.group.books.delete(known)
      known.feed = feed
      feed.group.books.add(known)
    }
    if (changesInstrument(known.view, view)) for (const route of known.routes) route.instrumentChanged = true
    takeView(known, view, options.minNetBps)
    touch(known)
    return true
  }

  return {
    setBook,
    prove: (groupKey, venue, proofTimeUs) => {
      const feed = table.feed(table.group(groupKey), venue)
      if (proofTimeUs <= feed.proofUs) return
      feed.proofUs = proofTimeUs
      for (const route of feed.waiting) released.push(route)
      feed.waiting.clear()
    },
    doubt: groupKey => {
      const group = table.group(groupKey)
      if (group.trusted) for (const book of group.books) touch(book)
      group.trusted = false
    },
    trust: groupKey => {
      const group = table.group(groupKey)
      if (!group.trusted) for (const book of group.books) touch(book)
      group.trusted = true
    },
    dropGroup: groupKey => {
      const group = table.group(groupKey)
      for (const feed of group.feeds.values()) feed.proofUs = 0
      for (const book of group.books) {
        forgetView(book)
        touch(book)
      }
    },
    evaluate: nowUs => {
      evaluateTouched(nowUs)
      return takeEvents()
    },
    sweep,
    keyframe: nowUs => {
      const changes = sweep(nowUs)
      heldBack.clear()
      const states: OpportunityEvent[] = []
      for (const route of open) {
        if (route.episode !== undefined) states.push(updatedEvent(show(route, route.episode, nowUs)))
      }
      return { changes, open: states }
    },
    closeAll: (nowUs, reason) => {
      for (const route of open) {
        close(route, reason, nowUs)
        // So that the next `evaluate`, if there is one, opens again what still pays.
        touch(route.buy)
      }
      return takeEvents()
    },
    get counts() {
      return { books: table.bookCount, routes: table.routeCount, open: open.size, evaluations, walks }
    },
  }
}

const checkOptions = (options: EngineOptions): void => {
  const { takerBps, minNetBps, maxLegAgeMs, maxSkewMs, minUpdateIntervalMs } = options
  const named = { minNetBps, maxLegAgeMs, maxSkewMs, minUpdateIntervalMs, ...takerBps }
  for (const [name, value] of Object.entries(named)) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} is ${value}; it must be a number of 0 or more`)
  }
}
