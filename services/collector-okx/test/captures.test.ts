import { replay, type ReplayedBook, type ReplayReport } from '@screener/collector-runtime'
import { openCaptures } from '@screener/testing'
import { describe, expect, test } from 'vitest'
import { okx } from '../src/venue.ts'

const captures = openCaptures('okx')
if (!captures.present) console.info(captures.absence)

interface Expected {
  readonly books: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** A replayed book in the words of the expectation. */
const inTheirWords = (book: ReplayedBook): unknown => ({
  snapshots: book.snapshots,
  updates: book.deltas,
  update_levels: book.deltaLevels,
  checksum_ok: book.checksumOk,
  checksum_bad: book.checksumBad,
  crossed: book.crossed,
  ts_backwards: book.timeBackwards,
  final: { bids: book.bids, asks: book.asks, levels: book.levels },
})

const byChannel = (report: ReplayReport): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(report.symbols).map(([symbol, book]) => [`${book.channel}:${symbol}`, inTheirWords(book)]),
  )

/** Of frames alone, which a replay does not count: they are no matter of the book. */
const ofFrames = ['empty_updates', 'exact_duplicate_frames']

describe.skipIf(!captures.present)('recorded captures of okx', () => {
  const withBooks = captures.files.filter(file => captures.expected(file) !== undefined)

  test('none is left out', () => {
    expect(captures.files.filter(file => !withBooks.includes(file))).toEqual([
      'rest-instruments-spot-20220513.jsonl.gz',
      'singles-cmp.jsonl',
      'spot-btcusdt-current-frames-20260812.jsonl',
    ])
    expect(withBooks).toHaveLength(4)
  })

  test.each(withBooks)('%s', file => {
    const report = replay(okx, captures.lines(file))
    const { books, ...rest } = captures.expected(file) as Expected
    const expectedBooks = Object.entries(books).map(([channel, book]) => [
      channel,
      Object.fromEntries(Object.entries(book).filter(([field]) => !ofFrames.includes(field))),
    ])
    expect(byChannel(report)).toEqual(Object.fromEntries(expectedBooks))
    expect({
      file: rest['file' as keyof typeof rest],
      rows: report.lines,
      in: report.incoming,
      out: report.outgoing,
      rest: report.restBodies,
      seconds: report.seconds === undefined ? null : Number(report.seconds.toFixed(3)),
    }).toEqual(rest)
    expect(report).toMatchObject({ unreadable: 0, refused: 0, problems: [] })
    for (const book of Object.values(report.symbols)) {
      // Every message carries a checksum, so every one is proven, and the numbers the replay counts have no gap.
      expect(book).toMatchObject({ applied: book.deltas, dropped: 0, buffered: 0, gaps: 0, life: 'live' })
      expect(book.checksumOk).toBe(book.snapshots + book.deltas)
    }
  })

  test('a digit that changed is found by the checksum', () => {
    const lines = captures.lines('spot-btcusdt-books-20220513.jsonl.gz')
    const snapshot = lines.findIndex(line => line.includes('snapshot'))
    const changed = lines.with(snapshot, lines[snapshot]!.replace(/\[\\"(\d+\.\d)\\",\\"\d/, '[\\"$1\\",\\"9'))
    expect(changed[snapshot]).not.toBe(lines[snapshot])
    expect(replay(okx, changed).symbols['BTC-USDT']).toMatchObject({ checksumBad: 1, life: 'syncing', levels: [0, 0] })
  })

  test('spot-btcusdt-current-frames-20260812.jsonl: all of today are understood', () => {
    const report = replay(okx, captures.lines('spot-btcusdt-current-frames-20260812.jsonl'))
    expect(report).toMatchObject({ acknowledged: 2, unreadable: 0, refused: 0, problems: [] })
  })

  test('singles-cmp.jsonl: the dead v3 protocol and a book without id are refused, the others are read', () => {
    const decoded = captures.lines('singles-cmp.jsonl').flatMap(line => {
      const { kind, label, raw } = JSON.parse(line) as { kind: string; label: string; raw: string }
      if (kind !== 'ws') return []
      try {
        return [[label, okx.decode(raw).map(event => event.kind)]]
      } catch (error) {
        return [[label, (error as Error).message]]
      }
    })
    expect(Object.fromEntries(decoded)).toEqual({
      'trade.spot': [],
      'l2_event.spot_snapshot': ['snapshot'],
      'l2_event.spot_update': ['delta'],
      'l2_topk.spot_2': 'arg: object expected',
      'bbo.spot': ['bestBidAsk'],
      'candlestick.spot': [],
    })
  })

  test('rest-instruments-spot-20220513.jsonl.gz', () => {
    const lines = captures.lines('rest-instruments-spot-20220513.jsonl.gz')
    const { raw } = JSON.parse(lines[0]!) as { raw: string }
    const listed = (JSON.parse(raw) as { data: readonly unknown[] }).data.length
    expect(replay(okx, lines)).toMatchObject({ restBodies: 1, instruments: listed, unreadable: 0, problems: [] })
    const instruments = okx.instruments.parse(raw)
    expect(instruments[0]).toMatchObject({ symbol: 'BTC-USDT', base: 'BTC', quote: 'USDT', priceTick: '0.1' })
    expect(
      instruments.every(({ priceTick, quantityStep, minQuantity }) => priceTick && quantityStep && minQuantity),
    ).toBe(true)
    expect(instruments.filter(({ trading }) => trading).length).toBeGreaterThan(listed * 0.9)
    expect(okx.readRestLimits(200, new Headers(), raw)).toEqual({ kind: 'ok', usedWeight: undefined })
  })
})

const line = (kind: 'ws' | 'rest', raw: unknown, url?: string): string =>
  JSON.stringify({ ts: 1, dir: 'in', kind, url, raw: JSON.stringify(raw) })
const update = (prevSeqId: number, seqId: number, bids: readonly string[][] = []): string =>
  line('ws', {
    arg: { channel: 'books', instId: 'BTC-USDT' },
    action: prevSeqId === -1 && seqId < 100 ? 'snapshot' : 'update',
    data: [{ asks: [], bids, ts: '5', checksum: 0, prevSeqId, seqId }],
  })

describe('a series of today, as the documents write it', () => {
  test('(-1,10) (10,15) (15,15) (15,3) (3,5) is one chain', () => {
    const report = replay(okx, [
      update(-1, 10, [['1', '1']]),
      update(10, 15, [['2', '1']]),
      update(15, 15),
      update(15, 3, [['1', '0']]),
      update(3, 5, [['3', '1']]),
    ])
    expect(report.symbols['BTC-USDT']).toMatchObject({
      snapshots: 1,
      deltas: 3,
      applied: 3,
      gaps: 0,
      sequence: 5,
      checksumOk: 0,
      checksumBad: 0,
      bids: [
        ['3', '1'],
        ['2', '1'],
      ],
    })
  })

  test('a lost message is one gap', () => {
    const report = replay(okx, [update(-1, 10, [['1', '1']]), update(11, 15, [['2', '1']])])
    expect(report.symbols['BTC-USDT']).toMatchObject({ gaps: 1, life: 'syncing', levels: [0, 0] })
  })

  test('without a pushed snapshot the REST book joins; the first update proves nothing', () => {
    const rest = { code: '0', msg: '', data: [{ asks: [], bids: [['1', '1']], ts: '5', seqId: 112 }] }
    const report = replay(okx, [
      update(-1, 105, [['7', '7']]),
      update(105, 110, [['2', '1']]),
      update(110, 114, [['3', '1']]),
      line('rest', rest, 'https://openapi.okx.com/api/v5/market/books?instId=BTC-USDT&sz=400'),
      update(114, 120, [['4', '1']]),
    ])
    expect(report.problems).toEqual([])
    expect(report.symbols['BTC-USDT']).toMatchObject({
      channel: 'books',
      snapshots: 1,
      gaps: 0,
      life: 'live',
      sequence: 120,
      bids: [
        ['4', '1'],
        ['3', '1'],
        ['1', '1'],
      ],
    })
  })
})
