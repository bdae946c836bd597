import { FaultBoard, type FaultKind, type FaultRequest } from './faults.ts'
import { Market, type VenueMarket } from './market/market.ts'
import { readCapture } from './replay/read-capture.ts'
import { anchorsOf, refuseEmptyReplay } from './replay/start-replay.ts'
import type { SimulatorSettings } from './settings.ts'
import { createTruth, type Truth, type TruthQuestion } from './tell-truth.ts'
import { startVenueServer, type VenueServer } from './venue-server.ts'
import type { RunningTwin, TwinContext, TwinReplay, VenueTwin } from './venue-twin.ts'

/** The market moves and frames go out on a grid of so many milliseconds. */
const tickMs = 10

/** One venue as it runs. */
export interface RunningVenue {
  readonly twin: VenueTwin
  readonly running: RunningTwin
  readonly server: VenueServer
  readonly faults: FaultBoard
  readonly limits: Readonly<Record<string, number>>
  /** The live values of the twin's knobs. */
  readonly knobs: Record<string, number | boolean>
}

export interface Simulator {
  /** By id. */
  readonly venues: ReadonlyMap<string, RunningVenue>
  readonly markets: readonly VenueMarket[]
  truth(question: TruthQuestion): Truth | undefined
  /** Injects a fault; returns how many connections it met or its id; 0 where the venue knows no such thing. */
  inject(request: FaultRequest): number
  /** Milliseconds since the market last moved. */
  lateMs(): number
  close(): Promise<void>
}

/** Kinds that only some venues know. */
export const appliesTo = ({ running }: RunningVenue, kind: FaultKind): boolean =>
  kind !== 'restart' || running.restart !== undefined

/** Faults that one venue's server cannot do alone are done here. */
const inject = ({ server, running }: RunningVenue, request: FaultRequest): number => {
  if (request.kind === 'restart') {
    running.restart?.(request.symbol)
    return running.restart === undefined ? 0 : 1
  }
  if (request.kind !== 'shutdown') return server.inject(request)
  const victims = [...server.connections.values()]
  for (const connection of victims) running.announceShutdown?.(connection)
  setTimeout(() => {
    for (const connection of victims) connection.cut('fault shutdown')
  }, request.delayMs ?? 1_000).unref()
  return victims.length
}

const openReplay = (
  twins: readonly VenueTwin[],
  settings: SimulatorSettings,
  onEnd: (venue: string) => void,
): TwinReplay | undefined => {
  const { replay, symbols, truthChanges: maxChanges } = settings
  if (replay === undefined) return undefined
  const { file, venue, speed } = replay
  const open = twins.find(({ id }) => id === venue)?.replay
  if (open === undefined) throw new Error(`REPLAY_VENUE ${venue} does not run (see VENUES) or cannot be replayed`)
  const options = {
    symbols,
    speed,
    maxChanges,
    onEnd: () => {
      onEnd(venue)
    },
  }
  const opened = open(readCapture(file), options)
  refuseEmptyReplay(replay, opened)
  return opened
}

/** The symbols of one venue out of "venue:BASE-QUOTE" entries. */
const entriesOf = (entries: readonly string[], venue: string): ReadonlySet<string> =>
  new Set(entries.filter(entry => entry.startsWith(`${venue}:`)).map(entry => entry.slice(venue.length + 1)))

const limitsOf = ({ id, limits }: VenueTwin, settings: SimulatorSettings): Readonly<Record<string, number>> => ({
  ...Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit.default])),
  ...settings.limits[id],
})

interface Listeners {
  /** By venue id; absent or 0: any free one. */
  readonly ports: Readonly<Record<string, number>>
  readonly host: string
}

/** All venues over their markets; one of them may be a capture, around whose price the others then trade. */
export const startSimulator = async (
  twins: readonly VenueTwin[],
  settings: SimulatorSettings,
  { ports, host }: Listeners,
): Promise<Simulator> => {
  const venues = new Map<string, RunningVenue>()
  // A capture's stream ends as a venue's would; the next subscription starts it anew.
  const replay = openReplay(twins, settings, venue => {
    for (const connection of venues.get(venue)?.server.connections.values() ?? []) connection.cut('end of the capture')
  })
  const replaced = settings.symbols.map(symbol => `${settings.replay?.venue ?? ''}:${symbol}`)
  const market = new Market({
    ...settings,
    venues: twins,
    unlisted: new Set([...settings.unlisted, ...replaced]),
    startMs: Date.now(),
    anchors: anchorsOf(replay?.markets ?? []),
  })
  const markets = [...market.markets, ...(replay?.markets ?? [])]
  for (const twin of twins) {
    const { id, channels } = twin
    const faults = new FaultBoard(channels)
    const knobs = { ...twin.knobs }
    const limits = limitsOf(twin, settings)
    const context: TwinContext = {
      markets: markets.filter(({ instrument }) => instrument.venue === id),
      limits,
      knobs,
      faults,
      refused: entriesOf(settings.unstreamed, id),
    }
    const running =
      settings.replay?.venue === id && replay !== undefined ? replay.create(context) : twin.create(context)
    const server = await startVenueServer(running.protocol, ports[id] ?? 0, host)
    venues.set(id, { twin, running, server, faults, limits, knobs })
  }
  const all = [...venues.values()].map(({ running }) => running)
  market.onEvent = (changed, timeMs) => {
    venues.get(changed.instrument.venue)?.running.onEvent(changed, timeMs)
    // Trades that the twin did not want would pile up.
    changed.book.takeTrades()
  }
  let tick = 0
  let movedAtMs = Date.now()
  const timer = setInterval(() => {
    movedAtMs = Date.now()
    market.advance(movedAtMs)
    tick++
    for (const running of all) running.onTick(tick)
  }, tickMs)
  return {
    venues,
    markets,
    truth: createTruth(markets, venue => venues.get(venue)?.running),
    inject: request => {
      const venue = venues.get(request.venue)
      return venue === undefined ? 0 : inject(venue, request)
    },
    lateMs: () => Date.now() - movedAtMs,
    close: async () => {
      clearInterval(timer)
      await Promise.all([...venues.values()].map(({ server }) => server.close()))
    },
  }
}
