import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Hex } from 'viem'

const require = createRequire(import.meta.url)

/** Where the compiled contracts are: the bytecode that was audited and is deployed, as their authors publish it on npm. */
const files = {
  UniswapV2Factory: ['@uniswap/v2-core', 'build/UniswapV2Factory.json'],
  UniswapV2Router02: ['@uniswap/v2-periphery', 'build/UniswapV2Router02.json'],
  WETH9: ['@uniswap/v2-periphery', 'build/WETH9.json'],
  UniswapV3Factory: ['@uniswap/v3-core', 'artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json'],
  SwapRouter: ['@uniswap/v3-periphery', 'artifacts/contracts/SwapRouter.sol/SwapRouter.json'],
  NonfungiblePositionManager: [
    '@uniswap/v3-periphery',
    'artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json',
  ],
  QuoterV2: ['@uniswap/v3-periphery', 'artifacts/contracts/lens/QuoterV2.sol/QuoterV2.json'],
  TickLens: ['@uniswap/v3-periphery', 'artifacts/contracts/lens/TickLens.sol/TickLens.json'],
  PoolManager: ['@uniswap/v4-core', 'out/PoolManager.sol/PoolManager.json'],
  PoolSwapTest: ['@uniswap/v4-core', 'out/PoolSwapTest.sol/PoolSwapTest.json'],
  PoolModifyLiquidityTest: ['@uniswap/v4-core', 'out/PoolModifyLiquidityTest.sol/PoolModifyLiquidityTest.json'],
  DynamicFeesTestHook: ['@uniswap/v4-core', 'out/DynamicFeesTestHook.sol/DynamicFeesTestHook.json'],
  MockERC20: ['@uniswap/v4-core', 'out/mocks/MockERC20.sol/MockERC20.json'],
  StateView: ['@uniswap/v4-periphery', 'foundry-out/StateView.sol/StateView.json'],
  V4Quoter: ['@uniswap/v4-periphery', 'foundry-out/V4Quoter.sol/V4Quoter.json'],
} as const

export type ArtifactName = keyof typeof files

interface Artifact {
  readonly bytecode: string | { readonly object: string }
  /** Runtime code, as Foundry writes it. */
  readonly deployedBytecode?: string | { readonly object: string }
}

const codeIn = (found: Artifact['bytecode']): Hex => {
  const text = typeof found === 'string' ? found : found.object
  return text.startsWith('0x') ? (text as Hex) : `0x${text}`
}

const read = (name: ArtifactName): Artifact => {
  const [folder, path] = files[name]
  return JSON.parse(readFileSync(join(dirname(require.resolve(`${folder}/package.json`)), path), 'utf8')) as Artifact
}

/** Creation code; constructor arguments are appended by whoever deploys it. */
export const creationCode = (name: ArtifactName): Hex => codeIn(read(name).bytecode)

/** Runtime code, for contracts that are put at an address without being deployed. */
export const runtimeCode = (name: ArtifactName): Hex => codeIn(read(name).deployedBytecode ?? '0x')

/** Creation code of Multicall3, which viem carries without exporting it. */
export const multicall3CreationCode = async (): Promise<Hex> => {
  const file = join(dirname(require.resolve('viem/package.json')), '_esm/constants/contracts.js')
  const constants = (await import(pathToFileURL(file).href)) as { readonly multicall3Bytecode: Hex }
  return constants.multicall3Bytecode
}
