import { applyVariant, replay, type ReplayedBook } from '@screener/collector-runtime'
import { openCaptures } from '@screener/testing'
import { describe, expect, test } from 'vitest'
import { gateio } from '../src/venue.ts'

const captures = openCaptures('gate')
if (!captures.present) console.info(captures.absence)

/** As the venue is with VENUE_VARIANT=book_update. */
const older = applyVariant(gateio, 'book_update')

interface Line {
  readonly label?: string
  readonly kind: string
  readonly dir: string
  readonly raw: string
}
const read = (line: string): Line => JSON.parse(line) as Line
const final = (book: ReplayedBook): unknown => ({ bids: book.bids, asks: book.asks, levels: book.levels })

describe.skipIf(!captures.present)('recorded captures of gate', () => {
  test('none is left out', () => {
    expect(captures.files).toEqual([
      'rest-currency-pairs-20210422.jsonl.gz',
      'singles-cmp.jsonl',
      'spot-6sym-20210422.jsonl',
      'spot-btcusdt-current-frames-2025-2026.jsonl',
      'us-control-and-samples-20260923.jsonl',
    ])
  })

  describe('spot-6sym-20210422.jsonl, the older channel with REST', () => {
    const lines = captures.present ? captures.lines('spot-6sym-20210422.jsonl') : []
    /** A replayed book in the words of the expectation. */
    const inTheirWords = (book: ReplayedBook): unknown => ({
      updates: book.deltas,
      update_levels: book.deltaLevels,
      rest_id: book.firstSequence,
      dropped_before_snapshot: book.dropped,
      applied: book.applied,
      gaps_between_applied: book.gaps,
      crossed: book.crossed,
      rest_levels: book.firstLevels,
      final_id: book.sequence,
      final: final(book),
    })

    test('gives exactly the figures of the independent checker', () => {
      const report = replay(older, lines)
      const {
        books,
        rows,
        in: incoming,
        out,
        rest,
        seconds,
      } = captures.expected('spot-6sym-20210422.jsonl') as {
        readonly [field: string]: unknown
        readonly books: Readonly<Record<string, Record<string, unknown>>>
      }
      const expected = Object.entries(books).map(([symbol, book]) => {
        const { breaks_in_received_U_u_chain: breaks, first_applicable_covers_id_plus_1: covers, ...figures } = book
        // The join would not have taken another one.
        expect([breaks, covers]).toEqual([0, figures['applied'] === 0 ? null : true])
        return [symbol, figures]
      })
      const replayed = Object.entries(report.symbols).map(([symbol, book]) => [symbol, inTheirWords(book)])
      expect(Object.fromEntries(replayed)).toEqual(Object.fromEntries(expected))
      expect([report.lines, report.incoming, report.outgoing, report.restBodies]).toEqual([rows, incoming, out, rest])
      expect(Number(report.seconds?.toFixed(3))).toBe(seconds)
      expect(report).toMatchObject({ unreadable: 0, refused: 0, problems: [], acknowledged: 22 })
      for (const { life } of Object.values(report.symbols)) expect(life).toBe('live')
    })

    test('a lost frame is one gap, and one that comes twice is dropped', () => {
      const victim = lines.findIndex(line => line.includes('\\"s\\":\\"OMG_USDT\\"') && line.includes('59231889'))
      const fault = (change: (line: string) => readonly string[]): ReplayedBook =>
        replay(
          older,
          lines.flatMap((line, index) => (index === victim ? change(line) : [line])),
        ).symbols['OMG_USDT']!
      expect(fault(() => [])).toMatchObject({ gaps: 1, life: 'syncing', levels: [0, 0] })
      expect(fault(line => [line, line])).toMatchObject({ gaps: 0, dropped: 2, applied: 50, life: 'live' })
    })
  })

  test('spot-btcusdt-current-frames-2025-2026.jsonl: the book of spot.obu', () => {
    const file = 'spot-btcusdt-current-frames-2025-2026.jsonl'
    // Of two frames only the result was recorded.
    const lines = captures.lines(file).map(line => {
      const { raw, ...rest } = read(line)
      if (!rest.label?.startsWith('result object only')) return line
      return JSON.stringify({ ...rest, raw: `{"channel":"spot.obu","result":${raw},"event":"update"}` })
    })
    const report = replay(gateio, lines)
    const expected = captures.expected(file) as {
      readonly rows: number
      readonly books: Readonly<Record<string, Readonly<Record<string, unknown>>>>
    }
    const book = report.symbols['BTC_USDT']!
    const theirs = expected.books['spot.obu ob.BTC_USDT.50']!
    expect({
      snapshot_u: book.firstSequence,
      snapshot_levels: book.firstLevels,
      update_U_u: [book.firstSequence + 1, book.sequence],
      contiguous: book.gaps === 0 && book.applied === 1,
      crossed: book.crossed,
      final: final(book),
    }).toEqual(theirs)
    expect(report).toMatchObject({ lines: expected.rows, unreadable: 0, acknowledged: 1, refused: 0, problems: [] })
    expect(book).toMatchObject({ channel: 'spot.obu.50', life: 'live', deltas: 1 })
  })

  test('us-control-and-samples-20260923.jsonl: every control frame is read', () => {
    const incoming = captures
      .lines('us-control-and-samples-20260923.jsonl')
      .map(read)
      .filter(({ dir }) => dir === 'in')
    expect(incoming.map(({ raw }) => gateio.decode(raw))).toMatchObject([
      [{ kind: 'acknowledged', requestId: undefined }],
      [],
      [{ kind: 'delta', symbol: 'ETH_USDT', previous: 474334685, sequence: 474334687 }],
      [{ kind: 'delta', symbol: 'SAND_USD', previous: 2448206, sequence: 2448207, bids: [] }],
      [{ kind: 'pong' }],
      [{ kind: 'refused', requestId: undefined, reason: 'unknown currency pair: NOPE_USD' }],
      [{ kind: 'refused', requestId: undefined, reason: 'Unknown channel spot.obu' }],
      [{ kind: 'bestBidAsk', symbol: 'SOL_USD', bid: ['118.91', '13.548'], ask: ['118.99', '65.556'] }],
      [],
    ])
  })

  test('singles-cmp.jsonl: nothing unreadable but frames of the dead v3 protocol', () => {
    const singles = captures
      .lines('singles-cmp.jsonl')
      .map(read)
      .filter(({ kind }) => kind === 'ws')
    const kinds = singles.map(({ raw }) => {
      try {
        return gateio.decode(raw).map(({ kind }) => kind)
      } catch {
        expect(raw).toContain('"method"')
        return 'v3'
      }
    })
    expect(kinds).toEqual(['v3', [], 'v3', ['delta'], [], ['bestBidAsk'], [], 'v3'])
  })

  test('rest-currency-pairs-20210422.jsonl.gz', () => {
    const lines = captures.lines('rest-currency-pairs-20210422.jsonl.gz')
    const instruments = gateio.instruments.parse(read(lines[0]!).raw)
    // Of 1,458 pairs 148 are leveraged tokens.
    expect(replay(gateio, lines)).toMatchObject({ restBodies: 1, instruments: 1310, unreadable: 0, problems: [] })
    expect(instruments.find(({ symbol }) => symbol === 'BTC_USDT')).toEqual({
      symbol: 'BTC_USDT',
      base: 'BTC',
      quote: 'USDT',
      priceTick: '0.01',
      quantityStep: '0.0001',
      minQuantity: '0.0001',
      minNotional: '1',
      trading: true,
    })
    expect(instruments.every(({ priceTick, quantityStep }) => Boolean(priceTick) && Boolean(quantityStep))).toBe(true)
  })
})
