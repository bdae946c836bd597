import { crc32 } from 'node:zlib'
import { OrderBook, type Verdict } from '@screener/order-book'
import type { Delta, Snapshot } from '@screener/contracts'
import { toDelta, toRestSnapshot, toSnapshot } from './market-data.ts'
import { numberDelta, numberSnapshot, requireNumbers, type NumberedDelta, type SessionCount } from './session-count.ts'
import { SnapshotJoin, type JoinOutcome, type Sequenced } from './snapshot-join.ts'
import type { RestSnapshot, Venue, VenueBestBidAsk, VenueDelta, VenueSnapshot, WireLevel } from './venue.ts'

/** One book rebuilt from one channel of one symbol, counted. Levels and quantities are the venue's own text. */
export interface ReplayedBook {
  /** The venue's name of it; `depth` and `best` where it has no several. */
  readonly channel: string
  /** Snapshots that became the book. */
  readonly snapshots: number
  /** Snapshots that did not: older than the stream, or not needed. */
  readonly unusedSnapshots: number
  /** Snapshots whose sequence did not grow: repeated as a sign of life. */
  readonly repeated: number
  readonly deltas: number
  readonly deltaLevels: number
  readonly applied: number
  /** Deltas that were not applied: before or covered by the snapshot, repeated, or while the book was broken. */
  readonly dropped: number
  /** Deltas that still wait for a snapshot. */
  readonly buffered: number
  readonly gaps: number
  /** Messages after which the best bid was at or above the best ask. */
  readonly crossed: number
  /** Messages whose exchange time was before their predecessor's. */
  readonly timeBackwards: number
  readonly checksumOk: number
  readonly checksumBad: number
  /** Frames of this symbol that could not be read. */
  readonly unreadable: number
  readonly life: string
  /** Of the first snapshot, and how many levels [bids, asks] it had. */
  readonly firstSequence: number
  readonly firstLevels: readonly [number, number]
  readonly sequence: number
  /** [bids, asks] held at the end. */
  readonly levels: readonly [number, number]
  /** The best five, as the venue wrote them. */
  readonly bids: readonly WireLevel[]
  readonly asks: readonly WireLevel[]
}

interface Buffered extends Sequenced {
  readonly event: NumberedDelta
  readonly delta: Delta
}

type Seeding = NonNullable<Venue['snapshot']>['when'] | undefined

export interface ReplayBookOptions {
  readonly seeding?: Seeding
  /** False: levels beyond the depth of the channel stay. Only to show what the cut is good for. */
  readonly truncate?: boolean
  /** Called after each delta that became part of the book. */
  readonly onApplied?: (book: OrderBook) => void
}

const topLevels = 5
const maxBuffered = 100_000

/** The same join and the same book as the pipeline's, with the wire text of each level beside them. */
export class ReplayBook {
  readonly book: OrderBook = new OrderBook(crc32)
  readonly channel: string
  /** Levels a side the channel keeps. 0: unbounded. */
  depth = 0
  /** When it starts from a REST snapshot; undefined: never, the channel itself brings it. */
  readonly seeding: Seeding
  private readonly truncates: boolean
  private readonly onApplied: (book: OrderBook) => void
  private readonly join = new SnapshotJoin<Buffered, RestSnapshot>(maxBuffered)
  private readonly bidTexts = new Map<number, WireLevel>()
  private readonly askTexts = new Map<number, WireLevel>()
  private readonly numbers: SessionCount = { last: 0 }
  private session = 1
  private exchangeTimeMs = 0
  private first: { readonly sequence: number; readonly levels: readonly [number, number] } | undefined
  private readonly count = {
    snapshots: 0,
    unusedSnapshots: 0,
    repeated: 0,
    deltas: 0,
    deltaLevels: 0,
    applied: 0,
    dropped: 0,
    gaps: 0,
    crossed: 0,
    timeBackwards: 0,
    unreadable: 0,
    checksumOk: 0,
    checksumBad: 0,
  }

  constructor(channel: string, options: ReplayBookOptions = {}) {
    this.channel = channel
    this.seeding = options.seeding
    this.truncates = options.truncate ?? true
    this.onApplied = options.onApplied ?? (() => undefined)
  }

  applySnapshot(event: VenueSnapshot, receivedTimeUs: number): void {
    this.depth = event.depth
    if (this.count.snapshots > 0 && (event.sequence ?? Infinity) <= this.book.sequence) this.count.repeated++
    this.session++
    this.join.reset()
    this.onTime(event.exchangeTimeMs)
    const numbered = numberSnapshot(event, this.numbers)
    const snapshot = toSnapshot(numbered, event.symbol, this.session, receivedTimeUs)
    const verdict = this.book.applySnapshot(this.cutOrNot(snapshot))
    this.countChecksum(verdict, event)
    this.seed(verdict, numbered)
  }

  applyRestSnapshot(answer: RestSnapshot, symbol: string, receivedTimeUs: number): void {
    // A book that goes on needs none; the live collector would not have asked.
    if (!this.book.needsSnapshot) this.count.unusedSnapshots++
    else this.settle(this.join.offer(answer), symbol, receivedTimeUs)
  }

  applyDelta(unnumbered: VenueDelta, receivedTimeUs: number): void {
    const event = this.seeding === 'always' ? requireNumbers(unnumbered) : numberDelta(unnumbered, this.numbers)
    const delta = toDelta(event, event.symbol, this.session, receivedTimeUs)
    this.count.deltas++
    this.onTime(event.exchangeTimeMs)
    this.count.deltaLevels += event.bids.length + event.asks.length
    const item = toBuffered(event, delta)
    if (this.seeding !== undefined && this.book.needsSnapshot)
      this.settle(this.join.add(item), event.symbol, receivedTimeUs)
    else this.apply(item)
  }

  /** A best bid and ask as a book of one level. */
  applyQuote(event: VenueBestBidAsk, receivedTimeUs: number): void {
    const { symbol, exchangeTimeMs } = event
    const sequence = event.sequence ?? this.count.snapshots + 1
    const bids = event.bid === undefined ? [] : [event.bid]
    const asks = event.ask === undefined ? [] : [event.ask]
    this.applySnapshot({ kind: 'snapshot', symbol, sequence, bids, asks, exchangeTimeMs, depth: 1 }, receivedTimeUs)
  }

  /** A frame of this symbol could not be read; when it was this book's, the next delta shows the hole. */
  unreadable(): void {
    this.count.unreadable++
  }

  report(): ReplayedBook {
    const { book, channel, count, join } = this
    return {
      channel,
      ...count,
      dropped: count.dropped + join.dropped,
      buffered: join.buffered,
      life: book.life,
      firstSequence: this.first?.sequence ?? 0,
      firstLevels: this.first?.levels ?? [0, 0],
      sequence: book.sequence,
      levels: [book.bids.length, book.asks.length],
      bids: this.top(book.bids, this.bidTexts),
      asks: this.top(book.asks, this.askTexts),
    }
  }

  private countChecksum(verdict: Verdict, { checksum }: VenueSnapshot | VenueDelta): void {
    if (verdict === 'checksum') this.count.checksumBad++
    else if (checksum !== undefined && (verdict === 'applied' || verdict === 'crossed')) this.count.checksumOk++
  }

  private onTime(exchangeTimeMs: number | undefined): void {
    if (exchangeTimeMs === undefined) return
    if (exchangeTimeMs < this.exchangeTimeMs) this.count.timeBackwards++
    this.exchangeTimeMs = exchangeTimeMs
  }

  private settle(outcome: JoinOutcome<Buffered, RestSnapshot>, symbol: string, receivedTimeUs: number): void {
    if (outcome.kind === 'older') this.count.unusedSnapshots++
    if (outcome.kind !== 'joined') return
    const { snapshot, deltas } = outcome
    const asked = Math.max(snapshot.bids.length, snapshot.asks.length)
    const start = toRestSnapshot(snapshot, asked, symbol, symbol, this.session, receivedTimeUs)
    this.seed(this.book.applySnapshot(this.cutOrNot(start)), snapshot)
    for (const item of deltas) this.apply(item)
  }

  private cutOrNot(snapshot: Snapshot): Snapshot {
    return this.truncates ? snapshot : { ...snapshot, depth: 0, bidsTruncated: false, asksTruncated: false }
  }

  private seed(verdict: Verdict, snapshot: RestSnapshot): void {
    if (verdict === 'refused' || verdict === 'checksum') {
      this.count.unusedSnapshots++
      return
    }
    this.count.snapshots++
    this.first ??= { sequence: snapshot.sequence, levels: [snapshot.bids.length, snapshot.asks.length] }
    this.bidTexts.clear()
    this.askTexts.clear()
    this.remember(snapshot)
  }

  private apply({ event, delta }: Buffered): void {
    const verdict = this.book.applyDelta(delta)
    this.countChecksum(verdict, event)
    switch (verdict) {
      case 'applied':
      case 'crossed':
        this.count.applied++
        this.remember(event)
        this.onApplied(this.book)
        break
      case 'stale':
      case 'not_synced':
      case 'other_session':
        this.count.dropped++
        break
      case 'checksum':
        this.startOver(event, delta)
        break
      case 'gap':
      case 'refused':
        this.count.gaps++
        this.startOver(event, delta)
    }
  }

  /** The delta behind the gap is the first of the next buffer; without REST only a snapshot in band can follow. */
  private startOver(event: NumberedDelta, delta: Delta): void {
    this.session++
    if (this.seeding === undefined) this.count.dropped++
    else this.join.add(toBuffered(event, { ...delta, session: this.session }))
  }

  private remember({ bids, asks }: Pick<RestSnapshot, 'bids' | 'asks'>): void {
    if (this.book.crossed) this.count.crossed++
    for (const level of bids) keep(this.bidTexts, level)
    for (const level of asks) keep(this.askTexts, level)
  }

  private top(side: OrderBook['bids'], texts: ReadonlyMap<number, WireLevel>): readonly WireLevel[] {
    const count = Math.min(topLevels, side.length)
    return Array.from({ length: count }, (_, index) => {
      const price = side.priceAt(index)
      return texts.get(price) ?? [String(price), String(side.quantityAt(index))]
    })
  }
}

const toBuffered = (event: NumberedDelta, delta: Delta): Buffered => {
  const { previous, sequence, resets = false } = event
  return { previous, sequence, resets, event, delta }
}

const keep = (texts: Map<number, WireLevel>, level: WireLevel): void => {
  const price = Number(level[0])
  if (Number(level[1]) === 0) texts.delete(price)
  else texts.set(price, [level[0], level[1]])
}
