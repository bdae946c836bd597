export * from './venue.ts'
export { SnapshotJoin, type JoinOutcome, type Sequenced } from './snapshot-join.ts'
export { toSide } from './wire-levels.ts'
export {
  isWireObject,
  parseWireJson,
  wireKind,
  wireLevels,
  wireSequence,
  wireSymbol,
  wireText,
  wireTimeMs,
} from './wire-fields.ts'
export { parseKeepingNumbers, plainDecimal, wireDigits } from './wire-numbers.ts'
export { CaptureError } from './capture.ts'
export { createReplay, replay, type Replay, type ReplayedSymbol, type ReplayReport } from './replay.ts'
export type { ReplayedBook } from './replay-book.ts'
export { createCollector, type Collector, type CollectorOptions, type CollectorState } from './collector.ts'
export { createCounts, type Counts } from './counts.ts'
export type { ShardOutlet } from './shard-outlet.ts'
export { runCollector } from './run-collector.ts'
