import { encodeServiceStatus, statusStream } from '@screener/contracts'
import type { ServiceContext } from '@screener/service-kit'
import { appendShared, type RedisClient } from '@screener/streams'
import type { SyncConfig } from './config.ts'
import { countBooks } from './metrics.ts'
import type { HeldShard } from './held-shards.ts'
import type { SyncCounters } from './sync-counters.ts'

const statusEveryMs = 1_000
const statusMaxEntries = 1_000
/** Heartbeats come four times a second; a feed silent for longer is no hiccup. */
const maxFeedSilenceMs = 5_000

/** What `/health` asks: Redis is there, every feed of the shards held here is heard, no symbol is in the wrong shard. */
export const watchHealth = (
  { health, startedAtMs }: ServiceContext<SyncConfig>,
  redis: RedisClient,
  held: ReadonlyMap<number, HeldShard>,
  counters: SyncCounters,
  liveMembers: () => number,
): void => {
  health.check('redis', () => redis.trouble)
  health.check('leases', () => (liveMembers() > 0 ? undefined : 'no lease turn succeeded yet'))
  health.check('shards', () =>
    counters.misplacedSymbols === 0
      ? undefined
      : `${counters.misplacedSymbols} symbols came in the wrong shard: set the same SHARDS for collectors and orderbook-sync`,
  )
  health.check('feeds', () => {
    if (Date.now() - startedAtMs < maxFeedSilenceMs) return undefined
    const silent: string[] = []
    for (const [shard, { sync }] of held) {
      for (const { venue, life } of sync.feeds.values()) {
        const silentMs = life.silentMs(performance.now())
        if (silentMs <= maxFeedSilenceMs) continue
        const since = Number.isFinite(silentMs) ? `for ${Math.round(silentMs / 1_000)} s` : 'since the start'
        silent.push(`${venue} shard ${shard} silent ${since}`)
      }
    }
    return silent.length === 0 ? undefined : silent.join(', ')
  })
}

/** Says on sys:status each second who this is, what it holds and how it fares. */
export const reportStatus = (
  { service, instance, startedAtMs, health, onStop, loopDelayMs }: ServiceContext<SyncConfig>,
  redis: RedisClient,
  counters: SyncCounters,
  held: ReadonlyMap<number, HeldShard>,
): void => {
  const report = (): void => {
    if (!redis.ready) return
    const { healthy, checks } = health.report()
    const figures: Record<string, number> = { ...counters, loopDelayP99Ms: loopDelayMs() }
    for (const [venue, counts] of countBooks(held))
      for (const [status, count] of Object.entries(counts)) figures[`books.${venue}.${status}`] = count
    const payload = encodeServiceStatus({
      service,
      instance,
      healthy,
      venue: '',
      shards: [...held.keys()],
      startedAtMs,
      atMs: Date.now(),
      counters: figures,
      detail: Object.entries(checks)
        .filter(([, answer]) => answer !== 'ok')
        .map(([name, answer]) => `${name}: ${answer}`)
        .join('; '),
    })
    // The next one comes in a second: a lost one needs no repetition.
    appendShared(redis, statusStream, 'ServiceStatus', payload, statusMaxEntries).catch(() => undefined)
  }
  const timer = setInterval(report, statusEveryMs)
  onStop('status', () => clearInterval(timer))
}
