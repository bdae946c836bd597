import {
  bookStatus,
  bookStream,
  commandStream,
  decodeBookViewBatch,
  decodeCollectorCommand,
  decodeMarketDataBatch,
  decodeOpportunityBatch,
  marketDataStream,
  opportunityPhase,
  opportunityStream,
} from '@screener/contracts'
import { createStreamReader } from '@screener/streams'
import { until } from '../stack/until.ts'
import type { RedisPlace } from './service-rig.ts'

/** How long each book went without a proof that it lives, by what was published. */
interface BookRecord {
  live: boolean
  provenUs: number
  longestGapMs: number
  /** Epoch of the newest view, and since when (monotonic) that epoch has shown it LIVE. */
  epochMs: number
  liveAtMs: number
}

/** Entries of one epoch in a stream, in the order of reading. */
export interface EpochRun {
  readonly epochMs: number
  entries: number
}

/** What an onlooker read from the streams. */
export interface StreamRecord {
  /** Of each stream, in the order read; one writer has one epoch. */
  readonly epochs: ReadonlyMap<string, readonly EpochRun[]>
  readonly holes: readonly { readonly stream: string; readonly expected: string; readonly found: string }[]
  /** Streams of which the reader said that another one writes them now. */
  readonly takenOver: ReadonlySet<string>
  /** Ids read, by stream: to see later which of them are there no more. Kept only when asked for. */
  readonly ids: ReadonlyMap<string, readonly string[]>
  /**
   * Opportunities that were open, are missing in a keyframe, and were neither closed nor told of again since. Where an analyzer took
   * over, that says only within 3 s what became of them.
   */
  readonly forgotten: readonly string[]
  /**
   * Snapshots with more levels of books that went on: orderbook-sync asks for them as prices move, whether anything ended or not, and the
   * venue is asked for each.
   */
  readonly deepened: number
  /** When orderbook-sync asked for one last, milliseconds of the monotonic clock; 0: never. */
  readonly deepeningAtMs: number
  /** By reason. */
  readonly closed: ReadonlyMap<string, number>
  readonly opened: number
  /** Books shown LIVE by a writer whose epoch is not below this (milliseconds since 1970), and when the last of them was. */
  liveSince(epochMs: number): { readonly books: number; readonly lastAtMs: number }
  /** LIVE books with a proof of life that is not older than this (microseconds since 1970). */
  provenSince(epochUs: number): number
  /** Milliseconds; 0 where nothing was proven twice since the mark. */
  longestGapMs(): number
  /** `venue symbol` and gap, the longest first. */
  worstGaps(count: number): readonly string[]
  /** Gaps are counted anew. */
  mark(): void
  stop(): Promise<void>
}

export interface RecordOptions {
  readonly redis: RedisPlace
  readonly shards: number
  readonly venues: readonly string[]
  readonly keepIds?: boolean
  /** All that is kept, instead of what comes. */
  readonly fromStart?: boolean
  /** Only for controls: reads as if ids said nothing. */
  readonly ignoreIds?: boolean
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Reads every stream that has one writer. */
export const recordStreams = (options: RecordOptions): StreamRecord => {
  const { redis, shards, venues } = options
  const reader = createStreamReader({ ...redis, name: 'record' }, quiet)
  const abort = new AbortController()
  const books = new Map<string, BookRecord>()
  /** Names of the books of `shard venue`: proofs are told of feeds. */
  const ofFeed = new Map<string, Set<BookRecord>>()
  const epochs = new Map<string, EpochRun[]>()
  const ids = new Map<string, string[]>()
  const holes: { stream: string; expected: string; found: string }[] = []
  const takenOver = new Set<string>()
  const open = new Set<string>()
  const missing = new Set<string>()
  const closed = new Map<string, number>()
  const shallow = new Set<string>()
  let deepened = 0
  let deepeningAtMs = 0
  let opened = 0

  const prove = (book: BookRecord, provenUs: number): void => {
    if (!book.live || provenUs <= book.provenUs) return
    if (book.provenUs > 0) book.longestGapMs = Math.max(book.longestGapMs, (provenUs - book.provenUs) / 1_000)
    book.provenUs = provenUs
  }

  const readBooks = (stream: string, epochMs: number, payload: Uint8Array): void => {
    const { views, proofs } = decodeBookViewBatch(payload)
    for (const { venue, symbol, status, proofTimeUs } of views) {
      const name = `${venue} ${symbol}`
      let book = books.get(name)
      if (book === undefined) {
        book = { live: false, provenUs: 0, longestGapMs: 0, epochMs: 0, liveAtMs: 0 }
        books.set(name, book)
        const feed = `${stream} ${venue}`
        ofFeed.set(feed, (ofFeed.get(feed) ?? new Set<BookRecord>()).add(book))
      }
      const live = status === bookStatus.live
      if (live && (!book.live || book.epochMs !== epochMs)) book.liveAtMs = performance.now()
      book.live = live
      book.epochMs = epochMs
      prove(book, proofTimeUs)
    }
    for (const { venue, proofTimeUs, connected } of proofs) {
      if (connected) for (const book of ofFeed.get(`${stream} ${venue}`) ?? []) prove(book, proofTimeUs)
    }
  }

  const readOpportunities = (payload: Uint8Array): void => {
    const { events, keyframe } = decodeOpportunityBatch(payload)
    const told = new Set(events.map(({ opportunity }) => opportunity.id))
    if (keyframe) {
      for (const id of open) {
        if (told.has(id)) continue
        missing.add(id)
        open.delete(id)
      }
    }
    for (const { phase, opportunity, closeReason } of events) {
      const goesOn = missing.delete(opportunity.id)
      if (phase === opportunityPhase.closed) {
        open.delete(opportunity.id)
        closed.set(closeReason, (closed.get(closeReason) ?? 0) + 1)
      } else {
        if (!goesOn && !open.has(opportunity.id)) opened++
        open.add(opportunity.id)
      }
    }
  }

  const noteEpoch = (stream: string, epochMs: number): void => {
    const runs = epochs.get(stream) ?? []
    epochs.set(stream, runs)
    const last = runs.at(-1)
    if (last?.epochMs === epochMs) last.entries++
    else runs.push({ epochMs, entries: 1 })
  }

  const keep = (stream: string, id: string): void => {
    const known = ids.get(stream)
    if (known === undefined) ids.set(stream, [id])
    else known.push(id)
  }

  const readCommand = (stream: string, payload: Uint8Array): void => {
    const { resyncBook } = decodeCollectorCommand(payload)
    if (resyncBook?.reason !== 'near_edge') return
    shallow.add(`${venueOf.get(stream) ?? ''} ${resyncBook.symbol}`)
    deepeningAtMs = performance.now()
  }

  const readMarketData = (payload: Uint8Array): void => {
    if (shallow.size === 0) return
    const { venue, events: its } = decodeMarketDataBatch(payload)
    for (const { snapshot } of its) if (snapshot && shallow.delete(`${venue} ${snapshot.symbol}`)) deepened++
  }

  const follow = (stream: string): void =>
    reader.follow(stream, options.fromStart === true ? 'start' : 'now', { explicitIds: options.ignoreIds !== true })
  for (let shard = 0; shard < shards; shard++) {
    follow(bookStream(shard))
    for (const venue of venues) follow(marketDataStream(shard, venue))
  }
  follow(opportunityStream(0))
  const venueOf = new Map(venues.map(venue => [commandStream(venue), venue]))
  for (const stream of venueOf.keys()) reader.follow(stream, 'now', { explicitIds: false })

  const read = async (): Promise<void> => {
    for await (const batch of reader.batches(abort.signal)) {
      for (const event of batch) {
        if (event.kind === 'hole') holes.push(event)
        if (event.kind === 'epoch') takenOver.add(event.stream)
        if (event.kind !== 'entry') continue
        const { stream, id, type, payload } = event
        if (type === 'CollectorCommand') {
          readCommand(stream, payload)
          continue
        }
        const epochMs = Number(id.split('-')[0])
        noteEpoch(stream, epochMs)
        if (options.keepIds === true) keep(stream, id)
        if (type === 'BookViewBatch') readBooks(stream, epochMs, payload)
        else if (type === 'OpportunityBatch') readOpportunities(payload)
        else if (type === 'MarketDataBatch') readMarketData(payload)
      }
    }
  }
  const reading = read()
  const byGap = (): readonly (readonly [string, BookRecord])[] =>
    [...books].sort(([, a], [, b]) => b.longestGapMs - a.longestGapMs)

  return {
    epochs,
    holes,
    takenOver,
    ids,
    get forgotten() {
      return [...missing]
    },
    get deepened() {
      return deepened
    },
    get deepeningAtMs() {
      return deepeningAtMs
    },
    closed,
    get opened() {
      return opened
    },
    liveSince: epochMs => {
      const shown = [...books.values()].filter(book => book.live && book.epochMs >= epochMs)
      return { books: shown.length, lastAtMs: Math.max(0, ...shown.map(({ liveAtMs }) => liveAtMs)) }
    },
    provenSince: epochUs => [...books.values()].filter(book => book.live && book.provenUs >= epochUs).length,
    longestGapMs: () => Math.round(byGap()[0]?.[1].longestGapMs ?? 0),
    worstGaps: count =>
      byGap()
        .slice(0, count)
        .map(([name, { longestGapMs }]) => `${name} ${Math.round(longestGapMs)}`),
    mark: () => {
      for (const book of books.values()) book.longestGapMs = 0
    },
    stop: async () => {
      abort.abort()
      await reading
      await reader.close()
    },
  }
}

/** Waits for what an analyzer that took over has yet to say of the rows that it found open; whoever judges looks at `forgotten` then. */
export const decided = async (record: StreamRecord): Promise<void> => {
  const nothingForgotten = (): true | undefined => (record.forgotten.length === 0 ? true : undefined)
  await until('what became of every row', 10_000, nothingForgotten).catch(() => undefined)
}
