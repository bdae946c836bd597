/** Seeded randomness of a test: the same seed gives the same trials. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number
  /** A whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** Log-uniform between two positive amounts. */
  readonly amount: (low: bigint, high: bigint) => bigint
}

/** Mulberry32. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    chance: share => next() < share,
    pick: from => from[whole(0, from.length - 1)]!,
    amount: (low, high) => {
      const logLow = Math.log(Number(low))
      const size = BigInt(Math.floor(Math.exp(logLow + next() * (Math.log(Number(high)) - logLow))))
      // All digits matter: doubles leave the low ones 0.
      const digits = size > 1_000_000n ? BigInt(whole(0, 999_999)) : 0n
      const amount = size + digits
      return amount < low ? low : amount > high ? high : amount
    },
  }
}
