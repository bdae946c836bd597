import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { eventually } from '@screener/testing'
import { startPipeline, type Pipeline } from '../pipeline.ts'
import type { Scenario, ScenarioResult } from '../scenario.ts'

interface Appends {
  /** By stream: entries seen added. */
  readonly counts: ReadonlyMap<string, number>
  readonly unlimited: ReadonlySet<string>
  readonly close: () => void
}

/** `"xadd" "md:{0}:venue" "MAXLEN" …` as MONITOR writes it. */
const appendLine = /\] "xadd" "([^"]*)" "([^"]*)"/i

/** Every XADD that Redis is told from now on, by MONITOR. */
const watchAppends = async (port: number): Promise<Appends> => {
  const counts = new Map<string, number>()
  const unlimited = new Set<string>()
  const monitor = spawn('redis-cli', ['-p', `${port}`, 'MONITOR'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines = createInterface({ input: monitor.stdout })
  const begun = once(lines, 'line')
  lines.on('line', line => {
    const [, stream, option = ''] = appendLine.exec(line) ?? []
    if (stream === undefined) return
    counts.set(stream, (counts.get(stream) ?? 0) + 1)
    if (option.toUpperCase() !== 'MAXLEN') unlimited.add(stream)
  })
  await begun
  return { counts, unlimited, close: () => void monitor.kill('SIGKILL') }
}

const streamsIn = async ({ redis }: Pipeline): Promise<readonly string[]> => {
  // Far more than there are keys: one round tells all, and begins with the cursor.
  const [, ...keys] = (await redis.command('SCAN', '0', 'COUNT', '100000', 'TYPE', 'stream')).split('\n')
  return keys.filter(key => key !== '')
}

const watchStreams = async (pipeline: Pipeline, meanwhile: () => Promise<unknown>): Promise<ScenarioResult> => {
  await pipeline.allLive(performance.now())
  const appends = await watchAppends(pipeline.redis.port)
  try {
    // A gap at each venue, so that commands to its collector are among what is seen.
    for (const venue of pipeline.venues)
      await pipeline.truth.injectFault({ venue, symbol: pipeline.symbols[0], kind: 'drop', channel: 'depth', count: 1 })
    await meanwhile()
    const unseen = async (): Promise<readonly string[]> =>
      (await streamsIn(pipeline)).filter(stream => !appends.counts.has(stream))
    await eventually(async () => (await unseen()).length === 0, {
      everyMs: 100,
      what: 'entries in every stream',
    }).catch(() => undefined)
    const brokenDown = (await unseen()).map(stream => `${stream}: nothing was seen added, so nobody knows its limit`)
    const violations = [...appends.unlimited].map(stream => `${stream}: entries are added without MAXLEN`)
    const figures = { streams: appends.counts.size, entries: [...appends.counts.values()].reduce((a, b) => a + b, 0) }
    return { ok: violations.length === 0, violations, brokenDown, figures }
  } finally {
    appends.close()
  }
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'every entry of every stream is added with a limit',
    guarantee: 'G10',
    run: async context => watchStreams(await context.share('pipeline', () => startPipeline()), () => Promise.resolve()),
  },
  {
    name: 'control: a stream without a limit',
    guarantee: 'G10',
    control: 'entries of one stream are added without MAXLEN',
    run: async context => {
      const pipeline = await context.share('pipeline', () => startPipeline())
      const { redis } = pipeline
      return watchStreams(pipeline, () => redis.command('XADD', 'without:limit', '*', 't', 'T', 'p', '')).finally(() =>
        redis.command('DEL', 'without:limit'),
      )
    },
  },
]
