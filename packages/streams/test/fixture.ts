import { eventually } from '@screener/testing'
import {
  connectRedis,
  createStreamReader,
  createStreamWriter,
  type ClosableStreamReader,
  type RedisClient,
  type RedisOptions,
  type StreamEvent,
  type StreamLog,
  type StreamWriter,
  type StreamWriterOptions,
} from '../src/index.ts'

export const quiet: StreamLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

export const single = (url: string): RedisOptions => ({ url, cluster: false, name: 'test' })

/** Closes in reverse order whatever a test opened. */
export interface Scope {
  readonly redis: (options: RedisOptions) => Promise<RedisClient>
  readonly writer: (redis: RedisClient, options: Partial<StreamWriterOptions> & { stream: string }) => StreamWriter
  readonly collect: (options: RedisOptions, follow: (reader: ClosableStreamReader) => void) => Collected
  readonly onEnd: (end: () => unknown) => void
  end(): Promise<void>
}

export interface Collected {
  readonly reader: ClosableStreamReader
  readonly events: StreamEvent[]
  readonly controller: AbortController
  readonly finished: Promise<void>
}

export const createScope = (): Scope => {
  const ends: (() => unknown)[] = []
  return {
    redis: async options => {
      const redis = connectRedis(options, quiet)
      ends.push(() => redis.close())
      await eventually(() => redis.ready, { what: 'connection' })
      return redis
    },
    writer: (redis, options) => {
      const defaults = { epochMs: 1000, maxEntries: 1_000_000, maxPendingBytes: 50_000_000, onFenced: () => undefined }
      const writer = createStreamWriter(redis, { ...defaults, ...options }, quiet)
      ends.push(() => writer.close())
      return writer
    },
    collect: (options, follow) => {
      const reader = createStreamReader(options, quiet)
      const events: StreamEvent[] = []
      const controller = new AbortController()
      follow(reader)
      const finished = (async () => {
        for await (const batch of reader.batches(controller.signal)) for (const event of batch) events.push(event)
      })()
      ends.push(async () => {
        controller.abort()
        await finished
        await reader.close()
      })
      return { reader, events, controller, finished }
    },
    onEnd: end => ends.push(end),
    end: async () => {
      for (const end of ends.splice(0).reverse()) await end()
    },
  }
}

/** A compact picture of events: `e 1000-3`, `hole 1000-4..1000-9`, `epoch 2000`. */
export const picture = (events: readonly StreamEvent[]): string[] =>
  events.map(event => {
    if (event.kind === 'entry') return `e ${event.id}`
    return event.kind === 'hole' ? `hole ${event.expected}..${event.found}` : `epoch ${event.epochMs}`
  })

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Text payloads of all entries in a stream, in order, as Redis has them. */
export const payloadsIn = async (redis: RedisClient, stream: string): Promise<{ id: string; payload: string }[]> => {
  const entries = (await redis.command('XRANGE', stream, '-', '+')) as [string, string[]][]
  return entries.map(([id, fields]) => ({ id, payload: fields[3] ?? '' }))
}
