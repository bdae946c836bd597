import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { kraken } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()
const { instruments, readRestLimits } = kraken

describe('instruments', () => {
  test('new names, steps, what does not trade; other execution venues and dark pairs are left out', () => {
    expect(instruments.parse(fixture('http_get_asset_pairs'))).toEqual([
      {
        symbol: 'BTC/USD',
        base: 'BTC',
        quote: 'USD',
        priceTick: '0.1',
        quantityStep: '0.00000001',
        minQuantity: '0.00005',
        minNotional: '0.5',
        trading: true,
      },
      {
        symbol: 'ETH/BTC',
        base: 'ETH',
        quote: 'BTC',
        priceTick: '0.00001',
        quantityStep: '0.00000001',
        minQuantity: '0.002',
        minNotional: '0.5',
        trading: true,
      },
      expect.objectContaining({ symbol: 'DOGE/USD', base: 'DOGE', trading: false }),
    ])
  })

  test('one unreadable entry does not stop the others', () => {
    const body =
      '{"error":[],"result":{"A":null,"B":5,"C":{"wsname":"A/B/C"},"D":{"wsname":"/X"},"F":{"wsname":"XBT/USD:BTNL"},"E":{"wsname":"SOL/EUR"}}}'
    expect(instruments.parse(body)).toMatchObject([{ symbol: 'SOL/EUR', priceTick: undefined, trading: false }])
  })

  test.each([
    ['an error', fixture('http_get_error_arguments')],
    ['an error beside a result', '{"error":["EService:Busy"],"result":{}}'],
    ['no result', '{"error":[]}'],
    ['result an array', '{"error":[],"result":[]}'],
    ['no error field', '{"result":{}}'],
    ['HTML', '<html>'],
    ['null', 'null'],
    ['truncated', fixture('http_get_asset_pairs').slice(0, 100)],
  ])('refuses %s', (_, body) => {
    expect(() => instruments.parse(body)).toThrow(FrameError)
  })
})

describe('readRestLimits', () => {
  const ok = { kind: 'ok', usedWeight: undefined }
  test.each([
    { name: '200', status: 200, body: fixture('http_get_asset_pairs'), verdict: ok },
    { name: '200, error last', status: 200, body: '{"result":{},"error":[]}', verdict: ok },
    {
      name: '200, rate limit',
      status: 200,
      body: fixture('http_get_error_rate'),
      verdict: { kind: 'throttled', retryAfterMs: 30_000 },
    },
    {
      name: '200, too many requests',
      status: 200,
      body: '{"error":["EGeneral:Too many requests"]}',
      verdict: { kind: 'throttled', retryAfterMs: 30_000 },
    },
    {
      name: '200, throttled until a time',
      status: 200,
      body: fixture('http_get_error_throttled'),
      verdict: { kind: 'throttled', retryAfterMs: 60_000 },
    },
    {
      name: '200, throttled until a time that has passed',
      status: 200,
      body: '{"error":["EService:Throttled: 1795000000"]}',
      verdict: { kind: 'throttled', retryAfterMs: 5_000 },
    },
    {
      name: '200, throttled until far away',
      status: 200,
      body: '{"error":["EService:Throttled:1895000000"]}',
      verdict: { kind: 'throttled', retryAfterMs: 600_000 },
    },
    {
      name: '200, throttled without a time',
      status: 200,
      body: '{"error":["EService:Throttled: soon"]}',
      verdict: { kind: 'throttled', retryAfterMs: 30_000 },
    },
    {
      name: '200, bad argument',
      status: 200,
      body: fixture('http_get_error_arguments'),
      verdict: { kind: 'failed', reason: 'EGeneral:Invalid arguments:pair' },
    },
    { name: '200, a page', status: 200, body: '<html>', verdict: { kind: 'failed' } },
    { name: '200, null', status: 200, body: 'null', verdict: { kind: 'failed' } },
    { name: '403', status: 403, body: '', verdict: { kind: 'banned', retryAfterMs: 600_000 } },
    { name: '429', status: 429, body: '', verdict: { kind: 'throttled', retryAfterMs: 30_000 } },
    {
      name: '429 with Retry-After',
      status: 429,
      headers: { 'retry-after': '90' },
      body: '',
      verdict: { kind: 'throttled', retryAfterMs: 90_000 },
    },
    {
      name: '429 with a Retry-After that is a date',
      status: 429,
      headers: { 'retry-after': 'Sat, 21 Nov 2026 10:00:00 GMT' },
      body: '',
      verdict: { kind: 'throttled', retryAfterMs: 30_000 },
    },
    { name: '520', status: 520, body: '', verdict: { kind: 'throttled', retryAfterMs: 30_000 } },
    { name: '404', status: 404, body: '', verdict: { kind: 'failed', reason: 'HTTP 404: ' } },
    { name: '503', status: 503, body: 'busy', verdict: { kind: 'failed', reason: 'HTTP 503: busy' } },
  ])('$name', ({ status, headers, body, verdict }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_795_000_000_000 })
    onTestFinished(() => void vi.useRealTimers())
    expect(readRestLimits(status, new Headers(headers), body)).toMatchObject(verdict)
  })
})
