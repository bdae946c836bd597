import { setTimeout as wait } from 'node:timers/promises'
import { bookStatus } from '@screener/contracts'
import { eventually, freeze, thaw } from '@screener/testing'
import { atAnyMoment, discardBench, epochMsOf, judged, pick, shareBench } from '../bench-scenario.ts'
import { findFakeClock, noFakeClock, type FakeClock } from '../fake-clock.ts'
import type { PartProcess } from '../part-process.ts'
import type { Scenario, ScenarioContext, ScenarioResult } from '../scenario.ts'
import type { BenchPart, VenueBench, VenueBenchOptions } from '../venue-bench.ts'

const symbols = 4
const hourS = 3_600
/** A file with the new time is read within one second, and each part says its time every second. */
const clockSeenWithinMs = 10_000
/** On its way such a word takes far less. */
const clockToleranceMs = 60_000
/** What follows from a step that was seen shows within this. */
const followsWithinMs = 1_500
const rowsGoOnWithinMs = 30_000

interface ClockBench {
  readonly on: VenueBench
  readonly clock: FakeClock
}

/** A bench whose parts have clocks of their own; with `monotonic`, that part's monotonic clock is stepped too. */
const startClocks = async (context: ScenarioContext, library: string, monotonic?: BenchPart): Promise<ClockBench> => {
  const on = await shareBench(context, `clocks ${monotonic ?? ''}`, { symbols, clocks: { library, monotonic } })
  if (on.clock === undefined) throw new Error('the bench has no clocks')
  return { on, clock: on.clock }
}

const namesOf = (on: VenueBench, part: BenchPart): readonly string[] => {
  const processes = { 'orderbook-sync': [on.sync], 'arbitrage-analyzer': [on.analyzer], 'exchange-simulator': [] }
  return (part === 'collector' ? on.venues.map(({ collector }) => collector) : processes[part]).map(({ name }) => name)
}

/** Throws when not all of these say themselves that their clock is so far ahead: then nothing was tried. */
const untilAhead = async (on: VenueBench, names: readonly string[], seconds: number): Promise<void> => {
  const isAhead = (name: string): boolean =>
    Math.abs((on.clockAheadMs.get(name) ?? NaN) - seconds * 1_000) < clockToleranceMs
  await eventually(() => names.length > 0 && names.every(isAhead), {
    timeoutMs: clockSeenWithinMs,
    what: `clocks ${seconds} s ahead of ${names.join()}`,
  })
}

/** Views that are not LIVE, of what was published since the last judgement. */
const doubts = (on: VenueBench): readonly string[] => [
  ...new Set(
    on.watch.views
      .filter(({ view }) => view.status !== bookStatus.live)
      .map(({ view }) => `${view.venue} ${view.symbol} was not LIVE (${view.reason})`),
  ),
]

interface ClockCase {
  readonly name: string
  readonly seconds: number
  readonly parts: readonly BenchPart[]
  readonly monotonic?: BenchPart
}

const ours: readonly BenchPart[] = ['collector', 'orderbook-sync', 'arbitrage-analyzer']

const stepScenario = ({ name, seconds, parts, monotonic }: ClockCase): Scenario => ({
  name,
  guarantee: 'G17',
  ...(monotonic === undefined ? {} : { control: 'the monotonic clock is stepped as well' }),
  atMost: { falseDown: 0, untrue: 0 },
  run: async context => {
    const library = findFakeClock()
    if (library === undefined) return { ok: false, violations: [], figures: {}, skipped: noFakeClock }
    const { on, clock } = await startClocks(context, library, monotonic)
    const result = await judged(on, async () => {
      await on.untilSteady()
      await on.watch.judge()
      const names = parts.flatMap(part => namesOf(on, part))
      for (const part of parts) clock.step(part, seconds)
      await untilAhead(on, names, seconds)
      await wait(followsWithinMs)
      // While the books stay, what is made of them must go on as well.
      const rowsBefore = on.watch.rows.length
      const rowsWithinMs = monotonic === undefined ? rowsGoOnWithinMs : 1_000
      const goesOn = await eventually(() => on.watch.rows.length > rowsBefore, { timeoutMs: rowsWithinMs }).catch(
        () => false,
      )
      const down = doubts(on)
      // Timers of a monotonic clock that goes back come an hour late: that bench is of no more use.
      if (monotonic === undefined) {
        for (const part of parts) clock.step(part, 0)
        await untilAhead(on, names, 0)
        await wait(followsWithinMs)
      }
      const violations = [...down, ...(goesOn ? [] : ['no row was published after the step'])]
      return { violations, figures: { falseDown: down.length } }
    })
    // Back where it was, or broken on purpose.
    if (monotonic !== undefined || !result.ok) await discardBench(context)
    return result
  },
})

/** A part that is killed and begins again with a clock that is an hour off from the others'. */
const restartScenario = (part: 'collector' | 'orderbook-sync', seconds: number): Scenario => ({
  name: `${part} begins again while its clock is off by ${seconds > 0 ? '+' : '-'}1 h`,
  guarantee: 'G17',
  atMost: { untrue: 0, rightAfterMs: 30_000 },
  run: async context => {
    const library = findFakeClock()
    if (library === undefined) return { ok: false, violations: [], figures: {}, skipped: noFakeClock }
    const { on, clock } = await startClocks(context, library)
    const result = await judged(on, async () => {
      const victim: PartProcess = part === 'collector' ? pick(on.venues, context.random).collector : on.sync
      clock.step(part, seconds)
      victim.signal('SIGKILL')
      await victim.ended()
      victim.start()
      const startedMs = performance.now()
      await untilAhead(on, [victim.name], seconds)
      const rightMs = await on.untilRight()
      return { figures: { rightAfterMs: rightMs - startedMs } }
    })
    await discardBench(context)
    return result
  },
})

/** Times of 13 digits become microseconds, as a venue did that changed its mind. */
const toMicroseconds = (text: string): string => text.replace(/\b1[78]\d{11}\b/g, found => `${found}000`)

const unitScenario: Scenario = {
  name: 'a venue sends microseconds where it sent milliseconds',
  guarantee: 'G17',
  atMost: { untrueWithoutTime: 0 },
  run: async context => {
    const on = await shareBench(context, 'all', { symbols })
    const result = await judged(on, async () => {
      await on.untilSteady()
      await atAnyMoment(context)
      // Where the venue numbers nothing, the time is how the truth is asked for.
      const faults = on.venues
        .filter(({ hasChecksum }) => !hasChecksum)
        .map(({ proxy }) => proxy.inject({ kind: 'rewrite', rewrite: toMicroseconds, count: Infinity }))
      await wait(2_000)
      for (const fault of faults) fault.cancel()
      const met = faults.reduce((sum, fault) => sum + fault.met, 0)
      await on.untilRight()
      return { brokenDown: met === 0 ? ['no frame was met'] : [], figures: { met } }
    })
    await discardBench(context)
    return { ...result, figures: { ...result.figures, untrueWithoutTime: result.figures['untrue'] ?? 0 } }
  },
}

/** Every book's first view after a pause of orderbook-sync must say that it is in doubt. */
const liveBeforeDoubt = (on: VenueBench, thawedMs: number): readonly string[] =>
  on.books.flatMap(({ venue, symbol }) => {
    const first = on.watch.views.find(
      ({ view }) => view.venue === venue && view.symbol === symbol && view.syncedTimeUs / 1_000 > thawedMs,
    )
    return first?.view.status === bookStatus.live ? [`${venue} ${symbol} was LIVE at once after the pause`] : []
  })

interface Pause {
  readonly part: 'collector' | 'orderbook-sync' | 'arbitrage-analyzer'
  readonly forMs: number
  readonly programs?: VenueBenchOptions['programs']
  readonly control?: string
}

const pauseScenario = ({ part, forMs, programs = {}, control }: Pause): Scenario => ({
  name: `${control === undefined ? '' : 'control: '}SIGSTOP of ${part} for ${forMs} ms${control === undefined ? '' : `, ${control}`}`,
  guarantee: 'G17',
  ...(control === undefined ? {} : { control }),
  atMost: { liveAtOnce: 0, untrue: 0 },
  run: async (context): Promise<ScenarioResult> => {
    const on = await shareBench(context, control ?? 'all', { symbols, programs })
    const result = await judged(on, async () => {
      await on.untilSteady()
      await atAnyMoment(context)
      const victim =
        part === 'collector'
          ? pick(on.venues, context.random).collector
          : part === 'orderbook-sync'
            ? on.sync
            : on.analyzer
      await freeze(victim.pid)
      await wait(forMs)
      const thawedMs = epochMsOf(performance.now())
      thaw(victim.pid)
      await wait(300)
      const rightMs = await on.untilRight()
      const early = part === 'orderbook-sync' ? liveBeforeDoubt(on, thawedMs) : []
      return { violations: early, figures: { liveAtOnce: early.length, rightAfterMs: epochMsOf(rightMs) - thawedMs } }
    })
    if (control !== undefined) await discardBench(context)
    return result
  },
})

export const scenarios: readonly Scenario[] = [
  ...[hourS, -hourS].flatMap(seconds => {
    const way = seconds > 0 ? 'forward' : 'back'
    return [
      stepScenario({ name: `all our clocks step one hour ${way}`, seconds, parts: ours }),
      ...ours.map(part => stepScenario({ name: `the clock of ${part} steps one hour ${way}`, seconds, parts: [part] })),
    ]
  }),
  stepScenario({
    name: 'control: the clock of orderbook-sync steps one hour forward, the monotonic one too',
    seconds: hourS,
    parts: ['orderbook-sync'],
    monotonic: 'orderbook-sync',
  }),
  ...[hourS, -hourS].flatMap(seconds => [
    restartScenario('collector', seconds),
    restartScenario('orderbook-sync', seconds),
  ]),
  ...[700, 2_000].flatMap(forMs =>
    (['collector', 'orderbook-sync', 'arbitrage-analyzer'] as const).map(part => pauseScenario({ part, forMs })),
  ),
  pauseScenario({ part: 'orderbook-sync', forMs: 30_000 }),
  unitScenario,
  pauseScenario({
    part: 'orderbook-sync',
    forMs: 1_000,
    programs: { 'orderbook-sync': 'unaware-sync' },
    control: 'orderbook-sync notices no pause',
  }),
]
