import { setTimeout as wait } from 'node:timers/promises'
import { randomFrom } from '../truth/fault-plan.ts'
import type { PlannedFile, PlannedRun } from './plan-runs.ts'
import type { Scenario, ScenarioContext, ScenarioResult, Shared } from './scenario.ts'

/** One run of a scenario, judged. */
export interface ScenarioRun {
  readonly scenario: Scenario
  readonly seed: number
  /** Held; or, for a control, was caught. A skipped one neither held nor failed. */
  readonly passed: boolean
  readonly result: ScenarioResult
  readonly tookMs: number
}

const defaultTimeoutMs = 120_000

const unmeasured = ({ atMost = {} }: Scenario, { figures }: ScenarioResult): readonly string[] =>
  Object.keys(atMost)
    .filter(name => Number.isNaN(figures[name] ?? NaN))
    .map(name => `${name} was not measured`)

const overLimits = ({ atMost = {} }: Scenario, { figures }: ScenarioResult): readonly string[] =>
  Object.entries(atMost).flatMap(([name, limit]) => {
    const figure = figures[name] ?? NaN
    return figure > limit ? [`${name} is ${Math.round(figure)}, at most ${limit} is promised`] : []
  })

/** A control is right when it was caught by what it measured; one that broke down measured nothing. */
const judge = (scenario: Scenario, result: ScenarioResult): Pick<ScenarioRun, 'passed' | 'result'> => {
  if (result.skipped !== undefined) return { passed: false, result }
  const brokenDown = [...(result.brokenDown ?? []), ...unmeasured(scenario, result)]
  const seen = [...result.violations, ...overLimits(scenario, result)]
  // What made the run worth nothing is said first.
  const violations = [...brokenDown, ...seen]
  const held = result.ok && violations.length === 0
  return {
    passed: scenario.control === undefined ? held : brokenDown.length === 0 && seen.length > 0,
    result: { ...result, ok: held, violations, brokenDown },
  }
}

/** The things that the scenarios of one file share. */
const createShelf = (): Pick<ScenarioContext, 'share' | 'discard'> & { clear(): Promise<void> } => {
  const shelf = new Map<string, Promise<Shared>>()
  const discard = async (name: string): Promise<void> => {
    const kept = shelf.get(name)
    shelf.delete(name)
    await kept?.then(
      thing => thing.close(),
      () => undefined,
    )
  }
  return {
    share: async <T extends Shared>(name: string, start: () => Promise<T>): Promise<T> => {
      const kept = shelf.get(name) as Promise<T> | undefined
      if (kept !== undefined) return kept
      const started = start()
      shelf.set(name, started)
      // One that did not start is not kept.
      started.catch(() => shelf.delete(name))
      return started
    },
    discard,
    clear: async () => {
      for (const name of [...shelf.keys()].toReversed()) await discard(name)
    },
  }
}

const runOne = async (
  { scenario, seed }: PlannedRun,
  shelf: ReturnType<typeof createShelf>,
  report: (line: string) => void,
): Promise<ScenarioRun> => {
  const { timeoutMs = defaultTimeoutMs } = scenario
  const startedMs = performance.now()
  const giveUp = new AbortController()
  const judged = (judgement: Pick<ScenarioRun, 'passed' | 'result'>): ScenarioRun => ({
    scenario,
    seed,
    ...judgement,
    tookMs: performance.now() - startedMs,
  })
  const context = { seed, random: randomFrom(seed), report, share: shelf.share, discard: shelf.discard }
  try {
    const late = wait(timeoutMs, undefined, { signal: giveUp.signal }).then(() => {
      throw new Error(`it did not end within ${timeoutMs} ms`)
    })
    return judged(judge(scenario, await Promise.race([scenario.run(context), late])))
  } catch (cause) {
    // What it left is of no use to the next one.
    await shelf.clear()
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    return judged({ passed: false, result: { ok: false, violations: [why], figures: {} } })
  } finally {
    giveUp.abort()
  }
}

export interface RunScenariosOptions {
  readonly report: (line: string) => void
  readonly onRun: (run: ScenarioRun) => void
}

/** One after another, file by file; what a file shared is closed before the next begins. */
export const runScenarios = async (
  files: readonly PlannedFile[],
  { report, onRun }: RunScenariosOptions,
): Promise<readonly ScenarioRun[]> => {
  const done: ScenarioRun[] = []
  for (const { runs } of files) {
    const shelf = createShelf()
    try {
      for (const run of runs) {
        const one = await runOne(run, shelf, report)
        onRun(one)
        done.push(one)
      }
    } finally {
      await shelf.clear()
    }
  }
  return done
}
