import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** One entry of a stream as Redis has it. */
export interface RecordedEntry {
  readonly stream: string
  readonly epochMs: number
  readonly n: number
  readonly type: string
  readonly payload: Buffer
  /** Monotonic, when it was read here. */
  readonly atMs: number
}

/** Records streams from outside, with plain XREAD and nothing of the parts that are judged by the record. */
export interface StreamFollower {
  readonly entries: readonly RecordedEntry[]
  /** What was recorded until now is forgotten; reading goes on where it was. */
  forget(): void
  /** Calls back for every entry, in order. */
  onEntry(listener: (entry: RecordedEntry) => void): void
  close(): Promise<void>
}

type Reply = readonly (readonly [Buffer, readonly (readonly [Buffer, readonly Buffer[]])[]])[]

const fieldOf = (fields: readonly Buffer[], name: string): Buffer => {
  const at = fields.findIndex((field, index) => index % 2 === 0 && field.toString() === name)
  return fields[at + 1] ?? Buffer.alloc(0)
}

/** Follows from the beginning of each stream; a Redis that is away is waited for. */
export const followStreams = (port: number, streams: readonly string[]): StreamFollower => {
  const patience = { retryStrategy: () => 50, maxRetriesPerRequest: 0, maxLoadingRetryTime: 50 }
  const redis = new Redis({ host: '127.0.0.1', port, protocol: 2, ...patience })
  redis.on('error', () => undefined)
  const last = new Map(streams.map(stream => [stream, '0-0']))
  const listeners: ((entry: RecordedEntry) => void)[] = []
  let entries: RecordedEntry[] = []
  let open = true

  const take = (reply: Reply): void => {
    const atMs = performance.now()
    for (const [key, found] of reply) {
      const stream = key.toString()
      for (const [id, fields] of found) {
        const [epochMs = 0, n = 0] = id.toString().split('-').map(Number)
        const [type, payload] = [fieldOf(fields, 't').toString(), fieldOf(fields, 'p')]
        const entry = { stream, epochMs, n, type, payload, atMs }
        entries.push(entry)
        for (const listener of listeners) listener(entry)
      }
      last.set(stream, found.at(-1)?.[0].toString() ?? '0-0')
    }
  }

  const read = async (): Promise<void> => {
    while (open) {
      try {
        const reply = await redis.callBuffer(
          'xread',
          'COUNT',
          2_000,
          'BLOCK',
          50,
          'STREAMS',
          ...last.keys(),
          ...last.values(),
        )
        if (reply !== null) take(reply as Reply)
      } catch {
        // Away or refusing: what is in the stream is still there later.
        await wait(20)
      }
    }
  }
  const reading = read()

  return {
    get entries() {
      return entries
    },
    forget: () => {
      entries = []
    },
    onEntry: listener => listeners.push(listener),
    close: async () => {
      open = false
      redis.disconnect()
      await reading
    },
  }
}
