import { hostname } from 'node:os'
import {
  booleanSetting,
  choiceSetting,
  integerSetting,
  portSetting,
  symbolListSetting,
  textSetting,
  urlSetting,
  venueListSetting,
} from './formats.ts'
import type { Setting } from './setting.ts'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** What every service has. */
export const baseSettings: {
  readonly logLevel: Setting<LogLevel>
  readonly httpHost: Setting<string>
  readonly httpPort: Setting<number>
  readonly instanceId: Setting<string>
  readonly version: Setting<string>
} = {
  logLevel: choiceSetting({
    env: 'LOG_LEVEL',
    default: 'info',
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    doc: 'Least important log lines to print',
  }),
  httpHost: textSetting({
    env: 'HTTP_HOST',
    default: '127.0.0.1',
    doc: 'Address of the internal /health and /metrics listener',
  }),
  httpPort: portSetting({ env: 'HTTP_PORT', default: 9100, doc: 'Port of the internal listener; 0 = any free one' }),
  instanceId: textSetting({
    env: 'INSTANCE_ID',
    default: `${hostname()}-${process.pid}`,
    pattern: /^[\w.-]{1,128}$/,
    shape: 'letters, digits, dots, dashes (at most 128)',
    doc: 'Name of this process among its replicas',
  }),
  version: textSetting({ env: 'VERSION', default: 'dev', doc: 'Version shown in logs and on the page' }),
}

/** How to reach Redis. */
export const redisSettings: {
  readonly redisUrl: Setting<string>
  readonly redisCluster: Setting<boolean>
  readonly redisUsername: Setting<string>
  readonly redisPassword: Setting<string>
  readonly streamMaxEntries: Setting<number>
} = {
  // A URL can hold a password, so it is treated as one.
  redisUrl: urlSetting({
    env: 'REDIS_URL',
    default: 'redis://127.0.0.1:6379',
    schemes: ['redis', 'rediss'],
    several: true,
    sensitive: true,
    doc: 'Redis server; of a cluster one or several nodes, separated by commas',
  }),
  redisCluster: booleanSetting({ env: 'REDIS_CLUSTER', default: false, doc: 'Redis Cluster behind REDIS_URL' }),
  redisUsername: textSetting({ env: 'REDIS_USERNAME', default: '', doc: 'ACL user; empty = the default user' }),
  redisPassword: textSetting({
    env: 'REDIS_PASSWORD',
    default: '',
    sensitive: true,
    doc: 'Password, better given as REDIS_PASSWORD_FILE; empty = none',
  }),
  streamMaxEntries: integerSetting({
    env: 'STREAM_MAX_ENTRIES',
    default: 10_000,
    min: 100,
    max: 10_000_000,
    doc: 'Entries kept per stream (about)',
  }),
}

/** Whose streams a service reads. No default: which venues there are is configuration, not code. */
export const venueSettings: { readonly venues: Setting<readonly string[]> } = {
  venues: venueListSetting({
    env: 'VENUES',
    doc: 'Venue ids, a comma list like alpha,beta; deploy/venues.env has it, docker compose and scripts/start read it there',
  }),
}

/** What is traded, and how it is divided. The same in all services. */
export const topologySettings: {
  readonly symbols: Setting<readonly string[]>
  readonly shards: Setting<number>
} = {
  symbols: symbolListSetting({ env: 'SYMBOLS', default: ['BTC-USDT', 'ETH-USDT'], doc: 'Canonical symbols' }),
  shards: integerSetting({
    env: 'SHARDS',
    default: 4,
    min: 1,
    max: 4096,
    doc: 'Shards of the symbols; the same everywhere',
  }),
}

/** Plain connection facts for the streams package. */
export const redisConnection = (
  config: {
    readonly redisUrl: string
    readonly redisCluster: boolean
    readonly redisUsername: string
    readonly redisPassword: string
  },
  name: string,
): { url: string; cluster: boolean; username?: string; password?: string; name: string } => ({
  url: config.redisUrl,
  cluster: config.redisCluster,
  ...(config.redisUsername === '' ? {} : { username: config.redisUsername }),
  ...(config.redisPassword === '' ? {} : { password: config.redisPassword }),
  name,
})
