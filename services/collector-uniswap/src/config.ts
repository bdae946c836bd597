import {
  baseSettings,
  booleanSetting,
  choiceSetting,
  ConfigError,
  defineSettings,
  integerSetting,
  numberSetting,
  redisSettings,
  Refusal,
  topologySettings,
  urlSetting,
  type Setting,
  type Values,
} from '@screener/service-kit'
import { chainNames, chains, type Chain, type ChainName } from './chains.ts'
import { readPools, poolFix, type PoolSpec } from './pools/pool-spec.ts'

const coverFix = 'write how much of which asset, like USDC=300000,ETH=100'

/** How much of the first of these assets that a pool has, its quote before its base, each side of its ladder is to cover. */
const coverSetting: Setting<ReadonlyMap<string, number>> = {
  env: 'COVER',
  default: new Map([
    ['USDC', 300_000],
    ['USDT', 300_000],
    ['DAI', 300_000],
    ['ETH', 100],
    ['WBTC', 4],
  ]),
  sensitive: false,
  doc: 'How much a ladder covers: ASSET=amount pairs; of a pool the quote is looked for first, then the base',
  parse: raw => {
    const pairs =
      typeof raw === 'string' ? raw.split(',').map(pair => pair.trim().split('=')) : Object.entries(raw as object)
    const cover = new Map<string, number>()
    for (const [asset, amount, ...more] of pairs as readonly (readonly unknown[])[]) {
      const value = Number(amount)
      if (
        typeof asset !== 'string' ||
        !/^[\dA-Z]{1,32}$/.test(asset) ||
        more.length > 0 ||
        !(value > 0) ||
        value > 1e12
      )
        throw new Refusal(`pair ${cover.size + 1} is not ASSET=amount`, coverFix)
      cover.set(asset, value)
    }
    return cover
  },
}

/** Text of a list of pools; read when the chain is known. */
const poolsSetting: Setting<unknown> = {
  env: 'POOLS',
  sensitive: false,
  doc: 'The pools to follow, by the addresses of their tokens; deploy/venues.env has some. v3:0xBASE/0xQUOTE:500',
  parse: raw => {
    if (typeof raw === 'string' || Array.isArray(raw)) return raw
    throw new Refusal('must be text or a list', poolFix)
  },
}

const own: {
  readonly chain: Setting<ChainName>
  readonly rpcUrls: Setting<string>
  readonly pools: Setting<unknown>
  readonly cover: Setting<ReadonlyMap<string, number>>
  readonly maxLevels: Setting<number>
  readonly priorityFeeGwei: Setting<number>
  readonly headCheckMs: Setting<number>
  readonly maxHeadAgeMs: Setting<number>
  readonly blockDeadlineMs: Setting<number>
  readonly maxLagBlocks: Setting<number>
  readonly verifyQuotes: Setting<number>
  readonly rpcTimeoutMs: Setting<number>
  readonly leaseTtlMs: Setting<number>
  readonly maxFrameBytes: Setting<number>
  readonly maxPendingBytes: Setting<number>
  readonly noRollback: Setting<boolean>
} = {
  chain: choiceSetting({ env: 'CHAIN', default: 'ethereum', choices: chainNames, doc: 'Which chain' }),
  // Paths of providers hold keys.
  rpcUrls: urlSetting({
    env: 'RPC_URLS',
    default: '',
    schemes: ['ws', 'wss', 'http', 'https'],
    several: true,
    sensitive: true,
    doc: 'Nodes to ask, WebSocket before HTTP, the best first, separated by commas; a second one is the second opinion. Empty: a public one',
  }),
  pools: poolsSetting,
  cover: coverSetting,
  maxLevels: integerSetting({
    env: 'MAX_LEVELS',
    default: 20,
    min: 1,
    max: 500,
    doc: 'Most levels a side of a ladder; gas is counted up to the last, so no more than the views of books show',
  }),
  priorityFeeGwei: numberSetting({
    env: 'PRIORITY_FEE_GWEI',
    default: -1,
    min: -1,
    max: 100_000,
    doc: 'Offered to the builder of the block for each unit of gas; -1 = as is usual on the chain',
  }),
  headCheckMs: integerSetting({
    env: 'HEAD_CHECK_MS',
    default: 250,
    min: 20,
    max: 10_000,
    doc: 'How often the node is asked for its height: the proof of life of the books',
  }),
  maxHeadAgeMs: integerSetting({
    env: 'MAX_HEAD_AGE_MS',
    default: -1,
    min: -1,
    max: 3_600_000,
    doc: 'A head whose time is longer ago makes all books lost; -1 = three slots of the chain',
  }),
  blockDeadlineMs: integerSetting({
    env: 'BLOCK_DEADLINE_MS',
    default: 400,
    min: 20,
    max: 60_000,
    doc: 'A block that is known and not complete after so long makes all books lost',
  }),
  maxLagBlocks: integerSetting({
    env: 'MAX_LAG_BLOCKS',
    default: 2,
    min: 1,
    max: 1_000,
    doc: 'A node so many blocks behind another is not followed',
  }),
  verifyQuotes: integerSetting({
    env: 'VERIFY_QUOTES',
    default: 1,
    min: 0,
    max: 100,
    doc: "Quotes compared with the contracts' own per block; one that differs makes its book lost",
  }),
  rpcTimeoutMs: integerSetting({
    env: 'RPC_TIMEOUT_MS',
    default: 2_000,
    min: 50,
    max: 60_000,
    doc: 'A question to a node without an answer for so long has none',
  }),
  leaseTtlMs: integerSetting({
    env: 'LEASE_TTL_MS',
    default: 3_000,
    min: 500,
    max: 60_000,
    doc: 'Milliseconds after which the shards of a dead instance move to the others',
  }),
  maxFrameBytes: integerSetting({
    env: 'MAX_FRAME_BYTES',
    default: 33_554_432,
    min: 65_536,
    max: 268_435_456,
    doc: 'Largest WebSocket message accepted; a larger one ends the connection',
  }),
  maxPendingBytes: integerSetting({
    env: 'MAX_PENDING_BYTES',
    default: 16_777_216,
    min: 65_536,
    max: 1_073_741_824,
    doc: 'Bytes kept for each stream while Redis is away; then the oldest entries go',
  }),
  noRollback: booleanSetting({
    env: 'CONTROL_NO_ROLLBACK',
    default: false,
    doc: 'Only for control runs: takes blocks as they come, so that tests can show what the rollback protects from',
  }),
}

export const settings: typeof baseSettings & typeof redisSettings & typeof topologySettings & typeof own =
  defineSettings({ ...baseSettings, ...redisSettings, ...topologySettings, ...own })

export type UniswapConfig = Values<typeof settings>

/** The pools of the configuration. Throws ConfigError that names the pool. */
export const configuredPools = (config: Pick<UniswapConfig, 'chain' | 'pools'>): readonly PoolSpec[] => {
  try {
    return readPools(chains[config.chain], config.pools)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new ConfigError([{ key: 'pools', env: 'POOLS', problem: error.message, fix: error.fix }])
  }
}

export const configuredChain = (config: Pick<UniswapConfig, 'chain'>): Chain => chains[config.chain]
