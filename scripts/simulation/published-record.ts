import {
  bookStream,
  decodeBookViewBatch,
  decodeOpportunityBatch,
  opportunityStream,
  type BookView,
  type BookViewBatch,
  type OpportunityBatch,
} from '@screener/contracts'
import type { MemoryRedis } from './memory-redis.ts'

/** What came out, read as an outsider reads it: entry by entry from the published streams. */
export interface PublishedRecord {
  /** Takes what was published since the last call. */
  read(): void
}

export interface RecordReaders {
  readonly onViews: (batch: BookViewBatch) => void
  readonly onOpportunities: (batch: OpportunityBatch) => void
}

export const readPublished = (redis: MemoryRedis, shards: number, readers: RecordReaders): PublishedRecord => {
  const places = new Map<string, string>()
  const take = (stream: string, read: (type: string, payload: Buffer) => void): void => {
    for (const { epochMs, n, fields } of redis.streams.after(stream, places.get(stream) ?? '0-0', 10_000)) {
      places.set(stream, `${epochMs}-${n}`)
      const [, type, , payload] = fields
      if (type !== undefined && payload !== undefined) read(type.toString(), payload)
    }
  }
  return {
    read: () => {
      for (let shard = 0; shard < shards; shard++) {
        take(bookStream(shard), (type, payload) => {
          if (type === 'BookViewBatch') readers.onViews(decodeBookViewBatch(payload))
        })
      }
      take(opportunityStream(0), (type, payload) => {
        if (type === 'OpportunityBatch') readers.onOpportunities(decodeOpportunityBatch(payload))
      })
    },
  }
}

export const bookName = ({ venue, symbol }: Pick<BookView, 'venue' | 'symbol'>): string => `${venue} ${symbol}`
