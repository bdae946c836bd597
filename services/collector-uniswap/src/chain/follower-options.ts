import type { FollowedPool } from './followed-pool.ts'
import type { Head } from './head.ts'
import type { ChainLog } from './log.ts'

/** The node does not know the block, or no longer: it lags, or the block was removed. */
export class UnknownBlockError extends Error {
  override readonly name = 'UnknownBlockError'
}

/** What can be asked of a node. All of it is pinned to the hash of a block, so that any node that answers at all answers the same. */
export interface ChainReader<State> {
  /** Throws UnknownBlockError. */
  headOf(hash: string): Promise<Head>
  /** Logs of the followed pools, or of everything in the block. Throws UnknownBlockError. */
  logsOf(head: Head, scope: 'pools' | 'all'): Promise<readonly ChainLog[]>
  /** States by key as they are after the block; what could not be read or does not agree with itself is left out. Throws UnknownBlockError. */
  load(keys: readonly string[], head: Head): Promise<ReadonlyMap<string, State>>
}

export interface PublishedBook<State> {
  readonly key: string
  readonly state: State
  readonly session: number
  /** Grows within a session. */
  readonly sequence: number
}

export interface FollowerSink<State> {
  /** From now on these books are not to be believed. */
  lost(keys: readonly string[], reason: string): void
  /** The block is complete; these books changed with it, or are live again. */
  published(books: readonly PublishedBook<State>[], head: Head): void
}

export interface FollowerOptions<State> {
  readonly pools: readonly FollowedPool[]
  readonly reader: ChainReader<State>
  readonly sink: FollowerSink<State>
  readonly logKeyOf: (log: ChainLog) => string
  /** The state after the logs of one block; undefined when they make no sense on it. */
  readonly apply: (key: string, state: State, logs: readonly ChainLog[]) => State | undefined
  readonly nextSession: () => number
  readonly nowMs: () => number
  /** Waits before the next attempt after so many failures in a row. */
  readonly pause: (failures: number) => Promise<void>
  /** Something happened that an operator may want to count. */
  readonly count: (what: string) => void
  /** The next head is wanted at once. */
  readonly onAwait: () => void
  /** Complete blocks that are kept: how deep a rollback may go without reading everything anew. */
  readonly depth: number
  /** Parents of the first block that are asked for. */
  readonly parentsKnown: number
  /** Missing blocks that are filled in by their logs; of more, the states are read anew. */
  readonly longestGap: number
  /** A known block that is not complete after so long makes all books lost. */
  readonly blockDeadlineMs: number
  /** False only in control runs of the tests: blocks are taken as they come. */
  readonly rollBack: boolean
}
