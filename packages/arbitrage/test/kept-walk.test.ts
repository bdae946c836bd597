import type { BookView } from '@screener/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEngine, type ArbitrageEngine } from '../src/index.ts'
import { makeView } from './make-view.ts'

const startUs = 1_000_000_000

const makeEngine = (): ArbitrageEngine =>
  createEngine({
    feeOf: () => ({ takerBps: 1, feeAsset: 'quote', schedule: '' }),
    minNetBps: 0,
    maxLegAgeMs: 1e6,
    maxSkewMs: 1e6,
    minUpdateIntervalMs: 0,
    maxLegs: 3,
    hubs: ['USDT', 'USD', 'BTC'],
  })

interface Draft {
  readonly venue: string
  readonly symbol: string
  readonly lot: number
  readonly bids: [price: number, quantity: number][]
  readonly asks: [price: number, quantity: number][]
}

const depth = 8
const listed = [
  ...['a', 'b'].flatMap(venue =>
    ['BTC-USDT', 'ADA-USDT', 'ADA-USD', 'USDT-USD'].map(symbol => [venue, symbol] as const),
  ),
  ['a', 'ADA-BTC'] as const,
]
const fairOf: Readonly<Record<string, number>> = {
  'BTC-USDT': 100,
  'ADA-USDT': 2,
  'ADA-USD': 2,
  'USDT-USD': 1,
  'ADA-BTC': 0.02,
}

/** Both sides drawn around prices that pay on several routes. */
const draftOf = (venue: string, symbol: string, seed: readonly number[]): Draft => {
  const fair = fairOf[symbol] ?? 1
  const tick = fair / 1_000
  const middle = fair + ((seed[0] ?? 0) - 4) * tick
  const side = (sign: 1 | -1): [number, number][] =>
    Array.from({ length: depth }, (_, index) => [
      middle + sign * tick * (0.5 + index),
      (1 + ((seed[index % seed.length] ?? 1) % 7)) / (symbol.startsWith('BTC') ? 10 : 1),
    ])
  return { venue, symbol, lot: symbol.startsWith('BTC') ? 0.01 : 0.1, bids: side(-1), asks: side(1) }
}

const viewOf = ({ venue, symbol, lot, bids, asks }: Draft, sequence: number): BookView =>
  makeView(venue, { bids: bids, asks: asks, atUs: startUs }, { symbol, sequence, quantityStep: lot })

/** What is open, without what only tells of the past. */
const openOf = (engine: ArbitrageEngine, nowUs: number): unknown =>
  engine
    .keyframe(nowUs)
    .open.map(({ opportunity: { routeId, profitQuote, costQuote, quantity, legs, missedProfitQuote } }) => ({
      routeId,
      profitQuote,
      costQuote,
      quantity,
      missedProfitQuote,
      prices: legs.map(leg => [leg.prices, leg.quantities]),
    }))
    .sort((a, b) => (a.routeId < b.routeId ? -1 : 1))

const seeds = fc.array(fc.nat(8), { minLength: 3, maxLength: 9 })
const change = fc.record({
  book: fc.nat(listed.length - 1),
  buys: fc.boolean(),
  level: fc.nat(depth - 1),
  quantity: fc.integer({ min: 1, max: 9 }),
  /** Ticks by which all prices of the book move; mostly none. */
  move: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, -1),
})

describe('a walk that is kept', () => {
  it('gives at every step what a walk of the same books gives, and saves most of them', () => {
    let kept = 0
    let fresh = 0
    fc.assert(
      fc.property(
        fc.array(seeds, { minLength: listed.length, maxLength: listed.length }),
        fc.array(change, { maxLength: 25 }),
        (drawn, changes) => {
          const drafts = listed.map(([venue, symbol], index) => draftOf(venue, symbol, drawn[index] ?? [1]))
          const engine = makeEngine()
          for (const draft of drafts) engine.setBook(0, viewOf(draft, 1))
          engine.evaluate(startUs)
          let sequence = 1
          for (const { book, buys, level, quantity, move } of changes) {
            const draft = drafts[book]
            if (draft === undefined) continue
            const side = buys ? draft.bids : draft.asks
            const at = side[level]
            if (at !== undefined) at[1] = draft.symbol.startsWith('BTC') ? quantity / 10 : quantity
            const tick = ((fairOf[draft.symbol] ?? 1) / 1_000) * move
            for (const each of [...draft.bids, ...draft.asks]) each[0] += tick
            sequence += 1
            engine.setBook(0, viewOf(draft, sequence))
            const nowUs = startUs + sequence * 1_000
            engine.evaluate(nowUs)
            const second = makeEngine()
            for (const each of drafts) second.setBook(0, viewOf(each, sequence))
            expect(openOf(engine, nowUs)).toEqual(openOf(second, nowUs))
          }
          kept += engine.counts.walks
          fresh += engine.counts.open * changes.length
        },
      ),
      { numRuns: 60 },
    )
    expect(kept).toBeLessThan(fresh)
  })
})
