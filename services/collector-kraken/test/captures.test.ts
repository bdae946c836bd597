import {
  applyVariant,
  createReplay,
  replay,
  type ReplayedBook,
  type ReplayReport,
  type Venue,
  type VenueEvent,
} from '@screener/collector-runtime'
import { openCaptures } from '@screener/testing'
import { describe, expect, test } from 'vitest'
import { kraken } from '../src/venue.ts'
import { countChecksums } from './count-checksums.ts'
import { translateV1 } from './translate-v1.ts'

const captures = openCaptures('kraken')
if (!captures.present) console.info(captures.absence)

interface Expected {
  readonly books: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const depth25 = applyVariant(kraken, 'depth-25')
const v1: Venue = { ...kraken, decode: translateV1 }

const recorded = [
  { file: 'v2-btcusd-d25-20260802.jsonl.gz', venue: depth25, depth: 25 },
  { file: 'v2-btcusd-d10-resync-20260801.jsonl', venue: kraken, depth: 10 },
  { file: 'v1-5pairs-20210417.jsonl.gz', venue: v1, depth: 1000 },
]
const ofOld = (file: string): boolean => file.startsWith('v1-')

/** A replayed book in the words of the expectation. The old protocol's snapshots had no checksum of their own. */
const inTheirWords = (book: ReplayedBook, old: boolean): Readonly<Record<string, unknown>> => ({
  snapshots: book.snapshots,
  updates: book.deltas,
  update_levels: book.deltaLevels,
  checksum_ok: book.checksumOk - (old ? book.snapshots : 0),
  checksum_bad: book.checksumBad,
  crossed: book.crossed,
  final: { bids: book.bids, asks: book.asks, levels: book.levels },
})

const bySymbol = (report: ReplayReport, old: boolean): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(report.symbols).map(([symbol, book]) => [symbol, inTheirWords(book, old)]))

const incoming = (file: string): string[] =>
  captures.lines(file).flatMap(line => {
    const { dir, raw } = JSON.parse(line) as { dir: string; raw: string }
    return dir === 'in' ? [raw] : []
  })
const eventsOf = (venue: Venue, frames: readonly string[]): VenueEvent[] => frames.flatMap(text => venue.decode(text))

describe.skipIf(!captures.present)('recorded captures of kraken', () => {
  test('none is left out', () => {
    expect(captures.files.filter(file => !recorded.some(known => known.file === file))).toEqual([
      'rest-assetpairs-20210417.jsonl',
      'singles-cmp.jsonl',
      'v2-depth-refusal-20260816.jsonl',
    ])
  })

  test.each(recorded)('$file', ({ file, venue, depth }) => {
    const report = replay(venue, captures.lines(file))
    const { books, ...rest } = captures.expected(file) as Expected
    const wanted = Object.entries(inTheirWords({} as ReplayedBook, false)).map(([field]) => field)
    const expectedBooks = Object.entries(books).map(([symbol, book]) => {
      expect(book['depth']).toBe(depth)
      return [symbol, Object.fromEntries(Object.entries(book).filter(([field]) => wanted.includes(field)))]
    })
    expect(bySymbol(report, ofOld(file))).toEqual(Object.fromEntries(expectedBooks))
    expect({
      file,
      rows: report.lines,
      in: report.incoming,
      out: report.outgoing,
      rest: report.restBodies,
      seconds: report.seconds === undefined ? null : Number(report.seconds.toFixed(3)),
    }).toEqual(rest)
    expect(report).toMatchObject({ unreadable: 0, refused: 0, problems: [] })
    for (const book of Object.values(report.symbols)) {
      expect(book).toMatchObject({ applied: book.deltas, dropped: 0, gaps: 0, life: 'live' })
      expect(book.checksumOk).toBe(book.snapshots + book.deltas)
    }
  })

  test('the old protocol: 2,063 checksums in all', () => {
    const report = replay(v1, captures.lines('v1-5pairs-20210417.jsonl.gz'))
    const books = Object.values(report.symbols)
    expect(books.reduce((sum, book) => sum + book.checksumOk - book.snapshots, 0)).toBe(2063)
  })

  describe('controls: what a client sees that does not keep the rule', () => {
    test.each([
      { file: 'v2-btcusd-d25-20260802.jsonl.gz', venue: depth25, depth: 25, of: 2052, uncut: 220 },
      { file: 'v2-btcusd-d10-resync-20260801.jsonl', venue: kraken, depth: 10, of: 301, uncut: 294 },
    ])('$file: $uncut of $of when nothing is cut off, none when the numbers are printed anew', control => {
      const frames = incoming(control.file)
      const { matches, of } = countChecksums(eventsOf(control.venue, frames), control.depth)
      expect({ matches, of }).toEqual({ matches: control.of, of: control.of })
      expect(countChecksums(eventsOf(control.venue, frames), Infinity)).toEqual({ matches: control.uncut, of })
      const printedAnew = frames.map(text => JSON.stringify(JSON.parse(text)))
      expect(countChecksums(eventsOf(control.venue, printedAnew), control.depth)).toEqual({ matches: 0, of })
    })
  })

  test('books that are not cut are found to be wrong, and given up', () => {
    const uncut = createReplay(depth25, { truncate: false })
    for (const line of captures.lines('v2-btcusd-d25-20260802.jsonl.gz')) uncut.line(line)
    expect(uncut.report().symbols['BTC/USD']).toMatchObject({ checksumOk: 188, checksumBad: 1, life: 'syncing' })
  })

  test('every book frame reads alike by its usual form and as any JSON', () => {
    const frames = incoming('v2-btcusd-d25-20260802.jsonl.gz').filter(text => text.startsWith('{"channel":"book"'))
    expect(frames).toHaveLength(2052)
    for (const text of frames) expect(kraken.decode(text)).toEqual(kraken.decode(` ${text}`))
  })

  describe('the same frames with faults', () => {
    const lines = captures.present ? captures.lines('v2-btcusd-d25-20260802.jsonl.gz') : []
    const updates = lines.flatMap((line, index) =>
      line.includes('\\"type\\":\\"update\\",\\"data\\":[{\\"symbol') ? [index] : [],
    )
    const victim = updates[updates.length >> 1]!
    const fault = (change: (line: string) => readonly string[]): ReplayedBook =>
      replay(
        depth25,
        lines.flatMap((line, index) => (index === victim ? change(line) : [line])),
      ).symbols['BTC/USD']!

    test('a lost frame is found by the checksum, and nothing is believed afterwards', () => {
      expect(fault(() => [])).toMatchObject({ checksumBad: 1, life: 'syncing', levels: [0, 0] })
    })

    test('a doubled frame changes nothing', () => {
      expect(fault(line => [line, line])).toMatchObject({ checksumOk: 2053, checksumBad: 0, life: 'live' })
    })
  })

  test('v2-depth-refusal-20260816.jsonl', () => {
    expect(eventsOf(kraken, incoming('v2-depth-refusal-20260816.jsonl'))).toEqual([
      { kind: 'refused', requestId: undefined, reason: 'Subscription depth not supported' },
    ])
  })

  test('rest-assetpairs-20210417.jsonl: all pairs but the dark ones, under the names of today', () => {
    const [line = ''] = captures.lines('rest-assetpairs-20210417.jsonl')
    const { raw } = JSON.parse(line) as { raw: string }
    const listed = Object.keys((JSON.parse(raw) as { result: object }).result)
    const instruments = kraken.instruments.parse(raw)
    expect(instruments).toHaveLength(listed.filter(id => !id.endsWith('.d')).length)
    expect(instruments.find(({ symbol }) => symbol === 'BTC/USD')).toMatchObject({
      priceTick: '0.1',
      quantityStep: '0.00000001',
      minQuantity: '0.0002',
      // There was no status then.
      trading: false,
    })
    expect(instruments.some(({ symbol }) => /XBT|XDG/.test(symbol))).toBe(false)
    expect(instruments.some(({ symbol }) => symbol === 'DOGE/USD')).toBe(true)
    expect(replay(kraken, [line])).toMatchObject({ restBodies: 1, instruments: instruments.length, problems: [] })
    expect(kraken.readRestLimits(200, new Headers(), raw)).toEqual({ kind: 'ok', usedWeight: undefined })
  })

  test('singles-cmp.jsonl: messages of the old protocol are refused, whatever they are', () => {
    for (const line of captures.lines('singles-cmp.jsonl')) {
      const { kind, raw } = JSON.parse(line) as { kind: string; raw: string }
      if (kind === 'ws') expect(() => kraken.decode(raw)).toThrow('object expected, found array')
    }
  })
})
