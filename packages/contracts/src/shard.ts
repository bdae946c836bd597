/**
 * Shard of a canonical symbol: FNV-1a (32 bit, over UTF-8 bytes) mod `shards`. The same for all venues, so all venues of
 * one symbol meet in one shard.
 */
export const shardOf = (symbol: string, shards: number): number => {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(symbol)) {
    hash ^= byte
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0) % shards
}
