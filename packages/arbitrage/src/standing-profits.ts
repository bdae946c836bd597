import type { Book } from './book.ts'
import type { Figures } from './figures.ts'
import type { RouteCosts } from './fixed-costs.ts'
import type { Route } from './route.ts'

/** The route has brought at least `profit` since `sinceUs`, without a break. */
interface Step {
  readonly sinceUs: number
  readonly profit: number
}

/** What a route has brought lately. */
export interface Standing {
  /** Rising, in time as in profit: the last one is what it brought when it was looked at last. */
  readonly steps: Step[]
  costs: RouteCosts
  /** µs; when its figures will have stood for long enough, while they have not; else Infinity. */
  dueUs: number
}

/**
 * Says which figures may be told: those that are no better than what has stood for long enough. More or better levels in a book
 * never lower the profit of the best size, and fewer or worse ones never raise it; so what a level that only flickers does to a
 * route is seen in its profit.
 */
export interface StandingProfits {
  /**
   * Whether the figures may be told: the profit has been at least theirs for long enough, or, of an open route, they are no better
   * than what was told last. Else the route waits.
   */
  take(route: Route, figures: Figures, nowUs: number): boolean
  /** Whether such a profit would have to wait. */
  isNews(route: Route, profit: number, nowUs: number): boolean
  /** It does not pay any more: what begins later begins anew. */
  stop(route: Route): void
  /** A book has another view: those that wait and bring less with it begin anew there. All, when the book may not be believed. */
  breakThrough(book: Book, isBelieved: boolean): void
  /** Forgets all that wait; returns them. */
  stopAll(): readonly Route[]
  /** Those whose time is over. */
  due(nowUs: number): readonly Route[]
  /** µs; when the first of them is due, Infinity when none waits. */
  readonly nextDueUs: number
  /** How long it has yet to stand, in ms. */
  missingMs(route: Route, nowUs: number): number
}

export interface StandingLimits {
  /** How long a route has to pay before it opens. */
  readonly minLifeMs: number
  /** How long better figures of an open route have to stand. */
  readonly minBetterMs: number
}

/** What the route brings as its books are, at the costs given; undefined when that is not enough. */
export type ProfitNow = (route: Route, costs: RouteCosts) => number | undefined

/** Part of the profit that counts as no change: no flicker is worth it, and noise need not wait. */
const tolerance = 1e-3

/** Cuts what stood higher down to `profit`; undefined when nothing did. */
const sink = (steps: Step[], profit: number): Step | undefined => {
  let cut: Step | undefined
  for (let last = steps.at(-1); last !== undefined && last.profit >= profit; last = steps.at(-1)) {
    cut = last
    steps.pop()
  }
  if (cut === undefined) return undefined
  const step = { sinceUs: cut.sinceUs, profit }
  steps.push(step)
  return step
}

export const createStandingProfits = (
  { minLifeMs, minBetterMs }: StandingLimits,
  profitNow: ProfitNow,
): StandingProfits => {
  const waiting = new Set<Route>()
  let firstDueUs = Infinity
  /** The first that was due does not wait any more. */
  let isOld = false

  const lifeUsOf = ({ episode }: Route): number => (episode === undefined ? minLifeMs : minBetterMs) * 1000

  const leave = (route: Route): void => {
    if (!waiting.delete(route)) return
    for (const { book } of route.legs) book.pendingRoutes -= 1
    if (route.standing === undefined) return
    if (route.standing.dueUs <= firstDueUs) isOld = true
    route.standing.dueUs = Infinity
  }

  const stop = (route: Route): void => {
    leave(route)
    route.standing = undefined
  }

  const wait = (route: Route, standing: Standing, dueUs: number): void => {
    if (standing.dueUs <= firstDueUs && standing.dueUs < dueUs) isOld = true
    standing.dueUs = dueUs
    if (dueUs < firstDueUs) firstDueUs = dueUs
    if (waiting.has(route)) return
    waiting.add(route)
    for (const { book } of route.legs) book.pendingRoutes += 1
  }

  /** The most that may be told now; undefined: nothing. */
  const mostOf = ({ standing, episode }: Route, lifeUs: number, nowUs: number): number | undefined => {
    let most = episode?.figures.profit
    for (const { sinceUs, profit } of standing?.steps ?? []) {
      if (sinceUs + lifeUs > nowUs) break
      most = Math.max(most ?? 0, profit * (1 + tolerance))
    }
    return most
  }

  const isNews = (route: Route, profit: number, nowUs: number): boolean => {
    const lifeUs = lifeUsOf(route)
    if (lifeUs === 0) return false
    const most = mostOf(route, lifeUs, nowUs)
    return most === undefined || profit > most
  }

  const nextDueUs = (): number => {
    if (!isOld) return firstDueUs
    isOld = false
    firstDueUs = Infinity
    for (const { standing } of waiting) firstDueUs = Math.min(firstDueUs, standing?.dueUs ?? Infinity)
    return firstDueUs
  }

  return {
    take: (route, { profit, fixedCosts }, nowUs) => {
      const lifeUs = lifeUsOf(route)
      if (lifeUs === 0) return true
      const standing = (route.standing ??= { steps: [], costs: fixedCosts, dueUs: Infinity })
      const { steps } = standing
      standing.costs = fixedCosts
      if (sink(steps, profit) === undefined) steps.push({ sinceUs: nowUs, profit })
      // Of those that have stood for long enough the last one says all.
      while (steps[1] !== undefined && steps[1].sinceUs + lifeUs <= nowUs) steps.shift()
      if (!isNews(route, profit, nowUs)) {
        leave(route)
        return true
      }
      const enough = steps.find(step => step.profit * (1 + tolerance) >= profit)
      wait(route, standing, (enough?.sinceUs ?? nowUs) + lifeUs)
      return false
    },
    isNews,
    stop,
    breakThrough: (book, isBelieved) => {
      if (book.pendingRoutes === 0) return
      for (const route of waiting) {
        if (route.standing === undefined || !route.legs.some(leg => leg.book === book)) continue
        const profit = isBelieved ? profitNow(route, route.standing.costs) : undefined
        if (profit === undefined) stop(route)
        else sink(route.standing.steps, profit)
      }
    },
    stopAll: () => {
      const stopped = [...waiting]
      for (const route of stopped) stop(route)
      return stopped
    },
    due: nowUs =>
      nowUs < nextDueUs() ? [] : [...waiting].filter(({ standing }) => (standing?.dueUs ?? Infinity) <= nowUs),
    get nextDueUs() {
      return nextDueUs()
    },
    missingMs: ({ standing }, nowUs) => Math.max(0, (standing?.dueUs ?? nowUs) - nowUs) / 1000,
  }
}
