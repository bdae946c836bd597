import {
  baseSettings,
  defineSettings,
  integerSetting,
  redisSettings,
  topologySettings,
  urlSetting,
  type Setting,
} from '@screener/service-kit'
import type { Venue } from './venue.ts'

type CollectorSettings = typeof baseSettings &
  typeof redisSettings &
  typeof topologySettings & {
    readonly webSocketUrl: Setting<string>
    readonly restUrl: Setting<string>
    readonly leaseTtlMs: Setting<number>
    readonly instrumentsEveryMs: Setting<number>
    readonly snapshotLevels: Setting<number>
    readonly maxConnectionAgeMs: Setting<number>
    readonly maxFrameBytes: Setting<number>
    readonly maxPendingBytes: Setting<number>
  }

/** Settings of the collector of one venue; its own URLs are the defaults. */
export const collectorSettings = (venue: Venue): CollectorSettings =>
  defineSettings({
    ...baseSettings,
    ...redisSettings,
    ...topologySettings,
    webSocketUrl: urlSetting({
      env: 'WEBSOCKET_URL',
      default: venue.webSocketUrl,
      schemes: ['ws', 'wss'],
      doc: 'Public market data WebSocket of the venue; without a path: another host of it',
    }),
    restUrl: urlSetting({
      env: 'REST_URL',
      default: venue.restUrl,
      schemes: ['http', 'https'],
      doc: 'Public REST base of the venue, without a trailing slash',
    }),
    leaseTtlMs: integerSetting({
      env: 'LEASE_TTL_MS',
      default: 3000,
      min: 500,
      max: 60_000,
      doc: 'Milliseconds after which the shards of a dead instance move to the others',
    }),
    instrumentsEveryMs: integerSetting({
      env: 'INSTRUMENTS_EVERY_MS',
      default: 600_000,
      min: 1000,
      max: 86_400_000,
      doc: 'Milliseconds between readings of the instrument list',
    }),
    snapshotLevels: integerSetting({
      env: 'SNAPSHOT_LEVELS',
      default: 1000,
      min: 1,
      max: 100_000,
      doc: 'Most levels a side asked for in a REST snapshot, where books start from one',
    }),
    maxConnectionAgeMs: integerSetting({
      env: 'MAX_CONNECTION_AGE_MS',
      default: venue.limits.maxConnectionAgeMs ?? 0,
      min: 0,
      max: 604_800_000,
      doc: 'Age at which the venue cuts connections; they are replaced shortly before. 0 = it does not',
    }),
    maxFrameBytes: integerSetting({
      env: 'MAX_FRAME_BYTES',
      default: 4_194_304,
      min: 65_536,
      max: 67_108_864,
      doc: 'Largest WebSocket message accepted; a larger one ends the connection',
    }),
    maxPendingBytes: integerSetting({
      env: 'MAX_PENDING_BYTES',
      default: 16_777_216,
      min: 65_536,
      max: 1_073_741_824,
      doc: 'Bytes kept for each stream while Redis is away; then the oldest entries go',
    }),
  })
