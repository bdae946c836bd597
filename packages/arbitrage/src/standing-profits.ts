import type { Book } from './book.ts'
import type { Route } from './route.ts'

/** Routes that pay, but have not yet done so without a break for as long as is asked. */
export interface PendingRoutes {
  /** Notes that the route pays now; returns whether it has for long enough, in which case it is no longer pending. */
  matures(route: Route, nowUs: number): boolean
  /** It does not pay any more: what begins later begins anew. */
  stop(route: Route): void
  /** Stops those through the book that no longer pay at its best prices; all of them when it may not be believed. */
  stopThrough(book: Book, isBelieved: boolean): void
  /** Those that were pending. */
  stopAll(): readonly Route[]
  /** Those whose time is over. */
  due(nowUs: number): readonly Route[]
  /** µs; when the first of them is due, Infinity when none is pending. */
  readonly nextDueUs: number
  /** How long it has yet to pay, in ms. */
  missingMs(route: Route, nowUs: number): number
}

export const createPendingRoutes = (minLifeMs: number, paysOnTop: (route: Route) => boolean): PendingRoutes => {
  const minLifeUs = minLifeMs * 1000
  // In order of beginning, which is the order of being due.
  const pending = new Set<Route>()

  const stop = (route: Route): void => {
    if (route.payingSinceUs === undefined) return
    route.payingSinceUs = undefined
    pending.delete(route)
    for (const { book } of route.legs) book.pendingRoutes -= 1
  }

  const dueUsOf = (route: Route): number => (route.payingSinceUs ?? Infinity) + minLifeUs

  return {
    matures: (route, nowUs) => {
      if (minLifeUs === 0) return true
      if (route.payingSinceUs === undefined) {
        route.payingSinceUs = nowUs
        pending.add(route)
        for (const { book } of route.legs) book.pendingRoutes += 1
        return false
      }
      if (dueUsOf(route) > nowUs) return false
      stop(route)
      return true
    },
    stop,
    stopThrough: (book, isBelieved) => {
      if (book.pendingRoutes === 0) return
      for (const route of pending) {
        if (route.legs.some(leg => leg.book === book) && !(isBelieved && paysOnTop(route))) stop(route)
      }
    },
    stopAll: () => {
      const stopped = [...pending]
      for (const route of stopped) stop(route)
      return stopped
    },
    due: nowUs => {
      const routes: Route[] = []
      for (const route of pending) {
        if (dueUsOf(route) > nowUs) break
        routes.push(route)
      }
      return routes
    },
    get nextDueUs() {
      for (const route of pending) return dueUsOf(route)
      return Infinity
    },
    missingMs: (route, nowUs) => Math.max(0, dueUsOf(route) - nowUs) / 1000,
  }
}
