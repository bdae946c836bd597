import type { Random } from './random.ts'

/** How long a pool stands off its fair price before those who level it come, roughly, in seconds. */
const slowSeconds = 40
const smoothSeconds = 12

/**
 * How far a pool's price stands from the fair one, as a fraction: a noise smoothed twice, so that it comes and goes over
 * several blocks instead of trembling. Returns the next value each time it is called.
 */
export const createDrift = (random: Random, deviation: number, stepSeconds: number): (() => number) => {
  const pull = Math.min(1, stepSeconds / slowSeconds)
  const follow = Math.min(1, stepSeconds / smoothSeconds)
  // The variance of the noise after the second smoothing is that before × slow / (slow + smooth).
  const inner = deviation * Math.sqrt((slowSeconds + smoothSeconds) / slowSeconds)
  const noise = inner * Math.sqrt(pull * (2 - pull))
  let raw = inner * random.gaussian()
  let smooth = raw * 0.7
  return () => {
    raw += noise * random.gaussian() - raw * pull
    smooth += (raw - smooth) * follow
    return smooth
  }
}
