import type { BookView } from '@screener/contracts'

/** A seeded market of six venues that quote in USDT, USDC, USD and BTC. */
export interface SyntheticMarket {
  readonly takerBps: Readonly<Record<string, number>>
  readonly hubs: readonly string[]
  readonly startUs: number
  /** One view of each book. */
  readonly first: readonly BookView[]
  /** The next update: another view of some book, hub pairs as often as they are in a real feed. */
  next(): BookView
}

const levels = 20
const startUs = 1_700_000_000_000_000
// The same count of views for every size: a view arrives freshly decoded, so that a pool larger than the CPU's cache would
// measure memory.
const viewPool = 24_000
/** Part of all updates that is of the pairs between the moneys and BTC. */
const hubShare = 0.1
/** Every asset's worth wanders, on all venues, by up to `walkBps` at each update of one of its books, and is drawn back. */
const walkBps = 0.5
const drawnBack = 0.98

const venues = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6']
const hubs = ['USDT', 'USDC', 'USD', 'BTC']
const hubPairs = ['USDC-USDT', 'USDT-USD', 'BTC-USDT', 'BTC-USDC', 'BTC-USD']
const worth: Readonly<Record<string, number>> = { USDT: 1, USDC: 1, USD: 1, BTC: 60_000 }

/** Small seeded generator, so that two runs see the same market. */
const seeded = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

const worthOf = (asset: string): number => worth[asset] ?? 1 + (Number(asset.slice(1)) % 97)

const makeView = (venue: string, symbol: string, driftBps: number, random: () => number): BookView => {
  const [base = '', quote = ''] = symbol.split('-')
  const middle = (worthOf(base) / worthOf(quote)) * (1 + ((random() - 0.5) * 2 * driftBps) / 10_000)
  const tick = middle / 10_000
  const lot = 10 ** Math.round(Math.log10(1 / worthOf(base)))
  const side = (direction: 1 | -1) =>
    Array.from({ length: levels }, (_, index) => middle + direction * tick * (index + 0.5))
  const quantities = () => Array.from({ length: levels }, () => Math.ceil(random() * 2_000) * lot)
  // prettier-ignore
  return {
    venue, symbol, status: 2, reason: '', session: 1, sequence: 1,
    bidPrices: side(-1), bidQuantities: quantities(), askPrices: side(1), askQuantities: quantities(),
    exchangeTimeMs: 0, receivedTimeUs: startUs, proofTimeUs: startUs, syncedTimeUs: startUs,
    base, quote, priceTick: 0, quantityStep: lot, minQuantity: lot, minNotional: 5 / worthOf(quote),
  }
}

/** Every third asset trades in a second currency, every fifth in BTC; each symbol is on four of the six venues. */
const listings = (symbols: number): readonly (readonly [venue: string, symbol: string])[] => {
  const list: (readonly [string, string])[] = []
  for (const symbol of hubPairs) for (const venue of venues) list.push([venue, symbol])
  for (let index = 0; index < symbols; index += 1) {
    const quotes = ['USDT', ...(index % 3 === 0 ? ['USDC'] : []), ...(index % 5 === 0 ? ['BTC'] : [])]
    for (const quote of quotes)
      for (let at = 0; at < 4; at += 1) list.push([venues[(index + at) % venues.length] ?? '', `A${index}-${quote}`])
  }
  return list
}

/** `symbols` assets beside the hubs; tops drift around their fair price by up to `driftBps`. */
export const createSyntheticMarket = (symbols: number, driftBps: number): SyntheticMarket => {
  const random = seeded(42)
  const listed = listings(symbols)
  const perBook = Math.ceil(viewPool / listed.length)
  const pool = listed.map(([venue, symbol]) =>
    Array.from({ length: perBook }, () => makeView(venue, symbol, driftBps, random)),
  )
  const hubBooks = hubPairs.length * venues.length
  // What a pooled view is multiplied by; the moneys stay where they are.
  const walked = new Map<string, number>()
  const walk = (asset: string): number => {
    if (hubs.includes(asset) && asset !== 'BTC') return 1
    const next = 1 + ((walked.get(asset) ?? 1) - 1) * drawnBack + ((random() - 0.5) * 2 * walkBps) / 10_000
    walked.set(asset, next)
    return next
  }
  return {
    takerBps: Object.fromEntries(venues.map(venue => [venue, 10])),
    hubs,
    startUs,
    first: pool.flatMap(views => views.slice(0, 1)),
    next: () => {
      const isHub = random() < hubShare
      const index = isHub ? Math.floor(random() * hubBooks) : hubBooks + Math.floor(random() * (pool.length - hubBooks))
      const views = pool[index] ?? []
      const view = views[Math.floor(random() * views.length)]
      if (view === undefined) throw new Error('an empty pool')
      const factor = walk(view.base) / walk(view.quote)
      const moved = (prices: readonly number[]): number[] => prices.map(price => price * factor)
      return { ...view, bidPrices: moved(view.bidPrices), askPrices: moved(view.askPrices) }
    },
  }
}
