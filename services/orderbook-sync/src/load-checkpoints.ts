import { bookIndexKey, bookKeys, marketDataStream } from '@screener/contracts'
import { compareIds, parseId, type RedisClient, type RedisCommand } from '@screener/streams'
import { keptBookOf, type Fields, type KeptBook } from './book-checkpoint.ts'

/** What is left of one md stream's books from before. */
export interface KeptFeed {
  readonly books: readonly KeptBook[]
  /** The oldest of their md ids: reading goes on behind it. */
  readonly from: string
  /** Newest id of the stream now: what is up to it came while nobody followed. */
  readonly until: string
}

/** One write to Redis asks for so many books. */
const booksPerRead = 64
/** A book that was being written while it was read is read again so often. */
const mostReads = 3

/** A HASH reply; the driver may have made an object of it already. */
const fieldsOf = (reply: unknown): Fields => {
  if (reply instanceof Error) throw reply
  if (!Array.isArray(reply)) return (reply ?? {}) as Fields
  const fields: Record<string, string> = {}
  for (let index = 0; index + 1 < reply.length; index += 2) fields[String(reply[index])] = String(reply[index + 1])
  return fields
}

interface Named {
  readonly venue: string
  readonly symbol: string
}

/** The index names every book ever kept; a venue or symbol with a blank in its name is none of ours. */
const namesOf = (reply: unknown, venues: readonly string[]): readonly Named[] =>
  [...(reply as Iterable<string>)].flatMap(member => {
    const [venue = '', symbol = '', ...rest] = member.split(' ')
    return venues.includes(venue) && symbol !== '' && rest.length === 0 ? [{ venue, symbol }] : []
  })

const readCommands = (shard: number, { venue, symbol }: Named): readonly RedisCommand[] => {
  const keys = bookKeys(shard, venue, symbol)
  return [
    ['HGETALL', keys.meta],
    ['HGETALL', keys.bidQuantities],
    ['HGETALL', keys.askQuantities],
    ['HGET', keys.meta, 'savedTimeUs'],
  ]
}

/** Books as they were kept, with what could be read of them; a write of the holder before us may still come in between. */
const readBooks = async (
  redis: RedisClient,
  shard: number,
  named: readonly Named[],
  reads: number = mostReads,
): Promise<readonly { readonly venue: string; readonly book: KeptBook }[]> => {
  const found: { venue: string; book: KeptBook }[] = []
  const torn: Named[] = []
  for (let from = 0; from < named.length; from += booksPerRead) {
    const chunk = named.slice(from, from + booksPerRead)
    const replies = await redis.pipeline(chunk.flatMap(each => readCommands(shard, each)))
    for (const [index, each] of chunk.entries()) {
      const [meta, bids, asks, savedTimeUs] = replies.slice(index * 4, index * 4 + 4)
      const fields = fieldsOf(meta)
      if ((savedTimeUs ?? undefined) !== fields['savedTimeUs']) torn.push(each)
      else {
        const book = keptBookOf(each.symbol, fields, fieldsOf(bids), fieldsOf(asks))
        if (book !== undefined) found.push({ venue: each.venue, book })
      }
    }
  }
  return torn.length === 0 || reads <= 1 ? found : [...found, ...(await readBooks(redis, shard, torn, reads - 1))]
}

const newestId = async (redis: RedisClient, stream: string): Promise<string | undefined> => {
  const reply = await redis.command('XREVRANGE', stream, '+', '-', 'COUNT', 1)
  return (reply as readonly (readonly [id: string, fields: unknown])[])[0]?.[0]
}

/**
 * What is kept of the shard's books, by venue. A book is left out when its md stream has another writer by now: that one
 * began anew. Rejects when Redis is away.
 */
export const loadCheckpoints = async (
  redis: RedisClient,
  shard: number,
  venues: readonly string[],
): Promise<ReadonlyMap<string, KeptFeed>> => {
  const named = namesOf(await redis.command('SMEMBERS', bookIndexKey(shard)), venues)
  const kept = await readBooks(redis, shard, named)
  const feeds = new Map<string, KeptFeed>()
  for (const venue of new Set(kept.map(each => each.venue))) {
    const until = await newestId(redis, marketDataStream(shard, venue))
    if (until === undefined) continue
    const { epochMs } = parseId(until)
    const books = kept.flatMap(each =>
      each.venue === venue && parseId(each.book.mdId).epochMs === epochMs ? [each.book] : [],
    )
    const ids = books.map(({ mdId }) => mdId).sort((a, b) => compareIds(parseId(a), parseId(b)))
    if (ids[0] !== undefined) feeds.set(venue, { books, from: ids[0], until })
  }
  return feeds
}
