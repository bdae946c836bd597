/** What a contract on a chain is, by its address alone: the tickers that contracts give themselves prove nothing. */
export interface ChainAsset {
  /** EIP-155 id: 1 Ethereum, 8453 Base, 42161 Arbitrum One. */
  readonly chainId: number
  /** 0x and 40 hex digits, lower case; of a chain's own coin the zero address. */
  readonly address: string
  readonly asset: string
  readonly decimals: number
}

/** The address under which V4 pools name the chain's own coin. */
const nativeAddress = '0x0000000000000000000000000000000000000000'

// Sources: the issuers' and the exchange's pages of deployments, gathered on 2026-11-21; the addresses of pools that are derived
// from them (CREATE2) are those on chain. A wrapped coin that anyone unwraps one to one in one call (WETH) is the coin. One
// that only its issuer redeems (WBTC, cbBTC) is an asset of its own, and so is a bridge's copy (USDC.e, USDbC).
const known: readonly (readonly [chainId: number, asset: string, decimals: number, address: string])[] = [
  [1, 'ETH', 18, nativeAddress],
  [1, 'ETH', 18, '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'],
  [1, 'USDC', 6, '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'],
  [1, 'USDT', 6, '0xdAC17F958D2ee523a2206206994597C13D831ec7'],
  [1, 'DAI', 18, '0x6B175474E89094C44Da98b954EedeAC495271d0F'],
  [1, 'WBTC', 8, '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599'],
  [42161, 'ETH', 18, nativeAddress],
  [42161, 'ETH', 18, '0x82aF49447D8a07e3bd95BD0d56f35241523fBab1'],
  [42161, 'USDC', 6, '0xaf88d065e77c8cC2239327C5EDb3A432268e5831'],
  [42161, 'USDCE', 6, '0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8'],
  [42161, 'USDT', 6, '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9'],
  [42161, 'WBTC', 8, '0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f'],
  [8453, 'ETH', 18, nativeAddress],
  [8453, 'ETH', 18, '0x4200000000000000000000000000000000000006'],
  [8453, 'USDC', 6, '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913'],
  [8453, 'USDBC', 6, '0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA'],
  [8453, 'CBBTC', 8, '0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf'],
]

const keyOf = (chainId: number, address: string): string => `${chainId}:${address.toLowerCase()}`

const byContract: ReadonlyMap<string, ChainAsset> = new Map(
  known.map(([chainId, asset, decimals, address]) => [
    keyOf(chainId, address),
    { chainId, address: address.toLowerCase(), asset, decimals },
  ]),
)

/**
 * The asset of a contract, in any spelling of its address; undefined: nobody has said what it is, so it is not comparable.
 * `added` (of the asset registry, or of a test chain) goes before what is known here.
 */
export const assetOf = (
  chainId: number,
  address: string,
  added: readonly ChainAsset[] = [],
): ChainAsset | undefined => {
  const key = keyOf(chainId, address)
  return added.find(one => keyOf(one.chainId, one.address) === key) ?? byContract.get(key)
}
