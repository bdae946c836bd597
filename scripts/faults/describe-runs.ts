import type { ScenarioRun } from './run-scenarios.ts'
import type { Guarantee } from './scenario.ts'

const numberOf = (guarantee: Guarantee): number => Number(guarantee.slice(1))

const shown = (figure: number): string => (Number.isInteger(figure) ? `${figure}` : figure.toFixed(1))

const stateOf = ({ passed, result }: ScenarioRun): string =>
  result.skipped === undefined ? (passed ? 'ok' : 'FAILED') : 'SKIPPED'

/** One line for each run. */
export const describeRun = (run: ScenarioRun): string => {
  const { scenario, result, seed, tookMs } = run
  const figures = Object.entries(result.figures).map(([name, figure]) => `${name} ${shown(figure)}`)
  const caught = scenario.control !== undefined && run.passed ? [`caught: ${result.violations[0] ?? ''}`] : []
  const why = result.skipped ?? (run.passed ? caught : result.violations.slice(0, 3)).concat(figures).join(', ')
  return `${stateOf(run).padEnd(7)} ${scenario.guarantee.padEnd(3)} ${scenario.name} (seed ${seed}, ${(tookMs / 1000).toFixed(1)} s): ${why}`
}

export interface GuaranteeSummary {
  readonly guarantee: Guarantee
  readonly scenarios: number
  readonly failed: number
  readonly skipped: number
  readonly controls: number
  readonly controlsCaught: number
  /** The greatest of each figure, controls left out. */
  readonly worst: Readonly<Record<string, number>>
  /** The loosest of the limits on each figure. */
  readonly atMost: Readonly<Record<string, number>>
}

const raise = (into: Record<string, number>, from: Readonly<Record<string, number>>): void => {
  for (const [name, figure] of Object.entries(from)) into[name] = Math.max(into[name] ?? figure, figure)
}

export const summarizeRuns = (runs: readonly ScenarioRun[]): readonly GuaranteeSummary[] =>
  [...new Set(runs.map(({ scenario }) => scenario.guarantee))]
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .map(guarantee => {
      const ofIt = runs.filter(({ scenario }) => scenario.guarantee === guarantee)
      const plain = ofIt.filter(({ scenario }) => scenario.control === undefined)
      const controls = ofIt.filter(({ scenario }) => scenario.control !== undefined)
      const worst: Record<string, number> = {}
      const atMost: Record<string, number> = {}
      for (const { result, scenario } of plain) {
        raise(worst, result.figures)
        raise(atMost, scenario.atMost ?? {})
      }
      const isSkipped = ({ result }: ScenarioRun): boolean => result.skipped !== undefined
      return {
        guarantee,
        scenarios: plain.filter(run => !isSkipped(run)).length,
        failed: plain.filter(run => !isSkipped(run) && !run.passed).length,
        skipped: ofIt.filter(isSkipped).length,
        controls: controls.filter(run => !isSkipped(run)).length,
        controlsCaught: controls.filter(({ passed }) => passed).length,
        worst,
        atMost,
      }
    })

/** A table by guarantee. */
export const describeSummaries = (summaries: readonly GuaranteeSummary[]): string => {
  const rows = summaries.map(({ guarantee, scenarios, failed, skipped, controls, controlsCaught, worst, atMost }) => {
    const figures = Object.entries(worst).map(([name, figure]) => {
      const limit = atMost[name]
      return `${name} ${shown(figure)}${limit === undefined ? '' : ` of ${shown(limit)}`}`
    })
    const counts = [scenarios, failed, skipped, `${controlsCaught} of ${controls}`].map(count => `${count}`.padStart(9))
    return [guarantee.padEnd(9), ...counts, `  ${figures.join(', ')}`].join(' ')
  })
  const head = ['guarantee', ...['scenarios', 'failed', 'skipped', 'controls'].map(name => name.padStart(9)), '  worst']
  return [head.join(' '), ...rows].join('\n')
}
