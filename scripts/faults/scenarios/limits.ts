import { setTimeout as wait } from 'node:timers/promises'
import { discardBench, judged, shareBench } from '../bench-scenario.ts'
import type { Scenario, ScenarioContext } from '../scenario.ts'
import { presentVenues } from '../../stack/venue-list.ts'
import type { BenchVenue, VenueBench } from '../venue-bench.ts'
import { insideRetryAfter, limitUse } from '../venue-limits.ts'

/** Promised: never more than so much of any limit. */
const mostPercent = 80
/** 5 venues of these are 250 books. */
const symbols = 50
const eventsPerSecond = 2

const start = (
  context: ScenarioContext,
  environment: Readonly<Record<string, string>> = {},
  name = 'all',
): Promise<VenueBench> =>
  shareBench(context, name, { symbols, eventsPerSecond, environment: { 'exchange-simulator': environment } })

interface Counted {
  readonly bans: number
  readonly connectionsRefused: number
  readonly weightPeak: number
}

const countedBy = async (on: VenueBench): Promise<Readonly<Record<string, Counted>>> =>
  (await on.truth.counters()) as Readonly<Record<string, Counted>>

/** Bans, and the nearest that we came to any limit; the venues' own counters and what the proxies saw. */
const use = async (
  on: VenueBench,
  sinceMs: number,
): Promise<{ violations: string[]; figures: Record<string, number> }> => {
  const counters = await countedBy(on)
  const violations: string[] = []
  let peakPercent = 0
  let bans = 0
  let requests = 0
  for (const venue of on.venues) {
    const counted = counters[venue.id]
    bans += (counted?.bans ?? 0) + (counted?.connectionsRefused ?? 0)
    requests += venue.proxy.requests.filter(({ atMs }) => atMs >= sinceMs).length
    for (const { limit, peak, allowed } of limitUse(venue, counted?.weightPeak ?? 0, sinceMs)) {
      const percent = (100 * peak) / allowed
      peakPercent = Math.max(peakPercent, percent)
      if (percent > mostPercent) violations.push(`${venue.id}: ${peak} of ${allowed} (${limit})`)
    }
  }
  return { violations, figures: { bans, peakPercent, requests } }
}

interface Loss {
  readonly name: string
  readonly times: number
  readonly pauseMs: number
}

const allLost = ({ name, times, pauseMs }: Loss, control?: { readonly what: string }): Scenario => ({
  name: control === undefined ? name : `control: ${name}, ${control.what}`,
  guarantee: 'G14',
  ...(control === undefined ? {} : { control: control.what }),
  atMost: { bans: 0, peakPercent: mostPercent, untrue: 0 },
  timeoutMs: 240_000,
  run: async context => {
    const on = control === undefined ? await start(context) : await start(context, stricter(), control.what)
    const result = await judged(on, async () => {
      const sinceMs = performance.now()
      for (let loss = 0; loss < times; loss += 1) {
        for (const { proxy } of on.venues) proxy.cut()
        await wait(pauseMs * (0.5 + context.random()))
      }
      const healedMs = performance.now()
      const rightMs = await on.untilRight(control === undefined ? 120_000 : 5_000).catch((cause: unknown) => {
        if (control === undefined) throw cause
        return performance.now()
      })
      const { violations, figures } = await use(on, sinceMs)
      return { violations, figures: { ...figures, allRightAfterMs: rightMs - healedMs } }
    })
    if (control !== undefined) await discardBench(context)
    return result
  },
})

/** So few connections in five minutes as no collector knows of; a start needs one. */
const stricter = (): Readonly<Record<string, string>> =>
  Object.fromEntries(presentVenues(true).map(id => [`${id.toUpperCase()}_CONNECTS_PER_WINDOW`, '2']))

/** Refused with a time to stay away: by REST while snapshots are wanted, and at the door of the WebSocket. */
const staysAway: Scenario = {
  name: 'a venue says how long to stay away, at REST and at the door',
  guarantee: 'G14',
  atMost: { insideRetryAfter: 0, untrue: 0 },
  timeoutMs: 240_000,
  run: async context => {
    const on = await start(context)
    const result = await judged(on, async () => {
      const violations: string[] = []
      const sinceMs = performance.now()
      const requestsOf = ({ proxy }: BenchVenue) => proxy.requests.filter(({ atMs }) => atMs >= sinceMs)
      let told = 0
      // Nobody need ask just while he is told to stay away; where nobody did, nothing was tried.
      for (let attempt = 0; attempt < 5 && told === 0; attempt++) {
        for (const { id } of on.venues)
          for (const channel of ['rest', 'ws'])
            await on.truth.injectFault({ venue: id, kind: 'ban', channel, forMs: 3_000 })
        for (const { proxy } of on.venues) proxy.cut()
        await wait(3_500)
        told = on.venues.flatMap(requestsOf).filter(({ headers }) => headers['retry-after'] !== undefined).length
      }
      const healedMs = performance.now()
      const rightMs = await on.untilRight(120_000)
      let inside = 0
      for (const venue of on.venues) {
        const early = insideRetryAfter(requestsOf(venue))
        inside += early.length
        for (const { path } of early.slice(0, 3))
          violations.push(`${venue.id}: ${path} was asked while it should stay away`)
      }
      const brokenDown = told === 0 ? ['no venue said how long to stay away'] : []
      return {
        violations,
        brokenDown,
        figures: { insideRetryAfter: inside, told, allRightAfterMs: rightMs - healedMs },
      }
    })
    // What it counted as refused is no ban.
    await discardBench(context)
    return result
  },
}

const lost: readonly Loss[] = [
  { name: 'all 250 books lost at once', times: 1, pauseMs: 0 },
  { name: 'all 250 books lost three times in a row', times: 3, pauseMs: 1_500 },
]

export const scenarios: readonly Scenario[] = [
  ...lost.map(loss => allLost(loss)),
  staysAway,
  ...lost.slice(1).map(loss => allLost(loss, { what: 'the venues allow less than the collectors know of' })),
]
