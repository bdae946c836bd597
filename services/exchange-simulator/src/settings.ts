import type { ReplaySettings } from './replay/start-replay.ts'

/** What the simulator can be told; `main.ts` reads it from the environment. Times in milliseconds. */
export interface SimulatorSettings {
  readonly symbols: readonly string[]
  /** "venue:BASE-QUOTE" entries. */
  readonly unlisted: readonly string[]
  readonly seed: string
  /** A capture in the place of one venue's market. */
  readonly replay?: ReplaySettings | undefined
  readonly eventsPerSecond: number
  readonly truthChanges: number
  readonly connectionLifetimeMs: number
  /** serverShutdown comes so long before the end of the lifetime. */
  readonly shutdownNoticeMs: number
  readonly pingIntervalMs: number
  readonly pongTimeoutMs: number
  readonly binanceFramesPerSecond: number
  readonly binanceWeightPerMinute: number
  readonly binanceConnectsPerWindow: number
  readonly binanceBanMs: number
  readonly bybitRequestsPerWindow: number
  readonly bybitConnectsPerWindow: number
  readonly bybitBanMs: number
}

export const realLimits: Omit<SimulatorSettings, 'symbols' | 'unlisted' | 'seed'> = {
  eventsPerSecond: 10,
  truthChanges: 32_768,
  connectionLifetimeMs: 24 * 3600_000,
  shutdownNoticeMs: 10_000,
  pingIntervalMs: 20_000,
  pongTimeoutMs: 60_000,
  binanceFramesPerSecond: 5,
  binanceWeightPerMinute: 6_000,
  binanceConnectsPerWindow: 300,
  binanceBanMs: 120_000,
  bybitRequestsPerWindow: 600,
  bybitConnectsPerWindow: 500,
  bybitBanMs: 600_000,
}

/** Things that are no fault but vary at the real venues; POST /knobs sets them while running. */
export interface Knobs {
  /** REST books are this much behind the stream. */
  snapshotLagMs: number
  /** … and this many update ids. */
  snapshotLagIds: number
  /** Bybit: the first snapshot comes before the acknowledgement. */
  snapshotBeforeAck: boolean
  /** Bybit: deltas also delete a price that was never there. */
  phantomDeletes: boolean
}

export const createKnobs = (): Knobs => ({
  snapshotLagMs: 0,
  snapshotLagIds: 0,
  snapshotBeforeAck: false,
  phantomDeletes: false,
})
