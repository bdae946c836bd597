import type { BookView, OpportunityEvent, Survival } from '@screener/contracts'
import { changesAssets, changesLots, forgetView, takeView, type Book } from './book.ts'
import { checkOptions, limitsOf, type EngineOptions } from './engine-options.ts'
import { advance, closedEvent, hasVisiblyChanged, openedEvent, openEpisode, show, updatedEvent } from './episode.ts'
import { describe } from './describe.ts'
import type { CloseReason } from './episode-record.ts'
import type { Figures } from './figures.ts'
import { bestFigures } from './price-route.ts'
import { refusalOf, stalestBook, type Refusal } from './gates.ts'
import { renewLots, type Route, type RouteKind } from './route.ts'
import { createRouteTable } from './route-table.ts'
import { createSurvivalLog } from './survival-log.ts'
import { verdictRules, type Verdict, type VerdictRule } from './verdict.ts'

export interface EngineCounts {
  readonly books: number
  readonly routes: number
  readonly routesByKind: Readonly<Record<RouteKind, number>>
  /** Routes that were not made because of `maxRoutes`. */
  readonly routesLeftOut: number
  readonly open: number
  /** Looks at a route since the start; at `walks` of them its tops paid, so that its books were walked. */
  readonly evaluations: number
  readonly walks: number
  /** Walks that ended at their limit, so that a better size was not ruled out. */
  readonly unprovenSizes: number
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
  /** Ends every episode, and tells no more of past openings. A later `evaluate` begins new ones. */
  closeAll(nowUs: number, reason: CloseReason): readonly OpportunityEvent[]
  /** The openings whose second is over, each told once. */
  takeSurvivals(): readonly Survival[]
  /** What decided about the route last; undefined when there is no such route, or it was not looked at yet. */
  verdict(routeId: string): Verdict | undefined
  /** How many routes stand at each rule. Reads every route: for metrics, not for each update. */
  readonly verdicts: Readonly<Record<VerdictRule, number>>
  readonly counts: EngineCounts
}

/** Throws RangeError on a fee or limit that is negative or not finite. */
export const createEngine = (options: EngineOptions): ArbitrageEngine => {
  checkOptions(options)
  const table = createRouteTable(limitsOf(options))
  const { tops } = table
  const minUpdateIntervalUs = options.minUpdateIntervalMs * 1000
  const maxCredibleNetBps = options.maxCredibleNetBps ?? Infinity
  const open = new Set<Route>()
  const heldBack = new Set<Route>()
  const survivals = createSurvivalLog(options, route => table.routeAt(route.slot) === route)
  let touched: Book[] = []
  let released: Route[] = []
  let retired: Route[] = []
  let events: OpportunityEvent[] = []
  let turn = 0
  let turnUs = 0
  let evaluations = 0
  let walks = 0
  let unprovenSizes = 0

  const touch = (book: Book): void => {
    if (book.queued) return
    book.queued = true
    touched.push(book)
  }

  const judge = (route: Route, rule: VerdictRule, margin: number, nowUs: number): void => {
    route.verdict = { rule, margin, atUs: nowUs }
  }

  /** How far the best prices are above the least that pays, in basis points. */
  const topsMargin = (route: Route): number => (tops.product(route.slot) / tops.hurdle(route.slot) - 1) * 10_000

  const close = (route: Route, reason: CloseReason, nowUs: number): void => {
    const episode = route.episode
    if (episode === undefined) return
    events.push(closedEvent(episode, reason, nowUs))
    route.episode = undefined
    open.delete(route)
    heldBack.delete(route)
    tops.pin(route.slot, false)
  }

  const refuse = (route: Route, { reason, excessMs }: Refusal, nowUs: number): void => {
    judge(route, reason, excessMs === 0 ? 0 : -excessMs, nowUs)
    close(route, reason, nowUs)
    if (reason !== 'not_live') stalestBook(route.legs)?.feed.waiting.add(route)
  }

  /** The route's figures at its best size, or undefined when a rule refuses them; the route is judged. */
  const price = (route: Route, nowUs: number): Figures | undefined => {
    const margin = topsMargin(route)
    if (!tops.paysOnTop(route.slot)) {
      judge(route, 'tops', margin, nowUs)
      return undefined
    }
    walks += 1
    const { figures, isProven } = bestFigures(route)
    if (!isProven) unprovenSizes += 1
    if (figures === undefined) {
      judge(route, 'size', margin, nowUs)
      return undefined
    }
    const { netBps } = figures
    if (netBps > maxCredibleNetBps) judge(route, 'incredible', maxCredibleNetBps - netBps, nowUs)
    else judge(route, netBps >= options.minNetBps ? 'open' : 'net', netBps - options.minNetBps, nowUs)
    return route.verdict?.rule === 'open' ? figures : undefined
  }

  const publish = (route: Route, figures: Figures, nowUs: number): void => {
    const episode = route.episode
    if (episode === undefined) {
      route.episode = openEpisode(route, figures, nowUs)
      open.add(route)
      tops.pin(route.slot, true)
      survivals.watch(route.episode.watch)
      events.push(openedEvent(route.episode.shown))
      return
    }
    advance(episode, figures, nowUs)
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
    if (route.turn === turn) return
    route.turn = turn
    evaluations += 1
    if (route.lotsChanged) {
      renewLots(route)
      close(route, 'instrument', nowUs)
    }
    // Most routes end here: the best prices alone do not pay the fees.
    if (!tops.look(route.slot) && route.episode === undefined) {
      route.verdict = undefined
      return
    }
    const refusal = refusalOf(route.legs, options, nowUs)
    if (refusal !== undefined) {
      refuse(route, refusal, nowUs)
      return
    }
    const figures = price(route, nowUs)
    if (figures !== undefined) publish(route, figures, nowUs)
    else close(route, route.verdict?.rule === 'incredible' ? 'incredible' : 'unprofitable', nowUs)
  }

  const evaluateNear = (place: number, nowUs: number): void => {
    for (const slot of tops.nearRoutes(place)) {
      const route = table.routeAt(slot)
      if (route !== undefined) evaluateRoute(route, nowUs)
    }
  }

  const evaluateTouched = (nowUs: number): void => {
    turn += 1
    turnUs = nowUs
    const [books, waited, gone] = [touched, released, retired]
    touched = []
    released = []
    retired = []
    for (const book of books) {
      book.queued = false
      tops.settle(book.buyPlace)
      tops.settle(book.sellPlace)
    }
    // Before anything closes, so that a closing tells what was left.
    survivals.mark(nowUs)
    for (const route of gone) close(route, 'instrument', nowUs)
    for (const book of books) {
      evaluateNear(book.buyPlace, nowUs)
      evaluateNear(book.sellPlace, nowUs)
    }
    for (const route of waited) if (table.routeAt(route.slot) === route) evaluateRoute(route, nowUs)
    for (const route of heldBack) {
      const due = route.episode !== undefined && nowUs - route.episode.shownUs >= minUpdateIntervalUs
      if (due) evaluateRoute(route, nowUs)
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
      const refusal = refusalOf(route.legs, options, nowUs)
      if (refusal !== undefined) refuse(route, refusal, nowUs)
    }
    return takeEvents()
  }

  const setBook = (groupKey: number, view: BookView): boolean => {
    const takerBps = options.takerBps[view.venue]
    if (takerBps === undefined) return false
    const known = table.find(view.venue, view.symbol)
    const feed = table.feed(table.group(groupKey), view.venue)
    if (known === undefined || changesAssets(known, view)) {
      if (known !== undefined) retired.push(...table.remove(known))
      touch(table.add(view, feed, takerBps))
      return true
    }
    if (known.feed !== feed) {
      known.feed.group.books.delete(known)
      known.feed = feed
      feed.group.books.add(known)
    }
    if (changesLots(known.view, view)) for (const route of table.routesOf(known)) route.lotsChanged = true
    takeView(known, view)
    table.renewTops(known)
    touch(known)
    return true
  }

  const verdictOf = (route: Route): Verdict | undefined => {
    if (route.verdict !== undefined && (route.verdict.rule === 'open' || tops.isNear(route.slot))) return route.verdict
    // Of a route that is far from paying nothing is kept; its books tell.
    if (route.legs.some(({ book }) => !book.usable)) return { rule: 'not_live', margin: 0, atUs: turnUs }
    return tops.paysOnTop(route.slot) ? undefined : { rule: 'tops', margin: topsMargin(route), atUs: turnUs }
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
        table.renewTops(book)
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
        for (const { book } of route.legs) touch(book)
      }
      survivals.clear()
      return takeEvents()
    },
    takeSurvivals: () => survivals.take(),
    verdict: routeId => {
      const route = table.routes.get(routeId)
      return route === undefined ? undefined : verdictOf(route)
    },
    get verdicts() {
      const counts = Object.fromEntries(verdictRules.map(rule => [rule, 0])) as Record<VerdictRule, number>
      for (const route of table.routes.values()) {
        const rule = verdictOf(route)?.rule
        if (rule !== undefined) counts[rule] += 1
      }
      return counts
    },
    get counts() {
      return {
        books: table.bookCount,
        routes: table.routes.size,
        routesByKind: table.countByKind,
        routesLeftOut: table.leftOut,
        open: open.size,
        evaluations: evaluations + tops.looks,
        walks,
        unprovenSizes,
      }
    },
  }
}
