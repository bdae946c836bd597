import { setTimeout as wait } from 'node:timers/promises'
import type { ScenarioContext, ScenarioResult, Shared } from './scenario.ts'
import { startVenueBench, type VenueBench, type VenueBenchOptions } from './venue-bench.ts'

interface KeptBench extends Shared {
  readonly name: string
  readonly bench: VenueBench
}

/** The bench of this name, as long as the scenarios of a file ask for it one after another; only one runs at a time. */
export const shareBench = async (
  context: ScenarioContext,
  name: string,
  options: Omit<VenueBenchOptions, 'random'>,
): Promise<VenueBench> => {
  const start = async (): Promise<KeptBench> => {
    const bench = await startVenueBench({ ...options, random: context.random })
    return { name, bench, close: () => bench.close() }
  }
  const kept = await context.share('bench', start)
  if (kept.name === name) return kept.bench
  await context.discard('bench')
  return (await context.share('bench', start)).bench
}

/** The next one who asks gets a fresh bench. */
export const discardBench = (context: ScenarioContext): Promise<void> => context.discard('bench')

/** performance.now() of this process as the epoch ms that other processes' stamps are in. */
export const epochMsOf = (atMs: number): number => performance.timeOrigin + atMs

/** What was published while this ran, judged; with the figures that it gives. */
export const judged = async (
  bench: VenueBench,
  act: () => Promise<Partial<ScenarioResult> & Pick<ScenarioResult, 'figures'>>,
): Promise<ScenarioResult> => {
  // What was published before is no part of it.
  await bench.watch.judge()
  const { violations: broken = [], brokenDown: worthless = [], figures } = await act()
  const { untrue, views, legs } = await bench.watch.judge()
  const violations = [...broken, ...untrue.slice(0, 20)]
  const brokenDown = [...worthless, ...bench.unaskedEnds()]
  if (views === 0) brokenDown.push('nothing was published, so nothing was checked')
  return {
    ok: violations.length === 0,
    violations,
    brokenDown,
    figures: { ...figures, untrue: untrue.length, views, legs },
  }
}

/** A moment that the seed chooses, so that faults meet the pipeline in any of its states. */
export const atAnyMoment = (context: ScenarioContext, withinMs = 300): Promise<void> =>
  wait(context.random() * withinMs)

export const pick = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
