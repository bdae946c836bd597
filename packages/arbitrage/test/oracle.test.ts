import type { Opportunity, OpportunityEvent } from '@screener/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEngine, type EngineOptions } from '../src/index.ts'
import { feesOf } from './fees.ts'
import { exactSizeAt } from './oracle/best-exact-size.ts'
import { amountToNumber } from './oracle/exact.ts'
import type { OracleBook, OracleOptions } from './oracle/market.ts'
import { findAll } from './oracle/oracle.ts'
import { bookOf, marketOf, marketVenues, viewOf } from './random-market.ts'

const startUs = 1_700_000_000_000_000

const taker = { a: '0', b: '10', c: '7.5' }
const engineOptions = (limits: Pick<OracleOptions, 'maxLegs' | 'minNetBps' | 'hubs'>): EngineOptions => ({
  feeOf: feesOf({ a: 0, b: 10, c: 7.5 }),
  maxLegAgeMs: 1_000,
  maxSkewMs: 250,
  minUpdateIntervalMs: 0,
  minNetBps: limits.minNetBps,
  maxLegs: limits.maxLegs,
  ...(limits.hubs === undefined ? {} : { hubs: limits.hubs }),
})

/** What a reader of the events believes to be open, by route. */
const follow = (open: Map<string, Opportunity>, events: readonly OpportunityEvent[]): void => {
  for (const { phase, opportunity } of events) {
    if (phase === 2) open.delete(opportunity.routeId)
    else open.set(opportunity.routeId, opportunity)
  }
}

/** Few enough that a sequence of updates meets the same books again and again. */
const fewSymbols = ['BTC-USDT', 'BTC-USD', 'ETH-USDT', 'ETH-USD', 'ETH-BTC', 'USDT-USD', 'USD-USDT']

// Nearer to the least net than this, doubles cannot tell which side it is on.
const hairBps = 1e-7

/** Compares what is open with what the oracle finds; returns how many were the same. */
const compare = (
  open: ReadonlyMap<string, Opportunity>,
  books: readonly OracleBook[],
  options: OracleOptions,
): number => {
  const truth = findAll(books, options)
  const clear = [...truth].filter(([, { netBps }]) => netBps >= options.minNetBps + hairBps)
  expect(clear.map(([id]) => id).filter(id => !open.has(id))).toEqual([])
  for (const opportunity of open.values()) {
    const finding = truth.get(opportunity.routeId)
    expect(finding, `${opportunity.routeId} is not there`).toBeDefined()
    const { profit, spent, cycle, netBps } = finding!
    expect(netBps).toBeGreaterThan(options.minNetBps - hairBps)
    const tolerance = 1e-9 * profit + 1e-13 * spent
    expect(opportunity.missedProfitQuote).toBe(0)
    expect(Math.abs(opportunity.profitQuote - profit)).toBeLessThanOrEqual(tolerance)
    // The size it tells is worth, exactly, what it says; equal profits may come of two sizes.
    const first = BigInt(Math.round(opportunity.legs[0]!.quantity * 1e8))
    const size = exactSizeAt(cycle, options, first)
    expect(size?.quantities.map(Number)).toEqual(opportunity.legs.map(leg => Math.round(leg.quantity * 1e8)))
    expect(Math.abs(amountToNumber(size!.profit) - profit)).toBeLessThanOrEqual(tolerance)
  }
  return open.size
}

describe('against every cycle and every lot, in exact arithmetic', () => {
  test.each([
    { maxLegs: 4, minNetBps: 0, hubs: undefined, mostBooks: 12, runs: 250 },
    { maxLegs: 4, minNetBps: 5, hubs: ['USDT', 'USD', 'BTC'], mostBooks: 16, runs: 250 },
    { maxLegs: 3, minNetBps: 0, hubs: ['USDT', 'USD'], mostBooks: 20, runs: 150 },
    { maxLegs: 2, minNetBps: 0, hubs: undefined, mostBooks: 20, runs: 100 },
  ])(
    'the same routes, sizes and profits: $maxLegs legs, hubs $hubs',
    ({ mostBooks, runs, ...limits }) => {
      let same = 0
      const kinds = new Set<string>()
      fc.assert(
        fc.property(marketOf(mostBooks, 250), books => {
          const options = { ...limits, takerBps: taker }
          const engine = createEngine(engineOptions(limits))
          for (const [index, book] of books.entries()) engine.setBook(0, viewOf(book, startUs, index + 1))
          const open = new Map<string, Opportunity>()
          follow(open, engine.evaluate(startUs))
          same += compare(open, books, options)
          for (const { kind } of open.values()) kinds.add(kind)
        }),
        { numRuns: runs, seed: 17 },
      )
      expect(same).toBeGreaterThan(runs)
      expect([...kinds].sort()).toEqual(
        limits.maxLegs === 2 ? ['cycle', 'two-leg'] : ['cycle', 'triangular', 'two-leg'],
      )
    },
    120_000,
  )

  test('what is open equals it after every step of a random sequence of updates', () => {
    let same = 0
    const limits = { maxLegs: 4, minNetBps: 0, hubs: undefined }
    const options = { ...limits, takerBps: taker }
    const change = fc
      .tuple(fc.constantFrom(...marketVenues), fc.constantFrom(...fewSymbols))
      .chain(([venue, symbol]) => bookOf(venue, symbol, 250))
    const steps = fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 40 })
    fc.assert(
      fc.property(steps, turns => {
        const engine = createEngine(engineOptions(limits))
        const books = new Map<string, OracleBook>()
        const open = new Map<string, Opportunity>()
        let sequence = 0
        for (const changed of turns) {
          sequence += 1
          for (const book of changed) {
            books.set(`${book.venue} ${book.symbol}`, book)
            engine.setBook(0, viewOf(book, startUs + sequence, sequence))
          }
          follow(open, engine.evaluate(startUs + sequence))
          same += compare(open, [...books.values()], options)
        }
      }),
      { numRuns: 40, seed: 19 },
    )
    expect(same).toBeGreaterThan(1_000)
  }, 120_000)
})
