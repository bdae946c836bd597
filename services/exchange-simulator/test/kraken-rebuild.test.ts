import { describe, expect, it } from 'vitest'
import { checksumOf } from '../src/kraken/payloads.ts'
import { connect, get, post, runSimulator, soon, venueOf, type Client, type Running } from './simulator-harness.ts'

const [path, symbol, native] = ['/v2', 'BTC-USD', 'BTC/USD']
type Level = readonly [price: string, quantity: string]

/** One book message, its numbers as they were written. */
interface Message {
  readonly type: string
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
  readonly checksum: number
  readonly timeMs: number
}

const read = (text: string): Message => {
  const quoted = text.replaceAll(/"(price|qty)":([0-9.]+)/g, '"$1":"$2"')
  const { type, data } = JSON.parse(quoted) as {
    type: string
    data: [Record<'bids' | 'asks', { price: string; qty: string }[]> & { checksum: number; timestamp: string }]
  }
  const levels = (side: { price: string; qty: string }[]): Level[] => side.map(({ price, qty }) => [price, qty])
  const [{ bids, asks, checksum, timestamp }] = data
  return { type, bids: levels(bids), asks: levels(asks), checksum, timeMs: Date.parse(timestamp) }
}

/** CRC-32 bit by bit, to stand on nothing that the twin stands on. */
const crc32 = (text: string): number => {
  let crc = 0xffffffff
  for (const byte of Buffer.from(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** The venue's rule and nothing more: apply in order, cut to the depth, sum up the best ten. */
const createBook = (depth: number) => {
  const sides = { bids: new Map<string, string>(), asks: new Map<string, string>() }
  const sorted = (side: 'bids' | 'asks'): Level[] =>
    [...sides[side]].sort((a, b) => (side === 'bids' ? Number(b[0]) - Number(a[0]) : Number(a[0]) - Number(b[0])))
  const digits = (level: Level): string => level.map(text => text.replace('.', '').replace(/^0+/, '')).join('')
  return {
    apply: (message: Message): void => {
      for (const side of ['bids', 'asks'] as const) {
        if (message.type === 'snapshot') sides[side].clear()
        for (const [price, quantity] of message[side])
          if (Number(quantity) === 0) sides[side].delete(price)
          else sides[side].set(price, quantity)
        for (const [price] of sorted(side).slice(depth)) sides[side].delete(price)
      }
    },
    checksum: (): number =>
      crc32([...sorted('asks').slice(0, 10), ...sorted('bids').slice(0, 10)].map(digits).join('')),
    sides: () => ({ bids: sorted('bids'), asks: sorted('asks') }),
  }
}

const follow = async (url: string, depth: number): Promise<Client> => {
  const client = await connect(url + path)
  client.send({ method: 'subscribe', params: { channel: 'book', symbol: [native], depth } })
  return client
}
const messages = (client: Client): Message[] =>
  client.texts.filter(text => text.startsWith('{"channel":"book"')).map(read)

/** Every frame's checksum must hold, and the book after it be the truth of its time. */
const prove = (running: Running, seen: readonly Message[], depth: number): void => {
  const book = createBook(depth)
  const held = seen.map(message => {
    book.apply(message)
    expect(book.checksum()).toBe(message.checksum)
    return book.sides()
  })
  const known = seen.map(({ timeMs }) => {
    const truth = running.simulator.truth({ venue: 'kraken', symbol, sequence: 1, exchangeTimeMs: timeMs, depth })
    return { bids: truth?.bids, asks: truth?.asks }
  })
  expect(known).toEqual(held)
}

describe('kraken books rebuilt by its own rule', () => {
  it.each([10, 25, 100])('depth %i: checksum and truth at every frame, also for one that joins later', async depth => {
    const running = await runSimulator({ symbols: [symbol], eventsPerSecond: 200 }, ['kraken'])
    const url = running.urls['kraken']!
    const first = await follow(url, depth)
    await soon(() => (messages(first).length > 30 ? true : undefined))
    const second = await follow(url, depth)
    await soon(() => (messages(second).length > 80 ? true : undefined), { timeoutMs: 15_000 })
    for (const client of [first, second]) prove(running, messages(client), depth)
  })

  it('tells a price twice now and then, sends no delete for what falls out, and does send what slides back', async () => {
    const running = await runSimulator({ symbols: [symbol], eventsPerSecond: 300 }, ['kraken'])
    await post(`${running.control}/knobs`, { priceTwiceEvery: 3 })
    const client = await follow(running.urls['kraken']!, 10)
    await soon(() => (messages(client).length > 120 ? true : undefined), { timeoutMs: 15_000 })
    const seen = messages(client)
    prove(running, seen, 10)
    const uncut = createBook(1_000)
    for (const message of seen) uncut.apply(message)
    expect(uncut.sides().bids.length + uncut.sides().asks.length).toBeGreaterThan(20)
    const twice = seen.filter(({ bids, asks }) =>
      [bids, asks].some(side => new Set(side.map(([price]) => price)).size < side.length),
    )
    expect(twice.length).toBeGreaterThan(0)
    const deletes = seen.slice(1).filter(({ bids }) => bids.some(([, quantity]) => Number(quantity) === 0))
    expect(deletes.length).toBeGreaterThan(0)
  })

  it('a wrong checksum is the only thing wrong with a frame that was corrupted so', async () => {
    const running = await runSimulator({ symbols: [symbol], eventsPerSecond: 100 }, ['kraken'])
    const client = await follow(running.urls['kraken']!, 10)
    await soon(() => (messages(client).length > 5 ? true : undefined))
    await post(`${running.control}/faults`, { venue: 'kraken', kind: 'corrupt', form: 'checksum', channel: 'depth' })
    const from = client.texts.length
    await soon(() => (messages(client).length > 40 ? true : undefined))
    const seen = messages(client)
    const book = createBook(10)
    const wrong = seen.filter(message => {
      book.apply(message)
      return book.checksum() !== message.checksum
    })
    expect(wrong).toHaveLength(1)
    expect(seen.indexOf(wrong[0]!)).toBeGreaterThan(0)
    expect(from).toBeGreaterThan(0)
    const { body } = await get(
      `${running.control}/truth/kraken/${symbol}?exchangeTimeMs=${seen.at(-1)!.timeMs}&depth=10`,
    )
    expect(book.sides()).toEqual({ bids: body.bids, asks: body.asks })
  })

  it('knows nothing of other depths or of times before it began', async () => {
    const { control, simulator } = await runSimulator({ symbols: [symbol] }, ['kraken'])
    expect(venueOf({ simulator }, 'kraken').twin.checksums).toBe(true)
    for (const query of ['depth=7', 'exchangeTimeMs=1'])
      expect((await get(`${control}/truth/kraken/${symbol}?${query}`)).status).toBe(404)
    expect((await get(`${control}/truth/kraken/${symbol}`)).body.bids).toHaveLength(10)
  })
})

it('checksum of whole numbers: the published example', () => {
  const scale = (levels: readonly (readonly [string, string])[]): [number, number][] =>
    levels.map(([price, quantity]) => [Math.round(Number(price) * 10), Math.round(Number(quantity) * 1e8)])
  const asks = scale([['45285.2', '0.00100000'], ['45286.4', '1.54571953'], ['45286.6', '1.54571109'], ['45289.6', '1.54560911'], ['45290.2', '0.15890660'], ['45291.8', '1.54553491'], ['45294.7', '0.04454749'], ['45296.1', '0.35380000'], ['45297.5', '0.09945542'], ['45299.5', '0.18772827'], ['45300.0', '9.00000000']]) // prettier-ignore
  const bids = scale([['45283.5', '0.10000000'], ['45283.4', '1.54582015'], ['45282.1', '0.10000000'], ['45281.0', '0.10000000'], ['45280.3', '1.54592586'], ['45279.0', '0.07990000'], ['45277.6', '0.03310103'], ['45277.5', '0.30000000'], ['45277.3', '1.54602737'], ['45276.6', '0.15445238']]) // prettier-ignore
  expect(checksumOf({ bids, asks })).toBe(3310070434)
})
