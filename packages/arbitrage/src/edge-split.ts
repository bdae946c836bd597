import { isDollarPair, isMoney } from './accounting-asset.ts'
import type { Figures } from './figures.ts'
import { getFactorOf, spendFactorOf, type Route, type RouteLeg } from './route.ts'

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
 * beyond its reference, depth and fee included; all the rest is the asset's. The two logarithms are scaled to the net before
 * fixed costs; these are taken from the asset's part, so that the parts add up to the net.
 */
export const splitEdge = (route: Route, figures: Figures): EdgeSplit => {
  const whole = Math.log(figures.proceeds / figures.cost)
  let rate = 0
  for (const [index, leg] of route.legs.entries()) {
    if (!isRateLeg(leg)) continue
    const base = figures.quantities[index] ?? NaN
    const notional = figures.notionals[index] ?? NaN
    rate += Math.log(
      leg.side === 'sell'
        ? (notional * getFactorOf(leg)) / base / referencePrice(leg)
        : referencePrice(leg) / ((notional * spendFactorOf(leg)) / (base * getFactorOf(leg))),
    )
  }
  if (rate === 0 || !(whole > 0)) return { assetBps: figures.netBps, rateBps: 0 }
  const rateBps = (rate / whole) * figures.netBeforeCostsBps
  return { assetBps: figures.netBps - rateBps, rateBps }
}

/** Whether a leg between two dollars trades further from par than this. */
export const isDepegged = (route: Route, { quantities, notionals }: Figures, depegBps: number): boolean =>
  route.legs.some(({ book }, index) => {
    if (!isDollarPair(book.base, book.quote)) return false
    const price = (notionals[index] ?? NaN) / (quantities[index] ?? NaN)
    return Math.abs(price - 1) * 10_000 > depegBps
  })
