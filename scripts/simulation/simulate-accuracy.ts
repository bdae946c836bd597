import { opportunityPhase, type Opportunity } from '@screener/contracts'
import { createOpportunityOracle, type TrueOpportunity } from './opportunity-oracle.ts'
import { makePriceGaps } from './price-gaps.ts'
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
  /** From when on gaps are made and what is published is judged; `liveFromMs` when left out. */
  readonly judgedFromMs?: number
  readonly env?: Env
  readonly elsewhere?: WorldOptions['elsewhere']
  readonly anchors?: WorldOptions['anchors']
  readonly receivedFees?: WorldOptions['receivedFees']
  readonly unit?: WorldOptions['unit']
  readonly pool?: WorldOptions['pool']
  /** Mean time between two price gaps; absent: none are made but by the market itself. */
  readonly gapsEveryMs?: number
  /** Only at these venues. */
  readonly gapsAt?: readonly string[]
  /** Decimals more than the coarsest lots have. */
  readonly finerLots?: number
  /** The engine's own fee, where it is to be wrong (control). */
  readonly believedBps?: number
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
  /** Alive 100 ms or longer, by what the route is; a route may be of several kinds. */
  readonly kinds: readonly KindRecall[]
  readonly simulatedMs: number
  readonly rows: number
  readonly rowsUnproven: number
  readonly falseRows: readonly string[]
  readonly phantoms: readonly Violation[]
  readonly worstError: number
  readonly worstErrorOfPaying: number
  readonly evaluations: number
}

/** Summed over spans that are long enough to be promised. */
export interface KindRecall {
  readonly kind: string
  readonly there: number
  readonly found: number
}

/** Books are live and joined by then. */
export const liveFromMs = 3_000
/** And none that is near the others is a stranger any more (10 s): before that a gap of more than 100 bps makes a book doubtful. */
export const knownFromMs = 14_000
const spans: readonly (readonly [number, number])[] = [
  [0, 100],
  [100, 250],
  [250, Infinity],
]

/** One run judged by brute force over the truth, at every event. */
export const simulateAccuracy = async (options: AccuracyOptions): Promise<AccuracyResult> => {
  const { seed, symbols, shards = 4, maxLegs, judgedFromMs = liveFromMs } = options
  const takerBps: Record<string, number> = Object.fromEntries(
    options.venues.map(({ venue }) => [venue.id, options.takerBps]),
  )
  // Fees of pools are in their prices.
  if (options.pool !== undefined) takerBps[options.pool.id] = 0
  const believed = Object.fromEntries(
    Object.entries(takerBps).map(([venue, bps]) => [venue, bps === 0 ? 0 : (options.believedBps ?? bps)]),
  )
  const world = openWorld({
    ...{ seed, symbols, shards, takerBps: believed },
    venues: options.venues.map(venue => withCoarseLots(venue, options.finerLots)),
    eventsPerSecond: options.eventsPerSecond,
    elsewhere: options.elsewhere,
    anchors: options.anchors,
    ...kept(options),
    env: { MAX_LEGS: String(maxLegs), ...options.env },
  })
  const { time, truth, exchange } = world
  try {
    const oracle = createOpportunityOracle({
      ...{ truth, takerBps, maxLegs },
      nowMs: () => time.nowMs,
      ...{ receivedFees: options.receivedFees, unitOf: world.unitOf },
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
    if (options.gapsEveryMs !== undefined)
      makePriceGaps(world, {
        ...{ seed, fromMs: judgedFromMs - 500, everyMs: options.gapsEveryMs },
        ...(options.gapsAt === undefined ? {} : { venues: options.gapsAt }),
      })
    options.prepare?.(world)
    for (const role of [
      'sync',
      'analyzer',
      ...[...exchange.venues.keys()].map(id => `collector-${id}` as const),
      ...(world.pool === undefined ? [] : [`collector-${world.pool.id}` as const]),
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
    const kinds = kindsOf(oracle.trueOnes, options)
    const falseRows = oracle.falseRows.map(({ why, opportunity, atMs }) => `${opportunity.id} at ${atMs} ms: ${why}`)
    const { routes, rowsCompared: rows, rowsUnproven, worstError, worstErrorOfPaying, evaluations } = oracle
    return {
      simulatedMs: options.simulatedMs,
      routes,
      recall,
      kinds,
      missed,
      rows,
      rowsUnproven,
      falseRows,
      phantoms: watch.violations,
      worstError,
      worstErrorOfPaying,
      evaluations,
    }
  } finally {
    world.end()
  }
}

const kept = ({ receivedFees, unit, pool }: AccuracyOptions): Pick<WorldOptions, 'receivedFees' | 'unit' | 'pool'> => ({
  ...(receivedFees === undefined ? {} : { receivedFees }),
  ...(unit === undefined ? {} : { unit }),
  ...(pool === undefined ? {} : { pool }),
})

/** What a route is: its shape, and what of special is in it. */
const kindsOfRoute = ({ id, legs }: OracleRoute, { receivedFees = [], unit, pool }: AccuracyOptions): string[] => {
  const shape = id.startsWith('cycle') ? `cycle of ${legs.length} legs` : id.slice(0, id.indexOf(':'))
  return [
    shape,
    ...(legs.some(({ venue }) => venue === pool?.id) ? ['CEX-DEX with a fixed cost'] : []),
    ...(legs.some(({ venue }) => receivedFees.includes(venue)) ? ['fee in kind'] : []),
    ...(legs.some(({ venue, symbol }) => venue === unit?.venue && symbol.startsWith(`${unit.asset}-`))
      ? ['unit factor']
      : []),
  ]
}

const kindsOf = (ones: readonly TrueOpportunity[], options: AccuracyOptions): readonly KindRecall[] => {
  const kinds = new Map<string, KindRecall>()
  for (const { route, fromMs, toMs, found } of ones) {
    if (toMs - fromMs < 100) continue
    for (const kind of kindsOfRoute(route, options)) {
      const before = kinds.get(kind) ?? { kind, there: 0, found: 0 }
      kinds.set(kind, { kind, there: before.there + 1, found: before.found + (found ? 1 : 0) })
    }
  }
  return [...kinds.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1))
}
