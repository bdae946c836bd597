import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import { connectGate, path, runGate, type GateFrame } from './gateio-harness.ts'
import { connect, refusedStatus, soon } from './simulator-harness.ts'

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
