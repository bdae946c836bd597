import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import { tickerMessage } from '../src/gateio/payloads.ts'
import type { Instrument } from '../src/market/instruments.ts'
import { MatchingBook } from '../src/market/matching-book.ts'
import { connectGate, path, runGate, type GateFrame } from './gateio-harness.ts'
import { connect, get, refusedStatus, soon } from './simulator-harness.ts'

const hex = (length: number): unknown => expect.stringMatching(new RegExp(`^[0-9a-f]{${String(length)}}$`)) as unknown
const isFull = ({ channel, result }: GateFrame): boolean => channel === 'spot.obu' && result.full === true
const isDelta = ({ channel, result }: GateFrame): boolean => channel === 'spot.obu' && result.U !== undefined

describe('gate doors', () => {
  it('there is one path, with the slash', async () => {
    const running = await runGate()
    await connectGate(running)
    for (const other of ['/ws/v4', '/ws/v4/x', '/v4/ws/spot', '/'])
      expect(await refusedStatus(running.gateio + other)).toBe(404)
  })

  it('lets so many in from one address, and another one when one has left', async () => {
    const running = await runGate({ limits: { gateio: { openPerIp: 1 } } })
    const first = await connect(running.gateio + path)
    expect(await refusedStatus(running.gateio + path)).toBe(429)
    first.socket.close()
    await first.ended()
    await eventually(async () => (await connect(running.gateio + path).catch(() => undefined)) !== undefined)
  })

  it('ends a connection without subscription that says nothing', async () => {
    const running = await runGate({ limits: { gateio: { idleMs: 1_000 } } })
    const [idle, subscribed, pinging, bare] = await Promise.all(Array.from({ length: 4 }, () => connectGate(running)))
    subscribed!.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50'])
    const timer = setInterval(() => {
      pinging!.send({ time: 1, channel: 'spot.ping' })
      bare!.pingSocket()
    }, 100)
    try {
      expect(await idle!.ended()).toEqual({ code: 1006, reason: '' })
      expect([subscribed, pinging, bare].map(client => client!.isClosed)).toEqual([false, false, false])
    } finally {
      clearInterval(timer)
    }
  })

  it.each([false, true])('tells of the end of a connection (in an envelope: %s)', async upgradeInEnvelope => {
    const running = await runGate()
    running.knobs['upgradeInEnvelope'] = upgradeInEnvelope
    const client = await connectGate(running)
    running.simulator.inject({ venue: 'gateio', kind: 'shutdown', delayMs: 50 })
    const notice = await client.next(frame => frame.type === 'upgrade' || frame.channel === 'spot.system')
    expect(notice).toMatchObject(upgradeInEnvelope ? { result: { type: 'upgrade' } } : { type: 'upgrade' })
    expect((await client.ended()).code).toBe(1006)
  })
})

describe('gate control frames', () => {
  it('answers once for the whole payload', async () => {
    const client = await connectGate(await runGate())
    const payload = ['ob.BTC_USDT.50', 'ob.ETH_USDT.400']
    client.ask('subscribe', 'spot.obu', payload, 7)
    const answer = await client.answer(7)
    expect(answer).toEqual({
      time: expect.any(Number) as unknown,
      time_ms: expect.any(Number) as unknown,
      id: 7,
      conn_id: hex(16),
      trace_id: hex(32),
      channel: 'spot.obu',
      event: 'subscribe',
      payload,
      result: { status: 'success' },
      requestId: hex(32),
    })
    expect(Object.keys(answer)).toEqual(
      'time,time_ms,id,conn_id,trace_id,channel,event,payload,result,requestId'.split(','),
    )
    await eventually(() => new Set(client.pushes('spot.obu').map(({ s }) => s)).size === 2)
  })

  it.each([
    ['spot.book_ticker', ['NOPE_USDT', 'ETH_USDT'], 'unknown currency pair: NOPE_USDT'],
    ['spot.book_ticker', ['ETH_USDT', 'XRP_USDT'], 'unknown currency pair: XRP_USDT'],
    ['spot.obu', ['ob.ETH_USDT.50', 'ob.XRP_USDT.50'], 'unknown currency pair: XRP_USDT'],
    ['spot.order_book_update', ['XRP_USDT', '100ms'], 'unknown currency pair: XRP_USDT'],
    ['spot.obu', ['ob.ETH_USDT.30'], 'provided level not supported: 30'],
    ['spot.obu', ['ob.ETH_USDT.50', 'ob.BTC_USDT.50'], 'Alert sub ob.BTC_USDT.50'],
    ['spot.obu', ['ob.ETH_USDT.50', 'ob.ETH_USDT.50'], 'Alert sub ob.ETH_USDT.50'],
    ['spot.nonsense', ['ETH_USDT'], 'Unknown channel spot.nonsense'],
    ['spot.order_book_update', ['ETH_USDT', '1000ms'], 'invalid argument: interval 1000ms'],
    ['spot.order_book_update', ['ETH_USDT'], 'invalid argument: pair and interval expected'],
    ['spot.obu', ['ETH_USDT'], 'invalid argument: ETH_USDT'],
    ['spot.obu', [], 'invalid argument: payload'],
  ])('%s %j is refused as a whole: %s', async (channel, payload, message) => {
    // XRP is listed, and refused when subscribed.
    const running = await runGate({ unstreamed: ['gateio:XRP-USDT'] })
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50'], 1)
    client.ask('subscribe', channel, payload, 2)
    expect(await client.answer(2)).toMatchObject({
      channel,
      payload,
      error: { code: 2, message },
      result: { status: 'fail' },
    })
    // The one that ran still runs, and nothing of the refused request does.
    const seen = client.frames.length
    await client.next(frame => isDelta(frame) && frame.result.s === 'ob.BTC_USDT.50', seen)
    const names = client.frames.flatMap(({ event, result }) => (event === 'update' ? [result.s] : []))
    expect(new Set(names)).toEqual(new Set(['ob.BTC_USDT.50']))
  })

  it('refuses what is no JSON with code 1, and a request of another time; the socket stays open', async () => {
    const client = await connectGate(await runGate())
    client.send('hello')
    expect((await client.next(({ error }) => error?.code === 1)).error?.message).toBe(
      'request message need json scheme',
    )
    for (const [id, time] of [Math.floor(Date.now() / 1000) - 120, undefined, 'now'].entries()) {
      client.send({ time, id, channel: 'spot.obu', event: 'subscribe', payload: ['ob.BTC_USDT.50'] })
      expect((await client.answer(id)).error?.code).toBe(2)
    }
    client.send({ time: 5, channel: 'spot.ping' })
    const pong = await client.next(({ channel }) => channel === 'spot.pong')
    expect(pong).toMatchObject({ event: '', result: null, conn_id: hex(16) })
  })

  it('acknowledges unknown streams of spot.obu and stays silent when told so', async () => {
    const running = await runGate({ unstreamed: ['gateio:XRP-USDT'] })
    running.knobs['unknownStreamsAcknowledged'] = true
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.obu', ['ob.NOPE_USDT.50', 'ob.XRP_USDT.50', 'ob.BTC_USDT.50'], 1)
    expect((await client.answer(1)).error).toBeUndefined()
    await eventually(() => client.pushes('spot.obu').length > 3)
    expect(new Set(client.pushes('spot.obu').map(({ s }) => s))).toEqual(new Set(['ob.BTC_USDT.50']))
    client.ask('subscribe', 'spot.book_ticker', ['XRP_USDT'], 2)
    expect((await client.answer(2)).error?.message).toBe('unknown currency pair: XRP_USDT')
  })

  it.each([false, true])('the first book comes before the acknowledgement: %s', async snapshotBeforeAck => {
    const running = await runGate()
    running.knobs['snapshotBeforeAck'] = snapshotBeforeAck
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50'], 1)
    await client.next(isFull)
    await client.answer(1)
    const [book, answer] = [client.frames.findIndex(isFull), client.frames.findIndex(({ id }) => id === 1)]
    expect(book < answer).toBe(snapshotBeforeAck)
  })

  it('after unsubscribe and subscribe there is a fresh book; another stream runs on meanwhile', async () => {
    const running = await runGate()
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50', 'ob.ETH_USDT.50'], 1)
    await client.next(isDelta)
    client.ask('unsubscribe', 'spot.obu', ['ob.BTC_USDT.50'], 2)
    expect((await client.answer(2)).result.status).toBe('success')
    const seen = client.frames.length
    await client.next(frame => isDelta(frame) && frame.result.s === 'ob.ETH_USDT.50', seen)
    const told = client.pushes('spot.obu', 'ob.BTC_USDT.50').at(-1)!.u
    const latest = await soon(() => {
      const truth = running.simulator.truth({ venue: 'gateio', symbol: 'BTC-USDT' })
      return truth!.sequence > told ? truth!.sequence : undefined
    })
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50'], 3)
    await client.answer(3)
    const book = await client.next(frame => isFull(frame) && frame.result.s === 'ob.BTC_USDT.50', seen)
    expect(book.result.u).toBeGreaterThanOrEqual(latest)
    const between = client.frames.slice(seen, client.frames.indexOf(book))
    expect(between.some(({ result }) => result.s === 'ob.BTC_USDT.50')).toBe(false)
  })
})

describe('spot.obu', () => {
  it.each([50, 400])('level %i: a full book, then deltas whose ids join', async level => {
    const client = await connectGate(await runGate({ eventsPerSecond: 300 }))
    const name = `ob.BTC_USDT.${String(level)}`
    client.ask('subscribe', 'spot.obu', [name])
    const pushes = await soon(() => {
      const found = client.pushes('spot.obu', name)
      return found.length >= 25 ? found : undefined
    }, { timeoutMs: 10_000 }) // prettier-ignore
    const [first, ...rest] = pushes
    expect(first).toMatchObject({ full: true })
    expect(first).not.toHaveProperty('U')
    expect(first!.b!.length).toBeLessThanOrEqual(level)
    const descending = [...first!.b!].sort((left, right) => Number(right[0]) - Number(left[0]))
    expect(first!.b).toEqual(descending)
    let last = first!.u
    for (const { U, u, full } of rest) {
      expect(full).toBeUndefined()
      expect(U).toBe(last + 1)
      last = u
    }
    const texts = client.texts.filter(text => text.includes('spot.obu') && text.includes('"U"'))
    expect(texts.join('')).not.toMatch(/"\d+\.\d*0"|\[\]/) // Trimmed decimals; sides without change are left out.
    expect(texts.join('')).not.toContain('"full"')
    expect(Object.keys(JSON.parse(texts[0]!) as object)).toEqual(['channel', 'result', 'time_ms', 'event'])
    // Levels come in the order they were touched.
    const sorted = rest.every(({ b = [] }) =>
      b.every(([price], at) => at === 0 || Number(price) < Number(b[at - 1]![0])),
    )
    expect(sorted).toBe(false)
  })

  it('moves the id without levels when only hidden ones changed', async () => {
    const client = await connectGate(await runGate({ eventsPerSecond: 30 }))
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50'])
    const hidden = await client.next(
      ({ channel, result }) => channel === 'spot.obu' && result.U !== undefined && !result.b && !result.a,
    )
    expect(hidden.result.u).toBeGreaterThanOrEqual(hidden.result.U!)
  })

  it('sends a full book of itself every so many frames when told so', async () => {
    const running = await runGate()
    running.knobs['fullEveryFrames'] = 4
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50'])
    const pushes = await soon(() => {
      const found = client.pushes('spot.obu')
      return found.length >= 9 ? found.slice(0, 9) : undefined
    }, { timeoutMs: 8000 }) // prettier-ignore
    expect(pushes.map(({ full }) => full === true)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1].map(Boolean))
  })

  it('a restart is a full book to all who follow that pair; ids go on', async () => {
    const running = await runGate()
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50', 'ob.ETH_USDT.50'])
    client.ask('subscribe', 'spot.order_book_update', ['BTC_USDT', '100ms'])
    const { result: before } = await client.next(frame => isDelta(frame) && frame.result.s === 'ob.BTC_USDT.50')
    const seen = client.frames.length
    running.simulator.inject({ venue: 'gateio', kind: 'restart', symbol: 'BTC-USDT' })
    const { result: after } = await client.next(isFull, seen)
    expect(after.s).toBe('ob.BTC_USDT.50')
    expect(after.u).toBeGreaterThanOrEqual(before.u)
    const updates = await client.next(
      ({ channel, result }) => channel === 'spot.order_book_update' && result.full === true,
    )
    expect(updates.result).toMatchObject({ s: 'BTC_USDT', l: '100', u: after.u })
    const next = await client.next(
      frame => isDelta(frame) && frame.result.s === 'ob.BTC_USDT.50',
      client.frames.findIndex(({ result }) => result === after),
    )
    expect(next.result.U).toBe(after.u + 1)
  })
})

describe('spot.order_book_update', () => {
  it.each([
    ['20ms', 20],
    ['100ms', 100],
  ])('%s: updates of %i levels whose ids join', async (interval, window) => {
    const client = await connectGate(await runGate({ eventsPerSecond: 200 }))
    client.ask('subscribe', 'spot.order_book_update', ['BTC_USDT', interval])
    const pushes = await soon(() => {
      const found = client.pushes('spot.order_book_update', 'BTC_USDT')
      return found.length >= 10 ? found : undefined
    }, { timeoutMs: 10_000 }) // prettier-ignore
    for (const [at, push] of pushes.entries()) {
      expect(push).toMatchObject({ l: String(window), e: 'depthUpdate', E: Math.floor(push.t / 1000) })
      expect(push).not.toHaveProperty('full')
      if (at > 0) expect(push.U).toBe(pushes[at - 1]!.u + 1)
    }
  })

  it.each([
    [1, undefined],
    [2, true],
  ])('begins with the whole book when told so (%i)', async (updatesOpenWith, full) => {
    const running = await runGate()
    running.knobs['updatesOpenWith'] = updatesOpenWith
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.order_book_update', ['BTC_USDT', '100ms'])
    const pushes = await soon(() => {
      const found = client.pushes('spot.order_book_update')
      return found.length >= 2 ? found : undefined
    }, { timeoutMs: 8000 }) // prettier-ignore
    expect(pushes[0]!.full).toBe(full)
    expect(pushes[0]!.U).toBe(pushes[0]!.u)
    expect([pushes[0]!.b!.length, pushes[0]!.a!.length]).toEqual([100, 100])
    expect(pushes[1]!.U).toBe(pushes[0]!.u + 1)
  })
})

describe('spot.book_ticker', () => {
  it('is the top of the book at its own id, and comes when it changes', async () => {
    const running = await runGate({ eventsPerSecond: 80 })
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.book_ticker', ['BTC_USDT', 'ETH_USDT'])
    await eventually(() => client.pushes('spot.book_ticker').length >= 30, { timeoutMs: 10_000 })
    const tickers = client.pushes('spot.book_ticker') as unknown as Readonly<Record<string, string>>[]
    const previous = new Map<string, unknown>()
    for (const { s, u, b, B, a, A } of tickers) {
      const truth = running.simulator.truth({
        venue: 'gateio',
        symbol: s!.replace('_', '-'),
        sequence: Number(u),
        levels: 1,
      })
      expect([truth!.bids[0], truth!.asks[0]]).toEqual([[b, B], [a, A]]) // prettier-ignore
      expect([b, B, a, A]).not.toEqual(previous.get(s!))
      previous.set(s!, [b, B, a, A])
    }
  })

  it('writes an empty side as empty texts', () => {
    const book = new MatchingBook({ firstId: 1, firstTradeId: 1, maxChanges: 1024 })
    book.place(true, 100, 50, 1)
    const instrument = { native: 'A_B', priceDecimals: 1, quantityDecimals: 1 } as Instrument
    const message = tickerMessage({ instrument, book }, { nowMs: 2_000, engineMs: 1 })
    expect(JSON.parse(message)).toMatchObject({ result: { t: 1, u: 2, s: 'A_B', b: '10', B: '5', a: '', A: '' } })
  })
})

describe('gate REST', () => {
  const api = '/api/v4'
  interface Book {
    readonly id?: number
    readonly current: number
    readonly update: number
    readonly bids: readonly unknown[]
    readonly asks: readonly unknown[]
  }

  it('the order book: 10 levels and no id unless asked for', async () => {
    const { gateio } = await runGate()
    const usual = (await get(`${gateio}${api}/spot/order_book?currency_pair=BTC_USDT`)).body as unknown as Book
    expect(Object.keys(usual)).toEqual(['current', 'update', 'asks', 'bids'])
    expect([usual.asks.length, usual.bids.length]).toEqual([10, 10])
    const { body } = await get(`${gateio}${api}/spot/order_book?currency_pair=BTC_USDT&limit=100&with_id=true`)
    expect(Object.keys(body)).toEqual(['id', 'current', 'update', 'asks', 'bids'])
    expect(body.asks).toHaveLength(100)
  })

  it('answers of the past: its book is that of its id, which the streams have left behind', async () => {
    const running = await runGate({ eventsPerSecond: 200 })
    running.knobs['bookAgeMs'] = 800
    running.knobs['deepBookAgeMs'] = 5
    const client = await connectGate(running)
    client.ask('subscribe', 'spot.obu', ['ob.BTC_USDT.50'])
    await client.next(isDelta)
    const url = `${running.gateio}${api}/spot/order_book?currency_pair=BTC_USDT&with_id=true`
    await soon(async () => {
      const newest = client.pushes('spot.obu').at(-1)!.u
      const old = (await get(`${url}&limit=100`)).body as unknown as Book
      const deep = (await get(`${url}&limit=400`)).body as unknown as Book
      const truth = running.simulator.truth({ venue: 'gateio', symbol: 'BTC-USDT', sequence: old.id, depth: 100 })
      expect({ bids: old.bids, asks: old.asks }).toEqual({ bids: truth!.bids, asks: truth!.asks })
      return (old.id! < newest && deep.id! > old.id! && deep.current > old.current) || undefined
    })
  })

  it('lists pairs in decimals, one by name, and tickers with sizes only for one', async () => {
    const { gateio } = await runGate({ unstreamed: ['gateio:XRP-USDT'] })
    const all = (await get(`${gateio}${api}/spot/currency_pairs`)).body as unknown as { id: string }[]
    expect(all.map(({ id }) => id)).toEqual(['BTC_USDT', 'ETH_USDT', 'XRP_USDT'])
    expect((await get(`${gateio}${api}/spot/currency_pairs/BTC_USDT`)).body).toEqual(all[0])
    expect(all[0]).toMatchObject({
      base: 'BTC',
      quote: 'USDT',
      precision: 1,
      amount_precision: expect.any(Number) as unknown,
      trade_status: 'tradable',
      delisting_time: 0,
      type: 'normal',
    })
    const tickers = (await get(`${gateio}${api}/spot/tickers`)).body as unknown as object[]
    expect(tickers).toHaveLength(3)
    expect(tickers[0]).not.toHaveProperty('lowest_size')
    const one = (await get(`${gateio}${api}/spot/tickers?currency_pair=BTC_USDT`)).body as unknown as object[]
    expect(one[0]).toMatchObject({ currency_pair: 'BTC_USDT', lowest_size: expect.any(String) as unknown })
    const currencies = (await get(`${gateio}${api}/spot/currencies`)).body as unknown as { currency: string }[]
    expect(currencies.map(({ currency }) => currency)).toEqual(['BTC', 'USDT', 'ETH', 'XRP'])
    expect(await get(`${gateio}${api}/spot/time`)).toMatchObject({
      body: { server_time: expect.any(Number) as unknown },
    })
  })

  it.each([
    ['/spot/order_book', 400, 'MISSING_REQUIRED_PARAM'],
    ['/spot/order_book?currency_pair=NOPE_USDT', 400, 'INVALID_CURRENCY_PAIR'],
    ['/spot/order_book?currency_pair=BTC_USDT&limit=0', 400, 'INVALID_PARAM_VALUE'],
    ['/spot/order_book?currency_pair=BTC_USDT&limit=x', 400, 'INVALID_PARAM_VALUE'],
    ['/spot/currency_pairs/NOPE_USDT', 400, 'INVALID_CURRENCY_PAIR'],
    ['/spot/tickers?currency_pair=NOPE_USDT', 400, 'INVALID_CURRENCY_PAIR'],
    ['/spot/nothing', 404, 'NOT_FOUND'],
  ])('%s is %i %s', async (rest, status, label) => {
    const { gateio } = await runGate()
    const answer = await get(gateio + api + rest)
    expect([answer.status, answer.body]).toEqual([status, { label, message: expect.any(String) as unknown }])
  })

  it('counts each endpoint by itself, says so in headers, and refuses what is too much', async () => {
    const { gateio } = await runGate({ limits: { gateio: { requestsPerWindow: 3 } } })
    const left: (string | null)[] = []
    for (let i = 0; i < 3; i++) {
      const { status, headers } = await get(`${gateio}${api}/spot/time`)
      expect(status).toBe(200)
      expect(headers.get('x-gate-ratelimit-limit')).toBe('3')
      expect(Number(headers.get('x-gate-ratelimit-reset-timestamp'))).toBeGreaterThan(1.7e9)
      expect(headers.get('x-gate-trace-id')).toEqual(hex(32))
      left.push(headers.get('x-gate-ratelimit-requests-remain'))
    }
    expect(left).toEqual(['2', '1', '0'])
    const refused = await get(`${gateio}${api}/spot/time`)
    expect([refused.status, refused.body]).toEqual([
      429,
      { label: 'TOO_MANY_REQUESTS', message: 'Request Rate Limit Exceeded' },
    ])
    expect((await get(`${gateio}${api}/spot/currency_pairs`)).status).toBe(200)
  })
})
