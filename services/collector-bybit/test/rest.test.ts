import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { bybit } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()
const { instruments, readRestLimits } = bybit

describe('instruments', () => {
  test('tick, step, smallest amount, and one unreadable entry that does not stop the others', () => {
    expect(instruments.parse(fixture('http_get_instruments_info'))).toEqual([
      {
        symbol: 'BTCUSDT',
        base: 'BTC',
        quote: 'USDT',
        priceTick: '0.1',
        quantityStep: '0.000001',
        minQuantity: undefined,
        minNotional: '5',
        trading: true,
      },
      {
        symbol: 'SOONUSDC',
        base: 'SOON',
        quote: 'USDC',
        priceTick: undefined,
        quantityStep: undefined,
        minQuantity: undefined,
        minNotional: undefined,
        trading: false,
      },
    ])
  })

  test.each([
    ['an error in the envelope', fixture('http_get_error_10001')],
    ['no result', '{"retCode":0,"retMsg":"OK"}'],
    ['result null', '{"retCode":0,"result":null}'],
    ['list an object', '{"retCode":0,"result":{"list":{}}}'],
    ['no retCode', '{"result":{"list":[]}}'],
    ['HTML', '<html>'],
    ['null', 'null'],
    ['truncated', fixture('http_get_instruments_info').slice(0, 100)],
  ])('refuses %s', (_, body) => {
    expect(() => instruments.parse(body)).toThrow(FrameError)
  })
})

describe('readRestLimits', () => {
  test.each([
    {
      name: '200, retCode 0',
      status: 200,
      body: fixture('http_get_instruments_info'),
      verdict: { kind: 'ok', usedWeight: undefined },
    },
    { name: '200, retCode last', status: 200, body: '{"result":{},"retCode":0}', verdict: { kind: 'ok' } },
    {
      name: '200, too many visits',
      status: 200,
      body: fixture('http_get_error_10006'),
      verdict: { kind: 'throttled', retryAfterMs: 5_000 },
    },
    {
      name: '200, bad parameter',
      status: 200,
      body: fixture('http_get_error_10001'),
      verdict: { kind: 'failed', reason: 'params error: category is invalid (retCode 10001)' },
    },
    {
      name: '200, a page',
      status: 200,
      body: '<html>',
      verdict: { kind: 'failed', reason: 'not the JSON envelope: <html>' },
    },
    { name: '200, null', status: 200, body: 'null', verdict: { kind: 'failed' } },
    {
      name: '403, access too frequent',
      status: 403,
      body: 'access too frequent',
      verdict: { kind: 'banned', retryAfterMs: 600_000 },
    },
    { name: '429', status: 429, body: '', verdict: { kind: 'throttled', retryAfterMs: 5_000 } },
    { name: '404', status: 404, body: '', verdict: { kind: 'failed', reason: 'HTTP 404: ' } },
    { name: '503', status: 503, body: 'busy', verdict: { kind: 'failed', reason: 'HTTP 503: busy' } },
  ])('$name', ({ status, body, verdict }) => {
    expect(readRestLimits(status, new Headers(), body)).toMatchObject(verdict)
  })
})
