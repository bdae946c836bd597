import { isDollarPair, isMoney } from './accounting-asset.ts'
import type { Figures } from './figures.ts'
import { feeFactorOf, type Route, type RouteLeg } from './route.ts'

/** Which part of a route's net comes from which prices, in basis points; they add up to the net. */
export interface EdgeSplit {
  /** From the legs that trade an asset. */
  readonly assetBps: number
  /** From the legs that turn one money into another. */
  readonly rateBps: number
}

/** A leg that turns one money into another, such as USDT into USD. */
export const isRateLeg = ({ book }: RouteLeg): boolean => isMoney(book.base) && isMoney(book.quote)

/** Quote per base that the pair is held against: par for two dollars, else the middle of the leg's own book. */
const referencePrice = ({ book }: RouteLeg): number =>
  isDollarPair(book.base, book.quote) ? 1 : ((book.asks.prices[0] ?? NaN) + (book.bids.prices[0] ?? NaN)) / 2

/**
 * The logarithm of what a route multiplies its money by is a sum over its legs. Each rate leg counts with what it brought
 * beyond its reference, depth and fee included; all the rest is the asset's. The two logarithms are scaled to the net, so
 * that the parts add up to it.
 */
export const splitEdge = (route: Route, figures: Figures): EdgeSplit => {
  const whole = Math.log(figures.proceeds / figures.cost)
  let rate = 0
  for (const [index, leg] of route.legs.entries()) {
    if (!isRateLeg(leg)) continue
    const base = figures.quantities[index] ?? NaN
    const price = ((figures.notionals[index] ?? NaN) * feeFactorOf(leg)) / base
    rate += Math.log(leg.side === 'sell' ? price / referencePrice(leg) : referencePrice(leg) / price)
  }
  if (rate === 0 || !(whole > 0)) return { assetBps: figures.netBps, rateBps: 0 }
  const rateBps = (rate / whole) * figures.netBps
  return { assetBps: figures.netBps - rateBps, rateBps }
}
