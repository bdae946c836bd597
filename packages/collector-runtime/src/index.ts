export * from './venue.ts'
export { SnapshotJoin, type JoinOutcome, type Sequenced } from './snapshot-join.ts'
export { toSide } from './wire-levels.ts'
export {
  isWireObject,
  parseWireJson,
  wireDateMs,
  wireExcerpt,
  wireKind,
  wireLevels,
  wireSequence,
  wireSymbol,
  wireText,
  wireTimeMs,
  type WireFields,
} from './wire-fields.ts'
export { parseKeepingNumbers, wireDigits } from './wire-numbers.ts'
export { CaptureError } from './capture.ts'
export { createReplay, replay, type Replay, type ReplayedSymbol, type ReplayReport } from './replay.ts'
export type { ReplayedBook } from './replay-book.ts'
export { createBackoff, type Backoff, type BackoffOptions } from './backoff.ts'
export { createSlidingWindow, type SlidingWindow } from './sliding-window.ts'
export {
  createCollector,
  reconnectBackoff,
  type Collector,
  type CollectorOptions,
  type CollectorState,
} from './collector.ts'
export { createCounts, type Counts } from './counts.ts'
export { followCommands } from './follow-commands.ts'
export { holdShards, type HoldShardsSettings, type ShardHolder } from './hold-shards.ts'
export { createSessionClock, epochUs } from './session-clock.ts'
export type { ShardOutlet } from './shard-outlet.ts'
export { applyVariant, variantsOf } from './venue-variant.ts'
export { runCollector, startCollector, type CollectorOutside } from './run-collector.ts'
export { collectorSettings } from './settings.ts'
export type { OpenSocket } from './connection.ts'
export { symbolGroups } from './symbol-groups.ts'
