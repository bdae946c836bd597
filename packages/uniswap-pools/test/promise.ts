import type { LadderSide } from '../src/index.ts'

// What a ladder promises, without any rounding: its doubles are taken as the exact fractions they are.

const shift = 1100n

/** A positive double times 2^1100: whole. */
const wholeOf = (value: number): bigint => {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, value)
  const raw = bits.getBigUint64(0)
  const exponent = (raw >> 52n) & 0x7ffn
  const fraction = raw & 0xfffffffffffffn
  return exponent === 0n ? fraction << (shift - 1074n) : (fraction | 0x10000000000000n) << (shift - 1075n + exponent)
}

export interface Decimals {
  readonly baseDecimals: number
  readonly quoteDecimals: number
}

/** An amount of raw units of quote, as a fraction. */
export interface Promised {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** What so many raw units of base cost or bring; undefined beyond the side's depth. */
export const promised = (side: LadderSide, baseUnits: bigint, decimals: Decimals): Promised | undefined => {
  const perBase = 10n ** BigInt(decimals.baseDecimals)
  let remaining = baseUnits << shift
  let sum = 0n
  for (const [index, price] of side.prices.entries()) {
    const offered = wholeOf(side.quantities[index] ?? 0) * perBase
    const taken = offered < remaining ? offered : remaining
    sum += wholeOf(price) * taken
    remaining -= taken
    if (remaining === 0n) break
  }
  if (remaining > 0n) return undefined
  return { numerator: sum * 10n ** BigInt(decimals.quoteDecimals), denominator: perBase << (2n * shift) }
}

/** Whole raw units of base that a side has. */
export const depthUnits = (side: LadderSide, { baseDecimals }: Decimals): bigint => {
  let sum = 0n
  for (const quantity of side.quantities) sum += wholeOf(quantity)
  return (sum * 10n ** BigInt(baseDecimals)) >> shift
}

/** Raw units, rounded up. */
export const unitsAtLeast = (amount: number, decimals: number): bigint => {
  const scaled = wholeOf(amount) * 10n ** BigInt(decimals)
  return -(-scaled >> shift)
}

/** How much worse the promise is than what really was paid or received, in bps of that; negative: the promise was broken. */
export const shortfallBps = (promise: Promised, actual: bigint, buys: boolean): number => {
  const exact = actual * promise.denominator
  const worse = buys ? promise.numerator - exact : exact - promise.numerator
  return Number((worse * 10n ** 12n) / exact) / 1e8
}

/** In quote units, rounded away from 0: how far a broken promise was broken; 0 or less: it held. */
export const brokenBy = (promise: Promised, actual: bigint, buys: boolean): number => {
  const exact = actual * promise.denominator
  const broken = buys ? exact - promise.numerator : promise.numerator - exact
  return Number((broken * 1000n) / promise.denominator) / 1000
}
