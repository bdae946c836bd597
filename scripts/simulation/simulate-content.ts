import { createHash } from 'node:crypto'
import { opportunityPhase, type Opportunity } from '@screener/contracts'
import { withCoarseLots } from './coarse-lots.ts'
import type { KnownVenue } from './known-venues.ts'
import { readPublished } from './published-record.ts'
import { openWorld, type Role } from './simulated-world.ts'
import { startEpochMs } from './virtual-globals.ts'

export interface ContentOptions {
  readonly seed: string
  readonly venues: readonly KnownVenue[]
  readonly symbols: readonly string[]
  readonly shards: number
  readonly simulatedMs: number
  /** What was published before does not count: all books must have begun. */
  readonly fromMs: number
  /** These are killed at that time and start again a moment later. */
  readonly crash?: { readonly roles: readonly Role[]; readonly atMs: number }
}

/**
 * What was published, freed of what only tells how it travelled (the µs of each hop, the order within a turn, how often a
 * row was repeated).
 *
 * `episodes`: each opened row by id, with its figures and, for each leg, venue, symbol, sequence, levels and quantities; each
 * closed row by id and reason. Sorted. An episode that began before `fromMs` goes by its route.
 *
 * `states`: at each full second the episodes that are open, by id, and their figures at that moment: what a reader sees, whatever
 * happened before.
 */
export interface Content {
  readonly episodes: readonly string[]
  readonly states: ReadonlyMap<number, readonly string[]>
}

const figuresOf = ({ routeId, quantity, profitQuote, netBps, legs }: Opportunity): unknown => [
  ...[routeId, quantity, profitQuote, netBps],
  legs.map(({ venue, symbol, side, quantity: traded, prices, quantities }) => [
    venue,
    symbol,
    side,
    traded,
    prices,
    quantities,
  ]),
]

const stateEveryMs = 1_000
const restartMs = 50

export const simulateContent = async (options: ContentOptions): Promise<Content> => {
  const { seed, symbols, shards, crash } = options
  const world = openWorld({
    ...{ seed, symbols, shards },
    venues: options.venues.map(venue => withCoarseLots(venue)),
    eventsPerSecond: 15,
    takerBps: Object.fromEntries(options.venues.map(({ venue }) => [venue.id, 4])),
    // The way to Redis takes no time, so that how many streams there are cannot be told by when something arrives.
    redisDelayMs: [0, 0],
    // Not an update less for having come a moment too early.
    env: { MIN_UPDATE_INTERVAL_MS: '0' },
  })
  const { time, exchange } = world
  const episodes: string[] = []
  const open = new Map<string, Opportunity>()
  const states = new Map<number, readonly string[]>()
  const nameOf = ({ id, routeId, openedAtMs }: Opportunity): string =>
    openedAtMs < startEpochMs + options.fromMs ? routeId : id
  try {
    const record = readPublished(world.redis, shards, {
      onViews: () => undefined,
      onOpportunities: ({ events, keyframe }) => {
        if (keyframe) open.clear()
        for (const { phase, opportunity, closeReason } of events) {
          if (phase === opportunityPhase.closed) open.delete(opportunity.routeId)
          else open.set(opportunity.routeId, opportunity)
          if (time.nowMs < options.fromMs) continue
          const name = nameOf(opportunity)
          if (phase === opportunityPhase.opened) episodes.push(JSON.stringify(['opened', name, figuresOf(opportunity)]))
          if (phase === opportunityPhase.closed) episodes.push(JSON.stringify(['closed', name, closeReason]))
        }
      },
    })
    exchange.onTick = () => {
      record.read()
      if (time.nowMs >= options.fromMs && time.nowMs % stateEveryMs === 0)
        states.set(time.nowMs, [...open.values()].map(row => JSON.stringify([nameOf(row), figuresOf(row)])).sort())
    }
    const roles: Role[] = ['sync', 'analyzer', ...[...exchange.venues.keys()].map((id): Role => `collector-${id}`)]
    for (const role of roles) world.start(role)
    for (const role of crash?.roles ?? []) {
      time.schedule(crash?.atMs ?? 0, () => world.processes.get(role)?.kill(), time.world)
      time.schedule(
        (crash?.atMs ?? 0) + restartMs,
        () => {
          world.start(role)
        },
        time.world,
      )
    }
    await world.run(options.simulatedMs)
    return { episodes: episodes.sort(), states }
  } finally {
    world.end()
  }
}

export const hashOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')
