import { gasUnitsOf, type Pool } from '@screener/uniswap-pools'
import type { Chain } from '../chains.ts'
import type { Head } from '../chain/head.ts'

/** What a unit of gas will cost in the next block, and what the data of a swap costs on the chain below. Wei. */
export interface GasPrice {
  readonly perUnitWei: bigint
  readonly dataFeeWei: bigint
}

/** EIP-1559: the base fee of the next block follows from its parent alone. */
export const nextBaseFeeWei = ({ baseFeeWei, gasUsed, gasLimit }: Head): bigint => {
  const target = gasLimit / 2n
  if (target === 0n || gasUsed === target) return baseFeeWei
  if (gasUsed < target) return baseFeeWei - (baseFeeWei * (target - gasUsed)) / target / 8n
  const rise = (baseFeeWei * (gasUsed - target)) / target / 8n
  return baseFeeWei + (rise > 1n ? rise : 1n)
}

/** `priorityFeeGwei` below zero: as is usual on the chain. */
export const gasPriceAfter = (chain: Chain, head: Head, priorityFeeGwei: number, dataFeeWei: bigint): GasPrice => {
  const priorityWei = BigInt(Math.round((priorityFeeGwei < 0 ? chain.priorityFeeGwei : priorityFeeGwei) * 1e9))
  const baseWei =
    chain.baseFee === 'eip1559'
      ? nextBaseFeeWei(head)
      : chain.baseFee === 'rising'
        ? (head.baseFeeWei * 126n) / 125n
        : head.baseFeeWei
  return { perUnitWei: baseWei + priorityWei, dataFeeWei }
}

/** In whole units of the chain's coin: one swap of the pool that crosses so many initialised ticks. */
export const swapCost = (price: GasPrice, kind: Pool['kind'], ticksCrossed: number): number =>
  Number(BigInt(gasUnitsOf({ kind }, ticksCrossed)) * price.perUnitWei + price.dataFeeWei) / 1e18
