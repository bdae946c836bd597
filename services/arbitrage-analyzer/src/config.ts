import {
  baseSettings,
  ConfigError,
  defineSettings,
  integerSetting,
  numberMapSetting,
  numberSetting,
  redisSettings,
  textListSetting,
  textSetting,
  topologySettings,
  venueSettings,
  type Setting,
  type Values,
} from '@screener/service-kit'
import { feeSettings } from './fee-settings.ts'
import { transferSettings } from './transfer-settings.ts'
import { interestSettings } from './interest-settings.ts'

const own: {
  readonly commit: Setting<string>
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
  readonly verdictsPerSecond: Setting<number>
  readonly assetsFile: Setting<string>
  readonly quarantineBps: Setting<number>
  readonly quarantineAfterMs: Setting<number>
  readonly quarantineReleaseMs: Setting<number>
  readonly maxVenueLagMs: Setting<number>
  readonly clockOffsetMs: Setting<ReadonlyMap<string, number>>
} = {
  commit: textSetting({
    env: 'COMMIT',
    default: '',
    pattern: /^[\w.-]{0,64}$/,
    shape: 'letters, digits, dots, dashes (at most 64)',
    doc: 'Commit of the code, told in receipts after VERSION; empty: not known',
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
    default: 10,
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
  verdictsPerSecond: integerSetting({
    env: 'VERDICTS_PER_SECOND',
    default: 500,
    min: 0,
    max: 10_000,
    doc: 'How many routes a second are told of on arb:verdicts: half of them the nearest to paying, the others in turn',
  }),
  assetsFile: textSetting({
    env: 'ASSETS_FILE',
    default: '',
    doc: 'The asset registry, a JSON file such as deploy/assets.json; empty: every name means itself',
  }),
  quarantineBps: numberSetting({
    env: 'QUARANTINE_BPS',
    default: 500,
    min: 1,
    max: 1_000_000,
    doc: "A book whose best price would gain more basis points than this, after fees, against the other venues' median is held",
  }),
  quarantineAfterMs: integerSetting({
    env: 'QUARANTINE_AFTER_MS',
    default: 0,
    min: 0,
    max: 3_600_000,
    doc: 'How long a book that has agreed before may be beyond QUARANTINE_BPS; a new one may not',
  }),
  quarantineReleaseMs: integerSetting({
    env: 'QUARANTINE_RELEASE_MS',
    default: 600_000,
    min: 0,
    max: 86_400_000,
    doc: 'How long a doubted book has to agree before it is believed',
  }),
  maxVenueLagMs: integerSetting({
    env: 'MAX_VENUE_LAG_MS',
    default: 1_000,
    min: 10,
    max: 3_600_000,
    doc: "How late a venue's frames may come, by our clock and by their own best of the last minutes",
  }),
  clockOffsetMs: numberMapSetting({
    env: 'CLOCK_OFFSET_MS',
    default: new Map(),
    min: -86_400_000,
    max: 86_400_000,
    example: 'alpha=1200,beta=-300',
    doc: "How far a venue's clock is known to be behind ours, in ms; below 0: ahead",
  }),
}

export const settings: typeof baseSettings &
  typeof redisSettings &
  typeof topologySettings &
  typeof venueSettings &
  typeof feeSettings &
  typeof transferSettings &
  typeof interestSettings &
  typeof own = defineSettings({
  ...baseSettings,
  ...redisSettings,
  ...topologySettings,
  ...venueSettings,
  ...feeSettings,
  ...transferSettings,
  ...interestSettings,
  ...own,
})

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
