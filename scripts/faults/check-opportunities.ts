import { decodeOpportunityBatch, opportunityPhase } from '@screener/contracts'
import type { RecordedEntry } from './stream-follower.ts'

/** Opportunities that were opened twice, closed twice, or spoken of after they were closed. Keyframes repeat, and are left out. */
export const toldTwice = (entries: readonly RecordedEntry[]): readonly string[] => {
  const open = new Set<string>()
  const closed = new Set<string>()
  const twice: string[] = []
  for (const { type, payload, epochMs, n } of entries) {
    if (type !== 'OpportunityBatch') continue
    const { keyframe, events } = decodeOpportunityBatch(payload)
    if (keyframe) continue
    for (const { phase, opportunity } of events) {
      const { id } = opportunity
      const where = `${id} at ${epochMs}-${n}`
      if (closed.has(id)) twice.push(`${where}: it was closed before`)
      if (phase === opportunityPhase.opened && open.has(id)) twice.push(`${where}: it was opened before`)
      if (phase === opportunityPhase.closed) closed.add(id)
      else open.add(id)
    }
  }
  return twice
}
