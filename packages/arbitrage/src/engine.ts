import type { BookView } from '@screener/contracts'
import type { ArbitrageEngine } from './arbitrage-engine.ts'
import { changesAssets, forgetView, takeView, type Book } from './book.ts'
import { checkIdentity, type BookIdentity } from './book-identity.ts'
import { checkOptions, limitsOf, type EngineOptions } from './engine-options.ts'
import type { CloseReason } from './episode-record.ts'
import type { Figures } from './figures.ts'
import { refusalOf, type Refusal } from './gates.ts'
import type { Hold } from './hold.ts'
import { judge } from './judge-route.ts'
import { createLeftEpisodes } from './left-episodes.ts'
import { createOpenEpisodes } from './open-episodes.ts'
import { createRateWatch } from './rate-watch.ts'
import { renewLots, type Route } from './route.ts'
import { createRoutePricer } from './route-pricer.ts'
import { createRouteTable } from './route-table.ts'
import { createRouteVerdicts } from './route-verdicts.ts'
import { createStandingProfits } from './standing-profits.ts'
import { createSurvivalLog } from './survival-log.ts'
import { checkFee } from './trade-fee.ts'
import type { VerdictRule } from './verdict.ts'

// Neither holds spaces.
const bookKey = (venue: string, symbol: string): string => `${venue} ${symbol}`

/** Throws RangeError on a limit or cost that is negative or not finite. */
export const createEngine = (options: EngineOptions): ArbitrageEngine => {
  checkOptions(options)
  const table = createRouteTable(limitsOf(options))
  const { tops } = table
  const holds = new Map<string, Hold>()
  const rates = createRateWatch()
  const pricer = createRoutePricer(table, rates, options)
  const { minNetBps, minLifeMs = 0, maxLegAgeMs } = options
  // What was told last is kept meanwhile: one wait must not make it old.
  const limits = { minLifeMs, minBetterMs: Math.min(minLifeMs, maxLegAgeMs / 2) }
  const standing = createStandingProfits(limits, pricer.profitNow)
  const survivals = createSurvivalLog(pricer.priceAgain, (route, nowUs) => {
    const costs = pricer.costsNow(route, nowUs)
    const profit = costs === undefined ? undefined : pricer.profitNow(route, costs)
    return profit !== undefined && standing.isNews(route, profit, nowUs)
  })
  const episodes = createOpenEpisodes(options, {
    onOpened: (route, watch) => {
      tops.pin(route.slot, true)
      if (watch !== undefined) survivals.watch(watch)
    },
    onClosed: route => {
      tops.pin(route.slot, false)
      standing.stop(route)
    },
  })
  const left = createLeftEpisodes()
  let touched: Book[] = []
  let released: Route[] = []
  let retired: Route[] = []
  let turn = 0
  let turnUs = 0
  let evaluations = 0

  const touch = (book: Book): void => {
    if (book.queued) return
    book.queued = true
    touched.push(book)
  }

  const refuse = (route: Route, { reason, excessMs, book, why }: Refusal, nowUs: number): void => {
    judge(route, reason, excessMs === 0 ? 0 : -excessMs, nowUs, book, why)
    standing.stop(route)
    rates.leave(route)
    episodes.close(route, reason, nowUs)
    if (reason === 'stale' || reason === 'skew') book.feed.waiting.add(route)
  }

  const publish = (route: Route, figures: Figures, nowUs: number): void => {
    const { episode } = route
    if (standing.take(route, figures, nowUs)) {
      const adopted = episode === undefined ? left.take(route.id, route.accounting) : undefined
      if (episode !== undefined) episodes.renew(route, figures, nowUs)
      else if (adopted !== undefined) episodes.resume(route, figures, adopted, nowUs)
      else episodes.open(route, figures, nowUs)
    } else if (episode === undefined) {
      judge(route, 'brief', -standing.missingMs(route, nowUs), nowUs)
    } else {
      judge(route, 'open', episode.figures.netBps - minNetBps, nowUs)
      episodes.keep(route, nowUs)
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
      standing.stop(route)
      episodes.close(route, 'instrument', nowUs)
    }
    // Most routes end here: the best prices alone do not pay the fees.
    if (!tops.look(route.slot) && route.episode === undefined) {
      route.verdict = undefined
      standing.stop(route)
      rates.leave(route)
      return
    }
    const refusal = refusalOf(route.legs, options, nowUs)
    if (refusal !== undefined) {
      refuse(route, refusal, nowUs)
      return
    }
    const figures = pricer.price(route, nowUs)
    if (figures !== undefined) {
      publish(route, figures, nowUs)
      return
    }
    const rule = route.verdict?.rule
    // What only lacks the cover of its costs waits for their rate, too.
    if (rule !== 'net' && rule !== 'cost') rates.leave(route)
    standing.stop(route)
    episodes.close(route, endingOf(rule), nowUs)
  }

  const evaluateNear = (place: number, nowUs: number): void => {
    for (const slot of tops.nearRoutes(place)) {
      const route = table.routeAt(slot)
      if (route !== undefined) evaluateRoute(route, nowUs)
    }
  }

  /** At the end of a turn whatever pays and may be priced is open, or waits to be. */
  const doesNotPay = (routeId: string, nowUs: number): boolean => {
    const route = table.routes.get(routeId)
    return route !== undefined && route.standing === undefined && refusalOf(route.legs, options, nowUs) === undefined
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
      standing.stop(route)
      rates.leave(route)
      episodes.close(route, 'instrument', nowUs)
    }
    for (const book of books) {
      evaluateNear(book.buyPlace, nowUs)
      evaluateNear(book.sellPlace, nowUs)
      for (const route of rates.followersOf(book)) evaluateRoute(route, nowUs)
    }
    for (const route of waited) if (table.routeAt(route.slot) === route) evaluateRoute(route, nowUs)
    for (const route of standing.due(nowUs)) evaluateRoute(route, nowUs)
    for (const route of episodes.due(nowUs)) evaluateRoute(route, nowUs)
    if (left.size > 0) episodes.endLeft(left.takeEnded(nowUs, routeId => doesNotPay(routeId, nowUs)))
  }

  const sweep: ArbitrageEngine['sweep'] = nowUs => {
    evaluateTouched(nowUs)
    for (const route of episodes.routes) {
      const refusal = refusalOf(route.legs, options, nowUs)
      if (refusal !== undefined) refuse(route, refusal, nowUs)
      else if (pricer.standsOnOldRate(route, nowUs)) evaluateRoute(route, nowUs)
    }
    return episodes.takeEvents()
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
    const { lots } = known
    takeView(known, view)
    if (known.lots !== lots) for (const route of table.routesOf(known)) route.lotsChanged = true
    table.renewTops(known)
    standing.breakThrough(known, true)
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
      standing.breakThrough(book, false)
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
          standing.breakThrough(book, false)
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
        standing.breakThrough(book, false)
        touch(book)
      }
    },
    evaluate: nowUs => {
      evaluateTouched(nowUs)
      return episodes.takeEvents()
    },
    sweep,
    keyframe: nowUs => {
      const changes = sweep(nowUs)
      return { changes, open: episodes.states(nowUs) }
    },
    adopt: ({ open, lastOpenedAtMs }, nowUs, forMs) => {
      left.add(open, nowUs + forMs * 1000)
      for (const [routeId, openedAtMs] of lastOpenedAtMs) table.noteOpened(routeId, openedAtMs)
      for (const { routeId, openedAtMs } of open) table.noteOpened(routeId, openedAtMs)
    },
    closeAll: (nowUs, reason) => {
      for (const route of episodes.routes) {
        episodes.close(route, reason, nowUs)
        // So that the next `evaluate`, if there is one, opens again what still pays.
        for (const { book } of route.legs) touch(book)
      }
      for (const route of standing.stopAll()) for (const { book } of route.legs) touch(book)
      episodes.endLeft(left.takeAll())
      survivals.clear()
      return episodes.takeEvents()
    },
    takeSurvivals: () => survivals.take(),
    verdict: routeId => {
      const route = table.routes.get(routeId)
      return route === undefined ? undefined : verdicts.of(route, turnUs)
    },
    verdictSample: count => verdicts.sample(count, turnUs),
    get nextDueUs() {
      return standing.nextDueUs
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
        open: episodes.routes.size,
        evaluations: evaluations + tops.looks,
        walks: pricer.walks,
        unprovenSizes: pricer.unprovenSizes,
      }
    },
  }
}
