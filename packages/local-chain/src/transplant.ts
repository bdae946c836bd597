import type { Address, Hex } from 'viem'
import type { LocalChain } from './chain.ts'
import { transact } from './transact.ts'

interface StateDiff {
  readonly post: Readonly<
    Record<string, { readonly code?: Hex; readonly storage?: Readonly<Record<Hex, Hex>> } | undefined>
  >
}

/** One address put in the place of another, wherever it stands in code or in a storage word. */
const moved = (text: Hex, from: Address, to: Address): Hex =>
  text.replaceAll(from.slice(2).toLowerCase(), to.slice(2).toLowerCase()) as Hex

/**
 * Deploys a contract with its constructor and puts the result at another address: the runtime code with the contract's
 * own address in it replaced (the immutable of NoDelegateCall), and every storage word the constructor wrote.
 */
export const transplant = async (chain: LocalChain, from: Address, creation: Hex, target: Address): Promise<void> => {
  const { client } = chain
  const { contractAddress, transactionHash } = await transact(chain, from, { data: creation })
  if (!contractAddress) throw new Error(`nothing was deployed for ${target}`)
  const { post } = await client.request<{
    Method: 'debug_traceTransaction'
    Parameters: [Hex, object]
    ReturnType: StateDiff
  }>({
    method: 'debug_traceTransaction',
    params: [transactionHash, { tracer: 'prestateTracer', tracerConfig: { diffMode: true } }],
  })
  const deployed = post[contractAddress.toLowerCase()]
  if (deployed?.code === undefined) throw new Error(`the code for ${target} is not in the trace`)
  await client.setCode({ address: target, bytecode: moved(deployed.code, contractAddress, target) })
  for (const [index, value] of Object.entries(deployed.storage ?? {}))
    await client.setStorageAt({ address: target, index: index as Hex, value: moved(value, contractAddress, target) })
}
