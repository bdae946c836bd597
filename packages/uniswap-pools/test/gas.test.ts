import { describe, expect, it } from 'vitest'
import { baseFeeRuleOf, gasCostWei, gasUnitsOf, nextBaseFee } from '../src/index.ts'

describe('next base fee', () => {
  const parent = (gasUsed: bigint, baseFeePerGas = 1_000_000_000n) => ({
    baseFeePerGas,
    gasUsed,
    gasLimit: 30_000_000n,
  })

  it('moves by the integers of EIP-1559', () => {
    expect(nextBaseFee(parent(15_000_000n))).toBe(1_000_000_000n)
    expect(nextBaseFee(parent(30_000_000n))).toBe(1_125_000_000n)
    expect(nextBaseFee(parent(0n))).toBe(875_000_000n)
    // Two roundings, one after the other: ⌊⌊12345·1/15000000⌋/8⌋ is 0, so it rises by the least there is.
    expect(nextBaseFee(parent(15_000_001n, 12_345n))).toBe(12_346n)
    expect(nextBaseFee(parent(14_999_999n, 12_345n))).toBe(12_345n)
    // Data does not fill a block of Ethereum.
    expect(nextBaseFee({ ...parent(15_000_000n), blobGasUsed: 30_000_000n })).toBe(1_000_000_000n)
  })

  it('follows the rule that a header of Base carries', () => {
    const jovian = baseFeeRuleOf('0x010000007d0000000600000000001e8480')
    expect(jovian).toEqual({ denominator: 125n, elasticity: 6n, minimum: 2_000_000n, countsBlobGas: true })
    const head = { baseFeePerGas: 2_000_000n, gasUsed: 0n, gasLimit: 300_000_000n }
    expect(nextBaseFee(head, jovian)).toBe(2_000_000n)
    expect(nextBaseFee({ ...head, gasUsed: 100_000_000n }, jovian)).toBe(2_016_000n)
    expect(nextBaseFee({ ...head, blobGasUsed: 100_000_000n }, jovian)).toBe(2_016_000n)
    expect(baseFeeRuleOf('0x00000000fa00000006')).toMatchObject({ denominator: 250n, minimum: 0n })
    for (const other of ['0x', '0x00', '0x000000000000000006', `0x02${'0'.repeat(32)}`]) {
      expect(baseFeeRuleOf(other)).toBeUndefined()
    }
  })
})

it('a swap is allowed more gas than the greatest measured for its kind', () => {
  expect(gasUnitsOf({ kind: 'v2' }, 0)).toBeGreaterThan(87_098)
  expect(gasUnitsOf({ kind: 'v3' }, 0)).toBeGreaterThan(118_958)
  expect(gasUnitsOf({ kind: 'v3' }, 1)).toBeGreaterThan(158_135)
  expect(gasUnitsOf({ kind: 'v3' }, 3)).toBeGreaterThan(284_309)
  expect(gasUnitsOf({ kind: 'v4' }, 0)).toBeGreaterThan(134_000)
  expect(gasUnitsOf({ kind: 'v3' }, 0, 10, 0)).toBe(105_734 + 35_000 + 70_000)
})

it('gas costs base fee and tip, and what the chain below takes for the data', () => {
  expect(gasCostWei({ units: 100_000, baseFee: 7n, priorityFee: 3n, dataFeeWei: 11n })).toBe(1_000_011n)
})
