import { describe, expect, test } from 'vitest'
import { okx } from '../src/venue.ts'

const symbolsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `S${index}-USDT`)

describe('okx control frames', () => {
  test('both channels of each symbol in one frame, two answers for each', () => {
    const symbols = symbolsOf(okx.limits.maxSymbolsPerConnection)
    const frames = okx.subscribe(symbols, 41)
    expect(frames).toMatchObject([{ requestId: '41', symbols, answersPerSymbol: 2 }])
    expect(JSON.parse(frames[0]!.text)).toEqual({
      id: '41',
      op: 'subscribe',
      args: symbols.flatMap(instId => [
        { channel: 'books', instId },
        { channel: 'bbo-tbt', instId },
      ]),
    })
  })

  test('unsubscribe names the same channels', () => {
    expect(okx.unsubscribe(['BTC-USDT'], 9).map(({ text }) => JSON.parse(text) as unknown)).toEqual([
      {
        id: '9',
        op: 'unsubscribe',
        args: [
          { channel: 'books', instId: 'BTC-USDT' },
          { channel: 'bbo-tbt', instId: 'BTC-USDT' },
        ],
      },
    ])
    expect(okx.unsubscribe([], 9)).toEqual([])
  })

  test('args stay under 64 KB and ids within 32 letters and digits, whatever the symbols', () => {
    const symbols = Array.from({ length: 400 }, (_, index) => `${'X'.repeat(60)}${String(index).padStart(4, '0')}`)
    const frames = okx.subscribe(symbols, 2 ** 53 - 100)
    expect(frames.flatMap(frame => frame.symbols)).toEqual(symbols)
    expect(new Set(frames.map(({ requestId }) => requestId)).size).toBe(frames.length)
    for (const { requestId, text } of frames) {
      expect(requestId).toMatch(/^[A-Za-z0-9]{1,32}$/)
      expect(Buffer.byteLength(text)).toBeLessThan(64 * 1024)
    }
  })
})

describe('okx variants', () => {
  test.each(['us', 'eea'])('%s: other hosts, and nothing else', name => {
    const variant = okx.variants![name]!
    expect(Object.keys(variant)).toEqual(['webSocketUrl', 'restUrl'])
    expect(variant.webSocketUrl).toBe(`wss://ws${name}.okx.com:8443/ws/v5/public`)
    expect(variant.restUrl).toBe(`https://${name}.okx.com`)
  })
})
