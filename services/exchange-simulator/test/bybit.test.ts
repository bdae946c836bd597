import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@screener/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connect, get, post, refusedStatus, runSimulator, soon, type Client, type Frame } from './simulator-harness.ts'

const path = '/v5/public/spot'
const ofTopic = (client: Client, topic: string): Frame[] => client.frames.filter(frame => frame.topic === topic)

describe('bybit control frames', () => {
  it('answers a ping with op "ping" and ret_msg "pong"', async () => {
    const { bybit } = await runSimulator()
    const client = await connect(bybit + path)
    client.send({ req_id: '100001', op: 'ping' })
    const pong = await client.next(({ ret_msg }) => ret_msg === 'pong')
    expect(pong).toMatchObject({ success: true, op: 'ping', req_id: '100001' })
    expect(Object.keys(pong)).toEqual(['success', 'ret_msg', 'conn_id', 'req_id', 'op'])
  })

  it('acknowledges once per request, without req_id when none was sent', async () => {
    const { bybit } = await runSimulator()
    const client = await connect(bybit + path)
    client.send({ op: 'subscribe', args: ['orderbook.50.BTCUSDT', 'orderbook.1.BTCUSDT'] })
    const ack = await client.next(({ op }) => op === 'subscribe')
    expect(ack).toEqual({ success: true, ret_msg: 'subscribe', conn_id: ack.conn_id, op: 'subscribe' })
    client.send({ req_id: 'u', op: 'unsubscribe', args: ['orderbook.50.BTCUSDT', 'orderbook.1.BTCUSDT'] })
    expect(await client.next(({ op }) => op === 'unsubscribe')).toMatchObject({ success: true, req_id: 'u' })
    const count = client.frames.length
    await delay(200)
    expect(client.frames.length).toBe(count)
    expect(client.frames.filter(({ op }) => op === 'subscribe')).toHaveLength(1)
  })

  const eleven = Array.from({ length: 11 }, () => 'orderbook.50.BTCUSDT')
  it.each([
    ['eleven args', eleven, 'args size >10'],
    ['an invalid symbol', ['orderbook.50.BTCUSDT', 'orderbook.50.NOPEUSDT'], 'Invalid symbol :[orderbook.50.NOPEUSDT]'],
    ['a lower-case symbol', ['orderbook.50.btcusdt'], 'Invalid symbol :[orderbook.50.btcusdt]'],
    ['an unknown depth', ['orderbook.7.BTCUSDT'], 'error:handler not found,topic:orderbook.7.BTCUSDT'],
    ['an unknown topic', ['foo.BTCUSDT', 'orderbook.50.BTCUSDT'], 'error:handler not found,topic:foo.BTCUSDT'],
    [
      'a topic twice in a frame',
      ['orderbook.50.BTCUSDT', 'orderbook.50.BTCUSDT'],
      'error:already subscribed,topic:orderbook.50.BTCUSDT',
    ],
  ])('refuses %s and subscribes nothing of the frame', async (_name, args, message) => {
    const { bybit } = await runSimulator()
    const client = await connect(bybit + path)
    client.send({ req_id: 'r', op: 'subscribe', args })
    expect(await client.next(({ op }) => op === 'subscribe')).toMatchObject({
      success: false,
      ret_msg: message,
      req_id: 'r',
    })
    await delay(150)
    expect(client.frames).toHaveLength(1)
    expect(client.closed).toBeUndefined()
  })

  it('refuses a frame with one topic that is subscribed already', async () => {
    const { bybit } = await runSimulator()
    const client = await connect(bybit + path)
    client.send({ req_id: '1', op: 'subscribe', args: ['publicTrade.BTCUSDT'] })
    await client.next(({ req_id }) => req_id === '1')
    client.send({ req_id: '2', op: 'subscribe', args: ['orderbook.1.ETHUSDT', 'publicTrade.BTCUSDT'] })
    expect(await client.next(({ req_id }) => req_id === '2')).toMatchObject({
      success: false,
      ret_msg: 'error:already subscribed,topic:publicTrade.BTCUSDT',
    })
    await delay(150)
    expect(ofTopic(client, 'orderbook.1.ETHUSDT')).toEqual([])
  })

  it('takes at most 21,000 characters of topics on a connection', async () => {
    const symbols = Array.from({ length: 45 }, (_, i) => `${'LONGNAMEOFACOIN'.repeat(6)}${i}-USDT`)
    const { bybit } = await runSimulator({ symbols, eventsPerSecond: 0 })
    const client = await connect(bybit + path)
    const topics = symbols.flatMap(symbol =>
      ['orderbook.1', 'orderbook.50', 'orderbook.200', 'publicTrade', 'tickers'].map(
        kind => `${kind}.${symbol.replace('-', '')}`,
      ),
    )
    const batches = Array.from({ length: Math.ceil(topics.length / 10) }, (_, i) => topics.slice(10 * i, 10 * i + 10))
    for (const [i, args] of batches.entries()) client.send({ req_id: String(i), op: 'subscribe', args })
    const acks = await soon(() => {
      const found = client.frames.filter(({ op }) => op === 'subscribe')
      return found.length === batches.length ? found : undefined
    })
    const accepted = acks.filter(({ success }) => success).flatMap(({ req_id }) => batches[Number(req_id)]!)
    expect(acks[0]!.success).toBe(true)
    expect(accepted.length).toBeLessThan(topics.length)
    expect(accepted.join('').length).toBeLessThanOrEqual(21_000)
  })

  it('sends the first snapshot before the acknowledgement when told so', async () => {
    const { bybit, control } = await runSimulator({ eventsPerSecond: 0 })
    await post(`${control}/knobs`, { snapshotBeforeAck: true })
    const client = await connect(bybit + path)
    client.send({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'] })
    await client.next(({ op }) => op === 'subscribe')
    expect(client.frames.map(({ type, op }) => type ?? op)).toEqual(['snapshot', 'subscribe'])
  })
})

describe('bybit topics', () => {
  it.each([50, 200, 1000])('orderbook.%i: one snapshot, then deltas with u + 1 and growing seq', async depth => {
    const { bybit } = await runSimulator({ eventsPerSecond: 100 })
    const client = await connect(bybit + path)
    const topic = `orderbook.${depth}.BTCUSDT`
    client.send({ op: 'subscribe', args: [topic] })
    const frames = await soon(() => (ofTopic(client, topic).length > 12 ? ofTopic(client, topic) : undefined), {
      timeoutMs: 8000,
    })
    expect(frames.map(({ type }) => type)).toEqual(['snapshot', ...frames.slice(1).map(() => 'delta')])
    expect(frames[0]!.data!.b.length).toBeLessThanOrEqual(depth)
    for (let i = 1; i < frames.length; i++) {
      expect(frames[i]!.data!.u).toBe(frames[i - 1]!.data!.u + 1)
      expect(frames[i]!.data!.seq).toBeGreaterThan(frames[i - 1]!.data!.seq)
    }
    const text = client.texts.find(line => line.includes('"delta"'))!
    expect(text.indexOf('"ts"')).toBeLessThan(text.indexOf('"type"'))
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['topic', 'ts', 'type', 'data', 'cts'])
    expect(text).not.toMatch(/"\d+\.\d*0"/)
  })

  it('gives each depth its own u and one common seq', async () => {
    const { bybit } = await runSimulator({ eventsPerSecond: 0 })
    const client = await connect(bybit + path)
    const args = [1, 50, 200, 1000].map(depth => `orderbook.${depth}.BTCUSDT`)
    client.send({ op: 'subscribe', args })
    await eventually(() => client.frames.filter(({ topic }) => topic !== undefined).length === 4)
    const data = args.map(topic => ofTopic(client, topic)[0]!.data!)
    expect(new Set(data.map(({ u }) => u)).size).toBe(4)
    expect(new Set(data.map(({ seq }) => seq)).size).toBe(1)
    const rest = await get(`${bybit}/v5/market/orderbook?category=spot&symbol=BTCUSDT&limit=3`)
    expect(rest.body.result.u).toBe(data[3]!.u)
  })

  it('orderbook.1 sends snapshots only and repeats the last one with equal u after 3 s of silence', async () => {
    const { bybit } = await runSimulator({ eventsPerSecond: 0 })
    const client = await connect(bybit + path)
    client.send({ op: 'subscribe', args: ['orderbook.1.BTCUSDT'] })
    const frames = await soon(
      () => (ofTopic(client, 'orderbook.1.BTCUSDT').length >= 2 ? ofTopic(client, 'orderbook.1.BTCUSDT') : undefined),
      { timeoutMs: 6000 },
    )
    expect(frames[1]!.ts - frames[0]!.ts).toBeGreaterThanOrEqual(2900)
    expect(frames[1]).toMatchObject({ type: 'snapshot', data: frames[0]!.data })
  })

  it('orderbook.1 sends snapshots on change', async () => {
    const { bybit } = await runSimulator({ eventsPerSecond: 300 })
    const client = await connect(bybit + path)
    client.send({ op: 'subscribe', args: ['orderbook.1.BTCUSDT'] })
    const frames = await soon(() =>
      ofTopic(client, 'orderbook.1.BTCUSDT').length >= 10 ? ofTopic(client, 'orderbook.1.BTCUSDT') : undefined,
    )
    expect(frames.every(({ type, data }) => type === 'snapshot' && data?.b.length === 1 && data.a.length === 1)).toBe(
      true,
    )
  })

  it('a restart is a snapshot with u 1, and the ids go on from there', async () => {
    const { bybit, control } = await runSimulator()
    const client = await connect(bybit + path)
    client.send({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'] })
    await client.next(({ type }) => type === 'delta')
    await post(`${control}/faults`, { venue: 'bybit', kind: 'restart', symbol: 'BTC-USDT' })
    await client.next(({ type, data }) => type === 'snapshot' && data?.u === 1)
    await client.next(({ type, data }) => type === 'delta' && data?.u === 2)
    const truth = await get(`${control}/truth/bybit/BTC-USDT?sequence=2`)
    expect(truth.status).toBe(200)
  })

  it('deltas delete unknown prices when told so', async () => {
    const { bybit, control } = await runSimulator()
    await post(`${control}/knobs`, { phantomDeletes: true })
    const client = await connect(bybit + path)
    client.send({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'] })
    const delta = await client.next(({ type }) => type === 'delta')
    expect(delta.data!.b).toContainEqual(['0.1', '0'])
  })

  it('publishes trades and tickers without bid or ask', async () => {
    const { bybit } = await runSimulator({ eventsPerSecond: 200 })
    const client = await connect(bybit + path)
    client.send({ op: 'subscribe', args: ['publicTrade.BTCUSDT', 'tickers.BTCUSDT'] })
    const trades = await client.next(({ topic }) => topic === 'publicTrade.BTCUSDT')
    expect((trades.data as unknown as object[])[0]).toMatchObject({ s: 'BTCUSDT', BT: false, RPI: false })
    const ticker = await client.next(({ topic }) => topic === 'tickers.BTCUSDT')
    expect(Object.keys(ticker)).toEqual(['topic', 'ts', 'type', 'cs', 'data'])
    expect(Object.keys(ticker.data!)).not.toContain('bid1Price')
  })
})

describe('bybit REST', () => {
  it.each([
    ['orderbook?category=spot&symbol=BTCUSDT', 0],
    ['orderbook?category=spot&symbol=NOPE', 10001],
    ['orderbook?category=linear&symbol=BTCUSDT', 10001],
    ['orderbook?category=spot&symbol=BTCUSDT&limit=1001', 10001],
    ['orderbook?category=spot&symbol=BTCUSDT&limit=x', 10001],
    ['instruments-info?category=spot', 0],
    ['instruments-info?category=spot&symbol=NOPE', 10001],
    ['tickers?category=spot&symbol=BTCUSDT', 0],
    ['time', 0],
  ])('%s has retCode %i in the envelope, with HTTP 200', async (rest, retCode) => {
    const { bybit } = await runSimulator()
    const answer = await get(`${bybit}/v5/market/${rest}`)
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body)).toEqual(['retCode', 'retMsg', 'result', 'retExtInfo', 'time'])
    expect(answer.body.retCode).toBe(retCode)
  })

  it('has one level unless asked for more, tells instruments and tickers, and 404 elsewhere', async () => {
    const { bybit } = await runSimulator()
    const one = await get(`${bybit}/v5/market/orderbook?category=spot&symbol=BTCUSDT`)
    expect([one.body.result.a.length, one.body.result.b.length]).toEqual([1, 1])
    const { body } = await get(`${bybit}/v5/market/instruments-info?category=spot`)
    expect(body.result.list[0]).toMatchObject({
      symbol: 'BTCUSDT',
      baseCoin: 'BTC',
      quoteCoin: 'USDT',
      status: 'Trading',
      priceFilter: { tickSize: '0.1' },
      lotSizeFilter: { basePrecision: '0.000001', minOrderAmt: '5' },
    })
    const tickers = await get(`${bybit}/v5/market/tickers?category=spot`)
    expect(Number(tickers.body.result.list[0]!.bid1Price)).toBeLessThan(Number(tickers.body.result.list[0]!.ask1Price))
    expect((await get(`${bybit}/v5/market/nothing`)).status).toBe(404)
  })

  it('bans an address after too many requests in 5 s', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { bybit, control } = await runSimulator({ limits: { bybit: { requestsPerWindow: 20, banMs: 60_000 } } })
    const url = `${bybit}/v5/market/time`
    for (let i = 0; i < 20; i++) expect((await get(url)).status).toBe(200)
    vi.setSystemTime(Date.now() + 5_001)
    for (let i = 0; i < 20; i++) expect((await get(url)).status).toBe(200)
    const banned = await get(url)
    expect([banned.status, banned.text]).toEqual([403, 'access too frequent'])
    vi.setSystemTime(Date.now() + 30_000)
    expect((await get(url)).status).toBe(403)
    expect(await refusedStatus(bybit + path)).toBe(403)
    vi.setSystemTime(Date.now() + 31_000)
    expect((await get(url)).status).toBe(200)
    expect((await get(`${control}/counters`)).body.bybit).toMatchObject({ bans: 1, weightPeak: 21 })
  })

  it('refuses connections over the limit and other paths', async () => {
    const { bybit } = await runSimulator({ limits: { bybit: { connectsPerWindow: 1 } } })
    await connect(bybit + path)
    expect(await refusedStatus(bybit + path)).toBe(403)
    expect(await refusedStatus(`${bybit}/v5/public/linear`)).toBe(404)
  })
})
