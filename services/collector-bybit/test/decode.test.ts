import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { bybit } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()

describe('bybit.decode', () => {
  test.each([
    {
      name: 'ws_orderbook_50_snapshot',
      events: [
        {
          kind: 'snapshot',
          symbol: 'BTCUSDT',
          sequence: 18521288,
          bids: [
            ['16493.50', '0.006'],
            ['16493.00', '0.100'],
          ],
          asks: [
            ['16611.00', '0.029'],
            ['16612.00', '0.213'],
          ],
          exchangeTimeMs: 1795000000976,
          depth: 50,
          channel: 'orderbook.50',
        },
      ],
    },
    {
      name: 'ws_orderbook_50_delta',
      events: [
        {
          kind: 'delta',
          symbol: 'BTCUSDT',
          previous: 18521288,
          sequence: 18521289,
          bids: [
            ['16493.50', '0'],
            ['16492.80', '0.5'],
          ],
          asks: [['16611.00', '0']],
          exchangeTimeMs: 1795000001464,
          channel: 'orderbook.50',
        },
      ],
    },
    {
      name: 'ws_orderbook_200_delta_linear_order',
      events: [
        {
          kind: 'delta',
          symbol: 'BTCUSDT',
          previous: 9001,
          sequence: 9002,
          bids: [],
          asks: [['16611.00', '1.5']],
          exchangeTimeMs: 1795000001464,
          channel: 'orderbook.200',
        },
      ],
    },
    {
      name: 'ws_orderbook_50_restart',
      events: [expect.objectContaining({ kind: 'snapshot', sequence: 1, bids: [['16490.00', '1']] })],
    },
    {
      name: 'ws_orderbook_1_snapshot',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'OPUSDC',
          bid: ['0.579', '3886.45'],
          ask: ['0.58', '4043.62'],
          exchangeTimeMs: 1795000000901,
          channel: 'orderbook.1',
          sequence: 1399781,
        },
      ],
    },
    {
      name: 'ws_orderbook_1_empty_ask',
      events: [expect.objectContaining({ kind: 'bestBidAsk', bid: ['0.579', '3886.45'], ask: undefined })],
    },
    { name: 'ws_subscribe_ack', events: [{ kind: 'acknowledged', requestId: '10001' }] },
    { name: 'ws_unsubscribe_ack', events: [{ kind: 'acknowledged', requestId: '10002' }] },
    { name: 'ws_error_args_size', events: [{ kind: 'refused', requestId: undefined, reason: 'args size >10' }] },
    {
      name: 'ws_error_invalid_symbol',
      events: [{ kind: 'refused', requestId: '12', reason: 'Invalid symbol :[orderbook.50.NOPEUSDT]' }],
    },
    {
      name: 'ws_error_already_subscribed',
      events: [{ kind: 'refused', requestId: '13', reason: 'error:already subscribed,topic:orderbook.50.BTCUSDT' }],
    },
    { name: 'ws_pong_spot', events: [{ kind: 'pong' }] },
    { name: 'ws_pong_private', events: [{ kind: 'pong' }] },
    { name: 'ws_pong_trade', events: [{ kind: 'pong' }] },
    { name: 'ws_tickers', events: [] },
    { name: 'ws_public_trade', events: [] },
    { name: 'ws_orderbook_full_delta', events: [] },
  ])('$name', ({ name, events }) => {
    expect(bybit.decode(fixture(name))).toEqual(events)
  })

  test('the order of fields does not matter', () => {
    const frame = JSON.parse(fixture('ws_orderbook_50_delta'))
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(frame).reverse()))
    expect(bybit.decode(reversed)).toEqual(bybit.decode(fixture('ws_orderbook_50_delta')))
    expect(bybit.decode('{"type":"snapshot","topic":"tickers.BTCUSDT","data":{}}')).toEqual([])
  })

  test('other operations that succeed have no meaning for us; a refusal without a message is one', () => {
    expect(bybit.decode('{"success":true,"ret_msg":"","op":"auth","conn_id":"x"}')).toEqual([])
    expect(bybit.decode('{"success":false,"ret_msg":"","op":"subscribe"}')).toEqual([
      { kind: 'refused', requestId: undefined, reason: 'no message' },
    ])
  })

  const book = (change: object, data: object = {}): string =>
    JSON.stringify({
      topic: 'orderbook.50.BTCUSDT',
      ts: 2,
      type: 'delta',
      data: { s: 'BTCUSDT', b: [], a: [], u: 7, seq: 9, ...data },
      cts: 1,
      ...change,
    })

  test('time: the engine before the gateway, none when neither is there', () => {
    expect(bybit.decode(book({}))).toMatchObject([{ exchangeTimeMs: 1 }])
    expect(bybit.decode(book({ cts: undefined }))).toMatchObject([{ exchangeTimeMs: 2 }])
    expect(bybit.decode(book({ cts: undefined, ts: undefined }))).toMatchObject([{ exchangeTimeMs: undefined }])
  })

  test.each([
    { name: 'empty', text: '', symbol: undefined },
    { name: 'HTML', text: '<html>403</html>', symbol: undefined },
    { name: 'null', text: 'null', symbol: undefined },
    { name: 'array', text: '[]', symbol: undefined },
    { name: 'an object of nobody', text: '{}', symbol: undefined },
    { name: 'topic a number', text: '{"topic":5}', symbol: undefined },
    { name: 'topic null', text: '{"topic":null}', symbol: undefined },
    { name: 'truncated', text: fixture('ws_orderbook_50_snapshot').slice(0, 130), symbol: 'BTCUSDT' },
    { name: 'topic without symbol', text: book({ topic: 'orderbook.50' }), symbol: undefined },
    { name: 'topic with an empty symbol', text: book({ topic: 'orderbook.50.' }), symbol: undefined },
    { name: 'topic depth a word', text: book({ topic: 'orderbook.best.BTCUSDT' }), symbol: undefined },
    { name: 'topic depth zero', text: book({ topic: 'orderbook.0.BTCUSDT' }), symbol: undefined },
    { name: 'data null', text: book({ data: null }), symbol: 'BTCUSDT' },
    { name: 'data an array', text: book({ data: [] }), symbol: 'BTCUSDT' },
    { name: 'another symbol inside', text: book({}, { s: 'ETHUSDT' }), symbol: 'BTCUSDT' },
    { name: 'symbol null', text: book({}, { s: null }), symbol: 'BTCUSDT' },
    { name: 'u missing', text: book({}, { u: undefined }), symbol: 'BTCUSDT' },
    { name: 'u as text', text: book({}, { u: '7' }), symbol: 'BTCUSDT' },
    { name: 'u zero', text: book({}, { u: 0 }), symbol: 'BTCUSDT' },
    { name: 'u a fraction', text: book({}, { u: 7.5 }), symbol: 'BTCUSDT' },
    { name: 'b null', text: book({}, { b: null }), symbol: 'BTCUSDT' },
    { name: 'a missing', text: book({}, { a: undefined }), symbol: 'BTCUSDT' },
    { name: 'level null', text: book({}, { a: [null] }), symbol: 'BTCUSDT' },
    { name: 'level too short', text: book({}, { a: [['1']] }), symbol: 'BTCUSDT' },
    { name: 'price a number', text: book({}, { a: [[1, '2']] }), symbol: 'BTCUSDT' },
    { name: 'quantity a number', text: book({}, { b: [['1', 2]] }), symbol: 'BTCUSDT' },
    { name: 'cts as text', text: book({ cts: '1' }), symbol: 'BTCUSDT' },
    { name: 'type missing', text: book({ type: undefined }), symbol: 'BTCUSDT' },
    { name: 'type of nobody', text: book({ type: 'update' }), symbol: 'BTCUSDT' },
    {
      name: 'a delta of depth 1',
      text: book({ topic: 'orderbook.1.BTCUSDT' }),
      symbol: 'BTCUSDT',
    },
  ])('refuses $name', ({ text, symbol }) => {
    const error = (() => {
      try {
        return bybit.decode(text)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(FrameError)
    expect((error as FrameError).symbol).toBe(symbol)
  })
})

describe('bybit control frames', () => {
  test('both topics of each symbol, at most 10 args a frame, ids in a row', () => {
    const symbols = Array.from({ length: 11 }, (_, index) => `S${index}USDT`)
    const frames = bybit.subscribe(symbols, 41)
    expect(frames.map(frame => frame.requestId)).toEqual(['41', '42', '43'])
    expect(frames.flatMap(frame => frame.symbols)).toEqual(symbols)
    for (const frame of frames) {
      const { req_id: id, op, args } = JSON.parse(frame.text)
      expect({ id, op }).toEqual({ id: frame.requestId, op: 'subscribe' })
      expect(args).toEqual(frame.symbols.flatMap(symbol => [`orderbook.50.${symbol}`, `orderbook.1.${symbol}`]))
      expect(args.length).toBeLessThanOrEqual(10)
    }
  })

  test('unsubscribe names the same topics, the ping is JSON', () => {
    expect(JSON.parse(bybit.unsubscribe(['BTCUSDT'], 9)[0]!.text)).toEqual({
      req_id: '9',
      op: 'unsubscribe',
      args: ['orderbook.50.BTCUSDT', 'orderbook.1.BTCUSDT'],
    })
    expect(JSON.parse(bybit.liveness.ping!.frame(100001))).toEqual({ req_id: '100001', op: 'ping' })
  })
})
