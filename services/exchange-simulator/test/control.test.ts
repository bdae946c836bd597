import { describe, expect, it } from 'vitest'
import { connect, get, post, runSimulator, soon, venueOf } from './simulator-harness.ts'
import { plainTwin } from './plain-twin.ts'

const withPlain = { symbols: ['BTC-USDT', 'ETH-USDT'] }

describe('venues', () => {
  it('only those chosen run, each listed with what can be done to it', async () => {
    const { control, simulator } = await runSimulator(withPlain, ['bybit', plainTwin({ checksums: true })])
    expect([...simulator.venues.keys()]).toEqual(['bybit', 'plain'])
    const venues = (await get(`${control}/venues`)).body as unknown as Record<string, unknown>[]
    expect(venues.map(({ id }) => id)).toEqual(['bybit', 'plain'])
    expect(venues[0]).toMatchObject({ channels: { bbo: ['orderbook.1'] }, limits: { connectsPerWindow: 500 }, knobs: { phantomDeletes: false } }) // prettier-ignore
    expect([venues[0]!['faults'], venues[1]!['faults']].map(kinds => (kinds as string[]).includes('restart'))).toEqual([true, false]) // prettier-ignore
    expect([venues[0]!['corruptForms'], venues[1]!['corruptForms']].map(forms => (forms as string[]).includes('checksum'))).toEqual([false, true]) // prettier-ignore
    expect((await post(`${control}/faults`, { venue: 'plain', kind: 'restart' })).body.met).toBe(0)
    expect((await post(`${control}/faults`, { venue: 'bybit', kind: 'restart' })).body.met).toBe(1)
  })

  it('list what they list, under the native names they give', async () => {
    const changes = { ...withPlain, unlisted: ['plain:BTC-USDT'] }
    const { control } = await runSimulator(changes, ['binance', plainTwin({})])
    const listed = (await get(`${control}/symbols`)).body as unknown as { venue: string; native: string }[]
    expect(listed.map(({ venue, native }) => `${venue} ${native}`)).toEqual([
      'binance BTCUSDT',
      'binance ETHUSDT',
      'plain ETH/USDT',
    ])
  })

  it('are told which listed symbols they refuse', async () => {
    const changes = { ...withPlain, unstreamed: ['plain:ETH-USDT', 'binance:BTC-USDT', 'bybit:BTC-USDT'] }
    const { binance, bybit, urls } = await runSimulator(changes, ['binance', 'bybit', plainTwin({})])
    expect((await get(`${urls['plain']!}/`)).text).toBe('["ETH-USDT"]')
    const silent = await connect(`${binance}/stream?streams=btcusdt@depth@100ms/ethusdt@depth@100ms`)
    await soon(() => (silent.frames.length > 3 ? true : undefined))
    expect(silent.frames.some(({ data }) => data?.s === 'BTCUSDT')).toBe(false)
    expect((await get(`${binance}/api/v3/exchangeInfo`)).body.symbols).toHaveLength(2)
    const refused = await connect(`${bybit}/v5/public/spot`)
    refused.send({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'] })
    expect((await refused.next(({ op }) => op === 'subscribe')).ret_msg).toBe('Invalid symbol :[orderbook.50.BTCUSDT]')
  })
})

describe('truth by time', () => {
  it('is the book of the frame with that time, where books have no numbers', async () => {
    const { control, urls } = await runSimulator({ ...withPlain, eventsPerSecond: 100 }, [plainTwin({})])
    const client = await connect(urls['plain']!)
    const frames = await soon(() => (client.texts.length > 20 ? client.texts.slice(0, 20) : undefined))
    const seen = frames.map(text => JSON.parse(text) as { time: number; bids: { price: number; qty: number }[] })
    const symbols = (await get(`${control}/symbols`)).body as unknown as { quantityDecimals: number }[]
    const { body } = await post(`${control}/truth/batch`, {
      questions: seen.map(({ time }) => ({ venue: 'plain', symbol: 'BTC-USDT', sequence: 4711, exchangeTimeMs: time })),
    })
    const units = 10 ** symbols[0]!.quantityDecimals
    for (const [index, { bids }] of seen.entries())
      expect(body.books[index]!.bids.map(([, quantity]) => Math.round(Number(quantity) * units))).toEqual(
        bids.map(({ qty }) => qty),
      )
    const early = await get(`${control}/truth/plain/BTC-USDT?exchangeTimeMs=1`)
    expect(early.status).toBe(404)
  })
})

describe('knobs', () => {
  it('are set at one venue, or at all that have them', async () => {
    const { control, simulator } = await runSimulator(withPlain, ['binance', 'bybit', plainTwin({})])
    await post(`${control}/knobs`, { snapshotLagIds: 5 })
    await post(`${control}/knobs`, { venue: 'bybit', snapshotLagIds: 7, snapshotBeforeAck: true })
    const answer = await post(`${control}/knobs`, { venue: 'plain', lagMs: 30 })
    expect(answer.body).toMatchObject({
      binance: { snapshotLagIds: 5, snapshotLagMs: 0 },
      bybit: { snapshotLagIds: 7, snapshotBeforeAck: true },
      plain: { lagMs: 30, silent: false },
    })
    expect((await get(`${control}/knobs`)).body).toEqual(answer.body)
    expect(venueOf({ simulator }, 'plain').knobs['lagMs']).toBe(30)
  })

  it.each([
    [{ venue: 'plain', snapshotLagIds: 5 }, '"snapshotLagIds" is no knob; there are lagMs, silent'],
    [{ explode: true }, '"explode" is no knob'],
    [{ venue: 'nowhere', lagMs: 1 }, '"venue" must be one of binance, plain'],
    [{ lagMs: 'soon' }, '"lagMs" must be a number'],
  ])('%j is refused by name', async (body, message) => {
    const { control } = await runSimulator(withPlain, ['binance', plainTwin({})])
    const answer = await post(`${control}/knobs`, body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toContain(message)
  })
})
