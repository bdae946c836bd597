import { describe, expect, it } from 'vitest'
import { describeRun, describeSummaries, summarizeRuns } from '../describe-runs.ts'
import { findScenarios } from '../find-scenarios.ts'
import { planRuns } from '../plan-runs.ts'
import { runScenarios, type ScenarioRun } from '../run-scenarios.ts'
import type { Scenario, ScenarioContext, ScenarioResult } from '../scenario.ts'

const held: ScenarioResult = { ok: true, violations: [], figures: {} }

const scenario = (
  name: string,
  run: (context: ScenarioContext) => ScenarioResult | Promise<ScenarioResult>,
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  guarantee: 'G4',
  run: async context => run(context),
  ...more,
})

const runAll = async (
  scenarios: readonly Scenario[],
  count = scenarios.length,
  seed = 1,
): Promise<readonly ScenarioRun[]> =>
  runScenarios(planRuns([{ file: 'one.ts', scenarios }], count, seed), {
    report: () => undefined,
    onRun: () => undefined,
  })

describe('runScenarios', () => {
  it('says what held, and what did not', async () => {
    const runs = await runAll([
      scenario('holds', () => held),
      scenario('breaks', () => ({ ...held, ok: false, violations: ['a level was wrong'] })),
      scenario('is slow', () => ({ ...held, figures: { healedAfterMs: 5_001 } }), { atMost: { healedAfterMs: 5_000 } }),
      scenario('measures nothing', () => held, { atMost: { healedAfterMs: 5_000 } }),
    ])
    expect(runs.map(({ passed }) => passed)).toEqual([true, false, false, false])
    expect(runs[2]?.result.violations).toEqual(['healedAfterMs is 5001, at most 5000 is promised'])
    expect(runs[3]?.result.violations).toEqual(['healedAfterMs was not measured'])
  })

  it('takes a control for right only when it was caught by what it measured', async () => {
    const control = 'the gap check is off'
    const runs = await runAll([
      scenario('control: seen', () => ({ ...held, ok: false, violations: ['a level was wrong'] }), { control }),
      scenario('control: not seen', () => held, { control }),
      scenario('control: over a limit', () => ({ ...held, figures: { ageMs: 2 } }), { control, atMost: { ageMs: 1 } }),
      scenario(
        'control: broke down',
        () => {
          throw new Error('no redis')
        },
        { control },
      ),
    ])
    expect(runs.map(({ passed }) => passed)).toEqual([true, false, true, false])
  })

  it('takes a control in which nothing was tried or measured for one that failed', async () => {
    const control = 'the gap check is off'
    const nothingTried: ScenarioResult = { ...held, brokenDown: ['no frame was dropped'] }
    const caughtToo: ScenarioResult = { ...nothingTried, ok: false, violations: ['a level was wrong'] }
    const runs = await runAll([
      scenario('control: nothing tried', () => nothingTried, { control }),
      scenario('control: broken down, and something seen', () => caughtToo, { control }),
      scenario('control: nothing measured', () => held, { control, atMost: { ageMs: 1 } }),
      scenario('control: no number', () => ({ ...held, figures: { ageMs: NaN } }), { control, atMost: { ageMs: 1 } }),
      scenario('nothing tried', () => nothingTried),
    ])
    expect(runs.map(({ passed }) => passed)).toEqual([false, false, false, false, false])
    expect(runs[4]?.result.violations).toEqual(['no frame was dropped'])
  })

  it('fails one that throws or does not end, and goes on with fresh things', async () => {
    const closed: number[] = []
    let started = 0
    const start = async (): Promise<{ number: number; close(): Promise<void> }> => {
      const number = ++started
      return { number, close: async () => void closed.push(number) }
    }
    const uses = scenario('uses', async ({ share }) => ({
      ...held,
      figures: { number: (await share('stack', start)).number },
    }))
    const runs = await runAll([
      uses,
      { ...uses, name: 'uses it again' },
      scenario('throws', () => {
        throw new Error('it broke')
      }),
      { ...uses, name: 'uses another' },
      scenario('hangs', () => new Promise(() => undefined), { timeoutMs: 20 }),
      scenario('discards', async ({ share, discard }) => {
        const { number } = await share('stack', start)
        await discard('stack')
        return { ...held, figures: { number } }
      }),
    ])
    expect(runs.map(({ result }) => result.figures['number'])).toEqual([1, 1, undefined, 2, undefined, 3])
    expect(runs.map(({ passed }) => passed)).toEqual([true, true, false, true, false, true])
    expect(runs[4]?.result.violations[0]).toContain('it did not end within 20 ms')
    expect(closed).toEqual([1, 2, 3])
  })

  it('closes what a file shared before the next begins', async () => {
    const log: string[] = []
    const uses = (name: string): Scenario =>
      scenario(name, async ({ share }) => {
        await share('stack', async () => ({ close: async () => void log.push(`${name} closed`) }))
        log.push(name)
        return held
      })
    const files = ['a', 'b'].map(name => ({ file: name, scenarios: [uses(name)] }))
    await runScenarios(planRuns(files, 2, 1), { report: () => undefined, onRun: () => undefined })
    expect(log).toEqual(['a', 'a closed', 'b', 'b closed'])
  })

  it('gives each repetition a seed of its own, the same ones again for the same seed', async () => {
    const drawn: number[] = []
    const draws = [1, 2, 3].map(name => scenario(`draws ${name}`, ({ random }) => (drawn.push(random()), held)))
    await runAll(draws, 7, 5)
    await runAll(draws, 7, 5)
    await runAll(draws, 7, 6)
    expect(new Set(drawn.slice(0, 7)).size).toBe(7)
    expect(drawn.slice(7, 14)).toEqual(drawn.slice(0, 7))
    expect(drawn.slice(14)).not.toEqual(drawn.slice(0, 7))
  })
})

describe('planRuns', () => {
  const files = ['a', 'b'].map(file => ({
    file,
    scenarios: [1, 2, 3, 4].map(n => scenario(`${file}${n}`, () => held)),
  }))
  const names = (count: number): readonly string[] =>
    planRuns(files, count, 1).flatMap(({ runs }) => runs.map(run => run.scenario.name))

  it('plans exactly as many as asked for, spread over all', () => {
    for (const count of [1, 2, 7, 8, 9, 200]) expect(names(count)).toHaveLength(count)
    expect(names(2)).toEqual(['a1', 'b1'])
    expect(new Set(names(8)).size).toBe(8)
    expect(names(20).filter(name => name === 'b4').length).toBeGreaterThanOrEqual(2)
  })
})

describe('the table', () => {
  it('counts by guarantee and shows the worst figure beside its limit; a skipped one is neither', async () => {
    const runs = await runAll([
      scenario('slower', () => ({ ...held, figures: { healedAfterMs: 812.25 } }), {
        guarantee: 'G10',
        atMost: { healedAfterMs: 5_000 },
      }),
      scenario('faster', () => ({ ...held, figures: { healedAfterMs: 3 } }), { guarantee: 'G10' }),
      scenario('breaks', () => ({ ...held, ok: false, violations: ['no'] })),
      scenario('control: it', () => ({ ...held, ok: false, violations: ['seen'], figures: { wrong: 9 } }), {
        control: 'all',
      }),
      scenario('cannot', () => ({ ...held, ok: false, skipped: 'libfaketime is not installed' })),
    ])
    const summaries = summarizeRuns(runs)
    expect(
      summaries.map(({ guarantee, scenarios, failed, skipped }) => [guarantee, scenarios, failed, skipped]),
    ).toEqual([
      ['G4', 1, 1, 1],
      ['G10', 2, 0, 0],
    ])
    const lines = describeSummaries(summaries).split('\n')
    expect(lines[1]).toContain('1 of 1')
    expect(lines[1]).not.toContain('wrong')
    expect(lines[2]).toContain('healedAfterMs 812.3 of 5000')
    expect(describeRun(runs[3]!)).toContain('caught: seen')
    expect(describeRun(runs[4]!)).toContain('SKIPPED')
  })
})

describe('findScenarios', () => {
  it('finds what is in scripts/faults/scenarios, each with a control named as one', async () => {
    for (const { scenarios } of await findScenarios())
      for (const { name, control } of scenarios) expect(name.startsWith('control')).toBe(control !== undefined)
  })
})
