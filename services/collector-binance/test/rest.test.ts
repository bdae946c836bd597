import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { binance } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()
const { snapshot, instruments, readRestLimits } = binance

describe('snapshots', () => {
  test('body', () => {
    expect(snapshot?.parse(fixture('http_get_depth'))).toEqual({
      sequence: 1027024,
      bids: [
        ['4.00000000', '431.00000000'],
        ['3.90000000', '12.00000000'],
      ],
      asks: [['4.00000200', '12.00000000']],
    })
  })

  test('tiers deepest first, with the weights of the venue', () => {
    expect(snapshot?.tiers.map(tier => [tier.levels, tier.weight])).toEqual([
      [5000, 250],
      [1000, 50],
      [500, 25],
      [100, 5],
    ])
    expect(snapshot?.path('BTCUSDT', 1000)).toBe('/api/v3/depth?symbol=BTCUSDT&limit=1000')
    expect(snapshot?.path('币USDT&x', 5)).toBe('/api/v3/depth?symbol=%E5%B8%81USDT%26x&limit=5')
  })

  test.each([
    ['error body', fixture('http_get_error_1121')],
    ['HTML', '<html>'],
    ['null', 'null'],
    ['array', '[]'],
    ['no id', '{"bids":[],"asks":[]}'],
    ['id as text', '{"lastUpdateId":"5","bids":[],"asks":[]}'],
    ['asks missing', '{"lastUpdateId":5,"bids":[]}'],
    ['number price', '{"lastUpdateId":5,"bids":[[4,"1"]],"asks":[]}'],
    ['truncated', fixture('http_get_depth').slice(0, 60)],
  ])('refuses %s', (_, body) => {
    expect(() => snapshot?.parse(body)).toThrow(FrameError)
  })
})

describe('instruments', () => {
  test('filters, status, and one unreadable entry that does not stop the others', () => {
    expect(instruments.parse(fixture('http_get_exchange_info'))).toEqual([
      {
        symbol: 'BTCUSDT',
        base: 'BTC',
        quote: 'USDT',
        priceTick: '0.01000000',
        quantityStep: '0.00001000',
        minQuantity: '0.00001000',
        minNotional: '5.00000000',
        trading: true,
      },
      {
        symbol: 'OLDBTC',
        base: 'OLD',
        quote: 'BTC',
        priceTick: undefined,
        quantityStep: undefined,
        minQuantity: undefined,
        minNotional: '0.00010000',
        trading: false,
      },
      expect.objectContaining({ symbol: 'NOSPOTUSDT', trading: false }),
    ])
  })

  test.each(['{}', '{"symbols":null}', 'null', '<html>', fixture('http_get_error_1003_weight')])('refuses %s', body => {
    expect(() => instruments.parse(body)).toThrow(FrameError)
  })
})

describe('readRestLimits', () => {
  const banned = fixture('http_get_error_1003_banned')
  const date = (epochMs: number): Record<string, string> => ({ date: new Date(epochMs).toUTCString() })

  test.each([
    { name: '200', status: 200, headers: { 'X-MBX-USED-WEIGHT-1M': '250' }, verdict: { kind: 'ok', usedWeight: 250 } },
    { name: '200 bare', status: 200, headers: {}, verdict: { kind: 'ok', usedWeight: undefined } },
    {
      name: '200 with a strange weight',
      status: 200,
      headers: { 'X-MBX-USED-WEIGHT-1M': 'many' },
      verdict: { kind: 'ok', usedWeight: undefined },
    },
    {
      name: '429 with Retry-After',
      status: 429,
      headers: { 'Retry-After': '17' },
      body: fixture('http_get_error_1003_weight'),
      verdict: { kind: 'throttled', retryAfterMs: 17_000 },
    },
    { name: '429 bare', status: 429, headers: {}, verdict: { kind: 'throttled', retryAfterMs: 60_000 } },
    {
      name: '429 whose body says banned',
      status: 429,
      headers: date(1795000590000),
      body: banned,
      verdict: { kind: 'banned', retryAfterMs: 10_000 },
    },
    {
      name: '418: the longer of header and body, body on the venue clock',
      status: 418,
      headers: { ...date(1795000000000), 'Retry-After': '30' },
      body: banned,
      verdict: { kind: 'banned', retryAfterMs: 600_000 },
    },
    {
      name: '418 with a past instant',
      status: 418,
      headers: { ...date(1795000700000), 'Retry-After': '30' },
      body: banned,
      verdict: { kind: 'banned', retryAfterMs: 30_000 },
    },
    { name: '418 bare', status: 418, headers: {}, verdict: { kind: 'banned', retryAfterMs: 120_000 } },
    { name: '403', status: 403, headers: {}, body: '<html>', verdict: { kind: 'banned', retryAfterMs: 300_000 } },
    {
      name: '400',
      status: 400,
      headers: {},
      body: fixture('http_get_error_1121'),
      verdict: { kind: 'failed', reason: 'HTTP 400: { "code": -1121, "msg": "Invalid symbol." }' },
    },
    {
      name: '502 with a page',
      status: 502,
      headers: {},
      body: '<html>\n  Bad gateway',
      verdict: { kind: 'failed', reason: 'HTTP 502: <html> Bad gateway' },
    },
  ])('$name', ({ status, headers, body, verdict }) => {
    expect(readRestLimits(status, new Headers(headers as Record<string, string>), body ?? '')).toEqual(verdict)
  })
})
