import {
  baseSettings,
  defineSettings,
  integerSetting,
  numberSetting,
  portSetting,
  textSetting,
  urlSetting,
  type Setting,
} from '@screener/service-kit'

const own: {
  readonly listenHost: Setting<string>
  readonly chainPort: Setting<number>
  readonly chainBackupPort: Setting<number>
  readonly controlPort: Setting<number>
  readonly blockMs: Setting<number>
  readonly baseFeeGwei: Setting<number>
  readonly seed: Setting<string>
  readonly marketUrl: Setting<string>
  readonly marketWithinMs: Setting<number>
} = {
  listenHost: textSetting({ env: 'LISTEN_HOST', default: '127.0.0.1', doc: 'Address of the providers and of control' }),
  chainPort: portSetting({ env: 'CHAIN_PORT', default: 0, doc: 'HTTP and WebSocket of provider a; 0 = any free one' }),
  chainBackupPort: portSetting({ env: 'CHAIN_BACKUP_PORT', default: 0, doc: 'Of provider b; 0 = any free one' }),
  controlPort: portSetting({ env: 'CONTROL_PORT', default: 9801, doc: 'Truth, faults, execution; 0 = any free one' }),
  blockMs: integerSetting({
    env: 'BLOCK_MS',
    default: 2_000,
    min: 100,
    max: 60_000,
    doc: 'Milliseconds from block to block; Ethereum has 12000. Times of blocks are in whole seconds',
  }),
  baseFeeGwei: numberSetting({
    env: 'BASE_FEE_GWEI',
    default: 0.5,
    min: 0.001,
    max: 1_000,
    doc: 'Base fee about which it varies; a swap takes some 130,000 gas',
  }),
  seed: textSetting({ env: 'SEED', default: '1', doc: 'Same seed and same prices of the market, same trades' }),
  marketUrl: urlSetting({
    env: 'MARKET_URL',
    default: '',
    schemes: ['http'],
    doc: "Control listener of the simulated venues, whose prices lead the pools'; empty = prices of its own",
  }),
  marketWithinMs: integerSetting({
    env: 'MARKET_WITHIN_MS',
    default: 10_000,
    min: 0,
    max: 600_000,
    doc: 'How long the market may take to answer at start; later the pools begin at prices of their own',
  }),
}

export const settings: typeof baseSettings & typeof own = defineSettings({ ...baseSettings, ...own })
