import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connect, get, post, refusedStatus, runSimulator, soon, venueOf } from './simulator-harness.ts'

const depth = 'btcusdt@depth@100ms'

describe('binance streams', () => {
  it('serves one raw stream on /ws/<stream> and wraps on /stream?streams=', async () => {
    const { binance } = await runSimulator()
    const raw = await connect(`${binance}/ws/${depth}`)
    const combined = await connect(`${binance}/stream?streams=${depth}/ethusdt@bookTicker`)
    const event = await raw.next(({ e }) => e === 'depthUpdate')
    expect(event).toMatchObject({ e: 'depthUpdate', s: 'BTCUSDT' })
    expect(Object.keys(event)).toEqual(['e', 'E', 's', 'U', 'u', 'b', 'a'])
    const wrapped = await combined.next(({ stream }) => stream === depth)
    expect(wrapped.data!.e).toBe('depthUpdate')
    const ticker = await combined.next(({ stream }) => stream === 'ethusdt@bookTicker')
    expect(Object.keys(ticker.data!)).toEqual(['u', 's', 'b', 'B', 'a', 'A'])
    expect(ticker.data!.b).toMatch(/^\d+\.\d{8}$/)
  })

  it('covers every id once: U is the previous u + 1, on both cadences', async () => {
    const { binance } = await runSimulator()
    const client = await connect(`${binance}/stream?streams=${depth}/btcusdt@depth`)
    for (const stream of [depth, 'btcusdt@depth']) {
      const events = await soon(
        () => {
          const found = client.frames.filter(frame => frame.stream === stream)
          return found.length >= (stream === depth ? 15 : 3) ? found : undefined
        },
        { timeoutMs: 6000 },
      )
      for (const [index, { data }] of events.entries()) {
        expect(data!.u).toBeGreaterThanOrEqual(data!.U)
        if (index > 0) expect(data!.U).toBe(events[index - 1]!.data!.u + 1)
      }
    }
  })

  it('sends partial books without symbol, trades and aggregate trades', async () => {
    const { binance } = await runSimulator({ eventsPerSecond: 200 })
    const client = await connect(
      `${binance}/stream?streams=btcusdt@depth5@100ms/btcusdt@depth20/btcusdt@trade/btcusdt@aggTrade`,
    )
    const partial = await client.next(({ stream }) => stream === 'btcusdt@depth5@100ms')
    expect(Object.keys(partial.data!)).toEqual(['lastUpdateId', 'bids', 'asks'])
    expect([partial.data!.bids.length, partial.data!.asks.length]).toEqual([5, 5])
    expect((await client.next(({ stream }) => stream === 'btcusdt@depth20')).data!.bids).toHaveLength(20)
    const { data: trade } = await client.next(({ stream }) => stream === 'btcusdt@trade')
    expect(Object.keys(trade!)).toEqual(['e', 'E', 's', 't', 'p', 'q', 'T', 'm', 'M'])
    const { data: aggregate } = await client.next(({ stream }) => stream === 'btcusdt@aggTrade')
    expect(Object.keys(aggregate!)).toEqual(['e', 'E', 's', 'a', 'p', 'q', 'f', 'l', 'T', 'm', 'M'])
  })

  it('speaks microseconds when asked', async () => {
    const { binance } = await runSimulator()
    const client = await connect(`${binance}/ws/${depth}?timeUnit=MICROSECOND`)
    expect((await client.next(({ e }) => e === 'depthUpdate')).E).toBeGreaterThan(1e15)
  })

  it('subscribes, lists and unsubscribes; unknown and upper-case names are acknowledged and never delivered', async () => {
    const { binance } = await runSimulator()
    const client = await connect(`${binance}/ws`)
    client.send({ method: 'SUBSCRIBE', params: [depth, 'foobar@depth', 'BTCUSDT@bookTicker'], id: 'a-1' })
    expect(await client.next(({ id }) => id === 'a-1')).toEqual({ result: null, id: 'a-1' })
    client.send({ method: 'LIST_SUBSCRIPTIONS', id: 3 })
    const listed = await client.next(({ id }) => id === 3)
    expect([...listed.result].sort()).toEqual(['BTCUSDT@bookTicker', depth, 'foobar@depth'])
    await client.next(({ e }) => e === 'depthUpdate')
    client.send({ method: 'UNSUBSCRIBE', params: [depth, 'never@there'], id: null })
    await client.next(frame => frame.id === null)
    const after = client.frames.length
    await delay(300)
    expect(client.frames.length).toBe(after)
  })

  it('switches wrapping with SET_PROPERTY', async () => {
    const { binance } = await runSimulator()
    const client = await connect(`${binance}/ws/${depth}`)
    client.send({ method: 'GET_PROPERTY', params: ['combined'], id: 1 })
    expect(await client.next(({ id }) => id === 1)).toEqual({ result: false, id: 1 })
    client.send({ method: 'SET_PROPERTY', params: ['combined', true], id: 2 })
    await client.next(({ id }) => id === 2)
    await client.next(({ stream }) => stream === depth)
  })

  it.each<[string, unknown, object]>([
    ['broken JSON', '{"method":', { error: { code: 3 }, id: null }],
    ['no method', { id: 3 }, { error: { code: 2 }, id: 3 }],
    ['unknown method', { method: 'FOO', params: [], id: 4 }, { error: { code: 2 }, id: 4 }],
    ['bad id', { method: 'SUBSCRIBE', params: [depth], id: 'x'.repeat(37) }, { error: { code: 2 }, id: null }],
    ['fractional id', { method: 'SUBSCRIBE', params: [depth], id: 1.5 }, { error: { code: 2 }, id: null }],
    ['unknown property', { method: 'SET_PROPERTY', params: ['foo', true], id: 5 }, { error: { code: 0 }, id: 5 }],
    ['wrong value', { method: 'SET_PROPERTY', params: ['combined', 'x'], id: 6 }, { error: { code: 1 }, id: 6 }],
    ['property no text', { method: 'GET_PROPERTY', params: [1], id: 7 }, { error: { code: 2 }, id: 7 }],
    ['too many', { method: 'GET_PROPERTY', params: ['combined', 1], id: 8 }, { error: { code: 2 }, id: 8 }],
    ['stream no text', { method: 'SUBSCRIBE', params: [1], id: 9 }, { error: { code: 2 }, id: 9 }],
  ])('answers %s with a nested error', async (_name, frame, expected) => {
    const { binance } = await runSimulator()
    const client = await connect(`${binance}/ws`)
    client.send(frame)
    expect(await client.next(({ error }) => error !== undefined)).toMatchObject(expected)
    expect(client.closed).toBeUndefined()
  })
})

describe('binance connection limits', () => {
  it('closes with 1008 at the sixth client frame in a second, whatever its kind', async () => {
    const { binance } = await runSimulator()
    const client = await connect(`${binance}/ws`)
    client.send({ method: 'SUBSCRIBE', params: [depth], id: 1 })
    client.send({ method: 'LIST_SUBSCRIPTIONS', id: 2 })
    client.socket.ping()
    client.socket.pong()
    client.send({ method: 'LIST_SUBSCRIPTIONS', id: 3 })
    await client.next(({ id }) => id === 3)
    expect(client.closed).toBeUndefined()
    client.send({ method: 'LIST_SUBSCRIPTIONS', id: 4 })
    expect(await client.ended()).toEqual({ code: 1008, reason: 'Too many requests' })
  })

  it('refuses stream 1025 and drops the connection', async () => {
    const { binance } = await runSimulator()
    const client = await connect(`${binance}/ws`)
    client.send({ method: 'SUBSCRIBE', params: Array.from({ length: 1024 }, (_, i) => `s${i}@depth`), id: 1 })
    await client.next(({ id }) => id === 1)
    client.send({ method: 'SUBSCRIBE', params: ['onemore@depth'], id: 19 })
    expect(await client.next(({ id }) => id === 19)).toEqual({
      error: { code: 4, msg: 'Too many subscriptions' },
      id: 19,
    })
    expect((await client.ended()).code).toBe(1008)
  })

  it('pings with a payload, lives on pongs with the same payload, ends without them', async () => {
    const { binance, simulator } = await runSimulator({
      limits: { binance: { pingIntervalMs: 200, pongTimeoutMs: 600 } },
    })
    const good = await connect(`${binance}/ws/${depth}`)
    const payloads: string[] = []
    good.socket.on('ping', data => payloads.push(data.toString()))
    const bad = await connect(`${binance}/ws/${depth}`, { autoPong: false })
    // Unsolicited pongs do not keep a connection alive.
    const timer = setInterval(() => {
      if (bad.socket.readyState === bad.socket.OPEN) bad.socket.pong()
    }, 350)
    onTestFinished(() => {
      clearInterval(timer)
    })
    await bad.ended()
    expect(venueOf({ simulator }, 'binance').faults.counters.closes['no pong']).toBe(1)
    expect(good.closed).toBeUndefined()
    expect(payloads.length).toBeGreaterThanOrEqual(2)
    expect(payloads[0]).not.toBe('')
  })

  it('announces and ends a connection at its age, raw and combined', async () => {
    const { binance } = await runSimulator({
      limits: { binance: { connectionLifetimeMs: 900, shutdownNoticeMs: 500 } },
    })
    const raw = await connect(`${binance}/ws/${depth}`)
    const combined = await connect(`${binance}/stream?streams=${depth}`)
    expect(Object.keys(await raw.next(({ e }) => e === 'serverShutdown'))).toEqual(['e', 'E'])
    expect(await combined.next(({ stream }) => stream === '!serverShutdown')).toMatchObject({
      data: { e: 'serverShutdown' },
    })
    await raw.ended()
    await combined.ended()
  })

  it('refuses connection attempts over the limit, long URLs and other paths', async () => {
    const { binance } = await runSimulator({ limits: { binance: { connectsPerWindow: 2 } } })
    await connect(`${binance}/ws`)
    await connect(`${binance}/ws`)
    expect(await refusedStatus(`${binance}/ws`)).toBe(429)
    expect(await refusedStatus(`${binance}/stream?streams=${'x'.repeat(8001)}`)).toBe(414)
    expect(await refusedStatus(`${binance}/other`)).toBe(404)
  })
})

describe('binance REST', () => {
  it.each([
    ['ping', '{}', 1],
    ['time', undefined, 1],
    ['exchangeInfo', undefined, 20],
    ['depth?symbol=BTCUSDT', undefined, 5],
    ['depth?symbol=BTCUSDT&limit=101', undefined, 25],
    ['depth?symbol=BTCUSDT&limit=1000', undefined, 50],
    ['depth?symbol=BTCUSDT&limit=9999', undefined, 250],
    ['ticker/bookTicker?symbol=BTCUSDT', undefined, 2],
    ['ticker/bookTicker', undefined, 4],
  ])('%s weighs as documented', async (path, text, weight) => {
    const { binance } = await runSimulator()
    const answer = await get(`${binance}/api/v3/${path}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-mbx-used-weight-1m')).toBe(String(weight))
    if (text !== undefined) expect(answer.text).toBe(text)
  })

  it.each([
    ['depth', -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."],
    ['depth?symbol=NOPEUSDT', -1121, 'Invalid symbol.'],
    [
      'depth?symbol=btcusdt',
      -1100,
      "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
    ],
    [
      'depth?symbol=BTCUSDT&limit=x',
      -1100,
      "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.",
    ],
    ['depth?symbol=BTCUSDT&symbolStatus=HALT', -1220, undefined],
    ['exchangeInfo?symbol=NOPE', -1121, 'Invalid symbol.'],
    ['exchangeInfo?symbols=[BTC]', -1100, undefined],
  ])('%s is refused with %i', async (path, code, msg) => {
    const { binance } = await runSimulator()
    const answer = await get(`${binance}/api/v3/${path}`)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject(msg === undefined ? { code } : { code, msg })
  })

  it('tells the symbols and their filters', async () => {
    const { binance } = await runSimulator({ unlisted: ['binance:ETH-USDT'] })
    const { body } = await get(`${binance}/api/v3/exchangeInfo`)
    expect(body.symbols.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'XRPUSDT'])
    expect(body.symbols[0]).toMatchObject({ status: 'TRADING', baseAsset: 'BTC', quoteAsset: 'USDT' })
    const { filters } = body.symbols[0]!
    expect(filters.find(({ filterType }) => filterType === 'PRICE_FILTER')).toMatchObject({ tickSize: '0.01000000' })
    expect(filters.find(({ filterType }) => filterType === 'LOT_SIZE')).toMatchObject({ stepSize: '0.00001000' })
    expect(body.rateLimits[0]).toEqual({
      rateLimitType: 'REQUEST_WEIGHT',
      interval: 'MINUTE',
      intervalNum: 1,
      limit: 6000,
    })
    const one = await get(`${binance}/api/v3/exchangeInfo?symbols=["XRPUSDT"]`)
    expect(one.body.symbols).toHaveLength(1)
  })

  it('cuts the book to the limit and can lag behind the stream', async () => {
    const { binance, control } = await runSimulator()
    const five = await get(`${binance}/api/v3/depth?symbol=BTCUSDT&limit=5`)
    expect(five.body.bids).toHaveLength(5)
    const truth = await get(`${control}/truth/binance/BTC-USDT?sequence=${five.body.lastUpdateId}&levels=5`)
    expect(five.body.bids).toEqual(truth.body.bids)
    expect(five.body.asks).toEqual(truth.body.asks)
    await post(`${control}/knobs`, { snapshotLagIds: 50 })
    const lagging = await get(`${binance}/api/v3/depth?symbol=BTCUSDT`)
    const now = await get(`${control}/truth/binance/BTC-USDT/latest`)
    expect(now.body.sequence - lagging.body.lastUpdateId).toBeGreaterThanOrEqual(50)
    await post(`${control}/knobs`, { snapshotLagIds: 0, snapshotLagMs: 60_000 })
    const older = await get(`${binance}/api/v3/depth?symbol=BTCUSDT`)
    expect(older.body.lastUpdateId).toBeLessThanOrEqual(lagging.body.lastUpdateId)
  })

  it('answers 429 over the weight, 418 to who goes on, and forgets in the next minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    vi.setSystemTime(1_800_000_000_000 + 30_000)
    const { binance, control } = await runSimulator({ limits: { binance: { weightPerMinute: 100, banMs: 20_000 } } })
    for (let i = 0; i < 20; i++) expect((await get(`${binance}/api/v3/depth?symbol=BTCUSDT`)).status).toBe(200)
    const limited = await get(`${binance}/api/v3/ping`)
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBe('30')
    expect(limited.body).toEqual({
      code: -1003,
      msg: 'Too much request weight used; current limit is 100 request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.',
    })
    vi.setSystemTime(1_800_000_000_000 + 60_000)
    expect((await get(`${binance}/api/v3/ping`)).status).toBe(200)
    for (let i = 0; i < 6; i++) await get(`${binance}/api/v3/exchangeInfo`)
    let banned = await get(`${binance}/api/v3/ping`)
    for (let i = 0; i < 20 && banned.status === 429; i++) banned = await get(`${binance}/api/v3/ping`)
    expect(banned.status).toBe(418)
    expect(banned.headers.get('retry-after')).toBe('20')
    expect(banned.body.msg).toBe(
      `Way too much request weight used; IP banned until ${1_800_000_000_000 + 80_000}. Please use WebSocket Streams for live updates to avoid bans.`,
    )
    expect(await refusedStatus(`${binance}/ws`)).toBe(418)
    const counters = (await get(`${control}/counters`)).body.binance
    expect(counters['bans']).toBe(1)
    expect(counters['weightPeak']).toBeGreaterThan(100)
    vi.setSystemTime(1_800_000_000_000 + 125_000)
    expect((await get(`${binance}/api/v3/ping`)).status).toBe(200)
  })
})
