export { createEngine, type ArbitrageEngine, type EngineCounts, type EngineOptions, type Keyframe } from './engine.ts'
export type { CloseReason } from './episode-record.ts'
