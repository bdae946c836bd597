/** What differs between the chains that Uniswap is on. Addresses: docs.uniswap.org and @uniswap/sdk-core 7.19.4. */
export interface Chain {
  readonly name: ChainName
  readonly chainId: number
  /** Id of the venue whose books these pools are. */
  readonly venue: string
  /** What gas is paid in. */
  readonly coin: string
  /** A head older than this is no head: three slots, and more where blocks come faster than clocks agree. */
  readonly maxHeadAgeMs: number
  /** What is offered on top of the base fee, unless configured. */
  readonly priorityFeeGwei: number
  /** eip1559: the next base fee follows from the head. rising: by one part in 125 a block at most. given: as in the head. */
  readonly baseFee: 'eip1559' | 'rising' | 'given'
  /** Who tells what the data of a transaction costs on the chain below. */
  readonly dataFee: 'none' | 'arbitrum' | 'optimism'
  readonly defaultRpcUrl: string
  readonly v2Factory: string
  readonly v2Router: string
  readonly v3Factory: string
  readonly v3Quoter: string
  readonly v4Manager: string
  readonly v4StateView: string
  readonly v4Quoter: string
}

export const chainNames = ['ethereum', 'arbitrum', 'base'] as const
export type ChainName = (typeof chainNames)[number]

export const multicall3 = '0xca11bde05977b3631167028862be2a173976ca11'
export const v2InitCodeHash = '0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f'
export const v3InitCodeHash = '0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54'

export const chains: Readonly<Record<ChainName, Chain>> = {
  ethereum: {
    name: 'ethereum',
    chainId: 1,
    venue: 'uniswap',
    coin: 'ETH',
    maxHeadAgeMs: 36_000,
    priorityFeeGwei: 1,
    baseFee: 'eip1559',
    dataFee: 'none',
    defaultRpcUrl: 'wss://ethereum-rpc.publicnode.com',
    v2Factory: '0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f',
    v2Router: '0x7a250d5630b4cf539739df2c5dacb4c659f2488d',
    v3Factory: '0x1f98431c8ad98523631ae4a59f267346ea31f984',
    v3Quoter: '0x61ffe014ba17989e743c5f6cb21bf9697530b21e',
    v4Manager: '0x000000000004444c5dc75cb358380d2e3de08a90',
    v4StateView: '0x7ffe42c4a5deea5b0fec41c94c136cf115597227',
    v4Quoter: '0x52f0e24d1c21c8a0cb1e5a5dd6198556bd9e1203',
  },
  arbitrum: {
    name: 'arbitrum',
    chainId: 42_161,
    venue: 'uniswap-arbitrum',
    coin: 'ETH',
    maxHeadAgeMs: 5_000,
    priorityFeeGwei: 0,
    baseFee: 'given',
    dataFee: 'arbitrum',
    defaultRpcUrl: 'wss://arbitrum-one-rpc.publicnode.com',
    v2Factory: '0xf1d7cc64fb4452f05c498126312ebe29f30fbcf9',
    v2Router: '0x4752ba5dbc23f44d87826276bf6fd6b1c372ad24',
    v3Factory: '0x1f98431c8ad98523631ae4a59f267346ea31f984',
    v3Quoter: '0x61ffe014ba17989e743c5f6cb21bf9697530b21e',
    v4Manager: '0x360e68faccca8ca495c1b759fd9eee466db9fb32',
    v4StateView: '0x76fd297e2d437cd7f76d50f01afe6160f86e9990',
    v4Quoter: '0x3972c00f7ed4885e145823eb7c655375d275a1c5',
  },
  base: {
    name: 'base',
    chainId: 8453,
    venue: 'uniswap-base',
    coin: 'ETH',
    maxHeadAgeMs: 10_000,
    priorityFeeGwei: 0.01,
    baseFee: 'rising',
    dataFee: 'optimism',
    defaultRpcUrl: 'wss://base-rpc.publicnode.com',
    v2Factory: '0x8909dc15e40173ff4699343b6eb8132c65e18ec6',
    v2Router: '0x4752ba5dbc23f44d87826276bf6fd6b1c372ad24',
    v3Factory: '0x33128a8fc17869897dce68ed026d694621f6fdfd',
    v3Quoter: '0x3d4e44eb1374240ce5f1b871ab261cd16335b76a',
    v4Manager: '0x498581ff718922c3f8e6a244956af099b2652b2b',
    v4StateView: '0xa3c0c9b65bad0b08107aa264b0f3db444b867a71',
    v4Quoter: '0x0d5e0f971ed27fbff6c2837bf31316121532048d',
  },
}
