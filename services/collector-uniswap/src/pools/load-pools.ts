import {
  makeV2Pool,
  makeV3Pool,
  makeV4Pool,
  ticksOfWord,
  windowOfWords,
  wordOfTick,
  type InitialisedTick,
  type Made,
  type Pool,
} from '@screener/uniswap-pools'
import { decodeFunctionResult, encodeFunctionData, parseAbi, type Hex } from 'viem'
import type { Chain } from '../chains.ts'
import { multicall, type Ask, type ContractCall } from '../rpc/multicall.ts'
import type { PoolSpec } from './pool-spec.ts'

const v2Abi = parseAbi(['function getReserves() view returns (uint112, uint112, uint32)'])
const v3Abi = parseAbi([
  'function slot0() view returns (uint160, int24, uint16, uint16, uint16, uint8, bool)',
  'function liquidity() view returns (uint128)',
  'function tickBitmap(int16) view returns (uint256)',
  'function ticks(int24) view returns (uint128, int128, uint256, uint256, int56, uint160, uint32, bool)',
])
const v4Abi = parseAbi([
  'function getSlot0(bytes32) view returns (uint160, int24, uint24, uint24)',
  'function getLiquidity(bytes32) view returns (uint128)',
  'function getTickBitmap(bytes32, int16) view returns (uint256)',
  'function getTickLiquidity(bytes32, int24) view returns (uint128, int128)',
])

/** A price move of so many ticks (22 %) to each side is read; more where a word of the bitmap holds more. */
const ticksEachSide = 2_000
const ticksPerWord = 256
const lastWord = 32_767

/** What could be read, and why the others could not. Keys as in the specs. */
export interface LoadedPools {
  readonly pools: ReadonlyMap<string, Pool>
  readonly refused: ReadonlyMap<string, string>
}

interface Price {
  readonly sqrtPriceX96: bigint
  readonly tick: number
  readonly liquidity: bigint
  readonly protocolFee: number
  readonly lpFeePips: number
}

interface Ranged {
  readonly spec: PoolSpec
  readonly price: Price
  readonly firstWord: number
  readonly lastWord: number
}

const address = (text: string): Hex => text as Hex

/**
 * Reads the states of pools as they are after one block. What agrees with no contract (liquidity that is not the sum of its ticks) is
 * refused. Rejects with RpcError when the node does not answer.
 */
export const loadPools = async (
  ask: Ask,
  chain: Chain,
  specs: readonly PoolSpec[],
  blockHash: string,
): Promise<LoadedPools> => {
  const pools = new Map<string, Pool>()
  const refused = new Map<string, string>()
  const read = (calls: readonly ContractCall[]): ReturnType<typeof multicall> => multicall(ask, calls, blockHash)
  const take = (spec: PoolSpec, made: Made<Pool>): void => {
    if ('pool' in made) pools.set(spec.symbol, made.pool)
    else refused.set(spec.symbol, made.refused)
  }

  const pairs = specs.filter(({ kind }) => kind === 'v2')
  const ranged = specs.filter(({ kind }) => kind !== 'v2')
  const first = await read([
    ...pairs.map(({ key }) => ({ target: key, data: encodeFunctionData({ abi: v2Abi, functionName: 'getReserves' }) })),
    ...ranged.flatMap(spec => priceCalls(chain, spec)),
  ])
  pairs.forEach((spec, index) => {
    const data = first[index]
    if (data === undefined) {
      refused.set(spec.symbol, `there is no pair at ${spec.key}`)
      return
    }
    const [reserve0, reserve1] = decodeFunctionResult({ abi: v2Abi, functionName: 'getReserves', data })
    if (reserve0 === 0n || reserve1 === 0n) refused.set(spec.symbol, 'it holds nothing')
    else take(spec, makeV2Pool({ address: spec.key, reserve0, reserve1 }))
  })
  const priced = ranged.flatMap((spec, index): Ranged[] => {
    const at = pairs.length + 2 * index
    const price = priceOf(spec, first[at], first[at + 1])
    if (price === undefined || price.sqrtPriceX96 === 0n) {
      refused.set(spec.symbol, `there is no pool ${spec.key}, or it has no price yet`)
      return []
    }
    return [{ spec, price, ...wordsAround(price.tick, spec.tickSpacing) }]
  })

  const wordCalls = priced.flatMap(pool => wordsOf(pool).map(word => bitmapCall(chain, pool.spec, word)))
  const bitmaps = await read(wordCalls)
  let nextWord = 0
  const tickLists = priced.map(pool =>
    wordsOf(pool).flatMap(word => {
      const data = bitmaps[nextWord++]
      return data === undefined ? [] : ticksOfWord(word, BigInt(data), pool.spec.tickSpacing)
    }),
  )
  const tickCalls = priced.flatMap(({ spec }, index) =>
    (tickLists[index] ?? []).map(tick => tickCall(chain, spec, tick)),
  )
  const tickAnswers = await read(tickCalls)
  let nextTick = 0
  priced.forEach((pool, index) => {
    const ticks: InitialisedTick[] = []
    for (const tick of tickLists[index] ?? []) {
      const liquidity = tickOf(pool.spec, tickAnswers[nextTick++])
      if (liquidity !== undefined) ticks.push({ tick, ...liquidity })
    }
    take(pool.spec, makeRanged(chain, pool, ticks))
  })
  return { pools, refused }
}

const priceCalls = (chain: Chain, { kind, key }: PoolSpec): readonly ContractCall[] =>
  kind === 'v3'
    ? [
        { target: key, data: encodeFunctionData({ abi: v3Abi, functionName: 'slot0' }) },
        { target: key, data: encodeFunctionData({ abi: v3Abi, functionName: 'liquidity' }) },
      ]
    : [
        {
          target: chain.v4StateView,
          data: encodeFunctionData({ abi: v4Abi, functionName: 'getSlot0', args: [address(key)] }),
        },
        {
          target: chain.v4StateView,
          data: encodeFunctionData({ abi: v4Abi, functionName: 'getLiquidity', args: [address(key)] }),
        },
      ]

const priceOf = (spec: PoolSpec, slot0: Hex | undefined, liquidityData: Hex | undefined): Price | undefined => {
  if (slot0 === undefined || liquidityData === undefined) return undefined
  const liquidity = BigInt(liquidityData)
  if (spec.kind === 'v3') {
    const [sqrtPriceX96, tick] = decodeFunctionResult({ abi: v3Abi, functionName: 'slot0', data: slot0 })
    return { sqrtPriceX96, tick, liquidity, protocolFee: 0, lpFeePips: spec.feePips }
  }
  const [sqrtPriceX96, tick, protocolFee, lpFeePips] = decodeFunctionResult({
    abi: v4Abi,
    functionName: 'getSlot0',
    data: slot0,
  })
  return { sqrtPriceX96, tick, liquidity, protocolFee, lpFeePips }
}

const wordsAround = (tick: number, tickSpacing: number): { firstWord: number; lastWord: number } => {
  const middle = wordOfTick(tick, tickSpacing)
  const words = Math.max(1, Math.ceil(ticksEachSide / (ticksPerWord * tickSpacing)))
  return { firstWord: Math.max(-lastWord - 1, middle - words), lastWord: Math.min(lastWord, middle + words) }
}

const wordsOf = ({ firstWord, lastWord: last }: Ranged): readonly number[] =>
  Array.from({ length: last - firstWord + 1 }, (_, index) => firstWord + index)

const bitmapCall = (chain: Chain, { kind, key }: PoolSpec, word: number): ContractCall =>
  kind === 'v3'
    ? { target: key, data: encodeFunctionData({ abi: v3Abi, functionName: 'tickBitmap', args: [word] }) }
    : {
        target: chain.v4StateView,
        data: encodeFunctionData({ abi: v4Abi, functionName: 'getTickBitmap', args: [address(key), word] }),
      }

const tickCall = (chain: Chain, { kind, key }: PoolSpec, tick: number): ContractCall =>
  kind === 'v3'
    ? { target: key, data: encodeFunctionData({ abi: v3Abi, functionName: 'ticks', args: [tick] }) }
    : {
        target: chain.v4StateView,
        data: encodeFunctionData({ abi: v4Abi, functionName: 'getTickLiquidity', args: [address(key), tick] }),
      }

const tickOf = (
  { kind }: PoolSpec,
  data: Hex | undefined,
): { readonly liquidityGross: bigint; readonly liquidityNet: bigint } | undefined => {
  if (data === undefined) return undefined
  const [liquidityGross, liquidityNet] =
    kind === 'v3'
      ? decodeFunctionResult({ abi: v3Abi, functionName: 'ticks', data })
      : decodeFunctionResult({ abi: v4Abi, functionName: 'getTickLiquidity', data })
  return { liquidityGross, liquidityNet }
}

const makeRanged = (chain: Chain, { spec, price, ...words }: Ranged, ticks: readonly InitialisedTick[]): Made<Pool> => {
  const { sqrtPriceX96, tick, liquidity, protocolFee, lpFeePips } = price
  const { key, feePips, tickSpacing, hooks } = spec
  const window = windowOfWords(words.firstWord, words.lastWord, tickSpacing)
  const shared = { tickSpacing, sqrtPriceX96, tick, liquidity, ticks, window }
  return spec.kind === 'v3'
    ? makeV3Pool({ ...shared, address: key, feePips })
    : makeV4Pool({ ...shared, manager: chain.v4Manager, poolId: key, keyFee: feePips, hooks, lpFeePips, protocolFee })
}
