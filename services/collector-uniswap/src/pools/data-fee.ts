import { decodeFunctionResult, encodeFunctionData, parseAbi, type Hex } from 'viem'
import type { Chain } from '../chains.ts'
import type { Ask } from '../rpc/multicall.ts'

/** Bytes of a signed swap through a router, none of them zero: the dearest it can be. */
const swapBytes = 420

const optimismAbi = parseAbi(['function getL1Fee(bytes) view returns (uint256)'])
const arbitrumAbi = parseAbi([
  'function getPricesInWei() view returns (uint256, uint256, uint256, uint256, uint256, uint256)',
])
const optimismOracle = '0x420000000000000000000000000000000000000f'
const arbitrumGasInfo = '0x000000000000000000000000000000000000006c'

/**
 * What the data of one swap costs on the chain below, wei, after the block; 0n where there is none. Optimism's oracle tells for bytes
 * (GasPriceOracle.getL1Fee), Arbitrum's per byte (ArbGasInfo.getPricesInWei, the second). Rejects with RpcError.
 */
export const readDataFee = async (ask: Ask, chain: Chain, blockHash: string): Promise<bigint> => {
  if (chain.dataFee === 'none') return 0n
  const at = { blockHash, requireCanonical: true }
  if (chain.dataFee === 'optimism') {
    const bytes: Hex = `0x${'7f'.repeat(swapBytes)}`
    const data = encodeFunctionData({ abi: optimismAbi, functionName: 'getL1Fee', args: [bytes] })
    const answer = await ask('eth_call', [{ to: optimismOracle, data }, at])
    return decodeFunctionResult({ abi: optimismAbi, functionName: 'getL1Fee', data: answer as Hex })
  }
  const data = encodeFunctionData({ abi: arbitrumAbi, functionName: 'getPricesInWei' })
  const answer = await ask('eth_call', [{ to: arbitrumGasInfo, data }, at])
  const prices = decodeFunctionResult({ abi: arbitrumAbi, functionName: 'getPricesInWei', data: answer as Hex })
  return prices[1] * BigInt(swapBytes)
}
