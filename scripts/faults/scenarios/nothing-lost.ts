import { setTimeout as wait } from 'node:timers/promises'
import { eventually, type RedisServer, type TcpProxy } from '@screener/testing'
import { pick } from '../bench-scenario.ts'
import { judgeRecord } from '../judge-record.ts'
import type { PartProcess } from '../part-process.ts'
import { startPipeline, type Pipeline } from '../pipeline.ts'
import type { Scenario, ScenarioContext, ScenarioResult } from '../scenario.ts'

/** From nothing to the time in which checkpoints, renewals of leases and snapshots come round. */
const longestPauseMs = 700

interface Blow {
  readonly name: string
  readonly strike: (pipeline: Pipeline, random: () => number) => Promise<void>
}

/** Resolves when the process that came after it writes its streams. */
const killPart = async (pipeline: Pipeline, part: PartProcess): Promise<void> => {
  const streams = pipeline.streamsOf(part.name)
  const before = new Map(pipeline.writers)
  part.signal('SIGKILL')
  await part.ended()
  part.start()
  await eventually(() => streams.every(stream => pipeline.writers.get(stream) !== before.get(stream)), {
    timeoutMs: 60_000,
    what: `a new writer of ${streams.join()}`,
  })
}

const killRedis = async (redis: RedisServer): Promise<void> => {
  await redis.kill9()
  await redis.start()
}

/** Requests go on reaching Redis, answers do not reach us, then the connection is cut. */
const cutReplies = async (link: TcpProxy, forMs: number): Promise<void> => {
  link.swallowReplies()
  await wait(forMs)
  link.cut()
  link.resume()
}

const blows: readonly Blow[] = [
  { name: 'collector killed', strike: (pipeline, random) => killPart(pipeline, pick(pipeline.collectors, random)) },
  { name: 'orderbook-sync killed', strike: pipeline => killPart(pipeline, pipeline.part('orderbook-sync')) },
  { name: 'Redis killed', strike: ({ redis }) => killRedis(redis) },
  { name: 'replies to collectors cut off', strike: ({ links }, random) => cutReplies(links.collector, random() * 200) },
  {
    name: 'replies to orderbook-sync cut off',
    strike: ({ links }, random) => cutReplies(links['orderbook-sync'], random() * 200),
  },
  {
    name: 'links of collectors and orderbook-sync cut',
    strike: ({ links }) => {
      links.collector.cut()
      links['orderbook-sync'].cut()
      return Promise.resolve()
    },
  },
  {
    name: 'collector and orderbook-sync killed together',
    strike: async (pipeline, random) => {
      await Promise.all([
        killPart(pipeline, pick(pipeline.collectors, random)),
        killPart(pipeline, pipeline.part('orderbook-sync')),
      ])
    },
  },
  {
    name: 'Redis and orderbook-sync killed together',
    strike: async pipeline => {
      await Promise.all([killRedis(pipeline.redis), killPart(pipeline, pipeline.part('orderbook-sync'))])
    },
  },
]

const strikes = async (context: ScenarioContext, blow: Blow, times: number): Promise<ScenarioResult> => {
  const pipeline = await context.share('pipeline', () =>
    startPipeline({ without: ['arbitrage-analyzer', 'api-gateway'] }),
  )
  await pipeline.allLive(performance.now())
  pipeline.record.forget()
  let struckAtMs = 0
  for (let time = 0; time < times; time++) {
    await wait(context.random() * longestPauseMs)
    struckAtMs = performance.now()
    await blow.strike(pipeline, context.random)
  }
  const liveAtMs = await pipeline.allLive(performance.now())
  // What was wrong shows in what follows.
  await pipeline.allLive(liveAtMs)
  const { violations, brokenDown, figures } = await judgeRecord(pipeline)
  return {
    ok: violations.length === 0,
    violations,
    brokenDown,
    figures: { blows: times, ...figures, allLiveAfterMs: liveAtMs - struckAtMs },
  }
}

export const scenarios: readonly Scenario[] = blows.flatMap(blow =>
  [1, 2].map(times => ({
    name: `${blow.name}, ${times === 1 ? 'once' : 'twice'}`,
    guarantee: 'G8' as const,
    run: (context: ScenarioContext) => strikes(context, blow, times),
  })),
)
