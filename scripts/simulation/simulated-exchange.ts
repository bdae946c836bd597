import { FaultBoard, type FaultRequest } from '../../services/exchange-simulator/src/faults.ts'
import { Market, type VenueMarket } from '../../services/exchange-simulator/src/market/market.ts'
import { createRandom } from '../../services/exchange-simulator/src/market/random.ts'
import type { RunningTwin, TruthPoint, TwinTruth, VenueTwin } from '../../services/exchange-simulator/src/venue-twin.ts'
import type { WebSocket } from 'ws'
import { MemoryVenue } from './memory-venue.ts'
import { startEpochMs } from './virtual-globals.ts'
import type { VirtualTime } from './virtual-time.ts'

/** As the simulator's own: the market moves and frames go out on this grid. */
const tickMs = 10

export interface ExchangeOptions {
  readonly seed: string
  readonly twins: readonly VenueTwin[]
  readonly symbols: readonly string[]
  readonly eventsPerSecond: number
  /** Dollar prices to start from, in the place of the usual ones. */
  readonly anchors?: ReadonlyMap<string, number> | undefined
  /** Dollar prices that only this venue believes in: it trades another coin under the same name, or another unit of it. */
  readonly elsewhere?: { readonly venue: string; readonly anchors: ReadonlyMap<string, number> } | undefined
}

/** The venues of a simulation: the simulator's market and twins, behind doors within this process. */
export interface SimulatedExchange {
  readonly markets: readonly VenueMarket[]
  readonly venues: ReadonlyMap<string, MemoryVenue>
  readonly truthAt: (market: VenueMarket, point: TruthPoint) => TwinTruth | undefined
  openSocket(url: string): WebSocket
  fetch(url: string, signal: AbortSignal | undefined): Promise<Response>
  inject(request: FaultRequest): void
  /** Called in every tick between the market's moves and what the venues publish of them. */
  onMoved: () => void
  /** Called after every tick, when all frames of it are on their way. */
  onTick: () => void
  /** Called after each message, request or fault: a venue may have published between two ticks, as a snapshot. */
  onAsked: () => void
  /** The venue publishes what changed since its last frames, between two ticks. */
  pushNow(venue: string): void
}

export const createSimulatedExchange = (time: VirtualTime, options: ExchangeOptions): SimulatedExchange => {
  const { seed, twins, symbols } = options
  const { elsewhere } = options
  const openMarket = (venues: readonly VenueTwin[], anchors?: ReadonlyMap<string, number>): Market =>
    new Market({
      ...{ venues, symbols, seed, eventsPerSecond: options.eventsPerSecond },
      unlisted: new Set(),
      truthChanges: 32_768,
      startMs: startEpochMs + time.nowMs,
      ...(anchors === undefined ? {} : { anchors }),
    })
  const apart = twins.filter(({ id }) => id === elsewhere?.venue)
  const traded = [
    openMarket(
      twins.filter(twin => !apart.includes(twin)),
      options.anchors,
    ),
  ]
  if (elsewhere !== undefined) traded.push(openMarket(apart, elsewhere.anchors))
  const markets = traded.flatMap(market => market.markets)
  const running = new Map<string, RunningTwin>()
  const venues = new Map<string, MemoryVenue>()
  for (const twin of twins) {
    const limits = Object.fromEntries(Object.entries(twin.limits).map(([name, limit]) => [name, limit.default]))
    const made = twin.create({
      markets: markets.filter(({ instrument }) => instrument.venue === twin.id),
      limits,
      knobs: { ...twin.knobs },
      faults: new FaultBoard(twin.channels),
      refused: new Set(),
    })
    running.set(twin.id, made)
    const venue = new MemoryVenue(time, made.protocol, of => createRandom(`${seed}:${twin.id}:${of}`))
    venue.onAsked = () => {
      exchange.onAsked()
    }
    venues.set(twin.id, venue)
  }
  for (const market of traded)
    market.onEvent = (changed, timeMs) => {
      running.get(changed.instrument.venue)?.onEvent(changed, timeMs)
      changed.book.takeTrades()
    }
  let ticks = 0
  const exchange: SimulatedExchange = {
    markets,
    venues,
    truthAt: (of, point) => running.get(of.instrument.venue)?.truthAt(of, point),
    openSocket: url => venueOf(venues, url).openSocket(url),
    fetch: (url, signal) => venueOf(venues, url).request(new URL(url), signal),
    inject: request => {
      if (request.kind === 'restart') running.get(request.venue)?.restart?.(request.symbol)
      else venues.get(request.venue)?.inject(request)
      exchange.onAsked()
    },
    onAsked: () => undefined,
    onMoved: () => undefined,
    onTick: () => undefined,
    pushNow: venue => {
      running.get(venue)?.onTick(ticks)
    },
  }
  const tick = (): void => {
    time.schedule(tickMs, tick, time.world)
    for (const market of traded) market.advance(startEpochMs + time.nowMs)
    ticks++
    exchange.onMoved()
    for (const twin of running.values()) twin.onTick(ticks)
    exchange.onTick()
  }
  time.schedule(tickMs, tick, time.world)
  return exchange
}

/** Hosts of the simulation are `<venue>.simulated`. */
const venueOf = (venues: ReadonlyMap<string, MemoryVenue>, url: string): MemoryVenue => {
  const { hostname } = new URL(url)
  const venue = venues.get(hostname.slice(0, hostname.indexOf('.')))
  if (venue === undefined) throw new TypeError(`no such host: ${hostname}`)
  return venue
}
