import type { VenueMarket } from '../market/market.ts'
import type { CaptureLine } from '../replay/read-capture.ts'
import { instrumentOfCapture, ReplayBook, type WireLevel } from '../replay/replay-book.ts'
import { createTimeline } from '../replay/timeline.ts'
import type { ReplayOptions } from '../venue-twin.ts'

interface BookFrame {
  readonly topic: string
  readonly type: 'snapshot' | 'delta'
  readonly cts?: number
  readonly data: { readonly b: readonly WireLevel[]; readonly a: readonly WireLevel[] }
}

interface BookLine extends CaptureLine {
  readonly frame: BookFrame
  readonly native: string
  readonly depth: number
}

interface Replayed extends VenueMarket {
  readonly book: ReplayBook
  readonly depth: number
  readonly first: BookFrame
}

export interface BybitReplay {
  readonly replayed: readonly VenueMarket[]
  /** Every symbol the capture has a book of. */
  readonly names: readonly string[]
  /** Starts the clock, if it stands. */
  readonly begin: () => void
  /** Moves the books; calls back for each that changed. */
  advance(onEvent: (market: VenueMarket, timeMs: number) => void): void
}

const readBookLine = (line: CaptureLine): BookLine | undefined => {
  if (line.kind !== 'ws') return undefined
  const match = /^\{"topic":"orderbook\.(\d+)\.([A-Z0-9]+)"/.exec(line.raw)
  if (match === null) return undefined
  return { ...line, frame: JSON.parse(line.raw) as BookFrame, native: match[2] ?? '', depth: Number(match[1]) }
}

/**
 * The recorded books; the venue's protocol makes its own frames from them, so that a client can follow a depth that was
 * not recorded (cut from the deepest that was) and can join at any time.
 */
export const createBybitReplay = (lines: readonly CaptureLine[], options: ReplayOptions): BybitReplay => {
  const bookLines = lines.flatMap(line => readBookLine(line) ?? [])
  const replayed = new Map<string, Replayed>()
  for (const symbol of options.symbols) {
    const native = symbol.replace('-', '')
    const own = bookLines.filter(line => line.native === native)
    const depth = Math.max(...own.map(line => line.depth))
    const used = own.filter(line => line.depth === depth)
    const first = used.find(({ frame }) => frame.type === 'snapshot')?.frame
    if (first === undefined) continue
    const levels = used.flatMap(({ frame }) => [...frame.data.b, ...frame.data.a])
    const instrument = instrumentOfCapture({ venue: 'bybit', symbol, native }, levels)
    replayed.set(native, { instrument, book: new ReplayBook(instrument, options.maxChanges), depth, first })
  }
  // The venue's `seq` is made anew, because every change needs a number that no earlier run has used.
  let sequence = 1e9
  const rename = (book: ReplayBook): void => {
    sequence++
    book.nameId(sequence)
  }
  for (const { book, first } of replayed.values()) {
    book.replace(first.data.b, first.data.a, Date.now())
    rename(book)
  }
  const timeline = createTimeline(bookLines, options.speed)
  return {
    replayed: [...replayed.values()],
    names: [...new Set(bookLines.map(({ native }) => native))],
    begin: timeline.begin,
    advance: onEvent => {
      const { lines: due, ended } = timeline.due()
      for (const { native, depth, frame } of due) {
        const market = replayed.get(native)
        if (market?.depth !== depth) continue
        if (frame.type === 'snapshot') market.book.replace(frame.data.b, frame.data.a, Date.now())
        else market.book.apply(frame.data.b, frame.data.a, Date.now())
        rename(market.book)
        onEvent(market, frame.cts ?? Date.now())
      }
      if (ended) options.onEnd()
    },
  }
}
