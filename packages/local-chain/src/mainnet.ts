import type { Address } from 'viem'

/** Where the contracts of Uniswap are on Ethereum: the rig has its own at the same addresses. */
export const mainnet: Readonly<
  Record<
    | 'v2Factory'
    | 'v2Router'
    | 'v3Factory'
    | 'v3Router'
    | 'v3Positions'
    | 'v3Quoter'
    | 'v3TickLens'
    | 'v4Manager'
    | 'v4StateView'
    | 'v4Quoter'
    | 'multicall3'
    // Not on Ethereum: the routers of v4-core's own tests, at addresses of our choice.
    | 'v4Swapper'
    | 'v4LiquidityProvider',
    Address
  >
> = {
  v2Factory: '0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f',
  v2Router: '0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D',
  v3Factory: '0x1F98431c8aD98523631AE4a59f267346ea31F984',
  v3Router: '0xE592427A0AEce92De3Edee1F18E0157C05861564',
  v3Positions: '0xC36442b4a4522E871399CD717aBDD847Ab11FE88',
  v3Quoter: '0x61fFE014bA17989E743c5F6cB21bF9697530B21e',
  v3TickLens: '0xbfd8137f7d1516D3ea5cA83523914859ec47F573',
  v4Manager: '0x000000000004444c5dc75cB358380D2e3dE08A90',
  v4StateView: '0x7fFE42C4a5DEeA5b0feC41C94C136Cf115597227',
  v4Quoter: '0x52F0E24D1c21C8A0cB1e5a5dD6198556BD9E1203',
  multicall3: '0xcA11bde05977b3631167028862bE2a173976CA11',
  v4Swapper: '0x00000000000000000000000000000000005a4b01',
  v4LiquidityProvider: '0x00000000000000000000000000000000005a4b02',
}

export interface Token {
  readonly symbol: string
  readonly address: Address
  readonly decimals: number
}

/** Native ether, as V4 names it. */
export const nativeEther: Token = { symbol: 'ETH', address: '0x0000000000000000000000000000000000000000', decimals: 18 }

/** Ethereum's tokens, with the addresses and decimals that they have there. */
export const mainnetTokens: Readonly<Record<'WBTC' | 'DAI' | 'USDC' | 'WETH' | 'USDT', Token>> = {
  WBTC: { symbol: 'WBTC', address: '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599', decimals: 8 },
  DAI: { symbol: 'DAI', address: '0x6B175474E89094C44Da98b954EedeAC495271d0F', decimals: 18 },
  USDC: { symbol: 'USDC', address: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', decimals: 6 },
  WETH: { symbol: 'WETH', address: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2', decimals: 18 },
  USDT: { symbol: 'USDT', address: '0xdAC17F958D2ee523a2206206994597C13D831ec7', decimals: 6 },
}
