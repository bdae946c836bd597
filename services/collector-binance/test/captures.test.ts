import { replay, type ReplayReport, type ReplayedSymbol } from '@screener/collector-runtime'
import { openCaptures } from '@screener/testing'
import { describe, expect, test } from 'vitest'
import { binance } from '../src/venue.ts'

const captures = openCaptures('binance')
if (!captures.present) console.info(captures.absence)

interface ExpectedBook {
  readonly final: { readonly bids: unknown; readonly asks: unknown; readonly levels: unknown }
}
interface Expected {
  readonly books?: Readonly<Record<string, ExpectedBook>>
  readonly seconds: number
}

/** A replayed symbol in the words of the expectation: every figure of it, so that toEqual misses none. */
const inTheirWords = (symbol: ReplayedSymbol): unknown => ({
  depth_events: symbol.deltas,
  deltas_levels: symbol.deltaLevels,
  dropped_before_snapshot: symbol.dropped,
  applied: symbol.applied,
  gaps: symbol.gaps,
  crossed: symbol.crossed,
  snapshot_lastUpdateId: symbol.firstSequence,
  top_matches_bookTicker: symbol.witness.matches,
  top_differs_from_bookTicker: symbol.witness.differs,
  bookTicker: symbol.otherChannels.find(other => other.channel === 'best')?.snapshots ?? 0,
  snapshot_levels: symbol.firstLevels,
  final_updateId: symbol.sequence,
  final: { bids: symbol.bids, asks: symbol.asks, levels: symbol.levels },
})

const totals = (file: string, report: ReplayReport): unknown => ({
  file,
  rows: report.lines,
  in: report.incoming,
  out: report.outgoing,
  rest: report.restBodies,
  seconds: Number(report.seconds?.toFixed(3)),
})

describe.skipIf(!captures.present)('recorded captures of binance', () => {
  const withBooks = captures.files.filter(
    file => (captures.expected(file) as Expected | undefined)?.books !== undefined,
  )

  test('none is left out', () => {
    expect(captures.files.filter(file => !withBooks.includes(file))).toEqual([
      'rest-exchangeinfo-20211012.jsonl.gz',
      'singles-cmp.jsonl',
      'usdm-btcusdt-bookticker-20240808.jsonl.gz',
    ])
    expect(withBooks).not.toEqual([])
  })

  test.each(withBooks)('%s', file => {
    const report = replay(binance, captures.lines(file))
    const { books, ...rest } = captures.expected(file) as Expected
    expect(Object.fromEntries(Object.entries(report.symbols).map(([name, one]) => [name, inTheirWords(one)]))).toEqual(
      books,
    )
    expect(totals(file, report)).toEqual(rest)
    expect(report).toMatchObject({ unreadable: 0, refused: 0, problems: [] })
    expect(Object.values(report.symbols).map(one => one.life)).toEqual(Object.keys(books ?? {}).map(() => 'live'))
  })

  test('usdm-btcusdt-bookticker-20240808.jsonl.gz', () => {
    const file = 'usdm-btcusdt-bookticker-20240808.jsonl.gz'
    const report = replay(binance, captures.lines(file))
    const book = report.symbols['BTCUSDT']!
    const [bid, ask] = [book.bids[0]!, book.asks[0]!]
    expect({
      file,
      rows: report.lines,
      seconds: Number(report.seconds?.toFixed(3)),
      update_id_not_increasing: book.repeated,
      crossed: book.crossed,
      last: { u: book.sequence, s: 'BTCUSDT', b: bid[0], B: bid[1], a: ask[0], A: ask[1] },
    }).toMatchObject(withoutFuturesFields(captures.expected(file)))
    expect(report.unreadable).toBe(0)
  })

  test('rest-exchangeinfo-20211012.jsonl.gz', () => {
    const lines = captures.lines('rest-exchangeinfo-20211012.jsonl.gz')
    expect(replay(binance, lines)).toMatchObject({ restBodies: 1, instruments: 1695, unreadable: 0, problems: [] })
    const { raw } = JSON.parse(lines[0]!) as { raw: string }
    const bitcoin = binance.instruments.parse(raw).find(instrument => instrument.symbol === 'BTCUSDT')
    expect(bitcoin).toMatchObject({ base: 'BTC', quote: 'USDT', priceTick: '0.01000000', trading: true })
  })

  test('singles-cmp.jsonl: each decodes; only the depth diff means something', () => {
    const decoded = captures.lines('singles-cmp.jsonl').map(line => {
      const { label, raw } = JSON.parse(line) as { label: string; raw: string }
      return [label, binance.decode(raw).map(event => event.kind)]
    })
    expect(decoded).toEqual([
      ['trade.spot', []],
      ['l2_event.spot', ['delta']],
      ['l2_topk.spot', []],
      ['ticker.spot', []],
      ['ticker.spot', []],
      ['candlestick.spot', []],
    ])
  })

  describe('the same frames with faults', () => {
    const file = 'us-4sym-20211012.jsonl'
    const isDelta = (line: string): boolean => line.includes('omgbusd@depth')
    const fault = (change: (line: string) => readonly string[]): ReplayedSymbol => {
      const lines = captures.lines(file)
      const victims = lines.flatMap((line, index) => (isDelta(line) ? [index] : []))
      const victim = victims[victims.length >> 1]!
      return replay(
        binance,
        lines.flatMap((line, index) => (index === victim ? change(line) : [line])),
      ).symbols['OMGBUSD']!
    }

    test('a lost frame is a gap, and the book waits for a snapshot', () => {
      const symbol = fault(() => [])
      expect(symbol).toMatchObject({ gaps: 1, life: 'syncing', levels: [0, 0] })
      expect(symbol.applied + symbol.dropped + symbol.buffered).toBe(symbol.deltas)
    })

    test('a doubled frame changes nothing', () => {
      const symbol = fault(line => [line, line])
      expect(symbol).toMatchObject({ gaps: 0, dropped: 2, applied: 158, sequence: 77819802, life: 'live' })
      expect(symbol.witness).toEqual({ matches: 19, differs: 0 })
    })

    test('a frame cut short is counted, then the hole is seen', () => {
      const cut = (line: string): string => {
        const message = JSON.parse(line) as { raw: string }
        return JSON.stringify({ ...message, raw: message.raw.slice(0, -30) })
      }
      expect(fault(line => [cut(line)])).toMatchObject({ unreadable: 1, gaps: 1, life: 'syncing' })
    })
  })
})

/** Fields of a futures quote that spot has not. */
const withoutFuturesFields = (expected: unknown): object => {
  const { last, ...rest } = expected as { last: Record<string, unknown> }
  return { ...rest, last: Object.fromEntries(Object.entries(last).filter(([field]) => !'eTE'.includes(field))) }
}
