import { join } from 'node:path'
import {
  bookStatus,
  bookStream,
  commandStream,
  decodeBookViewBatch,
  marketDataStream,
  opportunityStream,
  shardOf,
} from '@screener/contracts'
import { eventually, startRedis, startTcpProxy, type RedisServer, type TcpProxy } from '@screener/testing'
import { demoSymbols } from '../stack/demo-symbols.ts'
import { freePort } from '../stack/free-port.ts'
import { root } from '../stack/root.ts'
import { hasTwin, presentVenues, venueVariables } from '../stack/venue-list.ts'
import { createTruthClient, type TruthClient } from '../truth/truth-client.ts'
import { createPart, type PartProcess } from './part-process.ts'
import { countWaitingForCpu } from './waited-for-cpu.ts'
import { followStreams, type StreamFollower } from './stream-follower.ts'

export type Role = 'collector' | 'orderbook-sync' | 'arbitrage-analyzer' | 'api-gateway'

export interface PipelineOptions {
  readonly symbols?: number
  /** Order events per second, per symbol and venue. */
  readonly eventsPerSecond?: number
  /** More environment, by role. */
  readonly environment?: Readonly<Partial<Record<Role, Readonly<Record<string, string>>>>>
  /** Other programs in the place of a service's own, by role: for controls. */
  readonly programs?: Readonly<Partial<Record<Role, (main: string) => readonly string[]>>>
  /** Roles that are left out. */
  readonly without?: readonly Role[]
}

/** The screener on two simulated venues and a Redis of its own; each role reaches Redis through a proxy of its own. */
export interface Pipeline {
  readonly redis: RedisServer
  /** By role. */
  readonly links: Readonly<Record<Role, TcpProxy>>
  /** By name. */
  readonly parts: ReadonlyMap<string, PartProcess>
  readonly collectors: readonly PartProcess[]
  /** HTTP of the gateway as browsers see it. */
  readonly publicUrl: string
  readonly venues: readonly string[]
  readonly symbols: readonly string[]
  readonly shards: number
  readonly truth: TruthClient
  readonly record: StreamFollower
  readonly part: (name: string) => PartProcess
  roleOf(name: string): Role
  shardOf(symbol: string): number
  /** Waits until each book was published as LIVE after that moment (performance.now); gives the moment. */
  allLive(sinceMs: number, timeoutMs?: number): Promise<number>
  /** Waits until every part says on /health that it does its work. */
  allHealthy(): Promise<void>
  /**
   * Begins to count for how long (ms) that one which waited longest, of everything that takes part (or of these, and of who watches), was
   * ready to run and had no core: what a promised time must not hang on.
   */
  countQueueing(names?: readonly string[]): () => number
  /** The newest writer of each stream with ids of its own, by the stream's name: its epoch. */
  readonly writers: ReadonlyMap<string, number>
  /** The streams that this part writes. */
  readonly streamsOf: (name: string) => readonly string[]
  /** Ends that nobody asked for, of all parts, since the start. */
  unaskedEnds(): readonly string[]
  close(): Promise<void>
}

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    return false
  }
}

const shards = 2
const venueCount = 2
const patienceMs = 60_000

export const startPipeline = async (options: PipelineOptions = {}): Promise<Pipeline> => {
  const { environment = {}, programs = {}, without = [], eventsPerSecond = 10 } = options
  // Those whose messages have numbers come first in the configuration; the checks of the record need numbers.
  const venues = presentVenues(true).filter(hasTwin).slice(0, venueCount)
  const symbols = demoSymbols.slice(0, options.symbols ?? 6)
  const redis = await startRedis({
    appendOnly: true,
    extra: ['--maxmemory', '2gb', '--maxmemory-policy', 'noeviction'],
  })
  const roles: readonly Role[] = ['collector', 'orderbook-sync', 'arbitrage-analyzer', 'api-gateway']
  const links = Object.fromEntries(
    await Promise.all(roles.map(async role => [role, await startTcpProxy({ port: redis.port })] as const)),
  ) as Record<Role, TcpProxy>
  const controlPort = await freePort()
  const publicPort = await freePort()
  const venuePorts = Object.fromEntries(
    await Promise.all(venues.map(async venue => [venue, await freePort()] as const)),
  )
  const common = { ...venueVariables(), VENUES: venues.join(), SYMBOLS: symbols.join() }
  const cache = { NODE_COMPILE_CACHE: join(root, '.cache/compiled') }

  const parts = new Map<string, PartProcess>()
  const roleByName = new Map<string, Role>()
  const service = async (name: string, role: Role, env: Readonly<Record<string, string>> = {}): Promise<void> => {
    if (without.includes(role)) return
    const main = join(root, 'services', name, 'src/main.ts')
    const redisUrl = `redis://127.0.0.1:${links[role].port}`
    const pipelineEnv = { ...common, ...cache, SHARDS: `${shards}`, REDIS_URL: redisUrl }
    parts.set(
      name,
      await createPart({
        name,
        args: programs[role]?.(main) ?? [main],
        env: { ...pipelineEnv, ...env, ...environment[role] },
      }),
    )
    roleByName.set(name, role)
  }
  const simulator = await createPart({
    name: 'exchange-simulator',
    args: [join(root, 'services/exchange-simulator/src/main.ts')],
    env: {
      ...common,
      ...cache,
      CONTROL_PORT: `${controlPort}`,
      EVENTS_PER_SECOND: `${eventsPerSecond}`,
      ...Object.fromEntries(venues.map(venue => [`${venue.toUpperCase()}_PORT`, `${venuePorts[venue]}`])),
    },
  })
  for (const venue of venues)
    await service(`collector-${venue}`, 'collector', {
      WEBSOCKET_URL: `ws://127.0.0.1:${venuePorts[venue]}`,
      REST_URL: `http://127.0.0.1:${venuePorts[venue]}`,
    })
  await service('orderbook-sync', 'orderbook-sync', { VIEW_REFRESH_MS: '500' })
  await service('arbitrage-analyzer', 'arbitrage-analyzer', { ASSETS_FILE: join(root, 'deploy/assets.json') })
  await service('api-gateway', 'api-gateway', { PUBLIC_PORT: `${publicPort}`, SIMULATED: 'true' })

  const streams = Array.from({ length: shards }, (_, shard) => shard).flatMap(shard => [
    bookStream(shard),
    ...venues.map(venue => marketDataStream(shard, venue)),
  ])
  const record = followStreams(redis.port, [...streams, opportunityStream(0), ...venues.map(commandStream)])
  const liveAtMs = new Map<string, number>()
  const writers = new Map<string, number>()
  record.onEntry(({ stream, epochMs, type, payload, atMs }) => {
    if (!stream.startsWith('ctl:')) writers.set(stream, epochMs)
    if (type !== 'BookViewBatch') return
    for (const { venue, symbol, status } of decodeBookViewBatch(payload).views)
      if (status === bookStatus.live) liveAtMs.set(`${venue} ${symbol}`, atMs)
      else liveAtMs.delete(`${venue} ${symbol}`)
  })
  const books = venues.flatMap(venue => symbols.map(symbol => `${venue} ${symbol}`))

  const close = async (): Promise<void> => {
    await record.close()
    for (const part of [...parts.values(), simulator]) {
      part.signal('SIGKILL')
      await part.ended()
    }
    for (const link of Object.values(links)) await link.close()
    await redis.stop()
  }
  const part = (name: string): PartProcess => {
    const found = parts.get(name)
    if (found === undefined) throw new Error(`${name} is no part of the pipeline`)
    return found
  }
  const pipeline: Pipeline = {
    redis,
    links,
    parts,
    collectors: venues.flatMap(venue => parts.get(`collector-${venue}`) ?? []),
    publicUrl: `http://127.0.0.1:${publicPort}`,
    venues,
    symbols,
    shards,
    truth: createTruthClient(`http://127.0.0.1:${controlPort}`),
    record,
    part,
    roleOf: name => roleByName.get(name) ?? 'collector',
    shardOf: symbol => shardOf(symbol, shards),
    allLive: async (sinceMs, timeoutMs = patienceMs) => {
      const late = (): readonly string[] => books.filter(book => (liveAtMs.get(book) ?? -Infinity) <= sinceMs)
      await eventually(() => late().length === 0, { timeoutMs, everyMs: 5, what: 'LIVE views of all books' }).catch(
        (cause: unknown) => {
          throw new Error(`${String(cause)}: not ${late().slice(0, 4).join(', ')}`)
        },
      )
      return performance.now()
    },
    allHealthy: async () => {
      await Promise.all(
        [...parts.values()].map(({ name, url }) =>
          eventually(() => isHealthy(url), { timeoutMs: patienceMs, everyMs: 50, what: `health of ${name}` }),
        ),
      )
    },
    countQueueing: names => {
      const chosen = [...parts.values()].filter(({ name }) => names === undefined || names.includes(name))
      const others = names === undefined ? [simulator.pid, redis.pid] : []
      return countWaitingForCpu([process.pid, ...chosen.map(({ pid }) => pid), ...others])
    },
    writers,
    streamsOf: name =>
      [...writers.keys()].filter(stream =>
        name === 'orderbook-sync'
          ? stream.startsWith('book:')
          : name === 'arbitrage-analyzer'
            ? stream.startsWith('arb:')
            : stream.startsWith('md:') && stream.endsWith(`:${name.replace('collector-', '')}`),
      ),
    unaskedEnds: () => [...parts.values(), simulator].flatMap(({ unasked }) => unasked),
    close,
  }
  try {
    simulator.start()
    for (const each of parts.values()) each.start()
    await pipeline.allLive(0)
  } catch (cause) {
    const outputs = [...parts.values(), simulator].map(({ name, output }) => `${name}: ${output.slice(-800)}`)
    await close()
    throw new Error(`the pipeline did not start: ${String(cause)}\n${outputs.join('\n')}`)
  }
  return pipeline
}
