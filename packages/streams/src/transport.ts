import type { LaneConnection } from './lane-connection.ts'
import type { RedisClient } from './redis-client.ts'
import type { RedisOptions, StreamLog } from './redis-options.ts'

/** Another way to a Redis than over a socket: the simulation's, which lives in this process. */
export interface RedisTransport {
  connect(options: RedisOptions, log: StreamLog): RedisClient
  /** One connection for reading; rejects while the Redis is away. */
  openLane(options: RedisOptions): Promise<LaneConnection>
}

const transports = new Map<string, RedisTransport>()

/** Connections to URLs of this scheme ("memory:") use it from now on, until the returned function is called. */
export const useTransport = (scheme: string, transport: RedisTransport): (() => void) => {
  transports.set(scheme, transport)
  return () => {
    if (transports.get(scheme) === transport) transports.delete(scheme)
  }
}

export const transportOf = ({ url }: RedisOptions): RedisTransport | undefined =>
  transports.size === 0 ? undefined : transports.get(url.slice(0, url.indexOf(':') + 1))
