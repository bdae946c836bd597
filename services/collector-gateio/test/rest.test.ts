import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { afterEach, describe, expect, test } from 'vitest'
import { gateio } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()
const { instruments, readRestLimits } = gateio
const { parse } = gateio.variants!['eu']!.snapshot!

describe('instruments', () => {
  test('decimals become steps; leveraged tokens and what cannot be read are left out', () => {
    expect(instruments.parse(fixture('http_get_currency_pairs'))).toEqual([
      {
        symbol: 'ETH_USDT',
        base: 'ETH',
        quote: 'USDT',
        priceTick: '0.000001',
        quantityStep: '0.001',
        minQuantity: '0.001',
        minNotional: '1.0',
        trading: true,
      },
      // A delisting that lies ahead.
      expect.objectContaining({
        symbol: '币安人生_USDT',
        base: '币安人生',
        priceTick: '0.00000001',
        quantityStep: '1',
        minQuantity: undefined,
        minNotional: undefined,
        trading: true,
      }),
      expect.objectContaining({ symbol: 'GONE_USDT', trading: false }),
      expect.objectContaining({ symbol: 'HALF_USDT', trading: false }),
      expect.objectContaining({ symbol: 'EARLY_USDT', priceTick: undefined, trading: false }),
    ])
  })

  test.each([
    ['an error', fixture('http_get_error_pair')],
    ['HTML', '<html>'],
    ['null', 'null'],
    ['truncated', fixture('http_get_currency_pairs').slice(0, 100)],
  ])('refuses %s', (_, body) => {
    expect(() => instruments.parse(body)).toThrow(FrameError)
  })

  test.each([-1, 1.5, 99, null, {}])('decimals of %j give no absurd step', decimals => {
    const body = JSON.stringify([{ id: 'A_B', base: 'A', quote: 'B', precision: decimals }])
    expect(instruments.parse(body)[0]?.priceTick ?? '0.1').toMatch(/^0\.\d{1,20}$/)
  })
})

describe('order book', () => {
  test('has the id of the channel and the window it is cut to', () => {
    expect(parse(fixture('http_get_order_book'))).toEqual({
      sequence: 123456,
      bids: [
        ['1.17', '201.863'],
        ['1.16', '725.464'],
      ],
      asks: [
        ['1.52', '1.151'],
        ['1.53', '1.218'],
      ],
      depth: 100,
    })
  })

  test.each([
    ['without id', '{"current":1,"update":1,"asks":[],"bids":[]}'],
    ['without bids', '{"id":7,"asks":[]}'],
    ['an error', fixture('http_get_error_pair')],
    ['HTML', '<html>'],
    ['null', 'null'],
  ])('refuses one %s', (_, body) => {
    expect(() => parse(body)).toThrow(FrameError)
  })
})

describe('the time that requests carry', () => {
  const toldAt = (): number => (JSON.parse(gateio.subscribe(['BTC_USDT'], 1)[0]?.text ?? '{}') as { time: number }).time
  const hearDate = gateio.hearDate!
  afterEach(() => hearDate(new Date().toUTCString()))

  test('is the venue’s, by its newest answer, however far off our clock is', () => {
    const nowSeconds = Math.floor(Date.now() / 1000)
    for (const hours of [-1, 1]) {
      hearDate(new Date(Date.now() + hours * 3_600_000).toUTCString())
      expect(Math.abs(toldAt() - nowSeconds - hours * 3_600)).toBeLessThan(30)
      for (const unread of [null, 'soon']) hearDate(unread)
      expect(Math.abs(toldAt() - nowSeconds - hours * 3_600)).toBeLessThan(30)
    }
  })
})

describe('readRestLimits', () => {
  test('reads and remembers nothing: the clock is set by hearDate alone', () => {
    const before = gateio.liveness.ping!.frame(1)
    readRestLimits(200, new Headers({ date: new Date(Date.now() + 3_600_000).toUTCString() }), '')
    const seconds = (frame: string): number => (JSON.parse(frame) as { time: number }).time
    expect(seconds(gateio.liveness.ping!.frame(1)) - seconds(before)).toBeLessThan(30)
  })

  /** Within 50 s, should the machine be slow. */
  const about60s = expect.closeTo(60_000, -5) as unknown
  const left = { 'X-Gate-RateLimit-Limit': '200', 'X-Gate-RateLimit-Requests-Remain': '199' }
  test.each([
    { name: '200', status: 200, headers: left, body: '[]', verdict: { kind: 'ok', usedWeight: 1 } },
    {
      name: '200 without headers',
      status: 200,
      headers: {},
      body: '[]',
      verdict: { kind: 'ok', usedWeight: undefined },
    },
    {
      name: '200 with odd headers',
      status: 200,
      headers: { 'X-Gate-RateLimit-Limit': 'x', 'X-Gate-RateLimit-Requests-Remain': '1' },
      body: '[]',
      verdict: { kind: 'ok', usedWeight: undefined },
    },
    {
      name: '429',
      status: 429,
      headers: { ...left, 'X-Gate-RateLimit-Requests-Remain': '0' },
      body: fixture('http_get_error_rate'),
      verdict: { kind: 'throttled', retryAfterMs: 10_000 },
    },
    {
      name: '429 until a time in seconds',
      status: 429,
      headers: { 'X-Gate-RateLimit-Reset-Timestamp': String(Math.round(Date.now() / 1000) + 60) },
      body: fixture('http_get_error_rate'),
      verdict: { kind: 'throttled', retryAfterMs: about60s },
    },
    {
      name: '429 until a time in milliseconds',
      status: 429,
      headers: { 'X-Gate-RateLimit-Reset-Timestamp': String(Date.now() + 60_000) },
      body: fixture('http_get_error_rate'),
      verdict: { kind: 'throttled', retryAfterMs: about60s },
    },
    {
      name: '429 until a time that is absurd',
      status: 429,
      headers: { 'X-Gate-RateLimit-Reset-Timestamp': '99999999999999' },
      body: '',
      verdict: { kind: 'throttled', retryAfterMs: 300_000 },
    },
    {
      name: '429 of a proxy',
      status: 429,
      headers: {},
      body: '',
      verdict: { kind: 'throttled', retryAfterMs: 10_000 },
    },
    {
      name: 'the label with another status',
      status: 400,
      headers: {},
      body: '{"label":"TOO_FAST","message":""}',
      verdict: { kind: 'throttled', retryAfterMs: 10_000 },
    },
    { name: '403', status: 403, headers: {}, body: '', verdict: { kind: 'banned', retryAfterMs: 300_000 } },
    {
      name: '400',
      status: 400,
      headers: left,
      body: fixture('http_get_error_pair').replaceAll(/\s+/g, ' '),
      verdict: {
        kind: 'failed',
        reason: expect.stringContaining('HTTP 400: { "label": "INVALID_CURRENCY_PAIR"') as unknown,
      },
    },
    {
      name: '502',
      status: 502,
      headers: {},
      body: '<html>\n',
      verdict: { kind: 'failed', reason: 'HTTP 502: <html> ' },
    },
  ])('$name', ({ status, headers, body, verdict }) => {
    expect(readRestLimits(status, new Headers(headers as Record<string, string>), body)).toEqual(verdict)
  })
})
