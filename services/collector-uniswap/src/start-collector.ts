import { encodeServiceStatus, statusStream } from '@screener/contracts'
import { followCommands, holdShards, type ShardOutlet } from '@screener/collector-runtime'
import { redisConnection, type ServiceContext } from '@screener/service-kit'
import { appendShared, connectRedis, createStreamReader, type RedisClient } from '@screener/streams'
import { createPoolCollector, type PoolCollector } from './collector.ts'
import { configuredChain, configuredPools, type UniswapConfig } from './config.ts'
import { createUniswapCounts, sum, type UniswapCounts } from './counts.ts'
import { registerMetrics } from './metrics.ts'

type Context = ServiceContext<UniswapConfig>

const statusEveryMs = 1000
const statusMaxEntries = 1000

/** Wires the collector of one chain to Redis and time. Throws ConfigError when a pool cannot be what is configured. */
export const startCollector = (context: Context): void => {
  const { config, log } = context
  const chain = configuredChain(config)
  const pools = configuredPools(config)
  const connection = redisConnection(config, `collector-${chain.venue}:${context.instance}`)
  const redis = connectRedis(connection, log)
  context.onStop('redis', () => redis.close())
  const counts = createUniswapCounts()
  const collector = createPoolCollector({
    chain,
    rpcUrls: (config.rpcUrls === '' ? chain.defaultRpcUrl : config.rpcUrls).split(',').map(url => url.trim()),
    pools,
    symbols: config.symbols,
    shards: config.shards,
    shape: { cover: config.cover, maxLevels: config.maxLevels },
    priorityFeeGwei: config.priorityFeeGwei,
    headCheckMs: config.headCheckMs,
    maxHeadAgeMs: config.maxHeadAgeMs < 0 ? chain.maxHeadAgeMs : config.maxHeadAgeMs,
    maxLagBlocks: config.maxLagBlocks,
    blockDeadlineMs: config.blockDeadlineMs,
    verifyQuotes: config.verifyQuotes,
    rpcTimeoutMs: config.rpcTimeoutMs,
    maxFrameBytes: config.maxFrameBytes,
    rollBack: !config.noRollback,
    counts,
    log: (event, fields, message) => log.warn({ event, venue: chain.venue, ...fields }, message),
    random: Math.random,
  })
  const outlets = new Map<number, ShardOutlet>()
  const leases = holdShards(chain.venue, context, redis, collector, outlets)
  const reader = createStreamReader({ ...connection, name: `${connection.name}:commands` }, log)
  context.onStop('command reader', () => reader.close())
  void followCommands(chain.venue, context, reader, command => collector.obey(command))
  watchHealth(context, redis, collector, outlets, () => leases.liveMembers)
  registerMetrics(context.metrics, chain.venue, counts, () => collector.state)
  reportStatus(chain.venue, context, redis, collector, counts, outlets)
  leases.start()
}

const watchHealth = (
  { health, config }: Context,
  redis: RedisClient,
  collector: PoolCollector,
  outlets: ReadonlyMap<number, ShardOutlet>,
  liveMembers: () => number,
): void => {
  const maxProofAgeMs = Math.max(5_000, 4 * config.headCheckMs)
  health.check('redis', () => redis.trouble)
  health.check('shards', () => (outlets.size > 0 || liveMembers() > 1 ? undefined : 'no shard is held'))
  health.check('chain', () => {
    const { connected, tip, proofAgeMs } = collector.state
    if (!connected) return 'no node answers'
    if (tip === undefined || proofAgeMs === undefined) return 'no block is complete yet'
    return proofAgeMs > maxProofAgeMs ? `the head was not confirmed for ${Math.round(proofAgeMs)} ms` : undefined
  })
  health.check('books', () => {
    const { books, liveBooks, refused } = collector.state
    return liveBooks + refused.size >= books
      ? undefined
      : `${books - liveBooks - refused.size} of ${books} are not live`
  })
}

const reportStatus = (
  venue: string,
  context: Context,
  redis: RedisClient,
  collector: PoolCollector,
  counts: UniswapCounts,
  outlets: ReadonlyMap<number, ShardOutlet>,
): void => {
  const { config, health, instance, service, startedAtMs } = context
  const timer = setInterval(() => {
    health.loopTurned('status')
    const report = health.report()
    const wrong = Object.entries(report.checks).filter(([, answer]) => answer !== 'ok')
    const { books, liveBooks, refused, tip } = collector.state
    const payload = encodeServiceStatus({
      service,
      instance,
      healthy: report.healthy,
      venue,
      shards: [...outlets.keys()],
      startedAtMs,
      atMs: Date.now(),
      counters: {
        heads: counts.heads,
        blocks: counts.blocks,
        block_number: tip?.number ?? 0,
        snapshots: counts.snapshots,
        books,
        live_books: liveBooks,
        // The configured symbols as well: this venue has none of them under that name.
        quarantined: refused.size + (outlets.size > 0 ? config.symbols.length : 0),
        reorgs: counts.chain.get('rollback') ?? 0,
        books_lost: sum(counts.booksLost),
        rpc_failures: sum(counts.rpcFailures),
        quotes_verified: counts.verified,
        quote_mismatches: sum(counts.quoteMismatches),
        loop_delay_p99_ms: context.loopDelayMs(),
      },
      detail: wrong.map(([name, answer]) => `${name}: ${answer}`).join('; '),
    })
    appendShared(redis, statusStream, 'ServiceStatus', payload, statusMaxEntries).catch(() => undefined)
  }, statusEveryMs)
  context.onStop('status', () => clearInterval(timer))
}
