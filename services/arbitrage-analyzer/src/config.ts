import type { EngineOptions } from '@screener/arbitrage'
import {
  baseSettings,
  ConfigError,
  defineSettings,
  integerSetting,
  numberMapSetting,
  numberSetting,
  redisSettings,
  textListSetting,
  topologySettings,
  venueSettings,
  type Setting,
  type Values,
} from '@screener/service-kit'

const own: {
  readonly takerBps: Setting<ReadonlyMap<string, number>>
  readonly minNetBps: Setting<number>
  readonly maxLegAgeMs: Setting<number>
  readonly maxSkewMs: Setting<number>
  readonly maxLagMs: Setting<number>
  readonly minUpdateIntervalMs: Setting<number>
  readonly minLifeMs: Setting<number>
  readonly depegBps: Setting<number>
  readonly leaseTtlMs: Setting<number>
  readonly maxLegs: Setting<number>
  readonly hubAssets: Setting<readonly string[]>
  readonly maxRoutes: Setting<number>
  readonly maxCredibleNetBps: Setting<number>
} = {
  takerBps: numberMapSetting({
    env: 'TAKER_BPS',
    default: new Map(),
    min: 0,
    max: 1_000,
    example: 'alpha=10,beta=7.5',
    doc: 'Taker fee of each venue in basis points; deploy/venues.env has it',
  }),
  minNetBps: numberSetting({
    env: 'MIN_NET_BPS',
    default: 0,
    min: 0,
    max: 10_000,
    doc: 'Least profit after fees, in basis points of what is bought',
  }),
  maxLegAgeMs: integerSetting({
    env: 'MAX_LEG_AGE_MS',
    default: 1_000,
    min: 10,
    max: 60_000,
    doc: 'Oldest proof of life a leg may rest on',
  }),
  maxSkewMs: integerSetting({
    env: 'MAX_SKEW_MS',
    default: 250,
    min: 1,
    max: 60_000,
    doc: 'Longest time between the moments at which the two books are known',
  }),
  maxLagMs: integerSetting({
    env: 'MAX_LAG_MS',
    default: 500,
    min: 10,
    max: 60_000,
    doc: 'Longest pause of this process, and oldest book view when it is read, before all it rests on counts as stale',
  }),
  minUpdateIntervalMs: integerSetting({
    env: 'MIN_UPDATE_INTERVAL_MS',
    default: 20,
    min: 0,
    max: 10_000,
    doc: 'Least time between two updates of one opportunity',
  }),
  minLifeMs: integerSetting({
    env: 'MIN_LIFE_MS',
    default: 5,
    min: 0,
    max: 60_000,
    doc: 'How long a route has to pay without a break before it is shown: what flickers is not',
  }),
  depegBps: numberSetting({
    env: 'DEPEG_BPS',
    default: 50,
    min: 0,
    max: 10_000,
    doc: 'A rate between two dollars further from par than this, in basis points, marks the route',
  }),
  leaseTtlMs: integerSetting({
    env: 'LEASE_TTL_MS',
    default: 3_000,
    min: 300,
    max: 60_000,
    doc: 'A standby takes over this long after the holder died',
  }),
  maxLegs: integerSetting({ env: 'MAX_LEGS', default: 3, min: 2, max: 4, doc: 'Most trades of a route' }),
  hubAssets: textListSetting({
    env: 'HUB_ASSETS',
    default: ['USDT', 'USDC', 'USD', 'EUR', 'BTC', 'ETH'],
    pattern: /^[^\s,.:-]{1,32}$/u,
    shape: 'assets like USDT,BTC',
    doc: 'A cycle across venues, or of four trades, may touch one asset that is not among these',
  }),
  maxRoutes: integerSetting({
    env: 'MAX_ROUTES',
    default: 100_000,
    min: 0,
    max: 2_000_000,
    doc: 'Most routes of more than one pair; what is beyond is not made, and counted',
  }),
  maxCredibleNetBps: numberSetting({
    env: 'MAX_CREDIBLE_NET_BPS',
    default: 500,
    min: 0.001,
    max: 1_000_000,
    doc: 'A route that nets more basis points than this is refused as incredible',
  }),
}

export const settings: typeof baseSettings &
  typeof redisSettings &
  typeof topologySettings &
  typeof venueSettings &
  typeof own = defineSettings({ ...baseSettings, ...redisSettings, ...topologySettings, ...venueSettings, ...own })

export type AnalyzerConfig = Values<typeof settings>

/** What is believed must be more than what is wanted. Throws ConfigError when it is not. */
export const checkCredible = (config: Pick<AnalyzerConfig, 'minNetBps' | 'maxCredibleNetBps'>): void => {
  if (config.maxCredibleNetBps > config.minNetBps) return
  throw new ConfigError([
    {
      key: 'maxCredibleNetBps',
      env: 'MAX_CREDIBLE_NET_BPS',
      problem: 'is not more than MIN_NET_BPS, so every route would be refused',
      fix: 'set more than MIN_NET_BPS',
    },
  ])
}

/** Fees of the venues that are followed. Throws ConfigError when one has none: a fee of zero must be said, not assumed. */
export const feesOf = (config: Pick<AnalyzerConfig, 'venues' | 'takerBps'>): EngineOptions['feeOf'] => {
  const missing = config.venues.filter(venue => !config.takerBps.has(venue))
  if (missing.length > 0) {
    throw new ConfigError(
      missing.map(venue => ({
        key: 'takerBps',
        env: 'TAKER_BPS',
        problem: `has no taker fee for ${venue}, which VENUES names`,
        fix: `add ${venue}=<basis points> to TAKER_BPS (deploy/venues.env), or take ${venue} out of VENUES`,
      })),
    )
  }
  const venues = new Set(config.venues)
  return venue => {
    const takerBps = venues.has(venue) ? config.takerBps.get(venue) : undefined
    return takerBps === undefined ? undefined : { takerBps, feeAsset: 'quote', schedule: '' }
  }
}
