import { readdirSync, readFileSync } from 'node:fs'
import { FrameError, type VenueEvent } from '@screener/collector-runtime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kraken } from '../src/venue.ts'

const folder = new URL('fixtures/', import.meta.url)
const frames = readdirSync(folder)
  .filter(name => name.startsWith('ws_'))
  .map(name => readFileSync(new URL(name, folder), 'utf8').trim())

/** A number of up to 20 digits as the venue writes it: always the pair's decimals, also when they are zeros. */
const token = (decimals: number): fc.Arbitrary<string> =>
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(units => {
    const text = String(units).padStart(decimals + 1, '0')
    return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`
  })
const levels = fc
  .tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }))
  .chain(([price, quantity]) => fc.array(fc.tuple(token(price), token(quantity)), { maxLength: 30 }))
type Levels = readonly (readonly [string, string])[]

const side = (of: Levels): string => of.map(([price, qty]) => `{"price":${price},"qty":${qty}}`).join(',')
const usual = (bids: Levels, asks: Levels): string =>
  `{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[${side(bids)}],"asks":[${side(asks)}],"checksum":7,"timestamp":"2026-08-01T02:53:53.646219Z"}]}`

/** By whole numbers, not by text. */
const naiveDigits = ([price, quantity]: readonly [string, string]): string =>
  [price, quantity]
    .map(text => String(BigInt(text.replace('.', ''))))
    .map(digits => (digits === '0' ? '' : digits))
    .join('')

/** A space before the frame is all it takes to leave the quick way. */
const exact = (text: string): readonly VenueEvent[] => kraken.decode(` ${text}`)

test('digits are the numbers as sent, without point and leading zeros; levels are the numbers as sent', () => {
  fc.assert(
    fc.property(levels, levels, (bids, asks) => {
      const text = usual(bids, asks)
      const expected = {
        bids,
        asks,
        checksum: { value: 7, bidDigits: bids.map(naiveDigits), askDigits: asks.map(naiveDigits) },
      }
      expect(kraken.decode(text)).toMatchObject([expected])
      expect(exact(text)).toEqual(kraken.decode(text))
    }),
  )
})

test('exponents become plain decimals of the same value', () => {
  const parts = fc.tuple(token(0), fc.option(fc.stringMatching(/^\d{1,8}$/)), fc.integer({ min: -20, max: 15 }))
  fc.assert(
    fc.property(parts, fc.constantFrom('e', 'E'), fc.boolean(), ([whole, fraction, exponent], e, plus) => {
      const mantissa = fraction === null ? whole : `${whole}.${fraction}`
      const written = `${mantissa}${e}${plus && exponent >= 0 ? '+' : ''}${exponent}`
      const [event] = kraken.decode(usual([[written, '1.0']], []))
      const price = event?.kind === 'delta' ? event.bids[0]?.[0] : undefined
      expect(price).toMatch(/^(0|[1-9]\d*)(\.\d+)?$/)
      expect(Number(price)).toBe(Number(written))
    }),
  )
})

/** Events, or whose book the FrameError harms; anything else thrown ends the test. */
const outcome = (read: () => readonly VenueEvent[]): unknown => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
    return { harms: error.symbol }
  }
}

test('a damaged frame is refused with FrameError or read alike both ways', () => {
  const place = fc.nat()
  const edit = fc.record({
    at: place,
    remove: fc.nat(6),
    insert: fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('0', '-', 'e', '.', '"', ',', '}', ']', '[', '{', 'null', '1e5', '\\u0041', '\n', '"price":'),
    ),
  })
  const damaged = fc
    .tuple(fc.constantFrom(...frames), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([frame, edits]) =>
      edits.reduce((text, { at, remove, insert }) => {
        const start = at % (text.length + 1)
        return text.slice(0, start) + insert + text.slice(start + remove)
      }, frame),
    )
  fc.assert(
    fc.property(damaged, text => {
      expect(outcome(() => kraken.decode(text))).toEqual(outcome(() => exact(text)))
    }),
    { numRuns: 5_000 },
  )
})
