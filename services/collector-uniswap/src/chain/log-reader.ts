import { bloomOf, mayHold } from './bloom.ts'
import type { PoolLogs } from './followed-pool.ts'
import { UnknownBlockError, type FollowerOptions } from './follower-options.ts'
import type { Head } from './head.ts'
import type { ChainLog } from './log.ts'

/** So often a node is asked for logs that its own filter says must be there. */
const attempts = 6

export interface LogReader {
  /**
   * All logs of the pools in the block, proven by its bloom filter, in their order. Asks until they are there; undefined: the node never
   * had them all, or nobody wants them any more.
   */
  read(head: Head, unwanted: () => boolean): Promise<PoolLogs | undefined>
}

type Options = Pick<FollowerOptions<unknown>, 'pools' | 'logKeyOf' | 'pause' | 'count'> & {
  readonly reader: Pick<FollowerOptions<unknown>['reader'], 'logsOf'>
}

/** A node that has a block may not have its logs yet, and answers with an empty list, not with an error. */
export const createLogReader = (options: Options): LogReader => {
  const { pools, reader, pause, count } = options
  const keyOfLog = new Map(pools.map(({ logKey, key }) => [logKey, key]))

  const sort = (head: Head, logs: readonly ChainLog[]): PoolLogs => {
    const sorted = new Map<string, ChainLog[]>()
    for (const log of logs.toSorted((one, other) => one.logIndex - other.logIndex)) {
      if (log.blockHash !== head.hash || log.removed) throw new UnknownBlockError('logs of another block')
      const key = keyOfLog.get(options.logKeyOf(log))
      if (key === undefined) continue
      const list = sorted.get(key)
      if (list === undefined) sorted.set(key, [log])
      // The same log twice: an answer stitched together.
      else if (list.at(-1)?.logIndex !== log.logIndex) list.push(log)
    }
    return sorted
  }

  const mayConcern = (head: Head, items: readonly string[]): boolean =>
    items.every(item => mayHold(head.logsBloom, item))

  /** Whether every pool that may have logs has some. */
  const explains = (head: Head, logs: PoolLogs): boolean =>
    head.logsBloom === '' || pools.every(({ key, bloomItems }) => logs.has(key) || !mayConcern(head, bloomItems))

  const ask = async (head: Head): Promise<PoolLogs | undefined> => {
    const logs = sort(head, await reader.logsOf(head, 'pools'))
    if (explains(head, logs)) return logs
    // The filter of a full block says "perhaps" to nearly everything. All logs together must give the filter itself.
    const all = await reader.logsOf(head, 'all')
    return bloomOf(all) === head.logsBloom ? sort(head, all) : undefined
  }

  return {
    async read(head, unwanted) {
      if (!pools.some(({ bloomItems }) => mayConcern(head, bloomItems))) return new Map()
      let missing = 0
      for (let failures = 0; missing < attempts && !unwanted(); failures++) {
        if (failures > 0) await pause(failures - 1)
        if (unwanted()) return undefined
        try {
          const logs = await ask(head)
          if (logs !== undefined) return logs
          count('logs_missing')
          missing++
        } catch (error) {
          // A node that does not answer may have them yet; one that does not know the block has not.
          if (error instanceof UnknownBlockError) missing++
          count(error instanceof UnknownBlockError ? 'unknown_block' : 'read_failed')
        }
      }
      return undefined
    },
  }
}
