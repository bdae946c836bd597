import { expect, test } from 'vitest'
import { createSessionClock, epochUs } from '../src/session-clock.ts'

test('sessions grow even when the clock stands still or goes back', () => {
  const times = [100, 100, 90, 200]
  const next = createSessionClock(() => times.shift() ?? 0)
  expect([next(), next(), next(), next(), next()]).toEqual([100, 101, 102, 200, 201])
})

test('epoch microseconds are exact integers near the wall clock', () => {
  const now = epochUs()
  expect(Number.isSafeInteger(now)).toBe(true)
  expect(Math.abs(now / 1000 - Date.now())).toBeLessThan(2000)
})
