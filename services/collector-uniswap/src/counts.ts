/** Figures as plain numbers: the work adds, metrics and status read. */
export interface UniswapCounts {
  /** Pushed by nodes. */
  heads: number
  logs: number
  /** Complete blocks published. */
  blocks: number
  snapshots: number
  /** Asked of nodes, beside the checks of the head. */
  questions: number
  /** Quotes compared with the contracts'. */
  verified: number
  /** Comparisons without an answer. */
  unverified: number
  /** What happened to blocks and nodes, by name. */
  readonly chain: Map<string, number>
  readonly rpcFailures: Map<string, number>
  readonly booksLost: Map<string, number>
  readonly quoteMismatches: Map<string, number>
  readonly disconnects: Map<string, number>
}

export const createUniswapCounts = (): UniswapCounts => ({
  heads: 0,
  logs: 0,
  blocks: 0,
  snapshots: 0,
  questions: 0,
  verified: 0,
  unverified: 0,
  chain: new Map(),
  rpcFailures: new Map(),
  booksLost: new Map(),
  quoteMismatches: new Map(),
  disconnects: new Map(),
})

export const bump = (counts: Map<string, number>, key: string, by = 1): void =>
  void counts.set(key, (counts.get(key) ?? 0) + by)

export const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0)
