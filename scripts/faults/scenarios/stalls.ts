import { setTimeout as wait } from 'node:timers/promises'
import { bookStatus } from '@screener/contracts'
import { eventually, freeze, thaw, type InjectedFault } from '@screener/testing'
import { atAnyMoment, epochMsOf, judged, pick, shareBench } from '../bench-scenario.ts'
import type { Scenario, ScenarioContext } from '../scenario.ts'
import { countWaitingForCpu } from '../waited-for-cpu.ts'
import type { PublishedView } from '../published-watch.ts'
import type { BenchVenue, VenueBench, VenueBenchOptions } from '../venue-bench.ts'

/** Promised after the last frame, in ms. A leg may be so old as well: no row beyond that. */
const maxLegAgeMs = 1_000
const notLiveWithinMs = 1_500
const channelWithinMs = 5_000

/** Absent: as everyone runs it. */
interface Control {
  readonly what: string
  readonly environment?: VenueBenchOptions['environment']
  readonly programs?: VenueBenchOptions['programs']
}

const bench = (context: ScenarioContext, control?: Control): Promise<VenueBench> => {
  const { what = 'all', environment = {}, programs = {} } = control ?? {}
  return shareBench(context, what, { symbols: 4, environment, programs })
}

/** One that is never seen is given up after so long, and counts as seen then. */
const givenUpAfterMs = 7_000

/** When the first view that is not LIVE was made, of the book whose first was last; epoch ms. */
const notLiveAt = async (
  on: VenueBench,
  venues: readonly string[],
  sinceMs: number,
  symbol?: string,
): Promise<number> => {
  const wanted = on.books.filter(book => venues.includes(book.venue) && [undefined, book.symbol].includes(symbol))
  const firstDoubts = (): readonly (PublishedView | undefined)[] =>
    wanted.map(book =>
      on.watch.views.find(
        ({ view, atMs }) =>
          atMs >= sinceMs &&
          view.venue === book.venue &&
          view.symbol === book.symbol &&
          view.status !== bookStatus.live,
      ),
    )
  await eventually(() => firstDoubts().every(found => found !== undefined), {
    timeoutMs: givenUpAfterMs,
    everyMs: 20,
  }).catch(() => undefined)
  const nowMs = epochMsOf(performance.now())
  return Math.max(...firstDoubts().map(found => (found === undefined ? nowMs : found.view.syncedTimeUs / 1_000)))
}

/** Rows over these venues that were made later than a leg may be old. */
const rowsAfter = (on: VenueBench, venues: readonly string[], lastFrameMs: number): readonly string[] =>
  on.watch.rows
    .filter(({ legs }) => legs.some(({ venue }) => venues.includes(venue)))
    .map(row => ({ id: row.id, ageMs: row.updatedAtUs / 1_000 - lastFrameMs }))
    .filter(({ ageMs }) => ageMs > maxLegAgeMs)
    .map(({ id, ageMs }) => `${id} was told of ${Math.round(ageMs)} ms after the last frame`)

interface Stall {
  readonly name: string
  readonly venues: (on: VenueBench, context: ScenarioContext) => readonly BenchVenue[]
  readonly begin: (on: VenueBench, venues: readonly BenchVenue[]) => Promise<void> | void
  readonly end: (on: VenueBench) => Promise<void>
}

/** The processes between a frame and the view that is no longer LIVE. */
const deciding = (on: VenueBench, venues: readonly BenchVenue[]): readonly number[] => [
  on.sync.pid,
  ...venues.map(({ collector }) => collector.pid),
]

const heal = (on: VenueBench): Promise<void> => on.heal()
const anyVenue: Stall['venues'] = (on, { random }) => [pick(on.venues, random)]

const silenced: InjectedFault[] = []
const stalls: readonly Stall[] = [
  {
    name: 'all channels of a venue stall, the connection stays open',
    venues: anyVenue,
    begin: (_on, venues) => venues.forEach(({ proxy }) => proxy.stall()),
    end: heal,
  },
  {
    name: 'no data of a venue comes, its pings are answered',
    venues: anyVenue,
    begin: (_on, venues) => {
      for (const { proxy } of venues) silenced.push(proxy.inject({ kind: 'drop', count: Infinity }))
    },
    end: async () => {
      for (const fault of silenced.splice(0)) fault.cancel()
      return Promise.resolve()
    },
  },
  {
    name: 'the connections of a venue are half-open',
    venues: anyVenue,
    begin: (_on, venues) => venues.forEach(({ proxy }) => proxy.halfOpen()),
    end: heal,
  },
  {
    name: 'all venues stall at once',
    venues: on => on.venues,
    begin: (_on, venues) => venues.forEach(({ proxy }) => proxy.stall()),
    end: heal,
  },
  {
    name: 'SIGSTOP of the venues',
    venues: on => on.venues,
    begin: on => freeze(on.simulator.pid),
    end: async on => {
      thaw(on.simulator.pid)
      return Promise.resolve()
    },
  },
]

const stallScenario = ({ name, venues: choose, begin, end }: Stall, control?: Control): Scenario => ({
  name: control === undefined ? name : `control: ${name}, ${control.what}`,
  guarantee: 'G4',
  ...(control === undefined ? {} : { control: control.what }),
  atMost: { notLiveAfterMs: notLiveWithinMs },
  run: async context => {
    const on = await bench(context, control)
    return judged(on, async () => {
      const venues = choose(on, context)
      const ids = venues.map(({ id }) => id)
      await atAnyMoment(context)
      const sinceMs = performance.now()
      await begin(on, venues)
      const queueing = countWaitingForCpu(deciding(on, venues))
      const seenMs = await notLiveAt(on, ids, sinceMs)
      const queuedMs = queueing()
      // What was on its way when the fault began may have come since.
      const lastMs = epochMsOf(Math.max(...venues.map(({ proxy }) => proxy.lastDataAtMs)))
      await wait(100)
      const violations = rowsAfter(on, ids, lastMs)
      await end(on)
      const healedMs = performance.now()
      const rightMs = await on.untilRight(30_000)
      return {
        violations,
        figures: {
          // Nothing is forgiven where the protection is off: it would hide what is to be caught.
          notLiveAfterMs: seenMs - lastMs - (control === undefined ? queuedMs : 0),
          queuedForCpuMs: queuedMs,
          rightAfterMs: rightMs - healedMs,
        },
      }
    })
  },
})

/** A witness that has been silent for longer than 2 s accuses nobody; one that spoke lately sees a book that stopped off its last word. */
const silenceFirstMs = 2_500
const metWithinMs = 4_000

/** Silences these channels of the symbol at a venue whose frames name them: not all do, and then nothing is met. */
const silenceFirst = async (
  on: VenueBench,
  symbol: string,
  kinds: readonly ('depth' | 'bbo')[],
  { random }: ScenarioContext,
): Promise<{ readonly venue: BenchVenue; readonly faults: InjectedFault[] }> => {
  const from = Math.floor(random() * on.venues.length)
  for (const venue of [...on.venues.slice(from), ...on.venues.slice(0, from)]) {
    const faults = kinds.map(kind =>
      venue.proxy.inject({ kind: 'drop', match: venue.isOf(symbol, kind), count: Infinity }),
    )
    const met = (): boolean => faults.every(fault => fault.met > 0)
    if (await eventually(met, { timeoutMs: metWithinMs }).catch(() => false)) {
      if (kinds.length > 0) await wait(silenceFirstMs)
      return { venue, faults }
    }
    for (const fault of faults) fault.cancel()
  }
  throw new Error(`no venue's frames name ${kinds.join(' and ')} of ${symbol}`)
}

/** Some channels of one symbol are silent, in this order, while all others of the connection go on. */
const channelScenario = (name: string, kinds: readonly ('depth' | 'bbo')[], control?: Control): Scenario => ({
  name,
  guarantee: 'G4',
  ...(control === undefined ? {} : { control: control.what }),
  atMost: { channelNotLiveAfterMs: channelWithinMs },
  run: async context => {
    const on = await bench(context)
    return judged(on, async () => {
      await atAnyMoment(context)
      const symbol = pick(on.symbols, context.random)
      const { venue, faults } = await silenceFirst(on, symbol, kinds.slice(0, -1), context)
      const sinceMs = performance.now()
      const last = kinds.at(-1) ?? 'depth'
      faults.push(venue.proxy.inject({ kind: 'drop', match: venue.isOf(symbol, last), count: Infinity }))
      const seenMs = await notLiveAt(on, [venue.id], sinceMs, symbol)
      for (const fault of faults) fault.cancel()
      const healedMs = performance.now()
      const rightMs = await on.untilRight(30_000)
      return {
        brokenDown: faults.some(({ met }) => met === 0) ? ['no frame was dropped'] : [],
        figures: { channelNotLiveAfterMs: seenMs - epochMsOf(sinceMs), rightAfterMs: rightMs - healedMs },
      }
    })
  },
})

const trusting: Control = {
  what: 'every feed counts as alive, in orderbook-sync and in the analyzer',
  programs: { 'orderbook-sync': 'trusting-sync' },
  environment: { 'arbitrage-analyzer': { MAX_LEG_AGE_MS: '60000', MAX_SKEW_MS: '60000' } },
}

export const scenarios: readonly Scenario[] = [
  ...stalls.map(stall => stallScenario(stall)),
  channelScenario('the depth channel of one symbol stalls, its best bid and ask go on', ['depth']),
  channelScenario('control: the depth channel of one symbol stalls, and its witness before it', ['bbo', 'depth'], {
    what: 'the second witness',
  }),
  ...stalls.filter(({ name }) => name.startsWith('all channels')).map(stall => stallScenario(stall, trusting)),
]
