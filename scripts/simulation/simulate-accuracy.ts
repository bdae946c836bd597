import { opportunityPhase, type Opportunity } from '@screener/contracts'
import { createOpportunityOracle, type FalseRow, type OpportunityOracle } from './opportunity-oracle.ts'
import { withCoarseLots } from './coarse-lots.ts'
import type { KnownVenue } from './known-venues.ts'
import { watchPhantoms, type Violation } from './phantom-watch.ts'
import { readPublished } from './published-record.ts'
import type { OracleRoute } from './route-list.ts'
import type { Env } from './simulated-services.ts'
import { openWorld, type SimulatedWorld, type WorldOptions } from './simulated-world.ts'

export interface AccuracyOptions {
  readonly seed: string
  readonly venues: readonly KnownVenue[]
  readonly symbols: readonly string[]
  readonly shards?: number
  readonly maxLegs: number
  readonly takerBps: number
  readonly eventsPerSecond: number
  readonly simulatedMs: number
  readonly env?: Env
  readonly elsewhere?: WorldOptions['elsewhere']
  readonly anchors?: WorldOptions['anchors']
  /** Called for every row that is published or listed as open. */
  readonly onRow?: (opportunity: Opportunity, nowMs: number, opens: boolean) => void
  /** The oracle is not asked. */
  readonly unjudged?: boolean
  /** Whether a missed opportunity of the route counts. */
  readonly concerns?: (route: OracleRoute) => boolean
  /** Called when the world is open, before time passes. */
  readonly prepare?: (world: SimulatedWorld) => void
}

export interface AccuracyResult {
  readonly routes: number
  /** True opportunities by how long they lived, and how many of them were published. */
  readonly recall: readonly {
    readonly fromMs: number
    readonly toMs: number
    readonly there: number
    readonly found: number
  }[]
  readonly missed: readonly string[]
  readonly rows: number
  readonly rowsUnproven: number
  readonly falseRows: readonly FalseRow[]
  readonly phantoms: readonly Violation[]
  readonly worstError: number
  readonly evaluations: number
  readonly oracle: OpportunityOracle
}

/** Books are live and joined by then. */
export const judgedFromMs = 3_000
const spans: readonly (readonly [number, number])[] = [
  [0, 100],
  [100, 250],
  [250, Infinity],
]

/** One run judged by brute force over the truth, at every event. */
export const simulateAccuracy = async (options: AccuracyOptions): Promise<AccuracyResult> => {
  const { seed, symbols, shards = 4, maxLegs } = options
  const takerBps = Object.fromEntries(options.venues.map(({ venue }) => [venue.id, options.takerBps]))
  const world = openWorld({
    ...{ seed, symbols, shards, takerBps },
    venues: options.venues.map(withCoarseLots),
    eventsPerSecond: options.eventsPerSecond,
    elsewhere: options.elsewhere,
    anchors: options.anchors,
    env: { MAX_LEGS: String(maxLegs), ...options.env },
  })
  const { time, truth, exchange } = world
  try {
    const oracle = createOpportunityOracle({
      ...{ truth, takerBps, maxLegs },
      nowMs: () => time.nowMs,
      ...(options.concerns === undefined ? {} : { concerns: options.concerns }),
    })
    const watch = watchPhantoms(world)
    const record = readPublished(world.redis, shards, {
      onViews: ({ views }) => {
        for (const view of views) {
          watch.onView(view)
          oracle.onView(view)
        }
      },
      onOpportunities: batch => {
        watch.onBatch(batch)
        if (options.unjudged !== true) oracle.onBatch(batch)
        for (const { phase, opportunity } of batch.events)
          if (phase !== opportunityPhase.closed)
            options.onRow?.(opportunity, time.nowMs, phase === opportunityPhase.opened)
      },
    })
    exchange.onTick = () => {
      const changed = truth.look(time.nowMs)
      if (time.nowMs >= judgedFromMs && options.unjudged !== true) oracle.onTruth(changed)
      record.read()
      watch.onTick()
    }
    options.prepare?.(world)
    for (const role of [
      'sync',
      'analyzer',
      ...[...exchange.venues.keys()].map(id => `collector-${id}` as const),
    ] as const)
      world.start(role)
    await world.run(judgedFromMs + options.simulatedMs)
    oracle.finish()
    const recall = spans.map(([fromMs, toMs]) => {
      const there = oracle.trueOnes.filter(one => one.toMs - one.fromMs >= fromMs && one.toMs - one.fromMs < toMs)
      return { fromMs, toMs, there: there.length, found: there.filter(({ found }) => found).length }
    })
    const missed = oracle.trueOnes
      .filter(one => !one.found && one.toMs - one.fromMs >= 100)
      .map(({ routeId, fromMs, toMs }) => `${routeId} from ${fromMs} to ${toMs} ms`)
    const { routes, falseRows, rowsCompared: rows, rowsUnproven, worstError, evaluations } = oracle
    return {
      routes,
      recall,
      missed,
      rows,
      rowsUnproven,
      falseRows,
      phantoms: watch.violations,
      worstError,
      evaluations,
      oracle,
    }
  } finally {
    world.end()
  }
}
