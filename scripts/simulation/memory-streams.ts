import { compareIds, formatId, parseId, type StreamId } from '@screener/streams'

interface StreamEntry extends StreamId {
  readonly fields: readonly Buffer[]
}

interface Stream {
  entries: StreamEntry[]
  last: StreamId
}

/** Redis trims `MAXLEN ~` by whole nodes of this many entries. */
const nodeEntries = 100

const refusal = 'ERR The ID specified in XADD is equal or smaller than the target stream top item'

/** The streams of a Redis, as far as this project uses them: XADD, XREAD, XRANGE, XTRIM, XINFO STREAM. */
export class MemoryStreams {
  readonly #streams = new Map<string, Stream>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  get names(): readonly string[] {
    return [...this.#streams.keys()]
  }

  /** Answers with the id. Throws what Redis answers to an id that is not newer than the last. */
  add(name: string, id: string, maxEntries: number, fields: readonly Buffer[]): string {
    const stream = this.#streams.get(name) ?? { entries: [], last: { epochMs: 0, n: 0 } }
    const { last } = stream
    const nowMs = Math.max(this.#nowMs(), last.epochMs)
    const given = id === '*' ? { epochMs: nowMs, n: nowMs === last.epochMs ? last.n + 1 : 0 } : parseId(id)
    if (compareIds(given, last) <= 0) throw new Error(refusal)
    this.#streams.set(name, stream)
    stream.entries.push({ ...given, fields })
    stream.last = given
    const nodes = Math.floor((stream.entries.length - maxEntries) / nodeEntries)
    if (nodes > 0) stream.entries = stream.entries.slice(nodes * nodeEntries)
    return formatId(given.epochMs, given.n)
  }

  /** Entries after the id, oldest first. */
  after(name: string, id: string, count: number): readonly StreamEntry[] {
    const stream = this.#streams.get(name)
    if (stream === undefined) return []
    const from = parseId(id)
    if (compareIds(stream.last, from) <= 0) return []
    return stream.entries.slice(firstAfter(stream.entries, from)).slice(0, count)
  }

  range(name: string, first: string, last: string): readonly StreamEntry[] {
    const entries = this.#streams.get(name)?.entries ?? []
    const low = first === '-' ? undefined : parseId(first)
    const high = last === '+' ? undefined : parseId(last)
    return entries.filter(
      entry =>
        (low === undefined || compareIds(entry, low) >= 0) && (high === undefined || compareIds(entry, high) <= 0),
    )
  }

  /** Keeps exactly the newest so many. */
  trim(name: string, keep: number): number {
    const stream = this.#streams.get(name)
    if (stream === undefined) return 0
    const gone = Math.max(0, stream.entries.length - keep)
    stream.entries = stream.entries.slice(gone)
    return gone
  }

  /** The newest entries are gone and the last id goes back, as after a fail-over to a replica that was behind. */
  goBack(name: string, entries: number): void {
    const stream = this.#streams.get(name)
    if (stream === undefined) return
    stream.entries = stream.entries.slice(0, Math.max(0, stream.entries.length - entries))
    stream.last = stream.entries.at(-1) ?? { epochMs: 0, n: 0 }
  }

  delete(name: string): boolean {
    return this.#streams.delete(name)
  }

  info(name: string): { readonly length: number; readonly lastId: string } | undefined {
    const stream = this.#streams.get(name)
    return stream && { length: stream.entries.length, lastId: formatId(stream.last.epochMs, stream.last.n) }
  }
}

const firstAfter = (entries: readonly StreamEntry[], id: StreamId): number => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareIds(entries[middle] as StreamEntry, id) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
