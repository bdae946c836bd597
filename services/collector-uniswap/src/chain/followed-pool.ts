import type { ChainLog } from './log.ts'

/** What tells the follower which logs belong to which pool. */
export interface FollowedPool {
  /** The symbol of its book. */
  readonly key: string
  /** What `logKeyOf` gives for its logs: the pool's address, or its id where one contract emits for all. */
  readonly logKey: string
  /** All of these are in the bloom filter of a block that has a log of the pool. */
  readonly bloomItems: readonly string[]
}

/** Logs of each pool of one block, in their order. */
export type PoolLogs = ReadonlyMap<string, readonly ChainLog[]>

/** `manager`: the contract that emits for all pools and names them in the first topic after the event's own; empty: there is none. */
export const logKeyOf = (log: ChainLog, manager: string): string =>
  log.address === manager ? (log.topics[1] ?? '') : log.address
