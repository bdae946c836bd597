import { encodeFunctionData, zeroAddress, type Address } from 'viem'
import { v2Abi, v3Abi, v4Abi } from './abis.ts'
import type { LocalChain } from './chain.ts'
import { mainnet } from './mainnet.ts'
import { isOrdered, keyOf, poolIdOf, type Pool, type V2Pool, type V3Pool, type V4Pool } from './pool.ts'
import { transact } from './transact.ts'

interface Tokens {
  /** The lower address; zero for native ether (V4 only). */
  readonly token0: Address
  readonly token1: Address
}

export type PoolSpec = Tokens &
  (
    | { readonly kind: 'v2' }
    | {
        readonly kind: 'v3'
        /** Pips; 100, 500, 3000 and 10000 are enabled, others with their spacing when first used. */
        readonly fee: number
        readonly tickSpacing?: number
        readonly sqrtPriceX96: bigint
      }
    | {
        readonly kind: 'v4'
        /** Pips, or 0x800000: set by the hook. */
        readonly fee: number
        readonly tickSpacing: number
        /** Default none. */
        readonly hooks?: Address
        readonly sqrtPriceX96: bigint
      }
  )

type SpecOf<K extends Pool['kind']> = Extract<PoolSpec, { readonly kind: K }>

const createV2 = async (chain: LocalChain, owner: Address, { token0, token1 }: SpecOf<'v2'>): Promise<V2Pool> => {
  const to = mainnet.v2Factory
  await transact(chain, owner, {
    to,
    data: encodeFunctionData({ abi: v2Abi, functionName: 'createPair', args: [token0, token1] }),
  })
  const address = await chain.client.readContract({
    address: to,
    abi: v2Abi,
    functionName: 'getPair',
    args: [token0, token1],
  })
  return { kind: 'v2', address, token0, token1, fee: 3000 }
}

const createV3 = async (chain: LocalChain, owner: Address, spec: SpecOf<'v3'>): Promise<V3Pool> => {
  const { token0, token1, fee } = spec
  const to = mainnet.v3Factory
  const spacingOf = (): Promise<number> =>
    chain.client.readContract({ address: to, abi: v3Abi, functionName: 'feeAmountTickSpacing', args: [fee] })
  if ((await spacingOf()) === 0) {
    if (spec.tickSpacing === undefined) throw new Error(`fee ${fee} is no tier yet: give its tickSpacing`)
    await transact(chain, owner, {
      to,
      data: encodeFunctionData({ abi: v3Abi, functionName: 'enableFeeAmount', args: [fee, spec.tickSpacing] }),
    })
  }
  const tickSpacing = await spacingOf()
  if (spec.tickSpacing !== undefined && spec.tickSpacing !== tickSpacing)
    throw new Error(`fee ${fee} has tickSpacing ${tickSpacing}, not ${spec.tickSpacing}`)
  await transact(chain, owner, {
    to,
    data: encodeFunctionData({ abi: v3Abi, functionName: 'createPool', args: [token0, token1, fee] }),
  })
  const address = await chain.client.readContract({
    address: to,
    abi: v3Abi,
    functionName: 'getPool',
    args: [token0, token1, fee],
  })
  await transact(chain, owner, {
    to: address,
    data: encodeFunctionData({ abi: v3Abi, functionName: 'initialize', args: [spec.sqrtPriceX96] }),
  })
  return { kind: 'v3', address, token0, token1, fee, tickSpacing }
}

const createV4 = async (chain: LocalChain, owner: Address, spec: SpecOf<'v4'>): Promise<V4Pool> => {
  const { token0, token1, fee, tickSpacing, hooks = zeroAddress } = spec
  const key = keyOf({ token0, token1, fee, tickSpacing, hooks })
  await transact(chain, owner, {
    to: mainnet.v4Manager,
    data: encodeFunctionData({ abi: v4Abi, functionName: 'initialize', args: [key, spec.sqrtPriceX96] }),
  })
  return { kind: 'v4', id: poolIdOf(key), token0, token1, fee, tickSpacing, hooks }
}

/** Creates a pool through its factory, at its price; a V2 pool has none before its first liquidity. */
export const createPool = async <S extends PoolSpec>(
  chain: LocalChain,
  spec: S,
): Promise<Extract<Pool, { readonly kind: S['kind'] }>> => {
  const [owner] = chain.accounts
  if (owner === undefined) throw new Error('the node has no accounts')
  if (!isOrdered(spec.token0, spec.token1)) throw new Error(`token0 ${spec.token0} must be below token1 ${spec.token1}`)
  const created: Pool =
    spec.kind === 'v2'
      ? await createV2(chain, owner, spec)
      : spec.kind === 'v3'
        ? await createV3(chain, owner, spec)
        : await createV4(chain, owner, spec)
  return created as Extract<Pool, { readonly kind: S['kind'] }>
}
