import type { Emit } from './binance/emit.ts'
import { createBinanceStreams, type BinanceStreams } from './binance/streams.ts'
import { createBinanceVenue, type BinanceVenue } from './binance/venue.ts'
import type { BookDepth } from './bybit/book-channel.ts'
import { createBybitVenue, type BybitVenue } from './bybit/venue.ts'
import { eightDecimals, trimmedDecimals } from './decimal.ts'
import type { Connection } from './connection.ts'
import type { FaultBoard, FaultRequest } from './faults.ts'
import { Market, type VenueMarket } from './market/market.ts'
import type { VenueId } from './market/instruments.ts'
import { createBinanceReplay, type BinanceReplay } from './replay/binance-replay.ts'
import { createBybitReplay } from './replay/bybit-replay.ts'
import { readCapture } from './replay/read-capture.ts'
import { anchorsOf, refuseEmptyReplay } from './replay/start-replay.ts'
import { createKnobs, type Knobs, type SimulatorSettings } from './settings.ts'
import type { IntegerBook, IntegerLevels } from './truth.ts'
import { startVenueServer, type VenueServer } from './venue-server.ts'

/** The market moves and frames go out on a grid of so many milliseconds. */
const tickMs = 10
const tendTicks = 10

/** The exact book of a venue at a sequence, in the venue's own decimal text. */
export interface Truth {
  readonly venue: VenueId
  readonly symbol: string
  readonly sequence: number
  readonly bids: readonly (readonly [string, string])[]
  readonly asks: readonly (readonly [string, string])[]
}

export interface TruthQuestion {
  readonly venue: VenueId
  readonly symbol: string
  /** Absent: the latest one. Binance: any update id. Bybit: `u` of `orderbook.<depth>`. */
  readonly sequence?: number | undefined
  readonly depth?: BookDepth | undefined
  readonly levels?: number | undefined
}

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

const textLevels = (
  levels: IntegerLevels,
  limit: number,
  market: VenueMarket,
  write: (units: number, decimals: number) => string,
): readonly (readonly [string, string])[] =>
  levels
    .slice(0, limit)
    .map(([price, quantity]) => [
      write(price, market.instrument.priceDecimals),
      write(quantity, market.instrument.quantityDecimals),
    ])

export const startSimulator = async (
  settings: SimulatorSettings,
  ports: { readonly binance: number; readonly bybit: number; readonly host: string },
): Promise<Simulator> => {
  const { replay } = settings
  const lines = replay === undefined ? [] : readCapture(replay.file)
  const replayOptions = {
    symbols: settings.symbols,
    speed: replay?.speed ?? 1,
    maxChanges: settings.truthChanges,
    // The stream ends as a venue's would; the next subscription starts the capture anew.
    onEnd: () => {
      const server = replay === undefined ? undefined : servers[replay.venue]
      for (const connection of server?.connections.values() ?? []) server?.cut(connection, 'end of the capture')
    },
  }
  const knobs = createKnobs()
  const boards: Partial<Record<VenueId, FaultBoard>> = {}
  const board = (venue: VenueId): FaultBoard => boards[venue] as FaultBoard
  const hands = {
    faults: () => board('binance'),
    cut: (connection: Connection, reason: string) => {
      servers.binance.cut(connection, reason)
    },
  }
  const bybitReplay = replay?.venue === 'bybit' ? createBybitReplay(lines, replayOptions) : undefined
  let binanceReplay: BinanceReplay | undefined
  const replayBinance = (emit: Emit): BinanceStreams =>
    (binanceReplay = createBinanceReplay(lines, replayOptions, emit))
  let binance = replay?.venue === 'binance' ? createBinanceVenue(replayBinance, settings, knobs, hands) : undefined
  const replayed = binanceReplay?.replayed ?? bybitReplay?.replayed ?? []
  if (replay !== undefined) refuseEmptyReplay(replay, lines, replayed)

  const unlisted = [...settings.unlisted, ...settings.symbols.map(symbol => `${replay?.venue ?? ''}:${symbol}`)]
  const market = new Market({
    ...settings,
    unlisted: new Set(unlisted),
    startMs: Date.now(),
    anchors: anchorsOf(replayed),
  })
  const markets = [...market.markets, ...replayed]
  const marketsOf = (venue: VenueId): readonly VenueMarket[] =>
    markets.filter(({ instrument }) => instrument.venue === venue)
  binance ??= createBinanceVenue(emit => createBinanceStreams(marketsOf('binance'), emit), settings, knobs, hands)
  const bybit = createBybitVenue(marketsOf('bybit'), settings, knobs, () => board('bybit'), bybitReplay?.begin)
  const servers: Record<VenueId, VenueServer> = {
    binance: await startVenueServer(binance.protocol, ports.binance, ports.host),
    bybit: await startVenueServer(bybit.protocol, ports.bybit, ports.host),
  }
  boards.binance = servers.binance.faults
  boards.bybit = servers.bybit.faults

  market.onEvent = (changed, timeMs) => {
    if (changed.instrument.venue === 'binance') binance.streams.onEvent(changed)
    else bybit.streams.onEvent(changed, timeMs)
  }
  let tick = 0
  let movedAtMs = Date.now()
  const timer = setInterval(() => {
    movedAtMs = Date.now()
    market.advance(movedAtMs)
    tick++
    bybitReplay?.advance((changed, timeMs) => {
      bybit.streams.onEvent(changed, timeMs)
    })
    binance.streams.onTick(tick)
    bybit.streams.onTick(tick)
    if (tick % tendTicks === 0) binance.tend(servers.binance.connections.values())
  }, tickMs)

  const bybitBook = (found: VenueMarket, question: TruthQuestion): { book: IntegerBook; u: number } | undefined => {
    const channel = bybit.streams.bookChannel(found, question.depth ?? 50)
    const u = question.sequence ?? channel.u
    const seq = channel.seqAt(u)
    const book = seq === undefined ? undefined : found.book.log.bookAt(seq)
    return book === undefined ? undefined : { book, u }
  }
  const truth = (question: TruthQuestion): Truth | undefined => {
    const { venue, symbol } = question
    const found = marketsOf(venue).find(({ instrument }) => instrument.symbol === symbol)
    if (found === undefined) return undefined
    const limit = question.levels ?? Infinity
    if (venue === 'binance') {
      const sequence = question.sequence ?? found.book.id
      const book = found.book.log.bookAt(sequence)
      if (book === undefined) return undefined
      const bids = textLevels(book.bids, limit, found, eightDecimals)
      return { venue, symbol, sequence, bids, asks: textLevels(book.asks, limit, found, eightDecimals) }
    }
    const known = bybitBook(found, question)
    if (known === undefined) return undefined
    const cut = Math.min(limit, question.depth ?? 50)
    const bids = textLevels(known.book.bids, cut, found, trimmedDecimals)
    return { venue, symbol, sequence: known.u, bids, asks: textLevels(known.book.asks, cut, found, trimmedDecimals) }
  }

  const inject = (request: FaultRequest): number => {
    if (request.kind === 'restart') {
      if (request.venue === 'bybit') bybit.streams.restart(request.symbol)
      return 1
    }
    if (request.kind !== 'shutdown') return servers[request.venue].inject(request)
    // Only Binance announces it; Bybit just ends.
    const victims = [...servers[request.venue].connections.values()]
    if (request.venue === 'binance') for (const connection of victims) binance.announceShutdown(connection)
    setTimeout(() => {
      for (const connection of victims) servers[request.venue].cut(connection, 'fault shutdown')
    }, request.delayMs ?? 1_000).unref()
    return victims.length
  }

  return {
    servers,
    binance,
    bybit,
    markets,
    knobs,
    truth,
    inject,
    lateMs: () => Date.now() - movedAtMs,
    close: async () => {
      clearInterval(timer)
      await Promise.all([servers.binance.close(), servers.bybit.close()])
    },
  }
}
