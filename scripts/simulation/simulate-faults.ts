import { createHash } from 'node:crypto'
import { createRandom, type Random } from '../../services/exchange-simulator/src/market/random.ts'
import type { KnownVenue } from './known-venues.ts'
import { watchPhantoms, type Violation } from './phantom-watch.ts'
import { planFaults, type PlannedFault } from './plan-faults.ts'
import { readPublished } from './published-record.ts'
import type { Env, ServiceLog } from './simulated-services.ts'
import { openWorld, type SimulatedWorld } from './simulated-world.ts'

export interface FaultRunOptions {
  readonly seed: string
  readonly known: ReadonlyMap<string, KnownVenue>
  /** Only faults of these kinds; absent: all. */
  readonly kinds?: readonly string[] | undefined
  /** Absent: 1 or 2, as the seed says. */
  readonly faults?: number | undefined
  readonly env?: Env | undefined
  readonly log?: ServiceLog | undefined
}

export interface FaultRunResult {
  readonly seed: string
  /** Of every byte published on the book and opportunity streams, in order. */
  readonly hash: string
  readonly faults: readonly { readonly kind: string; readonly atMs: number }[]
  readonly violations: readonly Violation[]
  /** From the end of the last fault until all books were live and equal for good. */
  readonly convergedMs: number
  readonly simulatedMs: number
  readonly views: number
  readonly levels: number
  readonly rows: number
}

const symbolPool = ['BTC-USDT', 'ETH-USDT', 'ETH-BTC', 'SOL-USDT']
const startedByMs = 2_500
const faultSpanMs = 1_500
/** Promised (G6): single faults within 5 s, two together within 15 s. */
const singleLimitMs = 5_000
const pairLimitMs = 15_000
/** Books must stay right for so long before they count as right. */
const steadyMs = 400
const stepMs = 100
const judgedEveryTicks = 5

const choose = <T>(items: readonly T[], count: number, random: Random): readonly T[] => {
  const left = [...items]
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(Math.floor(random.next() * left.length), 1)[0] as T,
  )
}

/** One seed: a small market on two or three venues, the services over it, faults, and whether all is right again. */
export const simulateFaults = async (options: FaultRunOptions): Promise<FaultRunResult> => {
  const { seed, known } = options
  const random = createRandom(`${seed}:plan`)
  const venues = choose([...known.values()], 2 + Math.floor(random.next() * 2), random)
  const symbols = choose(symbolPool, 1 + Math.floor(random.next() * 2), random)
  const shards = [1, 2, 4][Math.floor(random.next() * 3)] ?? 1
  const faults = planFaults(
    { venues, symbols, shards, random },
    {
      count: options.faults ?? 1 + Math.floor(random.next() * 2),
      fromMs: startedByMs,
      toMs: startedByMs + faultSpanMs,
      ...(options.kinds === undefined ? {} : { kinds: options.kinds }),
    },
  )
  const world = openWorld({
    ...{ seed, venues, symbols, shards },
    eventsPerSecond: random.between(3, 25),
    takerBps: Object.fromEntries(venues.map(({ venue }) => [venue.id, 1])),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.log === undefined ? {} : { log: options.log }),
  })
  try {
    return await judgeRun(world, seed, faults, shards)
  } finally {
    world.end()
  }
}

const judgeRun = async (
  world: SimulatedWorld,
  seed: string,
  faults: readonly PlannedFault[],
  shards: number,
): Promise<FaultRunResult> => {
  const { time, truth, exchange } = world
  const watch = watchPhantoms(world, faults)
  const hash = createHash('sha256')
  const record = readPublished(world.redis, shards, {
    onViews: batch => {
      hash.update(JSON.stringify(batch))
      for (const view of batch.views) watch.onView(view)
    },
    onOpportunities: batch => {
      hash.update(JSON.stringify(batch))
      watch.onBatch(batch)
    },
  })
  let rightSinceMs: number | undefined
  let ticks = 0
  // A snapshot between two ticks may show what the next frame replaces.
  exchange.onAsked = () => {
    truth.look(time.nowMs)
  }
  exchange.onTick = () => {
    truth.look(time.nowMs)
    record.read()
    watch.onTick()
    if (++ticks % judgedEveryTicks !== 0) return
    if (truth.books.every(book => watch.isRight(book))) rightSinceMs ??= time.nowMs
    else rightSinceMs = undefined
  }
  for (const role of [
    'sync',
    'analyzer',
    ...[...exchange.venues.keys()].map(id => `collector-${id}` as const),
  ] as const)
    world.start(role)
  for (const fault of faults)
    time.schedule(
      fault.atMs,
      () => {
        fault.does(world)
      },
      time.world,
    )
  await world.run(startedByMs)
  const healedMs = Math.max(startedByMs, ...faults.map(({ overAtMs }) => overAtMs))
  await world.run(healedMs)
  const limitMs = faults.length > 1 ? pairLimitMs : singleLimitMs
  const isSteady = (): boolean =>
    rightSinceMs !== undefined && time.nowMs - Math.max(rightSinceMs, healedMs) >= steadyMs
  while (!isSteady() && time.nowMs - healedMs <= limitMs + steadyMs) await world.run(time.nowMs + stepMs)
  const violations = [...watch.violations]
  if (!isSteady()) {
    const wrong = truth.books.filter(book => !watch.isRight(book))
    violations.push({ atMs: time.nowMs, rule: 'converge', what: `not right ${limitMs} ms after: ${wrong.join(', ')}` })
  }
  return {
    seed,
    hash: hash.digest('hex'),
    faults: faults.map(({ kind, atMs }) => ({ kind, atMs })),
    violations,
    convergedMs: rightSinceMs === undefined ? Infinity : Math.max(0, rightSinceMs - healedMs),
    simulatedMs: time.nowMs,
    views: watch.views,
    levels: watch.levels,
    rows: watch.rows,
  }
}
