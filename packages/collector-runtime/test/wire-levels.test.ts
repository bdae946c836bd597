import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrameError, type WireLevel } from '../src/venue.ts'
import { toSide } from '../src/wire-levels.ts'

const context = { symbol: 'BTCUSDT' }

describe('toSide', () => {
  test('parallel doubles in the order given', () => {
    const levels: WireLevel[] = [
      ['16493.50', '0.006'],
      ['16493', '0'],
      ['0.00000001', '0.00000000'],
      ['007.5', '123456789012345678901234567890'],
    ]
    expect(toSide(levels, context)).toEqual({
      prices: [16493.5, 16493, 1e-8, 7.5],
      quantities: [0.006, 0, 0, 123456789012345678901234567890],
    })
    expect(toSide([], context)).toEqual({ prices: [], quantities: [] })
  })

  test('every decimal text becomes the double that Number() makes of it', () => {
    const digits = (min: number, max: number): fc.Arbitrary<string> =>
      fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`))
    const decimal = fc
      .tuple(digits(1, 19), digits(0, 20))
      .map(([whole, fraction]) => (fraction === '' ? whole : `${whole}.${fraction}`))
    fc.assert(
      fc.property(decimal, text => {
        expect(toSide([['1', text]], context).quantities[0]).toBe(Number(text))
      }),
      { numRuns: 2_000 },
    )
  })

  const bad = [
    '',
    ' ',
    '.',
    '1.',
    '.5',
    '1..2',
    '1.2.3',
    '-1',
    '-0',
    '+1',
    '1e3',
    '1e999',
    'NaN',
    'Infinity',
    '-Infinity',
  ]
  const stranger = [
    '0x10',
    '0b1',
    '1_000',
    '1,5',
    ' 1',
    '1 ',
    '1\n',
    '١',
    '1n',
    'null',
    '9'.repeat(41),
    '1'.repeat(400),
  ]

  test.each([...bad, ...stranger])('refuses %j as price and as quantity', text => {
    expect(() => toSide([[text, '1']], context)).toThrow(FrameError)
    expect(() => toSide([['1', text]], context)).toThrow(FrameError)
  })

  test.each(['0', '0.0', '0.00000000', '000'])('refuses %j as price, takes it as quantity', text => {
    expect(() => toSide([[text, '1']], context)).toThrow(FrameError)
    expect(toSide([['1', text]], context).quantities).toEqual([0])
  })

  test('the error names the symbol and shows no more than a piece of the text', () => {
    const attempt = (): unknown => toSide([['1', 'x'.repeat(5_000)]], context)
    expect(attempt).toThrow(expect.objectContaining({ symbol: 'BTCUSDT' }))
    expect(attempt).toThrow(/^.{10,120}$/)
  })
})
