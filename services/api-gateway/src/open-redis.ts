import { redisConnection } from '@screener/service-kit'
import { connectRedis, createStreamReader, type ClosableStreamReader, type RedisClient } from '@screener/streams'
import type { GatewayContext } from './config.ts'

/** The reader's blocking reads answer each second at the latest. */
const silentAfterMs = 4000

export interface GatewayRedis {
  readonly client: RedisClient
  readonly reader: ClosableStreamReader
  /** Why Redis counts as away; undefined while it is there. */
  readonly away: () => string | undefined
}

/** Both connections of the gateway; they come back by themselves. */
export const openRedis = ({ config, log, onStop, health }: GatewayContext): GatewayRedis => {
  const client = connectRedis(redisConnection(config, 'api-gateway'), log)
  onStop('redis', () => client.close())
  const reader = createStreamReader(redisConnection(config, 'api-gateway-reader'), log)
  onStop('stream reader', () => reader.close())
  const away = (): string | undefined => {
    if (client.trouble !== undefined) return client.trouble
    if (!reader.connected) return 'the reader is not connected'
    const silentMs = Math.round(performance.now() - reader.lastReplyAtMs)
    return silentMs > silentAfterMs ? `no answer for ${silentMs} ms` : undefined
  }
  health.check('redis', away)
  return { client, reader, away }
}
