import { brokenChains, missingEntries } from './check-streams.ts'
import { compareViews, viewsIn, viewsThatWentBack } from './check-views.ts'
import type { Pipeline } from './pipeline.ts'

export interface Judgement {
  readonly violations: readonly string[]
  /** Processes that ended by themselves. */
  readonly brokenDown: readonly string[]
  readonly figures: Readonly<Record<'entries' | 'viewsCompared', number>>
}

/**
 * What must hold of any record, whatever happened: no entry is missing behind a later one of its writer, no message of a book is
 * there twice or missing without a word, every LIVE view is what the venue had at that sequence, none goes back, and no
 * process ended by itself. `trimmed`: streams of which the record may lack something too.
 */
export const judgeRecord = async (pipeline: Pipeline, trimmed: readonly string[] = []): Promise<Judgement> => {
  const entries = pipeline.record.entries.filter(({ stream }) => !trimmed.includes(stream))
  const views = viewsIn(entries)
  const { compared, untrue } = await compareViews(views, pipeline.truth)
  const untold = [...missingEntries(entries), ...brokenChains(entries), ...viewsThatWentBack(views)]
  return {
    violations: [...untold, ...untrue],
    brokenDown: pipeline.unaskedEnds(),
    figures: { entries: entries.length, viewsCompared: compared },
  }
}
