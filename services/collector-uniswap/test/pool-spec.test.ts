import { pairOf, shardOf } from '@screener/contracts'
import { ConfigError, loadConfig } from '@screener/service-kit'
import { describe, expect, it } from 'vitest'
import { chains } from '../src/chains.ts'
import { configuredPools, settings } from '../src/config.ts'
import { readPools } from '../src/pools/pool-spec.ts'

const weth = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const usdc = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const usdt = '0xdAC17F958D2ee523a2206206994597C13D831ec7'
const wbtc = '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599'
const native = '0x0000000000000000000000000000000000000000'
const { ethereum, arbitrum, base } = chains

const addressOf = (chain: (typeof chains)['base'], text: string): string | undefined => readPools(chain, text)[0]?.key

describe('pools by the addresses of their tokens', () => {
  it('have the addresses and ids that they have on chain', () => {
    expect(addressOf(ethereum, `v2:${weth}/${usdc}`)).toBe('0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc')
    expect(addressOf(ethereum, `v3:${weth}/${usdc}:500`)).toBe('0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640')
    expect(addressOf(ethereum, `v3:${weth}/${usdt}:3000`)).toBe('0x4e68ccd3e89f51c3074ca5072bbac773960dfa36')
    expect(addressOf(ethereum, `v4:${native}/${usdc}:500`)).toBe(
      '0x21c67e77068de97969ba93d4aab21826d33ca12bb9f565d8496e8fda8a82ca27',
    )
    const [arbitrumWeth, arbitrumUsdc] = [
      '0x82aF49447D8a07e3bd95BD0d56f35241523fBab1',
      '0xaf88d065e77c8cC2239327C5EDb3A432268e5831',
    ]
    expect(addressOf(arbitrum, `v3:${arbitrumWeth}/${arbitrumUsdc}:500`)).toBe(
      '0xc6962004f452be9203591991d15f6b388e09e8d0',
    )
    const [baseWeth, baseUsdc] = [
      '0x4200000000000000000000000000000000000006',
      '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
    ]
    expect(addressOf(base, `v3:${baseWeth}/${baseUsdc}:500`)).toBe('0xd0b53d9277642d899df5c87a3966a349a798f224')
    expect(addressOf(base, `v2:${baseWeth}/${baseUsdc}`)).toBe('0x88a43bbdf9d098eec7bceda4e2494615dfd9bb9c')
  })

  it('are books of their own in the shard of their pair; the first token is the base, whichever is token0', () => {
    const pools = readPools(
      ethereum,
      `v2:${weth}/${usdc} # a remark, with a comma\n\n v3:${usdc}/${weth}:500,v4:${native}/${usdc}:500/60\nv3:${wbtc}/${weth}:3000`,
    )
    expect(pools.map(({ symbol }) => symbol)).toEqual([
      'ETH-USDC~v2',
      'USDC-ETH~v3-500',
      'ETH-USDC~v4-500-60',
      'WBTC-ETH~v3-3000',
    ])
    expect(pools.map(({ baseIsToken0 }) => baseIsToken0)).toEqual([false, true, true, true])
    expect(pairOf('ETH-USDC~v4-500-60')).toBe('ETH-USDC')
    expect(shardOf('ETH-USDC~v2', 64)).toBe(shardOf('ETH-USDC', 64))
  })

  it.each([
    ['', 'names no pool'],
    ['WETH-USDC', 'pool 1: is not a pool'],
    [`v3:WETH/${usdc}:500`, 'a token is not an address'],
    [`v3:${weth.replace('C02a', 'c02a')}/${usdc}:500`, 'the check sum'],
    [`v2:${weth}/${usdc},v3:${weth}/${usdc}`, 'pool 2: the fee'],
    [`v3:${weth}/${usdc}:0.05`, 'the fee'],
    [`v3:${weth}/${usdc}:777`, 'the tick spacing'],
    [`v2:${weth}/${usdc}:500`, 'more than a v2 pool has'],
    [`v3:${native}/${usdc}:500`, "only v4 pools hold the chain's own coin"],
    [`v3:${weth}/${weth}:500`, 'both tokens are the same'],
    [`v3:${weth}/0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640:500`, 'nobody has said which asset'],
    [`v3:${weth}/${usdc}:500,v3:${weth}/${usdc}:500`, 'pool 2: ETH-USDC~v3-500 is there twice'],
    [`v4:${native}/${usdc}:8388608/10:0x0000000000000000000000000000000000000080`, 'its fee is dynamic'],
    [`v4:${native}/${usdc}:500/10:0x0000000000000000000000000000000000000080`, 'beforeSwap'],
  ])('%s is refused: %s', (text, problem) => {
    expect(() => readPools(ethereum, text)).toThrow(problem)
  })
})

describe('settings', () => {
  const load = (env: Record<string, string>) => loadConfig(settings, { env, readFile: () => '' })

  it('a pool that cannot be is named with the fix, like every wrong setting', () => {
    const config = load({ POOLS: `v3:${weth}/${usdc}:777` })
    expect(() => configuredPools(config)).toThrow(ConfigError)
    expect(() => configuredPools(config)).toThrow(/POOLS.*pool 1.*Fix: write pools like/s)
    expect(configuredPools(load({ POOLS: `v3:${weth}/${usdc}:500` }))).toHaveLength(1)
    expect(() => load({})).toThrow('POOLS')
  })

  it('what is covered is said by asset', () => {
    expect([...load({ POOLS: 'x', COVER: 'USDC=5,ETH=0.5' }).cover]).toEqual([
      ['USDC', 5],
      ['ETH', 0.5],
    ])
    for (const COVER of ['USDC', 'usdc=5', 'USDC=0', 'USDC=5=6', 'USDC=x'])
      expect(() => load({ POOLS: 'x', COVER }), COVER).toThrow('COVER')
  })
})
