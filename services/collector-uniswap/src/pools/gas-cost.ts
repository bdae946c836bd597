import { gasUnitsOf, nextBaseFee, type Pool } from '@screener/uniswap-pools'
import type { Chain } from '../chains.ts'
import type { Head } from '../chain/head.ts'

/** What a unit of gas will cost in the next block, and what the data of a swap costs on the chain below. Wei. */
export interface GasPrice {
  readonly perUnitWei: bigint
  readonly dataFeeWei: bigint
}

/** `priorityFeeGwei` below zero: as is usual on the chain. */
export const gasPriceAfter = (chain: Chain, head: Head, priorityFeeGwei: number, dataFeeWei: bigint): GasPrice => {
  const priorityWei = BigInt(Math.round((priorityFeeGwei < 0 ? chain.priorityFeeGwei : priorityFeeGwei) * 1e9))
  const baseWei =
    chain.baseFee === 'eip1559'
      ? nextBaseFee({ baseFeePerGas: head.baseFeeWei, gasUsed: head.gasUsed, gasLimit: head.gasLimit })
      : chain.baseFee === 'rising'
        ? (head.baseFeeWei * 126n) / 125n
        : head.baseFeeWei
  return { perUnitWei: baseWei + priorityWei, dataFeeWei }
}

/** What a swap through a side of a ladder passes at most. */
interface Crossings {
  readonly ticksCrossed: number
  readonly wordsCrossed: number
}

/** In whole units of the chain's coin: one swap of the pool that crosses so many initialised ticks and bitmap words. */
export const swapCost = (price: GasPrice, kind: Pool['kind'], { ticksCrossed, wordsCrossed }: Crossings): number =>
  Number(BigInt(gasUnitsOf({ kind }, ticksCrossed, wordsCrossed)) * price.perUnitWei + price.dataFeeWei) / 1e18
