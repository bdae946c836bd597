import type { BookView } from '@screener/contracts'
import fc from 'fast-check'
import type { ArbitrageEngine, TradeFee } from '../src/index.ts'
import type { OracleBook, OracleCost, OracleFee } from './oracle/market.ts'

/** Dollars. Small, so that a few lots are the whole book. */
const values: Readonly<Record<string, number>> = { USDT: 1, USD: 1.001, BTC: 40, ETH: 8, ADA: 2, XRP: 0.5 }

/** `~2`: another book of the same pair. `100XRP`: what the venue trades is a hundred of them. */
const marketSymbols: readonly string[] = [
  ...['BTC-USDT', 'BTC-USD', 'ETH-USDT', 'ETH-BTC', 'ADA-USDT', 'ADA-USD', 'ADA-ETH', 'XRP-BTC', 'XRP-USDT'],
  ...['USDT-USD', 'USD-USDT', 'ETH-USD', 'ETH-USDT~2', '100XRP-USDT'],
]

export const marketVenues: readonly string[] = ['a', 'b', 'c']

/** What a symbol stands for. */
const meaningOf = (symbol: string): { base: string; quote: string; unitFactor: number } => {
  const [base = '', quote = ''] = symbol.replace(/~.*$/, '').split('-')
  const unitFactor = base.startsWith('100') ? 100 : 1
  return { base: unitFactor === 1 ? base : base.slice(3), quote, unitFactor }
}

/** Each venue has its own way with fees, and some of its symbols have theirs. */
const feeOf = (venue: string, symbol: string): OracleFee => {
  if (venue === 'a') return symbol.startsWith('ETH') ? { bps: '5', received: true } : { bps: '0', received: false }
  if (venue === 'b') return { bps: '10', received: !symbol.startsWith('BTC') }
  return symbol.startsWith('ADA') ? { bps: '20', received: true } : { bps: '7.5', received: false }
}

/** On venue `c` a trade may cost something whatever its size. */
const costs: fc.Arbitrary<OracleCost | undefined> = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  { asset: 'ETH', buy: '0.002', sell: '0.003' },
  { asset: 'ETH', buy: '0.02', sell: '0' },
  { asset: 'USD', buy: '0.05', sell: '0.01' },
)

/** Some withdrawals from venue `a` cost something. */
export const transferCosts = { a: { BTC: '0.0004', ADA: '0.01' } }

const fairPrice = (symbol: string): number => {
  const { base, quote, unitFactor } = meaningOf(symbol)
  return (values[base]! / values[quote]!) * unitFactor
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
  const { base, quote, unitFactor } = meaningOf(symbol)
  // One lot is worth about two dollars, whatever the asset.
  const lot = 10 ** Math.round(Math.log10(2 / values[base]!)) / unitFactor
  // So many that both the step and what no step divides are told exactly.
  const text = (quantity: number): string => quantity.toFixed(unitFactor === 1 ? 6 : 8)
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
      held: fc.constantFrom(...Array.from({ length: 29 }, () => false), true),
      cost: costs,
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
          return [(price / 10 ** decimals).toFixed(decimals), text((quantity * lot) / 2 + lot / 4)] as const
        })
      }
      return {
        venue,
        symbol,
        base,
        quote,
        unitFactor: BigInt(unitFactor),
        fee: feeOf(venue, symbol),
        cost: venue === 'c' ? drawn.cost : undefined,
        live: drawn.live,
        held: drawn.held,
        quantityStep: text(drawn.step * lot),
        minQuantity: text(drawn.minQuantity * lot),
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

/** Brings the book to the engine. */
export const setBook = (engine: ArbitrageEngine, book: OracleBook, atUs: number, sequence: number): void => {
  const { venue, symbol, base, quote, unitFactor, held } = book
  engine.setBook(0, viewOf(book, atUs, sequence), { base, quote, unitFactor: Number(unitFactor) })
  engine.hold(venue, symbol, held ? { rule: 'quarantined', detail: 'drawn' } : undefined)
}

/** The fee as the engine is told it. */
export const tradeFeeOf = (venue: string, symbol: string): TradeFee => {
  const { bps, received } = feeOf(venue, symbol)
  return { takerBps: Number(bps), feeAsset: received ? 'received' : 'quote', schedule: '' }
}

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
    costAsset: book.cost?.asset ?? '', buyCost: Number(book.cost?.buy ?? 0), sellCost: Number(book.cost?.sell ?? 0),
  }
}
