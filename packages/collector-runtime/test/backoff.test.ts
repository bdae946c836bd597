import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBackoff } from '../src/backoff.ts'

describe('backoff', () => {
  test('grows to its ceiling, keeps a tenth as floor, starts small again after a reset', () => {
    const longest = createBackoff({ baseMs: 100, maxMs: 1000, random: () => 0.999999 })
    expect([1, 2, 3, 4, 5, 6].map(() => longest.nextDelayMs())).toEqual([100, 200, 400, 800, 1000, 1000])
    longest.reset()
    expect(longest.nextDelayMs()).toBe(100)
    const shortest = createBackoff({ baseMs: 100, maxMs: 1000, random: () => 0 })
    expect([1, 2, 3].map(() => shortest.nextDelayMs())).toEqual([10, 20, 40])
  })

  test('is within its bounds for any luck and any number of failures', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 200 }), draws => {
        let draw = 0
        const backoff = createBackoff({ baseMs: 250, maxMs: 30_000, random: () => draws[draw] ?? 0 })
        for (; draw < draws.length; draw++) {
          const delayMs = backoff.nextDelayMs()
          expect(delayMs).toBeGreaterThanOrEqual(25)
          expect(delayMs).toBeLessThanOrEqual(30_000)
        }
      }),
    )
  })
})
