import type { BookView, OpportunityEvent, Survival } from '@screener/contracts'
import { changesAssets, changesLots, forgetView, takeView, type Book } from './book.ts'
import { checkIdentity, type BookIdentity } from './book-identity.ts'
import { checkOptions, limitsOf, type EngineOptions } from './engine-options.ts'
import { advance, closedEvent, hasVisiblyChanged, openedEvent, openEpisode, updatedEvent } from './episode.ts'
import { describe } from './describe.ts'
import type { CloseReason } from './episode-record.ts'
import type { Figures } from './figures.ts'
import { costAssetsOf, fixedCostsOf, hasFixedCosts, noCosts, type RouteCosts } from './fixed-costs.ts'
import { refusalOf, type Refusal } from './gates.ts'
import type { Hold } from './hold.ts'
import { createPendingRoutes } from './pending-routes.ts'
import { afterCosts, keptOrBestFigures, figuresAt } from './price-route.ts'
import { createRateWatch } from './rate-watch.ts'
import { renewLots, type Route, type RouteKind } from './route.ts'
import { createRouteTable } from './route-table.ts'
import { createRouteVerdicts, topsMarginOf } from './route-verdicts.ts'
import type { PriceAgain } from './survival.ts'
import { createSurvivalLog } from './survival-log.ts'
import { checkFee } from './trade-fee.ts'
import type { SampledVerdict, Verdict, VerdictRule } from './verdict.ts'

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
  /**
   * Takes a book's newest view, as the venue tells it; it is evaluated at the next `evaluate`. Without an identity the view's
   * own base and quote are its assets. False: no fee is known for it. Throws RangeError on a fee or unit factor that is none.
   */
  setBook(group: number, view: BookView, identity?: BookIdentity): boolean
  /** No route through the book is priced, and open ones close, until the hold is taken off with undefined. */
  hold(venue: string, symbol: string, hold: Hold | undefined): void
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
  /** Verdicts of up to this many routes: each call goes on where the one before ended, so that every route comes round. */
  verdictSample(count: number): readonly SampledVerdict[]
  /** µs; when `evaluate` is to be called though nothing has changed: a route will then have paid for long enough. Else Infinity. */
  readonly nextDueUs: number
  /** How many routes stand at each rule. Reads every route: for metrics, not for each update. */
  readonly verdicts: Readonly<Record<VerdictRule, number>>
  readonly counts: EngineCounts
}

// Neither holds spaces.
const bookKey = (venue: string, symbol: string): string => `${venue} ${symbol}`

/** Throws RangeError on a limit or cost that is negative or not finite. */
export const createEngine = (options: EngineOptions): ArbitrageEngine => {
  checkOptions(options)
  const table = createRouteTable(limitsOf(options))
  const { tops } = table
  const minUpdateIntervalUs = options.minUpdateIntervalMs * 1000
  const { minNetBps, maxCredibleNetBps = Infinity, depegBps = 50 } = options
  const open = new Set<Route>()
  const heldBack = new Set<Route>()
  const holds = new Map<string, Hold>()
  const rates = createRateWatch()
  const pending = createPendingRoutes(options.minLifeMs ?? 0, route => tops.paysOnTop(route.slot))
  const priceAgain: PriceAgain = (route, firstQuantity, nowUs) => {
    if (table.routeAt(route.slot) !== route || route.lotsChanged) return undefined
    if (refusalOf(route.legs, options, nowUs) !== undefined) return undefined
    const { costs } = fixedCostsOf(route, table.booksBetween, options, nowUs)
    const figures = costs === undefined ? undefined : figuresAt(route, firstQuantity)
    return figures === undefined || costs === undefined ? undefined : afterCosts(route, figures, costs)
  }
  const survivals = createSurvivalLog(priceAgain)
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

  const judge = (route: Route, rule: VerdictRule, margin: number, nowUs: number, book?: Book, why = ''): void => {
    route.verdict = { rule, margin, atUs: nowUs, book, why }
  }

  const close = (route: Route, reason: CloseReason, nowUs: number): void => {
    const episode = route.episode
    if (episode === undefined) return
    events.push(closedEvent(episode, reason, nowUs))
    route.episode = undefined
    open.delete(route)
    heldBack.delete(route)
    tops.pin(route.slot, false)
  }

  const refuse = (route: Route, { reason, excessMs, book, why }: Refusal, nowUs: number): void => {
    judge(route, reason, excessMs === 0 ? 0 : -excessMs, nowUs, book, why)
    pending.stop(route)
    rates.leave(route)
    close(route, reason, nowUs)
    if (reason === 'stale' || reason === 'skew') book.feed.waiting.add(route)
  }

  /** What the route's fixed costs are worth now; undefined, and the route is judged, when that cannot be told. */
  const costsOf = (route: Route, nowUs: number): RouteCosts | undefined => {
    if (!hasFixedCosts(route)) {
      rates.leave(route)
      return noCosts
    }
    const assets = costAssetsOf(route)
    rates.follow(route, assets)
    const finding = fixedCostsOf(route, table.booksBetween, options, nowUs)
    if (finding.costs !== undefined) return finding.costs
    judge(route, 'cost', 0, nowUs, undefined, finding.why)
    // A rate that only lacks proof comes back without any change of its book.
    for (const asset of assets)
      for (const { feed } of table.booksBetween(asset, route.accounting)) feed.waiting.add(route)
    return undefined
  }

  /** The route's figures at its best size, or undefined when a rule refuses them; the route is judged. */
  const price = (route: Route, nowUs: number): Figures | undefined => {
    const margin = topsMarginOf(table, route)
    if (!tops.paysOnTop(route.slot)) {
      judge(route, 'tops', margin, nowUs)
      return undefined
    }
    const {
      found: { figures, isProven },
      walked,
    } = keptOrBestFigures(route)
    if (walked) walks += 1
    if (walked && !isProven) unprovenSizes += 1
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
  }

  const publish = (route: Route, figures: Figures, nowUs: number): void => {
    const episode = route.episode
    if (episode === undefined) {
      if (!pending.matures(route, nowUs)) {
        judge(route, 'brief', -pending.missingMs(route, nowUs), nowUs)
        return
      }
      route.episode = openEpisode(route, figures, nowUs, depegBps)
      open.add(route)
      tops.pin(route.slot, true)
      survivals.watch(route.episode.watch)
      events.push(openedEvent(route, route.episode))
      return
    }
    advance(episode, figures, nowUs)
    if (!hasVisiblyChanged(episode)) {
      episode.unsent = undefined
      heldBack.delete(route)
    } else if (nowUs - episode.shownUs >= minUpdateIntervalUs) {
      events.push(updatedEvent(route, episode, nowUs, depegBps))
      heldBack.delete(route)
    } else {
      episode.unsent = describe(route, episode, nowUs, depegBps)
      heldBack.add(route)
    }
  }

  const endingOf = (rule: VerdictRule | undefined): CloseReason =>
    rule === 'incredible' || rule === 'cost' ? rule : 'unprofitable'

  const evaluateRoute = (route: Route, nowUs: number): void => {
    if (route.turn === turn) return
    route.turn = turn
    evaluations += 1
    if (route.lotsChanged) {
      renewLots(route)
      pending.stop(route)
      close(route, 'instrument', nowUs)
    }
    // Most routes end here: the best prices alone do not pay the fees.
    if (!tops.look(route.slot) && route.episode === undefined) {
      route.verdict = undefined
      pending.stop(route)
      rates.leave(route)
      return
    }
    const refusal = refusalOf(route.legs, options, nowUs)
    if (refusal !== undefined) {
      refuse(route, refusal, nowUs)
      return
    }
    const figures = price(route, nowUs)
    if (figures !== undefined) {
      publish(route, figures, nowUs)
      return
    }
    const rule = route.verdict?.rule
    // What only lacks the cover of its costs waits for their rate, too.
    if (rule !== 'net' && rule !== 'cost') rates.leave(route)
    pending.stop(route)
    close(route, endingOf(rule), nowUs)
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
    for (const route of gone) {
      pending.stop(route)
      rates.leave(route)
      close(route, 'instrument', nowUs)
    }
    for (const book of books) {
      evaluateNear(book.buyPlace, nowUs)
      evaluateNear(book.sellPlace, nowUs)
      for (const route of rates.followersOf(book)) evaluateRoute(route, nowUs)
    }
    for (const route of waited) if (table.routeAt(route.slot) === route) evaluateRoute(route, nowUs)
    for (const route of pending.due(nowUs)) evaluateRoute(route, nowUs)
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

  /** Whether a book that its fixed costs were turned at may no longer be priced. Another one may take its place. */
  const standsOnOldRate = ({ episode }: Route, nowUs: number): boolean => {
    const rateBooks = episode?.figures.fixedCosts.rateBooks ?? []
    return rateBooks.some(book => refusalOf([{ book, side: 'buy' }], options, nowUs) !== undefined)
  }

  const sweep = (nowUs: number): readonly OpportunityEvent[] => {
    evaluateTouched(nowUs)
    for (const route of open) {
      const refusal = refusalOf(route.legs, options, nowUs)
      if (refusal !== undefined) refuse(route, refusal, nowUs)
      else if (standsOnOldRate(route, nowUs)) evaluateRoute(route, nowUs)
    }
    return takeEvents()
  }

  const addBook = (groupKey: number, view: BookView, identity: BookIdentity | undefined): boolean => {
    const { venue, symbol } = view
    const fee = options.feeOf(venue, symbol)
    if (fee === undefined) return false
    checkFee(fee, venue, symbol)
    if (identity !== undefined) checkIdentity(identity, venue, symbol)
    const book = table.add(view, identity, table.feed(table.group(groupKey), venue), fee)
    book.hold = holds.get(bookKey(venue, symbol))
    touch(book)
    return true
  }

  /** Its routes end with the next `evaluate`; whatever else followed it looks again. */
  const removeBook = (book: Book): void => {
    retired.push(...table.remove(book))
    released.push(...rates.followersOf(book))
  }

  const setBook = (groupKey: number, view: BookView, identity?: BookIdentity): boolean => {
    const known = table.find(view.venue, view.symbol)
    if (known === undefined) return addBook(groupKey, view, identity)
    if (changesAssets(known, view, identity)) {
      removeBook(known)
      return addBook(groupKey, view, identity)
    }
    const feed = table.feed(table.group(groupKey), view.venue)
    if (known.feed !== feed) {
      known.feed.group.books.delete(known)
      known.feed = feed
      feed.group.books.add(known)
    }
    const before = known.view
    takeView(known, view)
    if (changesLots(before, known.view)) for (const route of table.routesOf(known)) route.lotsChanged = true
    table.renewTops(known)
    pending.stopThrough(known, true)
    touch(known)
    return true
  }

  const verdicts = createRouteVerdicts(table)

  return {
    setBook,
    hold: (venue, symbol, hold) => {
      const key = bookKey(venue, symbol)
      if (hold === undefined) holds.delete(key)
      else holds.set(key, hold)
      const book = table.find(venue, symbol)
      if (book === undefined) return
      book.hold = hold
      pending.stopThrough(book, false)
      touch(book)
    },
    prove: (groupKey, venue, proofTimeUs) => {
      const feed = table.feed(table.group(groupKey), venue)
      if (proofTimeUs <= feed.proofUs) return
      feed.proofUs = proofTimeUs
      for (const route of feed.waiting) released.push(route)
      feed.waiting.clear()
    },
    doubt: groupKey => {
      const group = table.group(groupKey)
      if (group.trusted) {
        for (const book of group.books) {
          pending.stopThrough(book, false)
          touch(book)
        }
      }
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
        pending.stopThrough(book, false)
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
        if (route.episode !== undefined) states.push(updatedEvent(route, route.episode, nowUs, depegBps))
      }
      return { changes, open: states }
    },
    closeAll: (nowUs, reason) => {
      for (const route of open) {
        close(route, reason, nowUs)
        // So that the next `evaluate`, if there is one, opens again what still pays.
        for (const { book } of route.legs) touch(book)
      }
      for (const route of pending.stopAll()) for (const { book } of route.legs) touch(book)
      survivals.clear()
      return takeEvents()
    },
    takeSurvivals: () => survivals.take(),
    verdict: routeId => {
      const route = table.routes.get(routeId)
      return route === undefined ? undefined : verdicts.of(route, turnUs)
    },
    verdictSample: count => verdicts.sample(count, turnUs),
    get nextDueUs() {
      return pending.nextDueUs
    },
    get verdicts() {
      return verdicts.count()
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
