export {
  startChain,
  connectChain,
  type ChainCall,
  type ChainClient,
  type ChainOptions,
  type LocalChain,
} from './chain.ts'
export { submit, transact, TransactionFailed, type TransactOptions } from './transact.ts'
export { mainnet, mainnetTokens, nativeEther, type Token } from './mainnet.ts'
export { createToken, deployUniswap, fundAccounts } from './deploy-uniswap.ts'
export { createPool, type PoolSpec } from './create-pool.ts'
export {
  isOrdered,
  keyOf,
  poolIdOf,
  poolName,
  type Pool,
  type PoolKey,
  type V2Pool,
  type V3Pool,
  type V4Pool,
} from './pool.ts'
export {
  addLiquidity,
  removeLiquidity,
  type LiquidityOf,
  type Mined,
  type Position,
  type RangeLiquidity,
  type V2Liquidity,
} from './add-liquidity.ts'
export {
  swapAmountsIn,
  swapCall,
  swapExactInput,
  swapExactOutput,
  type SwapAmounts,
  type SwapInput,
  type SwapOutput,
} from './swap.ts'
export { dynamicFee, placeFeeHook, setHookFee, setProtocolFee } from './pool-fees.ts'
export { quoteOnChain, type Quote } from './quote-on-chain.ts'
export { poolState, type AtBlock, type RangeState, type StateOf, type V2State } from './pool-state.ts'
export {
  fullRange,
  maxSqrtPriceX96,
  minSqrtPriceX96,
  priceOfSqrt,
  sqrtPriceX96At,
  sqrtPriceX96Of,
  tickNear,
} from './prices.ts'
export { gasForBaseFee, nextBaseFee } from './base-fee.ts'
export {
  mineBlock,
  replaceBlocks,
  setAutomaticMining,
  type BlockPlan,
  type MinedBlock,
  type PlannedTransaction,
} from './mine-block.ts'
export { startRpcProxy, type RpcProxy, type RpcProxyOptions } from './proxy/rpc-proxy.ts'
export type { ChainRecord, RawHeader, RawLog, RecordedBlock } from './proxy/chain-record.ts'
export type { EndpointCounters, EndpointKnobs, RpcEndpoint } from './proxy/rpc-endpoint.ts'
export { rpcFaultForms, rpcFaultKinds, type RpcFaultKind, type RpcFaultRequest } from './proxy/rpc-faults.ts'
export { createChainFork, type ChainFork } from './chain-fork.ts'
