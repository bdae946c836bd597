import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { encodeMarketDataBatch, type Delta } from '@screener/contracts'
import { connectRedis, createStreamReader, createStreamWriter } from '@screener/streams'
import { eventually, startRedis, startTcpProxy, type RedisServer, type TcpProxy } from '@screener/testing'
import { Redis } from 'ioredis'
import { brokenChains, missingEntries } from '../check-streams.ts'
import type { Scenario, ScenarioContext, ScenarioResult, Shared } from '../scenario.ts'
import { followStreams, type RecordedEntry } from '../stream-follower.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const venue = 'acme'
const symbols = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT']
const cutsInOneRun = 10
/** More than this waiting and the producer pauses: what is tested is not the limit of what is kept. */
const mostWaitingBytes = 100_000

interface Bench extends Shared {
  readonly redis: RedisServer
  readonly proxy: TcpProxy
}

const startBench = async (): Promise<Bench> => {
  // On disk before it is acknowledged: what a busy disk held back at a kill would be lost by Redis, not by us.
  const redis = await startRedis({ appendOnly: 'always' })
  const proxy = await startTcpProxy({ port: redis.port })
  return {
    redis,
    proxy,
    close: async () => {
      await proxy.close()
      await redis.stop()
    },
  }
}

/** Puts one entry after another into a stream, somehow. */
interface Producer {
  readonly append: (payload: Uint8Array) => void
  readonly waitingBytes: number
  /** Resolves when all is written. */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

type StartProducer = (port: number, stream: string) => Producer

/** As collectors do it. */
const numbered: StartProducer = (port, stream) => {
  const redis = connectRedis({ url: `redis://127.0.0.1:${port}`, cluster: false, name: 'producer' }, quiet)
  const limits = { maxEntries: 1_000_000, maxPendingBytes: 50_000_000 }
  const writer = createStreamWriter(redis, { stream, epochMs: 1_000, ...limits, onFenced: () => undefined }, quiet)
  return {
    append: payload => writer.append('MarketDataBatch', payload),
    get waitingBytes() {
      return writer.pendingBytes
    },
    flush: () => writer.flush(),
    close: async () => {
      await writer.close()
      await redis.close()
    },
  }
}

/** As drivers do it by themselves: Redis gives the ids, and what was in flight at a cut is sent again. */
const plain: StartProducer = (port, stream) => {
  const redis = new Redis({ host: '127.0.0.1', port, protocol: 2, retryStrategy: () => 20 })
  redis.on('error', () => undefined)
  let waiting: Promise<unknown>[] = []
  let waitingBytes = 0
  return {
    append: payload => {
      waitingBytes += payload.length
      const bytes = Buffer.from(payload)
      const sent = redis
        .xadd(stream, '*', 't', 'MarketDataBatch', 'p', bytes)
        .finally(() => (waitingBytes -= bytes.length))
      // flush() tells of the error; until somebody calls it nobody else does.
      sent.catch(() => undefined)
      waiting.push(sent)
    },
    get waitingBytes() {
      return waitingBytes
    },
    flush: async () => {
      const all = waiting
      waiting = []
      await Promise.all(all)
    },
    close: () => {
      redis.disconnect()
      return Promise.resolve()
    },
  }
}

const deltaOf = (number: number): Delta => {
  const symbol = symbols[number % symbols.length] ?? ''
  const sequence = Math.floor(number / symbols.length) + 1
  const side = { bidPrices: [number + 1], bidQuantities: [1], askPrices: [], askQuantities: [] }
  const times = { exchangeTimeMs: 0, receivedTimeUs: 0 }
  return { symbol, session: 1, previous: sequence - 1, sequence, ...times, ...side }
}

const produceUntil = async (faults: Promise<void>, producer: Producer): Promise<number> => {
  let over = false
  const end = faults.finally(() => (over = true))
  // Its error is asked for below, behind the loop; without this one the process would end before.
  end.catch(() => undefined)
  let sent = 0
  while (!over) {
    if (producer.waitingBytes < mostWaitingBytes)
      producer.append(encodeMarketDataBatch({ venue, events: [{ delta: deltaOf(sent++) }] }))
    await nextTurn()
  }
  await end
  return sent
}

const breakThings = async (
  { redis, proxy }: Bench,
  written: () => Promise<number>,
  random: () => number,
  kill: boolean,
): Promise<number> => {
  let cuts = 0
  for (; cuts < cutsInOneRun; cuts++) {
    // Something must be on its way to be lost.
    const before = await written()
    await eventually(async () => (await written()) > before, { what: 'entries that flow' })
    await wait(random() * 40)
    if (random() < 0.7) proxy.swallowReplies()
    await wait(random() * 40)
    proxy.cut()
    proxy.resume()
    if (!kill || cuts !== cutsInOneRun >> 1) continue
    await redis.kill9()
    await redis.start()
  }
  return cuts
}

/** All of the stream, as a plain client reads it. */
const readWhole = async (port: number, stream: string, length: number): Promise<readonly RecordedEntry[]> => {
  const record = followStreams(port, [stream])
  try {
    await eventually(() => record.entries.length >= length, { what: 'the whole stream' })
    return record.entries
  } finally {
    await record.close()
  }
}

let runs = 0

const produce = async (context: ScenarioContext, start: StartProducer, kill: boolean): Promise<ScenarioResult> => {
  const bench = await context.share('redis', startBench)
  const stream = `md:{0}:${venue}:${runs++}`
  const producer = start(bench.proxy.port, stream)
  // The reader under test goes through the same broken link.
  const reader = createStreamReader(
    { url: `redis://127.0.0.1:${bench.proxy.port}`, cluster: false, name: 'reader' },
    quiet,
  )
  reader.follow(stream, 'start')
  const aborter = new AbortController()
  const read: string[] = []
  const reading = (async () => {
    for await (const events of reader.batches(aborter.signal))
      for (const event of events) read.push(event.kind === 'entry' ? event.id : event.kind)
  })()
  // Told of where it is awaited.
  reading.catch(() => undefined)
  const written = async (): Promise<number> => Number(await bench.redis.command('XLEN', stream))
  let cuts = 0
  let sent = 0
  let entries: readonly RecordedEntry[] = []
  try {
    const faults = breakThings(bench, written, context.random, kill).then(count => void (cuts = count))
    sent = await produceUntil(faults, producer)
    await producer.flush()
    const length = await written()
    entries = await readWhole(bench.redis.port, stream, length)
    await eventually(() => read.length >= length, { what: 'the reader at the end' }).catch(() => undefined)
    aborter.abort()
    await reading
  } finally {
    aborter.abort()
    await Promise.all([producer.close(), reader.close()])
  }
  await bench.redis.command('DEL', stream)
  const ids = entries.map(({ epochMs, n }) => `${epochMs}-${n}`)
  const violations = [
    ...(start === plain ? [] : missingEntries(entries)),
    ...brokenChains(entries),
    ...(entries.length === sent ? [] : [`${sent} were sent, ${entries.length} are in the stream`]),
    ...(start === plain || read.join() === ids.join() ? [] : ['the reader gave something else than the stream holds']),
  ]
  return { ok: violations.length === 0, violations, figures: { cuts, sent, inStream: entries.length } }
}

export const scenarios: readonly Scenario[] = [
  ...[false, true].map((kill): Scenario => ({
    name: `replies to a writer and a reader lost at random${kill ? ', Redis killed among it' : ''}`,
    guarantee: 'G8',
    run: context => produce(context, numbered, kill),
  })),
  {
    name: 'control: a writer that lets Redis give the ids',
    guarantee: 'G8',
    control: 'ids by Redis, sent again by the driver',
    run: context => produce(context, plain, false),
  },
]
