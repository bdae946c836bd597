import { bookKeys } from '@screener/contracts'
import type { RedisClient } from '@screener/streams'
import type { Sent } from './hand-collector.ts'

type Levels = [price: number, quantity: number][]

export interface Checkpoint {
  readonly meta: Readonly<Record<string, string>>
  readonly bids: Levels
  readonly asks: Levels
}

const pairs = (flat: unknown): [string, string][] => {
  const items = flat as string[]
  return Array.from({ length: items.length / 2 }, (_, index) => [items[index * 2]!, items[index * 2 + 1]!])
}

/** A HASH reply, which the driver may have made an object already. */
export const record = (reply: unknown): Record<string, string> =>
  Array.isArray(reply) ? Object.fromEntries(pairs(reply)) : (reply as Record<string, string>)

/** One book's state in Redis, read again while a write came in between. */
export const readCheckpoint = async (redis: RedisClient, venue: string, symbol: string): Promise<Checkpoint> => {
  const keys = bookKeys(0, venue, symbol)
  for (;;) {
    const [before, bids, bidQuantities, asks, askQuantities, after] = await redis.pipeline([
      ['HGETALL', keys.meta],
      ['ZREVRANGE', keys.bids, 0, -1, 'WITHSCORES'],
      ['HGETALL', keys.bidQuantities],
      ['ZRANGE', keys.asks, 0, -1, 'WITHSCORES'],
      ['HGETALL', keys.askQuantities],
      ['HGETALL', keys.meta],
    ])
    if (record(before)['savedTimeUs'] !== record(after)['savedTimeUs']) continue
    return { meta: record(before), bids: join(bids, bidQuantities), asks: join(asks, askQuantities) }
  }
}

const join = (range: unknown, hash: unknown): Levels => {
  const quantities = record(hash)
  const levels = pairs(range).map(([member, score]): [number, number] => {
    if (Number(member) !== Number(score)) throw new Error(`member ${member} has score ${score}`)
    return [Number(member), Number(quantities[member])]
  })
  if (levels.length !== Object.keys(quantities).length) throw new Error('ZSET and HASH hold different levels')
  return levels
}

/** The best 128 levels a side as they follow from what was sent, up to the checkpoint's id: Maps, no order-book code. */
export const replayTo = (
  history: readonly Sent[],
  symbol: string,
  mdId: string,
): { bids: Levels; asks: Levels; sequence: number } => {
  const bids = new Map<number, number>()
  const asks = new Map<number, number>()
  let sequence = 0
  const last = history.findIndex(({ id }) => id === mdId)
  if (last < 0) throw new Error(`nobody sent ${mdId}`)
  for (const { snapshot, delta } of history.slice(0, last + 1).flatMap(({ events }) => events)) {
    const message = snapshot ?? delta
    if (message?.symbol !== symbol) continue
    if (snapshot) {
      bids.clear()
      asks.clear()
    }
    message.bidPrices.forEach((price, index) => put(bids, price, message.bidQuantities[index]!))
    message.askPrices.forEach((price, index) => put(asks, price, message.askQuantities[index]!))
    sequence = message.sequence
  }
  const best = (side: Map<number, number>, sign: 1 | -1): Levels =>
    [...side].sort(([left], [right]) => (left - right) * sign).slice(0, 128)
  return { bids: best(bids, -1), asks: best(asks, 1), sequence }
}

const put = (side: Map<number, number>, price: number, quantity: number): void => {
  if (quantity === 0) side.delete(price)
  else side.set(price, quantity)
}
