import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bookStream, decodeServiceStatus, opportunityStream, statusStream } from '@screener/contracts'
import { eventually, startRedis, startWebSocketFaultProxy, type WebSocketFaultProxy } from '@screener/testing'
import { demoSymbols } from '../stack/demo-symbols.ts'
import { freePort } from '../stack/free-port.ts'
import { root } from '../stack/root.ts'
import { hasTwin, presentVenues, venueVariables } from '../stack/venue-list.ts'
import { createTruthClient, type TruthClient } from '../truth/truth-client.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createPart, type PartProcess } from './part-process.ts'
import { createPublishedWatch, type BookName, type PublishedWatch } from './published-watch.ts'
import { followStreams } from './stream-follower.ts'

/** A simulated venue and the proxy in front of it. */
export interface BenchVenue {
  readonly id: string
  readonly proxy: WebSocketFaultProxy
  readonly collector: PartProcess
  /** Its frames carry a checksum of the levels. */
  readonly hasChecksum: boolean
  /** What the simulator calls its limits, and their values. */
  readonly limits: Readonly<Record<string, number>>
  /** True for frames of this symbol on a channel of this kind. */
  isOf(symbol: string, kind: 'depth' | 'bbo'): (text: string) => boolean
}

/** All simulated venues, each behind a proxy, with the real services behind them and a record of what these publish. */
export interface VenueBench {
  readonly venues: readonly BenchVenue[]
  readonly symbols: readonly string[]
  readonly books: readonly BookName[]
  readonly simulator: PartProcess
  readonly sync: PartProcess
  readonly analyzer: PartProcess
  readonly truth: TruthClient
  readonly watch: PublishedWatch
  /** Of the parts, by their kind; undefined: they have the system's. */
  readonly clock: FakeClock | undefined
  /** By how many ms the clock of a part is ahead of ours, as it last said itself on sys:status; by the name of the part. */
  readonly clockAheadMs: ReadonlyMap<string, number>
  /**
   * Waits until all books are LIVE and equal to the truth and stay so; gives the moment from which they were (performance.now).
   * Throws with what is wrong after `timeoutMs` (default 60 000).
   */
  untilRight(timeoutMs?: number, books?: readonly BookName[]): Promise<number>
  /** Waits until they have been right for a while: what breaks again at once is repaired ever more seldom, on purpose. */
  untilSteady(): Promise<void>
  /** Ends that nobody asked for, of all parts, since the start. */
  unaskedEnds(): readonly string[]
  /** Ends faults of proxies and simulator. */
  heal(): Promise<void>
  close(): Promise<void>
}

export type BenchPart = 'exchange-simulator' | 'collector' | 'orderbook-sync' | 'arbitrage-analyzer'

export interface VenueBenchOptions {
  readonly symbols: number
  /** Order events per second, per symbol and venue. */
  readonly eventsPerSecond?: number
  readonly random: () => number
  /** More environment, by part; `collector` is all of them. */
  readonly environment?: Readonly<Partial<Record<BenchPart, Readonly<Record<string, string>>>>>
  /** Gives the parts wall clocks that can be stepped, by this library; the monotonic one of this part is stepped as well. */
  readonly clocks?: { readonly library: string; readonly monotonic?: BenchPart | undefined }
  /** Names of files in `programs/` that run in the place of a service: for controls. */
  readonly programs?: Readonly<Partial<Record<BenchPart, string>>>
}

interface ListedVenue {
  readonly id: string
  readonly corruptForms: readonly string[]
  readonly channels: Readonly<Record<'depth' | 'bbo', readonly string[]>>
  readonly limits?: Readonly<Record<string, number>>
}
interface ListedSymbol {
  readonly venue: string
  readonly symbol: string
  readonly native: string
}

const shards = 2
const startMs = 60_000
/** Right for so long means right again. */
const settledMs = 400
/** After that a fault is one by itself, to the collector and to orderbook-sync. */
const steadyMs = 3_200
const pollMs = 40

const fetchJson = async (url: string): Promise<unknown> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
  return response.json()
}

/** The channel's name stands before or after the symbol, with whatever the venue puts between; both are in each frame. */
const matcher = (native: string, channels: readonly string[]): ((text: string) => boolean) => {
  const letters = native.toLowerCase()
  const names = channels.map(name => name.toLowerCase())
  return text => {
    const lower = text.toLowerCase()
    return lower.includes(letters) && names.some(name => lower.includes(name))
  }
}

export const startVenueBench = async (options: VenueBenchOptions): Promise<VenueBench> => {
  const { environment = {}, programs = {}, clocks, eventsPerSecond = 20, random } = options
  const ids = presentVenues(true).filter(hasTwin)
  const symbols = demoSymbols.slice(0, options.symbols)
  const books = ids.flatMap(venue => symbols.map(symbol => ({ venue, symbol })))
  const redis = await startRedis({ extra: ['--maxmemory', '2gb', '--maxmemory-policy', 'noeviction'] })
  const controlPort = await freePort()
  const control = `http://127.0.0.1:${controlPort}`
  const ports = new Map<string, number>()
  for (const id of ids) ports.set(id, await freePort())
  const proxies = new Map<string, WebSocketFaultProxy>()
  for (const id of ids)
    proxies.set(id, await startWebSocketFaultProxy({ target: { port: ports.get(id) ?? 0 }, random }))

  const clock = clocks && createFakeClock(clocks.library)
  const common = { ...venueVariables(), VENUES: ids.join(), SYMBOLS: symbols.join() }
  const mainOf = (service: string, kind: BenchPart): string => {
    const other = programs[kind]
    return other === undefined
      ? join(root, 'services', service, 'src/main.ts')
      : join(import.meta.dirname, 'programs', `${other}.ts`)
  }
  const part = (service: string, kind: BenchPart, env: Readonly<Record<string, string>>): Promise<PartProcess> =>
    createPart({
      name: service,
      args: [mainOf(service, kind)],
      env: {
        ...common,
        NODE_COMPILE_CACHE: join(root, '.cache/compiled'),
        SHARDS: `${shards}`,
        REDIS_URL: redis.url,
        ...env,
        ...clock?.environment(kind, kind === clocks?.monotonic),
        ...environment[kind],
      },
    })
  const simulator = await part('exchange-simulator', 'exchange-simulator', {
    CONTROL_PORT: `${controlPort}`,
    EVENTS_PER_SECOND: `${eventsPerSecond}`,
    ...Object.fromEntries([...ports].map(([id, port]) => [`${id.toUpperCase()}_PORT`, `${port}`])),
  })
  const collectors = new Map<string, PartProcess>()
  for (const [id, proxy] of proxies) {
    const urls = { WEBSOCKET_URL: `ws://127.0.0.1:${proxy.port}`, REST_URL: `http://127.0.0.1:${proxy.port}` }
    collectors.set(id, await part(`collector-${id}`, 'collector', urls))
  }
  const sync = await part('orderbook-sync', 'orderbook-sync', {})
  const analyzer = await part('arbitrage-analyzer', 'arbitrage-analyzer', {
    ASSETS_FILE: join(root, 'deploy/assets.json'),
  })
  const parts = [simulator, ...collectors.values(), sync, analyzer]

  const follower = followStreams(redis.port, [
    ...Array.from({ length: shards }, (_, shard) => bookStream(shard)),
    opportunityStream(0),
    statusStream,
  ])
  const clockAheadMs = new Map<string, number>()
  follower.onEntry(({ type, payload }) => {
    if (type !== 'ServiceStatus') return
    const { service, atMs } = decodeServiceStatus(payload)
    clockAheadMs.set(service, atMs - Date.now())
  })
  const truth = createTruthClient(control)
  const watch = createPublishedWatch(follower, truth)

  let lastRightMs = 0
  const untilRight: VenueBench['untilRight'] = async (timeoutMs = startMs, wanted = books) => {
    let rightSinceMs = Infinity
    let wrong: readonly string[] = []
    await eventually(
      async () => {
        const atMs = performance.now()
        wrong = await watch.wrongNow(wanted)
        rightSinceMs = wrong.length === 0 ? Math.min(rightSinceMs, atMs) : Infinity
        return performance.now() - rightSinceMs >= settledMs
      },
      { timeoutMs, everyMs: pollMs, what: 'all books LIVE and equal to the truth' },
    ).catch((cause: unknown) => {
      throw new Error(`${String(cause)}: ${wrong.slice(0, 5).join('; ')}`)
    })
    lastRightMs = rightSinceMs
    return rightSinceMs
  }
  const close = async (): Promise<void> => {
    await follower.close()
    for (const each of parts.toReversed()) {
      each.signal('SIGKILL')
      await each.ended()
    }
    for (const proxy of proxies.values()) await proxy.close()
    await redis.stop()
    clock?.close()
  }

  try {
    for (const each of parts) each.start()
    await eventually(() => fetchJson(`${control}/health`), { timeoutMs: startMs, what: 'the simulator' })
    const listed = (await fetchJson(`${control}/venues`)) as readonly ListedVenue[]
    const names = (await fetchJson(`${control}/symbols`)) as readonly ListedSymbol[]
    const nativeOf = (venue: string, symbol: string): string =>
      names.find(entry => entry.venue === venue && entry.symbol === symbol)?.native ?? symbol
    const venues = listed.flatMap(({ id, corruptForms, channels, limits = {} }): BenchVenue[] => {
      const proxy = proxies.get(id)
      const collector = collectors.get(id)
      if (proxy === undefined || collector === undefined) return []
      const isOf: BenchVenue['isOf'] = (symbol, kind) => matcher(nativeOf(id, symbol), channels[kind])
      return [{ id, proxy, collector, hasChecksum: corruptForms.includes('checksum'), limits, isOf }]
    })
    const bench: VenueBench = {
      ...{ venues, symbols, books, simulator, sync, analyzer, truth, watch, clock, clockAheadMs, untilRight, close },
      untilSteady: () => wait(Math.max(0, lastRightMs + steadyMs - performance.now())),
      unaskedEnds: () => parts.flatMap(({ unasked }) => unasked),
      heal: async () => {
        for (const { proxy } of venues) proxy.heal()
        await fetch(`${control}/faults`, { method: 'DELETE', signal: AbortSignal.timeout(5_000) })
      },
    }
    await untilRight()
    return bench
  } catch (cause) {
    const outputs = parts.map(({ name, output }) => `${name}: ${output.slice(-600)}`)
    await close()
    throw new Error(`the bench did not start: ${String(cause)}\n${outputs.join('\n')}`)
  }
}
