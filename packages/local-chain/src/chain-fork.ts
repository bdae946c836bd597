import { startAnvil, type Anvil } from './anvil.ts'
import { connectChain, type LocalChain } from './chain.ts'
import type { Pool } from './pool.ts'
import { swapAmountsIn, swapCall, type SwapAmounts, type SwapInput, type SwapOutput } from './swap.ts'
import { minedOf, type Mined } from './add-liquidity.ts'
import { transact } from './transact.ts'

/** A second node that continues the chain from any of its blocks, so that something can be tried there for real. */
export interface ChainFork {
  /**
   * Does the swap through the router in the block after this one, with the second account, and tells what it moved. The
   * chain itself knows nothing of it. One at a time; rejects when the node no longer has the block's state.
   */
  swapAt(blockNumber: bigint, pool: Pool, swap: SwapInput | SwapOutput): Promise<SwapAmounts & Mined>
  close(): Promise<void>
}

type Forked = Pick<LocalChain, 'client' | 'accounts'>

/** Starts no process before it is used; the node behind it takes about 30 MB. */
export const createChainFork = (chain: LocalChain): ChainFork => {
  let node: { readonly anvil: Anvil; readonly forked: Forked } | undefined
  let queue: Promise<unknown> = Promise.resolve()

  const forkAt = async (blockNumber: bigint): Promise<Forked> => {
    if (node !== undefined) {
      await node.forked.client.reset({ blockNumber, jsonRpcUrl: chain.rpcUrl })
      return node.forked
    }
    const anvil = await startAnvil([
      ...['--fork-url', chain.rpcUrl, '--fork-block-number', `${blockNumber}`, '--chain-id', `${chain.chainId}`],
      // What is true at a height here need not be true there after a reorg.
      ...['--no-storage-caching', '--no-rate-limit', '--prune-history', '16'],
    ])
    node = { anvil, forked: await connectChain(`http://127.0.0.1:${anvil.port}`) }
    return node.forked
  }

  const swapAt: ChainFork['swapAt'] = async (blockNumber, pool, swap) => {
    const forked = await forkAt(blockNumber)
    const trader = forked.accounts[1]
    if (trader === undefined) throw new Error('the node has no second account')
    // A fork gives the accounts its own balance of ether; here they are as rich as on the chain.
    await forked.client.setBalance({ address: trader, value: await chain.client.getBalance({ address: trader }) })
    const receipt = await transact(forked, trader, swapCall(pool, swap, trader))
    return { ...swapAmountsIn(pool, swap.zeroForOne, receipt), ...minedOf(receipt) }
  }

  return {
    swapAt: (...asked) => {
      const result = queue.catch(() => undefined).then(() => swapAt(...asked))
      queue = result
      return result
    },
    close: async () => {
      await queue.catch(() => undefined)
      await node?.anvil.close()
    },
  }
}
