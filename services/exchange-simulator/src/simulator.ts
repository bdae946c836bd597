import { createBinanceStreams } from './binance/streams.ts'
import { createBinanceVenue, type BinanceVenue } from './binance/venue.ts'
import { createBybitVenue, type BybitVenue } from './bybit/venue.ts'
import { FaultBoard, type FaultRequest } from './faults.ts'
import { Market, type VenueMarket } from './market/market.ts'
import { venueIds, type VenueId } from './market/instruments.ts'
import { createBinanceReplay } from './replay/binance-replay.ts'
import { createBybitReplay } from './replay/bybit-replay.ts'
import { readCapture } from './replay/read-capture.ts'
import { anchorsOf, refuseEmptyReplay } from './replay/start-replay.ts'
import { createKnobs, type Knobs, type SimulatorSettings } from './settings.ts'
import { createTruth, type Truth, type TruthQuestion } from './tell-truth.ts'
import { startVenueServer, type VenueServer } from './venue-server.ts'

/** The market moves and frames go out on a grid of so many milliseconds. */
const tickMs = 10
const tendTicks = 10

export interface Simulator {
  readonly servers: Readonly<Record<VenueId, VenueServer>>
  readonly binance: BinanceVenue
  readonly bybit: BybitVenue
  readonly markets: readonly VenueMarket[]
  readonly knobs: Knobs
  truth(question: TruthQuestion): Truth | undefined
  /** Injects a fault; returns how many connections it met or its id. */
  inject(request: FaultRequest): number
  /** Milliseconds since the market last moved. */
  lateMs(): number
  close(): Promise<void>
}

/** Faults that one venue's server cannot do alone are done here. */
const inject = (
  { servers, binance, bybit }: Pick<Simulator, 'servers' | 'binance' | 'bybit'>,
  request: FaultRequest,
): number => {
  if (request.kind === 'restart') {
    if (request.venue === 'bybit') bybit.streams.restart(request.symbol)
    return 1
  }
  if (request.kind !== 'shutdown') return servers[request.venue].inject(request)
  // Only Binance announces it; Bybit just ends.
  const victims = [...servers[request.venue].connections.values()]
  if (request.venue === 'binance') for (const connection of victims) binance.announceShutdown(connection)
  setTimeout(() => {
    for (const connection of victims) connection.cut('fault shutdown')
  }, request.delayMs ?? 1_000).unref()
  return victims.length
}

interface Venues {
  readonly binance: BinanceVenue
  readonly bybit: BybitVenue
  readonly markets: readonly VenueMarket[]
  /** Moves the markets up to now, simulated and replayed. */
  readonly advance: (nowMs: number) => void
}

/** Both venues over their markets; one of them may be a capture, around whose price the other then trades. */
const openVenues = (settings: SimulatorSettings, knobs: Knobs, onReplayEnd: (venue: VenueId) => void): Venues => {
  const { replay } = settings
  const lines = replay === undefined ? [] : readCapture(replay.file)
  const replayOptions = {
    symbols: settings.symbols,
    speed: replay?.speed ?? 1,
    maxChanges: settings.truthChanges,
    onEnd: () => {
      if (replay !== undefined) onReplayEnd(replay.venue)
    },
  }
  const binanceReplay = replay?.venue === 'binance' ? createBinanceReplay(lines, replayOptions) : undefined
  const bybitReplay = replay?.venue === 'bybit' ? createBybitReplay(lines, replayOptions) : undefined
  const replayed = binanceReplay?.replayed ?? bybitReplay?.replayed ?? []
  if (replay !== undefined) refuseEmptyReplay(replay, lines, replayed)

  const replaced = replay === undefined ? [] : settings.symbols.map(symbol => `${replay.venue}:${symbol}`)
  const market = new Market({
    ...settings,
    unlisted: new Set([...settings.unlisted, ...replaced]),
    startMs: Date.now(),
    anchors: anchorsOf(replayed),
  })
  const markets = [...market.markets, ...replayed]
  const [ofBinance, ofBybit] = venueIds.map(venue => markets.filter(({ instrument }) => instrument.venue === venue))
  const createStreams = binanceReplay?.createStreams ?? (emit => createBinanceStreams(ofBinance ?? [], emit))
  const binance = createBinanceVenue(createStreams, settings, knobs, new FaultBoard())
  const bybit = createBybitVenue(ofBybit ?? [], settings, knobs, new FaultBoard(), bybitReplay?.begin)
  const onBybitEvent = (changed: VenueMarket, timeMs: number): void => {
    bybit.streams.onEvent(changed, timeMs)
  }
  market.onEvent = (changed, timeMs) => {
    if (changed.instrument.venue === 'binance') binance.streams.onEvent(changed)
    else onBybitEvent(changed, timeMs)
  }
  return {
    binance,
    bybit,
    markets,
    advance: nowMs => {
      market.advance(nowMs)
      bybitReplay?.advance(onBybitEvent)
    },
  }
}

export const startSimulator = async (
  settings: SimulatorSettings,
  ports: { readonly binance: number; readonly bybit: number; readonly host: string },
): Promise<Simulator> => {
  const knobs = createKnobs()
  // A capture's stream ends as a venue's would; the next subscription starts it anew.
  const { binance, bybit, markets, advance } = openVenues(settings, knobs, venue => {
    for (const connection of servers[venue].connections.values()) connection.cut('end of the capture')
  })
  const servers: Record<VenueId, VenueServer> = {
    binance: await startVenueServer(binance.protocol, ports.binance, ports.host),
    bybit: await startVenueServer(bybit.protocol, ports.bybit, ports.host),
  }
  let tick = 0
  let movedAtMs = Date.now()
  const timer = setInterval(() => {
    movedAtMs = Date.now()
    advance(movedAtMs)
    tick++
    binance.streams.onTick(tick)
    bybit.streams.onTick(tick)
    if (tick % tendTicks === 0) binance.tend(servers.binance.connections.values())
  }, tickMs)
  return {
    servers,
    binance,
    bybit,
    markets,
    knobs,
    truth: createTruth(markets, bybit.streams),
    inject: request => inject({ servers, binance, bybit }, request),
    lateMs: () => Date.now() - movedAtMs,
    close: async () => {
      clearInterval(timer)
      await Promise.all([servers.binance.close(), servers.bybit.close()])
    },
  }
}
