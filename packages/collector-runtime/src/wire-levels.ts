import { FrameError, type WireLevel } from './venue.ts'

/** Longest decimal text taken: 17 digits decide a double; venues write up to about 30 characters. */
const maxTextLength = 40
const zero = 48
const point = 46
/** Powers of ten that are exact doubles. */
const powers: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/**
 * The double nearest to a plain decimal ("0.00010000"): digits with at most one point between digits; NaN for everything
 * else (sign, exponent, blanks, hex, words). Validation and conversion in one pass: while the digits fit 2^53 the
 * quotient of two exact doubles is rounded once, which is what Number() does, at a third of its cost.
 */
const parseDecimal = (text: string): number => {
  const length = text.length
  if (length === 0 || length > maxTextLength) return Number.NaN
  let mantissa = 0
  let pointAt = -1
  for (let index = 0; index < length; index++) {
    const digit = text.charCodeAt(index) - zero
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit
    else if (digit === point - zero && pointAt < 0 && index > 0) pointAt = index
    else return Number.NaN
  }
  if (pointAt < 0) return mantissa <= Number.MAX_SAFE_INTEGER ? mantissa : Number(text)
  const decimals = length - 1 - pointAt
  if (decimals === 0) return Number.NaN
  return mantissa <= Number.MAX_SAFE_INTEGER && decimals < powers.length
    ? mantissa / (powers[decimals] ?? 1)
    : Number(text)
}

const refuse = (what: string, text: unknown, symbol: string): never => {
  const found = typeof text === 'string' ? `"${text.slice(0, maxTextLength)}"` : typeof text
  throw new FrameError(`${what} expected as decimal text, found ${found}`, { symbol })
}

/**
 * One side of a book as parallel doubles, in the order given. Throws FrameError with the symbol when a price is not a
 * finite positive decimal or a quantity not a finite non-negative one.
 */
export const toSide = (
  levels: readonly WireLevel[],
  context: { readonly symbol: string },
): { prices: number[]; quantities: number[] } => {
  const prices: number[] = []
  const quantities: number[] = []
  for (const level of levels) {
    // 40 digits stay far below 1e308, so what is decimal is finite; the comparisons also catch NaN.
    const price = parseDecimal(level[0])
    if (!(price > 0)) refuse('a positive price', level[0], context.symbol)
    const quantity = parseDecimal(level[1])
    if (!(quantity >= 0)) refuse('a quantity', level[1], context.symbol)
    prices.push(price)
    quantities.push(quantity)
  }
  return { prices, quantities }
}
