import type { Connection } from '../connection.ts'
import type { VenueMarket } from '../market/market.ts'
import type { CaptureLine } from '../replay/read-capture.ts'
import { instrumentOfCapture, ReplayBook, type WireLevel } from '../replay/replay-book.ts'
import { createTimeline } from '../replay/timeline.ts'
import type { ReplayOptions } from '../venue-twin.ts'
import type { Emit } from './emit.ts'
import { parseStreamName } from './stream-names.ts'
import type { BinanceStreams } from './streams.ts'

interface Diff {
  readonly U: number
  readonly u: number
  readonly b: readonly WireLevel[]
  readonly a: readonly WireLevel[]
}

interface FrameLine extends CaptureLine {
  readonly stream: string
  /** The text between the wrapping, untouched. */
  readonly payload: string
  readonly native: string
  readonly diff: Diff | undefined
}

interface Snapshot {
  readonly body: string
  readonly lastUpdateId: number
  readonly bids: readonly WireLevel[]
  readonly asks: readonly WireLevel[]
}

interface Replayed extends VenueMarket {
  readonly book: ReplayBook
  readonly snapshot: Snapshot
  /** The capture's own REST answer is given once per run; later ones are the book as it then is. */
  wasAsked: boolean
}

export interface BinanceReplay {
  readonly replayed: readonly VenueMarket[]
  /** Every symbol the capture has a REST depth of. */
  readonly names: readonly string[]
  /** The recorded frames, untouched, to whoever is subscribed. */
  readonly createStreams: (emit: Emit) => BinanceStreams
}

const readFrame = (line: CaptureLine): FrameLine | undefined => {
  const match = /^\{"stream":"([^"]+)","data":/.exec(line.raw)
  const stream = match?.[1]
  if (match === null || stream === undefined) return undefined
  const native = (stream.split('@')[0] ?? '').toUpperCase()
  const payload = line.raw.slice(match[0].length, -1)
  const isDiff = payload.startsWith('{"e":"depthUpdate"')
  return { ...line, stream, payload, native, diff: isDiff ? (JSON.parse(payload) as Diff) : undefined }
}

const readSnapshot = ({ url, raw }: CaptureLine): { native: string; snapshot: Snapshot } | undefined => {
  const native = /\/depth\?.*symbol=([A-Z0-9]+)/.exec(url ?? '')?.[1]
  if (native === undefined) return undefined
  const { lastUpdateId, bids, asks } = JSON.parse(raw) as Omit<Snapshot, 'body'>
  return { native, snapshot: { body: raw, lastUpdateId, bids, asks } }
}

const openSymbol = (symbol: string, snapshot: Snapshot, frames: readonly FrameLine[], maxChanges: number): Replayed => {
  const native = symbol.replace('-', '')
  const changed = frames.flatMap(({ diff, native: of }) =>
    diff === undefined || of !== native ? [] : [diff.b, diff.a],
  )
  const levels = [snapshot.bids, snapshot.asks, ...changed].flat()
  const instrument = instrumentOfCapture({ venue: 'binance', symbol, native }, levels)
  return { instrument, book: new ReplayBook(instrument, maxChanges), snapshot, wasAsked: false }
}

/** A recorded stream with the books it makes; time starts with the first subscription. */
export const createBinanceReplay = (lines: readonly CaptureLine[], options: ReplayOptions): BinanceReplay => {
  const frames = lines.flatMap(line => (line.kind === 'ws' ? (readFrame(line) ?? []) : []))
  const snapshots = new Map<string, Snapshot>()
  for (const line of lines) {
    const found = line.kind === 'rest' ? readSnapshot(line) : undefined
    if (found !== undefined && !snapshots.has(found.native)) snapshots.set(found.native, found.snapshot)
  }
  const replayed = new Map<string, Replayed>()
  for (const symbol of options.symbols) {
    const snapshot = snapshots.get(symbol.replace('-', ''))
    if (snapshot !== undefined)
      replayed.set(symbol.replace('-', ''), openSymbol(symbol, snapshot, frames, options.maxChanges))
  }
  const timeline = createTimeline(frames, options.speed)
  const subscribers = new Map<string, Set<Connection>>()
  const rewind = (): void => {
    for (const market of replayed.values()) {
      market.book.replace(market.snapshot.bids, market.snapshot.asks, Date.now())
      market.book.nameId(market.snapshot.lastUpdateId)
      market.wasAsked = false
    }
  }
  rewind()
  const createStreams = (emit: Emit): BinanceStreams => {
    const play = (line: FrameLine): void => {
      const market = replayed.get(line.native)
      if (market === undefined) return
      const { diff } = line
      if (diff !== undefined && diff.u > market.book.id) {
        market.book.apply(diff.b, diff.a, Date.now())
        market.book.nameId(diff.u)
      }
      const followers = subscribers.get(line.stream)
      const channel = parseStreamName(line.stream)?.channel ?? line.stream
      if (followers !== undefined)
        emit({ name: line.stream, symbol: market.instrument.symbol, channel }, followers, () => line.payload)
    }
    return {
      markets: replayed,
      ownDepth: native => {
        const market = replayed.get(native)
        if (market === undefined || market.wasAsked) return undefined
        market.wasAsked = true
        return market.snapshot.body
      },
      subscribe: (connection, name) => {
        if (!frames.some(({ stream }) => stream === name)) return
        timeline.begin()
        const followers = subscribers.get(name) ?? new Set()
        subscribers.set(name, followers.add(connection))
      },
      unsubscribe: (connection, name) => {
        subscribers.get(name)?.delete(connection)
      },
      onEvent: () => undefined,
      onTick: () => {
        const { lines: due, ended } = timeline.due()
        for (const line of due) play(line)
        if (!ended) return
        rewind()
        options.onEnd()
      },
    }
  }
  return { replayed: [...replayed.values()], names: [...snapshots.keys()], createStreams }
}
