import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSlidingWindow } from '../src/sliding-window.ts'

describe('sliding window', () => {
  test('never lets more than its capacity into any window, however the asking is spread', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
        (capacity, pauses) => {
          const window = createSlidingWindow(capacity, 1000)
          const sent: number[] = []
          let nowMs = 0
          for (const pause of pauses) {
            nowMs += pause
            nowMs += window.waitMs(nowMs)
            expect(window.waitMs(nowMs)).toBe(0)
            window.record(nowMs)
            sent.push(nowMs)
          }
          for (const start of sent) {
            const inside = sent.filter(at => at >= start && at < start + 1000)
            expect(inside.length).toBeLessThanOrEqual(capacity)
          }
        },
      ),
    )
  })

  test('counts what went out unasked, and recovers from it', () => {
    const window = createSlidingWindow(2, 1000)
    for (const at of [0, 1, 2, 3]) window.record(at)
    expect(window.waitMs(10)).toBe(992)
    expect(window.waitMs(1002)).toBe(0)
  })

  test('shrinks when others share the limit', () => {
    const window = createSlidingWindow(10, 1000)
    for (let at = 0; at < 5; at++) window.record(at)
    expect(window.waitMs(5)).toBe(0)
    window.resize(5)
    expect(window.waitMs(5)).toBe(995)
    window.resize(0)
    expect(window.waitMs(1500)).toBe(0)
  })
})
