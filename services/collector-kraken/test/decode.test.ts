import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { kraken } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()

const priceTwice = {
  kind: 'delta',
  symbol: 'ETH/BTC',
  previous: undefined,
  sequence: undefined,
  bids: [],
  exchangeTimeMs: Date.UTC(2026, 10, 21, 10, 0, 1),
  channel: 'book',
}

describe('kraken.decode', () => {
  test.each([
    {
      name: 'ws_book_snapshot',
      events: [
        {
          kind: 'snapshot',
          symbol: 'ETH/BTC',
          sequence: undefined,
          checksum: {
            recipe: 'crc32-asks-bids-10',
            value: 3167679914,
            bidDigits: ['480050000000', '47991200000000'],
            askDigits: ['4801125000000', '480510000'],
          },
          bids: [
            ['0.04800', '0.50000000'],
            ['0.04799', '12.00000000'],
          ],
          asks: [
            ['0.04801', '1.25000000'],
            ['0.04805', '0.00010000'],
          ],
          exchangeTimeMs: Date.UTC(2026, 10, 21, 10, 0, 0, 123),
          depth: 10,
          channel: 'book',
        },
      ],
    },
    {
      name: 'ws_book_update_price_twice',
      events: [
        {
          ...priceTwice,
          checksum: {
            recipe: 'crc32-asks-bids-10',
            value: 17,
            bidDigits: [],
            askDigits: ['4801', '4801200000000'],
          },
          asks: [
            ['0.04801', '0.00000000'],
            ['0.04801', '2.00000000'],
          ],
        },
      ],
    },
    {
      // White space, another order of fields, exponents, text in the place of a number, an escape, a field of nobody.
      name: 'ws_book_update_other_form',
      events: [
        {
          ...priceTwice,
          checksum: { recipe: 'crc32-asks-bids-10', value: 17, bidDigits: [], askDigits: ['4801', '48012'] },
          asks: [
            ['0.04801', '0.0'],
            ['0.04801', '2'],
          ],
        },
      ],
    },
    {
      name: 'ws_book_update_without_time',
      events: [
        expect.objectContaining({
          bids: [['0.04800', '0.00000001']],
          checksum: expect.objectContaining({ bidDigits: ['48001'] }),
          exchangeTimeMs: undefined,
        }),
      ],
    },
    {
      name: 'ws_ticker_snapshot',
      events: [
        {
          kind: 'bestBidAsk',
          symbol: 'ALGO/USD',
          bid: ['0.10025', '740.0'],
          ask: ['0.10036', '1361.44813783'],
          exchangeTimeMs: undefined,
          channel: 'ticker',
        },
      ],
    },
    {
      name: 'ws_ticker_update',
      events: [
        expect.objectContaining({ ask: ['0.10035', '740.0'], exchangeTimeMs: Date.UTC(2023, 8, 25, 9, 4, 31, 742) }),
      ],
    },
    { name: 'ws_ticker_empty_bid', events: [expect.objectContaining({ bid: undefined, ask: ['0.10035', '740.0'] })] },
    { name: 'ws_status_online', events: [] },
    { name: 'ws_status_cancel_only', events: [{ kind: 'halted', reason: 'status cancel_only' }] },
    { name: 'ws_heartbeat', events: [{ kind: 'heartbeat' }] },
    { name: 'ws_pong', events: [{ kind: 'pong' }] },
    { name: 'ws_pong_with_success', events: [{ kind: 'pong' }] },
    { name: 'ws_subscribe_ack', events: [{ kind: 'acknowledged', requestId: '79', symbol: 'ALGO/USD' }] },
    {
      name: 'ws_subscribe_ack_ticker_warnings',
      events: [{ kind: 'acknowledged', requestId: '9007199254740993', symbol: 'ALGO/USD' }],
    },
    { name: 'ws_unsubscribe_ack', events: [{ kind: 'acknowledged', requestId: '80', symbol: 'BTC/USD' }] },
    {
      name: 'ws_error_symbol',
      events: [{ kind: 'refused', requestId: '69', symbol: 'xxx/USD', reason: 'Currency pair not supported xxx/USD' }],
    },
    {
      name: 'ws_error_depth',
      events: [{ kind: 'refused', requestId: undefined, reason: 'Subscription depth not supported' }],
    },
    { name: 'ws_error_already_subscribed', events: [{ kind: 'acknowledged', requestId: '70', symbol: 'BTC/USD' }] },
    { name: 'ws_error_message_rate', events: [{ kind: 'throttled', reason: 'Exceeded msg rate' }] },
    { name: 'ws_trade', events: [] },
  ])('$name', ({ name, events }) => {
    expect(kraken.decode(fixture(name))).toEqual(events)
  })

  test('a status that is not understood is not online', () => {
    expect(kraken.decode('{"channel":"status","data":[{"system":5}]}')).toEqual([
      { kind: 'halted', reason: 'status 5' },
    ])
    expect(kraken.decode('{"channel":"status","data":[{}]}')).toEqual([{ kind: 'halted', reason: 'status unknown' }])
  })

  test('a snapshot has the depth that was subscribed', () => {
    expect(kraken.variants?.['depth-25']?.decode?.(fixture('ws_book_snapshot'))).toMatchObject([{ depth: 25 }])
    expect(kraken.decode(fixture('ws_book_snapshot'))).toMatchObject([{ depth: 10 }])
  })

  test.each(['null', '0', '0.00'])('a best ask of %s is no ask', ask => {
    const text = fixture('ws_ticker_update').replace(/"ask":[^,]+/, `"ask":${ask}`)
    expect(kraken.decode(text)).toMatchObject([{ bid: ['0.10025', '740.0'], ask: undefined }])
  })

  test('several entries in one frame', () => {
    const { data: first } = JSON.parse(fixture('ws_ticker_update')) as { data: object[] }
    const text = JSON.stringify({ channel: 'ticker', type: 'update', data: [...first, { ...first[0], symbol: 'A/B' }] })
    expect(kraken.decode(text)).toMatchObject([{ symbol: 'ALGO/USD' }, { symbol: 'A/B' }])
  })

  const entry = { symbol: 'BTC/USD', bids: [], asks: [], checksum: 1, timestamp: '2026-08-01T02:53:53.646219Z' }
  const book = (change: object, frame: object = {}): string =>
    JSON.stringify({ channel: 'book', type: 'update', data: [{ ...entry, ...change }], ...frame })
  const level = (price: unknown, qty: unknown): object => ({ asks: [{ price, qty }] })

  test.each([
    { name: 'empty', text: '', symbol: undefined },
    { name: 'HTML', text: '<html>403</html>', symbol: undefined },
    { name: 'null', text: 'null', symbol: undefined },
    { name: 'array', text: '[]', symbol: undefined },
    { name: 'a number', text: '17', symbol: undefined },
    { name: 'an object of nobody', text: '{}', symbol: undefined },
    { name: 'truncated', text: fixture('ws_book_snapshot').slice(0, 130), symbol: 'ETH/BTC' },
    { name: 'nested beyond all measure', text: '['.repeat(100_000), symbol: undefined },
    { name: 'nested, and closed', text: '['.repeat(100_000) + ']'.repeat(100_000), symbol: undefined },
    { name: 'data null', text: book({}, { data: null }), symbol: undefined },
    { name: 'an entry null', text: book({}, { data: [null] }), symbol: undefined },
    { name: 'symbol missing', text: book({ symbol: undefined }), symbol: undefined },
    { name: 'symbol a number', text: book({ symbol: 5 }).replace('5', '{}'), symbol: undefined },
    { name: 'bids missing', text: book({ bids: undefined }), symbol: 'BTC/USD' },
    { name: 'asks null', text: book({ asks: null }), symbol: 'BTC/USD' },
    { name: 'level null', text: book({ asks: [null] }), symbol: 'BTC/USD' },
    { name: 'price missing', text: book(level(undefined, 1)), symbol: 'BTC/USD' },
    { name: 'price null', text: book(level(null, 1)), symbol: 'BTC/USD' },
    { name: 'quantity an object', text: book(level(1, {})), symbol: 'BTC/USD' },
    { name: 'a leading zero', text: book(level(7, 1)).replace('7', '07'), symbol: 'BTC/USD' },
    { name: 'a comma too many', text: book(level(7, 1)).replace('}]', '},]'), symbol: 'BTC/USD' },
    { name: 'more behind the frame', text: `${book(level(7, 1))}}`, symbol: 'BTC/USD' },
    { name: 'checksum missing', text: book({ checksum: undefined }), symbol: 'BTC/USD' },
    { name: 'checksum empty', text: book({ checksum: '' }), symbol: 'BTC/USD' },
    { name: 'checksum of 33 bits', text: book({ checksum: 2 ** 32 }), symbol: 'BTC/USD' },
    { name: 'checksum negative', text: book({ checksum: -1 }), symbol: 'BTC/USD' },
    { name: 'checksum a fraction', text: book({ checksum: 1.5 }), symbol: 'BTC/USD' },
    { name: 'timestamp a number', text: book({ timestamp: 1795000000 }), symbol: 'BTC/USD' },
    { name: 'timestamp without a day', text: book({ timestamp: '10:00:00Z' }), symbol: 'BTC/USD' },
    { name: 'timestamp in month 13', text: book({ timestamp: '2026-13-01T00:00:00Z' }), symbol: 'BTC/USD' },
    { name: 'type missing', text: book({}, { type: undefined }), symbol: 'BTC/USD' },
    { name: 'type of nobody', text: book({}, { type: 'delta' }), symbol: 'BTC/USD' },
    { name: 'a ticker without bid', text: book({ ask: 1, ask_qty: 1 }, { channel: 'ticker' }), symbol: 'BTC/USD' },
    { name: 'an answer without success', text: '{"method":"subscribe","req_id":5}', symbol: undefined },
  ])('refuses $name', ({ text, symbol }) => {
    const error = (() => {
      try {
        return kraken.decode(text)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(FrameError)
    expect((error as FrameError).symbol).toBe(symbol)
  })
})

describe('kraken control frames', () => {
  test('book and ticker of each symbol, each with an id and one answer a symbol', () => {
    const symbols = Array.from({ length: 150 }, (_, index) => `S${index}/USD`)
    const frames = kraken.subscribe(symbols, 41)
    expect(frames.map(frame => [frame.requestId, frame.symbols.length, frame.answersPerSymbol])).toEqual([
      ['41', 100, 1],
      ['42', 100, 1],
      ['43', 50, 1],
      ['44', 50, 1],
    ])
    expect(frames.map(frame => JSON.parse(frame.text) as unknown)).toEqual([
      ...[symbols.slice(0, 100), symbols.slice(100)].flatMap((symbol, part) => [
        { method: 'subscribe', params: { channel: 'book', symbol, depth: 10 }, req_id: 41 + 2 * part },
        { method: 'subscribe', params: { channel: 'ticker', symbol, event_trigger: 'bbo' }, req_id: 42 + 2 * part },
      ]),
    ])
    expect(frames.flatMap(frame => frame.symbols)).toEqual(
      [symbols.slice(0, 100), symbols.slice(100)].flatMap(part => [...part, ...part]),
    )
  })

  test('unsubscribe names the same depth, the ping is JSON with a whole number', () => {
    expect(kraken.unsubscribe(['BTC/USD'], 9).map(frame => JSON.parse(frame.text) as unknown)).toEqual([
      { method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'], depth: 10 }, req_id: 9 },
      { method: 'unsubscribe', params: { channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo' }, req_id: 10 },
    ])
    expect(JSON.parse(kraken.variants?.['depth-25']?.subscribe?.(['BTC/USD'], 1)[0]?.text ?? '')).toMatchObject({
      params: { depth: 25 },
    })
    expect(JSON.parse(kraken.liveness.ping!.frame(100001))).toEqual({ method: 'ping', req_id: 100001 })
  })
})
