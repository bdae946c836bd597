import {
  bookStream,
  encodeBookViewBatch,
  encodeOpportunityBatch,
  encodeServiceStatus,
  encodeVerdictBatch,
  opportunityStream,
  shardOf,
  statusStream,
  verdictStream,
  type BookView,
  type Opportunity,
  type OpportunityEvent,
  type Receipt,
  type ServiceStatus,
  type VerdictBatch,
} from '@screener/contracts'
import { appendShared, connectRedis, createStreamWriter, type RedisClient, type StreamWriter } from '@screener/streams'
import { eventually } from '@screener/testing'
import { closedBy, makeBatch, makeStatus, opened } from './make.ts'

export const shards = 2
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Stands where collectors, orderbook-sync and the analyzer would: writes what they write, as they write it. */
export interface Pipeline {
  readonly redis: RedisClient
  readonly open: ReadonlyMap<string, Opportunity>
  /** By id of the episode; any will do where there is none. */
  readonly receipts: Map<string, Receipt>
  keyframe(): void
  put(...opportunities: Opportunity[]): void
  end(opportunity: Opportunity, reason: string): void
  view(view: BookView): void
  status(status: ServiceStatus): Promise<void>
  verdicts(batch: VerdictBatch): Promise<void>
  /** Repeats keyframes, proofs and collectors' statuses four times a second; returns the end of it. */
  live(): () => void
  /** The analyzer dies and another one takes over. */
  newAnalyzer(): void
  analyzer(): StreamWriter
  close(): Promise<void>
}

export const startPipeline = async (url: string): Promise<Pipeline> => {
  const redis = connectRedis({ url, cluster: false, name: 'pipeline' }, log)
  await eventually(() => redis.ready)
  let epochMs = Date.now()
  const writer = (stream: string): StreamWriter =>
    createStreamWriter(
      redis,
      { stream, epochMs: (epochMs += 1), maxEntries: 1000, maxPendingBytes: 1e7, onFenced: () => undefined },
      log,
    )
  let analyzer = writer(opportunityStream(0))
  const sync = Array.from({ length: shards }, (_, shard) => writer(bookStream(shard)))
  const open = new Map<string, Opportunity>()
  const send = (events: OpportunityEvent[], isKeyframe = false): void =>
    analyzer.append('OpportunityBatch', encodeOpportunityBatch(makeBatch(events, isKeyframe)))
  const receipts = new Map<string, Receipt>()
  const withReceipt = (opportunity: Opportunity): OpportunityEvent => opened(opportunity, receipts.get(opportunity.id))
  const keyframe = (): void => send([...open.values()].map(withReceipt), true)
  const prove = (): void => {
    const proofs = ['binance', 'bybit'].map(venue => ({ venue, proofTimeUs: Date.now() * 1000, connected: true }))
    for (const shard of sync) shard.append('BookViewBatch', encodeBookViewBatch({ views: [], proofs }))
  }
  const status = (message: ServiceStatus): Promise<void> =>
    appendShared(redis, statusStream, 'ServiceStatus', encodeServiceStatus(message), 1000)
  const timers = new Set<NodeJS.Timeout>()
  return {
    redis,
    open,
    receipts,
    keyframe,
    put: (...opportunities) => {
      for (const opportunity of opportunities) open.set(opportunity.id, opportunity)
      send(opportunities.map(withReceipt))
    },
    end: (opportunity, reason) => {
      open.delete(opportunity.id)
      send([closedBy(opportunity, reason)])
    },
    view: view =>
      sync[shardOf(view.symbol, shards)]!.append('BookViewBatch', encodeBookViewBatch({ views: [view], proofs: [] })),
    status,
    verdicts: batch => appendShared(redis, verdictStream, 'VerdictBatch', encodeVerdictBatch(batch), 60),
    live: () => {
      const timer = setInterval(() => {
        keyframe()
        prove()
        for (const venue of ['binance', 'bybit'])
          status(makeStatus({ service: `collector-${venue}`, venue, atMs: Date.now() })).catch(() => undefined)
      }, 250)
      timers.add(timer)
      return () => {
        clearInterval(timer)
        timers.delete(timer)
      }
    },
    newAnalyzer: () => {
      void analyzer.close()
      open.clear()
      epochMs = Math.max(epochMs, Date.now())
      analyzer = writer(opportunityStream(0))
    },
    analyzer: () => analyzer,
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await redis.close()
    },
  }
}
