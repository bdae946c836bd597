import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import { corruptForms, corruptText } from '../src/faults.ts'
import { plainTwin } from './plain-twin.ts'
import {
  connect,
  get,
  post,
  refusedStatus,
  runSimulator,
  venueOf,
  type Client,
  type Payload,
} from './simulator-harness.ts'

const diffs = (client: Client, symbol = 'BTCUSDT'): Payload[] =>
  client.frames.flatMap(({ data }) => (data?.e === 'depthUpdate' && data.s === symbol ? [data] : []))

const follow = async (host: string): Promise<Client> => {
  const client = await connect(`${host}/stream?streams=btcusdt@depth@100ms/ethusdt@depth@100ms/btcusdt@bookTicker`)
  await eventually(() => diffs(client).length > 0 && diffs(client, 'ETHUSDT').length > 0)
  return client
}

/** Places where one event does not continue the one before. */
const breaks = (events: readonly Payload[]): number =>
  events.filter((event, at) => at > 0 && event.U !== events[at - 1]!.u + 1).length

describe('frame faults', () => {
  it.each([
    ['drop', 1],
    ['duplicate', 1],
    ['reorder', 3],
  ])('%s touches as many frames as asked, of that symbol and channel only', async (kind, expectedBreaks) => {
    const { binance, control, simulator } = await runSimulator({ eventsPerSecond: 80 })
    const client = await follow(binance)
    const fault = { venue: 'binance', kind, symbol: 'BTC-USDT', channel: 'depth', count: 1 }
    await post(`${control}/faults`, fault)
    await eventually(() => breaks(diffs(client)) >= expectedBreaks)
    const count = diffs(client).length
    await eventually(() => diffs(client).length > count + 3)
    expect(breaks(diffs(client))).toBe(expectedBreaks)
    expect(breaks(diffs(client, 'ETHUSDT'))).toBe(0)
    expect(venueOf({ simulator }, 'binance').faults.counters.faults[kind]).toBe(1)
    expect((await get(`${control}/faults`)).body).toEqual([])
  })

  it('corrupt damages the text', async () => {
    const { bybit, control } = await runSimulator()
    const client = await connect(`${bybit}/v5/public/spot`)
    client.send({ op: 'subscribe', args: ['orderbook.50.BTCUSDT'] })
    await client.next(({ type }) => type === 'delta')
    await post(`${control}/faults`, { venue: 'bybit', kind: 'corrupt', channel: 'orderbook.50', form: 'html' })
    expect((await client.next(({ unreadable }) => unreadable !== undefined)).unreadable).toContain('502 Bad Gateway')
  })

  it.each(corruptForms)('form %s is never the frame that was meant', form => {
    const frame = '{"e":"depthUpdate","U":1,"u":2,"b":[["1.50","2.0"]],"a":[],"checksum":7}'
    expect(corruptText(frame, form)).not.toBe(frame)
  })

  const objects = '{"bids":[{"price":1.50,"qty":2.0}],"asks":[],"checksum":4294967295}'
  it.each([
    ['nan', '{"bids":[{"price":"NaN","qty":2.0}],"asks":[],"checksum":4294967295}'],
    ['negative', '{"bids":[{"price":-1.50,"qty":2.0}],"asks":[],"checksum":4294967295}'],
    ['types', '{"bids":[{"price":[1.50],"qty":null}],"asks":[],"checksum":4294967295}'],
    ['checksum', '{"bids":[{"price":1.50,"qty":2.0}],"asks":[],"checksum":4294967294}'],
  ] as const)('form %s damages levels that are objects, and nothing else', (form, damaged) => {
    expect(corruptText(objects, form)).toBe(damaged)
  })

  it.each([
    ['types', '[["8.5","4","0","13"]]', '[[{"price":8.5},null]]'],
    ['negative', '[["8.5","4","0","13"]]', '[["-8.5","4","0","13"]]'],
    ['checksum', '{"checksum":0,"seqId":12}', '{"checksum":1,"seqId":12}'],
    ['checksum', '{"checksum":-855196043}', '{"checksum":-855196044}'],
  ] as const)('form %s of %s', (form, text, damaged) => {
    expect(corruptText(text, form)).toBe(damaged)
  })

  it('a corruption waits for the frame that has what it damages', async () => {
    const { control, urls, simulator } = await runSimulator({ eventsPerSecond: 100 }, [plainTwin({})])
    const client = await connect(urls['plain']!)
    await post(`${control}/faults`, { venue: 'plain', kind: 'corrupt', form: 'checksum', channel: 'depth', count: 2 })
    const counters = venueOf({ simulator }, 'plain').faults.counters.faults
    // Even numbers are sent, so an odd one is damaged; each second frame has none.
    const checksums = (): number[] =>
      client.texts.flatMap(text => (JSON.parse(text) as { checksum?: number }).checksum ?? [])
    const damaged = (): number => checksums().filter(checksum => checksum % 2 === 1).length
    await eventually(() => damaged() === 2)
    const count = checksums().length
    await eventually(() => checksums().length > count + 3)
    expect(damaged()).toBe(2)
    expect(counters['corrupt']).toBe(2)
    expect((await get(`${control}/faults`)).body).toEqual([])
  })

  it('delay holds all frames back and keeps their order', async () => {
    const { binance, control } = await runSimulator({ eventsPerSecond: 80 })
    const client = await follow(binance)
    await post(`${control}/faults`, {
      venue: 'binance',
      kind: 'delay',
      symbol: 'BTC-USDT',
      channel: 'bbo',
      delayMs: 800,
    })
    await delay(200)
    const count = client.frames.length
    await delay(300)
    expect(client.frames.length).toBe(count)
    await eventually(() => client.frames.length > count + 20)
    expect(breaks(diffs(client))).toBe(0)
    expect(breaks(diffs(client, 'ETHUSDT'))).toBe(0)
  })

  it('stall silences one connection, pings included, and it has a gap afterwards', async () => {
    const { binance, control } = await runSimulator({ eventsPerSecond: 80 })
    const stalled = await follow(binance)
    const other = await follow(binance)
    await post(`${control}/faults`, { venue: 'binance', kind: 'stall', connection: 'oldest', forMs: 900 })
    await delay(50)
    const count = stalled.frames.length
    const otherCount = other.frames.length
    let pongs = 0
    stalled.socket.on('pong', () => pongs++)
    stalled.socket.ping()
    await delay(500)
    expect(stalled.frames.length).toBe(count)
    expect(pongs).toBe(0)
    expect(other.frames.length).toBeGreaterThan(otherCount)
    await eventually(() => breaks(diffs(stalled)) === 1)
    expect(breaks(diffs(other))).toBe(0)
  })

  it('stall of one symbol leaves the others alone', async () => {
    const { binance, control } = await runSimulator({ eventsPerSecond: 80 })
    const client = await follow(binance)
    await post(`${control}/faults`, { venue: 'binance', kind: 'stall', symbol: 'BTC-USDT', forMs: 600 })
    // What was on its way before the fault comes before the next frame of another symbol.
    const before = diffs(client, 'ETHUSDT').length
    await eventually(() => diffs(client, 'ETHUSDT').length > before)
    const [btc, eth] = [diffs(client).length, diffs(client, 'ETHUSDT').length]
    await eventually(() => diffs(client, 'ETHUSDT').length >= eth + 2)
    expect(diffs(client).length).toBe(btc)
    await eventually(() => diffs(client).length > btc)
  })
})

describe('faults of doors and connections', () => {
  it('cut ends connections without a close frame', async () => {
    const { bybit, control } = await runSimulator()
    const client = await connect(`${bybit}/v5/public/spot`)
    expect((await post(`${control}/faults`, { venue: 'bybit', kind: 'cut' })).body.met).toBe(1)
    expect((await client.ended()).code).toBe(1006)
  })

  it('hangup lets the WebSocket in and closes it at once, as often or as long as told', async () => {
    const { bybit, control, simulator } = await runSimulator()
    const url = `${bybit}/v5/public/spot`
    await post(`${control}/faults`, { venue: 'bybit', kind: 'hangup', count: 2 })
    for (let i = 0; i < 2; i++) expect((await (await connect(url)).ended()).code).toBe(1001)
    expect((await get(`${bybit}/v5/market/time`)).status).toBe(200)
    const client = await connect(url)
    client.send({ op: 'ping' })
    await client.next(({ op }) => op === 'ping')
    expect(venueOf({ simulator }, 'bybit').faults.counters.faults['hangup']).toBe(2)
    await post(`${control}/faults`, { venue: 'bybit', kind: 'hangup', forMs: 60_000 })
    for (let i = 0; i < 3; i++) await (await connect(url)).ended()
    await fetch(`http://${control}/faults`, { method: 'DELETE' })
    const later = await connect(url)
    later.send({ op: 'ping' })
    await later.next(({ op }) => op === 'ping')
  })

  it('cut of a named connection leaves the others', async () => {
    const { binance, control } = await runSimulator()
    const first = await connect(`${binance}/ws`)
    const second = await connect(`${binance}/ws`)
    const connections = (await get(`${control}/connections`)).body as unknown as { id: string }[]
    await post(`${control}/faults`, { venue: 'binance', kind: 'cut', connection: connections[1]!.id })
    await second.ended()
    expect(first.closed).toBeUndefined()
  })

  it('refuse and ban stand at both doors until they end or are deleted', async () => {
    const { binance, bybit, control } = await runSimulator()
    await post(`${control}/faults`, { venue: 'binance', kind: 'refuse', channel: 'ws', forMs: 60_000 })
    expect(await refusedStatus(`${binance}/ws`)).toBe(503)
    expect((await get(`${binance}/api/v3/ping`)).status).toBe(200)
    await post(`${control}/faults`, { venue: 'binance', kind: 'ban', channel: 'rest', forMs: 60_000 })
    const banned = await get(`${binance}/api/v3/ping`)
    expect(banned.status).toBe(418)
    expect(Number(banned.headers.get('retry-after'))).toBeGreaterThan(55)
    await post(`${control}/faults`, { venue: 'bybit', kind: 'ban', forMs: 60_000 })
    expect((await get(`${bybit}/v5/market/time`)).status).toBe(403)
    expect(await refusedStatus(`${bybit}/v5/public/spot`)).toBe(403)
    await fetch(`http://${control}/faults`, { method: 'DELETE' })
    expect((await get(`${binance}/api/v3/ping`)).status).toBe(200)
    await connect(`${binance}/ws`)
  })

  it('REST answers can be corrupted and delayed', async () => {
    const { binance, control } = await runSimulator()
    await post(`${control}/faults`, { venue: 'binance', kind: 'corrupt', channel: 'rest' })
    const broken = await get(`${binance}/api/v3/ping`).catch((error: unknown) => error)
    expect(broken).toBeInstanceOf(SyntaxError)
    await post(`${control}/faults`, { venue: 'binance', kind: 'delay', channel: 'rest', delayMs: 300 })
    const startedAt = performance.now()
    expect((await get(`${binance}/api/v3/ping`)).status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThan(280)
  })

  it('shutdown is announced on binance before the end', async () => {
    const { binance, control } = await runSimulator()
    const client = await connect(`${binance}/ws`)
    await post(`${control}/faults`, { venue: 'binance', kind: 'shutdown', delayMs: 100 })
    await client.next(({ e }) => e === 'serverShutdown')
    await client.ended()
  })

  it.each([
    [{ venue: 'nowhere', kind: 'cut' }, 'venue'],
    [{ venue: 'binance', kind: 'explode' }, 'kind'],
    [{ venue: 'binance', kind: 'drop', count: -1 }, 'count'],
    [{ venue: 'binance', kind: 'corrupt', form: 'x' }, 'form'],
  ])('refuses %j and names the field', async (fault, field) => {
    const { control } = await runSimulator()
    const answer = await post(`${control}/faults`, fault)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toContain(`"${field}"`)
  })
})
