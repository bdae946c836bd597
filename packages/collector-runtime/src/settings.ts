import {
  baseSettings,
  defineSettings,
  integerSetting,
  redisSettings,
  Refusal,
  topologySettings,
  urlSetting,
  type Setting,
} from '@screener/service-kit'
import { variantFix, variantsOf } from './venue-variant.ts'
import type { Venue } from './venue.ts'

type CollectorSettings = typeof baseSettings &
  typeof redisSettings &
  typeof topologySettings & {
    readonly venueVariant: Setting<string>
    readonly webSocketUrl: Setting<string>
    readonly restUrl: Setting<string>
    readonly leaseTtlMs: Setting<number>
    readonly instrumentsEveryMs: Setting<number>
    readonly snapshotLevels: Setting<number>
    readonly maxConnectionAgeMs: Setting<number>
    readonly maxFrameBytes: Setting<number>
    readonly maxPendingBytes: Setting<number>
  }

const variantSetting = (venue: Venue): Setting<string> => ({
  env: 'VENUE_VARIANT',
  default: '',
  sensitive: false,
  doc: 'Another form of the venue (a regional host, an older channel); empty = its usual one',
  parse: raw => {
    if (typeof raw === 'string' && variantsOf(venue).includes(raw)) return raw
    throw new Refusal(`must be a variant of ${venue.id}`, variantFix(venue))
  },
})

/** Settings of the collector of one venue. What is empty (or -1) is as the chosen variant of the venue has it. */
export const collectorSettings = (venue: Venue): CollectorSettings =>
  defineSettings({
    ...baseSettings,
    ...redisSettings,
    ...topologySettings,
    venueVariant: variantSetting(venue),
    webSocketUrl: urlSetting({
      env: 'WEBSOCKET_URL',
      default: '',
      schemes: ['ws', 'wss'],
      doc: 'Public market data WebSocket; without a path: another host of the venue; empty = its own',
    }),
    restUrl: urlSetting({
      env: 'REST_URL',
      default: '',
      schemes: ['http', 'https'],
      doc: 'Public REST base, without a trailing slash; empty = the own of the venue',
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
      default: -1,
      min: -1,
      max: 604_800_000,
      doc: 'Age at which the venue cuts connections; they are replaced shortly before. 0 = it does not, -1 = its own rule',
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
