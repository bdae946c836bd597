import { bookStatus, type BookView, type SubscriptionWish, type TopView } from '@screener/contracts'

/**
 * Which symbols without a book are worth one: where the best prices of two venues come close to paying after fees. It asks for the books of
 * both, and lets go when they have been far apart for a while. Nothing here is a price of an opportunity. Pure; times in ms, monotonic.
 */
export interface Interest {
  top(view: TopView, nowMs: number): void
  book(view: BookView, nowMs: number): void
  /** What to ask for now: new ones, those to be renewed, and (0 seconds) those that are let go. */
  takeWishes(nowMs: number): readonly SubscriptionWish[]
  /** Books that are asked for. */
  readonly count: number
}

export interface InterestOptions {
  /** Taker fee, in basis points; undefined: none is known, so nothing there can pay. */
  readonly takerBpsOf: (venue: string, symbol: string) => number | undefined
  /** How far from paying is close. */
  readonly withinBps: number
  /** How far is far: more than `withinBps`, or it would ask and let go at every tick. */
  readonly releaseBps: number
  /** How long it has to be far. */
  readonly releaseAfterMs: number
  /** What gains more is not believed. */
  readonly maxGapBps: number
  /** How long a wish lives when it is not renewed, and after which it is. */
  readonly wishSeconds: number
  readonly renewAfterMs: number
  /** Most books asked for at a time. */
  readonly most: number
}

interface Seen {
  bid: number
  ask: number
  atMs: number
  hasBook: boolean
}

interface Asked {
  nearAtMs: number
  askedAtMs: number
}

/** Tops are repeated each 10 s where nothing changes. */
const staleAfterMs = 30_000
/** What others may write cannot make the maps grow without end. */
const mostSymbols = 20_000

export const createInterest = (options: InterestOptions): Interest => {
  const { takerBpsOf, wishSeconds } = options
  const bySymbol = new Map<string, Map<string, Seen>>()
  const asked = new Map<string, Map<string, Asked>>()
  const touched = new Set<string>()
  let count = 0

  const see = (symbol: string, venue: string, seen: Seen): void => {
    const venues = bySymbol.get(symbol)
    if (venues !== undefined) venues.set(venue, seen)
    else if (bySymbol.size < mostSymbols) bySymbol.set(symbol, new Map([[venue, seen]]))
    else return
    touched.add(symbol)
  }
  /** What buying at `from` and selling at `to` gains at best, in basis points, fees paid. */
  const gapBps = (
    symbol: string,
    [from, bought]: readonly [string, Seen],
    [to, sold]: readonly [string, Seen],
  ): number => {
    const [buyFee, sellFee] = [takerBpsOf(from, symbol), takerBpsOf(to, symbol)]
    if (buyFee === undefined || sellFee === undefined || !(bought.ask > 0) || !(sold.bid > 0)) return -Infinity
    const gap = ((sold.bid * (1 - sellFee / 1e4)) / (bought.ask * (1 + buyFee / 1e4)) - 1) * 1e4
    return gap > options.maxGapBps ? -Infinity : gap
  }
  /** Of each venue, the best that it gains with any other. */
  const bestGaps = (symbol: string, nowMs: number): ReadonlyMap<string, number> => {
    const fresh = [...(bySymbol.get(symbol) ?? [])].filter(([, { atMs }]) => nowMs - atMs <= staleAfterMs)
    const best = new Map<string, number>()
    for (const from of fresh) {
      for (const to of fresh) {
        if (from[0] === to[0]) continue
        const gap = gapBps(symbol, from, to)
        for (const [venue] of [from, to]) best.set(venue, Math.max(gap, best.get(venue) ?? -Infinity))
      }
    }
    return best
  }
  const wish = (venue: string, symbol: string, seconds: number): SubscriptionWish => ({
    venue,
    symbol,
    depth: 'deep',
    seconds,
  })

  const askNew = (symbol: string, nowMs: number): readonly SubscriptionWish[] => {
    const wishes: SubscriptionWish[] = []
    for (const [venue, gap] of bestGaps(symbol, nowMs)) {
      if (gap < -options.withinBps || count >= options.most) continue
      const its = asked.get(symbol) ?? new Map<string, Asked>()
      if (its.has(venue) || bySymbol.get(symbol)?.get(venue)?.hasBook !== false) continue
      asked.set(symbol, its.set(venue, { nearAtMs: nowMs, askedAtMs: nowMs }))
      count += 1
      wishes.push(wish(venue, symbol, wishSeconds))
    }
    return wishes
  }
  const renewOrLetGo = (symbol: string, its: Map<string, Asked>, nowMs: number): readonly SubscriptionWish[] => {
    const gaps = bestGaps(symbol, nowMs)
    const wishes: SubscriptionWish[] = []
    for (const [venue, known] of its) {
      if ((gaps.get(venue) ?? -Infinity) >= -options.releaseBps) known.nearAtMs = nowMs
      if (nowMs - known.nearAtMs > options.releaseAfterMs) {
        its.delete(venue)
        count -= 1
        wishes.push(wish(venue, symbol, 0))
      } else if (nowMs - known.askedAtMs >= options.renewAfterMs) {
        known.askedAtMs = nowMs
        wishes.push(wish(venue, symbol, wishSeconds))
      }
    }
    if (its.size === 0) asked.delete(symbol)
    return wishes
  }

  return {
    top({ venue, symbol, bidPrice, askPrice }, nowMs) {
      see(symbol, venue, { bid: bidPrice, ask: askPrice, atMs: nowMs, hasBook: false })
    },
    book({ venue, symbol, status, reason, bidPrices, askPrices }, nowMs) {
      // Where every venue has a book there is nothing to ask for.
      const venues = bySymbol.get(symbol)
      if (venues === undefined) return
      if (reason === 'released') {
        if (venues.get(venue)?.hasBook === true) venues.delete(venue)
        return
      }
      const isLive = status === bookStatus.live
      see(symbol, venue, {
        bid: isLive ? (bidPrices[0] ?? 0) : 0,
        ask: isLive ? (askPrices[0] ?? 0) : 0,
        atMs: nowMs,
        hasBook: true,
      })
    },
    takeWishes(nowMs) {
      const wishes: SubscriptionWish[] = []
      for (const [symbol, its] of asked) wishes.push(...renewOrLetGo(symbol, its, nowMs))
      for (const symbol of touched) wishes.push(...askNew(symbol, nowMs))
      touched.clear()
      return wishes
    },
    get count() {
      return count
    },
  }
}
