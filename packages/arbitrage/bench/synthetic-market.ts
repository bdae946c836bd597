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
/** Part of all updates that is of the pairs between the moneys and BTC. */
const hubShare = 0.1
/** Part of all updates that changes a best price; recorded frames have 0 of 299 (BTC-USDT, spot) to 7 of 49 (XRP-USDT). */
const topShare = 0.14
/** How far a best price goes then at most; recorded moves are 0.5 to 1. */
const moveBps = 2
/** A book is drawn back to the fair price by this part of its distance each time it moves. */
const drawnBack = 0.9

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

/** A book as its venue keeps it. */
interface LiveBook {
  readonly venue: string
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly fair: number
  readonly lot: number
  offsetBps: number
  readonly bidQuantities: number[]
  readonly askQuantities: number[]
}

const makeBook = (venue: string, symbol: string, driftBps: number, random: () => number): LiveBook => {
  const [base = '', quote = ''] = symbol.split('-')
  const lot = 10 ** Math.round(Math.log10(1 / worthOf(base)))
  const quantities = (): number[] => Array.from({ length: levels }, () => Math.ceil(random() * 2_000) * lot)
  const fair = worthOf(base) / worthOf(quote)
  const offsetBps = (random() - 0.5) * 2 * driftBps
  return { venue, symbol, base, quote, fair, lot, offsetBps, bidQuantities: quantities(), askQuantities: quantities() }
}

/** What happens to a book between two views: its price moves, or some quantities change. */
const stir = (book: LiveBook, driftBps: number, random: () => number): void => {
  if (random() < topShare) {
    const pulled = Math.abs(book.offsetBps) > driftBps ? book.offsetBps * drawnBack : book.offsetBps
    book.offsetBps = pulled + (random() - 0.5) * 2 * moveBps
    return
  }
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes -= 1) {
    const side = random() < 0.5 ? book.bidQuantities : book.askQuantities
    side[Math.floor(random() * levels)] = Math.ceil(random() * 2_000) * book.lot
  }
}

const viewOf = (book: LiveBook): BookView => {
  const { venue, symbol, base, quote, lot } = book
  const middle = book.fair * (1 + book.offsetBps / 10_000)
  const tick = middle / 10_000
  const side = (direction: 1 | -1): number[] =>
    Array.from({ length: levels }, (_, index) => middle + direction * tick * (index + 0.5))
  // prettier-ignore
  return {
    venue, symbol, status: 2, reason: '', session: 1, sequence: 1,
    bidPrices: side(-1), bidQuantities: [...book.bidQuantities], askPrices: side(1), askQuantities: [...book.askQuantities],
    exchangeTimeMs: 0, receivedTimeUs: startUs, proofTimeUs: startUs, syncedTimeUs: startUs,
    base, quote, priceTick: 0, quantityStep: lot, minQuantity: lot, minNotional: 5 / worthOf(quote),
  }
}

/**
 * Each symbol is on four of the six venues; every tenth asset trades in a second dollar and every thirtieth in BTC, so that a
 * thousand symbols make about ten thousand two-leg routes and twice as many cycles.
 */
const listings = (symbols: number): readonly (readonly [venue: string, symbol: string])[] => {
  const list: (readonly [string, string])[] = []
  for (const symbol of hubPairs) for (const venue of venues) list.push([venue, symbol])
  let listed = hubPairs.length
  for (let index = 0; listed < symbols; index += 1) {
    const quotes = ['USDT', ...(index % 10 === 0 ? ['USDC'] : []), ...(index % 30 === 0 ? ['BTC'] : [])]
    listed += quotes.length
    for (const quote of quotes)
      for (let at = 0; at < 4; at += 1) list.push([venues[(index + at) % venues.length] ?? '', `A${index}-${quote}`])
  }
  return list
}

/** `symbols` symbols, hub pairs among them; each book wanders around its fair price by about `driftBps`. */
export const createSyntheticMarket = (symbols: number, driftBps: number): SyntheticMarket => {
  const random = seeded(42)
  const books = listings(symbols).map(([venue, symbol]) => makeBook(venue, symbol, driftBps, random))
  const hubBooks = hubPairs.length * venues.length
  return {
    takerBps: Object.fromEntries(venues.map(venue => [venue, 10])),
    hubs,
    startUs,
    first: books.map(viewOf),
    next: () => {
      const isHub = random() < hubShare
      const index = isHub
        ? Math.floor(random() * hubBooks)
        : hubBooks + Math.floor(random() * (books.length - hubBooks))
      const book = books[index]
      if (book === undefined) throw new Error('an empty market')
      stir(book, driftBps, random)
      return viewOf(book)
    },
  }
}
