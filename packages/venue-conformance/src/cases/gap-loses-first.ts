import type { ConformanceCase } from '../conformance-case.ts'
import { losesThenRecovers } from '../loses-then-recovers.ts'

/** Several frames: where only a checksum over the best levels tells, one frame may have changed none of them. */
const droppedFrames = 4

export const gapLosesFirst: ConformanceCase = {
  number: 4,
  title: 'a gap: not LIVE before anything wrong is shown, then anew and equal',
  run: ground => losesThenRecovers(ground, { kind: 'drop', count: droppedFrames }),
}
