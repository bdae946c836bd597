import type { Book } from './book.ts'
import type { Route } from './route.ts'

/** Which routes are to be looked at when a book moves that their fixed costs are turned at. */
export interface RateWatch {
  /** From now on the route follows the books between each of the assets and its accounting asset, and no others. */
  follow(route: Route, assets: readonly string[]): void
  leave(route: Route): void
  followersOf(book: Book): Iterable<Route>
}

const none: readonly string[] = []

// Assets hold no spaces.
const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

export const createRateWatch = (): RateWatch => {
  const followers = new Map<string, Set<Route>>()

  const leave = (route: Route): void => {
    if (route.ratePairs.length === 0) return
    for (const pair of route.ratePairs) {
      const routes = followers.get(pair)
      routes?.delete(route)
      if (routes?.size === 0) followers.delete(pair)
    }
    route.ratePairs = none
  }

  return {
    follow: (route, assets) => {
      const pairs = assets.map(asset => pairOf(asset, route.accounting))
      if (pairs.length === route.ratePairs.length && pairs.every((pair, index) => pair === route.ratePairs[index]))
        return
      leave(route)
      route.ratePairs = pairs
      for (const pair of pairs) {
        const routes = followers.get(pair)
        if (routes === undefined) followers.set(pair, new Set([route]))
        else routes.add(route)
      }
    },
    leave,
    // While nobody follows anything this costs no more than a comparison.
    followersOf: ({ base, quote }) => (followers.size === 0 ? [] : (followers.get(pairOf(base, quote)) ?? [])),
  }
}
