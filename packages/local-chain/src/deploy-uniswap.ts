import { concatHex, encodeAbiParameters, encodeFunctionData, padHex, type Address, type Hex } from 'viem'
import { tokenAbi } from './abis.ts'
import { creationCode, multicall3CreationCode } from './artifacts.ts'
import type { LocalChain } from './chain.ts'
import { mainnet, mainnetTokens, type Token } from './mainnet.ts'
import { transact } from './transact.ts'
import { transplant } from './transplant.ts'
import { v3Abi } from './abis.ts'

const addresses = (...list: readonly Address[]): Hex =>
  encodeAbiParameters(
    list.map(() => ({ type: 'address' })),
    list,
  )

const tokenArguments = ({ symbol, decimals }: Token): Hex =>
  encodeAbiParameters([{ type: 'string' }, { type: 'string' }, { type: 'uint8' }], [symbol, symbol, decimals])

/** 10^12 whole tokens of each, more than any pool of a test holds. */
const stock = ({ decimals }: Token): bigint => 10n ** BigInt(decimals + 12)

const spenders: readonly Address[] = [
  mainnet.v2Router,
  mainnet.v3Router,
  mainnet.v3Positions,
  mainnet.v4Swapper,
  mainnet.v4LiquidityProvider,
]

/** V3's tiers; 100 was enabled by a vote, the others by the constructor. */
const v3Tiers = [[100, 1]] as const

/** Puts a standard ERC-20 at the token's address: `decimals` are right, anybody may mint, transfers return true. */
export const createToken = async (chain: LocalChain, token: Token): Promise<void> => {
  const [owner = '0x'] = chain.accounts
  await transplant(chain, owner, concatHex([creationCode('MockERC20'), tokenArguments(token)]), token.address)
}

/**
 * Gives these accounts a stock of the tokens and lets the routers take them, so that they can trade at once. WETH comes
 * from ether.
 */
export const fundAccounts = async (
  chain: LocalChain,
  accounts: readonly Address[],
  tokens: readonly Token[] = Object.values(mainnetTokens),
): Promise<void> => {
  const maxAmount = 2n ** 256n - 1n
  for (const account of accounts) {
    await chain.client.setBalance({ address: account, value: 10n ** 30n })
    for (const token of tokens) {
      const to = token.address
      const isWrapped = to === mainnetTokens.WETH.address
      const data = isWrapped
        ? encodeFunctionData({ abi: tokenAbi, functionName: 'deposit' })
        : encodeFunctionData({ abi: tokenAbi, functionName: 'mint', args: [account, stock(token)] })
      await transact(chain, account, { to, data, value: isWrapped ? 10n ** 27n : 0n })
      for (const spender of spenders)
        await transact(chain, account, {
          to,
          data: encodeFunctionData({ abi: tokenAbi, functionName: 'approve', args: [spender, maxAmount] }),
        })
    }
  }
}

/**
 * Puts the genuine contracts of Uniswap V2, V3 and V4, Multicall3 and the tokens at Ethereum's addresses, so that pools
 * get the addresses and ids that they have there. The first two accounts are funded (`fundAccounts`): by convention the
 * first provides liquidity, the second trades. Mining must be automatic meanwhile.
 */
export const deployUniswap = async (chain: LocalChain): Promise<void> => {
  const [owner, trader] = chain.accounts
  if (owner === undefined || trader === undefined) throw new Error('the node has no accounts')
  const { WETH } = mainnetTokens
  const put = (target: Address, ...code: readonly Hex[]): Promise<void> =>
    transplant(chain, owner, concatHex(code), target)
  await put(mainnet.multicall3, await multicall3CreationCode())
  await put(WETH.address, creationCode('WETH9'))
  for (const token of Object.values(mainnetTokens)) if (token.address !== WETH.address) await createToken(chain, token)
  await put(mainnet.v2Factory, creationCode('UniswapV2Factory'), addresses(owner))
  await put(mainnet.v2Router, creationCode('UniswapV2Router02'), addresses(mainnet.v2Factory, WETH.address))
  await put(mainnet.v3Factory, creationCode('UniswapV3Factory'))
  const v3 = addresses(mainnet.v3Factory, WETH.address)
  await put(mainnet.v3Router, creationCode('SwapRouter'), v3)
  await put(mainnet.v3Quoter, creationCode('QuoterV2'), v3)
  await put(mainnet.v3TickLens, creationCode('TickLens'))
  // Its third argument draws the picture of a position, which nobody asks for here.
  await put(mainnet.v3Positions, creationCode('NonfungiblePositionManager'), v3, padHex('0x', { size: 32 }))
  await put(mainnet.v4Manager, creationCode('PoolManager'), addresses(owner))
  await put(mainnet.v4StateView, creationCode('StateView'), addresses(mainnet.v4Manager))
  await put(mainnet.v4Quoter, creationCode('V4Quoter'), addresses(mainnet.v4Manager))
  await put(mainnet.v4Swapper, creationCode('PoolSwapTest'), addresses(mainnet.v4Manager))
  await put(mainnet.v4LiquidityProvider, creationCode('PoolModifyLiquidityTest'), addresses(mainnet.v4Manager))
  for (const [fee, tickSpacing] of v3Tiers)
    await transact(chain, owner, {
      to: mainnet.v3Factory,
      data: encodeFunctionData({ abi: v3Abi, functionName: 'enableFeeAmount', args: [fee, tickSpacing] }),
    })
  await fundAccounts(chain, [owner, trader])
}
