/**
 * Beside the nearest published implementation that runs here: the calculation of bmino/binance-triangle-arbitrage (MIT), triangles on
 * one venue. It is not a package, so it comes from a checkout:
 *
 *     node packages/arbitrage/bench/nearest.bench.ts PATH_TO_CHECKOUT
 *
 * Its config/config.json has to say INVESTMENT {MIN: 100, MAX: 1000, STEP: 100} and TRADING.TAKER_FEE 0.1. Both get the same updates of
 * the same books; it is given only the triangles through the updated book, which is its own fastest mode.
 */
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { BookView } from '@screener/contracts'
import { createEngine } from '../src/index.ts'
import { createSyntheticMarket } from './synthetic-market.ts'

interface Depth {
  bids: Record<string, number>
  asks: Record<string, number>
}
interface Relationship {
  readonly ab: { readonly method: string; readonly ticker: string; readonly dustDecimals: number }
  readonly bc: { readonly method: string; readonly ticker: string; readonly dustDecimals: number }
  readonly ca: { readonly method: string; readonly ticker: string; readonly dustDecimals: number }
  readonly symbol: { readonly a: string; readonly b: string; readonly c: string }
}
interface Nearest {
  cycle(
    relationships: readonly Relationship[],
    depths: Record<string, Depth>,
    onError: (message: string) => void,
    onResult: (result: { readonly percent: number }) => void,
  ): void
}

const checkout = process.argv[2]
if (checkout === undefined) throw new Error('say where a checkout of binance-triangle-arbitrage is')
const nearest = createRequire(import.meta.url)(resolve(checkout, 'src/main/CalculationNode.js')) as Nearest

const venue = 'v1'
const updates = 5_000
const accounting = 'USDT'

const levelsOf = (prices: readonly number[], quantities: readonly number[]): Record<string, number> =>
  Object.fromEntries(prices.map((price, index) => [price.toFixed(12), quantities[index] ?? 0]))

const depthOf = (view: BookView): Depth => ({
  bids: levelsOf(view.bidPrices, view.bidQuantities),
  asks: levelsOf(view.askPrices, view.askQuantities),
})

const tickerOf = (view: BookView): string => view.base + view.quote

/** All triangles that begin and end with the accounting asset, as it makes them. */
const relationshipsOf = (views: readonly BookView[]): readonly Relationship[] => {
  const byTicker = new Map(views.map(view => [tickerOf(view), view]))
  const assets = [...new Set(views.flatMap(view => [view.base, view.quote]))]
  const trade = (from: string, to: string): Relationship['ab'] | undefined => {
    const selling = byTicker.get(from + to)
    const view = selling ?? byTicker.get(to + from)
    if (view === undefined) return undefined
    const dustDecimals = Math.max(0, Math.round(-Math.log10(view.quantityStep)))
    return { method: selling === undefined ? 'Buy' : 'Sell', ticker: tickerOf(view), dustDecimals }
  }
  const found: Relationship[] = []
  for (const b of assets) {
    const ab = trade(accounting, b)
    if (ab === undefined) continue
    for (const c of assets) {
      const [bc, ca] = [trade(b, c), trade(c, accounting)]
      if (bc !== undefined && ca !== undefined) found.push({ ab, bc, ca, symbol: { a: accounting, b, c } })
    }
  }
  return found
}

const measure = (symbols: number): void => {
  const market = createSyntheticMarket(symbols, 12)
  const first = market.first.filter(view => view.venue === venue)
  const relationships = relationshipsOf(first)
  const through = new Map<string, Relationship[]>()
  for (const each of relationships) {
    for (const { ticker } of [each.ab, each.bc, each.ca]) through.set(ticker, [...(through.get(ticker) ?? []), each])
  }
  const depths = Object.fromEntries(first.map(view => [tickerOf(view), depthOf(view)]))
  const engine = createEngine({
    feeOf: () => ({ takerBps: 10, feeAsset: 'quote', schedule: '' }),
    minNetBps: 0,
    maxLegAgeMs: 1e9,
    maxSkewMs: 1e9,
    minUpdateIntervalMs: 0,
    maxLegs: 3,
    hubs: market.hubs,
  })
  for (const view of first) engine.setBook(0, view)
  let theirs = 0
  let ours = 0
  let paying = 0
  let refused = 0
  let opened = 0
  for (let done = 0; done < updates;) {
    const view = market.next()
    if (view.venue !== venue) continue
    done += 1
    // It keeps depth as an object of price texts; making that is not counted.
    depths[tickerOf(view)] = depthOf(view)
    const touched = through.get(tickerOf(view)) ?? []
    let before = performance.now()
    nearest.cycle(
      touched,
      depths,
      () => (refused += 1),
      ({ percent }) => (paying += percent > 0 ? 1 : 0),
    )
    theirs += performance.now() - before
    before = performance.now()
    engine.setBook(0, view)
    opened += engine.evaluate(market.startUs + done * 100).length
    ours += performance.now() - before
  }
  const each = (ms: number): string => ((ms / updates) * 1_000).toFixed(1)
  process.stdout.write(
    `${symbols} symbols, ${relationships.length} triangles from ${accounting} of theirs, ${engine.counts.routesByKind.triangular} of ours: ` +
      `theirs ${each(theirs)} µs an update (${paying} results that pay, ${refused} refused for want of depth), ` +
      `ours ${each(ours)} µs (${opened} events), ratio ${(theirs / ours).toFixed(1)}\n`,
  )
}

for (const symbols of [100, 1_000, 100, 1_000]) measure(symbols)
