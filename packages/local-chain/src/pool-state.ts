import type { BlockTag, Hex } from 'viem'
import { v2Abi, v3Abi, v4Abi } from './abis.ts'
import type { LocalChain } from './chain.ts'
import { mainnet } from './mainnet.ts'
import type { Pool, V2Pool, V3Pool, V4Pool } from './pool.ts'

/** Which state is asked for. Absent: the newest. */
export type AtBlock = { readonly blockNumber: bigint } | { readonly blockHash: Hex } | { readonly blockTag?: BlockTag }

export interface V2State {
  readonly reserve0: bigint
  readonly reserve1: bigint
}

export interface RangeState {
  readonly sqrtPriceX96: bigint
  readonly tick: number
  /** L that is in range. */
  readonly liquidity: bigint
  /** V3: slot0.feeProtocol; V4: both protocol fees, packed. */
  readonly protocolFee: number
  /** What the taker pays in pips, without V4's protocol fee. */
  readonly lpFee: number
}

export type StateOf<P extends Pool> = P extends V2Pool ? V2State : RangeState

const stateV2 = async ({ client }: Pick<LocalChain, 'client'>, { address }: V2Pool, at: AtBlock): Promise<V2State> => {
  const [reserve0, reserve1] = await client.readContract({ address, abi: v2Abi, functionName: 'getReserves', ...at })
  return { reserve0, reserve1 }
}

const stateV3 = async (
  { client }: Pick<LocalChain, 'client'>,
  { address, fee }: V3Pool,
  at: AtBlock,
): Promise<RangeState> => {
  const [slot0, liquidity] = await Promise.all([
    client.readContract({ address, abi: v3Abi, functionName: 'slot0', ...at }),
    client.readContract({ address, abi: v3Abi, functionName: 'liquidity', ...at }),
  ])
  const [sqrtPriceX96, tick, , , , protocolFee] = slot0
  return { sqrtPriceX96, tick, liquidity, protocolFee, lpFee: fee }
}

const stateV4 = async ({ client }: Pick<LocalChain, 'client'>, { id }: V4Pool, at: AtBlock): Promise<RangeState> => {
  const address = mainnet.v4StateView
  const [slot0, liquidity] = await Promise.all([
    client.readContract({ address, abi: v4Abi, functionName: 'getSlot0', args: [id], ...at }),
    client.readContract({ address, abi: v4Abi, functionName: 'getLiquidity', args: [id], ...at }),
  ])
  const [sqrtPriceX96, tick, protocolFee, lpFee] = slot0
  return { sqrtPriceX96, tick, liquidity, protocolFee, lpFee }
}

/** What the pool's own contract answers in the state after that block. */
export const poolState = <P extends Pool>(
  chain: Pick<LocalChain, 'client'>,
  pool: P,
  at: AtBlock = {},
): Promise<StateOf<P>> => {
  const state: Promise<V2State | RangeState> =
    pool.kind === 'v2'
      ? stateV2(chain, pool, at)
      : pool.kind === 'v3'
        ? stateV3(chain, pool, at)
        : stateV4(chain, pool, at)
  return state as Promise<StateOf<P>>
}
