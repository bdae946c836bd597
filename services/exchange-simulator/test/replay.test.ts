import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readCapture } from '../src/replay/read-capture.ts'
import { connect, get, runSimulator, soon, type Payload, type Running } from './simulator-harness.ts'

const captureFile = (lines: readonly object[], zipped = false): string => {
  const directory = mkdtempSync(join(tmpdir(), 'capture-'))
  onTestFinished(() => {
    rmSync(directory, { recursive: true })
  })
  const text = lines.map(line => `${JSON.stringify(line)}\n`).join('')
  const path = join(directory, zipped ? 'c.jsonl.gz' : 'c.jsonl')
  writeFileSync(path, zipped ? gzipSync(text) : text)
  return path
}

const diff = (ts: number, U: number, u: number, bid: string, quantity: string): object => ({
  ts,
  dir: 'in',
  kind: 'ws',
  raw: `{"stream":"foousdt@depth@100ms","data":{"e":"depthUpdate","E":${ts},"s":"FOOUSDT","U":${U},"u":${u},"b":[["${bid}","${quantity}"]],"a":[]}}`,
})
const depthBody = '{"lastUpdateId":12,"bids":[["9.50000000","1.00000000"]],"asks":[["10.50000000","2.25000000"]]}'
const binanceLines = [
  diff(1000, 10, 11, '9.40000000', '7.00000000'),
  { ts: 1020, dir: 'in', kind: 'rest', url: 'https://x/api/v3/depth?symbol=FOOUSDT&limit=1000', raw: depthBody },
  diff(1100, 12, 14, '9.60000000', '3.00000000'),
  diff(1400, 15, 15, '9.50000000', '0.00000000'),
  diff(60_000, 16, 16, '9.70000000', '1.50000000'),
]

const bybitFrame = (ts: number, type: string, u: number, b: string[][], a: string[][]): object => ({
  ts,
  dir: 'in',
  kind: 'ws',
  raw: `{"topic":"orderbook.200.FOOUSDT","ts":${ts},"type":"${type}","data":{"s":"FOOUSDT","b":${JSON.stringify(b)},"a":${JSON.stringify(a)},"u":${u},"seq":${u}},"cts":${ts}}`,
})
const bybitLines = [
  bybitFrame(1000, 'snapshot', 5, [['9.5', '1']], [['10.5', '2.25']]),
  bybitFrame(1200, 'delta', 6, [['9.6', '3']], []),
  bybitFrame(1400, 'delta', 7, [['9.5', '0']], [['10.4', '0.5']]),
  bybitFrame(60_000, 'delta', 8, [['9.7', '1']], []),
]

const run = (venue: 'binance' | 'bybit', file: string, speed = 1): Promise<Running> =>
  runSimulator({ symbols: ['FOO-USDT', 'BTC-USDT'], replay: { file, venue, speed }, eventsPerSecond: 20 })

describe('replay of a binance capture', () => {
  it('sends the recorded frames untouched, from the first subscription on, and the recorded REST depth', async () => {
    const { binance, control } = await run('binance', captureFile(binanceLines, true))
    const info = await get(`${binance}/api/v3/exchangeInfo`)
    expect(info.body.symbols.map(({ symbol }) => symbol)).toEqual(['FOOUSDT'])
    const client = await connect(`${binance}/stream?streams=foousdt@depth@100ms`)
    expect((await get(`${binance}/api/v3/depth?symbol=FOOUSDT&limit=5`)).text).toBe(depthBody)
    await soon(() => client.texts[2])
    expect(client.texts).toEqual(
      [binanceLines[0], binanceLines[2], binanceLines[3]].map(line => (line as { raw: string }).raw),
    )
    const later = await get(`${binance}/api/v3/depth?symbol=FOOUSDT`)
    expect(later.body).toMatchObject({ lastUpdateId: 15, bids: [['9.60000000', '3.00000000']] })
    const truth = await get(`${control}/truth/binance/FOO-USDT?sequence=14`)
    expect(truth.body.bids).toEqual([['9.60000000', '3.00000000'], ['9.50000000', '1.00000000']]) // prettier-ignore
  })

  it('goes faster when told, ends the connections at the end, and begins anew', async () => {
    const { binance } = await run('binance', captureFile(binanceLines), 200)
    for (let i = 0; i < 2; i++) {
      const client = await connect(`${binance}/ws/foousdt@depth@100ms`)
      await client.ended()
      expect(client.frames.map(({ u }) => u)).toEqual([11, 14, 15, 16])
    }
  })

  it('anchors the simulated venue at the recorded price', async () => {
    const { control } = await run('binance', captureFile(binanceLines))
    const { body } = await get(`${control}/truth/bybit/FOO-USDT/latest?levels=1`)
    expect(Number(body.bids[0]![0])).toBeGreaterThan(9.8)
    expect(Number(body.asks[0]![0])).toBeLessThan(10.2)
  })

  it.each([
    ['no symbol of ours', [{ ...binanceLines[1]!, url: 'https://x/api/v3/depth?symbol=BARUSDT' }], 'books of BARUSDT'],
    ['no book', [binanceLines[0]!], 'no book to start from'],
  ])('refuses to start with %s and says what there is', async (_name, lines, message) => {
    await expect(run('binance', captureFile(lines))).rejects.toThrow(message)
  })
})

describe('replay of a bybit capture', () => {
  it('serves any depth from the recorded book, with its own ids, and the truth of each', async () => {
    const { bybit, control } = await run('bybit', captureFile(bybitLines))
    const client = await connect(`${bybit}/v5/public/spot`)
    client.send({ op: 'subscribe', args: ['orderbook.50.FOOUSDT', 'orderbook.1.FOOUSDT'] })
    const ofTopic = (topic: string): Payload[] =>
      client.frames.flatMap(frame => (frame.topic === topic && frame.data !== undefined ? [frame.data] : []))
    await soon(() => ofTopic('orderbook.50.FOOUSDT')[2])
    const [snapshot, first, second] = ofTopic('orderbook.50.FOOUSDT')
    expect(snapshot).toMatchObject({ b: [['9.5', '1']], a: [['10.5', '2.25']] })
    expect(first).toMatchObject({ u: snapshot!.u + 1, b: [['9.6', '3']], a: [] })
    expect(second).toMatchObject({ u: snapshot!.u + 2, b: [['9.5', '0']], a: [['10.4', '0.5']] })
    await soon(() => ofTopic('orderbook.1.FOOUSDT').find(({ a }) => a[0]?.[0] === '10.4'))
    const truth = await get(`${control}/truth/bybit/FOO-USDT?sequence=${first!.u}`)
    expect(truth.body).toMatchObject({ bids: [['9.6', '3'], ['9.5', '1']], asks: [['10.5', '2.25']] }) // prettier-ignore
  })
})

describe('readCapture', () => {
  it('names the line that is no JSON', () => {
    const path = captureFile([])
    writeFileSync(path, '{"ts":1,"dir":"in","kind":"ws","raw":"{}"}\n{oops\n')
    expect(() => readCapture(path)).toThrow(/line 2/)
  })
})

const captures = process.env['CAPTURES_DIR'] ?? '../shared/captures'
const recorded = join(captures, 'binance/spot-btcusdt-20240808.jsonl.gz')
describe.skipIf(!existsSync(recorded))('a recorded capture (skipped without CAPTURES_DIR)', () => {
  it('can be followed by the venue rule', async () => {
    const { binance } = await run('binance', recorded, 30)
    const client = await connect(`${binance}/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker`)
    await client.next(({ data }) => data?.e === 'depthUpdate')
    const { body } = await get(`${binance}/api/v3/depth?symbol=BTCUSDT&limit=1000`)
    expect([body.lastUpdateId, body.bids.length]).toEqual([50093239218, 1000])
    const diffs = await soon(() => {
      const found = client.frames.flatMap(({ data }) => (data?.e === 'depthUpdate' ? [data] : []))
      return found.length > 200 ? found : undefined
    }, { timeoutMs: 15_000 }) // prettier-ignore
    expect(diffs.filter(({ U }, at) => at > 0 && U !== diffs[at - 1]!.u + 1)).toEqual([])
    expect(diffs[0]!.U).toBe(50093239189)
  }, 30_000)
})
