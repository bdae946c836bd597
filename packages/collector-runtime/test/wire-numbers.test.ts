import { describe, expect, test } from 'vitest'
import { FrameError } from '../src/venue.ts'
import { wireDateMs } from '../src/wire-fields.ts'
import { parseKeepingNumbers, wireDigits } from '../src/wire-numbers.ts'

const nobody = (): undefined => undefined

describe('parseKeepingNumbers', () => {
  test.each([
    ['0.00100000', '0.00100000'],
    ['45281.0', '45281.0'],
    ['9007199254740993', '9007199254740993'],
    ['1e-08', '0.00000001'],
    ['1.50E-3', '0.00150'],
    ['1.5e3', '1500'],
    ['12.5e-1', '1.25'],
    ['0.05e1', '0.5'],
    ['0e0', '0'],
    ['2e+0', '2'],
    ['-1e5', '-1e5'],
    ['1e400', '1e400'],
    ['-0.5', '-0.5'],
  ])('%s is "%s"', (written, text) => {
    expect(parseKeepingNumbers(`{"a":[${written}],"b":"1e5"}`, nobody)).toEqual({ a: [text], b: '1e5' })
  })

  test('what is no JSON harms the symbol that can be told', () => {
    const parse = (): unknown => parseKeepingNumbers('{"s":"X"', text => /"s":"(\w)"/.exec(text)?.[1])
    expect(parse).toThrow(FrameError)
    expect(parse).toThrow(expect.objectContaining({ message: 'not JSON (8 characters)', symbol: 'X' }))
  })
})

test.each([
  ['0.00100000', '100000'],
  ['45281.0', '452810'],
  ['0.5', '5'],
  ['100', '100'],
  ['0.000', ''],
  ['0', ''],
])('wireDigits of %s are "%s"', (text, digits) => {
  expect(wireDigits(text)).toBe(digits)
})

describe('wireDateMs', () => {
  test.each([
    ['2026-08-01T02:53:53.646219Z', Date.UTC(2026, 7, 1, 2, 53, 53, 646)],
    ['2026-08-01T02:53:53Z', Date.UTC(2026, 7, 1, 2, 53, 53)],
    [undefined, undefined],
  ])('%s', (text, ms) => {
    expect(wireDateMs(text, 't', 'X')).toBe(ms)
  })

  test.each(['', '2026-08-01', '2026-13-01T00:00:00Z', '2026-08-01T02:53:53', '5', 5, null])('refuses %j', value => {
    expect(() => wireDateMs(value, 't', 'X')).toThrow(expect.objectContaining({ symbol: 'X' }))
  })
})
