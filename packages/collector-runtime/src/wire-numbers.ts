import { FrameError } from './venue.ts'

/** For venues that write prices as JSON numbers, and whose checksum covers the digits as they were written. */

const zero = 48

/** What such a checksum covers of a number: its text without the point and without leading zeros. */
export const wireDigits = (text: string): string => {
  const point = text.indexOf('.')
  const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1)
  return digits.charCodeAt(0) === zero ? digits.replace(/^0+/, '') : digits
}

/** `1e-08` → `0.00000001`. Other forms as they are: signs and absurd exponents are refused where levels become numbers. */
const plainDecimal = (token: string): string => {
  const [, whole, fraction = '', exponent] = /^(\d{1,40})(?:\.(\d{1,40}))?[eE]([+-]?\d{1,2})$/.exec(token) ?? []
  if (whole === undefined) return token
  const point = whole.length + Number(exponent)
  const digits = '0'.repeat(Math.max(0, 1 - point)) + (whole + fraction).padEnd(point, '0')
  const split = Math.max(1, point)
  return `${digits.slice(0, split).replace(/^0+(?=\d)/, '')}.${digits.slice(split)}`.replace(/\.$/, '')
}

/**
 * JSON with every number as the text it was sent as, without exponent. Throws FrameError; `symbolOf` says whose book a frame
 * that cannot be parsed harms.
 */
export const parseKeepingNumbers = (text: string, symbolOf: (text: string) => string | undefined): unknown => {
  try {
    return parseWithSource(text, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined ? plainDecimal(source) : value,
    )
  } catch (cause) {
    throw new FrameError(`not JSON (${text.length} characters)`, { symbol: symbolOf(text), cause })
  }
}

/** `source` came to JSON.parse with ES2026; the compiler's library does not know it yet. */
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown
