/** One entry that Redis has not confirmed. */
export interface UnsentEntry {
  readonly n: number
  readonly type: string
  readonly payload: Uint8Array
}

/** Entries waiting for Redis, oldest first, bounded in bytes. */
export interface UnsentRing {
  readonly size: number
  readonly bytes: number
  readonly dropped: number
  /** Adds at the end; drops the oldest beyond the limit, but never those taken into the batch. */
  add(entry: UnsentEntry): void
  /** The batch in hand, if not settled yet (it must be sent again as it was), else the next one. */
  takeBatch(maxEntries: number, maxBytes: number): readonly UnsentEntry[]
  /** Removes the first entry of the batch in hand: it is in Redis or can never be. */
  settleFirst(): void
  clear(): void
}

/** What an entry costs beside its payload: objects, the id, the Redis arguments (measured order of magnitude). */
const ENTRY_OVERHEAD_BYTES = 128
/** The dead part at the front of the array is cut off when it is this long. */
const COMPACT_AT = 1024

const costOf = (entry: UnsentEntry): number => entry.payload.byteLength + ENTRY_OVERHEAD_BYTES

export const createUnsentRing = (maxBytes: number): UnsentRing => {
  let batch: UnsentEntry[] = []
  let batchHead = 0
  let queue: (UnsentEntry | undefined)[] = []
  let head = 0
  let bytes = 0
  let dropped = 0

  const shift = (): UnsentEntry | undefined => {
    const entry = queue[head]
    if (entry === undefined) return undefined
    queue[head++] = undefined
    if (head === queue.length) {
      queue = []
      head = 0
    } else if (head >= COMPACT_AT && head * 2 >= queue.length) {
      queue = queue.slice(head)
      head = 0
    }
    return entry
  }

  return {
    get size() {
      return batch.length - batchHead + queue.length - head
    },
    get bytes() {
      return bytes
    },
    get dropped() {
      return dropped
    },
    add: entry => {
      queue.push(entry)
      bytes += costOf(entry)
      while (bytes > maxBytes) {
        const oldest = shift()
        if (oldest === undefined) return
        bytes -= costOf(oldest)
        dropped++
      }
    },
    takeBatch: (maxEntries, maxBatchBytes) => {
      if (batchHead < batch.length) return batchHead === 0 ? batch : batch.slice(batchHead)
      batch = []
      batchHead = 0
      let batchBytes = 0
      while (batch.length < maxEntries && batchBytes < maxBatchBytes) {
        const entry = shift()
        if (entry === undefined) break
        batch.push(entry)
        batchBytes += costOf(entry)
      }
      return batch
    },
    settleFirst: () => {
      const entry = batch[batchHead]
      if (entry === undefined) return
      batchHead++
      bytes -= costOf(entry)
    },
    clear: () => {
      dropped += batch.length - batchHead + queue.length - head
      batch = []
      batchHead = 0
      queue = []
      head = 0
      bytes = 0
    },
  }
}
