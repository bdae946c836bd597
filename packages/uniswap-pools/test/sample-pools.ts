import {
  makeV2Pool,
  makeV3Pool,
  makeV4Pool,
  type InitialisedTick,
  type Made,
  type V2Pool,
  type V3Pool,
  type V4Pool,
} from '../src/index.ts'

export const made = <T>(result: Made<T>): T => {
  if ('refused' in result) throw new Error(result.refused)
  return result.pool
}

export const address = '0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640'
export const manager = '0x000000000004444c5dc75cB358380D2e3dE08A90'
export const poolId = '0x21c67e77068de97969ba93d4aab21826d33ca12bb9f565d8496e8fda8a82ca27'
const noHooks = '0x0000000000000000000000000000000000000000'

export const v2 = (reserve0: bigint, reserve1: bigint): V2Pool => made(makeV2Pool({ address, reserve0, reserve1 }))

/** Positions as [lower, upper, liquidity]: the ticks they make. */
export const ticksOf = (positions: readonly (readonly [number, number, bigint])[]): InitialisedTick[] => {
  const ticks = new Map<number, { liquidityNet: bigint; liquidityGross: bigint }>()
  const add = (tick: number, net: bigint, gross: bigint): void => {
    const old = ticks.get(tick) ?? { liquidityNet: 0n, liquidityGross: 0n }
    ticks.set(tick, { liquidityNet: old.liquidityNet + net, liquidityGross: old.liquidityGross + gross })
  }
  for (const [lower, upper, liquidity] of positions) {
    add(lower, liquidity, liquidity)
    add(upper, -liquidity, liquidity)
  }
  return [...ticks].map(([tick, amounts]) => ({ tick, ...amounts }))
}

/** The pool that the real V4Quoter answered for: ETH with 18 decimals, USDC with 6, at about 3000. */
const quoted = {
  sqrtPriceX96: 4339505179874779489431521n,
  tick: -196257,
  liquidity: 1201000000000000000n,
  tickSpacing: 10,
  ticks: ticksOf([
    [-887270, 887270, 10n ** 15n],
    [-198260, -194260, 5n * 10n ** 17n],
    [-196460, -196060, 7n * 10n ** 17n],
  ]),
}

export const v3: V3Pool = made(makeV3Pool({ ...quoted, address, feePips: 500 }))
export const v4: V4Pool = made(
  makeV4Pool({ ...quoted, manager, poolId, keyFee: 500, lpFeePips: 500, hooks: noHooks, protocolFee: 0 }),
)
