import { poolState, priceOfSqrt, type RecordedBlock } from '@screener/local-chain'
import type { ChainWorld } from './chain-world.ts'
import { wholePrice, type RunningPool } from './demo-pools.ts'
import { poolNamed } from './execute.ts'

export interface BlockTruth {
  readonly number: number
  readonly hash: string
  readonly parentHash: string
  readonly timestampS: number
  readonly baseFeeWei: string
  /** False: it was replaced. */
  readonly canonical: boolean
  readonly logs: number
}

const describe = ({ proxy }: ChainWorld, { number, hash, parentHash, header, logs }: RecordedBlock): BlockTruth => ({
  ...{ number, hash, parentHash, logs: logs.length },
  timestampS: Number(header['timestamp']),
  baseFeeWei: BigInt(String(header['baseFeePerGas'])).toString(),
  canonical: proxy.record.isCanonical(hash),
})

const blockOf = ({ proxy }: ChainWorld, asked: string): RecordedBlock | undefined =>
  asked === 'latest'
    ? proxy.record.tip
    : asked.startsWith('0x')
      ? proxy.record.byHash(asked)
      : proxy.record.at(Number(asked))

/** A block of the chain as it is now, or by hash also one that was replaced. `asked`: number, hash or `latest`. */
export const blockTruth = (world: ChainWorld, asked: string): BlockTruth | undefined => {
  const block = blockOf(world, asked)
  return block === undefined ? undefined : describe(world, block)
}

/** What the contract answers after that block; undefined when it is not in the chain (any more). */
export const poolTruth = async (world: ChainWorld, name: string, asked: string): Promise<object | undefined> => {
  const running = poolNamed(world.pools, name)
  const block = blockOf(world, asked)
  if (block === undefined || !world.proxy.record.isCanonical(block.hash)) return undefined
  const state = await poolState(world.chain, running.pool, { blockHash: block.hash })
  const raw = 'reserve0' in state ? Number(state.reserve1) / Number(state.reserve0) : priceOfSqrt(state.sqrtPriceX96)
  const fields: Readonly<Record<string, bigint | number>> = { ...state }
  const text = Object.entries(fields).map(
    ([key, value]) => [key, typeof value === 'bigint' ? value.toString() : value] as const,
  )
  return {
    pool: running.name,
    block: describe(world, block),
    /** Of the base in the quote, between buying and selling, without fee. */
    price: wholePrice(running, raw),
    state: Object.fromEntries(text),
  }
}

const side = ({ symbol, address, decimals }: RunningPool['base']): object => ({ symbol, address, decimals })

/** What a collector has to be told, and a checker wants to know. */
export const describePool = (running: RunningPool): object => {
  const { name, base, quote, pool } = running
  return { name, base: side(base), quote: side(quote), ...pool }
}
