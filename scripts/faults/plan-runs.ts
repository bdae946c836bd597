import type { FoundScenarios } from './find-scenarios.ts'
import type { Scenario } from './scenario.ts'

export interface PlannedRun {
  readonly scenario: Scenario
  readonly seed: number
}

export interface PlannedFile {
  readonly file: string
  readonly runs: readonly PlannedRun[]
}

/**
 * So many runs in all, each scenario as often as the others (once more for the first ones where it does not divide), each
 * repetition with a seed of its own. Fewer runs than scenarios: every so many-th, so that all files have their share.
 */
export const planRuns = (found: readonly FoundScenarios[], count: number, seed: number): readonly PlannedFile[] => {
  const all = found.reduce((sum, { scenarios }) => sum + scenarios.length, 0)
  const runsUpTo = (index: number): number => Math.ceil((index * count) / Math.max(1, all))
  let index = 0
  return found
    .map(({ file, scenarios }) => ({
      file,
      runs: scenarios.flatMap(scenario => {
        const repetitions = runsUpTo(index + 1) - runsUpTo(index)
        const first = seed * 1_000_003 + index++ * 1_009
        return Array.from({ length: repetitions }, (_, repetition) => ({ scenario, seed: first + repetition }))
      }),
    }))
    .filter(({ runs }) => runs.length > 0)
}
