import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  connect,
  get,
  post,
  refusedStatus,
  runSimulator,
  soon,
  type Client,
  type Running,
} from './simulator-harness.ts'

const symbols = ['BTC-USD', 'BTC-USDT', 'ETH-BTC', 'DOGE-USD', 'SOL-USDT', 'PEPE-USD']

interface Level {
  readonly price: number
  readonly qty: number
}

/** What a frame of this venue may hold. */
interface Frame {
  readonly channel?: string
  readonly type?: string
  readonly method?: string
  readonly success?: boolean
  readonly error?: string
  readonly Error?: string
  readonly symbol?: string
  readonly req_id?: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly time_in?: string
  readonly data?: readonly {
    readonly symbol: string
    readonly system?: string
    readonly bids: readonly Level[]
    readonly asks: readonly Level[]
    readonly bid: number
    readonly ask: number
    readonly timestamp: string
  }[]
}

const run = async (changes: Parameters<typeof runSimulator>[0] = {}): Promise<Running & { kraken: string }> => {
  const running = await runSimulator({ symbols, ...changes }, ['kraken'])
  return { ...running, kraken: running.urls['kraken'] ?? '' }
}
const framesOf = (client: Client): Frame[] => client.frames as unknown as Frame[]
const ofChannel = (client: Client, channel: string): Frame[] =>
  framesOf(client).filter(frame => frame.channel === channel)
const answers = (client: Client): Frame[] => framesOf(client).filter(({ method }) => method !== undefined)
const subscribe = (params: object, id?: number): object => ({ method: 'subscribe', params, req_id: id })
const anyTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string
const times = { time_in: anyTime, time_out: anyTime }

describe('kraken control frames', () => {
  it('says its status on connect, with an id beyond 2^53', async () => {
    const { kraken } = await run()
    const client = await connect(`${kraken}/v2`)
    await client.next(frame => (frame as unknown as Frame).channel === 'status')
    const [, id] = /"system":"online","api_version":"v2","connection_id":(\d+)\}\]\}$/.exec(client.texts[0]!) ?? []
    expect(BigInt(id ?? 0)).toBeGreaterThan(2n ** 53n)
  })

  it('answers each symbol by itself, in the order of the request', async () => {
    const { kraken } = await run({ unstreamed: ['kraken:ETH-BTC'] })
    const client = await connect(`${kraken}/v2`)
    const symbol = ['BTC/USD', 'xxx/USD', 'XBT/USD', 'ETH/BTC', 'BTC/USDT', 'BTC/USD']
    client.send(subscribe({ channel: 'book', symbol, depth: 25 }, 79))
    const refused = (native: string, error: string): object => ({ error, method: 'subscribe', req_id: 79, success: false, symbol: native, ...times }) // prettier-ignore
    const accepted = (native: string): object => ({ method: 'subscribe', result: { channel: 'book', depth: 25, snapshot: true, symbol: native }, success: true, ...times, req_id: 79 }) // prettier-ignore
    expect(await soon(() => (answers(client).length === 6 ? answers(client) : undefined))).toEqual([
      accepted('BTC/USD'),
      refused('xxx/USD', 'Currency pair not supported xxx/USD'),
      refused('XBT/USD', 'Currency pair not supported XBT/USD'),
      refused('ETH/BTC', 'Currency pair not supported ETH/BTC'),
      accepted('BTC/USDT'),
      refused('BTC/USD', 'Already subscribed'),
    ])
    const text = client.texts.find(line => line.includes('xxx/USD'))!
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'error',
      'method',
      'req_id',
      'success',
      'symbol',
      'time_in',
      'time_out',
    ])
  })

  it.each([
    [{ channel: 'book', symbol: ['BTC/USD'], depth: 27 }, 'Subscription depth not supported'],
    [{ channel: 'book', symbol: ['BTC/USD', 'BTC/USDT'], depth: 20 }, 'Subscription depth not supported'],
    [{ channel: 'book', symbol: ['BTC/USD'], depth: '25' }, 'Subscription book depth must be an integer'],
    [{ channel: 'nothing', symbol: ['BTC/USD'] }, 'Channel not supported'],
  ])('refuses %j once, without a symbol', async (params, error) => {
    const { kraken } = await run()
    const client = await connect(`${kraken}/v2`)
    client.send({ method: 'subscribe', params })
    client.send({ method: 'ping', req_id: 5 })
    await soon(() => (answers(client).length === 2 ? true : undefined))
    expect(answers(client)).toEqual([
      { error, method: 'subscribe', success: false, ...times },
      { method: 'pong', req_id: 5, ...times },
    ])
  })

  it('a ticker is acknowledged with its trigger; unsubscribing needs the same depth', async () => {
    const { kraken } = await run()
    const client = await connect(`${kraken}/v2`)
    client.send(subscribe({ channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo' }, 1))
    client.send(subscribe({ channel: 'book', symbol: ['BTC/USD'] }, 2))
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'], depth: 25 }, req_id: 3 })
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'], depth: 10 }, req_id: 4 })
    expect(await soon(() => (answers(client).length === 4 ? answers(client) : undefined))).toMatchObject([
      { result: { channel: 'ticker', event_trigger: 'bbo', snapshot: true, symbol: 'BTC/USD' }, req_id: 1 },
      { result: { channel: 'book', depth: 10 }, req_id: 2 },
      { success: false, symbol: 'BTC/USD', req_id: 3 },
      { success: true, method: 'unsubscribe', req_id: 4, result: { channel: 'book', depth: 10, symbol: 'BTC/USD' } },
    ])
    expect(answers(client)[3]!.result).not.toHaveProperty('snapshot')
  })

  it('drops what comes too fast, and says only that', async () => {
    const { kraken } = await run({ limits: { kraken: { framesPerSecond: 3 } } })
    const client = await connect(`${kraken}/v2`)
    for (let id = 1; id <= 5; id++) client.send({ method: 'ping', req_id: id })
    await soon(() => (framesOf(client).length === 6 ? true : undefined))
    expect(answers(client).map(({ req_id: id }) => id)).toEqual([1, 2, 3])
    expect(client.texts.slice(-2)).toEqual(['{"Error":"Exceeded msg rate"}', '{"Error":"Exceeded msg rate"}'])
  })

  it('closes a connection that asks nothing, with heartbeats once anything is subscribed', async () => {
    const { kraken } = await run({ limits: { kraken: { idleMs: 2_500 } }, eventsPerSecond: 0 })
    const quiet = await connect(`${kraken}/v2`)
    const client = await connect(`${kraken}/v2`)
    client.send(subscribe({ channel: 'book', symbol: ['BTC/USD'] }))
    await Promise.all([quiet.ended(), client.ended()])
    expect(quiet.texts).toHaveLength(1)
    expect(client.texts.filter(text => text === '{"channel":"heartbeat"}').length).toBeGreaterThan(0)
  })

  it('tells a change of its status to everybody, and REST knows it', async () => {
    const { kraken, control } = await run()
    const client = await connect(`${kraken}/v2`)
    await post(`${control}/knobs`, { system: 1 })
    await soon(() => ofChannel(client, 'status').find(({ data }) => data?.[0]?.system === 'cancel_only'))
    const { body } = await get(`${kraken}/0/public/SystemStatus`)
    expect(body.result).toMatchObject({ status: 'cancel_only' })
  })
})

describe('kraken channels', () => {
  it('a book begins with a snapshot, numbers have all decimals of the pair', async () => {
    const { kraken } = await run({ eventsPerSecond: 200 })
    const client = await connect(`${kraken}/v2`)
    client.send(subscribe({ channel: 'book', symbol: ['BTC/USD', 'PEPE/USD'], depth: 10 }))
    const of = (native: string): Frame[] => ofChannel(client, 'book').filter(({ data }) => data?.[0]?.symbol === native)
    await soon(() => (of('BTC/USD').length > 20 && of('PEPE/USD').length > 20 ? true : undefined))
    for (const native of ['BTC/USD', 'PEPE/USD']) {
      const frames = of(native)
      expect(frames.map(({ type }) => type)).toEqual(['snapshot', ...frames.slice(1).map(() => 'update')])
      const [snapshot] = frames[0]!.data!
      expect([snapshot!.bids.length, snapshot!.asks.length]).toEqual([10, 10])
      const stamps = frames.map(({ data }) => data![0]!.timestamp)
      expect(new Set(stamps.map(stamp => stamp.slice(0, 23))).size).toBe(stamps.length)
      expect([...stamps].sort()).toEqual(stamps)
    }
    const books = client.texts.filter(text => text.startsWith('{"channel":"book"'))
    for (const text of books) expect(text).toMatch(/^\{"channel":"book","type":"\w+","data":\[\{"symbol":"[A-Z/]+","bids":\[(\{"price":[0-9.]+,"qty":[0-9.]+\},?)*\],"asks":\[(\{"price":[0-9.]+,"qty":[0-9.]+\},?)*\],"checksum":\d+,"timestamp":"[^"]+"\}\]\}$/) // prettier-ignore
    const decimals = (native: string, field: string): number[] => {
      const texts = books.filter(text => text.includes(native)).join('')
      return [
        ...new Set([...texts.matchAll(new RegExp(`"${field}":\\d+\\.(\\d+)`, 'g'))].map(([, part]) => part!.length)),
      ]
    }
    expect([decimals('BTC/USD', 'price'), decimals('BTC/USD', 'qty')]).toEqual([[1], [8]])
    expect([decimals('PEPE/USD', 'price'), decimals('PEPE/USD', 'qty')]).toEqual([[10], [5]])
  })

  it('a book that is left at once never gets its snapshot', async () => {
    const { kraken } = await run({ eventsPerSecond: 0 })
    const client = await connect(`${kraken}/v2`)
    const params = { channel: 'book', symbol: ['BTC/USD'], depth: 10 }
    for (const method of ['subscribe', 'unsubscribe', 'subscribe', 'unsubscribe', 'subscribe'])
      client.send({ method, params })
    client.send(subscribe({ channel: 'book', symbol: ['DOGE/USD'], snapshot: false }))
    await soon(() => (ofChannel(client, 'heartbeat').length > 0 ? true : undefined))
    expect(ofChannel(client, 'book').map(({ type, data }) => [type, data![0]!.symbol])).toEqual([
      ['snapshot', 'BTC/USD'],
    ])
  })

  it('a restart is a snapshot that nobody asked for', async () => {
    const { kraken, control } = await run({ eventsPerSecond: 0 })
    const client = await connect(`${kraken}/v2`)
    client.send(subscribe({ channel: 'book', symbol: ['BTC/USD', 'BTC/USDT'], depth: 10 }))
    await soon(() => (ofChannel(client, 'book').length === 2 ? true : undefined))
    await post(`${control}/faults`, { venue: 'kraken', kind: 'restart', symbol: 'BTC-USDT' })
    await soon(() => (ofChannel(client, 'book').length === 3 ? true : undefined))
    expect(ofChannel(client, 'book')[2]).toMatchObject({ type: 'snapshot', data: [{ symbol: 'BTC/USDT' }] })
  })

  it('a ticker with the trigger bbo tells of every change of a best price, and of nothing else', async () => {
    const { kraken } = await run({ eventsPerSecond: 100 })
    const client = await connect(`${kraken}/v2`)
    client.send(subscribe({ channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo' }))
    client.send(subscribe({ channel: 'book', symbol: ['BTC/USD'], depth: 10 }))
    const tickers = await soon(() =>
      ofChannel(client, 'ticker').length > 15 ? ofChannel(client, 'ticker') : undefined,
    )
    expect(tickers.map(({ type }) => type)).toEqual(['snapshot', ...tickers.slice(1).map(() => 'update')])
    const tops = tickers.map(({ data }) => `${data![0]!.bid} ${data![0]!.ask}`)
    for (let index = 1; index < tops.length; index++) expect(tops[index]).not.toBe(tops[index - 1])
    expect(tickers.every(({ data }) => data![0]!.bid < data![0]!.ask)).toBe(true)
  })

  it('a ticker with the usual trigger comes with trades only', async () => {
    const { kraken, simulator } = await run({ eventsPerSecond: 0 })
    const client = await connect(`${kraken}/v2`)
    client.send(subscribe({ channel: 'ticker', symbol: ['BTC/USD'] }))
    await soon(() => (ofChannel(client, 'heartbeat').length > 0 ? true : undefined))
    expect(ofChannel(client, 'ticker')).toHaveLength(1)
    expect(simulator.markets.length).toBe(symbols.length)
  })
})

describe('kraken REST', () => {
  it('lists pairs under internal names', async () => {
    const { kraken } = await run()
    const { body } = await get(`${kraken}/0/public/AssetPairs`)
    const pairs = body.result as unknown as Record<string, Record<string, unknown>>
    expect(Object.entries(pairs).map(([id, pair]) => [id, pair['altname'], pair['wsname'], pair['base'], pair['quote']])).toEqual([
      ['XXBTZUSD', 'XBTUSD', 'XBT/USD', 'XXBT', 'ZUSD'],
      ['XBTUSDT', 'XBTUSDT', 'XBT/USDT', 'XXBT', 'USDT'],
      ['XETHXXBT', 'ETHXBT', 'ETH/XBT', 'XETH', 'XXBT'],
      ['XDGUSD', 'XDGUSD', 'XDG/USD', 'XXDG', 'ZUSD'],
      ['SOLUSDT', 'SOLUSDT', 'SOL/USDT', 'SOL', 'USDT'],
      ['PEPEUSD', 'PEPEUSD', 'PEPE/USD', 'PEPE', 'ZUSD'],
    ]) // prettier-ignore
    expect(pairs['XXBTZUSD']).toMatchObject({
      pair_decimals: 1,
      lot_decimals: 8,
      tick_size: '0.1',
      costmin: '0.5',
      status: 'online',
      execution_venue: 'international',
    })
  })

  it.each([
    ['Depth?pair=BTC/USD&count=2', 'XXBTZUSD'],
    ['Depth?pair=XBTUSD&count=2', 'XXBTZUSD'],
    ['Depth?pair=XXBTZUSD&count=2', 'XXBTZUSD'],
    ['Depth?pair=ETH/XBT&count=2', 'XETHXXBT'],
  ])('%s answers under %s, volumes with three decimals', async (path, id) => {
    const { kraken } = await run({ eventsPerSecond: 0 })
    const { body } = await get(`${kraken}/0/public/${path}`)
    const books = body.result as unknown as Record<string, Record<string, [string, string, number][]>>
    expect(Object.keys(books)).toEqual([id])
    const { asks = [], bids = [] } = books[id]!
    expect([asks.length, bids.length]).toEqual([2, 2])
    for (const [price, volume, time] of [...asks, ...bids]) {
      expect([price, volume, typeof time]).toEqual([expect.stringMatching(/^\d+\.\d{5,}$/), expect.stringMatching(/^\d+\.\d{3}$/), 'number']) // prettier-ignore
    }
    expect(Number(asks[0]![0])).toBeGreaterThan(Number(bids[0]![0]))
  })

  it.each([
    ['Time', { unixtime: expect.any(Number) as number }],
    [
      'Assets',
      { XXBT: { altname: 'XBT' }, ZUSD: { altname: 'USD' }, XXDG: { altname: 'XDG' }, SOL: { altname: 'SOL' } },
    ],
    ['Ticker?pair=XBTUSD', { XXBTZUSD: { a: [expect.any(String), expect.any(String), expect.any(String)] } }],
    ['SystemStatus', { status: 'online' }],
  ])('%s', async (path, result) => {
    const { kraken } = await run()
    const { status, body } = await get(`${kraken}/0/public/${path}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ error: [], result })
  })

  it.each([
    ['public/Depth?pair=NOPE', 'EQuery:Unknown asset pair'],
    ['public/Depth', 'EGeneral:Invalid arguments'],
    ['public/Depth?pair=XBTUSD&count=501', 'EGeneral:Invalid arguments:count'],
    ['public/Nothing', 'EGeneral:Unknown method'],
    ['private/Balance', 'EGeneral:Unknown method'],
  ])('%s is an error with HTTP 200', async (path, error) => {
    const { kraken } = await run()
    const { status, body } = await get(`${kraken}/0/${path}`)
    expect([status, body]).toEqual([200, { error: [error] }])
  })

  it('counts calls, and takes one off each second', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { kraken } = await run({ limits: { kraken: { restCalls: 3 } } })
    const call = async (): Promise<unknown> => (await get(`${kraken}/0/public/Time`)).body.error
    const seen = [await call(), await call(), await call(), await call()]
    expect(seen).toEqual([[], [], [], ['EAPI:Rate limit exceeded']])
    vi.setSystemTime(Date.now() + 2_000)
    expect([await call(), await call(), await call()]).toEqual([[], [], ['EAPI:Rate limit exceeded']])
  })

  it('refuses connects over the limit until the ban ends, and other paths', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { kraken } = await run({ limits: { kraken: { connectsPerWindow: 2, banMs: 1_200_000 } } })
    expect(await refusedStatus(`${kraken}/v1`)).toBe(404)
    await connect(`${kraken}/v2`)
    await connect(`${kraken}/v2`)
    expect(await refusedStatus(`${kraken}/v2`)).toBe(429)
    // A new window, and still banned.
    vi.setSystemTime(Date.now() + 1_190_000)
    expect(await refusedStatus(`${kraken}/v2`)).toBe(429)
    vi.setSystemTime(Date.now() + 11_000)
    await connect(`${kraken}/v2`)
  })
})
