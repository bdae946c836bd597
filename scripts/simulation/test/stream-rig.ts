import { startRedis } from '@screener/testing'
import {
  connectRedis,
  createStreamReader,
  createStreamWriter,
  useTransport,
  type ClosableStreamReader,
  type RedisClient,
  type StreamEvent,
  type StreamLog,
  type StreamWriter,
} from '@screener/streams'
import { eventually } from '@screener/testing'
import { createRandom } from '../../../services/exchange-simulator/src/market/random.ts'
import { MemoryRedis } from '../memory-redis.ts'
import { installVirtualGlobals } from '../virtual-globals.ts'
import { VirtualTime } from '../virtual-time.ts'

const quiet: StreamLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** One Redis, real or simulated, and the writers and readers of packages/streams over it. */
export interface StreamRig {
  readonly redis: RedisClient
  /** Lets time pass until it holds; throws after ten seconds of it. */
  until(holds: () => boolean, what: string): Promise<void>
  /** Lets time pass until it is settled. */
  settled<T>(promise: Promise<T>): Promise<T>
  writer(stream: string, options?: { epochMs?: number; maxEntries?: number; onFenced?: () => void }): StreamWriter
  reader(stream: string, from: string): { readonly reader: ClosableStreamReader; readonly heard: string[] }
  /** Ends every connection; what was sent has arrived. */
  cutAll(): Promise<void>
  end(): Promise<void>
}

/** `1000-3` for an entry, `hole 1000-4..1000-9`, `epoch 2000`. */
const word = (event: StreamEvent): string => {
  if (event.kind === 'entry') return event.id
  return event.kind === 'hole' ? `hole ${event.expected}..${event.found}` : `epoch ${event.epochMs}`
}

const rigOver = async (
  url: string,
  until: StreamRig['until'],
  cutAll: (redis: RedisClient) => Promise<void>,
  close: () => Promise<void>,
): Promise<StreamRig> => {
  const redis = connectRedis({ url, cluster: false, name: 'test' }, quiet)
  const controller = new AbortController()
  const ends: (() => Promise<unknown>)[] = [() => redis.close()]
  await until(() => redis.ready, 'a connection')
  const settled = async <T>(promise: Promise<T>): Promise<T> => {
    let over = false
    const end = (): void => {
      over = true
    }
    promise.then(end, end)
    await until(() => over, 'an answer')
    return promise
  }
  return {
    ...{ redis, until, settled },
    writer: (stream, { epochMs = 1_000, maxEntries = 100_000, onFenced = () => undefined } = {}) => {
      const options = { stream, epochMs, maxEntries, maxPendingBytes: 1_000_000, onFenced }
      const writer = createStreamWriter(redis, options, quiet)
      ends.push(() => writer.close())
      return writer
    },
    reader: (stream, from) => {
      const reader = createStreamReader({ url, cluster: false, name: 'reader' }, quiet)
      const heard: string[] = []
      reader.follow(stream, from)
      const reading = (async () => {
        for await (const batch of reader.batches(controller.signal)) heard.push(...batch.map(word))
      })()
      ends.push(async () => {
        controller.abort()
        await reading
        await reader.close()
      })
      return { reader, heard }
    },
    cutAll: () => cutAll(redis),
    end: async () => {
      for (const stop of ends.reverse()) await settled(stop())
      await close()
    },
  }
}

export const realRig = async (): Promise<StreamRig> => {
  const server = await startRedis()
  const cutAll = async (redis: RedisClient): Promise<void> => {
    await redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'no').catch(() => undefined)
  }
  return rigOver(
    server.url,
    async (holds, what) => {
      await eventually(holds, { what })
    },
    cutAll,
    () => server.stop(),
  )
}

export const memoryRig = async (): Promise<StreamRig> => {
  const time = new VirtualTime()
  const uninstall = installVirtualGlobals(time, 'contract', () => Promise.reject(new Error('no host')))
  const chance = createRandom('contract')
  const memory = new MemoryRedis(time, () => chance.between(0.02, 0.2))
  const giveBack = useTransport('memory:', memory)
  const until = async (holds: () => boolean, what: string): Promise<void> => {
    const deadlineMs = time.nowMs + 10_000
    while (!holds()) {
      if (time.nowMs > deadlineMs) throw new Error(`waited ten simulated seconds for ${what}`)
      await time.run(time.nowMs + 1)
    }
  }
  const cutAll = (): Promise<void> => {
    memory.cut()
    return Promise.resolve()
  }
  return rigOver('memory:', until, cutAll, () => {
    giveBack()
    uninstall()
    return Promise.resolve()
  })
}
