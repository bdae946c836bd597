import { expect, test } from 'vitest'
import {
  bps,
  clockTime,
  decimalsOf,
  duration,
  exactTime,
  fixed,
  milliseconds,
  quoteDecimals,
  stopwatch,
} from '../src/model/format.ts'

test.each([
  { name: 'plus is written', value: 12.44, text: '+12.4' },
  { name: 'minus is U+2212', value: -1.25, text: '−1.3' },
  { name: 'what rounds to zero has no sign', value: -0.01, text: '0.0' },
  { name: 'thousands are grouped', value: 12_345.6, text: '+12,345.6' },
  { name: 'not a number is unknown, never 0', value: NaN, text: '–' },
  { name: 'infinity is unknown', value: Infinity, text: '–' },
])('bps: $name', ({ value, text }) => expect(bps(value)).toBe(text))

test('amounts keep their decimals and use the minus sign', () => {
  expect(fixed(38_800, 0)).toBe('38,800')
  expect(fixed(48.1, 2)).toBe('48.10')
  expect(fixed(-0.9, 2)).toBe('−0.90')
  expect(milliseconds(-3)).toBe('0')
  expect(quoteDecimals('USDT')).toBe(2)
  expect(quoteDecimals('BTC')).toBe(6)
})

test.each([
  [0, '0 s'],
  [42_900, '42 s'],
  [116_000, '1 m 56 s'],
  [2 * 3_600_000 + 3 * 60_000, '2 h 03 m'],
  [100 * 3_600_000, '4 d 04 h'],
  [NaN, '–'],
])('a duration of %d ms is %s', (ms, text) => expect(duration(ms)).toBe(text))

test.each([
  [[60_000, 60_000.25], 2],
  [[0.000_01], 5],
  [[1e-8, 3], 8],
  [[], 0],
])('decimals of %j', (values, decimals) => expect(decimalsOf(values)).toBe(decimals))

test('times: unknown is a dash, exact ones carry the offset', () => {
  expect(clockTime(0)).toBe('–')
  expect(exactTime(0)).toBe('–')
  expect(exactTime(Date.UTC(2026, 10, 21, 11, 2, 23, 412), -180)).toBe('2026-11-21T14:02:23.412+03:00')
  expect(exactTime(Date.UTC(2026, 10, 21, 11, 2, 23, 412), 210)).toBe('2026-11-21T07:32:23.412-03:30')
  expect(stopwatch(72_000)).toBe('1:12')
})
