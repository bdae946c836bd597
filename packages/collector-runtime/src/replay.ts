import { parseCaptureLine, snapshotSymbol, urlPath, type CaptureLine } from './capture.ts'
import { ReplayBook, type ReplayBookOptions, type ReplayedBook } from './replay-book.ts'
import { ReplayWitness } from './replay-witness.ts'
import { FrameError, type Venue, type VenueEvent } from './venue.ts'

/** What one symbol's recorded messages came to. */
export interface ReplayedSymbol extends ReplayedBook {
  /** Quotes that named the sequence of a book, and whether its top was theirs; both 0 where the venue gives no such id. */
  readonly witness: { readonly matches: number; readonly differs: number }
  /** Books of the symbol's further channels: the best bid and ask as a book of one level, other depths. */
  readonly otherChannels: readonly ReplayedBook[]
}

export interface ReplayReport {
  readonly venue: string
  readonly lines: number
  readonly incoming: number
  readonly outgoing: number
  readonly restBodies: number
  /** Between the first and the last line with a time; undefined when none has one. */
  readonly seconds: number | undefined
  readonly acknowledged: number
  readonly refused: number
  /** Instruments read from a recorded list. */
  readonly instruments: number
  readonly unreadable: number
  /** The first few things that went wrong, by line. */
  readonly problems: readonly string[]
  /** By the venue's own symbol. */
  readonly symbols: Readonly<Record<string, ReplayedSymbol>>
}

export interface Replay {
  /** One line of a capture. Throws CaptureError when it is none; a frame that cannot be read is counted, not thrown. */
  line(text: string): void
  report(): ReplayReport
}

const maxProblems = 10

interface SymbolBooks {
  readonly books: Map<string, ReplayBook>
  readonly witness: ReplayWitness
}

/** Replays a recorded capture through the venue's decode and the order book. Pure: time is the recorder's. */
export const createReplay = (venue: Venue, options: Pick<ReplayBookOptions, 'truncate'> = {}): Replay => {
  const symbols = new Map<string, SymbolBooks>()
  const problems: string[] = []
  const seeding = venue.snapshot?.when
  const count = {
    lines: 0,
    incoming: 0,
    outgoing: 0,
    restBodies: 0,
    acknowledged: 0,
    refused: 0,
    instruments: 0,
    unreadable: 0,
  }
  let firstMs: number | undefined
  let lastMs: number | undefined

  const symbolBooks = (symbol: string): SymbolBooks => {
    const known = symbols.get(symbol)
    if (known !== undefined) return known
    const fresh: SymbolBooks = { books: new Map(), witness: new ReplayWitness() }
    symbols.set(symbol, fresh)
    return fresh
  }
  const bookOf = (symbol: string, channel: string, when: ReplayBook['seeding']): ReplayBook => {
    const { books, witness } = symbolBooks(symbol)
    const known = books.get(channel)
    if (known !== undefined) return known
    const fresh = new ReplayBook(channel, { ...options, seeding: when, onApplied: book => witness.onApplied(book) })
    books.set(channel, fresh)
    return fresh
  }
  const note = (problem: string): void => {
    if (problems.length < maxProblems) problems.push(`line ${count.lines}: ${problem}`)
  }

  const onEvent = (event: VenueEvent, receivedTimeUs: number): void => {
    switch (event.kind) {
      case 'snapshot':
        bookOf(event.symbol, depthChannel(event.channel), seeding === 'always' ? undefined : seeding).applySnapshot(
          event,
          receivedTimeUs,
        )
        break
      case 'delta':
        bookOf(event.symbol, depthChannel(event.channel), seeding).applyDelta(event, receivedTimeUs)
        break
      case 'bestBidAsk':
        bookOf(event.symbol, event.channel ?? 'best', undefined).applyQuote(event, receivedTimeUs)
        symbolBooks(event.symbol).witness.onQuote(event)
        break
      case 'acknowledged':
        count.acknowledged++
        break
      case 'refused':
        count.refused++
        note(`refused by the venue: ${event.reason}`)
        break
      case 'throttled':
        note(`throttled by the venue: ${event.reason}`)
        break
      case 'halted':
        note(`the venue takes no orders: ${event.reason}`)
        break
      case 'heartbeat':
      case 'pong':
      case 'closing':
    }
  }

  const onRest = (line: CaptureLine, receivedTimeUs: number): void => {
    count.restBodies++
    const symbol = snapshotSymbol(venue, line.url)
    if (venue.snapshot !== undefined && symbol !== undefined) {
      // It names no channel: it is of the book that starts from one.
      const known = [...symbolBooks(symbol).books.values()].find(book => book.seeding !== undefined)
      const book = known ?? bookOf(symbol, depthChannel(undefined), seeding)
      book.applyRestSnapshot(venue.snapshot.parse(line.raw), symbol, receivedTimeUs)
    } else if (urlPath(line.url) === urlPath(venue.instruments.path)) {
      count.instruments += venue.instruments.parse(line.raw).length
    } else {
      note(`HTTP body of ${line.url ?? 'an unknown address'} is neither a snapshot nor the instrument list`)
    }
  }

  const onMessage = (line: CaptureLine, receivedTimeUs: number): void => {
    if (line.kind === 'rest') onRest(line, receivedTimeUs)
    else if (line.kind === 'ws') for (const event of venue.decode(line.raw)) onEvent(event, receivedTimeUs)
  }

  return {
    line: text => {
      count.lines++
      const line = parseCaptureLine(text, count.lines)
      firstMs ??= line.receivedAtMs
      lastMs = line.receivedAtMs ?? lastMs
      if (line.outgoing) {
        count.outgoing++
        return
      }
      count.incoming++
      try {
        onMessage(line, Math.round((line.receivedAtMs ?? 0) * 1000))
      } catch (error) {
        if (!(error instanceof FrameError)) throw error
        count.unreadable++
        note(error.symbol === undefined ? error.message : `${error.symbol}: ${error.message}`)
        if (error.symbol !== undefined) for (const book of symbolBooks(error.symbol).books.values()) book.unreadable()
      }
    },
    report: () => ({
      venue: venue.id,
      ...count,
      seconds: firstMs === undefined || lastMs === undefined ? undefined : (lastMs - firstMs) / 1000,
      problems,
      symbols: Object.fromEntries([...symbols].map(([symbol, books]) => [symbol, reportSymbol(books)] as const)),
    }),
  }
}

/** Where the venue has one book of a symbol only, its channel needs no name. */
const depthChannel = (channel: string | undefined): string => channel ?? 'depth'

/** All lines at once. */
export const replay = (venue: Venue, lines: Iterable<string>): ReplayReport => {
  const running = createReplay(venue)
  for (const line of lines) if (line !== '') running.line(line)
  return running.report()
}

const reportSymbol = ({ books, witness }: SymbolBooks): ReplayedSymbol => {
  const [main, ...others] = [...books.values()].sort((left, right) => reach(right) - reach(left))
  return {
    ...(main ?? new ReplayBook('')).report(),
    witness: { matches: witness.matches, differs: witness.differs },
    otherChannels: others.map(book => book.report()),
  }
}

/** The deepest book is the symbol's; 0 levels mean no bound. */
const reach = ({ depth }: ReplayBook): number => (depth === 0 ? Infinity : depth)
