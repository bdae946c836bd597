import { gasUnitsOf } from '@screener/uniswap-pools'
import { describe, expect, it } from 'vitest'
import { chains } from '../src/chains.ts'
import type { Head } from '../src/chain/head.ts'
import { gasPriceAfter, swapCost } from '../src/pools/gas-cost.ts'

const gwei = 1_000_000_000n
const head = (gasUsed: bigint, baseFeeWei = 20n * gwei): Head => ({
  number: 1,
  hash: '0x1',
  parentHash: '0x0',
  timestampMs: 0,
  baseFeeWei,
  gasUsed,
  gasLimit: 30_000_000n,
  logsBloom: '',
})

describe('gas of a swap', () => {
  it('is its units at the next base fee and the priority fee, and the data fee of a rollup on top', () => {
    const price = gasPriceAfter(chains.ethereum, head(15_000_000n), 2, 0n)
    expect(price).toEqual({ perUnitWei: 22n * gwei, dataFeeWei: 0n })
    const two = { ticksCrossed: 2, wordsCrossed: 1 }
    expect(swapCost(price, 'v3', two)).toBe((gasUnitsOf({ kind: 'v3' }, 2, 1) * 22) / 1e9)
    expect(swapCost(price, 'v3', { ...two, ticksCrossed: 3 })).toBeGreaterThan(swapCost(price, 'v3', two))
    expect(swapCost(price, 'v3', { ...two, wordsCrossed: 2 })).toBeGreaterThan(swapCost(price, 'v3', two))
    const rollup = gasPriceAfter(chains.base, head(0n, 125n), -1, 10n ** 15n)
    expect(rollup.perUnitWei).toBe(126n + 10_000_000n)
    expect(swapCost(rollup, 'v2', { ticksCrossed: 0, wordsCrossed: 0 })).toBeGreaterThan(0.001)
    expect(gasPriceAfter(chains.arbitrum, head(0n), -1, 0n).perUnitWei).toBe(20n * gwei)
  })
})
