import {
  bookIndexKey,
  bookKeys,
  bookStatus,
  bookStream,
  decodeBookViewBatch,
  decodeMarketDataBatch,
  decodeOpportunityBatch,
  marketDataStream,
  opportunityStream,
  priceKey,
} from '@screener/contracts'
import { createStreamReader, type RedisClient } from '@screener/streams'
import { bookBytes, marketDataBytes, opportunityBytes, viewBytes } from './redis-memory.ts'
import type { RedisPlace } from './service-rig.ts'

/** What Redis says and what the calculation says, bytes. */
export interface MemoryComparison {
  readonly part: string
  readonly measured: number
  readonly calculated: number
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const shards = [0, 1, 2, 3]

interface Content {
  readonly entries: number
  readonly items: number
  readonly levels: number
}

/** All that a stream holds now, counted by `count`. */
const contentOf = async (
  place: RedisPlace,
  redis: RedisClient,
  stream: string,
  count: (payload: Uint8Array) => { readonly items: number; readonly levels: number },
): Promise<Content> => {
  const newest = (await redis.command('XREVRANGE', stream, '+', '-', 'COUNT', 1)) as readonly (readonly [string])[]
  const until = newest[0]?.[0]
  const content = { entries: 0, items: 0, levels: 0 }
  if (until === undefined) return content
  const reader = createStreamReader({ ...place, name: 'memory' }, quiet)
  reader.follow(stream, 'start', { explicitIds: false })
  try {
    for await (const batch of reader.batches(AbortSignal.timeout(20_000))) {
      for (const event of batch) {
        if (event.kind !== 'entry') continue
        const { items, levels } = count(event.payload)
        content.entries++
        content.items += items
        content.levels += levels
        if (event.id === until) return content
      }
    }
  } finally {
    await reader.close()
  }
  return content
}

const usage = async (redis: RedisClient, keys: readonly string[]): Promise<number> => {
  let bytes = 0
  for (const key of keys) bytes += Number((await redis.command('MEMORY', 'USAGE', key, 'SAMPLES', 0)) ?? 0)
  return bytes
}

const compareBooks = async (redis: RedisClient): Promise<MemoryComparison> => {
  let measured = await usage(redis, shards.map(bookIndexKey))
  let calculated = 0
  for (const shard of shards) {
    const names = (await redis.command('SMEMBERS', bookIndexKey(shard))) as readonly string[]
    for (const name of names) {
      const [venue = '', symbol = ''] = name.split(' ')
      const keys = bookKeys(shard, venue, symbol)
      measured += await usage(redis, [...Object.values(keys), priceKey(venue, symbol)])
      const levels = Number(await redis.command('ZCARD', keys.bids)) + Number(await redis.command('ZCARD', keys.asks))
      calculated += bookBytes(levels)
    }
  }
  return { part: 'books', measured, calculated }
}

/** A running stack against the calculation, part by part. */
export const compareMemory = async (
  place: RedisPlace,
  redis: RedisClient,
  venues: readonly string[],
): Promise<readonly MemoryComparison[]> => {
  const marketData = { part: 'market data', measured: 0, calculated: 0 }
  const views = { part: 'views', measured: 0, calculated: 0 }
  for (const shard of shards) {
    for (const stream of venues.map(venue => marketDataStream(shard, venue))) {
      const { entries, items } = await contentOf(place, redis, stream, payload => ({
        items: decodeMarketDataBatch(payload).events.length,
        levels: 0,
      }))
      marketData.measured += await usage(redis, [stream])
      marketData.calculated += marketDataBytes(entries, items)
    }
    const { entries, items, levels } = await contentOf(place, redis, bookStream(shard), payload => {
      const live = decodeBookViewBatch(payload).views.filter(({ status }) => status === bookStatus.live)
      const sides = live.reduce((sum, { bidPrices, askPrices }) => sum + bidPrices.length + askPrices.length, 0)
      return { items: live.length, levels: sides / 2 }
    })
    views.measured += await usage(redis, [bookStream(shard)])
    views.calculated += viewBytes(entries, items, items === 0 ? 0 : levels / items)
  }
  const shown = opportunityStream(0)
  const told = await contentOf(place, redis, shown, payload => ({
    items: decodeOpportunityBatch(payload).events.length,
    levels: 0,
  }))
  const opportunities = {
    part: 'opportunities',
    measured: await usage(redis, [shown]),
    calculated: opportunityBytes(told.entries, told.items),
  }
  return [await compareBooks(redis), marketData, views, opportunities]
}
