import { encodeOpportunityBatch, opportunityStream, type OpportunityEvent, type Survival } from '@screener/contracts'
import {
  createShardLeases,
  createStreamWriter,
  type RedisClient,
  type ShardLeases,
  type StreamLog,
  type StreamWriter,
} from '@screener/streams'
import { sealReceipt } from './seal-receipt.ts'

export interface PublisherOptions {
  readonly instance: string
  readonly leaseTtlMs: number
  readonly maxEntries: number
  /** What receipts say made them. */
  readonly codeVersion: string
  /** The share is ours from now on: say what is open. */
  readonly onActive: () => void
  /** Another instance speaks now. */
  readonly onStandby: () => void
}

/** The one voice of the share: writes while its lease is held, and is silent otherwise. */
export interface Publisher {
  start(): void
  readonly active: boolean
  readonly epochMs: number | undefined
  readonly droppedEntries: number
  publish(events: readonly OpportunityEvent[], keyframe: boolean, atUs: number): void
  /** Tells what was left of past openings. */
  publishSurvivals(survivals: readonly Survival[], atUs: number): void
  /** Writes what was published, then gives the lease up. */
  close(): Promise<void>
}

const role = 'arbitrage-analyzer'
const share = 0
// About ten seconds of a busy market while Redis is away; by then every opportunity in it is history.
const maxPendingBytes = 8 << 20

export const createPublisher = (redis: RedisClient, options: PublisherOptions, log: StreamLog): Publisher => {
  let writer: StreamWriter | undefined
  let closing = false

  const standDown = (): void => {
    if (writer === undefined) return
    writer = undefined
    options.onStandby()
  }

  const onFenced = (): void => {
    standDown()
    // The stream has a newer writer, so the lease we believe in is worth nothing: ask for it anew.
    if (!closing) void leases.release().then(() => (closing ? undefined : leases.start()))
  }

  const leases: ShardLeases = createShardLeases(
    redis,
    {
      role,
      instance: options.instance,
      shards: 1,
      ttlMs: options.leaseTtlMs,
      // A newcomer knows no book yet: it would close what the speaker can still tell.
      keep: true,
      streamsOf: shard => [opportunityStream(shard)],
      onAcquired: (shard, epochMs) => {
        const stream = opportunityStream(shard)
        writer = createStreamWriter(
          redis,
          { stream, epochMs, maxEntries: options.maxEntries, maxPendingBytes, onFenced },
          log,
        )
        options.onActive()
      },
      onLost: () => {
        const old = writer
        standDown()
        void old?.close()
      },
    },
    log,
  )

  return {
    start: () => leases.start(),
    get active() {
      return writer !== undefined
    },
    get epochMs() {
      return leases.held.get(share)
    },
    get droppedEntries() {
      return writer?.droppedEntries ?? 0
    },
    publish: (events, keyframe, atUs) => {
      if (writer === undefined || (events.length === 0 && !keyframe)) return
      const sealed = events.map(event => sealReceipt(event, options.codeVersion))
      writer.append('OpportunityBatch', encodeOpportunityBatch({ events: sealed, keyframe, atUs, survivals: [] }))
    },
    publishSurvivals: (survivals, atUs) => {
      if (writer === undefined || survivals.length === 0) return
      writer.append('OpportunityBatch', encodeOpportunityBatch({ events: [], keyframe: false, atUs, survivals }))
    },
    close: async () => {
      closing = true
      await writer?.close()
      await leases.release()
    },
  }
}
