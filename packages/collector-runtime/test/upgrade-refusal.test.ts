import { expect, test } from 'vitest'
import { refusalWaitMs } from '../src/upgrade-refusal.ts'

const wallMs = Date.parse('2026-11-21T10:00:00Z')

test.each([
  { name: 'seconds', status: 429, header: '7', waitMs: 7000 },
  { name: 'a date', status: 418, header: 'Sat, 21 Nov 2026 10:01:00 GMT', waitMs: 60_000 },
  { name: 'a date that has passed', status: 429, header: 'Sat, 21 Nov 2026 09:00:00 GMT', waitMs: 0 },
  { name: 'nothing with 403', status: 403, header: undefined, waitMs: 60_000 },
  { name: 'nonsense with 418', status: 418, header: 'soon', waitMs: 120_000 },
  { name: 'nothing with 502: the backoff decides', status: 502, header: undefined, waitMs: undefined },
])('Retry-After: $name', ({ status, header, waitMs }) => {
  expect(refusalWaitMs(status, header, wallMs)).toBe(waitMs)
})
