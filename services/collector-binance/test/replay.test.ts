import { CaptureError, replay, type ReplayReport } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { binance } from '../src/venue.ts'

let clockMs = 1_795_000_000_000
const line = (kind: 'ws' | 'rest', body: unknown, url?: string): string =>
  JSON.stringify({
    ts: (clockMs += 100),
    dir: 'in',
    kind,
    url,
    raw: typeof body === 'string' ? body : JSON.stringify(body),
  })

type Levels = readonly (readonly [string, string])[]
const depth = (first: number, last: number, bids: Levels, asks: Levels = []): string =>
  line('ws', { e: 'depthUpdate', E: clockMs, s: 'BTCUSDT', U: first, u: last, b: bids, a: asks })
const quote = (id: number, bid: readonly [string, string], ask: readonly [string, string]): string =>
  line('ws', { u: id, s: 'BTCUSDT', b: bid[0], B: bid[1], a: ask[0], A: ask[1] })
const snapshot = (id: number, bids: Levels, asks: Levels): string =>
  line('rest', { lastUpdateId: id, bids, asks }, 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000')
const run = (...lines: readonly string[]): ReplayReport => replay(binance, lines)

const seeded = [
  depth(90, 95, []),
  depth(96, 101, [['99.50', '1.0']]),
  snapshot(
    100,
    [
      ['99.0', '2.00'],
      ['98.0', '3'],
    ],
    [['101.0', '4']],
  ),
]

describe('replay of a binance capture', () => {
  test('join, book, wire text, witness', () => {
    const report = run(
      ...seeded,
      quote(102, ['99.50', '1.0'], ['100.50', '7']),
      depth(102, 102, [['98.0', '0']], [['100.50', '7']]),
      quote(103, ['99.50', '1.0'], ['100.50', '9']),
      depth(103, 103, [], [['100.50', '8.0']]),
    )
    expect(report).toMatchObject({ lines: 7, incoming: 7, restBodies: 1, unreadable: 0, problems: [] })
    expect(report.symbols['BTCUSDT']).toMatchObject({
      channel: 'depth',
      snapshots: 1,
      deltas: 4,
      applied: 3,
      dropped: 1,
      gaps: 0,
      crossed: 0,
      sequence: 103,
      life: 'live',
      levels: [2, 2],
      bids: [
        ['99.50', '1.0'],
        ['99.0', '2.00'],
      ],
      asks: [
        ['100.50', '8.0'],
        ['101.0', '4'],
      ],
      witness: { matches: 1, differs: 1 },
      otherChannels: [{ channel: 'best', snapshots: 2, sequence: 103 }],
    })
  })

  test('a gap breaks the book; a later snapshot mends it', () => {
    const gap = [...seeded, depth(104, 104, [['97', '1']])]
    expect(run(...gap).symbols['BTCUSDT']).toMatchObject({
      gaps: 1,
      life: 'syncing',
      levels: [0, 0],
      bids: [],
      buffered: 1,
    })
    const mended = run(
      ...gap,
      snapshot(102, [['96', '1']], [['101', '1']]),
      snapshot(104, [['97', '5']], [['101', '1']]),
    )
    expect(mended.symbols['BTCUSDT']).toMatchObject({
      gaps: 1,
      snapshots: 2,
      unusedSnapshots: 1,
      life: 'live',
      sequence: 104,
      bids: [['97', '5']],
    })
  })

  test('a crossed book is counted', () => {
    expect(run(...seeded, depth(102, 102, [['101.0', '1']])).symbols['BTCUSDT']).toMatchObject({ crossed: 1 })
  })

  test('what cannot be read is counted with its line; the rest goes on', () => {
    const report = run(
      ...seeded,
      line('ws', '{"e":"depthUpdate","s":"BTCUSDT","U":10'),
      line('ws', { e: 'depthUpdate', E: 1, s: 'BTCUSDT', U: 102, u: 102, b: [['-1', '1']], a: [] }),
      line('rest', '<html>', 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT'),
      line('rest', '{}', 'https://api.binance.com/api/v3/time'),
      line('ws', '{"error":{"code":2,"msg":"Invalid request"},"id":3}'),
    )
    expect(report).toMatchObject({ unreadable: 3, refused: 1 })
    expect(report.problems).toEqual([
      'line 4: BTCUSDT: not JSON (39 characters)',
      'line 5: BTCUSDT: a positive price expected as decimal text, found "-1"',
      'line 6: not JSON (6 characters)',
      'line 7: HTTP body of https://api.binance.com/api/v3/time is neither a snapshot nor the instrument list',
      'line 8: refused by the venue: Invalid request (code 2)',
    ])
    expect(report.symbols['BTCUSDT']).toMatchObject({ unreadable: 2, life: 'live', sequence: 101 })
  })

  test.each([
    ['not JSON', 'hello', /line 1: not JSON/],
    ['an array', '[]', /line 1: a JSON object expected, found array/],
    ['no raw', '{"dir":"in","kind":"ws"}', /line 1: field raw: text expected, found undefined/],
    ['raw parsed already', '{"dir":"in","kind":"ws","raw":{}}', /line 1: field raw/],
    ['no kind', '{"dir":"in","raw":""}', /line 1: field kind/],
    ['no dir', '{"kind":"ws","raw":""}', /line 1: field dir/],
  ])('a line that is %s ends the replay', (_, text, message) => {
    expect(() => run(text)).toThrow(CaptureError)
    expect(() => run(text)).toThrow(message)
  })
})
