import { describe, expect, it } from 'vitest'
import { describeRun } from '../faults/describe-runs.ts'
import { findScenarios } from '../faults/find-scenarios.ts'
import type { PlannedFile } from '../faults/plan-runs.ts'
import { runScenarios } from '../faults/run-scenarios.ts'

/** Of many on the venues' side: `scripts/fault-bench` runs all of them, and `--scenarios 200` often. */
const chosen: readonly string[] = [
  'all channels of a venue stall, the connection stays open',
  'the connections of a venue are half-open',
  'the depth channel of one symbol stalls, its best bid and ask go on',
  'drop of one depth frame of every book',
  'right again after cut in the middle of a frame',
  'SIGSTOP of orderbook-sync for 700 ms',
  'control: all channels of a venue stall, the connection stays open, every feed counts as alive, in orderbook-sync and in the analyzer',
  'all our clocks step one hour forward',
]

/** All in one file, so that they share what they run on. */
const plan = async (): Promise<readonly PlannedFile[]> => {
  const every = (await findScenarios()).flatMap(({ scenarios }) => scenarios)
  const runs = chosen.map((name, seed) => {
    const scenario = every.find(each => each.name === name)
    if (scenario === undefined) throw new Error(`there is no scenario "${name}"`)
    return { scenario, seed }
  })
  return [{ file: 'the suite', runs }]
}

describe('faults on the side of the venues', () => {
  it('what is promised holds, and what is unprotected is caught', async () => {
    const runs = await runScenarios(await plan(), { report: () => undefined, onRun: () => undefined })
    for (const { scenario, result } of runs)
      if (result.skipped !== undefined) console.warn(`skipped: ${scenario.name}: ${result.skipped}`)
    const failed = runs.filter(({ passed, result }) => !passed && result.skipped === undefined)
    expect(failed.map(describeRun)).toEqual([])
  })
})
