import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bookStatus, bookStream, commandStream, decodeCollectorCommand, marketDataStream } from '@screener/contracts'
import { eventually, freeze, thaw } from '@screener/testing'
import { root } from '../../stack/root.ts'
import { viewsIn } from '../check-views.ts'
import { judgeRecord } from '../judge-record.ts'
import { startPipeline, type Pipeline } from '../pipeline.ts'
import type { Scenario, ScenarioContext, ScenarioResult } from '../scenario.ts'

/** Stands longer than a pause that makes every book doubtful: not one may be LIVE when it goes on. */
const leastFrozenMs = 700
const mostFrozenMs = 1_500
/** More than one reply can have had on its way. */
const entriesBehind = 10

interface Trim {
  readonly stream: string
  readonly venue: string
  readonly shard: number
}

interface Resumed {
  readonly atMs: number
  /** A moment in which it stood: what it says of later ones it made after it went on, whenever that is read here. */
  readonly stoodAtUs: number
}

/** Freezes orderbook-sync and trims these streams beyond where it had read them, then lets it go on. */
const trimBehindSync = async (
  pipeline: Pipeline,
  trims: readonly Trim[],
  keep: number,
  frozenMs: number,
): Promise<Resumed> => {
  const { pid } = pipeline.part('orderbook-sync')
  await freeze(pid)
  const had = new Map(
    await Promise.all(trims.map(async ({ stream }) => [stream, await lengthOf(pipeline, stream)] as const)),
  )
  await wait(frozenMs)
  for (const { stream } of trims) {
    const least = (had.get(stream) ?? 0) + keep + entriesBehind
    await eventually(async () => (await lengthOf(pipeline, stream)) >= least, { what: `entries behind in ${stream}` })
    await pipeline.redis.command('XTRIM', stream, 'MAXLEN', '=', `${keep}`)
  }
  const atMs = performance.now()
  thaw(pid)
  return { atMs, stoodAtUs: (performance.timeOrigin + atMs - leastFrozenMs / 2) * 1_000 }
}

const lengthOf = async ({ redis }: Pipeline, stream: string): Promise<number> =>
  Number(await redis.command('XLEN', stream))

/** What orderbook-sync published of books that it cannot know, after it went on. */
const believed = (pipeline: Pipeline, { venue, shard }: Trim, { stoodAtUs }: Resumed): readonly string[] => {
  const ofShard = pipeline.record.entries.filter(({ stream }) => stream === bookStream(shard))
  const ofVenue = (after: boolean): ReturnType<typeof viewsIn> =>
    viewsIn(ofShard).filter(view => view.venue === venue && view.syncedTimeUs > stoodAtUs === after)
  const sessions = new Map(ofVenue(false).map(view => [view.symbol, view.session]))
  const heard = new Set<string>()
  return ofVenue(true).flatMap(({ symbol, status, session, sequence }) => {
    const isFirst = !heard.has(symbol)
    heard.add(symbol)
    if (status !== bookStatus.live) return []
    if (isFirst) return [`${venue} ${symbol}: the first word after the trim is LIVE at ${sequence}`]
    return session > (sessions.get(symbol) ?? 0)
      ? []
      : [`${venue} ${symbol}: LIVE at ${sequence} without a new snapshot`]
  })
}

/** All of the stream, or, where a snapshot was on its way already and serves one of its books, the others by themselves. */
const wasOrdered = ({ record }: Pipeline, { venue, shard }: Trim, resumedAtMs: number): boolean =>
  record.entries.some(({ stream, atMs, payload }) => {
    if (stream !== commandStream(venue) || atMs < resumedAtMs) return false
    const { resyncShard, resyncBook } = decodeCollectorCommand(payload)
    const order = resyncShard ?? resyncBook
    return order?.shard === shard && order.reason === 'stream_hole'
  })

interface Kind {
  readonly name: string
  readonly keep: number
  readonly all: boolean
}

const trimmed = async (
  pipeline: Pipeline,
  { random }: ScenarioContext,
  { keep, all }: Kind,
): Promise<ScenarioResult> => {
  const every = pipeline.venues.flatMap(venue =>
    Array.from({ length: pipeline.shards }, (_, shard) => ({ stream: marketDataStream(shard, venue), venue, shard })),
  )
  const trims = all ? every : every.slice(Math.floor(random() * every.length)).slice(0, 1)
  await pipeline.allLive(performance.now())
  pipeline.record.forget()
  await pipeline.allLive(performance.now())
  const frozenMs = leastFrozenMs + random() * (mostFrozenMs - leastFrozenMs)
  const resumed = await trimBehindSync(pipeline, trims, keep, frozenMs)
  const liveAtMs = await pipeline.allLive(resumed.atMs)
  await pipeline.allLive(liveAtMs)
  const unnoticed = trims.filter(trim => !wasOrdered(pipeline, trim, resumed.atMs))
  const {
    violations: untrue,
    brokenDown,
    figures,
  } = await judgeRecord(
    pipeline,
    trims.map(({ stream }) => stream),
  )
  const violations = [
    ...unnoticed.map(({ stream }) => `${stream}: trimmed, and nobody ordered it anew`),
    ...trims.flatMap(trim => believed(pipeline, trim, resumed)),
    ...untrue,
  ]
  return {
    ok: violations.length === 0,
    violations,
    brokenDown,
    figures: { trims: trims.length, ...figures, allLiveAfterMs: liveAtMs - resumed.atMs },
  }
}

const without = ['arbitrage-analyzer', 'api-gateway'] as const
const kinds: readonly Kind[] = [true, false].flatMap(all =>
  [0, 1, 5].map(keep => ({ name: `${all ? 'all md streams' : 'one md stream'} trimmed to ${keep}`, keep, all })),
)

const deaf = join(root, 'scripts/faults/programs/sync-without-doubt.ts')

export const scenarios: readonly Scenario[] = [
  ...kinds.map((kind): Scenario => ({
    name: `${kind.name} behind orderbook-sync`,
    guarantee: 'G9',
    run: async context => trimmed(await context.share('pipeline', () => startPipeline({ without })), context, kind),
  })),
  {
    name: 'control: a reader that takes what it finds',
    guarantee: 'G9',
    control: 'holes in ids and gaps in sequences are not looked at',
    run: async context => {
      const start = (): Promise<Pipeline> =>
        startPipeline({
          without,
          programs: { 'orderbook-sync': () => [deaf] },
          environment: { 'orderbook-sync': { CONTROL_IGNORE_GAPS: 'true' } },
        })
      await context.discard('pipeline')
      return trimmed(await context.share('control', start), context, { name: '', keep: 1, all: true })
    },
  },
]
