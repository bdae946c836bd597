import {
  baseSettings,
  booleanSetting,
  defineSettings,
  integerSetting,
  redisSettings,
  topologySettings,
  venueSettings,
  type Setting,
  type Values,
} from '@screener/service-kit'

export const settings: typeof baseSettings &
  typeof redisSettings &
  typeof topologySettings &
  typeof venueSettings & {
    readonly viewLevels: Setting<number>
    readonly viewRefreshMs: Setting<number>
    readonly checkpointEveryMs: Setting<number>
    readonly leaseTtlMs: Setting<number>
    readonly maxPendingBytes: Setting<number>
    readonly ignoreGaps: Setting<boolean>
  } = defineSettings({
  ...baseSettings,
  ...redisSettings,
  ...topologySettings,
  ...venueSettings,
  viewLevels: integerSetting({
    env: 'VIEW_LEVELS',
    default: 20,
    min: 1,
    max: 500,
    doc: 'Levels a side in the views of book:{k}',
  }),
  viewRefreshMs: integerSetting({
    env: 'VIEW_REFRESH_MS',
    default: 2000,
    min: 200,
    max: 60_000,
    doc: 'Each book is emitted at least this often, for readers that join late',
  }),
  checkpointEveryMs: integerSetting({
    env: 'CHECKPOINT_EVERY_MS',
    default: 1000,
    min: 50,
    max: 60_000,
    doc: 'How often the state of a changed book is written to Redis (price:* and ob:*)',
  }),
  leaseTtlMs: integerSetting({
    env: 'LEASE_TTL_MS',
    default: 3000,
    min: 500,
    max: 60_000,
    doc: 'Milliseconds after which the shards of a dead instance move to the others',
  }),
  maxPendingBytes: integerSetting({
    env: 'MAX_PENDING_BYTES',
    default: 4_194_304,
    min: 65_536,
    max: 1_073_741_824,
    doc: 'Bytes kept for each stream while Redis is away; then the oldest entries go',
  }),
  ignoreGaps: booleanSetting({
    env: 'CONTROL_IGNORE_GAPS',
    default: false,
    doc: 'Only for control runs: applies deltas without the sequence check, so that tests can show what it protects from',
  }),
})

export type SyncConfig = Values<typeof settings>
