/**
 * The pair of a symbol: BASE-QUOTE, without the `~<pool>` by which a venue that has several books of one pair tells them
 * apart (ETH-USDC~v3-500).
 */
export const pairOf = (symbol: string): string => {
  const end = symbol.indexOf('~')
  return end < 0 ? symbol : symbol.slice(0, end)
}

/**
 * Shard of a canonical symbol, by its pair: FNV-1a (32 bit, over UTF-8 bytes) mod `shards`. The same for all venues, so all venues of
 * one symbol meet in one shard.
 */
export const shardOf = (symbol: string, shards: number): number => {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(pairOf(symbol))) {
    hash ^= byte
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0) % shards
}
