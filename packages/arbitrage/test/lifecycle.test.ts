import type { BookView, OpportunityEvent } from '@screener/contracts'
import { describe, expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine, type EngineOptions } from '../src/index.ts'
import { feesOf } from './fees.ts'
import { makeView } from './make-view.ts'

const startUs = 1_700_000_000_000_000
const ms = 1_000
const options: EngineOptions = {
  feeOf: feesOf({ binance: 10, bybit: 10 }),
  minNetBps: 0,
  maxLegAgeMs: 1_000,
  maxSkewMs: 250,
  minUpdateIntervalMs: 20,
}

const cheap = (atUs: number, overrides: Partial<BookView> = {}, ask = 100): BookView =>
  makeView('binance', { bids: [[99, 1]], asks: [[ask, 1]], atUs }, overrides)
const dear = (atUs: number, overrides: Partial<BookView> = {}, bid = 101): BookView =>
  makeView('bybit', { bids: [[bid, 1]], asks: [[103, 1]], atUs }, overrides)
const doubtful = (view: BookView, status: BookView['status']): BookView => ({
  ...view,
  status,
  bidPrices: [],
  bidQuantities: [],
  askPrices: [],
  askQuantities: [],
})

const words = ['opened', 'updated', 'closed']
const told = (events: readonly OpportunityEvent[]): string[] =>
  events.map(event => `${words[event.phase]}${event.closeReason ? ` ${event.closeReason}` : ''}`)

/** An engine with one open opportunity: buy on binance at 100, sell on bybit at 101. */
const opened = (overrides: Partial<EngineOptions> = {}): ArbitrageEngine => {
  const engine = createEngine({ ...options, ...overrides })
  engine.setBook(0, cheap(startUs))
  engine.setBook(0, dear(startUs))
  expect(told(engine.evaluate(startUs))).toEqual(['opened'])
  return engine
}

describe('an open opportunity', () => {
  const rows: { name: string; act: (engine: ArbitrageEngine) => void; afterMs: number; expected: string[] }[] = [
    { name: 'nothing new says nothing', act: () => undefined, afterMs: 100, expected: [] },
    {
      name: 'the same levels say nothing',
      act: e => e.setBook(0, cheap(startUs + 50 * ms, { sequence: 2 })),
      afterMs: 50,
      expected: [],
    },
    {
      name: 'another price updates',
      act: e => e.setBook(0, cheap(startUs + 50 * ms, {}, 100.1)),
      afterMs: 50,
      expected: ['updated'],
    },
    {
      name: 'closes when fees eat it',
      act: e => e.setBook(0, cheap(startUs + 50 * ms, {}, 100.9)),
      afterMs: 50,
      expected: ['closed unprofitable'],
    },
    {
      name: 'closes when the book is suspect',
      act: e => e.setBook(0, doubtful(dear(startUs), 3)),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    {
      name: 'closes when the book is down',
      act: e => e.setBook(0, doubtful(cheap(startUs), 0)),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    {
      name: 'closes when a book that is not LIVE has levels',
      act: e => e.setBook(0, cheap(startUs, { status: 1 })),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    {
      name: 'closes when a side is empty',
      act: e => e.setBook(0, cheap(startUs, { bidPrices: [], bidQuantities: [] })),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    {
      name: 'closes when a book is crossed',
      act: e => e.setBook(0, cheap(startUs, { bidPrices: [100.5] })),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    {
      name: 'closes on a price that is no number',
      act: e => e.setBook(0, cheap(startUs, { askPrices: [NaN] })),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    {
      name: 'closes on a negative quantity',
      act: e => e.setBook(0, cheap(startUs, { askQuantities: [-1] })),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    { name: 'lives at the age limit', act: () => undefined, afterMs: 1_000, expected: [] },
    { name: 'closes past the age limit', act: () => undefined, afterMs: 1_001, expected: ['closed stale'] },
    {
      name: 'one renewed leg does not keep it',
      act: e => e.prove(0, 'binance', startUs + 900 * ms),
      afterMs: 1_001,
      expected: ['closed stale'],
    },
    {
      name: 'two renewed legs keep it',
      act: e => {
        e.prove(0, 'binance', startUs + 900 * ms)
        e.prove(0, 'bybit', startUs + 900 * ms)
      },
      afterMs: 1_001,
      expected: [],
    },
    {
      name: 'a proof of another group is none',
      act: e => {
        e.prove(1, 'binance', startUs + 900 * ms)
        e.prove(1, 'bybit', startUs + 900 * ms)
      },
      afterMs: 1_001,
      expected: ['closed stale'],
    },
    {
      name: 'closes when one leg moved on past the skew limit',
      act: e => e.setBook(0, cheap(startUs + 251 * ms)),
      afterMs: 251,
      expected: ['closed skew'],
    },
    { name: 'closes when its clock was set back', act: () => undefined, afterMs: -251, expected: ['closed stale'] },
    {
      name: 'closes when its stream lost entries',
      act: e => e.dropGroup(0),
      afterMs: 0,
      expected: ['closed not_live'],
    },
    { name: 'closes when its stream lags', act: e => e.doubt(0), afterMs: 0, expected: ['closed stale'] },
    { name: 'another group in doubt leaves it', act: e => e.doubt(1), afterMs: 0, expected: [] },
    {
      name: 'a changed instrument ends the episode and begins another',
      act: e => e.setBook(0, cheap(startUs + 50 * ms, { quantityStep: 0.5 })),
      afterMs: 50,
      expected: ['closed instrument', 'opened'],
    },
    {
      name: 'a book that does not know its lots yet, and so is not live, says that',
      act: e => e.setBook(0, cheap(startUs + 50 * ms, { quantityStep: 7, status: 1 })),
      afterMs: 50,
      expected: ['closed not_live'],
    },
    {
      name: 'another base is another thing',
      act: e => e.setBook(0, cheap(startUs, { base: 'WBTC' })),
      afterMs: 0,
      expected: ['closed instrument'],
    },
  ]
  test.each(rows)('$name', ({ act, afterMs, expected }) => {
    const engine = opened()
    act(engine)
    expect(told(engine.sweep(startUs + afterMs * ms))).toEqual(expected)
  })

  test('tells size, costs and evidence', () => {
    const engine = createEngine(options)
    engine.setBook(
      0,
      makeView(
        'binance',
        {
          bids: [[99, 1]],
          asks: [
            [100, 1],
            [100.2, 4],
          ],
          atUs: startUs,
        },
        { sequence: 7 },
      ),
    )
    engine.setBook(
      0,
      makeView(
        'bybit',
        {
          bids: [
            [101, 2],
            [100.3, 9],
          ],
          asks: [[103, 1]],
          atUs: startUs - 5 * ms,
        },
        { session: 3 },
      ),
    )
    const [event] = engine.evaluate(startUs + 2 * ms)
    const opportunity = event!.opportunity
    expect(opportunity).toMatchObject({
      id: 'two-leg:binance.BTC-USDT.buy:bybit.BTC-USDT.sell@1700000000002',
      kind: 'two-leg',
      symbol: 'BTC-USDT',
      quantity: 2,
      openedAtMs: 1_700_000_000_002,
      ageMs: 7,
      skewMs: 5,
      legs: [
        {
          venue: 'binance',
          side: 'buy',
          sequence: 7,
          prices: [100, 100.2],
          quantities: [1, 1],
          available: [1, 4],
          worstPrice: 100.2,
          takerBps: 10,
        },
        { venue: 'bybit', side: 'sell', session: 3, prices: [101], quantities: [2], available: [2] },
      ],
    })
    expect(opportunity.costQuote).toBeCloseTo(200.2 * 1.001, 9)
    expect(opportunity.proceedsQuote).toBeCloseTo(202 * 0.999, 9)
    expect(opportunity.profitQuote).toBeCloseTo(202 * 0.999 - 200.2 * 1.001, 9)
    expect(opportunity.grossBps).toBeCloseTo((1.8 / 200.2) * 1e4, 9)
    expect(opportunity.netBps).toBeCloseTo(((202 * 0.999 - 200.2 * 1.001) / 200.2) * 1e4, 9)
  })

  test('comes back when the proof it lacked arrives', () => {
    const engine = opened()
    engine.setBook(0, cheap(startUs + 300 * ms))
    expect(told(engine.evaluate(startUs + 300 * ms))).toEqual(['closed skew'])
    engine.prove(0, 'bybit', startUs + 290 * ms)
    expect(told(engine.evaluate(startUs + 301 * ms))).toEqual(['opened'])
  })

  test('comes back when its stream is trusted again', () => {
    const engine = opened()
    engine.doubt(0)
    engine.evaluate(startUs + 1 * ms)
    engine.trust(0)
    expect(told(engine.evaluate(startUs + 2 * ms))).toEqual(['opened'])
  })

  test('after lost entries only books that came again count', () => {
    const engine = opened()
    engine.dropGroup(0)
    engine.evaluate(startUs)
    engine.setBook(0, cheap(startUs + 10 * ms))
    expect(told(engine.evaluate(startUs + 10 * ms))).toEqual([])
    engine.setBook(0, dear(startUs + 11 * ms))
    expect(told(engine.evaluate(startUs + 11 * ms))).toEqual(['opened'])
  })

  test('closing and opening in one millisecond gives two ids', () => {
    const engine = opened()
    engine.setBook(0, cheap(startUs, { quantityStep: 0.5 }))
    const [closed, again] = engine.evaluate(startUs)
    expect(closed!.opportunity.id).not.toBe(again!.opportunity.id)
  })
})

describe('pace of updates', () => {
  test('holds updates back, keeps the peak and sends the last value when due', () => {
    const engine = opened()
    engine.setBook(0, cheap(startUs + 5 * ms, {}, 99.5))
    expect(engine.evaluate(startUs + 5 * ms)).toEqual([])
    engine.setBook(0, cheap(startUs + 10 * ms, {}, 100.2))
    expect(engine.evaluate(startUs + 10 * ms)).toEqual([])
    expect(engine.sweep(startUs + 19 * ms)).toEqual([])
    const [event] = engine.sweep(startUs + 20 * ms)
    expect(event).toMatchObject({ phase: 1, opportunity: { legs: [{ vwap: 100.2 }, { vwap: 101 }] } })
    expect(event!.opportunity.peakProfitQuote).toBeCloseTo(101 * 0.999 - 99.5 * 1.001, 9)
    expect(engine.sweep(startUs + 60 * ms)).toEqual([])
  })

  test('a value that went and came back says nothing', () => {
    const engine = opened()
    engine.setBook(0, cheap(startUs + 5 * ms, {}, 100.1))
    engine.evaluate(startUs + 5 * ms)
    engine.setBook(0, cheap(startUs + 6 * ms))
    engine.evaluate(startUs + 6 * ms)
    expect(engine.sweep(startUs + 40 * ms)).toEqual([])
  })

  test('closing carries the value held back', () => {
    const engine = opened()
    engine.setBook(0, cheap(startUs + 5 * ms, {}, 100.2))
    engine.evaluate(startUs + 5 * ms)
    const [event] = engine.closeAll(startUs + 6 * ms, 'shutdown')
    expect(event).toMatchObject({
      phase: 2,
      closeReason: 'shutdown',
      opportunity: { legs: [{ vwap: 100.2 }, { vwap: 101 }] },
    })
    expect(engine.counts.open).toBe(0)
  })
})

describe('the engine', () => {
  test('a keyframe is every open opportunity as of now', () => {
    const engine = opened()
    engine.prove(0, 'binance', startUs + 900 * ms)
    engine.prove(0, 'bybit', startUs + 880 * ms)
    const { changes, open } = engine.keyframe(startUs + 1_000 * ms)
    expect(changes).toEqual([])
    expect(open).toMatchObject([
      { phase: 1, opportunity: { ageMs: 120, openedAtMs: 1_700_000_000_000, updatedAtUs: startUs + 1_000 * ms } },
    ])
    expect(engine.keyframe(startUs + 3_000 * ms)).toMatchObject({ changes: [{ closeReason: 'stale' }], open: [] })
  })

  test('a book that moved to another group is renewed and doubted there', () => {
    const engine = opened()
    engine.setBook(1, cheap(startUs))
    engine.setBook(1, dear(startUs))
    engine.doubt(0)
    expect(engine.sweep(startUs)).toEqual([])
    engine.doubt(1)
    expect(told(engine.sweep(startUs))).toEqual(['closed stale'])
  })

  test('refuses a venue without a fee', () => {
    const engine = createEngine(options)
    expect(engine.setBook(0, makeView('kraken', { bids: [[1, 1]], asks: [[2, 1]], atUs: startUs }))).toBe(false)
  })

  test('after closing all, what still pays opens again', () => {
    const engine = opened()
    expect(told(engine.closeAll(startUs, 'shutdown'))).toEqual(['closed shutdown'])
    expect(told(engine.evaluate(startUs + 5 * ms))).toEqual(['opened'])
  })

  test('asks for the net wanted', () => {
    const engine = createEngine({ ...options, minNetBps: 90 })
    engine.setBook(0, cheap(startUs))
    engine.setBook(0, dear(startUs))
    expect(engine.evaluate(startUs)).toEqual([])
    engine.setBook(0, dear(startUs, {}, 101.2))
    expect(told(engine.evaluate(startUs))).toEqual(['opened'])
  })

  test('looks only at the routes that the change favours, and walks only what pays on top', () => {
    const engine = createEngine({ ...options, feeOf: feesOf({ binance: 10, bybit: 10, okx: 10 }) })
    for (const symbol of ['BTC-USDT', 'ETH-USDT', 'SOL-USDT'])
      for (const venue of ['binance', 'bybit', 'okx'])
        engine.setBook(0, makeView(venue, { bids: [[99, 1]], asks: [[100, 1]], atUs: startUs }, { symbol }))
    engine.evaluate(startUs)
    const before = engine.counts
    expect(before).toMatchObject({ books: 9, routes: 18, walks: 0 })
    engine.setBook(0, makeView('okx', { bids: [[99, 1]], asks: [[99.1, 1]], atUs: startUs }, { symbol: 'ETH-USDT' }))
    engine.evaluate(startUs)
    // The two that buy there; its bids did not move, so the two that sell there cannot have begun to pay.
    expect(engine.counts.evaluations - before.evaluations).toBe(2)
    expect(engine.counts.walks).toBe(0)
  })

  test.each([-1, NaN, 10_000])('refuses a fee of %s', fee => {
    const engine = createEngine({ ...options, feeOf: feesOf({ binance: fee }) })
    expect(() => engine.setBook(0, cheap(startUs))).toThrow(/the fee of binance BTC-USDT is .* bps; it must be from 0/)
  })
})
