import type { BookView } from '@screener/contracts'
import fc from 'fast-check'
import type { OracleBook } from './oracle/market.ts'

/** Dollars. Small, so that a few lots are the whole book. */
const values: Readonly<Record<string, number>> = { USDT: 1, USD: 1.001, BTC: 40, ETH: 8, ADA: 2, XRP: 0.5 }

const marketSymbols: readonly string[] = [
  ...['BTC-USDT', 'BTC-USD', 'ETH-USDT', 'ETH-BTC', 'ADA-USDT', 'ADA-USD', 'ADA-ETH', 'XRP-BTC', 'XRP-USDT'],
  ...['USDT-USD', 'USD-USDT', 'ETH-USD'],
]

export const marketVenues: readonly string[] = ['a', 'b', 'c']

const fairPrice = (symbol: string): number => {
  const [base = '', quote = ''] = symbol.split('-')
  return values[base]! / values[quote]!
}

/** Decimals of prices, so that one tick is about a thousandth. */
const priceDecimals = (symbol: string): number => Math.max(0, 3 - Math.floor(Math.log10(fairPrice(symbol))))

const sideLevels = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 40 })), {
  minLength: 1,
  maxLength: 3,
})

/** One book: a middle somewhere around the fair price, levels in ticks from it, quantities in odd parts of the step. */
export const bookOf = (venue: string, symbol: string, spreadBps: number): fc.Arbitrary<OracleBook> => {
  const decimals = priceDecimals(symbol)
  const fair = fairPrice(symbol)
  // One lot is worth about two dollars, whatever the asset.
  const lot = 10 ** Math.round(Math.log10(2 / (values[symbol.split('-')[0] ?? ''] ?? 1)))
  return fc
    .record({
      away: fc.integer({ min: -spreadBps, max: spreadBps }),
      halfSpread: fc.integer({ min: 1, max: 4 }),
      bids: sideLevels,
      asks: sideLevels,
      step: fc.constantFrom(0.5, 1, 1, 2, 3),
      minQuantity: fc.constantFrom(0, 0, 1, 4),
      minNotional: fc.constantFrom('0', '0', '1', '7.5'),
      live: fc.constantFrom(true, true, true, true, true, true, true, true, true, false),
      oneSided: fc.constantFrom(false, false, false, false, false, false, false, false, false, true),
      crossed: fc.constantFrom(false, false, false, false, false, false, false, false, false, true),
    })
    .map(drawn => {
      const middle = Math.round(fair * (1 + drawn.away / 10_000) * 10 ** decimals)
      const half = drawn.crossed ? -drawn.halfSpread : drawn.halfSpread
      const side = (from: number, direction: 1 | -1, levels: readonly (readonly [number, number])[]) => {
        let price = from
        return levels.map(([gap, quantity], index) => {
          if (index > 0) price += direction * gap
          // A third of a lot is a quantity that no step divides.
          return [(price / 10 ** decimals).toFixed(decimals), ((quantity * lot) / 2 + lot / 4).toFixed(6)] as const
        })
      }
      return {
        venue,
        symbol,
        live: drawn.live,
        quantityStep: (drawn.step * lot).toFixed(6),
        minQuantity: (drawn.minQuantity * lot).toFixed(6),
        minNotional: drawn.minNotional,
        bids: side(middle - half, -1, drawn.bids),
        asks: drawn.oneSided ? [] : side(middle + half, 1, drawn.asks),
      }
    })
}

/** A market: some symbols on some venues. */
export const marketOf = (mostBooks: number, spreadBps: number): fc.Arbitrary<readonly OracleBook[]> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...marketVenues), fc.constantFrom(...marketSymbols)), {
      minLength: Math.floor(mostBooks / 2),
      maxLength: mostBooks,
      selector: ([venue, symbol]) => `${venue} ${symbol}`,
    })
    .chain(books => fc.tuple(...books.map(([venue, symbol]) => bookOf(venue, symbol, spreadBps))))

/** The book as the engine sees it. */
export const viewOf = (book: OracleBook, atUs: number, sequence: number): BookView => {
  const [base = '', quote = ''] = book.symbol.split('-')
  const numbers = (levels: OracleBook['bids'], at: 0 | 1) => (book.live ? levels.map(level => Number(level[at])) : [])
  // prettier-ignore
  return {
    venue: book.venue, symbol: book.symbol, status: book.live ? 2 : 3, reason: '', session: 1, sequence,
    bidPrices: numbers(book.bids, 0), bidQuantities: numbers(book.bids, 1),
    askPrices: numbers(book.asks, 0), askQuantities: numbers(book.asks, 1),
    exchangeTimeMs: 0, receivedTimeUs: atUs, proofTimeUs: atUs, syncedTimeUs: atUs,
    base, quote, priceTick: 0, quantityStep: Number(book.quantityStep),
    minQuantity: Number(book.minQuantity), minNotional: Number(book.minNotional),
  }
}
