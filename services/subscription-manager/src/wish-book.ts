import { symbolPattern, type SubscriptionDepth, type SubscriptionWish } from '@screener/contracts'

/** Somebody wants a symbol for a while. Times in epoch ms of this process. */
export interface Wish {
  readonly origin: string
  readonly venue: string
  readonly symbol: string
  readonly depth: SubscriptionDepth
  /** Since when it is wanted at this depth without a break. */
  readonly sinceMs: number
  readonly untilMs: number
}

/** All wishes that are in force; each runs out by itself unless it is renewed. Pure. */
export interface WishBook {
  /** Takes one in, or lets go with 0 seconds. Returns why it is refused; undefined: it is not. */
  take(origin: string, wish: SubscriptionWish, nowMs: number): string | undefined
  /** One that was in force before this process. */
  restore(wish: Wish): void
  /** Drops what has run out. True: something has. */
  expire(nowMs: number): boolean
  of(venue: string): readonly Wish[]
  readonly size: number
}

export interface WishRules {
  readonly venues: readonly string[]
  readonly maxSeconds: number
  /** What others may write cannot make the book grow without end. */
  readonly mostWishes: number
}

const origins: readonly string[] = ['api', 'analyzer']

const problemOf = (
  origin: string,
  { venue, symbol, depth, seconds }: SubscriptionWish,
  rules: WishRules,
): string | undefined => {
  if (!origins.includes(origin)) return `origin must be one of ${origins.join(', ')}`
  if (venue !== '' && !rules.venues.includes(venue)) return 'venue is none of VENUES'
  if (!symbolPattern.test(symbol) || symbol !== symbol.toUpperCase()) return 'symbol is not of the form BASE-QUOTE'
  if (depth !== 'top' && depth !== 'deep') return 'depth must be top or deep'
  return Number.isSafeInteger(seconds) && seconds >= 0 ? undefined : 'seconds must be a whole number from 0'
}

export const createWishBook = (rules: WishRules): WishBook => {
  const byVenue = new Map<string, Map<string, Wish>>(rules.venues.map(venue => [venue, new Map()]))
  const keyOf = (origin: string, symbol: string): string => `${origin} ${symbol}`
  const size = (): number => [...byVenue.values()].reduce((sum, wishes) => sum + wishes.size, 0)

  return {
    take(origin, wish, nowMs) {
      const problem = problemOf(origin, wish, rules)
      if (problem !== undefined) return problem
      const { symbol, depth, seconds } = wish
      const key = keyOf(origin, symbol)
      const venues = wish.venue === '' ? rules.venues : [wish.venue]
      const isNew = venues.some(venue => byVenue.get(venue)?.has(key) === false)
      if (seconds > 0 && isNew && size() + venues.length > rules.mostWishes) return 'too many wishes are in force'
      for (const venue of venues) {
        const wishes = byVenue.get(venue)
        const before = wishes?.get(key)
        if (seconds === 0) {
          wishes?.delete(key)
          continue
        }
        const goesOn = before?.depth === depth && before.untilMs > nowMs
        const untilMs = nowMs + Math.min(seconds, rules.maxSeconds) * 1_000
        const taken = depth as SubscriptionDepth
        wishes?.set(key, { origin, venue, symbol, depth: taken, sinceMs: goesOn ? before.sinceMs : nowMs, untilMs })
      }
      return undefined
    },
    restore(wish) {
      byVenue.get(wish.venue)?.set(keyOf(wish.origin, wish.symbol), wish)
    },
    expire(nowMs) {
      let some = false
      for (const wishes of byVenue.values())
        for (const [key, { untilMs }] of wishes) if (untilMs <= nowMs && wishes.delete(key)) some = true
      return some
    },
    of: venue => [...(byVenue.get(venue)?.values() ?? [])],
    get size() {
      return size()
    },
  }
}
