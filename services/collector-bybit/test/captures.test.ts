import { replay, type ReplayedBook, type ReplayReport } from '@screener/collector-runtime'
import { openCaptures } from '@screener/testing'
import { describe, expect, test } from 'vitest'
import { bybit } from '../src/venue.ts'

const captures = openCaptures('bybit')
if (!captures.present) console.info(captures.absence)

interface Expected {
  readonly books: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** A replayed book in the words of the expectation. `seq`, the number across depths, is not read: only `u` is continuity. */
const inTheirWords = (book: ReplayedBook): unknown => ({
  snapshots: book.snapshots,
  deltas: book.deltas,
  delta_levels: book.deltaLevels,
  u_gaps: book.gaps,
  crossed: book.crossed,
  ts_backwards: book.timeBackwards,
  final_u: book.sequence,
  final: { bids: book.bids, asks: book.asks, levels: book.levels },
})

const byTopic = (report: ReplayReport): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(report.symbols).flatMap(([symbol, replayed]) =>
      [replayed, ...replayed.otherChannels].map(book => [`${book.channel}.${symbol}`, inTheirWords(book)]),
    ),
  )

describe.skipIf(!captures.present)('recorded captures of bybit', () => {
  const withBooks = captures.files.filter(file => captures.expected(file) !== undefined)

  test('none is left out', () => {
    expect(captures.files.filter(file => !withBooks.includes(file))).toEqual([
      'rest-instruments-info-spot-20260809.jsonl.gz',
    ])
    expect(withBooks).not.toEqual([])
  })

  test.each(withBooks)('%s', file => {
    const report = replay(bybit, captures.lines(file))
    const { books, ...rest } = captures.expected(file) as Expected
    const expectedBooks = Object.entries(books).map(([topic, book]) => [topic, withoutSeq(book)])
    expect(byTopic(report)).toEqual(Object.fromEntries(expectedBooks))
    expect({
      file,
      rows: report.lines,
      in: report.incoming,
      out: report.outgoing,
      rest: report.restBodies,
      seconds: report.seconds === undefined ? null : Number(report.seconds.toFixed(3)),
    }).toEqual(rest)
    expect(report).toMatchObject({ unreadable: 0, refused: 0, problems: [] })
    for (const symbol of Object.values(report.symbols)) {
      expect(symbol).toMatchObject({ applied: symbol.deltas, dropped: 0, life: 'live' })
    }
  })

  test('spot-l1-6sym-20250613.jsonl: the same `u` again is told from a change', () => {
    const report = replay(bybit, captures.lines('spot-l1-6sym-20250613.jsonl'))
    expect(Object.entries(report.symbols).map(([symbol, { repeated }]) => [symbol, repeated])).toEqual([
      ['OPUSDC', 4],
      ['TUSDUSDT', 10],
      ['KCSUSDT', 9],
      ['CPOOLUSDT', 9],
      ['ARBUSDC', 3],
      ['MASAUSDT', 10],
    ])
  })

  test('rest-instruments-info-spot-20260809.jsonl.gz', () => {
    const lines = captures.lines('rest-instruments-info-spot-20260809.jsonl.gz')
    expect(replay(bybit, lines)).toMatchObject({ restBodies: 1, instruments: 557, unreadable: 0, problems: [] })
    const { raw } = JSON.parse(lines[0]!) as { raw: string }
    const instruments = bybit.instruments.parse(raw)
    expect(
      instruments.every(({ trading, priceTick, quantityStep, minNotional }) =>
        [trading, priceTick, quantityStep, minNotional].every(Boolean),
      ),
    ).toBe(true)
    expect(instruments[0]).toMatchObject({ symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT', priceTick: '0.1' })
    expect(bybit.readRestLimits(200, new Headers(), raw)).toEqual({ kind: 'ok', usedWeight: undefined })
  })

  describe('the same frames with faults', () => {
    const lines = captures.present ? captures.lines('spot-btcusdt-20260809.jsonl') : []
    const deltas = lines.flatMap((line, index) => (line.includes('\\"type\\":\\"delta\\"') ? [index] : []))
    const victim = deltas[deltas.length >> 1]!
    const fault = (change: (line: string) => readonly string[]): ReplayedBook =>
      replay(
        bybit,
        lines.flatMap((line, index) => (index === victim ? change(line) : [line])),
      ).symbols['BTCUSDT']!

    test('a lost frame is one gap; the book is broken until the next snapshot', () => {
      const book = fault(() => [])
      expect(book).toMatchObject({ gaps: 1, deltas: 298, life: 'syncing', levels: [0, 0] })
      expect(book.applied + book.dropped).toBe(298)
    })

    test('a doubled frame is dropped', () => {
      expect(fault(line => [line, line])).toMatchObject({ gaps: 0, dropped: 1, applied: 299, life: 'live' })
    })
  })
})

const withoutSeq = (book: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(Object.entries(book).filter(([field]) => !['final_seq', 'seq_not_increasing'].includes(field)))
