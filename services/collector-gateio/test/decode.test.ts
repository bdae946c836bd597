import { readdirSync, readFileSync } from 'node:fs'
import { FrameError, type VenueEvent } from '@screener/collector-runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gateio } from '../src/venue.ts'

const folder = new URL('fixtures/', import.meta.url)
const fixture = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8').trim()
const refused = (requestId: string | undefined, reason: string): readonly VenueEvent[] => [
  { kind: 'refused', requestId, reason },
]

describe('gateio.decode', () => {
  const cases: readonly { readonly name: string; readonly events: readonly VenueEvent[] }[] = [
    {
      name: 'ws_obu_50_full',
      events: [
        {
          kind: 'snapshot',
          symbol: 'XRP_USDT',
          sequence: 9649549324,
          bids: [
            ['1.414', '1397.899'],
            ['1.4139', '20'],
          ],
          asks: [['1.415', '17344.926']],
          exchangeTimeMs: 1777275365213,
          depth: 50,
          channel: 'spot.obu.50',
        },
      ],
    },
    {
      name: 'ws_obu_50_delta',
      events: [
        {
          kind: 'delta',
          symbol: 'BTC_USDT',
          previous: 73777715168,
          sequence: 73777715212,
          bids: [['104024.5', '10343']],
          asks: [
            ['104027.4', '0'],
            ['104027.2', '0'],
          ],
          exchangeTimeMs: 1747054612695,
          channel: 'spot.obu.50',
        },
      ],
    },
    {
      name: 'ws_obu_50_one_side',
      events: [
        {
          kind: 'delta',
          symbol: 'BTC_USDT',
          previous: 73777715212,
          sequence: 73777715213,
          bids: [],
          asks: [['104027.2', '0.5']],
          exchangeTimeMs: 1747054612700,
          channel: 'spot.obu.50',
        },
      ],
    },
    {
      name: 'ws_obu_400_ids_only',
      events: [
        {
          kind: 'delta',
          symbol: '币安人生_USDT',
          previous: 40,
          sequence: 44,
          bids: [],
          asks: [],
          exchangeTimeMs: 1747054613020,
          channel: 'spot.obu.400',
        },
      ],
    },
    {
      name: 'ws_order_book_update',
      events: [
        {
          kind: 'delta',
          symbol: 'BTC_USDT',
          previous: 48776300,
          sequence: 48776306,
          bids: [
            ['19137.74', '0.0001'],
            ['19088.37', '0'],
          ],
          asks: [['19137.75', '0.6135']],
          exchangeTimeMs: 1606294781123,
        },
      ],
    },
    {
      name: 'ws_order_book_update_2021',
      events: [
        {
          kind: 'delta',
          symbol: 'FAST_USDT',
          previous: 1138120,
          sequence: 1138121,
          bids: [],
          asks: [
            ['10.78', '1.888'],
            ['46.79', '0'],
          ],
          exchangeTimeMs: 1619093538908,
        },
      ],
    },
    {
      name: 'ws_order_book_update_full',
      events: [
        {
          kind: 'snapshot',
          symbol: 'BTC_USDT',
          sequence: 48776306,
          bids: [['19137.74', '0.0001']],
          asks: [['19137.75', '0.6135']],
          exchangeTimeMs: 1606294781123,
          depth: 20,
        },
      ],
    },
    {
      name: 'ws_book_ticker',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'BTC_USDT',
          bid: ['19177.79', '0.0003341504'],
          ask: ['19179.38', '0.09'],
          exchangeTimeMs: 1606293275123,
          sequence: 48733182,
        },
      ],
    },
    {
      name: 'ws_book_ticker_empty_ask',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'BTC_USDT',
          bid: ['19177.79', '0.0003341504'],
          ask: undefined,
          exchangeTimeMs: 1606293275123,
          sequence: 48733183,
        },
      ],
    },
    {
      name: 'ws_book_ticker_zero_bid',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'BTC_USDT',
          bid: undefined,
          ask: ['19179.38', '0.09'],
          exchangeTimeMs: 1606293275123,
          sequence: 48733184,
        },
      ],
    },
    { name: 'ws_subscribe_ack', events: [{ kind: 'acknowledged', requestId: '1' }] },
    { name: 'ws_subscribe_ack_error_null', events: [{ kind: 'acknowledged', requestId: undefined }] },
    { name: 'ws_unsubscribe_ack', events: [{ kind: 'acknowledged', requestId: '7' }] },
    { name: 'ws_error_unknown_pair', events: refused('3', 'unknown currency pair: NOPE_USDT') },
    { name: 'ws_error_unknown_channel', events: refused(undefined, 'Unknown channel spot.obu') },
    { name: 'ws_error_alert_alone', events: [{ kind: 'acknowledged', requestId: '4' }] },
    { name: 'ws_error_alert_among_others', events: refused('5', 'Alert sub ob.BTC_USDT.50') },
    { name: 'ws_pong', events: [{ kind: 'pong' }] },
    { name: 'ws_pong_without_error', events: [{ kind: 'pong' }] },
    { name: 'ws_upgrade', events: [{ kind: 'closing' }] },
    { name: 'ws_upgrade_in_result', events: [{ kind: 'closing' }] },
    { name: 'ws_tickers', events: [] },
    { name: 'ws_order_book', events: [] },
  ]

  test.each(cases)('$name', ({ name, events }) => {
    expect(gateio.decode(fixture(name))).toEqual(events)
  })

  test('no recorded frame is left out of the table', () => {
    const names = readdirSync(folder).filter(name => name.startsWith('ws_'))
    expect(names.sort()).toEqual(cases.map(({ name }) => `${name}.json`).sort())
  })

  const push = (result: unknown, change: object = {}): string =>
    JSON.stringify({ channel: 'spot.obu', event: 'update', result, time_ms: 2, ...change })
  const book = (change: object = {}): string => push({ t: 1, s: 'ob.BTC_USDT.50', U: 7, u: 9, b: [], a: [], ...change })
  const ticker = (change: object): string =>
    push({ t: 1, u: 7, s: 'BTC_USDT', b: '1', B: '2', a: '3', A: '4', ...change }, { channel: 'spot.book_ticker' })

  test('`event` may be missing, and a side may be null', () => {
    expect(gateio.decode(book({ b: null }))).toMatchObject([{ kind: 'delta', bids: [] }])
    expect(gateio.decode(push({ t: 1, s: 'ob.BTC_USDT.50', U: 7, u: 9 }, { event: undefined }))).toMatchObject([
      { kind: 'delta', previous: 6, sequence: 9 },
    ])
  })

  test('a window that is no text is not believed', () => {
    const text = push({ u: 7, full: true, s: 'BTC_USDT', l: { valueOf: 1 } }, { channel: 'spot.order_book_update' })
    expect(gateio.decode(text)).toMatchObject([{ kind: 'snapshot', depth: 100 }])
  })

  test.each([
    { name: 'empty', text: '', symbol: undefined },
    { name: 'HTML', text: '<html>502</html>', symbol: undefined },
    { name: 'null', text: 'null', symbol: undefined },
    { name: 'array', text: '[]', symbol: undefined },
    { name: 'an object of nobody', text: '{}', symbol: undefined },
    { name: 'channel a number', text: '{"channel":5}', symbol: undefined },
    { name: 'a truncated stream frame', text: fixture('ws_obu_50_delta').slice(0, 120), symbol: 'BTC_USDT' },
    { name: 'a truncated update', text: fixture('ws_order_book_update').slice(0, 250), symbol: 'BTC_USDT' },
    { name: 'result null', text: push(null), symbol: undefined },
    { name: 'a stream without level', text: book({ s: 'ob.BTC_USDT' }), symbol: undefined },
    { name: 'a stream that is no text', text: book({ s: { toString: 1 } }), symbol: undefined },
    { name: 'a stream of level 0', text: book({ s: 'ob.BTC_USDT.0', full: true }), symbol: 'BTC_USDT' },
    { name: 'u missing', text: book({ u: undefined }), symbol: 'BTC_USDT' },
    { name: 'u as text', text: book({ u: '9' }), symbol: 'BTC_USDT' },
    { name: 'u over 2^53', text: book({ u: 2 ** 53 }), symbol: 'BTC_USDT' },
    { name: 'U missing', text: book({ U: undefined }), symbol: 'BTC_USDT' },
    { name: 'U after u', text: book({ U: 10 }), symbol: 'BTC_USDT' },
    { name: 'b an object', text: book({ b: {} }), symbol: 'BTC_USDT' },
    { name: 'a level of numbers', text: book({ a: [[1, 2]] }), symbol: 'BTC_USDT' },
    { name: 't as text', text: book({ t: '1' }), symbol: 'BTC_USDT' },
    {
      name: 'a window that is no number',
      text: push({ u: 7, full: true, s: 'BTC_USDT', l: 'x' }, { channel: 'spot.order_book_update' }),
      symbol: 'BTC_USDT',
    },
    { name: 'a ticker without price', text: ticker({ a: undefined }), symbol: 'BTC_USDT' },
    { name: 'a ticker with numbers', text: ticker({ b: 1 }), symbol: 'BTC_USDT' },
    { name: 'a ticker without symbol', text: ticker({ s: undefined }), symbol: undefined },
    {
      name: 'an error outside of an answer',
      text: '{"channel":"","error":{"code":1,"message":"x"}}',
      symbol: undefined,
    },
  ])('refuses $name', ({ text, symbol }) => {
    const error = (() => {
      try {
        return gateio.decode(text)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(FrameError)
    expect((error as FrameError).symbol).toBe(symbol)
  })

  test('whatever becomes of a frame, it is read or refused with FrameError', () => {
    const texts = readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8').trim())
    const cut = fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(40), fc.string())
      .map(([text, at, length, insert]) => {
        const start = at % text.length
        return text.slice(0, start) + insert + text.slice(start + length)
      })
    const swapped = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.jsonValue()).map(([text, at, value]) => {
      // The value behind one of the colons becomes another.
      const colons = [...text.matchAll(/":(?:"[^"]*"|[0-9]+|true|null)/g)]
      const chosen = colons[at % Math.max(1, colons.length)]
      if (chosen === undefined) return JSON.stringify(value)
      return `${text.slice(0, chosen.index)}":${JSON.stringify(value)}${text.slice(chosen.index + chosen[0].length)}`
    })
    fc.assert(
      fc.property(fc.oneof(cut, swapped), text => {
        try {
          expect(Array.isArray(gateio.decode(text))).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

describe('gateio control frames', () => {
  const symbols = Array.from({ length: 51 }, (_, index) => `S${index}_USDT`)
  const read = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>

  test('both channels of each symbol, two frames for 50 of them, ids in a row, the time of now', () => {
    const frames = gateio.subscribe(symbols, 41)
    expect(frames.map(({ requestId }) => requestId)).toEqual(['41', '42', '43', '44'])
    expect(frames.map(frame => frame.symbols.length)).toEqual([50, 50, 1, 1])
    expect(frames.map(({ text }) => read(text))).toMatchObject(
      frames.map((frame, index) => ({
        id: 41 + index,
        event: 'subscribe',
        channel: index % 2 === 0 ? 'spot.obu' : 'spot.book_ticker',
        payload: index % 2 === 0 ? frame.symbols.map(symbol => `ob.${symbol}.50`) : frame.symbols,
      })),
    )
    for (const { text } of frames) expect(Math.abs(Number(read(text)['time']) - Date.now() / 1000)).toBeLessThan(5)
  })

  test('unsubscribe names the same; the ping is in JSON', () => {
    expect(gateio.unsubscribe(['BTC_USDT'], 9).map(({ text }) => read(text))).toMatchObject([
      { id: 9, channel: 'spot.obu', event: 'unsubscribe', payload: ['ob.BTC_USDT.50'] },
      { id: 10, channel: 'spot.book_ticker', event: 'unsubscribe', payload: ['BTC_USDT'] },
    ])
    const ping = read(gateio.liveness.ping!.frame(1))
    expect({ ...ping, time: 0 }).toEqual({ time: 0, channel: 'spot.ping' })
  })

  test.each(['book_update', 'eu'])('%s: the older channel takes one pair a request and starts from REST', name => {
    const variant = gateio.variants![name]!
    const frames = variant.subscribe!(['BTC_USDT', 'ETH_USDT'], 1)
    expect(frames.map(frame => [frame.requestId, frame.symbols])).toEqual([
      ['1', ['BTC_USDT']],
      ['2', ['BTC_USDT']],
      ['3', ['ETH_USDT']],
      ['4', ['ETH_USDT']],
    ])
    expect(frames.map(({ text }) => read(text))).toMatchObject([
      { channel: 'spot.order_book_update', payload: ['BTC_USDT', '100ms'] },
      { channel: 'spot.book_ticker', payload: ['BTC_USDT'] },
      { channel: 'spot.order_book_update', payload: ['ETH_USDT', '100ms'] },
      { channel: 'spot.book_ticker', payload: ['ETH_USDT'] },
    ])
    expect(variant.unsubscribe!(['BTC_USDT'], 1).map(({ text }) => read(text)['event'])).toEqual([
      'unsubscribe',
      'unsubscribe',
    ])
    expect(variant.snapshot).toMatchObject({ when: 'always', tiers: [{ levels: 100, weight: 1 }] })
    expect(variant.snapshot!.path('BTC_USDT', 100)).toBe(
      '/api/v4/spot/order_book?currency_pair=BTC_USDT&limit=100&with_id=true',
    )
    expect(variant.webSocketUrl).toBe(name === 'eu' ? 'wss://api.gateeu.com/ws/v4/' : undefined)
  })
})
