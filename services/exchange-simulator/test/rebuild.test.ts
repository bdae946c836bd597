import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import {
  connect,
  get,
  post,
  runSimulator,
  soon,
  type Client,
  type Payload,
  type Running,
  type Wire,
} from './simulator-harness.ts'

/** The plainest book there is: what a client holds that follows the venue's rule and nothing more. */
const createPlainBook = (): {
  replace(bids: readonly Wire[], asks: readonly Wire[]): void
  apply(bids: readonly Wire[], asks: readonly Wire[]): void
  sides(): { bids: Wire[]; asks: Wire[] }
} => {
  const sides = [new Map<string, string>(), new Map<string, string>()] as const
  const apply = (bids: readonly Wire[], asks: readonly Wire[]): void => {
    for (const [side, levels] of [bids, asks].entries())
      for (const [price, quantity] of levels)
        if (Number(quantity) === 0) sides[side]!.delete(price)
        else sides[side]!.set(price, quantity)
  }
  return {
    apply,
    replace: (bids, asks) => {
      for (const side of sides) side.clear()
      apply(bids, asks)
    },
    sides: () => ({
      bids: [...sides[0]].sort((a, b) => Number(b[0]) - Number(a[0])),
      asks: [...sides[1]].sort((a, b) => Number(a[0]) - Number(b[0])),
    }),
  }
}

/** The rule of the venue's documents: buffer, fetch, drop, join, then U = previous u + 1. */
const followBinance = async (running: Running, client: Client, symbol: string): Promise<number> => {
  const book = createPlainBook()
  const events = (): Payload[] =>
    client.frames.flatMap(({ data }) => (data?.e === 'depthUpdate' && data.s === symbol ? [data] : []))
  await eventually(() => events().length > 0)
  const firstId = events()[0]!.U
  const snapshot = await soon(async () => {
    const { body } = await get(`${running.binance}/api/v3/depth?symbol=${symbol}&limit=1000`)
    return body.lastUpdateId >= firstId - 1 ? body : undefined
  }, { timeoutMs: 8000, everyMs: 100 }) // prettier-ignore
  book.replace(snapshot.bids, snapshot.asks)
  let id = snapshot.lastUpdateId
  let seen = 0
  let compared = 0
  const deadline = Date.now() + 2_500
  while (Date.now() < deadline) {
    await eventually(() => events().length > seen)
    for (const data of events().slice(seen)) {
      seen++
      if (data.u <= id) continue
      expect(data.U).toBeLessThanOrEqual(id + 1)
      book.apply(data.b, data.a)
      id = data.u
    }
    const truth = await get(`${running.control}/truth/binance/${symbol.replace('USDT', '-USDT')}?sequence=${id}`)
    expect(truth.status).toBe(200)
    expect(book.sides()).toEqual({ bids: truth.body.bids, asks: truth.body.asks })
    compared++
  }
  return compared
}

const followBybit = async (running: Running, client: Client, topic: string, depth: number): Promise<number> => {
  const book = createPlainBook()
  const frames = (): { type?: string; data?: Payload }[] => client.frames.filter(frame => frame.topic === topic)
  let u = 0
  let seen = 0
  let compared = 0
  const deadline = Date.now() + 2_500
  while (Date.now() < deadline) {
    await eventually(() => frames().length > seen)
    for (const { type, data } of frames().slice(seen)) {
      seen++
      if (data === undefined) throw new Error('a book message without data')
      if (type === 'snapshot') book.replace(data.b, data.a)
      else {
        expect(data.u).toBe(u + 1)
        book.apply(data.b, data.a)
      }
      u = data.u
    }
    const truth = await get(`${running.control}/truth/bybit/BTC-USDT?sequence=${u}&depth=${depth}`)
    expect(truth.status).toBe(200)
    expect(book.sides()).toEqual({ bids: truth.body.bids, asks: truth.body.asks })
    compared++
  }
  return compared
}

describe("books rebuilt by the venue's own rule equal the truth", () => {
  it.each([
    ['as it is', {}],
    ['with snapshots 40 ids behind', { snapshotLagIds: 40 }],
    ['with snapshots 700 ms behind', { snapshotLagMs: 700 }],
  ])('binance %s', async (_name, knobs) => {
    const running = await runSimulator({ eventsPerSecond: 80 })
    await post(`${running.control}/knobs`, knobs)
    const client = await connect(`${running.binance}/stream?streams=btcusdt@depth@100ms/ethusdt@depth@100ms`)
    const compared = await Promise.all(['BTCUSDT', 'ETHUSDT'].map(symbol => followBinance(running, client, symbol)))
    expect(Math.min(...compared)).toBeGreaterThan(5)
  })

  it('binance bookTicker agrees with the truth at its own u', async () => {
    const running = await runSimulator({ eventsPerSecond: 80 })
    const client = await connect(`${running.binance}/ws/btcusdt@bookTicker`)
    const tickers = await soon(() => (client.frames.length >= 25 ? client.frames : undefined))
    for (const ticker of tickers.slice(0, 25)) {
      const { body } = await get(`${running.control}/truth/binance/BTC-USDT?sequence=${ticker.u}&levels=1`)
      expect([body.bids[0], body.asks[0]]).toEqual([[ticker.b, ticker.B], [ticker.a, ticker.A]]) // prettier-ignore
    }
  })

  it.each([50, 200, 1000])('bybit orderbook.%i, also for a second client that joins later', async depth => {
    const running = await runSimulator({ eventsPerSecond: 80 })
    const topic = `orderbook.${depth}.BTCUSDT`
    const first = await connect(`${running.bybit}/v5/public/spot`)
    first.send({ op: 'subscribe', args: [topic] })
    await first.next(({ type }) => type === 'delta')
    const second = await connect(`${running.bybit}/v5/public/spot`)
    second.send({ op: 'subscribe', args: [topic] })
    const compared = await Promise.all([first, second].map(client => followBybit(running, client, topic, depth)))
    expect(Math.min(...compared)).toBeGreaterThan(5)
  })
})

describe('truth over HTTP', () => {
  it('answers many questions at once and does not invent', async () => {
    const { control } = await runSimulator()
    const latest = await get(`${control}/truth/binance/BTC-USDT/latest`)
    const { body } = await post(`${control}/truth/batch`, {
      levels: 2,
      questions: [
        { venue: 'binance', symbol: 'BTC-USDT', sequence: latest.body.sequence },
        { venue: 'binance', symbol: 'BTC-USDT', sequence: 1 },
        { venue: 'bybit', symbol: 'NO-USDT', sequence: 1 },
      ],
    })
    expect(body.books[0]!.bids).toEqual(latest.body.bids.slice(0, 2))
    expect(body.books.slice(1)).toEqual([null, null])
  })

  it.each([
    ['truth/binance/BTC-USDT?sequence=1', 404],
    ['truth/binance/NO-USDT', 404],
    ['truth/nowhere/BTC-USDT', 400],
    ['truth/bybit/BTC-USDT?depth=7', 404],
    ['truth/bybit/BTC-USDT?depth=x', 400],
    ['truth/bybit/BTC-USDT?sequence=x', 400],
    ['nothing', 404],
    ['health', 200],
    ['symbols', 200],
    ['counters', 200],
  ])('GET /%s is %i', async (path, status) => {
    const { control } = await runSimulator()
    expect((await get(`${control}/${path}`)).status).toBe(status)
  })
})
