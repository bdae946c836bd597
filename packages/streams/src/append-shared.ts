import type { RedisClient } from './redis-client.ts'

/**
 * Appends to a stream with several writers (ids by Redis). Rejects when Redis is away; after a cut the entry may or may
 * not be there, and it is never resent: repeating is for the caller, who knows whether twice does harm.
 */
export const appendShared = async (
  redis: RedisClient,
  stream: string,
  type: string,
  payload: Uint8Array,
  maxEntries: number,
): Promise<void> => {
  await redis.command('XADD', stream, 'MAXLEN', '~', maxEntries, '*', 't', type, 'p', payload)
}
