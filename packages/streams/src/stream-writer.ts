import type { RedisClient } from './redis-client.ts'
import { asBuffer, retryDelayMs, type RedisCommand, type StreamLog } from './redis-options.ts'
import { formatId, lastIdOf } from './stream-id.ts'
import { createUnsentRing, type UnsentEntry } from './unsent-ring.ts'

/**
 * The one writer of a stream with ids `<epochMs>-<n>`, n contiguous from 0. While Redis is away entries wait in a
 * bounded ring whose oldest are dropped; their ids are spent, so readers see the hole.
 */
export interface StreamWriter {
  readonly stream: string
  readonly epochMs: number
  /** Never throws and never blocks. `payload` must not be changed afterwards. After a fence or close it does nothing. */
  append(type: string, payload: Uint8Array): void
  /** Resolves when all appended so far is in Redis or dropped. While Redis is away this can take as long. */
  flush(): Promise<void>
  /** Flushes for at most one second, then drops what is left. */
  close(): Promise<void>
  /** Bytes kept for sending, in flight included. */
  readonly pendingBytes: number
  readonly droppedEntries: number
}

export interface StreamWriterOptions {
  readonly stream: string
  /** From the shard lease; older epochs are refused by Redis itself. */
  readonly epochMs: number
  /** Approximate length at which Redis trims. */
  readonly maxEntries: number
  readonly maxPendingBytes: number
  /** Called once when another writer has taken the stream over. */
  onFenced(): void
}

const MAX_BATCH_ENTRIES = 512
const MAX_BATCH_BYTES = 1 << 20
const CLOSE_PATIENCE_MS = 1000

type Fate = 'written' | 'retry' | 'refused' | 'fenced'

const isOldId = (error: Error): boolean => error.message.includes('equal or smaller')

/** What the stream says about the ids of a batch; undefined when Redis did not answer. */
interface Evidence {
  readonly entries: ReadonlyMap<string, readonly string[]>
  readonly lastEpochMs: number
}

const gatherEvidence = async (
  redis: RedisClient,
  options: StreamWriterOptions,
  batch: readonly UnsentEntry[],
): Promise<Evidence | undefined> => {
  const first = formatId(options.epochMs, batch[0]?.n ?? 0)
  const last = formatId(options.epochMs, batch.at(-1)?.n ?? 0)
  const [found, info] = await redis.pipeline([
    ['XRANGE', options.stream, first, last],
    ['XINFO', 'STREAM', options.stream],
  ])
  if (found instanceof Error || info instanceof Error) return undefined
  return { entries: new Map(found as [string, string[]][]), lastEpochMs: lastIdOf(info).epochMs }
}

/** XADD refused our id: ours already (a resend after a cut), overtaken by our own later ids, or another writer's stream now. */
const judgeOldId = (evidence: Evidence, epochMs: number, entry: UnsentEntry): Fate => {
  const fields = evidence.entries.get(formatId(epochMs, entry.n))
  if (fields === undefined) return evidence.lastEpochMs === epochMs ? 'refused' : 'fenced'
  // Type and payload are compared too: two writers that share an epoch must not take each other's entry for their own.
  return fields[1] === entry.type && fields[3] === asBuffer(entry.payload).toString() ? 'written' : 'fenced'
}

/** Creates the writer of one stream; the caller must hold its shard's lease. */
export const createStreamWriter = (redis: RedisClient, options: StreamWriterOptions, log: StreamLog): StreamWriter => {
  const { stream, epochMs } = options
  const ring = createUnsentRing(options.maxPendingBytes)
  let nextN = 0
  let refused = 0
  let failures = 0
  let stopped = false
  let busy = false
  let scheduled = false
  let retryTimer: NodeJS.Timeout | undefined
  let waiters: (() => void)[] = []

  const settle = (): void => {
    if (ring.size > 0 && !stopped) return
    const resolved = waiters
    waiters = []
    for (const resolve of resolved) resolve()
  }

  const stop = (): void => {
    if (stopped) return
    stopped = true
    clearTimeout(retryTimer)
    offReady()
    ring.clear()
    settle()
  }

  const fence = (): void => {
    if (stopped) return
    log.warn({ event: 'writer_fenced', stream, epochMs }, 'another writer has taken the stream over')
    stop()
    options.onFenced()
  }

  const toCommand = (entry: UnsentEntry): RedisCommand => [
    'XADD',
    stream,
    'MAXLEN',
    '~',
    options.maxEntries,
    formatId(epochMs, entry.n),
    't',
    entry.type,
    'p',
    entry.payload,
  ]

  const noteFailure = (reason: unknown): void => {
    failures++
    if (failures === 1) log.warn({ event: 'write_failed', stream, reason: String(reason) }, 'append failed, will retry')
  }

  /** Settles entries in order up to the first that has to be sent again; true when all are settled. */
  const settleBatch = (batch: readonly UnsentEntry[], results: readonly unknown[], evidence?: Evidence): boolean => {
    for (let i = 0; i < batch.length; i++) {
      const entry = batch[i]
      const result = results[i]
      if (entry === undefined || stopped) return false
      if (result instanceof Error) {
        const fate = isOldId(result) && evidence !== undefined ? judgeOldId(evidence, epochMs, entry) : 'retry'
        if (fate === 'fenced') fence()
        if (fate === 'retry') noteFailure(result)
        if (fate === 'fenced' || fate === 'retry') return false
        if (fate === 'refused') refused++
      }
      ring.settleFirst()
    }
    if (failures > 0) log.info({ event: 'write_recovered', stream, failures }, 'appends go through again')
    failures = 0
    return true
  }

  /** One pipeline at a time: entries of a later one can never overtake an earlier one that has to be sent again. */
  const sendBatch = async (): Promise<boolean> => {
    const batch = ring.takeBatch(MAX_BATCH_ENTRIES, MAX_BATCH_BYTES)
    const results = await redis.pipeline(batch.map(toCommand))
    const doubtful = results.some(result => result instanceof Error && isOldId(result))
    return settleBatch(batch, results, doubtful ? await gatherEvidence(redis, options, batch) : undefined)
  }

  const pump = async (): Promise<void> => {
    if (busy || stopped) return
    busy = true
    let went = true
    while (went && ring.size > 0 && redis.ready) went = await sendBatch()
    busy = false
    settle()
    if (!went) scheduleRetry()
  }

  const start = (): void => {
    scheduled = false
    clearTimeout(retryTimer)
    retryTimer = undefined
    pump().catch((cause: unknown) => {
      busy = false
      log.error({ event: 'writer_error', stream, reason: String(cause) }, 'writer loop failed, will retry')
      scheduleRetry()
    })
  }

  const scheduleRetry = (): void => {
    if (!stopped) retryTimer = setTimeout(start, retryDelayMs(failures))
  }

  const offReady = redis.onReady(start)

  return {
    stream,
    epochMs,
    append: (type, payload) => {
      if (stopped) return
      ring.add({ n: nextN++, type, payload })
      // Busy: the pump takes it along. Failed: the retry will, so that a refusing Redis is not hammered every turn.
      if (scheduled || busy || retryTimer !== undefined) return
      scheduled = true
      setImmediate(start)
    },
    flush: () => {
      if (ring.size === 0 || stopped) return Promise.resolve()
      return new Promise(resolve => waiters.push(resolve))
    },
    close: async () => {
      if (stopped) return
      const patience = setTimeout(stop, CLOSE_PATIENCE_MS)
      if (ring.size > 0) await new Promise<void>(resolve => waiters.push(resolve))
      clearTimeout(patience)
      stop()
    },
    get pendingBytes() {
      return ring.bytes
    },
    get droppedEntries() {
      return ring.dropped + refused
    },
  }
}
