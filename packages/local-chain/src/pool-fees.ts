import { encodeFunctionData, type Address } from 'viem'
import { hookAbi, v3Abi, v4Abi } from './abis.ts'
import { runtimeCode } from './artifacts.ts'
import type { LocalChain } from './chain.ts'
import { mainnet } from './mainnet.ts'
import { keyOf, type V3Pool, type V4Pool } from './pool.ts'
import { transact } from './transact.ts'

/**
 * Switches the protocol's share on, as its owner. V3: 1/n of the fee per side, n = 0 (off) or 4 to 10; the taker pays the
 * same. V4: pips per direction, at most 1000, on top of the pool's fee: the taker pays more.
 */
export const setProtocolFee = async (
  chain: LocalChain,
  pool: V3Pool | V4Pool,
  zeroForOne: number,
  oneForZero: number,
): Promise<void> => {
  const [owner] = chain.accounts
  if (owner === undefined) throw new Error('the node has no accounts')
  if (pool.kind === 'v3') {
    const data = encodeFunctionData({ abi: v3Abi, functionName: 'setFeeProtocol', args: [zeroForOne, oneForZero] })
    await transact(chain, owner, { to: pool.address, data })
    return
  }
  const to = mainnet.v4Manager
  const controller = encodeFunctionData({ abi: v4Abi, functionName: 'setProtocolFeeController', args: [owner] })
  await transact(chain, owner, { to, data: controller })
  const fee = (oneForZero << 12) | zeroForOne
  const data = encodeFunctionData({ abi: v4Abi, functionName: 'setProtocolFee', args: [keyOf(pool), fee] })
  await transact(chain, owner, { to, data })
}

/** The pool fee that says: the hook decides. */
export const dynamicFee = 0x800000

/**
 * Puts v4-core's hook for dynamic fees at this address and returns it: before each swap it sets the pool's fee to what
 * `setHookFee` said last, without any log. Bit 7 of the address (beforeSwap) must be set, the other 13 low bits not.
 */
export const placeFeeHook = async (
  chain: LocalChain,
  address: Address = '0xA000000000000000000000000000000000000080',
): Promise<Address> => {
  await chain.client.setCode({ address, bytecode: runtimeCode('DynamicFeesTestHook') })
  const [owner = address] = chain.accounts
  // Slot 0: its fee; slot 1: the manager it works with.
  await transact(chain, owner, {
    to: address,
    data: encodeFunctionData({ abi: hookAbi, functionName: 'setManager', args: [mainnet.v4Manager] }),
  })
  return address
}

export const setHookFee = async (chain: LocalChain, hook: Address, feePips: number): Promise<void> => {
  const [owner = hook] = chain.accounts
  const data = encodeFunctionData({ abi: hookAbi, functionName: 'setFee', args: [feePips] })
  await transact(chain, owner, { to: hook, data })
}
