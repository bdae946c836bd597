import type { Address, Block, Hex } from 'viem'
import { nextBaseFee } from './base-fee.ts'
import type { ChainCall, LocalChain } from './chain.ts'
import { submit } from './transact.ts'

export interface PlannedTransaction {
  readonly from: Address
  readonly call: ChainCall
  readonly gas?: bigint
}

export interface BlockPlan {
  /** In this order; one that reverts is in the block all the same. */
  readonly transactions?: readonly PlannedTransaction[]
  /** Gas that others use in this block: it moves the base fee and nothing else. */
  readonly othersGas?: bigint
  /** Default: now, and never before the parent. */
  readonly timestampS?: number
}

export interface MinedBlock {
  readonly block: Block<bigint, false, 'latest'>
  /** Of the planned transactions, in their order. */
  readonly hashes: readonly Hex[]
}

/** Code that is one invalid instruction: a transaction to it uses all gas it was given, and no time. */
const burner: Address = '0x00000000000000000000000000000000005A4Bfe'
const burnStep = 15_000_000n
const leastGas = 30_000n

const burn = async (chain: LocalChain, gas: bigint): Promise<void> => {
  const from = chain.accounts.at(-1)
  if (from === undefined) throw new Error('the node has no accounts')
  await chain.client.setCode({ address: burner, bytecode: '0xfe' })
  for (let left = gas; left >= leastGas; left -= burnStep)
    await submit(chain, from, { to: burner, data: '0x' }, { gas: left < burnStep ? left : burnStep })
}

/**
 * Mines one block of a chain whose mining is manual. Its base fee follows from its parent by EIP-1559, also after blocks
 * were taken back, where the node itself would go on from the ones that are gone.
 */
export const mineBlock = async (chain: LocalChain, plan: BlockPlan = {}): Promise<MinedBlock> => {
  const { client } = chain
  const parent = await client.getBlock()
  const baseFee = nextBaseFee(parent.baseFeePerGas ?? 0n, parent.gasUsed, parent.gasLimit)
  await client.setNextBlockBaseFeePerGas({ baseFeePerGas: baseFee })
  const wishedS = BigInt(Math.floor(plan.timestampS ?? Date.now() / 1000))
  const timestamp = wishedS > parent.timestamp ? wishedS : parent.timestamp
  const hashes: Hex[] = []
  for (const { from, call, gas } of plan.transactions ?? [])
    hashes.push(await submit(chain, from, call, gas === undefined ? {} : { gas }))
  if (plan.othersGas !== undefined) await burn(chain, plan.othersGas)
  await client.setNextBlockTimestamp({ timestamp })
  await client.request<{ Method: 'evm_mine'; Parameters: undefined; ReturnType: string }>({ method: 'evm_mine' })
  return { block: await client.getBlock(), hashes }
}

/** Automatic mining is for setting up; afterwards blocks come by `mineBlock`. */
export const setAutomaticMining = async ({ client }: LocalChain, automatic: boolean): Promise<void> => {
  await client.setAutomine(automatic)
}

/**
 * Takes the newest `depth` blocks back and mines others in their place, one more by default, as the longer chain wins.
 * The plans are of the new blocks, oldest first; one that is a function is asked when its block's turn has come.
 */
export const replaceBlocks = async (
  chain: LocalChain,
  depth: number,
  plans: readonly (BlockPlan | (() => Promise<BlockPlan>))[] = Array.from({ length: depth + 1 }, () => ({})),
): Promise<readonly MinedBlock[]> => {
  const { client } = chain
  await client.request<{ Method: 'anvil_rollback'; Parameters: [number]; ReturnType: null }>({
    method: 'anvil_rollback',
    params: [depth],
  })
  const mined: MinedBlock[] = []
  for (const plan of plans) mined.push(await mineBlock(chain, typeof plan === 'function' ? await plan() : plan))
  return mined
}
