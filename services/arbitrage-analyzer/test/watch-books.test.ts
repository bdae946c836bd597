import { createAssetRegistry, readRegistry, type AssetRegistry } from '@screener/instrument-identity'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWatchedMarket } from './watched-market.ts'

const second = 1_000_000

const registryOf = (names: object): AssetRegistry => createAssetRegistry(readRegistry({ names }).contents)

const venues = ['a', 'b', 'c', 'd'] as const

/** A ticker under which venue d, and sometimes c, trade another coin than a and b. */
interface Planted {
  readonly ticker: string
  readonly price: number
  readonly factor: number
  readonly liars: readonly string[]
}

// Prices nearer than this when first seen cannot be told apart by anyone.
const planted = fc
  .array(
    fc.record({
      price: fc.double({ min: 0.001, max: 1_000, noNaN: true }),
      factor: fc.oneof(
        fc.constantFrom(1e-6, 1e-3, 0.1, 10, 1e3, 1e6),
        fc.double({ min: 0.3, max: 0.96, noNaN: true }),
        fc.double({ min: 1.04, max: 4, noNaN: true }),
      ),
      liars: fc.constantFrom(['d'], ['c', 'd']),
    }),
    { minLength: 20, maxLength: 20 },
  )
  .map(list => list.map((one, index): Planted => ({ ...one, ticker: `P${index}` })))

const steps = fc.array(fc.double({ min: -0.004, max: 0.004, noNaN: true }), { minLength: 40, maxLength: 40 })

const isOfTwoCoins = (list: readonly Planted[]) => {
  const liarsOf = new Map(list.map(({ ticker, liars }) => [ticker, liars]))
  return (legs: readonly { readonly venue: string; readonly base: string; readonly symbol: string }[]): boolean => {
    const parties = new Map<string, Set<boolean>>()
    for (const { venue, symbol } of legs) {
      const ticker = symbol.split('-')[0] ?? ''
      const liars = liarsOf.get(ticker)
      if (liars === undefined) continue
      const of = parties.get(ticker) ?? new Set()
      parties.set(ticker, of.add(liars.includes(venue)))
    }
    return [...parties.values()].some(({ size }) => size > 1)
  }
}

describe('coins of one name', () => {
  /** Both coins of each ticker wander; the honest venues give true gaps now and then. Returns what opened across coins, and what else did. */
  const wander = (list: readonly Planted[], moves: readonly number[], registry?: AssetRegistry) => {
    const market = createWatchedMarket(registry)
    const state = list.map(({ price, factor }) => ({ one: price, other: price * factor }))
    // In two moneys: no pair is needed for a route to pass from one coin to the other.
    const quoteOf = { a: 'USDT', b: 'USDC', c: 'USDT', d: 'USDC' } as const
    for (const [turn, move] of moves.entries()) {
      for (const venue of venues) market.say(venue, 'USDC-USDT', 1)
      for (const [index, { ticker, liars }] of list.entries()) {
        const prices = state[index]!
        prices.one *= 1 + move
        prices.other *= 1 - (moves[(turn + index) % moves.length] ?? 0)
        for (const [at, venue] of venues.entries()) {
          const gap = (turn + at + index) % 5 === 0 ? 1.008 : 1
          const price = (liars.includes(venue) ? prices.other : prices.one) * gap
          market.say(venue, `${ticker}-${quoteOf[venue]}`, price)
          market.say(venue, `${ticker}-USDT`, price)
        }
      }
      market.settle()
      market.nowUs += second
      market.watch.sweep(market.nowUs)
    }
    const across = isOfTwoCoins(list)
    const opened = market.opened.map(({ opportunity }) => opportunity.legs)
    return { across: opened.filter(across), within: opened.filter(legs => !across(legs)) }
  }

  test('no route ever passes from one to the other: prices alone tell', () => {
    let within = 0
    const check = fc.property(planted, steps, (list, moves) => {
      const found = wander(list, moves)
      within += found.within.length
      expect(found.across.map(legs => legs.map(({ venue, symbol }) => `${venue} ${symbol}`))).toEqual([])
    })
    fc.assert(check, { numRuns: 2, seed: 19, endOnFailure: true })
    // The true gaps are found beside them.
    expect(within).toBeGreaterThan(200)
  })

  test('nor where the registry tells, though their prices are equal', () => {
    const check = fc.property(planted, steps, (list, moves) => {
      const names: Record<string, Record<string, string>> = { c: {}, d: {} }
      for (const { ticker, liars } of list) for (const venue of liars) names[venue]![ticker] = `${ticker}OTHER`
      const alike = list.map(one => ({ ...one, factor: 1.01 }))
      const found = wander(alike, moves, registryOf(names))
      expect(found.across).toEqual([])
      expect(found.within.length).toBeGreaterThan(0)
    })
    fc.assert(check, { numRuns: 1, seed: 20, endOnFailure: true })
  })
})

test('a coin counted in thousands is the coin: its routes are found, at the right size', () => {
  const registry = registryOf({ '*': { '1000SHIB': { asset: 'SHIB', unit: 1000 } } })
  const market = createWatchedMarket(registry)
  market.say('a', 'SHIB-USDT', 0.00001)
  market.say('b', '1000SHIB-USDT', 0.0101)
  market.settle()
  expect(market.opened).toHaveLength(1)
  const { opportunity } = market.opened[0]!
  expect(opportunity).toMatchObject({ base: 'SHIB', quote: 'USDT', kind: 'two-leg' })
  expect(opportunity.quantity).toBeCloseTo(1000 / 0.0101 / 0.001, -3)
  expect(opportunity.grossBps).toBeCloseTo(98, 0)
})

test('honest gaps below the limit are never held', () => {
  const gaps = fc.array(fc.array(fc.double({ min: -0.024, max: 0.024, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: 30,
    maxLength: 30,
  })
  const check = fc.property(gaps, fc.integer({ min: 2, max: 4 }), (turns, count) => {
    const market = createWatchedMarket()
    const sayAll = (gapOf: (at: number) => number) => {
      for (let at = 0; at < count; at += 1) market.say(venues[at]!, 'FOO-USDT', 1 + gapOf(at))
      market.settle()
      market.nowUs += second
      market.watch.sweep(market.nowUs)
    }
    for (let turn = 0; turn < 12; turn += 1) sayAll(() => 0)
    for (const turn of turns) {
      sayAll(at => turn[at] ?? 0)
      expect(market.watch.held).toEqual({ quarantined: 0, lagging: 0 })
    }
  })
  fc.assert(check, { numRuns: 15, seed: 21, endOnFailure: true })
})

test('what opens before its book is doubted closes with the reason', () => {
  const market = createWatchedMarket()
  const prices = { a: 1, b: 1, c: 1 }
  const sayAll = () => {
    for (const [venue, price] of Object.entries(prices)) market.say(venue, 'FOO-USDT', price)
    return market.settle()
  }
  for (let turn = 0; turn < 12; turn += 1) {
    sayAll()
    market.nowUs += second
  }
  prices.c = 1.02
  expect(sayAll().map(({ phase }) => phase)).toEqual([0, 0])
  // The real market: back at once.
  prices.c = 1.08
  expect(sayAll().map(({ closeReason }) => closeReason)).toEqual(['quarantined', 'quarantined'])
  expect(market.watch.held).toEqual({ quarantined: 1, lagging: 0 })
  expect(market.watch.holds(9)).toEqual([
    expect.stringMatching(
      /^c FOO-USDT quarantined: asks 1\.08 times what 2 other venues do, held since 20\d\d-.*Z: it may be another coin called FOO/,
    ),
  ])
  const verdict = market.engine.verdict('two-leg:a.FOO-USDT.buy:c.FOO-USDT.sell')
  expect(verdict).toMatchObject({ rule: 'quarantined' })
  expect(verdict!.detail).toContain('1.08 times')
  prices.c = 1.02
  expect(sayAll().map(({ phase }) => phase)).toEqual([0, 0])
})

describe('a venue that is late', () => {
  const late = (market: ReturnType<typeof createWatchedMarket>, lateMs: number) => ({
    exchangeTimeMs: market.nowUs / 1_000 - lateMs,
  })

  test('is held from its very first view', () => {
    const market = createWatchedMarket()
    market.say('a', 'FOO-USDT', 1)
    for (let turn = 0; turn < 20; turn += 1) {
      market.say('b', 'FOO-USDT', 1.008, late(market, 2_000))
      market.settle()
      market.nowUs += second / 10
    }
    expect(market.opened).toEqual([])
    expect(market.watch.held).toEqual({ quarantined: 0, lagging: 1 })
    expect(market.watch.holds(9)[0]).toBe('b FOO-USDT lagging: frames come 2000 ms after the venue sent them')
    expect(market.engine.verdict('two-leg:a.FOO-USDT.buy:b.FOO-USDT.sell')).toMatchObject({
      rule: 'lagging',
      margin: -1_000,
    })
  })

  test('holds its books that were quiet and those that come, and frees them all in time', () => {
    const market = createWatchedMarket()
    for (const symbol of ['FOO-USDT', 'BAR-USDT']) for (const venue of ['a', 'b']) market.say(venue, symbol, 1)
    market.settle()
    market.nowUs += second
    market.say('b', 'FOO-USDT', 1.008, late(market, 2_000))
    market.settle()
    market.say('b', 'NEW-USDT', 1, late(market, 2_000))
    market.say('a', 'NEW-USDT', 1.008)
    market.settle()
    expect(market.watch.held.lagging).toBe(3)
    expect(market.opened).toEqual([])
    market.nowUs += second
    market.say('b', 'BAR-USDT', 1)
    market.settle()
    expect(market.watch.held.lagging).toBe(0)
    expect(market.opened).toHaveLength(2)
  })

  test('is no witness of what a coin is worth', () => {
    const market = createWatchedMarket()
    for (let turn = 0; turn < 12; turn += 1) {
      for (const venue of ['a', 'b', 'c']) market.say(venue, 'FOO-USDT', 1)
      market.settle()
      market.nowUs += second
    }
    // The market falls by 10 %; two of three tell it late.
    for (const venue of ['b', 'c']) market.say(venue, 'FOO-USDT', 1, late(market, 2_000))
    market.say('a', 'FOO-USDT', 0.9)
    market.settle()
    expect(market.watch.held).toEqual({ quarantined: 0, lagging: 2 })
  })

  test('a chain is not: its times are those of blocks', () => {
    const market = createWatchedMarket()
    market.say('a', 'FOO-USDT', 1)
    market.say('b', 'FOO-USDT', 1.008, { ...late(market, 14_000), origin: '19000000:0xabc' })
    market.settle()
    expect(market.opened).toHaveLength(1)
  })
})

describe('the registry changes while it runs', () => {
  test('what it parts ends, what it joins begins', () => {
    const market = createWatchedMarket()
    market.say('a', 'FOO-USDT', 1)
    market.say('b', 'FOO-USDT', 1.008)
    market.settle()
    expect(market.opened).toHaveLength(1)
    market.watch.renew(registryOf({ b: { FOO: 'OTHER' } }), market.nowUs)
    expect(market.settle().map(({ closeReason }) => closeReason)).toEqual(['instrument'])
    market.watch.renew(registryOf({}), market.nowUs)
    market.settle()
    expect(market.opened).toHaveLength(2)
  })

  test('a coin in quarantine is believed at once when somebody says what it is', () => {
    const market = createWatchedMarket()
    for (const venue of ['a', 'b', 'c']) market.say(venue, 'FOO-USDT', venue === 'c' ? 1008 : 1)
    market.settle()
    expect(market.watch.holds(9)[0]).toContain('asks 1008 times what 2 other venues do')
    expect(market.watch.holds(9)[0]).toContain('one unit of it may be 1000 FOO')
    market.watch.renew(registryOf({ c: { FOO: { asset: 'FOO', unit: 1000 } } }), market.nowUs)
    market.settle()
    expect(market.watch.held.quarantined).toBe(0)
    expect(market.opened).toHaveLength(2)
  })

  test('books that were lost stay lost', () => {
    const market = createWatchedMarket()
    market.say('a', 'FOO-USDT', 1)
    market.say('b', 'FOO-USDT', 1.008)
    market.watch.dropGroup(0, market.nowUs)
    market.engine.dropGroup(0)
    market.watch.renew(registryOf({ '*': { FOO: 'OTHER' } }), market.nowUs)
    market.settle()
    expect(market.opened).toEqual([])
  })
})
