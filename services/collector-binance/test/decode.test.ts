import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { binance } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()

describe('binance.decode', () => {
  test.each([
    {
      name: 'ws_depth_update',
      events: [
        {
          kind: 'delta',
          symbol: 'BNBBTC',
          previous: 156,
          sequence: 160,
          bids: [
            ['0.0024', '10'],
            ['0.0022', '0.00000000'],
          ],
          asks: [['0.0026', '100']],
          exchangeTimeMs: 1795000000123,
        },
      ],
    },
    {
      name: 'ws_depth_update_combined',
      events: [
        {
          kind: 'delta',
          symbol: 'BNBBTC',
          previous: 160,
          sequence: 161,
          bids: [],
          asks: [['0.0027', '3.5']],
          exchangeTimeMs: 1795000000223,
        },
      ],
    },
    {
      name: 'ws_book_ticker',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'BNBUSDT',
          bid: ['25.35190000', '31.21000000'],
          ask: ['25.36520000', '40.66000000'],
          exchangeTimeMs: undefined,
          sequence: 400900217,
          bookSequence: 400900217,
        },
      ],
    },
    {
      name: 'ws_book_ticker_combined',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'BNBUSDT',
          bid: ['25.35190000', '30.00000000'],
          ask: ['25.36520000', '40.66000000'],
          exchangeTimeMs: undefined,
          sequence: 400900218,
          bookSequence: 400900218,
        },
      ],
    },
    { name: 'ws_subscribe_ack', events: [{ kind: 'acknowledged', requestId: '7' }] },
    {
      name: 'ws_error_nested',
      events: [
        {
          kind: 'refused',
          requestId: '3',
          reason: 'Invalid request: missing field `method` at line 1 column 73 (code 2)',
        },
      ],
    },
    {
      name: 'ws_error_nested_null_id',
      events: [
        {
          kind: 'refused',
          requestId: undefined,
          reason: 'Invalid JSON: expected value at line 1 column 1 (code 3)',
        },
      ],
    },
    {
      name: 'ws_error_flat',
      events: [
        { kind: 'refused', requestId: undefined, reason: 'Invalid request: unknown variant `SUBSCRIBED` (code 2)' },
      ],
    },
    {
      name: 'ws_error_too_many',
      events: [{ kind: 'refused', requestId: '19', reason: 'Too many subscriptions (code 4)' }],
    },
    { name: 'ws_server_shutdown', events: [{ kind: 'closing' }] },
    { name: 'ws_server_shutdown_combined', events: [{ kind: 'closing' }] },
    { name: 'ws_trade', events: [] },
    { name: 'ws_partial_depth_combined', events: [] },
  ])('$name', ({ name, events }) => {
    expect(binance.decode(fixture(name))).toEqual(events)
  })

  test('bookTicker of an empty side', () => {
    const [event] = binance.decode('{"u":5,"s":"AB","b":"0.00000000","B":"0.00000000","a":"2.0","A":"1"}')
    expect(event).toMatchObject({ bid: undefined, ask: ['2.0', '1'] })
  })

  test('an alphanumeric id is echoed as text', () => {
    expect(binance.decode('{"result":null,"id":"a1"}')).toEqual([{ kind: 'acknowledged', requestId: 'a1' }])
    expect(binance.decode('{"result":["bnbbtc@depth"],"id":4}')).toEqual([{ kind: 'acknowledged', requestId: '4' }])
  })

  test('all-market arrays have no meaning for us', () => {
    expect(binance.decode('[{"e":"24hrMiniTicker","s":"BNBBTC"}]')).toEqual([])
    expect(binance.decode('{"stream":"!miniTicker@arr","data":[{"e":"24hrMiniTicker"}]}')).toEqual([])
  })

  const depth = (change: object): string =>
    JSON.stringify({ e: 'depthUpdate', E: 1, s: 'BNBBTC', U: 157, u: 160, b: [], a: [], ...change })
  const ticker = (change: object): string =>
    JSON.stringify({ u: 5, s: 'BNBUSDT', b: '1.0', B: '1', a: '2.0', A: '1', ...change })

  test.each([
    { name: 'empty', text: '', symbol: undefined },
    { name: 'HTML', text: '<html>502</html>', symbol: undefined },
    { name: 'null', text: 'null', symbol: undefined },
    { name: 'number', text: '5', symbol: undefined },
    { name: 'text', text: '"pong"', symbol: undefined },
    { name: 'an object of nobody', text: '{}', symbol: undefined },
    { name: 'e is a number', text: '{"e":5}', symbol: undefined },
    { name: 'truncated raw', text: fixture('ws_depth_update').slice(0, 90), symbol: 'BNBBTC' },
    { name: 'truncated combined', text: fixture('ws_depth_update_combined').slice(0, 50), symbol: 'BNBBTC' },
    { name: 'data null', text: '{"stream":"bnbbtc@depth@100ms","data":null}', symbol: 'BNBBTC' },
    { name: 'data missing', text: '{"stream":"bnbbtc@depth@100ms"}', symbol: 'BNBBTC' },
    { name: 's null', text: depth({ s: null }), symbol: undefined },
    {
      name: 's null, combined',
      text: `{"stream":"bnbbtc@depth@100ms","data":${depth({ s: null })}}`,
      symbol: 'BNBBTC',
    },
    { name: 's a number', text: depth({ s: 5 }), symbol: undefined },
    { name: 's empty', text: depth({ s: '' }), symbol: undefined },
    { name: 's too long', text: depth({ s: 'A'.repeat(65) }), symbol: undefined },
    { name: 'U missing', text: depth({ U: undefined }), symbol: 'BNBBTC' },
    { name: 'U as text', text: depth({ U: '157' }), symbol: 'BNBBTC' },
    { name: 'U zero', text: depth({ U: 0 }), symbol: 'BNBBTC' },
    { name: 'u negative', text: depth({ u: -1 }), symbol: 'BNBBTC' },
    { name: 'u a fraction', text: depth({ u: 160.5 }), symbol: 'BNBBTC' },
    { name: 'u beyond 2^53', text: depth({ u: 2 ** 53 }), symbol: 'BNBBTC' },
    { name: 'u before U', text: depth({ u: 156 }), symbol: 'BNBBTC' },
    { name: 'E as text', text: depth({ E: '1' }), symbol: 'BNBBTC' },
    { name: 'E null', text: depth({ E: null }), symbol: 'BNBBTC' },
    { name: 'b null', text: depth({ b: null }), symbol: 'BNBBTC' },
    { name: 'b missing', text: depth({ b: undefined }), symbol: 'BNBBTC' },
    { name: 'b an object', text: depth({ b: {} }), symbol: 'BNBBTC' },
    { name: 'level null', text: depth({ b: [null] }), symbol: 'BNBBTC' },
    { name: 'level too short', text: depth({ a: [['1']] }), symbol: 'BNBBTC' },
    { name: 'level a text', text: depth({ a: ['12'] }), symbol: 'BNBBTC' },
    { name: 'price a number', text: depth({ a: [[1, '2']] }), symbol: 'BNBBTC' },
    { name: 'quantity a number', text: depth({ a: [['1', 2]] }), symbol: 'BNBBTC' },
    {
      name: 'too many levels',
      text: depth({ a: Array.from({ length: 20_001 }, () => ['1', '1']) }),
      symbol: 'BNBBTC',
    },
    { name: 'ticker price a number', text: ticker({ b: 1 }), symbol: 'BNBUSDT' },
    { name: 'ticker quantity null', text: ticker({ A: null }), symbol: 'BNBUSDT' },
    { name: 'ticker u as text', text: ticker({ u: '5' }), symbol: 'BNBUSDT' },
  ])('refuses $name', ({ text, symbol }) => {
    const error = (() => {
      try {
        return binance.decode(text)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(FrameError)
    expect((error as FrameError).symbol).toBe(symbol)
  })
})

describe('binance.subscribe', () => {
  test('both streams of each symbol, lower case, at most 200 params a frame, ids in a row', () => {
    const symbols = Array.from({ length: 201 }, (_, index) => `S${index}USDT`)
    const frames = binance.subscribe(symbols, 41)
    expect(frames.map(frame => frame.requestId)).toEqual(['41', '42', '43'])
    expect(frames.flatMap(frame => frame.symbols)).toEqual(symbols)
    const first = JSON.parse(frames[0]!.text) as { params: string[] }
    expect(first).toMatchObject({ method: 'SUBSCRIBE', id: 41 })
    expect(first.params).toHaveLength(200)
    expect(first.params.slice(0, 2)).toEqual(['s0usdt@depth@100ms', 's0usdt@bookTicker'])
  })

  test('unsubscribe names the same streams', () => {
    const [frame] = binance.unsubscribe(['BTCUSDT'], 9)
    expect(JSON.parse(frame!.text)).toEqual({
      method: 'UNSUBSCRIBE',
      params: ['btcusdt@depth@100ms', 'btcusdt@bookTicker'],
      id: 9,
    })
    expect(binance.subscribe([], 1)).toEqual([])
  })
})
