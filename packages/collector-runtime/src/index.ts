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
