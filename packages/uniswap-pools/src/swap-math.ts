// One step of a swap at constant liquidity, as SwapMath and SqrtPriceMath of v3-core and v4-core compute it. Their two
// divisions with a rounding between them are one division here: ⌈⌈n / b⌉ / a⌉ = ⌈n / (a·b)⌉ for whole numbers, and so for ⌊⌋.

const q96 = 96n
const pips = 1_000_000n
const twoTo256 = 1n << 256n

const divideUp = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator

/** token0 between two prices, low first. */
const amount0 = (low: bigint, high: bigint, liquidity: bigint, roundsUp: boolean): bigint => {
  const numerator = (liquidity << q96) * (high - low)
  const denominator = high * low
  return roundsUp ? divideUp(numerator, denominator) : numerator / denominator
}

/** token1 between two prices, low first. */
const amount1 = (low: bigint, high: bigint, liquidity: bigint, roundsUp: boolean): bigint => {
  const product = liquidity * (high - low)
  return roundsUp ? -(-product >> q96) : product >> q96
}

/** Input between two prices, rounded up. */
export const inputBetween = (from: bigint, to: bigint, liquidity: bigint): bigint =>
  to < from ? amount0(to, from, liquidity, true) : amount1(from, to, liquidity, true)

/** Output between two prices, rounded down. */
export const outputBetween = (from: bigint, to: bigint, liquidity: bigint): bigint =>
  to < from ? amount1(to, from, liquidity, false) : amount0(from, to, liquidity, false)

/** The fee on an input that is not limited by what is left of the amount. */
export const feeOn = (input: bigint, feePips: bigint): bigint => divideUp(input * feePips, pips - feePips)

/** What of an input is swapped. */
export const lessFee = (input: bigint, feePips: bigint): bigint => (input * (pips - feePips)) / pips

/** Price after an input net of its fee; rounded so that the price never moves too far. */
export const priceAfterInput = (price: bigint, liquidity: bigint, input: bigint, zeroForOne: boolean): bigint => {
  if (!zeroForOne) return price + (input << q96) / liquidity
  if (input === 0n) return price
  const scaled = liquidity << q96
  const product = input * price
  // Where 256 bits do not hold the exact form the contract takes a coarser one.
  return scaled + product < twoTo256
    ? divideUp(scaled * price, scaled + product)
    : divideUp(scaled, scaled / price + input)
}

/** Price after an output, rounded so that the pool gives no more than it is paid for; undefined: the contract reverts. */
export const priceAfterOutput = (
  price: bigint,
  liquidity: bigint,
  output: bigint,
  zeroForOne: boolean,
): bigint | undefined => {
  if (zeroForOne) {
    const after = price - divideUp(output << q96, liquidity)
    return after > 0n ? after : undefined
  }
  if (output === 0n) return price
  const scaled = liquidity << q96
  const product = output * price
  return product < twoTo256 && scaled > product ? divideUp(scaled * price, scaled - product) : undefined
}
