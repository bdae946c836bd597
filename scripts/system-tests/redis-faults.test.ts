import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeRun } from '../faults/describe-runs.ts'
import { planRuns } from '../faults/plan-runs.ts'
import { runScenarios } from '../faults/run-scenarios.ts'
import type { Scenario } from '../faults/scenario.ts'
import { scenarios as boundedStreams } from '../faults/scenarios/bounded-streams.ts'
import { scenarios as lostReplies } from '../faults/scenarios/lost-replies.ts'
import { scenarios as nothingLost } from '../faults/scenarios/nothing-lost.ts'
import { scenarios as redisAway } from '../faults/scenarios/redis-away.ts'
import { scenarios as signals } from '../faults/scenarios/signals.ts'
import { scenarios as trimmedStreams } from '../faults/scenarios/trimmed-streams.ts'
import { root } from '../stack/root.ts'

/** The machine may be busy with something else; the limits themselves are held by scripts/fault-bench. */
const slowMachine = 3

const all = [redisAway, nothingLost, trimmedStreams, signals, boundedStreams, lostReplies].flat()
const named = (name: string): Scenario => {
  const found = all.find(scenario => scenario.name === name)
  if (found === undefined) throw new Error(`no scenario is named "${name}"`)
  const atMost = Object.entries(found.atMost ?? {}).map(([figure, limit]) => [figure, limit * slowMachine] as const)
  return { ...found, atMost: Object.fromEntries(atMost) }
}

// One of each kind, in one pipeline where they can; all of them are scripts/fault-bench --only G8,G9,G10,G13.
const chosen = [
  'Redis out of memory',
  'every entry of every stream is added with a limit',
  'control: a stream without a limit',
  'Redis and orderbook-sync killed together, once',
  'all md streams trimmed to 1 behind orderbook-sync',
  'collector is told to end',
  'replies to a writer and a reader lost at random, Redis killed among it',
  'control: a writer that lets Redis give the ids',
  'control: a reader that takes what it finds',
].map(named)

it('what Redis does, and what is done to processes, loses nothing and is told', async () => {
  const plan = planRuns([{ file: 'suite', scenarios: chosen }], chosen.length, 1)
  const runs = await runScenarios(plan, { report: () => undefined, onRun: run => console.log(describeRun(run)) })
  expect(runs).toHaveLength(chosen.length)
  expect(runs.filter(({ passed }) => !passed).map(describeRun)).toEqual([])
})

it.each(['deploy/compose.yml', 'scripts/stack/redis-plan.ts'])(
  '%s starts a Redis that never forgets by itself',
  file => {
    // The arguments as they follow each other, however they are written down.
    const words = readFileSync(join(root, file), 'utf8').match(/[\w-]+/g) ?? []
    const policies = words.flatMap((word, index) => (word === '--maxmemory-policy' ? [words[index + 1]] : []))
    expect(policies).toEqual(['noeviction'])
  },
)
