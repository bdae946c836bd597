// 2001-09-09 to 2286-11-20: no venue is older, none of these is a time in another unit.
const firstMs = 1e12
const lastMs = 1e13

/**
 * A venue's time as ms since the epoch, whether it was sent in s, ms, µs or ns: told by its magnitude, because venues
 * have changed theirs. Undefined: 0 (none was sent) or no time of this century.
 */
export const epochMsOf = (time: number): number | undefined => {
  for (const perMs of [1, 1e3, 1e6, 1e-3]) {
    const timeMs = time / perMs
    if (timeMs >= firstMs && timeMs < lastMs) return timeMs
  }
  return undefined
}
