// Tick i stands for the price 1.0001^i; prices are kept as √price · 2^96. After TickMath of v3-core and v4-core.

export const minTick = -887_272
export const maxTick = 887_272
export const minSqrtPriceX96 = 4_295_128_739n
export const maxSqrtPriceX96 = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342n

/** `ratios[k]` = 2^128 / √1.0001^(2^k), as the contract has them. */
const ratios: readonly bigint[] = [
  0xfffcb933bd6fad37aa2d162d1a594001n,
  0xfff97272373d413259a46990580e213an,
  0xfff2e50f5f656932ef12357cf3c7fdccn,
  0xffe5caca7e10e4e61c3624eaa0941cd0n,
  0xffcb9843d60f6159c9db58835c926644n,
  0xff973b41fa98c081472e6896dfb254c0n,
  0xff2ea16466c96a3843ec78b326b52861n,
  0xfe5dee046a99a2a811c461f1969c3053n,
  0xfcbe86c7900a88aedcffc83b479aa3a4n,
  0xf987a7253ac413176f2b074cf7815e54n,
  0xf3392b0822b70005940c7a398e4b70f3n,
  0xe7159475a2c29b7443b29c7fa6e889d9n,
  0xd097f3bdfd2022b8845ad8f792aa5825n,
  0xa9f746462d870fdf8a65dc1f90e061e5n,
  0x70d869a156d2a1b890bb3df62baf32f7n,
  0x31be135f97d08fd981231505542fcfa6n,
  0x9aa508b5b7a84e1c677de54f3e99bc9n,
  0x5d6af8dedb81196699c329225ee604n,
  0x2216e584f5fa1ea926041bedfe98n,
  0x48a170391f7dc42444e8fa2n,
]

const computeSqrtPrice = (tick: number): bigint => {
  const magnitude = Math.abs(tick)
  let ratio = 1n << 128n
  for (let bit = 0; bit < ratios.length; bit += 1) {
    if ((magnitude >> bit) & 1) ratio = (ratio * (ratios[bit] ?? 0n)) >> 128n
  }
  if (tick > 0) ratio = ((1n << 256n) - 1n) / ratio
  return (ratio + 0xffffffffn) >> 32n
}

// The ticks that pools touch are few and come again with every block: 200 pools hold some 50,000 of them.
const remembered = new Map<number, bigint>()
const mostRemembered = 200_000

/** √(1.0001^tick) · 2^96, rounded as the contract rounds it. Ticks from `minTick` to `maxTick`. */
export const sqrtPriceAtTick = (tick: number): bigint => {
  const known = remembered.get(tick)
  if (known !== undefined) return known
  if (!(Math.abs(tick) <= maxTick)) throw new RangeError(`tick ${tick} is outside ±${maxTick}`)
  const price = computeSqrtPrice(tick)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(tick, price)
  return price
}

const logOfTick = Math.log(1.0001) / 2
const twoTo96 = 2 ** 96

/**
 * The greatest tick whose price is not above this one. A logarithm of doubles finds it within one; the exact prices of
 * the ticks decide. From `minSqrtPriceX96` to below `maxSqrtPriceX96`.
 */
export const tickAtSqrtPrice = (sqrtPriceX96: bigint): number => {
  const guess = Math.floor(Math.log(Number(sqrtPriceX96) / twoTo96) / logOfTick)
  let tick = Math.min(maxTick - 1, Math.max(minTick, guess))
  while (tick > minTick && sqrtPriceAtTick(tick) > sqrtPriceX96) tick -= 1
  while (tick < maxTick - 1 && sqrtPriceAtTick(tick + 1) <= sqrtPriceX96) tick += 1
  return tick
}
