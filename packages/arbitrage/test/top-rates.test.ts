import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TopRates } from '../src/top-rates.ts'

const near = (tops: TopRates, place: number): readonly number[] => [...tops.nearRoutes(place)]

test('a route that pays on top is always among the near routes of each of its legs', () => {
  let paying = 0
  const market = fc.record({
    routes: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 30,
    }),
    // Moves of a fraction of the slack up to many times it, and books that go and come back.
    moves: fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom(-40, -7, -1, 1, 2, 7, 40, NaN)), {
      minLength: 1,
      maxLength: 200,
    }),
  })
  fc.assert(
    fc.property(market, ({ routes, moves }) => {
      const tops = new TopRates()
      const rates = [1]
      for (let place = 1; place <= 8; place += 1) {
        expect(tops.addPlace()).toBe(place)
        rates.push(1)
        tops.setRate(place, 1)
        tops.settle(place)
      }
      const slots = routes.map(places => tops.addRoute(places, 1 + 3e-4))
      for (const [place, move] of moves) {
        rates[place] = Number.isNaN(move) ? 0 : (rates[place]! || 1) * (1 + move * 1e-5)
        tops.setRate(place, rates[place])
        tops.settle(place)
        // As the engine does, which puts those aside that have fallen.
        for (const slot of tops.nearRoutes(place)) tops.look(slot)
        for (const [index, places] of routes.entries()) {
          const product = places.reduce((all, each) => all * rates[each]!, 1)
          expect(tops.product(slots[index]!)).toBeCloseTo(product, 12)
          if (product <= 1 + 3e-4 + 1e-12) continue
          paying += 1
          for (const each of places) expect(near(tops, each)).toContain(slots[index])
        }
      }
    }),
    { numRuns: 300, seed: 23 },
  )
  expect(paying).toBeGreaterThan(1_000)
})

test('a rate judges only the routes whose limit it passes', () => {
  const tops = new TopRates()
  const [a, b, c] = [tops.addPlace(), tops.addPlace(), tops.addPlace()]
  for (const place of [a, b, c]) tops.setRate(place, 0.9)
  // Lacking a factor of 1.23 and of 1.48, each leg may rise by 11 and by 22 percent.
  const nearer = tops.addRoute([a, b], 1)
  tops.addRoute([a, c], 1.2)
  const looksAt = (rate: number): number => {
    const before = tops.looks
    tops.setRate(a, rate)
    tops.settle(a)
    return tops.looks - before
  }
  expect(looksAt(0.99)).toBe(0)
  expect(looksAt(0.5)).toBe(0)
  expect(looksAt(1.05)).toBe(1)
  expect(looksAt(1.2)).toBe(2)
  expect(near(tops, a)).toEqual([nearer])
  expect(tops.look(nearer)).toBe(true)
})

test('a near route is far again when it has fallen below its band', () => {
  const tops = new TopRates()
  const [a, b] = [tops.addPlace(), tops.addPlace()]
  for (const place of [a, b]) tops.setRate(place, 1.01)
  const slot = tops.addRoute([a, b], 1)
  const isNearAt = (rate: number): boolean => {
    tops.setRate(a, rate)
    tops.settle(a)
    tops.look(slot)
    return tops.isNear(slot)
  }
  expect(isNearAt(1 / 1.01 - 1e-4)).toBe(true)
  expect(isNearAt(1 / 1.01 - 6e-4)).toBe(false)
  expect(isNearAt(1 / 1.01 + 1e-4)).toBe(true)
})

test('a pinned route stays near however far it falls, until it is let go and judged', () => {
  const tops = new TopRates()
  const [a, b] = [tops.addPlace(), tops.addPlace()]
  const slot = tops.addRoute([a, b], 1)
  const move = (rate: number): void => {
    for (const place of [a, b]) {
      tops.setRate(place, rate)
      tops.settle(place)
      tops.look(slot)
    }
  }
  move(1.1)
  expect(near(tops, a)).toEqual([slot])
  tops.pin(slot, true)
  move(0.5)
  expect(near(tops, a)).toEqual([slot])
  tops.pin(slot, false)
  expect(tops.look(slot)).toBe(false)
  expect(near(tops, b)).toEqual([])
})

test('the slot of a removed route is used again, and nothing of the old one is left', () => {
  const tops = new TopRates()
  const [a, b, c] = [tops.addPlace(), tops.addPlace(), tops.addPlace()]
  for (const place of [a, b, c]) {
    tops.setRate(place, 2)
    tops.settle(place)
  }
  const slot = tops.addRoute([a, b], 1)
  tops.removeRoute(slot)
  expect([a, b].flatMap(place => near(tops, place))).toEqual([])
  expect(tops.addRoute([c], 1)).toBe(slot)
  expect([a, b, c].map(place => near(tops, place))).toEqual([[], [], [slot]])
  expect(tops.product(slot)).toBe(2)
})

test('when the route of the least limit is removed, its limit is not waited for any more', () => {
  const tops = new TopRates()
  const [a, b, c] = [tops.addPlace(), tops.addPlace(), tops.addPlace()]
  for (const place of [a, b, c]) tops.setRate(place, 0.9)
  const nearer = tops.addRoute([a, b], 1)
  tops.addRoute([a, c], 1.2)
  tops.removeRoute(nearer)
  tops.setRate(a, 1.05)
  tops.settle(a)
  expect(tops.looks).toBe(0)
})
