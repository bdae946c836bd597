import { expect, test } from 'vitest'
import { assetOf } from '../src/index.ts'

const names = (chainId: number, ...addresses: string[]) => addresses.map(address => assetOf(chainId, address)?.asset)

test('a contract is found in any spelling of its address, and only on its own chain', () => {
  const usdc = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
  const found = { chainId: 1, address: usdc.toLowerCase(), asset: 'USDC', decimals: 6 }
  expect(assetOf(1, usdc)).toEqual(found)
  expect(assetOf(1, usdc.toLowerCase())).toEqual(found)
  expect(assetOf(1, usdc.toUpperCase().replace('0X', '0x'))).toEqual(found)
  expect(assetOf(42161, usdc)).toBeUndefined()
  expect(assetOf(1, '0x00000000000000000000000000000000000000aa')).toBeUndefined()
})

test("the chain's own coin and its wrapped form are one asset, on every chain", () => {
  const native = '0x0000000000000000000000000000000000000000'
  expect(names(1, native, '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2')).toEqual(['ETH', 'ETH'])
  expect(names(42161, native, '0x82aF49447D8a07e3bd95BD0d56f35241523fBab1')).toEqual(['ETH', 'ETH'])
  expect(names(8453, native, '0x4200000000000000000000000000000000000006')).toEqual(['ETH', 'ETH'])
})

test("a bridge's copy and an issuer's token are not what they are named after", () => {
  const arbitrum = ['0xaf88d065e77c8cC2239327C5EDb3A432268e5831', '0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8']
  expect(names(42161, ...arbitrum)).toEqual(['USDC', 'USDCE'])
  const base = ['0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913', '0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA']
  expect(names(8453, ...base)).toEqual(['USDC', 'USDBC'])
  expect(assetOf(1, '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599')).toMatchObject({ asset: 'WBTC', decimals: 8 })
})

test('what is added goes before what is known', () => {
  const mine = { chainId: 31337, address: '0x00000000000000000000000000000000000000AA', asset: 'USDC', decimals: 6 }
  expect(assetOf(31337, mine.address.toLowerCase(), [mine])).toBe(mine)
  expect(assetOf(31337, mine.address)).toBeUndefined()
})
