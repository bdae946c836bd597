import { describe, expect, it } from 'vitest'
import { connectGate, runGate, type GateFrame } from './gateio-harness.ts'
import { get, soon } from './simulator-harness.ts'

const hex = (length: number): unknown => expect.stringMatching(new RegExp(`^[0-9a-f]{${String(length)}}$`)) as unknown
const isDelta = ({ channel, result }: GateFrame): boolean => channel === 'spot.obu' && result.U !== undefined

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
