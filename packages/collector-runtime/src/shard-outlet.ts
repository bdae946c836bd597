import { encodeMarketDataBatch, marketDataStream, type MarketDataEvent } from '@screener/contracts'
import { createTurnBatcher, type StreamWriter } from '@screener/streams'

/** What leaves for one held shard: all events of one turn of the event loop become one stream entry. */
export interface ShardOutlet {
  readonly shard: number
  emit(event: MarketDataEvent): void
  /** Writes what is collected, then closes the stream. */
  close(): Promise<void>
  /** Stops at once: the stream belongs to another writer now. */
  abandon(): void
  readonly pendingBytes: number
  readonly droppedEntries: number
}

export interface ShardOutletOptions {
  readonly venue: string
  readonly shard: number
  readonly createWriter: (stream: string) => StreamWriter
}

export const createShardOutlet = (options: ShardOutletOptions): ShardOutlet => {
  const { venue, shard } = options
  const writer = options.createWriter(marketDataStream(shard, venue))
  let abandoned = false
  const batcher = createTurnBatcher<MarketDataEvent>(events => {
    if (!abandoned) writer.append('MarketDataBatch', encodeMarketDataBatch({ venue, events }))
  })
  return {
    shard,
    emit: event => batcher.add(event),
    async close() {
      batcher.flushNow()
      abandoned = true
      await writer.close()
    },
    abandon() {
      abandoned = true
      void writer.close()
    },
    get pendingBytes() {
      return writer.pendingBytes
    },
    get droppedEntries() {
      return writer.droppedEntries
    },
  }
}
