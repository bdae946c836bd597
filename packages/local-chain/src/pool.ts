import { encodeAbiParameters, getAddress, keccak256, type Address, type Hex } from 'viem'

/** Fees are in pips, 1e-6 of the input. token0's address is the lower one. */
interface Pair {
  readonly token0: Address
  readonly token1: Address
  readonly fee: number
}

export interface V2Pool extends Pair {
  readonly kind: 'v2'
  readonly address: Address
}

export interface V3Pool extends Pair {
  readonly kind: 'v3'
  readonly address: Address
  readonly tickSpacing: number
}

export interface V4Pool extends Pair {
  readonly kind: 'v4'
  /** PoolId; the contract is the one PoolManager. */
  readonly id: Hex
  readonly tickSpacing: number
  readonly hooks: Address
}

export type Pool = V2Pool | V3Pool | V4Pool

/** As V4 hashes a pool's key. token0 zero is native ether. */
export interface PoolKey {
  readonly currency0: Address
  readonly currency1: Address
  readonly fee: number
  readonly tickSpacing: number
  readonly hooks: Address
}

export const keyOf = ({ token0, token1, fee, tickSpacing, hooks }: Omit<V4Pool, 'kind' | 'id'>): PoolKey => ({
  currency0: token0,
  currency1: token1,
  fee,
  tickSpacing,
  hooks,
})

const keyParameters = [
  { type: 'address' },
  { type: 'address' },
  { type: 'uint24' },
  { type: 'int24' },
  { type: 'address' },
] as const

export const poolIdOf = ({ currency0, currency1, fee, tickSpacing, hooks }: PoolKey): Hex =>
  keccak256(encodeAbiParameters(keyParameters, [currency0, currency1, fee, tickSpacing, hooks]))

/** The contract whose logs tell of the pool. */
export const isOrdered = (token0: Address, token1: Address): boolean =>
  BigInt(getAddress(token0)) < BigInt(getAddress(token1))

/** A name for people and maps: the pool's address, or a V4 pool's id. */
export const poolName = (pool: Pool): Hex => (pool.kind === 'v4' ? pool.id : pool.address)
