import { symbolPattern } from '@screener/contracts'
import {
  baseSettings,
  defineSettings,
  integerSetting,
  redisSettings,
  textListSetting,
  textSetting,
  topologySettings,
  venueSettings,
  type Setting,
  type Values,
} from '@screener/service-kit'

const own: {
  readonly topSymbols: Setting<readonly string[]>
  readonly symbolsFile: Setting<string>
  readonly maxDeep: Setting<number>
  readonly maxTop: Setting<number>
  readonly maxWishSeconds: Setting<number>
  readonly leaseTtlMs: Setting<number>
} = {
  topSymbols: textListSetting({
    env: 'TOP_SYMBOLS',
    default: [],
    pattern: symbolPattern,
    shape: 'symbols like DOGE-USDT,PEPE-USDT',
    doc: 'Symbols of which the best bid and ask alone is followed until somebody asks for more; SYMBOLS have whole books',
  }),
  symbolsFile: textSetting({
    env: 'SYMBOLS_FILE',
    default: '',
    doc: 'A file in the place of SYMBOLS and TOP_SYMBOLS, read anew when it changes: lines like "BTC-USDT deep"; empty: none',
  }),
  maxDeep: integerSetting({
    env: 'MAX_DEEP',
    default: 200,
    min: 1,
    max: 5_000,
    doc: 'Most whole books of one venue; its own limits may allow fewer',
  }),
  maxTop: integerSetting({
    env: 'MAX_TOP',
    default: 5_000,
    min: 0,
    max: 15_000,
    doc: 'Most symbols of one venue with the best bid and ask alone; its own limits may allow fewer',
  }),
  maxWishSeconds: integerSetting({
    env: 'MAX_WISH_SECONDS',
    default: 86_400,
    min: 1,
    max: 2_592_000,
    doc: 'Longest time that a request may ask for; one that asks for more gets this',
  }),
  leaseTtlMs: integerSetting({
    env: 'LEASE_TTL_MS',
    default: 3_000,
    min: 300,
    max: 60_000,
    doc: 'A standby takes over this long after the holder died',
  }),
}

export const settings: typeof baseSettings &
  typeof redisSettings &
  typeof topologySettings &
  typeof venueSettings &
  typeof own = defineSettings({ ...baseSettings, ...redisSettings, ...topologySettings, ...venueSettings, ...own })

export type ManagerConfig = Values<typeof settings>
