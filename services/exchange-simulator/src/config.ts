import {
  baseSettings,
  choiceSetting,
  defineSettings,
  integerSetting,
  numberSetting,
  portSetting,
  symbolListSetting,
  textListSetting,
  textSetting,
  type Setting,
} from '@screener/service-kit'
import { defaultSymbols, venueIds, type VenueId } from './market/instruments.ts'
import { realLimits } from './settings.ts'

const whole = (env: string, fallback: number, doc: string): Setting<number> =>
  integerSetting({ env, default: fallback, min: 0, doc })

const listeners: {
  readonly listenHost: Setting<string>
  readonly binancePort: Setting<number>
  readonly bybitPort: Setting<number>
  readonly controlPort: Setting<number>
} = {
  listenHost: textSetting({ env: 'LISTEN_HOST', default: '127.0.0.1', doc: 'Address of the venue and control ports' }),
  binancePort: portSetting({ env: 'BINANCE_PORT', default: 9801, doc: 'Binance REST and WebSocket; 0 = any free one' }),
  bybitPort: portSetting({ env: 'BYBIT_PORT', default: 9802, doc: 'Bybit REST and WebSocket; 0 = any free one' }),
  controlPort: portSetting({ env: 'CONTROL_PORT', default: 9800, doc: 'Truth, faults, counters; 0 = any free one' }),
}

const replay: {
  readonly replayFile: Setting<string>
  readonly replayVenue: Setting<VenueId>
  readonly replaySpeed: Setting<number>
} = {
  replayFile: textSetting({
    env: 'REPLAY_FILE',
    default: '',
    doc: 'A capture in the place of one venue; empty = none',
  }),
  replayVenue: choiceSetting({ env: 'REPLAY_VENUE', default: 'binance', choices: venueIds, doc: 'The venue it is of' }),
  replaySpeed: numberSetting({ env: 'REPLAY_SPEED', default: 1, min: 0.01, max: 1000, doc: '1 = as recorded' }),
}

const market: {
  readonly symbols: Setting<readonly string[]>
  readonly unlisted: Setting<readonly string[]>
  readonly seed: Setting<string>
  readonly eventsPerSecond: Setting<number>
  readonly truthChanges: Setting<number>
} = {
  symbols: symbolListSetting({ env: 'SYMBOLS', default: defaultSymbols, doc: 'Canonical symbols to trade' }),
  unlisted: textListSetting({
    env: 'UNLISTED',
    default: [],
    pattern: /^(binance|bybit):[^\s,=:{}/-]+-[^\s,=:{}/-]+$/u,
    shape: 'venue:BASE-QUOTE, like bybit:FOO-USDT',
    doc: 'Symbols that one venue does not list',
  }),
  seed: textSetting({ env: 'SEED', default: '1', doc: 'Same seed, same market' }),
  eventsPerSecond: numberSetting({
    env: 'EVENTS_PER_SECOND',
    default: realLimits.eventsPerSecond,
    min: 0,
    max: 10_000,
    doc: 'Order events per second, per symbol and venue',
  }),
  truthChanges: integerSetting({
    env: 'TRUTH_CHANGES',
    default: realLimits.truthChanges,
    min: 1024,
    max: 10_000_000,
    doc: 'Book changes remembered per symbol and venue (20 bytes each)',
  }),
}

export const settings: typeof baseSettings &
  typeof listeners &
  typeof replay &
  typeof market &
  Record<LimitKey, Setting<number>> = defineSettings({
  ...baseSettings,
  ...listeners,
  ...replay,
  ...market,
  connectionLifetimeMs: whole(
    'CONNECTION_LIFETIME_MS',
    realLimits.connectionLifetimeMs,
    'Binance ends a WebSocket at this age',
  ),
  shutdownNoticeMs: whole(
    'SHUTDOWN_NOTICE_MS',
    realLimits.shutdownNoticeMs,
    'serverShutdown comes so long before that',
  ),
  pingIntervalMs: whole('PING_INTERVAL_MS', realLimits.pingIntervalMs, 'Binance pings so often'),
  pongTimeoutMs: whole('PONG_TIMEOUT_MS', realLimits.pongTimeoutMs, 'Binance waits so long for the pong'),
  binanceFramesPerSecond: whole(
    'BINANCE_FRAMES_PER_SECOND',
    realLimits.binanceFramesPerSecond,
    'Client frames per second and connection',
  ),
  binanceWeightPerMinute: whole(
    'BINANCE_WEIGHT_PER_MINUTE',
    realLimits.binanceWeightPerMinute,
    'REST weight per minute and IP',
  ),
  binanceConnectsPerWindow: whole(
    'BINANCE_CONNECTS_PER_WINDOW',
    realLimits.binanceConnectsPerWindow,
    'New WebSockets per 5 minutes and IP',
  ),
  binanceBanMs: whole('BINANCE_BAN_MS', realLimits.binanceBanMs, 'First ban (HTTP 418); later ones are longer'),
  bybitRequestsPerWindow: whole(
    'BYBIT_REQUESTS_PER_WINDOW',
    realLimits.bybitRequestsPerWindow,
    'REST requests per 5 seconds and IP',
  ),
  bybitConnectsPerWindow: whole(
    'BYBIT_CONNECTS_PER_WINDOW',
    realLimits.bybitConnectsPerWindow,
    'New WebSockets per 5 minutes and IP',
  ),
  bybitBanMs: whole('BYBIT_BAN_MS', realLimits.bybitBanMs, 'Ban (HTTP 403)'),
})

type LimitKey =
  | 'connectionLifetimeMs'
  | 'shutdownNoticeMs'
  | 'pingIntervalMs'
  | 'pongTimeoutMs'
  | 'binanceFramesPerSecond'
  | 'binanceWeightPerMinute'
  | 'binanceConnectsPerWindow'
  | 'binanceBanMs'
  | 'bybitRequestsPerWindow'
  | 'bybitConnectsPerWindow'
  | 'bybitBanMs'
