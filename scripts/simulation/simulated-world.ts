import { join } from 'node:path'
import { useTransport } from '@screener/streams'
import { createRandom } from '../../services/exchange-simulator/src/market/random.ts'
import type { KnownVenue } from './known-venues.ts'
import { MemoryRedis } from './memory-redis.ts'
import { createSimulatedExchange, type ExchangeOptions, type SimulatedExchange } from './simulated-exchange.ts'
import { createSimulatedServices, type Env, type ServiceLog, type SimulatedServices } from './simulated-services.ts'
import { createTruthLog, type TruthLog } from './truth-log.ts'
import { installVirtualGlobals } from './virtual-globals.ts'
import { VirtualTime, type SimulatedProcess } from './virtual-time.ts'

export interface WorldOptions {
  readonly seed: string
  readonly venues: readonly KnownVenue[]
  readonly symbols: readonly string[]
  readonly shards: number
  readonly eventsPerSecond: number
  readonly takerBps: Readonly<Record<string, number>>
  readonly elsewhere?: ExchangeOptions['elsewhere']
  readonly anchors?: ExchangeOptions['anchors']
  /** Further settings of all services. */
  readonly env?: Env
  /** One way to Redis, milliseconds: [shortest, longest]. */
  readonly redisDelayMs?: readonly [number, number]
  readonly log?: ServiceLog
}

export type Role = 'sync' | 'analyzer' | `collector-${string}`

/** Everything that runs in one simulation. */
export interface SimulatedWorld {
  readonly time: VirtualTime
  readonly redis: MemoryRedis
  readonly exchange: SimulatedExchange
  readonly truth: TruthLog
  readonly services: SimulatedServices
  readonly processes: ReadonlyMap<Role, SimulatedProcess>
  /** Starts the role, anew when it ran: its process before is dead then. */
  start(role: Role): void
  run(untilMs: number): Promise<void>
  /** Gives clocks, timers and chance back to this process. */
  end(): void
}

/** Levels a side in views; the truth is cut to them as well. */
export const viewLevels = 20
export const leaseTtlMs = 600

/** Opens the world at 0 ms with nothing running in it. Only one can be open at a time in a process. */
export const openWorld = (options: WorldOptions): SimulatedWorld => {
  const { seed, venues, symbols, shards } = options
  const time = new VirtualTime()
  const uninstall = installVirtualGlobals(time, seed, (url, signal) => exchange.fetch(url, signal))
  const [shortestMs, longestMs] = options.redisDelayMs ?? [0.02, 0.2]
  const chance = createRandom(`${seed}:redis`)
  const redis = new MemoryRedis(time, () => chance.between(shortestMs, longestMs))
  const giveBack = useTransport('memory:', redis)
  const exchange = createSimulatedExchange(time, {
    seed,
    twins: venues.map(({ twin }) => twin),
    symbols,
    eventsPerSecond: options.eventsPerSecond,
    elsewhere: options.elsewhere,
    anchors: options.anchors,
  })
  const env: Env = {
    SYMBOLS: symbols.join(','),
    SHARDS: String(shards),
    VENUES: venues.map(({ venue }) => venue.id).join(','),
    TAKER_BPS: Object.entries(options.takerBps)
      .map(([venue, bps]) => `${venue}=${bps}`)
      .join(','),
    // No schedules: every fee is the one above, in quote.
    FEES_DIR: join(import.meta.dirname, 'no-fees'),
    VIEW_LEVELS: String(viewLevels),
    LEASE_TTL_MS: String(leaseTtlMs),
    ...options.env,
  }
  const services = createSimulatedServices(time, env, url => exchange.openSocket(url), options.log ?? (() => undefined))
  const processes = new Map<Role, SimulatedProcess>()
  const byId = new Map(venues.map(({ venue }) => [venue.id, venue]))
  let started = 0
  const start = (role: Role): void => {
    processes.get(role)?.kill()
    const instance = String(++started)
    const venue = byId.get(role.slice('collector-'.length))
    if (venue !== undefined) processes.set(role, services.collector(venue, instance))
    else processes.set(role, role === 'sync' ? services.sync(instance) : services.analyzer(instance))
  }
  return {
    time,
    redis,
    exchange,
    truth: createTruthLog({ markets: exchange.markets, truthAt: exchange.truthAt, levels: viewLevels }),
    services,
    processes,
    start,
    run: untilMs => time.run(untilMs),
    end: () => {
      giveBack()
      uninstall()
    },
  }
}
