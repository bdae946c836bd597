import { isStable } from './instruments.ts'
import { createRandom, type Random } from './random.ts'

/** Time between two moves of the fair prices. */
export const fairStepMs = 50
const stepSeconds = fairStepMs / 1000

interface Asset {
  readonly random: Random
  readonly start: number
  readonly volatility: number
  /** Logarithm of price over start price. */
  log: number
}

export interface FairPrices {
  /** Moves every asset by one step of `fairStepMs`. */
  step(): void
  /** Price of the pair now, in quote per base. */
  of(base: string, quote: string): number
}

/**
 * One dollar price per asset, pulled weakly back to its start, so that a pair of two coins agrees with the dollar pairs
 * of both and prices are still plausible after days.
 */
export const createFairPrices = (
  assets: readonly string[],
  seed: string,
  startOf: (asset: string) => number,
): FairPrices => {
  const hourPull = stepSeconds / 3600
  const states = new Map<string, Asset>()
  for (const asset of assets) {
    const random = createRandom(`${seed}:fair:${asset}`)
    // About 0.8–1.4 basis points a second for coins.
    const volatility = (isStable(asset) ? 0.01 : random.between(0.8, 1.4)) * 1e-4 * Math.sqrt(stepSeconds)
    states.set(asset, { random, start: startOf(asset), volatility, log: 0 })
  }
  const all = [...states.values()]
  const priceOf = (asset: string): number => {
    const state = states.get(asset)
    if (state === undefined) throw new Error(`asset ${asset} has no price process`)
    return state.start * Math.exp(state.log)
  }
  return {
    step: () => {
      for (const asset of all) asset.log += asset.volatility * asset.random.gaussian() - asset.log * hourPull
    },
    of: (base, quote) => priceOf(base) / priceOf(quote),
  }
}

/**
 * How far a venue's own market stands from the common fair price, as a fraction. It is a noise smoothed twice: it comes
 * and goes over seconds instead of trembling, so that two venues drift further apart than the fees and back again.
 */
export interface VenueDrift {
  step(): number
}

const slowSeconds = 16
const smoothSeconds = 6
/** Deviation of the drift of one venue; two venues differ by √2 of it. */
const driftDeviation = 11.5e-4

export const createVenueDrift = (seed: string): VenueDrift => {
  const random = createRandom(seed)
  const pull = stepSeconds / slowSeconds
  const follow = stepSeconds / smoothSeconds
  // Variance of an Ornstein-Uhlenbeck process after a first-order filter is that of the process × slow/(slow+smooth).
  const inner = driftDeviation * Math.sqrt((slowSeconds + smoothSeconds) / slowSeconds)
  const noise = inner * Math.sqrt(2 * pull)
  let raw = inner * random.gaussian()
  let smooth = raw * 0.7
  return {
    step: () => {
      raw += noise * random.gaussian() - raw * pull
      smooth += (raw - smooth) * follow
      return smooth
    },
  }
}
