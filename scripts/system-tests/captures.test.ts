import { bookStatus } from '@screener/contracts'
import type { OrderBook } from '@screener/order-book'
import { applyVariant, type Venue } from '@screener/collector-runtime'
import { openCaptures } from '@screener/testing'
import { assert, describe, expect, test } from 'vitest'
import { binance } from '../../services/collector-binance/src/venue.ts'
import { bybit } from '../../services/collector-bybit/src/venue.ts'
import { gateio } from '../../services/collector-gateio/src/venue.ts'
import { kraken } from '../../services/collector-kraken/src/venue.ts'
import { runRecorded, type RecordedRun } from './recorded-pipeline.ts'

type WireLevels = readonly (readonly [string, string])[]

/** The fields of the expectations, of any venue, that say what the core must hold. */
interface ExpectedBook {
  readonly depth_events?: number
  readonly dropped_before_snapshot?: number
  readonly snapshot_lastUpdateId?: number
  readonly final_updateId?: number
  readonly bookTicker?: number
  readonly snapshots?: number
  readonly deltas?: number
  readonly final_u?: number
  readonly final_id?: number
  readonly updates?: number
  readonly applied?: number
  readonly final: { readonly bids: WireLevels; readonly asks: WireLevels; readonly levels: readonly [number, number] }
}
type ExpectedBooks = Readonly<Record<string, ExpectedBook>>

/** Everything that would be a fault of ours on frames in which the venue made none. */
const noFault = {
  gaps: 0,
  crossed: 0,
  refused: 0,
  otherSessions: 0,
  booksLost: 0,
  holes: 0,
  undecodable: 0,
  unknownEvents: 0,
  misplacedSymbols: 0,
  witnessAccusations: 0,
  pauses: 0,
}

interface Numbers {
  readonly prices: readonly number[]
  readonly quantities: readonly number[]
}

const numbers = (levels: WireLevels): Numbers => ({
  prices: levels.map(([price]) => Number(price)),
  quantities: levels.map(([, quantity]) => Number(quantity)),
})

/** Bitcoin falls by 150 dollars here, out of the 1000 bids the recorded snapshot proves; live, a new one is asked for. */
const beyondItsSnapshot = ['spot-btcusdt-20240808.jsonl.gz']

const topOf = (book: OrderBook, side: 'bids' | 'asks', count: number): Numbers => ({
  prices: Array.from({ length: count }, (_, index) => book[side].priceAt(index)),
  quantities: Array.from({ length: count }, (_, index) => book[side].quantityAt(index)),
})

const expectBook = (run: RecordedRun, venue: string, symbol: string, expected: ExpectedBook): void => {
  const book = run.sync.feeds.get(venue)?.books.get(symbol)?.book
  assert(book !== undefined)
  const { bids, asks, levels } = expected.final
  const sequence = expected.final_updateId ?? expected.final_u ?? expected.final_id
  // Where the venue numbers nothing, its checksums were right after each message.
  if (sequence !== undefined) expect(book.sequence).toBe(sequence)
  expect([book.bids.length, book.asks.length]).toEqual(levels)
  expect(topOf(book, 'bids', bids.length)).toEqual(numbers(bids))
  expect(topOf(book, 'asks', asks.length)).toEqual(numbers(asks))
}

/** What leaves the core: the same top while it is proven, nothing but the reason when it is not. */
const expectView = (run: RecordedRun, symbol: string, expected: ExpectedBook, proven: boolean): void => {
  const view = run.views.get(symbol)
  assert(view !== undefined)
  if (!proven) {
    expect(view).toMatchObject({ status: bookStatus.suspect, reason: 'beyond_edge', bidPrices: [], askPrices: [] })
    expect(run.orders.map(({ resyncBook }) => resyncBook?.reason)).toContain('near_edge')
    return
  }
  const { bids, asks } = expected.final
  const { status, bidPrices, bidQuantities, askPrices, askQuantities } = view
  expect(status).toBe(bookStatus.live)
  expect(firstOf(bids.length, bidPrices, bidQuantities)).toEqual(numbers(bids))
  expect(firstOf(asks.length, askPrices, askQuantities)).toEqual(numbers(asks))
}

const firstOf = (count: number, prices: readonly number[], quantities: readonly number[]): Numbers => ({
  prices: prices.slice(0, count),
  quantities: quantities.slice(0, count),
})

const expectQuote = (run: RecordedRun, symbol: string, { final }: ExpectedBook): void => {
  const [bidPrice, bidQuantity] = (final.bids[0] ?? []).map(Number)
  const [askPrice, askQuantity] = (final.asks[0] ?? []).map(Number)
  expect(run.quotes.get(symbol)).toMatchObject({ bidPrice, bidQuantity, askPrice, askQuantity })
  // A witness alone is no book: nothing of it may be priced.
  expect(run.views.get(symbol)?.status ?? bookStatus.down).not.toBe(bookStatus.live)
}

const sum = (books: ExpectedBooks, figure: (book: ExpectedBook) => number): number =>
  Object.values(books).reduce((total, book) => total + figure(book), 0)

/** Deltas that the core must apply: those recorded, without those from before the REST snapshot. */
const deltasOf = (book: ExpectedBook): number =>
  book.applied ?? book.deltas ?? book.updates ?? (book.depth_events ?? 0) - (book.dropped_before_snapshot ?? 0)

interface Recorded {
  readonly venue: Venue
  readonly folder: string
  /** Which of the files with expectations are of this form of the venue. */
  readonly files: RegExp
  readonly count: number
}

/** OKX's recorded books are of the time before it numbered them: nothing here can follow them. */
const recorded: readonly Recorded[] = [
  { venue: binance, folder: 'binance', files: /./, count: 4 },
  { venue: bybit, folder: 'bybit', files: /./, count: 4 },
  { venue: applyVariant(gateio, 'book_update'), folder: 'gate', files: /6sym/, count: 1 },
  { venue: applyVariant(kraken, 'depth-25'), folder: 'kraken', files: /^v2-.*-d25-/, count: 1 },
  { venue: kraken, folder: 'kraken', files: /^v2-.*-d10-/, count: 1 },
]

describe.each(recorded)('recorded captures of $venue.id $files, through collector and sync', ({ venue, ...where }) => {
  const captures = openCaptures(where.folder)
  if (!captures.present) console.info(captures.absence)
  const files = captures.files.filter(file => where.files.test(file) && booksOf(captures.expected(file)) !== undefined)

  test.runIf(captures.present)('there are some', () => {
    expect(files.length).toBeGreaterThanOrEqual(where.count)
  })

  test.each(files)('%s', file => {
    const books = booksOf(captures.expected(file)) ?? {}
    const run = runRecorded(venue, captures.lines(file))
    const isQuoteOnly = (topic: string): boolean => topic.startsWith('orderbook.1.')
    const deep = Object.fromEntries(Object.entries(books).filter(([topic]) => !isQuoteOnly(topic)))
    expect(run.counters).toMatchObject({
      ...noFault,
      snapshots: sum(deep, book => book.snapshots ?? 1),
      applied: sum(deep, deltasOf),
    })
    // What the join had not yet seen when the snapshot came, the core drops: covered by the snapshot either way.
    expect(run.counters.applied + run.counters.stale).toBe(run.emitted['delta'] ?? 0)
    for (const [topic, expected] of Object.entries(books)) {
      const symbol = topic.slice(topic.lastIndexOf('.') + 1)
      if (isQuoteOnly(topic)) {
        expectQuote(run, symbol, expected)
        continue
      }
      expectBook(run, venue.id, symbol, expected)
      expectView(run, symbol, expected, !beyondItsSnapshot.includes(file))
    }
    const quotes = sum(books, book => book.bookTicker ?? (book.deltas === 0 ? (book.snapshots ?? 0) : 0))
    expect(run.decoded['bestBidAsk'] ?? 0).toBe(quotes)
    // The witness is sampled: fewer leave, but some, and `expectQuote` holds the newest to the capture.
    expect(run.emitted['bestBidAsk'] ?? 0).toBeLessThanOrEqual(quotes)
    expect((run.emitted['bestBidAsk'] ?? 0) > 0).toBe(quotes > 0)
  })
})

function booksOf(expected: unknown): ExpectedBooks | undefined {
  return (expected as { readonly books?: ExpectedBooks } | undefined)?.books
}
