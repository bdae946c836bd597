import { shardOf, type Instrument, type Snapshot } from '@screener/contracts'
import { createSessionClock, epochUs, followCommands, holdShards, type ShardOutlet } from '@screener/collector-runtime'
import { redisConnection, type ServiceContext } from '@screener/service-kit'
import { connectRedis, createStreamReader } from '@screener/streams'
import { createRandom } from '../../services/exchange-simulator/src/market/random.ts'
import type { PoolSettings } from './simulated-services.ts'
import type { Levels, TrueBook } from './truth-log.ts'
import { startEpochMs } from './virtual-globals.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface PoolOptions {
  readonly seed: string
  readonly id: string
  readonly symbol: string
  /** What the book stands around, asked for each block. */
  readonly priceNow: () => number
  readonly priceDecimals: number
  readonly quantityDecimals: number
}

/**
 * A venue as a pool is: a new book with each block, and a cost for each trade whatever its size. It has no socket; its
 * collector writes to the stream what pools' collectors write.
 */
export interface PoolVenue {
  readonly id: string
  readonly symbol: string
  readonly block: number
  readonly bookAt: (block: number) => TrueBook | undefined
  /** Called in the process of the collector, from then on with each block. */
  readonly collect: (context: ServiceContext<PoolSettings>) => void
  /** When a block last reached its collector. */
  readonly heardAtMs: number
}

const blockMs = 240
const heartbeatMs = 100
const levelsASide = 10
const rememberedBlocks = 64
const spread = 0.6e-4
const driftPart = 14e-4

export const createPoolVenue = (time: VirtualTime, options: PoolOptions): PoolVenue => {
  const { id, symbol, priceDecimals, quantityDecimals } = options
  const random = createRandom(`${options.seed}:${id}`)
  const blocks = new Map<number, TrueBook>()
  const state = { block: 1_000, heardAtMs: 0, madeAtMs: 0 }
  let drift = 0
  let onBlock: (() => void) | undefined

  const make = (): void => {
    time.schedule(blockMs, make, time.world)
    state.block++
    state.madeAtMs = startEpochMs + Math.floor(time.nowMs)
    drift = drift * 0.8 + driftPart * 0.6 * random.gaussian()
    const mid = options.priceNow() * (1 + drift)
    const side = (sign: 1 | -1): Levels => {
      const levels: (readonly [number, number])[] = []
      for (let level = 0; level < levelsASide; level++) {
        const price = Number((mid * (1 + sign * spread * (1 + level * 1.5))).toFixed(priceDecimals))
        const quantity = Number((2 + Math.floor(random.next() * 12)).toFixed(0)) / 10 ** quantityDecimals
        if (price !== levels.at(-1)?.[0]) levels.push([price, quantity])
      }
      return levels
    }
    const cost = Math.round(random.between(0.5, 3) * 100) / 100
    blocks.set(state.block, { bids: side(-1), asks: side(1), cost: { asset: 'USDT', buy: cost, sell: cost } })
    blocks.delete(state.block - rememberedBlocks)
    onBlock?.()
  }
  make()

  const collect = (context: ServiceContext<PoolSettings>): void => {
    const { config, log } = context
    const connection = redisConnection(config, `collector-${id}:${context.instance}`)
    const redis = connectRedis(connection, log)
    const outlets = new Map<number, ShardOutlet>()
    const nextSession = createSessionClock(epochUs)
    const session = nextSession()
    const home = shardOf(symbol, config.shards)
    const instrument: Instrument = {
      ...{
        symbol,
        nativeSymbol: symbol,
        trading: true,
        base: symbol.split('-')[0] ?? '',
        quote: symbol.split('-')[1] ?? '',
      },
      priceTick: 10 ** -priceDecimals,
      quantityStep: 10 ** -quantityDecimals,
      minQuantity: 10 ** -quantityDecimals,
      minNotional: 0,
    }
    const publish = (): void => {
      const book = blocks.get(state.block)
      const outlet = outlets.get(home)
      if (book?.cost === undefined || outlet === undefined) return
      const { asset, buy, sell } = book.cost
      outlet.emit({ executionCost: { symbol, asset, buy, sell, atUs: epochUs() } })
      const snapshot: Snapshot = {
        ...{ symbol, session, sequence: state.block, exchangeTimeMs: state.madeAtMs, receivedTimeUs: epochUs() },
        bidPrices: book.bids.map(([price]) => price),
        bidQuantities: book.bids.map(([, quantity]) => quantity),
        askPrices: book.asks.map(([price]) => price),
        askQuantities: book.asks.map(([, quantity]) => quantity),
        ...{ straddled: false, bidsTruncated: false, asksTruncated: false, depth: 0, origin: String(state.block) },
      }
      outlet.emit({ snapshot })
    }
    const begin = (shard: number): void => {
      const outlet = outlets.get(shard)
      for (const wanted of config.symbols)
        if (wanted !== symbol && shardOf(wanted, config.shards) === shard)
          outlet?.emit({ instrumentRejected: { symbol: wanted, reason: 'no such pool' } })
      if (shard !== home) return
      outlet?.emit({ instrument })
      publish()
    }
    const leases = holdShards(
      id,
      context,
      redis,
      {
        acquire: outlet => {
          outlets.set(outlet.shard, outlet)
          begin(outlet.shard)
        },
        lose: shard => void outlets.delete(shard),
        stop: () => undefined,
      },
      outlets,
    )
    const reader = createStreamReader({ ...connection, name: `${connection.name}:commands` }, log)
    void followCommands(id, context, reader, ({ resyncBook, resyncShard }) => {
      const shard = resyncBook?.shard ?? resyncShard?.shard
      if (shard !== undefined) begin(shard)
    })
    onBlock = () => {
      const owner = time.current
      // From the node to its collector.
      time.schedule(
        random.between(2, 12),
        () => {
          state.heardAtMs = time.nowMs
          publish()
        },
        collector,
      )
      time.current = owner
    }
    const collector = time.current
    setInterval(() => {
      const atUs = epochUs()
      state.heardAtMs = time.nowMs
      for (const outlet of outlets.values())
        outlet.emit({ feedHeartbeat: { atUs, lastDataTimeUs: atUs, connected: true } })
    }, heartbeatMs)
    leases.start()
  }
  return {
    id,
    symbol,
    collect,
    get block() {
      return state.block
    },
    get heardAtMs() {
      return state.heardAtMs
    },
    bookAt: block => blocks.get(block),
  }
}
