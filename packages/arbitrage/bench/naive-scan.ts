import type { BookView } from '@screener/contracts'
import type { SyntheticMarket } from './synthetic-market.ts'

interface NaiveLeg {
  readonly key: string
  readonly buys: boolean
}

/** What one writes first: all routes in a list, and at each update the tops of every one of them. */
export interface NaiveScan {
  /** How many pay on top. */
  update(view: BookView): number
}

const keyOf = (view: BookView): string => `${view.venue} ${view.symbol}`

export const createNaiveScan = (market: SyntheticMarket): NaiveScan => {
  const books = new Map(market.first.map(view => [keyOf(view), view]))
  const legsFrom = new Map<string, NaiveLeg[]>()
  const put = (from: string, leg: NaiveLeg): void => {
    const legs = legsFrom.get(from)
    if (legs === undefined) legsFrom.set(from, [leg])
    else legs.push(leg)
  }
  for (const view of market.first) {
    put(view.quote, { key: keyOf(view), buys: true })
    put(view.base, { key: keyOf(view), buys: false })
  }
  const assetAfter = (leg: NaiveLeg): string => {
    const view = books.get(leg.key)
    return (leg.buys ? view?.base : view?.quote) ?? ''
  }
  const routes: (readonly NaiveLeg[])[] = []
  for (const start of market.hubs) {
    for (const first of legsFrom.get(start) ?? []) {
      const second = assetAfter(first)
      for (const next of legsFrom.get(second) ?? []) {
        if (next.key === first.key) continue
        const third = assetAfter(next)
        if (third === start) routes.push([first, next])
        else if (market.hubs.indexOf(third) > market.hubs.indexOf(start) || !market.hubs.includes(third)) {
          for (const last of legsFrom.get(third) ?? []) if (assetAfter(last) === start) routes.push([first, next, last])
        }
      }
    }
  }
  const pays = (legs: readonly NaiveLeg[]): boolean => {
    let product = 1
    for (const { key, buys } of legs) {
      const view = books.get(key)
      const fee = (market.takerBps[view?.venue ?? ''] ?? 0) / 10_000
      product *= buys ? 1 / ((view?.askPrices[0] ?? Infinity) * (1 + fee)) : (view?.bidPrices[0] ?? 0) * (1 - fee)
    }
    return product > 1
  }
  return {
    update: view => {
      books.set(keyOf(view), view)
      let paying = 0
      for (const legs of routes) if (pays(legs)) paying += 1
      return paying
    },
  }
}
