import { eventually } from '@screener/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runOkx as run } from './okx-client.ts'
import { get, post } from './simulator-harness.ts'

interface OkxAnswer {
  readonly status: number
  readonly body: { readonly code: string; readonly msg: string; readonly data: readonly Record<string, unknown>[] }
}

const ask = async (okx: string, path: string): Promise<OkxAnswer> => {
  const { status, body } = await get(`${okx}/api/v5/${path}`)
  return { status, body: body as unknown as OkxAnswer['body'] }
}

describe('okx REST', () => {
  it.each([
    ['market/books?instId=BTC-USDT', 200, '0'],
    ['market/books?instId=BTC-USDT&sz=400', 200, '0'],
    ['market/books?instId=NO-USDT', 200, '51001'],
    ['market/books', 400, '51000'],
    ['market/books?instId=BTC-USDT&sz=401', 400, '51000'],
    ['market/books?instId=BTC-USDT&sz=0', 400, '51000'],
    ['market/books?instId=BTC-USDT&sz=x', 400, '51000'],
    ['public/instruments?instType=SPOT', 200, '0'],
    ['public/instruments?instType=SPOT&instId=BTC-USDT', 200, '0'],
    ['public/instruments?instType=SWAP', 400, '51000'],
    ['public/instruments', 400, '51000'],
    ['market/tickers?instType=SPOT', 200, '0'],
    ['public/time', 200, '0'],
    ['public/nothing', 404, '404'],
  ])('%s is HTTP %i with code "%s"', async (path, status, code) => {
    const { okx } = await run()
    const answer = await ask(okx, path)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(Object.keys(answer.body)).toEqual(['code', 'msg', 'data'])
    expect(answer.body.data.length > 0).toBe(code === '0')
  })

  it('a book has one level unless asked for more, four texts a level, and an id of the channel', async () => {
    const { okx } = await run({ eventsPerSecond: 0 })
    const [one] = (await ask(okx, 'market/books?instId=BTC-USDT')).body.data
    expect(one).toEqual({
      asks: [[expect.any(String), expect.any(String), '0', expect.stringMatching(/^[1-7]$/)]],
      bids: [[expect.any(String), expect.any(String), '0', expect.stringMatching(/^[1-7]$/)]],
      ts: expect.stringMatching(/^\d{13}$/) as string,
      seqId: expect.any(Number) as number,
    })
    const [deep] = (await ask(okx, 'market/books?instId=BTC-USDT&sz=30')).body.data
    expect((deep!['bids'] as unknown[]).length).toBe(30)
  })

  it('lists what is traded', async () => {
    const { okx } = await run({ unlisted: ['okx:XRP-USDT'] })
    const { data } = (await ask(okx, 'public/instruments?instType=SPOT')).body
    expect(data.map(({ instId }) => instId)).toEqual(['BTC-USDT', 'ETH-USDT'])
    expect(data[0]).toMatchObject({ baseCcy: 'BTC', quoteCcy: 'USDT', state: 'live', tickSz: '1', minSz: '0.00001' })
  })

  it.each([
    ['market/books?instId=BTC-USDT', { booksPerWindow: 3 }],
    ['public/instruments?instType=SPOT', { listsPerWindow: 3 }],
    ['market/tickers?instType=SPOT', { listsPerWindow: 3 }],
    ['public/time', { timesPerWindow: 3 }],
  ])('%s: too many in 2 s are refused with 50011, by themselves, and then served again', async (path, limits) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { okx } = await run({ okx: limits })
    for (let request = 1; request <= 3; request++) expect((await ask(okx, path)).status).toBe(200)
    for (let request = 1; request <= 2; request++)
      expect(await ask(okx, path)).toEqual({ status: 429, body: { code: '50011', msg: 'Too Many Requests', data: [] } })
    const other = path.startsWith('public/time') ? 'market/tickers?instType=SPOT' : 'public/time'
    expect((await ask(okx, other)).status).toBe(200)
    vi.setSystemTime(Date.now() + 2_001)
    expect((await ask(okx, path)).status).toBe(200)
  })

  it('reads its books anew each 50 ms', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { okx, simulator } = await run({ eventsPerSecond: 500 })
    const { book } = simulator.markets.find(({ instrument }) => instrument.native === 'BTC-USDT')!
    const seqId = async (): Promise<unknown> => (await ask(okx, 'market/books?instId=BTC-USDT')).body.data[0]!['seqId']
    const first = await seqId()
    const id = book.id
    vi.setSystemTime(Date.now() + 49)
    await eventually(() => book.id > id)
    expect(await seqId()).toBe(first)
    vi.setSystemTime(Date.now() + 1)
    expect(await seqId()).not.toBe(first)
  })

  it('may answer with an older book than before, when told so', async () => {
    const { okx, control } = await run({ eventsPerSecond: 200 })
    await post(`${control}/knobs`, { snapshotsGoBack: true })
    const seqIds: number[] = []
    await eventually(async () => {
      seqIds.push((await ask(okx, 'market/books?instId=BTC-USDT')).body.data[0]!['seqId'] as number)
      return seqIds.some((seqId, index) => index > 0 && seqId < seqIds[index - 1]!)
    })
  })
})
