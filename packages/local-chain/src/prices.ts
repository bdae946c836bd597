/** Lowest and highest square root price that V3 and V4 take as a limit; reaching them is not allowed. */
export const minSqrtPriceX96 = 4295128739n
export const maxSqrtPriceX96 = 1461446703485210103287273052203988822378723970342n

const q96 = 2n ** 96n

const integerRoot = (value: bigint): bigint => {
  if (value < 2n) return value
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** Square root price at which `amount0` of token0 is worth `amount1` of token1, both in the tokens' smallest units. */
export const sqrtPriceX96Of = (amount1: bigint, amount0: bigint): bigint => integerRoot((amount1 << 192n) / amount0)

/** Price in token1's smallest units per token0's, as a double: for choosing, never for amounts. */
export const priceOfSqrt = (sqrtPriceX96: bigint): number => {
  // 2^96 is far above what a double counts exactly, so the division happens in integers with 60 bits to spare.
  const root = Number((sqrtPriceX96 << 60n) / q96) / 2 ** 60
  return root * root
}

/** The square root price of a price given as a double (smallest units), to about 15 digits. */
export const sqrtPriceX96At = (price: number): bigint => {
  const root = Math.sqrt(price)
  const exponent = Math.max(0, 52 - Math.floor(Math.log2(root)))
  return (BigInt(Math.round(root * 2 ** exponent)) * q96) >> BigInt(exponent)
}

/** The tick next to a price (smallest units) that can bound a position: a multiple of the spacing. */
export const tickNear = (price: number, tickSpacing: number): number => {
  const tick = Math.log(price) / Math.log(1.0001)
  const limit = Math.floor(887_272 / tickSpacing) * tickSpacing
  return Math.max(-limit, Math.min(limit, Math.round(tick / tickSpacing) * tickSpacing)) + 0
}

/** The widest position of a spacing. */
export const fullRange = (tickSpacing: number): { readonly tickLower: number; readonly tickUpper: number } => {
  const limit = Math.floor(887_272 / tickSpacing) * tickSpacing
  return { tickLower: -limit, tickUpper: limit }
}
