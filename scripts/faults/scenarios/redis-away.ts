import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beginRedisFault, eventually, redisFaultKinds, residentBytes, startRedis } from '@screener/testing'
import { root } from '../../stack/root.ts'
import { judgeRecord } from '../judge-record.ts'
import { watchOutage } from '../outage-watch.ts'
import { createPart } from '../part-process.ts'
import { startPipeline, type Pipeline } from '../pipeline.ts'
import type { Scenario, ScenarioContext, ScenarioResult } from '../scenario.ts'

/** Longer than what an outage may take to be told. */
const leastOutageMs = 2_500
const mostOutageMs = 5_000
const megabyte = 1 << 20

interface Outage {
  readonly name: string
  /** Resolves with what ends it. */
  readonly begin: (pipeline: Pipeline) => Promise<() => Promise<void>>
}

const onAllLinks = (pipeline: Pipeline, act: (link: Pipeline['links']['collector']) => void): Promise<void> => {
  for (const link of Object.values(pipeline.links)) act(link)
  return Promise.resolve()
}

const outages: readonly Outage[] = [
  ...redisFaultKinds.map(kind => ({
    name: `Redis ${kind.replaceAll('_', ' ')}`,
    begin: async ({ redis }: Pipeline) => {
      const fault = await beginRedisFault(redis, kind)
      return () => fault.end()
    },
  })),
  {
    name: 'every link to Redis cut and refused',
    begin: async pipeline => {
      await onAllLinks(pipeline, link => {
        link.refuse(true)
        link.cut()
      })
      return () => onAllLinks(pipeline, link => link.refuse(false))
    },
  },
  {
    name: 'every link to Redis silent',
    begin: async pipeline => {
      await onAllLinks(pipeline, link => link.stall())
      return () => onAllLinks(pipeline, link => link.resume())
    },
  },
]

const worst = (times: Iterable<number>): number => Math.max(0, ...times)

/** FAULT_BENCH_OUTAGE_SECONDS: how long Redis is away, for a long run. */
const outageMs = (random: () => number): number => {
  const seconds = Number(process.env['FAULT_BENCH_OUTAGE_SECONDS'] ?? 0)
  return seconds > 0 ? seconds * 1000 : leastOutageMs + random() * (mostOutageMs - leastOutageMs)
}

interface Course {
  readonly beganAtMs: number
  readonly endedAtMs: number
  readonly liveAtMs: number
  /** Of the time until all was LIVE: how long those who take part waited for a core. */
  readonly queuedMs: number
}

const undergo = async (pipeline: Pipeline, outage: Outage, forMs: number): Promise<Course> => {
  const end = await outage.begin(pipeline)
  const beganAtMs = performance.now()
  await wait(forMs)
  await end()
  const endedAtMs = performance.now()
  const queueing = pipeline.countQueueing()
  const liveAtMs = await pipeline.allLive(endedAtMs)
  const queuedMs = queueing()
  // What was wrong shows in what follows.
  await pipeline.allLive(liveAtMs)
  return { beganAtMs, endedAtMs, liveAtMs, queuedMs }
}

const strike = async (context: ScenarioContext, outage: Outage): Promise<ScenarioResult> => {
  const pipeline = await context.share('pipeline', () => startPipeline())
  await pipeline.allHealthy()
  await pipeline.allLive(performance.now())
  pipeline.record.forget()
  const watch = await watchOutage(pipeline)
  const pids = [...pipeline.parts.values()].map(({ pid }) => pid).join()
  // A watch that goes on keeps the whole bench from ending.
  const course = await undergo(pipeline, outage, outageMs(context.random)).finally(() => watch.stop())
  const { beganAtMs, endedAtMs, liveAtMs, queuedMs } = course
  const grownMb = worst(watch.grownBytes.values()) / megabyte
  const silent = [...pipeline.parts.keys()].filter(name => !watch.told.has(name))
  const { violations: untrue, brokenDown, figures } = await judgeRecord(pipeline)
  const violations = [
    ...silent.map(name => `/health of ${name} never said that Redis is away`),
    ...(watch.pageTold === undefined ? ['the feed of the page never said that something is not live'] : []),
    ...(pids === [...pipeline.parts.values()].map(({ pid }) => pid).join() ? [] : ['a process was replaced']),
    ...untrue,
  ]
  const toldAfterMs = [...watch.told.values()].map(({ atMs, queuedMs: before }) => atMs - beganAtMs - before)
  const page = watch.pageTold
  return {
    ok: violations.length === 0,
    violations,
    brokenDown,
    figures: {
      ...figures,
      outageMs: endedAtMs - beganAtMs,
      healthToldAfterMs: worst(toldAfterMs),
      pageToldAfterMs: page === undefined ? Infinity : worst([page.atMs - beganAtMs - page.queuedMs]),
      allLiveAfterMs: worst([liveAtMs - endedAtMs - queuedMs]),
      queuedForCpuMs: queuedMs,
      grownMb,
    },
  }
}

const producer = join(root, 'scripts/faults/programs/producer.ts')
/** More than a venue ever sends, so that seconds show what minutes would. */
const entriesPerMs = 20
/** Long enough to fill what the heap still had room for; shorter than the ten seconds after which the driver gives its queue up. */
const producedWhileAwayMs = 8_000

/** One process that goes on producing while Redis is away: what does it keep? */
const produceIntoNothing = async (kind: string): Promise<ScenarioResult> => {
  const redis = await startRedis()
  const env = { REDIS_URL: redis.url, PRODUCER: kind, ENTRIES_PER_MS: `${entriesPerMs}` }
  const part = await createPart({ name: kind, args: [producer], env })
  part.start()
  try {
    const written = async (): Promise<boolean> => Number(await redis.command('XLEN', 'produced')) > 50_000
    await eventually(written, { timeoutMs: 60_000, everyMs: 100, what: 'a producer that has warmed up' })
    await redis.kill9()
    const before = residentBytes(part.pid)
    await wait(producedWhileAwayMs)
    const grownMb = (residentBytes(part.pid) - before) / megabyte
    return { ok: true, violations: [], brokenDown: part.unasked, figures: { grownMb } }
  } finally {
    part.signal('SIGKILL')
    await part.ended()
    await redis.stop()
  }
}

export const scenarios: readonly Scenario[] = [
  ...outages.map((outage): Scenario => ({
    name: outage.name,
    guarantee: 'G10',
    atMost: { healthToldAfterMs: 2_000, pageToldAfterMs: 2_000, allLiveAfterMs: 5_000, grownMb: 50 },
    timeoutMs: 1_000_000,
    run: context => strike(context, outage),
  })),
  {
    name: 'Redis killed under a producer of 20,000 entries a second',
    guarantee: 'G10',
    atMost: { grownMb: 50 },
    run: () => produceIntoNothing('bounded'),
  },
  {
    name: 'control: a producer with the queue of its driver',
    guarantee: 'G10',
    control: 'what waits for Redis has no limit',
    atMost: { grownMb: 50 },
    run: () => produceIntoNothing('driver'),
  },
]
