import type { BookView, Opportunity, OpportunityEvent } from '@screener/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine, type EngineOptions } from '../src/index.ts'
import { book, ms, only, options, startUs } from './engine-kit.ts'
import { makeView } from './make-view.ts'

const id = 'two-leg:alpha.BTC-USDT.buy:beta.BTC-USDT.sell'

/** What the dear book bids; the cheap one asks 100 for 10. */
const bids = (engine: ArbitrageEngine, bid: number): void => {
  engine.setBook(0, book('beta', 'BTC-USDT', [bid, 120]))
}

/** Open since `startUs` at 101, better figures have to stand for 5 ms. */
const engineOf = (more: Partial<EngineOptions> = {}): ArbitrageEngine => {
  const engine = createEngine({ ...options, minLifeMs: 5, ...more })
  engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
  bids(engine, 101)
  expect(engine.evaluate(startUs - 5 * ms)).toEqual([])
  only(engine.evaluate(startUs))
  return engine
}

const at = (atMs: number): number => startUs + atMs * ms
const bidOf = (events: readonly OpportunityEvent[]): number[] =>
  events.map(({ opportunity }) => opportunity.legs[1]?.worstPrice ?? 0)

describe('better figures of an open route', () => {
  test('are told when they have stood for long enough', () => {
    const engine = engineOf()
    bids(engine, 103)
    expect(engine.evaluate(at(10))).toEqual([])
    expect(engine.nextDueUs).toBe(at(15))
    expect(engine.verdict(id)).toMatchObject({ rule: 'open', margin: 100 })
    expect(engine.evaluate(at(15) - 1)).toEqual([])
    expect(bidOf(engine.evaluate(at(15)))).toEqual([103])
    expect(engine.nextDueUs).toBe(Infinity)
  })

  test('that are gone by then are told nowhere: no update, keyframe, peak, mean or last value', () => {
    const engine = engineOf()
    bids(engine, 104)
    expect(engine.evaluate(at(997))).toEqual([])
    expect(bidOf(engine.keyframe(at(999)).open)).toEqual([101])
    bids(engine, 101)
    expect(engine.evaluate(at(1_000))).toEqual([])
    bids(engine, 99)
    const [closed] = engine.evaluate(at(1_001))
    expect(closed).toMatchObject({ phase: 2, opportunity: { legs: [{}, { worstPrice: 101 }], peakNetBps: 100 } })
    expect(closed!.opportunity.timeWeightedNetBps).toBeCloseTo(100, 9)
  })

  test('a keyframe repeats what was told, with the books, times and receipt it had', () => {
    const engine = engineOf()
    const [before] = engine.keyframe(at(1)).open
    bids(engine, 104)
    engine.evaluate(at(2))
    expect(engine.keyframe(at(3)).open).toEqual([before])
    expect(before!.receipt?.legs).toHaveLength(2)
    const [after] = engine.keyframe(at(7)).open
    expect(after).toMatchObject({ opportunity: { updatedAtUs: at(7), legs: [{}, { worstPrice: 104 }] } })
  })

  test('worse ones are told at once, also out of better ones', () => {
    const engine = engineOf()
    bids(engine, 104)
    engine.evaluate(at(10))
    bids(engine, 100.5)
    expect(bidOf(engine.evaluate(at(11)))).toEqual([100.5])
  })

  test('worse ones are told at once also when nothing is known to have stood', () => {
    const engine = engineOf()
    bids(engine, 104)
    engine.evaluate(at(10))
    engine.doubt(0)
    engine.trust(0)
    bids(engine, 100.5)
    expect(bidOf(engine.evaluate(at(11)))).toEqual([100.5])
  })

  test('that rise again and again are told one after the other', () => {
    const engine = engineOf()
    bids(engine, 102)
    engine.evaluate(at(10))
    bids(engine, 104)
    engine.evaluate(at(12))
    // 102 has stood by 15, but the books of that time are gone.
    expect(engine.nextDueUs).toBe(at(17))
    expect(engine.evaluate(at(15))).toEqual([])
    bids(engine, 102)
    expect(bidOf(engine.evaluate(at(16)))).toEqual([102])
  })

  test('noise does not begin the wait anew, and the lowest that stood is what counts', () => {
    const engine = engineOf()
    for (const [atMs, bid] of [
      [10, 103],
      [12, 103.0001],
      [14, 103],
    ] as const) {
      bids(engine, bid)
      expect(engine.evaluate(at(atMs))).toEqual([])
    }
    expect(bidOf(engine.evaluate(at(15)))).toEqual([103])
  })

  test('a break that is over by the next look counts', () => {
    const engine = engineOf()
    bids(engine, 104)
    engine.evaluate(at(10))
    bids(engine, 101)
    bids(engine, 104)
    expect(engine.evaluate(at(12))).toEqual([])
    expect(engine.evaluate(at(15))).toEqual([])
    expect(bidOf(engine.evaluate(at(17)))).toEqual([104])
  })

  test('an update that was held back is sent in time, as it was', () => {
    const engine = engineOf({ minUpdateIntervalMs: 20 })
    bids(engine, 100.5)
    expect(engine.evaluate(at(10))).toEqual([])
    bids(engine, 104)
    expect(engine.evaluate(at(19))).toEqual([])
    const [sent] = engine.sweep(at(20))
    expect(sent).toMatchObject({ phase: 1, opportunity: { updatedAtUs: at(10), legs: [{}, { worstPrice: 100.5 }] } })
    expect(sent!.receipt).toBeDefined()
    expect(engine.sweep(at(21))).toEqual([])
  })

  test('what is left of an opening is not told by a flicker', () => {
    const engine = engineOf()
    bids(engine, 104)
    engine.sweep(at(10))
    bids(engine, 102)
    engine.sweep(at(12))
    bids(engine, 101)
    const [event] = engine.keyframe(at(13)).open
    expect(event!.opportunity.survival).toMatchObject([{ afterMs: 10, pricedAfterMs: 13, known: true, netBps: 100 }])
  })

  test('what never comes to rest leaves the mark unknown', () => {
    const engine = engineOf()
    for (let step = 0; step < 30; step += 1) {
      bids(engine, 101 + step * 0.1)
      engine.sweep(at(8 + step * 3))
    }
    bids(engine, 99)
    const [closed] = engine.evaluate(at(98))
    expect(closed!.opportunity.survival[0]).toMatchObject({ afterMs: 10, pricedAfterMs: 62, known: false })
  })

  test('that rise at every look do not keep what was told last for longer than a leg may be old', () => {
    const engine = engineOf({ maxLegAgeMs: 20 })
    const events = Array.from({ length: 25 }, (_, index) => {
      const atUs = at(index + 1)
      engine.prove(0, 'alpha', atUs)
      engine.prove(0, 'beta', atUs)
      bids(engine, 101 + 0.3 * (index + 1))
      return engine.evaluate(atUs)
    })
    expect(events.flat()).toMatchObject([{ phase: 2, closeReason: 'stale', opportunity: { updatedAtUs: at(22) } }])
  })

  test('are not kept from readers for half the age that evidence may have', () => {
    const engine = engineOf({ minLifeMs: 5, maxLegAgeMs: 6 })
    engine.prove(0, 'alpha', at(9))
    engine.prove(0, 'beta', at(9))
    bids(engine, 103)
    engine.sweep(at(10))
    expect(engine.nextDueUs).toBe(at(13))
  })
})

test('a route opens with what has stood, not with a flicker of the last moment', () => {
  const engine = createEngine({ ...options, minLifeMs: 5 })
  engine.setBook(0, book('alpha', 'BTC-USDT', [99, 100]))
  bids(engine, 101)
  engine.evaluate(at(0))
  bids(engine, 104)
  expect(engine.evaluate(at(4))).toEqual([])
  expect(engine.evaluate(at(5))).toEqual([])
  expect(engine.verdict(id)).toMatchObject({ rule: 'brief', margin: -5 })
  bids(engine, 101)
  expect(bidOf(engine.evaluate(at(6)))).toEqual([101])
})

const lifeMs = 5
const prices = fc.record({
  waitMs: fc.constantFrom(0, 1, 1, 2, 3, 4, 6, 12),
  venue: fc.constantFrom('alpha', 'beta'),
  top: fc.integer({ min: 0, max: 8 }),
  size: fc.integer({ min: 1, max: 4 }),
  second: fc.integer({ min: 1, max: 6 }),
})

/** Two levels a side around 100; the pair pays where alpha asks less than beta bids. */
const viewOf = ({ venue, top, size, second }: Quote): BookView => {
  const bid = venue === 'alpha' ? 99 : 100 + top / 2
  const ask = venue === 'alpha' ? 100 + top / 4 : 110
  return makeView(venue, {
    bids: [
      [bid, size],
      [bid - second / 4, 3],
    ],
    asks: [
      [ask, size],
      [ask + second / 4, 3],
    ],
    atUs: startUs,
  })
}

interface Quote {
  readonly venue: string
  readonly top: number
  readonly size: number
  readonly second: number
}

/** What the books bring: every unit that gains. */
const worth = (asks: readonly (readonly [number, number])[], dear: readonly (readonly [number, number])[]): number => {
  const unitsOf = (side: typeof asks): number[] =>
    side.flatMap(([price, quantity]) => Array.from({ length: quantity }, () => price))
  const [buy, sell] = [unitsOf(asks), unitsOf(dear)]
  let sum = 0
  for (let unit = 0; unit < Math.min(buy.length, sell.length); unit += 1) sum += Math.max(0, sell[unit]! - buy[unit]!)
  return sum
}

test('nothing is told that has not stood, nothing that is not paid any more, and all that stands', () => {
  let rows = 0
  let held = 0
  fc.assert(
    fc.property(fc.array(prices, { minLength: 5, maxLength: 60 }), quotes => {
      const engine = createEngine({ ...options, minLifeMs: lifeMs, maxLegAgeMs: 100_000, maxSkewMs: 100_000 })
      const books: Record<string, BookView> = {}
      /** What the route brought, from when on; the last one is now. */
      const past: { fromMs: number; profit: number }[] = [{ fromMs: -1_000, profit: 0 }]
      let nowMs = 0
      const lowestOf = (fromMs: number): number =>
        Math.min(...past.filter((_, index) => (past[index + 1]?.fromMs ?? Infinity) > fromMs).map(one => one.profit))
      const check = ({ profitQuote, updatedAtUs }: Opportunity): void => {
        rows += 1
        const toldMs = (updatedAtUs - startUs) / ms
        if (toldMs < nowMs) held += 1
        expect(profitQuote).toBeLessThanOrEqual(lowestOf(toldMs - lifeMs + 0.001) * 1.0011 + 1e-9)
        expect(profitQuote).toBeLessThanOrEqual(past.at(-1)!.profit + 1e-9)
      }
      const look = (): void => {
        for (const { phase, opportunity } of engine.evaluate(at(nowMs))) if (phase !== 2) check(opportunity)
        const { changes, open } = engine.keyframe(at(nowMs))
        expect(changes).toEqual([])
        for (const { opportunity } of open) check(opportunity)
        const restsSinceMs = past.at(-1)!.fromMs
        if (nowMs - restsSinceMs >= lifeMs && past.at(-1)!.profit > 1e-9)
          expect(open[0]?.opportunity.profitQuote).toBeCloseTo(past.at(-1)!.profit, 9)
      }
      for (const quote of quotes) {
        const untilMs = nowMs + quote.waitMs
        while (engine.nextDueUs <= at(untilMs)) {
          nowMs = Math.max(nowMs, (engine.nextDueUs - startUs) / ms)
          look()
          // Each look either tells or waits for later.
          expect(engine.nextDueUs).toBeGreaterThan(at(nowMs))
        }
        nowMs = untilMs
        const view = viewOf(quote)
        books[quote.venue] = view
        engine.setBook(0, view)
        const pairs = (priced: readonly number[], sized: readonly number[]) =>
          priced.map((price, index) => [price, sized[index]!] as const)
        const { alpha, beta } = books
        const profit =
          alpha === undefined || beta === undefined
            ? 0
            : worth(pairs(alpha.askPrices, alpha.askQuantities), pairs(beta.bidPrices, beta.bidQuantities))
        past.push({ fromMs: nowMs, profit })
        look()
      }
    }),
    { numRuns: 200, seed: 21 },
  )
  expect(rows).toBeGreaterThan(1_000)
  expect(held).toBeGreaterThan(100)
})
