import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadTwin } from '../src/find-twins.ts'
import { createInstrument, defaultSymbols, startUsd } from '../src/market/instruments.ts'
import { Market, type MarketOptions, type VenueMarket } from '../src/market/market.ts'
import { MatchingBook } from '../src/market/matching-book.ts'
import { createRandom } from '../src/market/random.ts'

const twins = { binance: await loadTwin('binance'), bybit: await loadTwin('bybit') }
const startMs = 1_700_000_000_000
const createMarket = (changes: Partial<MarketOptions> = {}): Market =>
  new Market({
    venues: [twins.binance, twins.bybit],
    symbols: ['BTC-USDT', 'PEPE-USDT', 'FOO-USDT'],
    unlisted: new Set(),
    seed: '7',
    eventsPerSecond: 30,
    truthChanges: 8192,
    startMs,
    ...changes,
  })

const stateOf = (market: VenueMarket): unknown => [market.book.id, market.book.levels(), market.book.takeTrades()]

describe('Market', () => {
  it('gives the same flow for the same seed, however the clock is stepped, and another for another seed', () => {
    const [one, two, other] = [createMarket(), createMarket(), createMarket({ seed: '8' })]
    for (let ms = 10; ms <= 20_000; ms += 10) one.advance(startMs + ms)
    for (let ms = 0; ms <= 20_000; ms += 1_250) two.advance(startMs + ms)
    other.advance(startMs + 1_990)
    expect(one.markets.map(stateOf)).toEqual(two.markets.map(stateOf))
    expect(other.markets.map(stateOf)).not.toEqual(two.markets.map(stateOf))
  })

  it('keeps every book uncrossed, positive and sorted at every id, with one id per change', () => {
    const market = createMarket()
    for (let ms = 50; ms <= 15_000; ms += 50) market.advance(startMs + ms)
    for (const { book } of market.markets) {
      expect(book.id).toBeGreaterThan(book.log.firstId + 500)
      let expected = book.log.firstId
      book.log.changesAfter(0, (_isBid, price, quantity, id) => {
        expect(id).toBe(++expected)
        expect(price).toBeGreaterThan(0)
        expect(Number.isSafeInteger(quantity) && quantity >= 0).toBe(true)
      })
      expect(expected).toBe(book.id)
      for (let id = book.id - 300; id <= book.id; id += 7) {
        const { bids, asks } = book.log.bookAt(id)!
        expect(bids[0]![0]).toBeLessThan(asks[0]![0])
        expect(bids.every(([price], at) => at === 0 || price < bids[at - 1]![0])).toBe(true)
        expect(asks.every(([price], at) => at === 0 || price > asks[at - 1]![0])).toBe(true)
      }
    }
  })

  it('lets venues drift apart and together: opportunities of plausible size come and go', () => {
    const market = createMarket({ symbols: defaultSymbols, eventsPerSecond: 10 })
    const pairs = defaultSymbols.map(symbol => market.markets.filter(({ instrument }) => instrument.symbol === symbol))
    const open: number[] = []
    const nets: number[] = []
    for (let ms = 250; ms <= 180_000; ms += 250) {
      market.advance(startMs + ms)
      if (ms < 20_000) continue
      let count = 0
      for (const [a, b] of pairs)
        for (const [buy, sell] of [[a!, b!] as const, [b!, a!] as const]) {
          const ask = buy.book.bestAsk!.price / 10 ** buy.instrument.priceDecimals
          const bid = sell.book.bestBid!.price / 10 ** sell.instrument.priceDecimals
          const netBps = ((bid * 0.999) / (ask * 1.001) - 1) * 1e4
          if (netBps <= 0) continue
          count++
          nets.push(netBps)
        }
      open.push(count)
    }
    open.sort((a, b) => a - b)
    nets.sort((a, b) => a - b)
    expect(open[Math.floor(open.length * 0.25)]).toBeGreaterThanOrEqual(1)
    expect(open[Math.floor(open.length * 0.9)]).toBeLessThanOrEqual(10)
    expect(nets[Math.floor(nets.length * 0.5)]).toBeGreaterThan(1)
    expect(nets[Math.floor(nets.length * 0.99)]).toBeLessThan(40)
  }, 60_000)

  it('skips a long pause instead of making up for it in one burst', () => {
    const market = createMarket()
    market.advance(startMs + 1_000)
    const before = market.markets[0]!.book.id
    market.advance(startMs + 3_600_000)
    expect(market.markets[0]!.book.id - before).toBeLessThan(400)
  })

  it('does not list what a venue does not have', () => {
    const market = createMarket({ unlisted: new Set(['bybit:FOO-USDT']) })
    const of = (venue: string): string[] =>
      market.markets.filter(({ instrument }) => instrument.venue === venue).map(({ instrument }) => instrument.native)
    expect(of('binance')).toContain('FOOUSDT')
    expect(of('bybit')).not.toContain('FOOUSDT')
  })
})

describe('createInstrument', () => {
  it.each([
    ['binance', 'BTC-USDT', 2, 5],
    ['bybit', 'BTC-USDT', 1, 6],
    ['binance', 'SOL-USDT', 2, 3],
    ['binance', 'PEPE-USDT', 8, 0],
  ] as const)('%s %s has %i price and %i quantity decimals', (venue, symbol, priceDecimals, quantityDecimals) => {
    expect(createInstrument(twins[venue], symbol, '1')).toMatchObject({ priceDecimals, quantityDecimals })
  })
  it('prices unknown assets by seed and name', () => {
    expect(startUsd('ZZTOP', 'a')).toBe(startUsd('ZZTOP', 'a'))
    expect(startUsd('ZZTOP', 'a')).not.toBe(startUsd('ZZTOP', 'b'))
    expect(startUsd('ZZTOP', 'a')).toBeGreaterThan(0.009)
  })
})

describe('MatchingBook', () => {
  it('fills the best price first, and the oldest order first within a price', () => {
    const book = new MatchingBook({ firstId: 100, firstTradeId: 0, maxChanges: 2048 })
    book.place(false, 105, 5, 1)
    book.place(false, 104, 2, 2)
    book.place(false, 104, 3, 3)
    book.place(true, 104, 4, 4)
    expect(book.takeTrades().map(({ price, quantity }) => [price, quantity])).toEqual([
      [104, 2],
      [104, 2],
    ])
    expect(book.levels()).toEqual({ bids: [], asks: [[104, 1], [105, 5]] }) // prettier-ignore
    book.place(true, 105, 10, 5)
    expect(book.levels()).toEqual({ bids: [[105, 4]], asks: [] })
    expect(book.id).toBe(107)
  })

  it('tells a level anew when one of its orders was cancelled', () => {
    const book = new MatchingBook({ firstId: 100, firstTradeId: 0, maxChanges: 2048 })
    book.place(true, 99, 5, 1)
    book.place(true, 99, 5, 2)
    expect(book.levels().bids).toEqual([[99, 10]])
    book.cancelAny(true, createRandom('cancel'), 3)
    expect(book.levels().bids).toEqual([[99, 5]])
  })

  it('equals a naive book after any orders, and its log tells every earlier state', () => {
    const order = fc.record({
      kind: fc.constantFrom('place', 'place', 'place', 'take', 'cancel'),
      isBid: fc.boolean(),
      price: fc.integer({ min: 90, max: 110 }),
      quantity: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(order, { maxLength: 120 }), orders => {
        const book = new MatchingBook({ firstId: 0, firstTradeId: 0, maxChanges: 4096 })
        const random = createRandom('property')
        const states = new Map([[0, book.levels()]])
        for (const { kind, isBid, price, quantity } of orders) {
          if (kind === 'place') book.place(isBid, price, quantity, 1)
          else if (kind === 'take') book.take(isBid, price, quantity, 1)
          else book.cancelAny(isBid, random, 1)
          const { bids, asks } = book.levels()
          expect(bids[0]?.[0] ?? 0).toBeLessThan(asks[0]?.[0] ?? Infinity)
          states.set(book.id, book.levels())
        }
        for (const [id, levels] of states) expect(book.log.bookAt(id)).toEqual(levels)
      }),
      { numRuns: 150 },
    )
  })
})
