import { encodeServiceStatus, opportunityStream, statusStream } from '@screener/contracts'
import { redisConnection, type ServiceContext } from '@screener/service-kit'
import { appendShared, connectRedis, createStreamReader, type RedisClient } from '@screener/streams'
import { createAnalyzer, type Analyzer } from './analyzer.ts'
import { openAssetFile } from './asset-file.ts'
import { systemClock } from './clock.ts'
import type { AnalyzerConfig } from './config.ts'
import { readLeftOpen } from './left-open.ts'
import { watchMetrics } from './watch-metrics.ts'

const tickEveryMs = 50
const statusEveryMs = 1_000
const statusMaxEntries = 1_000
const replyTimeoutMs = 5_000
const booksTimeoutMs = 5_000
const assetsEveryMs = 2_000
// More would only be scrolled past; the log has each.
const mostHoldsTold = 50

type Context = ServiceContext<AnalyzerConfig>

const reportStatus = (context: Context, redis: RedisClient, analyzer: Analyzer): void => {
  const { healthy, checks } = context.health.report()
  const { engine, publisher, metrics, watch } = analyzer
  const { routesByKind, ...counts } = engine.counts
  const failing = Object.entries(checks).filter(([, answer]) => answer !== 'ok')
  const status = encodeServiceStatus({
    service: context.service,
    instance: context.instance,
    healthy,
    venue: '',
    shards: publisher.active ? [0] : [],
    startedAtMs: context.startedAtMs,
    atMs: Date.now(),
    counters: {
      ...counts,
      ...routesByKind,
      opened: metrics.totals.opened,
      closed: metrics.totals.closed,
      published: metrics.totals.published,
      dropped: publisher.droppedEntries,
      held_quarantined: watch.held.quarantined,
      held_lagging: watch.held.lagging,
      loop_delay_p99_ms: context.loopDelayMs(),
    },
    detail: failing.map(([name, answer]) => `${name}: ${answer}`).join('; '),
  })
  // Lost while Redis is away; the next one follows in a second.
  appendShared(redis, statusStream, 'ServiceStatus', status, statusMaxEntries).catch(() => undefined)
}

const every = (context: Context, name: string, intervalMs: number, job: () => void): void => {
  const timer = setInterval(job, intervalMs)
  context.onStop(name, () => clearInterval(timer))
}

/** Wires the analyzer to Redis and time. Throws ConfigError when two settings do not fit together. */
export const runAnalyzer = (context: Context): void => {
  const { config, log, signal, health } = context
  const connection = redisConnection(config, `${context.service}:${context.instance}`)
  const redis = connectRedis(connection, log)
  context.onStop('redis', () => redis.close())
  const assets = openAssetFile(config.assetsFile, log)
  const analyzer = createAnalyzer({
    config,
    assets: assets.registry,
    instance: context.instance,
    redis,
    registry: context.metrics,
    log,
    clock: systemClock,
    leftOpen: () => readLeftOpen(connection, redis, opportunityStream(0), log),
  })
  const reader = createStreamReader(connection, log)
  context.onStop('reader', () => reader.close())
  for (const stream of analyzer.streams) reader.follow(stream, 'now')

  const ageMs = (atMs: number): number => performance.now() - atMs
  health.check(
    'redis',
    () =>
      redis.trouble ??
      (reader.connected && ageMs(reader.lastReplyAtMs) < replyTimeoutMs ? undefined : 'Redis does not answer'),
  )
  health.check('books', () => {
    const { lastEntryAtMs } = analyzer
    if (lastEntryAtMs === undefined) return 'no book heard of yet'
    return ageMs(lastEntryAtMs) < booksTimeoutMs
      ? undefined
      : `no word of any book for ${Math.round(ageMs(lastEntryAtMs))} ms`
  })

  health.check('assets', () => assets.problem)
  // What is not believed is how the market is, not how this service is: it is told and does not fail.
  health.note('held', () => {
    const holds = analyzer.watch.holds(mostHoldsTold)
    return holds.length === 0 ? undefined : holds.join('; ')
  })
  watchMetrics(context.metrics, analyzer.watch)

  const follow = async (): Promise<void> => {
    for await (const batch of reader.batches(signal)) analyzer.onBatch(batch)
  }
  const following = follow()
  context.onStop('following', () => following)
  analyzer.publisher.start()
  context.onStop('publisher', () => analyzer.close())
  every(context, 'assets', assetsEveryMs, () => {
    if (assets.poll()) analyzer.renewAssets(assets.registry)
  })
  every(context, 'status', statusEveryMs, () => reportStatus(context, redis, analyzer))
  every(context, 'sweep', tickEveryMs, () => {
    health.loopTurned('sweep')
    analyzer.tick()
  })
}
