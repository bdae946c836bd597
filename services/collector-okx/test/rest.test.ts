import { readFileSync } from 'node:fs'
import { FrameError } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { parseInstruments } from '../src/rest.ts'
import { okx } from '../src/venue.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()
const { instruments, readRestLimits } = okx
const snapshot = okx.snapshot!

describe('instruments', () => {
  const nowMs = 1_795_000_000_000

  test('tick, step, smallest amount; an unreadable entry does not stop the others', () => {
    const [first, ...others] = parseInstruments(fixture('http_get_instruments'), nowMs)
    expect(first).toEqual({
      symbol: 'BTC-USDT',
      base: 'BTC',
      quote: 'USDT',
      priceTick: '0.1',
      quantityStep: '0.00000001',
      minQuantity: '0.00001',
      minNotional: undefined,
      trading: true,
    })
    expect(others.map(({ symbol }) => symbol)).toEqual(['ETH-USDT', 'SOON-USDT', 'STOP-USDT', 'PRE-USDT'])
  })

  test('trading: live, and the call auction is over', () => {
    const trading = (at: number): readonly string[] =>
      parseInstruments(fixture('http_get_instruments'), at).flatMap(({ symbol, trading: now }) => (now ? [symbol] : []))
    expect(trading(nowMs)).toEqual(['BTC-USDT', 'ETH-USDT'])
    expect(trading(1_894_999_999_999)).toEqual(['BTC-USDT', 'ETH-USDT'])
    expect(trading(1_895_000_000_000)).toEqual(['BTC-USDT', 'ETH-USDT', 'SOON-USDT'])
    expect(instruments.parse(fixture('http_get_instruments'))[0]).toMatchObject({ trading: true })
  })

  test.each([
    ['an error in the envelope', fixture('http_get_error_51001')],
    ['code as a number', '{"code":0,"data":[]}'],
    ['no data', '{"code":"0","msg":""}'],
    ['data an object', '{"code":"0","data":{}}'],
    ['HTML', '<html>'],
    ['null', 'null'],
    ['truncated', fixture('http_get_instruments').slice(0, 100)],
  ])('refuses %s', (_, body) => {
    expect(() => instruments.parse(body)).toThrow(FrameError)
  })
})

describe('the REST book', () => {
  test('is asked for with the depth of the channel', () => {
    expect(snapshot.when).toBe('not_pushed')
    expect(snapshot.path('BTC-USDT', snapshot.tiers[0]!.levels)).toBe('/api/v5/market/books?instId=BTC-USDT&sz=400')
  })

  test('carries the id of the channel', () => {
    expect(snapshot.parse(fixture('http_get_books'))).toEqual({
      sequence: 3235851742,
      bids: [['41006.3', '0.30178218', '0', '2']],
      asks: [['41006.8', '0.60038921', '0', '1']],
    })
  })

  test.each([
    ['an error in the envelope', fixture('http_get_error_51001')],
    ['a book without id', fixture('http_get_books_before_2023')],
    ['no book', '{"code":"0","msg":"","data":[]}'],
    ['a book of null', '{"code":"0","msg":"","data":[null]}'],
    ['levels null', '{"code":"0","data":[{"asks":null,"bids":[],"seqId":1}]}'],
    ['HTML', '<html>'],
  ])('refuses %s', (_, body) => {
    expect(() => snapshot.parse(body)).toThrow(FrameError)
  })
})

describe('readRestLimits', () => {
  const throttled = { kind: 'throttled', retryAfterMs: 5_000 }
  test.each([
    { name: '200', status: 200, body: fixture('http_get_books'), verdict: { kind: 'ok', usedWeight: undefined } },
    { name: '200, code last', status: 200, body: '{"data":[], "code" : "0"}', verdict: { kind: 'ok' } },
    { name: '200, 50011', status: 200, body: fixture('http_get_error_50011'), verdict: throttled },
    { name: '429, 50011', status: 429, body: fixture('http_get_error_50011'), verdict: throttled },
    { name: '429, empty', status: 429, body: '', verdict: throttled },
    { name: '200, 50013 (busy)', status: 200, body: '{"code":"50013","msg":"Systems busy"}', verdict: throttled },
    { name: '503, 50001', status: 503, body: '{"code":"50001","msg":"x"}', verdict: { kind: 'failed' } },
    {
      name: '200, unknown instrument',
      status: 200,
      body: fixture('http_get_error_51001'),
      verdict: { kind: 'failed', reason: expect.stringContaining('"51001"') },
    },
    { name: '400', status: 400, body: '{"code":"0"}', verdict: { kind: 'failed', reason: 'HTTP 400: {"code":"0"}' } },
    { name: '403', status: 403, body: '<html>', verdict: { kind: 'banned', retryAfterMs: 600_000 } },
    {
      name: '200, a page',
      status: 200,
      body: '<html>\n<p>',
      verdict: { kind: 'failed', reason: 'HTTP 200: <html> <p>' },
    },
  ])('$name', ({ status, body, verdict }) => {
    expect(readRestLimits(status, new Headers(), body)).toMatchObject(verdict)
  })
})
