import { encodeServiceStatus, statusStream } from '@screener/contracts'
import { redisConnection, runService, type ServiceContext, type Values } from '@screener/service-kit'
import { appendShared, connectRedis, createStreamReader, type RedisClient } from '@screener/streams'
import { createCollector, type Collector } from './collector.ts'
import type { OpenSocket } from './connection.ts'
import { createCounts, sum, type Counts } from './counts.ts'
import { followCommands } from './follow-commands.ts'
import { holdShards } from './hold-shards.ts'
import { registerMetrics } from './metrics.ts'
import { collectorSettings } from './settings.ts'
import type { ShardOutlet } from './shard-outlet.ts'
import { applyVariant } from './venue-variant.ts'
import type { Venue } from './venue.ts'
import { webSocketUrl } from './web-socket-url.ts'

type Context = ServiceContext<Values<ReturnType<typeof collectorSettings>>>

/** What a simulation puts in the place of the world outside. */
export interface CollectorOutside {
  readonly openSocket?: OpenSocket
}

const statusEveryMs = 1000
const statusMaxEntries = 1000
const minHealthyDataAgeMs = 5000

/** The collector service of one venue: from configuration to SIGTERM. */
export const runCollector = (venue: Venue): Promise<void> =>
  runService(`collector-${venue.id}`, collectorSettings(venue), context => startCollector(venue, context))

/** Starts the service in a context that somebody else made. */
export const startCollector = (usual: Venue, context: Context, outside: CollectorOutside = {}): void => {
  const { config, log } = context
  const venue = applyVariant(usual, config.venueVariant)
  const connection = redisConnection(config, `collector-${venue.id}:${context.instance}`)
  const redis = connectRedis(connection, log)
  context.onStop('redis', () => redis.close())
  const counts = createCounts()
  const collector = createCollector(venue, {
    webSocketUrl: webSocketUrl(config.webSocketUrl, venue.webSocketUrl),
    restUrl: (config.restUrl === '' ? venue.restUrl : config.restUrl).replace(/\/+$/, ''),
    symbols: config.symbols,
    shards: config.shards,
    maxFrameBytes: config.maxFrameBytes,
    maxConnectionAgeMs: connectionAge(config.maxConnectionAgeMs, venue),
    instrumentsEveryMs: config.instrumentsEveryMs,
    snapshotLevels: config.snapshotLevels,
    counts,
    log,
    random: Math.random,
    openSocket: outside.openSocket,
    // Who cannot serve a shard yet, or whom the venue does not let in, must not take it from one who does.
    onLoaded: () => leases.start(),
  })
  const outlets = new Map<number, ShardOutlet>()
  const leases = holdShards(venue.id, context, redis, collector, outlets)
  const reader = createStreamReader({ ...connection, name: `${connection.name}:commands` }, log)
  context.onStop('command reader', () => reader.close())
  void followCommands(venue.id, context, reader, command => collector.obey(command))
  watchHealth(venue, context, redis, collector, outlets, () => leases.liveMembers)
  registerMetrics(context.metrics, venue.id, counts, () => ({
    feeds: collector.membership.feedCount,
    liveBooks: collector.membership.liveCount,
    quarantined: collector.membership.quarantinedCount,
    shards: outlets.size,
    snapshotsWaiting: collector.snapshotsWaiting,
    pendingBytes: [...outlets.values()].reduce((total, outlet) => total + outlet.pendingBytes, 0),
    droppedEntries: [...outlets.values()].reduce((total, outlet) => total + outlet.droppedEntries, 0),
  }))
  reportStatus(venue, context, redis, collector, counts, outlets, () => collector.setShare(leases.liveMembers))
}

const connectionAge = (configuredMs: number, { limits }: Venue): number | undefined => {
  if (configuredMs < 0) return limits.maxConnectionAgeMs
  return configuredMs === 0 ? undefined : configuredMs
}

const watchHealth = (
  venue: Venue,
  { health }: Context,
  redis: RedisClient,
  collector: Collector,
  outlets: ReadonlyMap<number, ShardOutlet>,
  liveMembers: () => number,
): void => {
  const { membership } = collector
  const maxAgeMs = Math.max(minHealthyDataAgeMs, venue.liveness.dataTimeoutMs)
  health.check('redis', () => redis.trouble)
  health.check('shards', () => (outlets.size > 0 || liveMembers() > 1 ? undefined : 'no shard is held'))
  health.check('instruments', () => (membership.instrumentsLoaded ? undefined : 'the instrument list is not read yet'))
  health.check('subscriptions', () => {
    const open = [...membership.unconfirmed(), ...collector.tops.unconfirmed()]
    return open.length === 0 ? undefined : `${open.length} unconfirmed: ${open.slice(0, 5).join(', ')}`
  })
  health.check('data', () => {
    if (membership.feedCount === 0) return undefined
    const { dataAgeMs } = collector.state
    if (dataAgeMs === undefined) return 'no market data yet'
    return dataAgeMs > maxAgeMs ? `no market data for ${Math.round(dataAgeMs)} ms` : undefined
  })
}

const reportStatus = (
  venue: Venue,
  context: Context,
  redis: RedisClient,
  collector: Collector,
  counts: Counts,
  outlets: ReadonlyMap<number, ShardOutlet>,
  onTurn: () => void,
): void => {
  const { health, instance, service, startedAtMs } = context
  const timer = setInterval(() => {
    health.loopTurned('status')
    onTurn()
    const report = health.report()
    const wrong = Object.entries(report.checks).filter(([, answer]) => answer !== 'ok')
    const payload = encodeServiceStatus({
      service,
      instance,
      healthy: report.healthy,
      venue: venue.id,
      shards: [...outlets.keys()],
      startedAtMs,
      atMs: Date.now(),
      counters: counters(collector, counts, context.loopDelayMs()),
      detail: wrong.map(([name, answer]) => `${name}: ${answer}`).join('; '),
      progress: collector.subscriptions.progress(),
    })
    appendShared(redis, statusStream, 'ServiceStatus', payload, statusMaxEntries).catch(() => undefined)
  }, statusEveryMs)
  context.onStop('status', () => clearInterval(timer))
}

const counters = (collector: Collector, counts: Counts, loopDelayMs: number): Record<string, number> => ({
  frames: counts.frames,
  deltas: counts.deltas,
  snapshots: counts.snapshots,
  reconnects: sum(counts.reconnects),
  resyncs: sum(counts.resyncs),
  undecodable: sum(counts.undecodable),
  rest_failures: sum(counts.restFailures),
  rest_weight_used: counts.restWeightUsed,
  acknowledge_timeouts: counts.acknowledgeTimeouts,
  throttled: counts.throttled,
  books: collector.membership.feedCount,
  live_books: collector.membership.liveCount,
  tops: collector.tops.count,
  quarantined: collector.membership.quarantinedCount,
  snapshots_waiting: collector.snapshotsWaiting,
  ...(Number.isNaN(counts.messageAgeMs) ? {} : { message_age_ms: Math.round(counts.messageAgeMs) }),
  loop_delay_p99_ms: loopDelayMs,
})
