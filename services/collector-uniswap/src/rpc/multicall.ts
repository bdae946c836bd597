import { decodeFunctionResult, encodeFunctionData, parseAbi, type Hex } from 'viem'
import { multicall3 } from '../chains.ts'

/** One question to a contract. */
export interface ContractCall {
  readonly target: string
  readonly data: Hex
}

/** Asks the node; rejects with RpcError. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>

const abi = parseAbi([
  'function aggregate3((address target, bool allowFailure, bytes callData)[] calls) payable returns ((bool success, bytes returnData)[])',
])

/** Providers cap the gas and the answer of one eth_call. */
const callsPerQuestion = 200

const askOnce = async (ask: Ask, calls: readonly ContractCall[], blockHash: string): Promise<(Hex | undefined)[]> => {
  const data = encodeFunctionData({
    abi,
    functionName: 'aggregate3',
    args: [calls.map(({ target, data: callData }) => ({ target: target as Hex, allowFailure: true, callData }))],
  })
  const answer = await ask('eth_call', [
    { to: multicall3, data },
    { blockHash, requireCanonical: true },
  ])
  const results = decodeFunctionResult({ abi, functionName: 'aggregate3', data: answer as Hex })
  return results.map(({ success, returnData }) => (success && returnData !== '0x' ? returnData : undefined))
}

/**
 * Many questions at once, all in the state after one block (EIP-1898: by its hash). In the order of the calls; undefined: it reverted or
 * there is no such contract. Rejects with RpcError.
 */
export const multicall = async (
  ask: Ask,
  calls: readonly ContractCall[],
  blockHash: string,
): Promise<readonly (Hex | undefined)[]> => {
  const chunks: ContractCall[][] = []
  for (let from = 0; from < calls.length; from += callsPerQuestion)
    chunks.push(calls.slice(from, from + callsPerQuestion))
  const answers: (Hex | undefined)[] = []
  // One after another: a burst is what providers throttle.
  for (const chunk of chunks) answers.push(...(await askOnce(ask, chunk, blockHash)))
  return answers
}
