import { eventually } from '@screener/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { argsOf, connectOkx, runOkx as run, type OkxClient } from './okx-client.ts'
import { get, post, refusedStatus, venueOf } from './simulator-harness.ts'

/** Sends what is answered, then a ping: when its pong is here, so is everything before it. */
const settled = async (client: OkxClient): Promise<void> => {
  const before = client.texts.filter(text => text === 'pong').length
  client.send('ping')
  await eventually(() => client.texts.filter(text => text === 'pong').length > before)
}

describe('okx control frames', () => {
  it('answers the text ping with the text pong', async () => {
    const { okx } = await run()
    const client = await connectOkx(okx)
    client.send('ping')
    await eventually(() => client.texts.length > 0)
    expect(client.texts).toEqual(['pong'])
  })

  it('acknowledges each arg by itself, with the id that was sent', async () => {
    const { okx } = await run({ eventsPerSecond: 0 })
    const client = await connectOkx(okx)
    client.subscribe(['books', 'bbo-tbt'], { id: '1512' })
    await settled(client)
    const acks = client.told().filter(({ event }) => event !== undefined)
    const connId = acks[0]?.connId
    expect(connId).toMatch(/^[0-9a-f]{8}$/)
    expect(acks).toEqual([
      { id: '1512', event: 'subscribe', arg: { channel: 'books', instId: 'BTC-USDT' }, connId },
      { id: '1512', event: 'subscribe', arg: { channel: 'bbo-tbt', instId: 'BTC-USDT' }, connId },
    ])
    expect(client.texts[0]).toMatch(/^\{"id":"1512","event":"subscribe","arg":\{"channel":"books",/)
    client.send({ op: 'unsubscribe', args: argsOf(['books']) })
    await settled(client)
    expect(client.told().find(({ event }) => event === 'unsubscribe')).toEqual({
      event: 'unsubscribe',
      arg: { channel: 'books', instId: 'BTC-USDT' },
      connId,
    })
  })

  it('a second subscription of the same is acknowledged and changes nothing', async () => {
    const { okx } = await run({ eventsPerSecond: 0 })
    const client = await connectOkx(okx)
    client.subscribe(['books'])
    client.subscribe(['books'])
    await settled(client)
    expect(client.told().filter(({ event }) => event === 'subscribe')).toHaveLength(2)
    expect(client.of('books')).toHaveLength(1)
  })

  it('after an unsubscription nothing more comes, and a new one begins with a snapshot', async () => {
    const { okx } = await run({ eventsPerSecond: 200 })
    const client = await connectOkx(okx)
    client.subscribe(['books'])
    await client.count('books', 2)
    client.send({ op: 'unsubscribe', args: argsOf(['books']) })
    await client.next(frame => (frame as { event?: string }).event === 'unsubscribe')
    const held = client.of('books').length
    client.subscribe(['books5'])
    await client.count('books5', 4)
    expect(client.of('books')).toHaveLength(held)
    client.subscribe(['books'])
    expect((await client.count('books', held + 1)).at(held)).toMatchObject({ action: 'snapshot' })
  })

  const text60018 = (channel: string, instId: string): string =>
    `Wrong URL or channel:${channel},instId:${instId} doesn't exist. Please use the correct URL, channel and parameters referring to API document.`

  it.each([
    ['an unknown symbol', { channel: 'books', instId: 'FOO-USDT' }],
    ['a symbol that the venue refuses', { channel: 'books', instId: 'XRP-USDT' }],
    ['an unknown channel', { channel: 'books7', instId: 'BTC-USDT' }],
    ['a channel of another address', { channel: 'candle1m', instId: 'BTC-USDT' }],
    ['a lower-case symbol', { channel: 'books', instId: 'eth-usdt' }],
  ])('refuses %s without naming the arg, and serves the others', async (_name, bad) => {
    const { okx } = await run({ eventsPerSecond: 0, unstreamed: ['okx:XRP-USDT'] })
    const client = await connectOkx(okx)
    client.send({ id: '7', op: 'subscribe', args: [bad, ...argsOf(['bbo-tbt'])] })
    await client.count('bbo-tbt', 1)
    const { connId } = client.told().find(({ event }) => event === 'subscribe')!
    expect(client.told().filter(({ event }) => event === 'error')).toEqual([
      { id: '7', event: 'error', code: '60018', msg: text60018(bad.channel, bad.instId), connId },
    ])
    expect(client.closed).toBeUndefined()
  })

  it.each(['/ws/v5/private', '/ws/v5/business'])('%s has none of these channels', async path => {
    const { okx } = await run()
    const client = await connectOkx(okx, path)
    client.subscribe(['books'])
    expect(await client.error('60018')).toMatchObject({ event: 'error', msg: text60018('books', 'BTC-USDT') })
  })

  it.each([
    ['no JSON', 'subscribe books', '60012'],
    ['no object', '5', '60012'],
    ['null', 'null', '60012'],
    ['misspelled args', '{"op":"subscribe","argss":[]}', '60012'],
    ['args that are no objects', '{"op":"subscribe","args":["books"]}', '60012'],
    ['no op', '{"args":[]}', '60012'],
    ['an unknown op', '{"op":"hello","args":[]}', '60019'],
    ['an id with a hyphen', '{"id":"a-1","op":"subscribe","args":[]}', '60013'],
    ['an id of 33', `{"id":"${'1'.repeat(33)}","op":"subscribe","args":[]}`, '60013'],
    ['levels by tick without login', JSON.stringify({ op: 'subscribe', args: argsOf(['books-l2-tbt']) }), '60011'],
  ])('refuses %s', async (_name, text, code) => {
    const { okx } = await run()
    const client = await connectOkx(okx)
    client.send(text)
    const error = await client.error(code)
    expect(error.event).toBe('error')
    if (code === '60012') expect(error.msg).toBe(`Invalid request: ${text}`)
    expect(client.closed).toBeUndefined()
  })

  it('takes so many requests an hour and connection, then drops them with 60014', async () => {
    const { okx, simulator } = await run({ okx: { controlFramesPerHour: 3 }, eventsPerSecond: 0 })
    const client = await connectOkx(okx)
    for (const id of ['1', '2', '3', '4']) client.subscribe(['bbo-tbt', 'books5'], { id })
    expect(await client.error('60014')).toMatchObject({ id: '4', event: 'error' })
    expect(client.told().filter(({ event }) => event === 'subscribe')).toHaveLength(6)
    client.send('ping')
    await eventually(() => client.texts.includes('pong'))
    expect(venueOf({ simulator }, 'okx').faults.counters.controlErrors).toEqual({ '60014': 1 })
    const other = await connectOkx(okx)
    other.subscribe(['bbo-tbt'])
    await other.count('bbo-tbt', 1)
  })

  it('takes so many bytes of args on a connection', async () => {
    const { okx } = await run({ okx: { argsBytes: 100 }, eventsPerSecond: 0 })
    const client = await connectOkx(okx)
    client.subscribe(['books', 'bbo-tbt'])
    await client.count('bbo-tbt', 1)
    client.subscribe(['books5'])
    expect(await client.error('60013')).toMatchObject({ event: 'error' })
    client.send({ op: 'unsubscribe', args: argsOf(['books']) })
    client.subscribe(['books5'])
    await client.count('books5', 1)
  })
})

describe('okx connections', () => {
  it('has three addresses, and so many connects a second', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { okx } = await run({ okx: { connectsPerSecond: 3 } })
    expect(await refusedStatus(`${okx}/ws/v5/spot`)).toBe(404)
    for (const path of ['public', 'private', 'business']) await connectOkx(okx, `/ws/v5/${path}`)
    expect(await refusedStatus(`${okx}/ws/v5/public`)).toBe(429)
    vi.setSystemTime(Date.now() + 1_001)
    await connectOkx(okx)
  })

  it('closes what was sent nothing for 30 s; a pong is something', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { okx } = await run({ eventsPerSecond: 0 })
    const [silent, idle, alive] = [await connectOkx(okx), await connectOkx(okx), await connectOkx(okx)]
    idle.subscribe(['bbo-tbt'])
    await idle.count('bbo-tbt', 1)
    vi.setSystemTime(Date.now() + 20_000)
    alive.send('ping')
    await eventually(() => alive.texts.length > 0)
    expect([silent.closed, idle.closed]).toEqual([undefined, undefined])
    vi.setSystemTime(Date.now() + 10_001)
    expect(await silent.ended()).toEqual({ code: 4004, reason: 'No data received in 30s' })
    expect(await idle.ended()).toEqual({ code: 4004, reason: 'No data received in 30s' })
    await settled(alive)
  })

  it('data keeps a connection, without any ping', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { okx } = await run({ eventsPerSecond: 300 })
    const client = await connectOkx(okx)
    client.subscribe(['bbo-tbt'])
    for (let second = 1; second <= 70; second++) {
      const before = client.of('bbo-tbt').length
      vi.setSystemTime(Date.now() + 1_000)
      await client.count('bbo-tbt', before + 1)
    }
    expect(client.closed).toBeUndefined()
  })

  it('announces its end', async () => {
    const { okx, control } = await run()
    const client = await connectOkx(okx)
    await post(`${control}/faults`, { venue: 'okx', kind: 'shutdown', delayMs: 50 })
    await client.ended()
    expect(client.told()[0]).toEqual({
      event: 'notice',
      code: '64008',
      msg: 'The connection will soon be closed for a service upgrade. Please reconnect.',
      connId: client.told()[0]?.connId,
    })
  })
})

describe('okx channels', () => {
  it('books: a snapshot of -1, then an exact chain of ids in leaps; checksum 0', async () => {
    const { okx } = await run({ eventsPerSecond: 200 })
    const client = await connectOkx(okx)
    client.subscribe(['books'])
    const frames = await client.count('books', 12)
    expect(frames.map(({ action }) => action)).toEqual(['snapshot', ...frames.slice(1).map(() => 'update')])
    expect(frames[0]!.data[0].prevSeqId).toBe(-1)
    expect(frames[0]!.data[0].bids.length).toBeLessThanOrEqual(400)
    for (let index = 1; index < frames.length; index++) {
      const [book, before] = [frames[index]!.data[0], frames[index - 1]!.data[0]]
      expect(book.prevSeqId).toBe(before.seqId)
      expect(book.seqId).toBeGreaterThan(before.seqId + 1)
      expect(book.checksum).toBe(0)
      expect(Number(book.ts)).toBeGreaterThan(Number(before.ts))
    }
    expect(client.texts.find(text => text.includes('"update"'))).toMatch(
      /^\{"arg":\{"channel":"books","instId":"BTC-USDT"\},"action":"update","data":\[\{"asks":\[.*\],"bids":\[.*\],"ts":"\d{13}","checksum":0,"prevSeqId":\d+,"seqId":\d+\}\]\}$/,
    )
    const deleted = frames
      .flatMap(({ data: [book] }) => [...book.bids, ...book.asks])
      .filter(([, size]) => size === '0')
    expect(deleted.length).toBeGreaterThan(0)
    for (const level of deleted) expect(level.slice(1)).toEqual(['0', '0', '0'])
  })

  it.each([
    ['bbo-tbt', 1],
    ['books5', 5],
  ])('%s: always the whole of %i, without action and chain', async (channel, depth) => {
    const { okx } = await run({ eventsPerSecond: 300 })
    const client = await connectOkx(okx)
    client.subscribe([channel])
    for (const frame of await client.count(channel, 8)) {
      expect(Object.keys(frame)).toEqual(['arg', 'data'])
      expect(Object.keys(frame.data[0])).toEqual(
        channel === 'books5' ? ['asks', 'bids', 'instId', 'ts', 'seqId'] : ['asks', 'bids', 'ts', 'seqId'],
      )
      expect([frame.data[0].bids.length, frame.data[0].asks.length]).toEqual([depth, depth])
    }
  })

  it('tickers: best bid and ask of the moment', async () => {
    const { okx } = await run({ eventsPerSecond: 300 })
    const client = await connectOkx(okx)
    client.subscribe(['tickers'])
    const frames = await client.count('tickers', 4)
    const ticker = frames.at(-1)!.data[0] as unknown as Record<string, string>
    expect(ticker).toMatchObject({
      instType: 'SPOT',
      instId: 'BTC-USDT',
      ts: expect.stringMatching(/^\d{13}$/) as string,
    })
    expect(Number(ticker['bidPx'])).toBeLessThan(Number(ticker['askPx']))
  })

  it('all channels of a symbol share one series of ids, and tell of the best in this order', async () => {
    const { okx } = await run({ eventsPerSecond: 0 })
    const client = await connectOkx(okx)
    client.subscribe(['bbo-tbt', 'books', 'books5'])
    await client.count('books5', 1)
    const { body } = await get(`${okx}/api/v5/market/books?instId=BTC-USDT`)
    const rest = (body as unknown as { data: readonly [{ seqId: number }] }).data[0].seqId
    expect(['bbo-tbt', 'books', 'books5'].map(channel => client.of(channel)[0]!.data[0].seqId)).toEqual([
      rest,
      rest,
      rest,
    ])
    expect(client.told().flatMap(({ data, arg }) => (data === undefined ? [] : [arg?.channel]))).toEqual([
      'bbo-tbt',
      'books',
      'books5',
    ])
  })

  it('says that it lives after 60 s without change: books without levels, the others once more', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { okx } = await run({ eventsPerSecond: 0, okx: { idleMs: 1_000_000 } })
    const client = await connectOkx(okx)
    client.subscribe(['books', 'bbo-tbt', 'books5'])
    await client.count('books5', 1)
    vi.setSystemTime(Date.now() + 59_000)
    await settled(client)
    expect(['books', 'bbo-tbt', 'books5'].map(channel => client.of(channel).length)).toEqual([1, 1, 1])
    vi.setSystemTime(Date.now() + 1_001)
    const [snapshot, alive] = await client.count('books', 2)
    const { seqId } = snapshot!.data[0]
    expect(alive).toMatchObject({ action: 'update', data: [{ bids: [], asks: [], prevSeqId: seqId, seqId }] })
    for (const channel of ['bbo-tbt', 'books5']) {
      const [first, again] = await client.count(channel, 2)
      expect({ ...again!.data[0], ts: '' }).toEqual({ ...first!.data[0], ts: '' })
    }
  })

  it('a reset is an update with a smaller id behind the right one, and the chain goes on', async () => {
    const { okx, control } = await run({ eventsPerSecond: 200 })
    const client = await connectOkx(okx)
    client.subscribe(['books'])
    await client.count('books', 3)
    await post(`${control}/faults`, { venue: 'okx', kind: 'restart', symbol: 'BTC-USDT' })
    const resetAt = (): number => client.of('books').findIndex(({ data: [book] }) => book.seqId === 3)
    await eventually(() => resetAt() > 0)
    await client.count('books', resetAt() + 3)
    const ids = client.of('books').map(({ action, data: [{ prevSeqId, seqId }] }) => ({ action, prevSeqId, seqId }))
    const after = ids.slice(resetAt())
    expect(after[0]).toEqual({ action: 'update', prevSeqId: ids[resetAt() - 1]!.seqId, seqId: 3 })
    expect(after[0]!.prevSeqId).toBeGreaterThan(1e9)
    expect(after[1]!.prevSeqId).toBe(3)
    expect(after[2]!.prevSeqId).toBe(after[1]!.seqId)
  })

  it('a reset comes at once on a book that does not change, and only once', async () => {
    const { okx, control } = await run({ eventsPerSecond: 0 })
    const client = await connectOkx(okx)
    client.subscribe(['books', 'bbo-tbt'])
    await client.count('bbo-tbt', 1)
    for (let times = 1; times <= 2; times++) await post(`${control}/faults`, { venue: 'okx', kind: 'restart' })
    await client.count('books', 2)
    await settled(client)
    expect(client.of('books').map(({ data: [{ prevSeqId, seqId }] }) => [prevSeqId, seqId])).toEqual([
      [-1, client.of('books')[0]!.data[0].seqId],
      [client.of('books')[0]!.data[0].seqId, 3],
    ])
  })

  it('begins without a snapshot when told so', async () => {
    const { okx, control } = await run({ eventsPerSecond: 200 })
    await post(`${control}/knobs`, { noInitialSnapshot: true })
    const client = await connectOkx(okx)
    client.subscribe(['books'])
    const frames = await client.count('books', 2)
    expect(frames.map(({ action }) => action)).not.toContain('snapshot')
    expect(frames[1]!.data[0].prevSeqId).toBe(frames[0]!.data[0].seqId)
  })
})
