import { readdirSync, readFileSync } from 'node:fs'
import { FrameError, type VenueEvent } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { okx } from '../src/venue.ts'

const folder = new URL('fixtures/', import.meta.url)
const fixture = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8').trim()

describe('okx.decode', () => {
  test.each([
    {
      name: 'ws_books_snapshot',
      events: [
        {
          kind: 'snapshot',
          symbol: 'BTC-USDT',
          sequence: 123456,
          bids: [['8476.97', '256', '0', '12']],
          asks: [
            ['8476.98', '415', '0', '13'],
            ['8477', '7', '0', '2'],
          ],
          exchangeTimeMs: 1597026383085,
          depth: 400,
          channel: 'books',
        },
      ],
    },
    {
      name: 'ws_books_update',
      events: [
        {
          kind: 'delta',
          symbol: 'BTC-USDT',
          previous: 123456,
          sequence: 123457,
          bids: [['8476.5', '12', '0', '2']],
          asks: [['8477', '0', '0', '0']],
          exchangeTimeMs: 1597026383185,
          channel: 'books',
        },
      ],
    },
    { name: 'ws_books_keep_alive', events: [{ kind: 'heartbeat' }] },
    {
      name: 'ws_books_reset',
      events: [
        {
          kind: 'delta',
          symbol: 'BTC-USDT',
          previous: 123457,
          sequence: 3,
          resets: true,
          bids: [['8476.5', '11', '0', '2']],
          asks: [],
          exchangeTimeMs: 1597026443285,
          channel: 'books',
        },
      ],
    },
    { name: 'ws_books_first_update_not_pushed', events: [{ kind: 'heartbeat' }] },
    {
      name: 'ws_books_before_2023_snapshot',
      events: [
        expect.objectContaining({
          kind: 'snapshot',
          sequence: undefined,
          depth: 400,
          channel: 'books-l2-tbt',
          checksum: {
            recipe: 'crc32-alternating-25',
            value: 2413953002,
            bidDigits: ['3366.1:7', '3366:6'],
            askDigits: ['3366.8:9', '3368:8'],
          },
        }),
      ],
    },
    {
      name: 'ws_books_before_2023',
      events: [
        {
          kind: 'delta',
          symbol: 'BTC-USDT',
          previous: undefined,
          sequence: undefined,
          bids: [
            ['3366.1', '7', '0', '3'],
            ['3366', '0', '0', '0'],
          ],
          asks: [['3366.8', '9', '10', '3']],
          exchangeTimeMs: 1597026383185,
          channel: 'books',
          checksum: {
            recipe: 'crc32-alternating-25',
            value: 2413953002,
            bidDigits: ['3366.1:7', '3366:0'],
            askDigits: ['3366.8:9'],
          },
        },
      ],
    },
    {
      name: 'ws_books_before_2023_heartbeat',
      events: [
        expect.objectContaining({
          kind: 'delta',
          sequence: undefined,
          bids: [],
          asks: [],
          checksum: { recipe: 'crc32-alternating-25', value: 831078360, bidDigits: [], askDigits: [] },
        }),
      ],
    },
    {
      name: 'ws_bbo_tbt',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'BTC-USDT',
          bid: ['111.05', '57745', '0', '2'],
          ask: ['111.06', '55154', '0', '2'],
          exchangeTimeMs: 1670324386802,
          channel: 'bbo-tbt',
          sequence: 363996337,
        },
      ],
    },
    {
      name: 'ws_bbo_tbt_empty_bid',
      events: [expect.objectContaining({ kind: 'bestBidAsk', bid: undefined, ask: ['111.06', '55154', '0', '2'] })],
    },
    { name: 'ws_books5', events: [] },
    { name: 'ws_tickers', events: [] },
    { name: 'ws_subscribe_ack', events: [{ kind: 'acknowledged', requestId: '1512', symbol: 'BTC-USDT' }] },
    {
      name: 'ws_unsubscribe_ack_no_id',
      events: [{ kind: 'acknowledged', requestId: undefined, symbol: 'BTC-USDT' }],
    },
    { name: 'ws_subscribe_ack_instruments', events: [{ kind: 'acknowledged', requestId: '7' }] },
    {
      name: 'ws_error_60018',
      events: [
        {
          kind: 'refused',
          requestId: '1512',
          symbol: 'FOO-USDT',
          reason: expect.stringMatching(/^Wrong URL or channel:books,instId:FOO-USDT .* \(code 60018\)$/),
        },
      ],
    },
    {
      name: 'ws_error_60018_2026',
      events: [expect.objectContaining({ kind: 'refused', requestId: '1512', symbol: 'FOO-USDT' })],
    },
    {
      name: 'ws_error_60018_no_symbol',
      events: [{ kind: 'refused', requestId: '1512', reason: 'Wrong URL or channel. (code 60018)' }],
    },
    {
      name: 'ws_error_60012',
      events: [
        { kind: 'refused', requestId: '1512', reason: expect.stringMatching(/^Invalid request: .* \(code 60012\)$/) },
      ],
    },
    { name: 'ws_error_60014', events: [{ kind: 'throttled', reason: 'Requests too frequent (code 60014)' }] },
    { name: 'ws_notice_64008', events: [{ kind: 'closing' }] },
  ])('$name', ({ name, events }) => {
    expect(okx.decode(fixture(name))).toEqual(events)
  })

  test('the pong is raw text', () => {
    expect(okx.decode('pong')).toEqual([{ kind: 'pong' }])
    expect(okx.liveness.ping?.frame(7)).toBe('ping')
  })

  test('an error without id, code and text is a refusal all the same', () => {
    expect(okx.decode('{"event":"error"}')).toEqual([
      { kind: 'refused', requestId: undefined, reason: 'no message (code unknown)' },
    ])
  })

  test('a symbol is only read from the text of 60018', () => {
    expect(okx.decode('{"event":"error","code":"60013","msg":"Invalid args instId:BTC-USDT"}')).toEqual([
      { kind: 'refused', requestId: undefined, reason: 'Invalid args instId:BTC-USDT (code 60013)' },
    ])
  })

  test('notices other than the end of the connection have no meaning for us', () => {
    expect(okx.decode('{"event":"notice","code":"1","msg":"hello"}')).toEqual([])
  })

  const book = (data: object, change: object = {}): string =>
    JSON.stringify({
      arg: { channel: 'books', instId: 'BTC-USDT' },
      action: 'update',
      data: [{ asks: [['2', '1', '0', '1']], bids: [], ts: '5', checksum: 0, prevSeqId: 7, seqId: 9, ...data }],
      ...change,
    })
  const bbo = (data: object): string =>
    book({ prevSeqId: undefined, ...data }, { arg: { channel: 'bbo-tbt', instId: 'BTC-USDT' }, action: undefined })

  test('the order of fields and blanks do not matter, several books in one frame come in order', () => {
    const frame = JSON.parse(fixture('ws_books_update')) as { data: object[] }
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(frame).reverse()), undefined, 2)
    expect(okx.decode(reversed)).toEqual(okx.decode(fixture('ws_books_update')))
    const two = { ...frame, data: [...frame.data, { ...frame.data[0], prevSeqId: 123457, seqId: 123460 }] }
    expect(okx.decode(JSON.stringify(two))).toMatchObject([{ sequence: 123457 }, { sequence: 123460 }])
  })

  test('ids and a checksum together: both are passed on', () => {
    expect(okx.decode(book({ checksum: -1 }))).toMatchObject([
      { kind: 'delta', previous: 7, sequence: 9, checksum: { value: 4294967295 } },
    ])
  })

  test('a reset may come without levels', () => {
    expect(okx.decode(book({ asks: [], seqId: 3 }))).toMatchObject([{ kind: 'delta', sequence: 3, resets: true }])
  })

  test('a best bid and ask of 2022 has no id', () => {
    const [event] = okx.decode(bbo({ seqId: undefined })) as [VenueEvent]
    expect(event).toMatchObject({ kind: 'bestBidAsk', bid: undefined, ask: ['2', '1', '0', '1'], exchangeTimeMs: 5 })
    expect(event).not.toHaveProperty('sequence')
  })

  test.each([
    { name: 'empty', text: '', symbol: undefined },
    { name: 'HTML', text: '<html>403</html>', symbol: undefined },
    { name: 'the ping', text: 'ping', symbol: undefined },
    { name: 'null', text: 'null', symbol: undefined },
    { name: 'array', text: '[]', symbol: undefined },
    { name: 'an object of nobody', text: '{}', symbol: undefined },
    { name: 'an event of nobody', text: '{"event":"party"}', symbol: undefined },
    { name: 'arg null', text: '{"arg":null,"data":[]}', symbol: undefined },
    { name: 'truncated', text: fixture('ws_books_snapshot').slice(0, 130), symbol: 'BTC-USDT' },
    { name: 'no symbol', text: book({}, { arg: { channel: 'books' } }), symbol: undefined },
    { name: 'data missing', text: book({}, { data: undefined }), symbol: 'BTC-USDT' },
    { name: 'data an object', text: book({}, { data: {} }), symbol: 'BTC-USDT' },
    { name: 'data empty', text: book({}, { data: [] }), symbol: 'BTC-USDT' },
    { name: 'data of null', text: book({}, { data: [null] }), symbol: 'BTC-USDT' },
    { name: 'no ids and checksum 0', text: book({ seqId: undefined, prevSeqId: undefined }), symbol: 'BTC-USDT' },
    {
      name: 'no ids and no checksum',
      text: book({ seqId: undefined, prevSeqId: undefined, checksum: undefined }),
      symbol: 'BTC-USDT',
    },
    { name: 'seqId missing beside a checksum', text: book({ seqId: undefined, checksum: 5 }), symbol: 'BTC-USDT' },
    { name: 'prevSeqId missing', text: book({ prevSeqId: undefined, checksum: 5 }), symbol: 'BTC-USDT' },
    { name: 'seqId as text', text: book({ seqId: '9' }), symbol: 'BTC-USDT' },
    { name: 'seqId -1', text: book({ seqId: -1 }), symbol: 'BTC-USDT' },
    { name: 'prevSeqId -2', text: book({ prevSeqId: -2 }), symbol: 'BTC-USDT' },
    { name: 'seqId over 2^53', text: book({ seqId: 2 ** 53 }), symbol: 'BTC-USDT' },
    { name: 'levels under the id before', text: book({ seqId: 7 }), symbol: 'BTC-USDT' },
    { name: 'checksum as text', text: book({ checksum: '1' }), symbol: 'BTC-USDT' },
    { name: 'checksum a fraction', text: book({ checksum: 1.5 }), symbol: 'BTC-USDT' },
    { name: 'checksum over 32 bits', text: book({ checksum: 2 ** 31 }), symbol: 'BTC-USDT' },
    { name: 'asks null', text: book({ asks: null }), symbol: 'BTC-USDT' },
    { name: 'bids missing', text: book({ bids: undefined }), symbol: 'BTC-USDT' },
    { name: 'level too short', text: book({ asks: [['1']] }), symbol: 'BTC-USDT' },
    { name: 'price a number', text: book({ asks: [[1, '2']] }), symbol: 'BTC-USDT' },
    { name: 'ts a number', text: book({ ts: 5 }), symbol: 'BTC-USDT' },
    { name: 'ts a date', text: book({ ts: '2026-01-01' }), symbol: 'BTC-USDT' },
    { name: 'action missing', text: book({}, { action: undefined }), symbol: 'BTC-USDT' },
    { name: 'action of nobody', text: book({}, { action: 'delta' }), symbol: 'BTC-USDT' },
    { name: 'bbo with asks null', text: bbo({ asks: null }), symbol: 'BTC-USDT' },
    { name: 'bbo with a seqId as text', text: bbo({ seqId: '9' }), symbol: 'BTC-USDT' },
  ])('refuses $name', ({ text, symbol }) => {
    const error = (() => {
      try {
        return okx.decode(text)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(FrameError)
    expect((error as FrameError).symbol).toBe(symbol)
  })

  test('no ts: no time', () => {
    expect(okx.decode(book({ ts: undefined }))).toMatchObject([{ exchangeTimeMs: undefined }])
  })
})

/** Every value of every frame replaced, taken away or put elsewhere, and the text cut at every place. */
const mutations = (text: string): readonly string[] => {
  const odd: readonly unknown[] = [null, true, 0, -1, 1.5, 1e300, '', 'x', '-1', [], [[]], [null], {}, { a: 1 }]
  const paths: (readonly (string | number)[])[] = []
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (path.length > 0) paths.push(path)
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        visit(inner, [...path, Array.isArray(value) ? Number(key) : key])
  }
  visit(JSON.parse(text), [])
  const changed = paths.flatMap(path =>
    [undefined, ...odd].map(replacement => {
      const copy = JSON.parse(text) as Record<string | number, unknown>
      const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, key) => at[key] as typeof at, copy)
      if (replacement === undefined && !Array.isArray(parent)) Reflect.deleteProperty(parent, path.at(-1)!)
      else parent[path.at(-1)!] = replacement
      return JSON.stringify(copy)
    }),
  )
  const cut = Array.from({ length: text.length }, (_, length) => text.slice(0, length))
  return [...changed, ...cut]
}

describe('a damaged frame', () => {
  const kinds = new Set<string>()
  test.each(readdirSync(folder).filter(name => /^ws_.*\.json$/.test(name)))('%s gives events or FrameError', name => {
    for (const text of mutations(readFileSync(new URL(name, folder), 'utf8').trim())) {
      try {
        for (const event of okx.decode(text)) kinds.add(event.kind)
      } catch (error) {
        if (!(error instanceof FrameError)) throw new Error(`decode failed on ${text}`, { cause: error })
        kinds.add('error')
      }
    }
    expect(kinds.size).toBeGreaterThan(0)
  })
})
