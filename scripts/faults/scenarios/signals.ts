import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { decodeMarketDataBatch } from '@screener/contracts'
import { eventually } from '@screener/testing'
import { root } from '../../stack/root.ts'
import { pick } from '../bench-scenario.ts'
import { toldTwice } from '../check-opportunities.ts'
import { judgeRecord } from '../judge-record.ts'
import type { PartProcess } from '../part-process.ts'
import { startPipeline, type Pipeline, type Role } from '../pipeline.ts'
import type { Scenario, ScenarioContext, ScenarioResult } from '../scenario.ts'

const roles: readonly Role[] = ['collector', 'orderbook-sync', 'arbitrage-analyzer', 'api-gateway']
const longestPauseMs = 900
const mostExitMs = 5_000
const mostSecondExitMs = 1_000

const partOf = (pipeline: Pipeline, role: Role, random: () => number): PartProcess =>
  pick(
    [...pipeline.parts.values()].filter(({ name }) => pipeline.roleOf(name) === role),
    random,
  )

/** Waits until the record holds the newest entry of each of these streams, to which nobody writes any more. */
const untilRecorded = async ({ record, redis }: Pipeline, streams: readonly string[]): Promise<void> => {
  for (const stream of streams) {
    const [newest = ''] = (await redis.command('XREVRANGE', stream, '+', '-', 'COUNT', '1')).split('\n')
    const isRecorded = (): boolean => {
      const last = record.entries.findLast(entry => entry.stream === stream)
      return last !== undefined && `${last.epochMs}-${last.n}` === newest
    }
    await eventually(isRecorded, { what: `${newest} of ${stream} in the record` })
  }
}

/** Leases that name a process which is gone: until they run out nobody does its work. */
const leasesOf = async ({ redis }: Pipeline, pid: number): Promise<readonly string[]> => {
  const keys = (await redis.command('KEYS', 'lease:{*}:*')).split('\n').filter(key => /:\d+$/.test(key))
  const held = await Promise.all(keys.map(async key => ({ key, holder: await redis.command('GET', key) })))
  return held.flatMap(({ key, holder }) => (holder.includes(`-${pid}/`) ? [`${key} is still held by ${holder}`] : []))
}

/** Streams of a collector that ended without the last word: that its books end. */
const withoutLastWord = ({ record, writers }: Pipeline, streams: readonly string[]): readonly string[] =>
  streams.flatMap(stream => {
    const last = record.entries.findLast(entry => entry.stream === stream && entry.epochMs === writers.get(stream))
    if (last === undefined) return []
    const { events } = decodeMarketDataBatch(last.payload)
    return events.some(({ bookLost }) => bookLost?.reason === 'shutdown') ? [] : [`${stream}: ends without a last word`]
  })

const begin = async (pipeline: Pipeline): Promise<void> => {
  // A process that has just begun to start has nothing yet that could listen to a signal.
  await pipeline.allHealthy()
  await pipeline.allLive(performance.now())
  pipeline.record.forget()
  await pipeline.allLive(performance.now())
}

/** Resolves with how it ended and after how long, not counting for how long it waited for a core. */
const untilEnded = async (
  pipeline: Pipeline,
  part: PartProcess,
  sentAtMs: number,
): Promise<{ code: number | null; how: string; afterMs: number }> => {
  const queueing = pipeline.countQueueing([part.name])
  let queuedMs = 0
  // What has ended tells nothing any more.
  const timer = setInterval(() => {
    queuedMs = Math.max(queuedMs, queueing())
  }, 20)
  const { code, signal } = await part.ended()
  clearInterval(timer)
  return { code, how: signal ?? `exit code ${code}`, afterMs: Math.max(0, performance.now() - sentAtMs - queuedMs) }
}

/** One SIGTERM at some instant under load; the process is started again behind it. */
const terminate = async (
  pipeline: Pipeline,
  part: PartProcess,
  { random }: ScenarioContext,
): Promise<ScenarioResult> => {
  await begin(pipeline)
  await wait(random() * longestPauseMs)
  const { pid } = part
  const streams = pipeline.streamsOf(part.name)
  const sentAtMs = performance.now()
  part.signal('SIGTERM')
  const { code, how, afterMs: exitAfterMs } = await untilEnded(pipeline, part, sentAtMs)
  const leases = await leasesOf(pipeline, pid)
  // All that it wrote is in Redis by now.
  await untilRecorded(pipeline, streams)
  const unsaid = pipeline.roleOf(part.name) === 'collector' ? withoutLastWord(pipeline, streams) : []
  part.start()
  const liveAtMs = await pipeline.allLive(performance.now())
  await pipeline.allLive(liveAtMs)
  const { violations: untrue, brokenDown, figures } = await judgeRecord(pipeline)
  const violations = [
    ...(code === 0 ? [] : [`${part.name} ended with ${how}`]),
    ...leases,
    ...unsaid,
    ...toldTwice(pipeline.record.entries),
    ...untrue,
  ]
  return { ok: violations.length === 0, violations, brokenDown, figures: { ...figures, exitAfterMs } }
}

/** SIGTERM while its Redis does not answer, so that ending takes its time; and, `again`, a second one. */
const terminateInTrouble = async (
  pipeline: Pipeline,
  part: PartProcess,
  { random }: ScenarioContext,
  again: boolean,
): Promise<ScenarioResult> => {
  await begin(pipeline)
  const link = pipeline.links[pipeline.roleOf(part.name)]
  link.stall()
  await wait(random() * longestPauseMs)
  let sentAtMs = performance.now()
  part.signal('SIGTERM')
  if (again) {
    await wait(random() * 400)
    sentAtMs = performance.now()
    part.signal('SIGTERM')
  }
  const { code, how, afterMs: endedAfterMs } = await untilEnded(pipeline, part, sentAtMs)
  link.cut()
  link.resume()
  part.start()
  const liveAtMs = await pipeline.allLive(performance.now())
  await pipeline.allLive(liveAtMs)
  const { violations: untrue, brokenDown, figures } = await judgeRecord(pipeline)
  const violations = [
    ...(code === 0 || (again && code === 1) ? [] : [`${part.name} ended with ${how}`]),
    ...toldTwice(pipeline.record.entries),
    ...untrue,
  ]
  const exit = again ? { secondExitAfterMs: endedAfterMs } : { exitAfterMs: endedAfterMs }
  return { ok: violations.length === 0, violations, brokenDown, figures: { ...figures, ...exit } }
}

const abrupt = join(root, 'scripts/faults/programs/exit-at-once.ts')

const control = (role: Role): Scenario => ({
  name: `control: ${role} that ends at once`,
  guarantee: 'G13',
  control: 'nothing is written out, said or given back at SIGTERM',
  run: async context => {
    await context.discard('pipeline')
    const pipeline = await context.share('control', () =>
      startPipeline({
        programs: Object.fromEntries(roles.map(each => [each, (main: string) => ['--import', abrupt, main]])),
        without: ['arbitrage-analyzer', 'api-gateway'],
      }),
    )
    return terminate(pipeline, partOf(pipeline, role, context.random), context)
  },
})

export const scenarios: readonly Scenario[] = [
  ...roles.flatMap((role): readonly Scenario[] => {
    const start = async (context: ScenarioContext): Promise<Pipeline> =>
      context.share('pipeline', () => startPipeline())
    return [
      {
        name: `${role} is told to end`,
        guarantee: 'G13',
        atMost: { exitAfterMs: mostExitMs },
        run: async context => {
          const pipeline = await start(context)
          return terminate(pipeline, partOf(pipeline, role, context.random), context)
        },
      },
      {
        name: `${role} is told to end while Redis does not answer`,
        guarantee: 'G13',
        atMost: { exitAfterMs: mostExitMs },
        run: async context => {
          const pipeline = await start(context)
          return terminateInTrouble(pipeline, partOf(pipeline, role, context.random), context, false)
        },
      },
      {
        name: `${role} is told to end twice`,
        guarantee: 'G13',
        atMost: { secondExitAfterMs: mostSecondExitMs },
        run: async context => {
          const pipeline = await start(context)
          return terminateInTrouble(pipeline, partOf(pipeline, role, context.random), context, true)
        },
      },
    ]
  }),
  control('collector'),
  control('orderbook-sync'),
]
