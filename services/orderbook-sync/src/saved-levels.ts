import type { BookSide } from '@screener/order-book'
import type { RedisCommand } from '@screener/streams'

/** Most levels a side kept in Redis. */
export const mostSavedLevels = 128

/** The levels of one side as Redis holds them, best first. */
export interface SavedLevels {
  readonly prices: readonly number[]
  readonly quantities: readonly number[]
}

export const noLevels: SavedLevels = { prices: [], quantities: [] }

export const levelsToSave = (side: BookSide): SavedLevels => {
  const prices: number[] = []
  const quantities: number[] = []
  side.copyTop(mostSavedLevels, prices, quantities)
  return { prices, quantities }
}

export interface SideKeys {
  /** ZSET, score and member = price. */
  readonly levels: string
  /** HASH price → quantity. */
  readonly quantities: string
}

/** Commands that turn `before` into `after`, each changed level once, however many deltas touched it. */
export const sideCommands = (
  kind: 'bids' | 'asks',
  keys: SideKeys,
  before: SavedLevels,
  after: SavedLevels,
): RedisCommand[] => {
  const added: string[] = []
  const set: string[] = []
  const removed: string[] = []
  const sign = kind === 'bids' ? 1 : -1
  let old = 0
  let now = 0
  while (old < before.prices.length || now < after.prices.length) {
    // A side that ended counts as infinitely bad.
    const oldKey = (before.prices[old] ?? -sign * Infinity) * sign
    const nowKey = (after.prices[now] ?? -sign * Infinity) * sign
    if (oldKey > nowKey) {
      removed.push(String(before.prices[old]))
      old++
      continue
    }
    const same = oldKey === nowKey
    if (!same || before.quantities[old] !== after.quantities[now]) {
      const price = String(after.prices[now])
      if (!same) added.push(price, price)
      set.push(price, String(after.quantities[now]))
    }
    if (same) old++
    now++
  }
  const commands: RedisCommand[] = []
  if (removed.length > 0) commands.push(['ZREM', keys.levels, ...removed], ['HDEL', keys.quantities, ...removed])
  if (added.length > 0) commands.push(['ZADD', keys.levels, ...added])
  if (set.length > 0) commands.push(['HSET', keys.quantities, ...set])
  return commands
}
