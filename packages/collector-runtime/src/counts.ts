import type { Delta } from '@screener/contracts'

/** Figures of one collector as plain numbers: the hot path adds, metrics and status read. */
export interface Counts {
  frames: number
  deltas: number
  snapshots: number
  bestBidAsks: number
  acknowledgeTimeouts: number
  /** Control frames the venue dropped for speed. */
  throttled: number
  connects: number
  restWeightUsed: number
  /** Venue clock to our receipt of the newest delta, milliseconds; NaN where the venue sends no time. */
  messageAgeMs: number
  readonly reconnects: Map<string, number>
  readonly resyncs: Map<string, number>
  readonly undecodable: Map<string, number>
  readonly restFailures: Map<string, number>
}

export const createCounts = (): Counts => ({
  frames: 0,
  deltas: 0,
  snapshots: 0,
  bestBidAsks: 0,
  acknowledgeTimeouts: 0,
  throttled: 0,
  connects: 0,
  restWeightUsed: 0,
  messageAgeMs: Number.NaN,
  reconnects: new Map(),
  resyncs: new Map(),
  undecodable: new Map(),
  restFailures: new Map(),
})

export const bump = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

export const sum = (counts: ReadonlyMap<string, number>): number => {
  let total = 0
  for (const count of counts.values()) total += count
  return total
}

export const countDelta = (counts: Counts, delta: Delta): void => {
  counts.deltas++
  if (delta.exchangeTimeMs > 0) counts.messageAgeMs = delta.receivedTimeUs / 1000 - delta.exchangeTimeMs
}
