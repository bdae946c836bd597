import type { Opportunity, OpportunityEvent } from '@screener/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEngine, type EngineOptions } from '../src/index.ts'
import { exactSizeAt } from './oracle/best-exact-size.ts'
import { amountToNumber } from './oracle/exact.ts'
import type { OracleBook, OracleOptions } from './oracle/market.ts'
import { findAll } from './oracle/oracle.ts'
import { bookOf, marketOf, marketVenues, setBook, tradeFeeOf, transferCosts } from './random-market.ts'

const startUs = 1_700_000_000_000_000

const engineOptions = (limits: Pick<OracleOptions, 'maxLegs' | 'minNetBps' | 'hubs'>): EngineOptions => ({
  feeOf: tradeFeeOf,
  transferCosts: { a: { BTC: 0.0004, ADA: 0.01 } },
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
const fewSymbols = ['BTC-USDT', 'BTC-USD', 'ETH-USDT', 'ETH-USDT~2', 'ETH-USD', 'ETH-BTC', 'USDT-USD', 'USD-USDT']

// Nearer to the least net than this, doubles cannot tell which side it is on.
const hairBps = 1e-7

/** How many of what was compared had something of the kind: a comparison of nothing proves nothing. */
interface Seen {
  all: number
  readonly kinds: Set<string>
  /** A pair whose buy pays its fee in what it gets. */
  receivedPairs: number
  fixedCosts: number
  unitFactors: number
}

const nothingSeen = (): Seen => ({ all: 0, kinds: new Set(), receivedPairs: 0, fixedCosts: 0, unitFactors: 0 })

const note = (seen: Seen, { kind, legs, fixedCostQuote }: Opportunity): void => {
  const [buy] = legs
  seen.all += 1
  seen.kinds.add(kind)
  if (kind === 'two-leg' && tradeFeeOf(buy!.venue, buy!.symbol).feeAsset === 'received') seen.receivedPairs += 1
  if (fixedCostQuote > 0) seen.fixedCosts += 1
  if (legs.some(leg => leg.symbol.startsWith('100'))) seen.unitFactors += 1
}

/** Compares what is open with what the oracle finds. */
const compare = (
  open: ReadonlyMap<string, Opportunity>,
  books: readonly OracleBook[],
  options: OracleOptions,
  seen: Seen,
): void => {
  const truth = findAll(books, options)
  const clear = [...truth].filter(([, { netBps }]) => netBps >= options.minNetBps + hairBps)
  expect(clear.map(([id]) => id).filter(id => !open.has(id))).toEqual([])
  for (const opportunity of open.values()) {
    note(seen, opportunity)
    const finding = truth.get(opportunity.routeId)
    expect(finding, `${opportunity.routeId} is not there`).toBeDefined()
    const { profit, spent, cycle, netBps, fixedCosts } = finding!
    expect(netBps).toBeGreaterThan(options.minNetBps - hairBps)
    const tolerance = 1e-9 * profit + 1e-13 * spent
    expect(opportunity.missedProfitQuote).toBe(0)
    expect(Math.abs(opportunity.profitQuote - profit)).toBeLessThanOrEqual(tolerance)
    expect(Math.abs(opportunity.fixedCostQuote - fixedCosts)).toBeLessThanOrEqual(1e-12 * fixedCosts)
    // The size it tells is worth, exactly, what it says; equal profits may come of two sizes.
    const first = BigInt(Math.round(opportunity.legs[0]!.quantity * 1e8))
    const size = exactSizeAt(cycle, first)
    expect(size?.quantities.map(Number)).toEqual(opportunity.legs.map(leg => Math.round(leg.quantity * 1e8)))
    expect(Math.abs(amountToNumber(size!.profit) - fixedCosts - profit)).toBeLessThanOrEqual(tolerance)
  }
}

describe('against every cycle and every lot, in exact arithmetic', () => {
  test.each([
    { maxLegs: 4, minNetBps: 0, hubs: undefined, mostBooks: 14, runs: 250 },
    { maxLegs: 4, minNetBps: 5, hubs: ['USDT', 'USD', 'BTC'], mostBooks: 16, runs: 250 },
    { maxLegs: 3, minNetBps: 0, hubs: ['USDT', 'USD'], mostBooks: 20, runs: 150 },
    { maxLegs: 2, minNetBps: 0, hubs: undefined, mostBooks: 20, runs: 100 },
  ])(
    'the same routes, sizes and profits: $maxLegs legs, hubs $hubs',
    ({ mostBooks, runs, ...limits }) => {
      const seen = nothingSeen()
      fc.assert(
        fc.property(marketOf(mostBooks, 400), books => {
          const options = { ...limits, transferCosts }
          const engine = createEngine(engineOptions(limits))
          for (const [index, book] of books.entries()) setBook(engine, book, startUs, index + 1)
          const open = new Map<string, Opportunity>()
          follow(open, engine.evaluate(startUs))
          compare(open, books, options, seen)
        }),
        { numRuns: runs, seed: 17 },
      )
      expect(seen.all).toBeGreaterThan(runs / 2)
      expect(seen.receivedPairs).toBeGreaterThan(runs / 25)
      expect(seen.fixedCosts).toBeGreaterThan(runs / 25)
      expect(seen.unitFactors).toBeGreaterThan(runs / 25)
      expect([...seen.kinds].sort()).toEqual(
        limits.maxLegs === 2 ? ['cycle', 'two-leg'] : ['cycle', 'triangular', 'two-leg'],
      )
    },
    120_000,
  )

  test('what is open equals it after every step of a random sequence of updates', () => {
    const seen = nothingSeen()
    const limits = { maxLegs: 4, minNetBps: 0, hubs: undefined }
    const options = { ...limits, transferCosts }
    const change = fc
      .tuple(fc.constantFrom(...marketVenues), fc.constantFrom(...fewSymbols))
      .chain(([venue, symbol]) => bookOf(venue, symbol, 400))
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
            setBook(engine, book, startUs + sequence, sequence)
          }
          follow(open, engine.evaluate(startUs + sequence))
          compare(open, [...books.values()], options, seen)
        }
      }),
      { numRuns: 40, seed: 19 },
    )
    expect(seen.all).toBeGreaterThan(1_000)
    expect(seen.receivedPairs).toBeGreaterThan(30)
    expect(seen.fixedCosts).toBeGreaterThan(100)
  }, 120_000)
})
