import { integerSetting, numberSetting, type Setting } from '@screener/service-kit'
import type { InterestOptions } from './interest.ts'

export const interestSettings: {
  readonly interestBps: Setting<number>
  readonly interestHoldMs: Setting<number>
  readonly maxInterest: Setting<number>
} = {
  interestBps: numberSetting({
    env: 'INTEREST_BPS',
    default: 15,
    min: 0,
    max: 10_000,
    doc: 'A symbol without books is interesting when its best prices at two venues are this near to paying, after fees; at twice that it ends',
  }),
  interestHoldMs: integerSetting({
    env: 'INTEREST_HOLD_MS',
    default: 60_000,
    min: 0,
    max: 86_400_000,
    doc: 'How long the prices have to be further apart before the books are let go',
  }),
  maxInterest: integerSetting({
    env: 'MAX_INTEREST',
    default: 200,
    min: 0,
    max: 10_000,
    doc: 'Most books asked for at a time; 0: none',
  }),
}

const wishSeconds = 30
const renewAfterMs = 10_000

/** What the interest is made of. */
export const interestOptions = (
  config: {
    readonly interestBps: number
    readonly interestHoldMs: number
    readonly maxInterest: number
    readonly maxCredibleNetBps: number
  },
  takerBpsOf: InterestOptions['takerBpsOf'],
): InterestOptions => ({
  takerBpsOf,
  withinBps: config.interestBps,
  releaseBps: 2 * config.interestBps,
  releaseAfterMs: config.interestHoldMs,
  maxGapBps: config.maxCredibleNetBps,
  wishSeconds,
  renewAfterMs,
  most: config.maxInterest,
})
