import {
  commandStream,
  decodeServiceStatus,
  decodeSubscriptionRequest,
  encodeCollectorCommand,
  encodeServiceStatus,
  statusStream,
  subscriptionRequestStream,
  type DesiredSubscriptions,
} from '@screener/contracts'
import { redisConnection, type ServiceContext } from '@screener/service-kit'
import {
  appendShared,
  connectRedis,
  createShardLeases,
  createStreamReader,
  type RedisClient,
  type StreamEvent,
} from '@screener/streams'
import { createCollectorReports } from './collector-reports.ts'
import type { ManagerConfig } from './config.ts'
import { createKeptStates } from './kept-states.ts'
import { openListSource } from './list-source.ts'
import { createManager, type Manager } from './manager.ts'
import { createManagerMetrics } from './metrics.ts'

type Context = ServiceContext<ManagerConfig>

const tickEveryMs = 100
const secondMs = 1_000
const statusMaxEntries = 1_000
/**
 * The desired set of thousands of symbols is tens of kilobytes. Collectors read from now on, and what one missed is said again. The orders of
 * orderbook-sync, which writes there too, are trimmed with it: one that was not read yet is repeated after 3 s.
 */
const commandsMaxEntries = 64
const replyTimeoutMs = 5_000
const refusalLogEveryMs = 10_000
/** Reading what was in force takes milliseconds; more come only while that fails. */
const mostEarlyRequests = 1_000

const every = (context: Context, name: string, intervalMs: number, job: () => void): void => {
  const timer = setInterval(job, intervalMs)
  context.onStop(name, () => clearInterval(timer))
}

/** Wires the manager to Redis, time, and the list of symbols. Throws ConfigError when the list is wrong. */
export const runManager = (context: Context): void => {
  const { config, log, health, signal } = context
  const room = { deep: config.maxDeep, top: config.maxTop }
  const source = openListSource(config, config, log)
  const connection = redisConnection(config, `${context.service}:${context.instance}`)
  const redis = connectRedis(connection, log)
  context.onStop('redis', () => redis.close())
  const reports = createCollectorReports(config.shards)
  const kept = createKeptStates(redis)
  const metrics = createManagerMetrics(context.metrics, config.venues, () => manager)
  /** Undefined: another instance is at work, or what was in force before is not read yet. */
  let manager: Manager | undefined
  let holding: symbol | undefined
  let refusalLoggedAtMs = -Infinity
  /** Requests that came while we hold the lease and do not know yet what was in force before. */
  let early: StreamEvent[] = []

  const send = (venue: string, desired: DesiredSubscriptions): void => {
    const { revision, deep, top } = desired
    metrics.sent.inc({ venue })
    log.info({ event: 'desired', venue, revision, deep: deep.length, top: top.length }, 'told the collectors')
    const command = encodeCollectorCommand({ desired, issuedBy: context.instance, atUs: Date.now() * 1_000 })
    // Lost while Redis is away; sent again until the collectors say that they follow it.
    appendShared(redis, commandStream(venue), 'CollectorCommand', command, commandsMaxEntries).catch(() => undefined)
  }
  /** Goes on from what was in force. A wish that nobody reads is a wish forgotten, so without it nothing is told. */
  const takeOver = async (mine: symbol): Promise<void> => {
    try {
      const before = await kept.read(config.venues)
      if (holding !== mine) return
      const { maxWishSeconds, venues } = config
      const { listed } = source
      manager = createManager({
        venues,
        listed,
        room,
        maxWishSeconds,
        kept: before,
        reports,
        send,
        epochMs: Date.now(),
      })
      log.info({ event: 'managing', wishes: manager.wishes, listed: listed.length }, 'tells what is desired')
      early.forEach(handle)
      early = []
    } catch (error) {
      log.warn({ event: 'kept_unread', err: error }, 'what was in force could not be read')
      if (holding === mine) setTimeout(() => void takeOver(mine), secondMs).unref()
    }
  }
  const leases = createShardLeases(
    redis,
    {
      role: context.service,
      instance: context.instance,
      shards: 1,
      ttlMs: config.leaseTtlMs,
      keep: true,
      streamsOf: () => [],
      onAcquired: () => {
        holding = Symbol('lease')
        void takeOver(holding)
      },
      onLost: () => {
        holding = undefined
        manager = undefined
        early = []
      },
    },
    log,
  )

  const onRequest = (payload: Uint8Array): void => {
    const { origin, wishes, issuedBy } = decodeSubscriptionRequest(payload)
    for (const wish of wishes) {
      const problem = manager?.wish(origin, wish, Date.now())
      metrics.wishes.inc({ outcome: problem === undefined ? 'taken' : 'refused' })
      if (problem === undefined || performance.now() - refusalLoggedAtMs < refusalLogEveryMs) continue
      refusalLoggedAtMs = performance.now()
      log.warn({ event: 'wish_refused', issuedBy, symbol: wish.symbol.slice(0, 80), problem }, 'a wish is refused')
    }
  }
  const handle = (event: StreamEvent): void => {
    if (event.kind !== 'entry') return
    try {
      if (event.type === 'ServiceStatus') reports.take(decodeServiceStatus(event.payload), performance.now())
      else if (event.type === 'SubscriptionRequest') {
        if (manager !== undefined) onRequest(event.payload)
        else if (holding !== undefined && early.length < mostEarlyRequests) early.push(event)
      }
    } catch (error) {
      log.warn(
        { event: 'undecodable_entry', stream: event.stream, id: event.id, err: error },
        'an entry did not decode',
      )
    }
  }
  const reader = createStreamReader({ ...connection, name: `${connection.name}:reader` }, log)
  context.onStop('reader', () => reader.close())
  for (const stream of [subscriptionRequestStream, statusStream]) reader.follow(stream, 'now', { explicitIds: false })
  const follow = async (): Promise<void> => {
    for await (const batch of reader.batches(signal)) batch.forEach(handle)
  }
  void follow()

  const reload = (anyway: boolean): void => {
    if (source.poll(anyway)) manager?.setList(source.listed, Date.now())
  }
  const onHangup = (): void => reload(true)
  process.on('SIGHUP', onHangup)
  context.onStop('hangup', () => void process.off('SIGHUP', onHangup))

  health.check('redis', () => {
    const silentMs = performance.now() - reader.lastReplyAtMs
    return redis.trouble ?? (reader.connected && silentMs < replyTimeoutMs ? undefined : 'Redis does not answer')
  })
  health.check('lease', () => (leases.liveMembers > 0 ? undefined : 'no lease turn succeeded yet'))
  health.check('list', () => source.problem)
  health.note('unmanaged', () => {
    const silent = config.venues.filter(venue => !reports.isManaged(venue))
    return silent.length === 0 ? undefined : `no collector says what it follows: ${silent.join(', ')}`
  })
  every(context, 'tick', tickEveryMs, () => {
    health.loopTurned('tick')
    manager?.tick({ epochMs: Date.now(), monotonicMs: performance.now() })
  })
  every(context, 'second', secondMs, () => {
    reload(false)
    for (const venue of config.venues) {
      const states = manager?.states(venue, Date.now())
      if (states !== undefined) kept.write(venue, states)
    }
    reportStatus(context, redis, manager)
  })
  leases.start()
  context.onStop('leases', () => leases.release())
}

const reportStatus = (
  { health, service, instance, startedAtMs, loopDelayMs }: Context,
  redis: RedisClient,
  manager: Manager | undefined,
): void => {
  const { healthy, checks } = health.report()
  const status = encodeServiceStatus({
    service,
    instance,
    healthy,
    venue: '',
    shards: manager === undefined ? [] : [0],
    startedAtMs,
    atMs: Date.now(),
    counters: { wishes: manager?.wishes ?? 0, loop_delay_p99_ms: loopDelayMs() },
    detail: Object.entries(checks)
      .filter(([, answer]) => answer !== 'ok')
      .map(([name, answer]) => `${name}: ${answer}`)
      .join('; '),
  })
  // Lost while Redis is away; the next one follows in a second.
  appendShared(redis, statusStream, 'ServiceStatus', status, statusMaxEntries).catch(() => undefined)
}
