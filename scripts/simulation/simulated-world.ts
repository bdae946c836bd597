import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useTransport } from '@screener/streams'
import { createRandom } from '../../services/exchange-simulator/src/market/random.ts'
import type { KnownVenue } from './known-venues.ts'
import { MemoryRedis } from './memory-redis.ts'
import { createPoolVenue, type PoolVenue } from './pool-venue.ts'
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
  /** These take their fee from what is received; the others in quote. */
  readonly receivedFees?: readonly string[]
  /** A venue that counts an asset in another unit, and says so (ASSETS_FILE). Its `elsewhere` prices must fit. */
  readonly unit?: UnitRule
  /** A pool of this symbol beside the venues. */
  readonly pool?: { readonly id: string; readonly symbol: string }
  /** Further settings of all services. */
  readonly env?: Env
  /** One way to Redis, milliseconds: [shortest, longest]. */
  readonly redisDelayMs?: readonly [number, number]
  readonly log?: ServiceLog
}

/** One of what the venue trades under the name is so many of the asset. */
export interface UnitRule {
  readonly venue: string
  readonly asset: string
  readonly factor: number
}

export type Role = 'sync' | 'analyzer' | `collector-${string}`

/** Everything that runs in one simulation. */
export interface SimulatedWorld {
  readonly time: VirtualTime
  readonly redis: MemoryRedis
  readonly exchange: SimulatedExchange
  readonly truth: TruthLog
  readonly pool: PoolVenue | undefined
  readonly unitOf: (venue: string, symbol: string) => number
  /** When anything of the venue last reached us. */
  readonly heardAtMs: (venue: string) => number
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
  const folder = mkdtempSync(join(tmpdir(), 'simulated-'))
  const pool =
    options.pool === undefined
      ? undefined
      : createPoolVenue(time, {
          ...{ ...options.pool, seed, priceDecimals: 2, quantityDecimals: 1 },
          priceNow: () => midOf(exchange, options.pool?.symbol ?? '', options.unit?.venue),
        })
  const env: Env = {
    SYMBOLS: symbols.join(','),
    SHARDS: String(shards),
    VENUES: [...venues.map(({ venue }) => venue.id), ...(pool === undefined ? [] : [pool.id])].join(','),
    TAKER_BPS: Object.entries(options.takerBps)
      .map(([venue, bps]) => `${venue}=${bps}`)
      .join(','),
    ...filesOf(folder, options),
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
    if (pool !== undefined && role === `collector-${pool.id}`) processes.set(role, services.pool(pool, instance))
    else if (venue !== undefined) processes.set(role, services.collector(venue, instance))
    else processes.set(role, role === 'sync' ? services.sync(instance) : services.analyzer(instance))
  }
  return {
    time,
    redis,
    exchange,
    truth: createTruthLog({
      ...{ markets: exchange.markets, truthAt: exchange.truthAt, levels: viewLevels },
      pools: pool === undefined ? [] : [pool],
    }),
    pool,
    unitOf: (venue, symbol) =>
      options.unit?.venue === venue && symbol.startsWith(`${options.unit.asset}-`) ? options.unit.factor : 1,
    heardAtMs: venue => (venue === pool?.id ? pool.heardAtMs : exchange.venues.get(venue)?.heardAtMs) ?? 0,
    services,
    processes,
    start,
    run: untilMs => time.run(untilMs),
    end: () => {
      giveBack()
      uninstall()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Middle of the first market of the symbol that counts in the asset's own unit. */
const midOf = ({ markets }: SimulatedExchange, symbol: string, not: string | undefined): number => {
  const market = markets.find(({ instrument }) => instrument.symbol === symbol && instrument.venue !== not)
  const { bestBid, bestAsk } = market?.book ?? {}
  if (market === undefined || bestBid === undefined || bestAsk === undefined) return 1
  return (bestBid.price + bestAsk.price) / 2 / 10 ** market.instrument.priceDecimals
}

/** The operator's files: fees in kind are said by a schedule (all others are those of TAKER_BPS, in quote), units by a registry. */
const filesOf = (folder: string, { receivedFees = [], unit }: WorldOptions): Env => {
  for (const venue of receivedFees) {
    const schedule = { id: `${venue}-2020-01-01`, validFrom: '2020-01-01', source: 'simulation', unverified: [] }
    const tiers = [{ name: 'only', makerBps: 0, takerBps: 0 }]
    const file = { venue, schedules: [{ ...schedule, feeAsset: 'received', tiers }] }
    writeFileSync(join(folder, `${venue}.json`), JSON.stringify(file))
  }
  if (unit === undefined) return { FEES_DIR: folder }
  const file = join(folder, 'assets')
  const names = { [unit.venue]: { [unit.asset]: { asset: unit.asset, unit: unit.factor } } }
  writeFileSync(file, JSON.stringify({ names }))
  return { FEES_DIR: folder, ASSETS_FILE: file }
}
