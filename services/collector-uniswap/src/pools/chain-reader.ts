import type { Pool } from '@screener/uniswap-pools'
import type { Chain } from '../chains.ts'
import { UnknownBlockError, type ChainReader } from '../chain/follower-options.ts'
import { readHead } from '../chain/head.ts'
import { readLogs } from '../chain/log.ts'
import type { Ask } from '../rpc/multicall.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { loadPools } from './load-pools.ts'
import type { PoolSpec } from './pool-spec.ts'

/** Contracts whose logs change these pools. */
export const addressesOf = (chain: Chain, specs: readonly PoolSpec[]): readonly string[] => [
  ...new Set(specs.map(({ kind, key }) => (kind === 'v4' ? chain.v4Manager : key))),
]

const asking = async <T>(question: () => Promise<T>): Promise<T> => {
  try {
    return await question()
  } catch (error) {
    if (error instanceof RpcError && error.failure === 'unknown_block') throw new UnknownBlockError(error.message)
    throw error
  }
}

/** Reads blocks, logs and pools from whatever `ask` reaches. `onRefused` hears why a pool has no state. */
export const createChainReader = (
  ask: Ask,
  chain: Chain,
  specs: readonly PoolSpec[],
  onRefused: (symbol: string, reason: string) => void,
): ChainReader<Pool> => {
  const bySymbol = new Map(specs.map(spec => [spec.symbol, spec]))
  const address = addressesOf(chain, specs)
  return {
    headOf: hash =>
      asking(async () => {
        const block = await ask('eth_getBlockByHash', [hash, false])
        if (block === null || block === undefined) throw new UnknownBlockError(`block ${hash} is not known`)
        return readHead(block)
      }),
    logsOf: ({ hash }, scope) =>
      asking(async () => {
        const filter = scope === 'all' ? { blockHash: hash } : { blockHash: hash, address }
        return readLogs(await ask('eth_getLogs', [filter]))
      }),
    load: (symbols, { hash }) =>
      asking(async () => {
        const wanted = symbols.flatMap(symbol => bySymbol.get(symbol) ?? [])
        const { pools, refused } = await loadPools(ask, chain, wanted, hash)
        for (const [symbol, reason] of refused) onRefused(symbol, reason)
        return pools
      }),
  }
}
