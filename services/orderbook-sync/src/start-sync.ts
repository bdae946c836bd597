import { bookStream, encodeBookViewBatch, marketDataStream } from '@screener/contracts'
import { redisConnection, type ServiceContext } from '@screener/service-kit'
import {
  connectRedis,
  createShardLeases,
  createStreamReader,
  type ClosableStreamReader,
  type StreamEvent,
  type StreamWriter,
} from '@screener/streams'
import { createCheckpointWriter, type CheckpointWriter } from './checkpoint-writer.ts'
import type { SyncClock } from './clock.ts'
import { createCommandSender, type CommandSender } from './command-sender.ts'
import type { SyncConfig } from './config.ts'
import { createHeldShards, type HeldShard, type HeldShards, type Route } from './held-shards.ts'
import { registerMetrics, type SyncMetrics } from './metrics.ts'
import type { ShardSync, ShardSyncEffects } from './shard-sync.ts'
import { reportStatus, watchHealth } from './status.ts'
import { createSyncCounters } from './sync-counters.ts'

const tickEveryMs = 50
/** Output waiting for Redis beyond this: what only repeats is left out. */
const congestedBytes = 262_144
const undecodableLogEveryMs = 10_000

const clock: SyncClock = {
  nowMs: () => performance.now(),
  // A step of the wall clock neither ages books nor makes them young.
  epochUs: () => Math.round((performance.timeOrigin + performance.now()) * 1_000),
  // Asked for at each call, not here: a simulation has chances of its own.
  random: () => Math.random(),
}

/** What a control run of the tests takes away, to show what it protects from. */
export interface SyncControl {
  /** Events of the streams for which this is false are not heard. */
  readonly hears?: (event: StreamEvent) => boolean
}

/** Starts the service: leases decide which shards, the reader feeds them, one tick drives everything that depends on time. */
export const startSync = (context: ServiceContext<SyncConfig>, control: SyncControl = {}): void => {
  const { config, log, onStop } = context
  const connection = redisConnection(config, `orderbook-sync:${context.instance}`)
  const redis = connectRedis(connection, log)
  onStop('redis', () => redis.close())
  const reader = createStreamReader({ ...connection, name: `${connection.name}:reader` }, log)
  onStop('reader', () => reader.close())

  const counters = createSyncCounters()
  const checkpoints = createCheckpointWriter(
    redis,
    { everyMs: config.checkpointEveryMs, cluster: config.redisCluster },
    clock,
    log,
  )
  const orders = createCommandSender(redis, () => clock.nowMs(), log)
  const held = createHeldShards({
    ...{ context, redis, reader, counters, clock, checkpoints },
    effectsOf: (shard, writer) => createEffects(shard, writer, { context, reader, metrics, orders }),
  })
  const metrics = registerMetrics(context.metrics, counters, held.shards)
  onStop('writers', () => held.closed())
  const leases = createShardLeases(
    redis,
    {
      role: 'orderbook-sync',
      instance: context.instance,
      shards: config.shards,
      ttlMs: config.leaseTtlMs,
      streamsOf: shard => [bookStream(shard)],
      onAcquired: held.take,
      onLost: held.drop,
    },
    log,
  )
  leases.start()
  onStop('leases', () => leases.release())
  void readAll(context, reader, held, metrics, control)
  startTicking(context, held.shards, checkpoints, orders)
  watchHealth(context, redis, held.shards, counters, () => leases.liveMembers)
  reportStatus(context, redis, counters, held.shards)
}

interface EffectsParts {
  readonly context: ServiceContext<SyncConfig>
  readonly reader: ClosableStreamReader
  readonly metrics: SyncMetrics
  readonly orders: CommandSender
}

const createEffects = (
  shard: number,
  writer: StreamWriter,
  { context, reader, metrics, orders }: EffectsParts,
): ShardSyncEffects => {
  const loggedAtMs = new Map<string, number>()
  return {
    publish: batch => {
      metrics.onPublish(batch)
      writer.append('BookViewBatch', encodeBookViewBatch(batch))
    },
    order: (venue, command) => orders.send(venue, command),
    undecodable: (venue, id, reason) => {
      const nowMs = clock.nowMs()
      if (nowMs - (loggedAtMs.get(venue) ?? -Infinity) < undecodableLogEveryMs) return
      loggedAtMs.set(venue, nowMs)
      context.log.warn({ event: 'undecodable_entry', venue, shard, id, reason }, 'entry could not be read')
    },
    congested: () => writer.pendingBytes > congestedBytes,
    listening: venue => reader.positionOf(marketDataStream(shard, venue)) !== undefined,
  }
}

const readAll = async (
  context: ServiceContext<SyncConfig>,
  reader: ClosableStreamReader,
  held: HeldShards,
  metrics: SyncMetrics,
  { hears = () => true }: SyncControl,
): Promise<void> => {
  const turned = new Set<ShardSync>()
  for await (const events of reader.batches(context.signal)) {
    for (const event of events) {
      const route = held.routeOf(event.stream)
      if (!route || !hears(event)) continue
      handle(route, event)
      turned.add(route.sync)
    }
    metrics.inTurn(true)
    for (const sync of turned) sync.endTurn()
    metrics.inTurn(false)
    turned.clear()
  }
}

const handle = ({ venue, sync }: Route, event: StreamEvent): void => {
  switch (event.kind) {
    case 'entry':
      sync.onEntry(venue, event.id, event.type, event.payload)
      break
    case 'hole':
      sync.onHole(venue)
      break
    case 'epoch':
      sync.onWriterChange(venue)
  }
}

const startTicking = (
  context: ServiceContext<SyncConfig>,
  held: ReadonlyMap<number, HeldShard>,
  checkpoints: CheckpointWriter,
  orders: CommandSender,
): void => {
  const timer = setInterval(() => {
    for (const { sync } of held.values()) sync.tick()
    checkpoints.tick()
    orders.tick()
    context.health.loopTurned('tick')
  }, tickEveryMs)
  context.onStop('tick', () => clearInterval(timer))
}
