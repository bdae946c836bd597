import { encodeServiceStatus, statusStream } from '@screener/contracts'
import { appendShared, type RedisClient } from '@screener/streams'
import type { Browsers } from './accept-browsers.ts'
import type { GatewayContext } from './config.ts'
import type { FanOut } from './fan-out.ts'

const statusEntriesKept = 1000

/** This instance's own word on sys:status. */
export const publishStatus = (
  { service, instance, startedAtMs, health, loopDelayMs }: GatewayContext,
  redis: RedisClient,
  fanOut: FanOut,
  browsers: Browsers,
): void => {
  const report = health.report()
  const detail = Object.entries(report.checks).filter(([, answer]) => answer !== 'ok')
  const status = encodeServiceStatus({
    service,
    instance,
    healthy: report.healthy,
    venue: '',
    shards: [],
    startedAtMs,
    atMs: Date.now(),
    counters: {
      browsers: fanOut.size(),
      messages: fanOut.counters.messages,
      full_states: fanOut.counters.fullStates,
      skipped: fanOut.counters.skipped,
      dropped: fanOut.counters.dropped,
      refused_origins: browsers.refusedOrigins(),
      loop_delay_p99_ms: loopDelayMs(),
    },
    detail: detail.map(([name, answer]) => `${name}: ${answer}`).join('; '),
  })
  // While Redis is away there is nobody to tell; /health says it.
  appendShared(redis, statusStream, 'ServiceStatus', status, statusEntriesKept).catch(() => undefined)
}
