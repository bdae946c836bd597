/** A lost book shows nothing until its snapshot is there; a refresh only replaces one that still flows. */
export type SnapshotPriority = 'lost' | 'refresh'

/** Books waiting for a REST snapshot: lost ones first, each kind in order of arrival, a symbol once. Pure. */
export interface SnapshotQueue {
  add(symbol: string, priority: SnapshotPriority): void
  remove(symbol: string): void
  take(): string | undefined
  readonly size: number
}

export const createSnapshotQueue = (): SnapshotQueue => {
  const lost = new Set<string>()
  const refresh = new Set<string>()
  return {
    get size() {
      return lost.size + refresh.size
    },
    add(symbol, priority) {
      if (priority === 'lost') {
        refresh.delete(symbol)
        lost.add(symbol)
      } else if (!lost.has(symbol)) {
        refresh.add(symbol)
      }
    },
    remove(symbol) {
      lost.delete(symbol)
      refresh.delete(symbol)
    },
    take() {
      const queue = lost.size > 0 ? lost : refresh
      const first = queue.values().next().value
      if (first !== undefined) queue.delete(first)
      return first
    },
  }
}

export interface SnapshotTier {
  readonly levels: number
  readonly weight: number
}

/**
 * The deepest tier that lets every waiting book have one like it and still leaves `reserve` weight at hand; when none
 * does, the cheapest. `tiers` are deepest first, as in the venue record.
 *
 * The reserve is for the next storm: books that are lost together must be repaired at once, however deep the last
 * snapshots were, and a shallow book that is live gets a deeper one later.
 */
export const chooseTier = (
  tiers: readonly SnapshotTier[],
  availableWeight: number,
  waiting: number,
  reserve: number,
): SnapshotTier | undefined =>
  tiers.find(tier => tier.weight * Math.max(1, waiting) <= availableWeight - reserve) ?? tiers[tiers.length - 1]
