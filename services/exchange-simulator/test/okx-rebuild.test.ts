import { crc32 } from 'node:zlib'
import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import { IdSeries } from '../src/okx/id-series.ts'
import { connectOkx, runOkx as run, type OkxBook, type OkxClient } from './okx-client.ts'
import { get, post, type Running, type Wire } from './simulator-harness.ts'

type Level = readonly [price: string, quantity: string]

/** A client that follows the venue's rule and nothing more. */
const createBook = (): {
  seqId: number
  replace(book: OkxBook): void
  apply(book: OkxBook): void
  sides(): { bids: Level[]; asks: Level[] }
} => {
  const sides = [new Map<string, string>(), new Map<string, string>()] as const
  const set = (side: Map<string, string>, levels: readonly Wire[]): void => {
    for (const [price, quantity] of levels)
      if (quantity === '0') side.delete(price)
      else side.set(price, quantity)
  }
  const best = (side: Map<string, string>, sign: number): Level[] =>
    [...side].sort((a, b) => sign * (Number(a[0]) - Number(b[0]))).slice(0, 400)
  const apply = (book: OkxBook): void => {
    set(sides[0], book.bids)
    set(sides[1], book.asks)
    held.seqId = book.seqId
  }
  const held = {
    seqId: -1,
    apply,
    replace: (book: OkxBook): void => {
      for (const side of sides) side.clear()
      apply(book)
    },
    sides: () => ({ bids: best(sides[0], -1), asks: best(sides[1], 1) }),
  }
  return held
}

const truthAt = async ({ control }: Running, seqId: number): Promise<unknown> => {
  const { status, body } = await get(`${control}/truth/okx/BTC-USDT?sequence=${seqId}`)
  expect(status).toBe(200)
  return { bids: body.bids, asks: body.asks }
}

/** Follows until so many updates were applied; compares at every one of them. */
const follow = async (running: Running, client: OkxClient, updates: number): Promise<readonly number[]> => {
  const book = createBook()
  const seen: number[] = []
  while (seen.length <= updates) {
    await client.count('books', seen.length + 1)
    const { action, data } = client.of('books')[seen.length]!
    if (action === 'snapshot') book.replace(data[0])
    else {
      expect(data[0].prevSeqId).toBe(book.seqId)
      book.apply(data[0])
    }
    seen.push(book.seqId)
    expect(book.sides()).toEqual(await truthAt(running, book.seqId))
  }
  return seen
}

describe("okx books rebuilt by the venue's own rule equal the truth", () => {
  it('at every message, also for a second client that joins later', async () => {
    const running = await run({ eventsPerSecond: 100 })
    const first = await connectOkx(running.okx)
    first.subscribe(['books'])
    await first.count('books', 3)
    const second = await connectOkx(running.okx)
    second.subscribe(['books'])
    const [one, other] = await Promise.all([first, second].map(client => follow(running, client, 20)))
    expect(one!.filter(seqId => other!.includes(seqId)).length).toBeGreaterThan(10)
  })

  it('over a reset', async () => {
    const running = await run({ eventsPerSecond: 100 })
    const client = await connectOkx(running.okx)
    client.subscribe(['books'])
    await client.count('books', 4)
    await post(`${running.control}/faults`, { venue: 'okx', kind: 'restart', symbol: 'BTC-USDT' })
    const seen = await follow(running, client, 25)
    expect(seen).toContain(3)
    expect(seen[0]).toBeGreaterThan(1e9)
    expect(seen.at(-1)).toBeLessThan(1e6)
  })

  it.each([
    ['as it is', {}],
    ['with REST books 300 ms behind', { snapshotLagMs: 300 }],
    ['with REST books that go back', { snapshotsGoBack: true }],
  ])('without a pushed snapshot, joined with the REST book, %s', async (_name, knobs) => {
    const running = await run({ eventsPerSecond: 100 })
    await post(`${running.control}/knobs`, { noInitialSnapshot: true, ...knobs })
    const client = await connectOkx(running.okx)
    client.subscribe(['books'])
    // The documents' steps: skip the first, note the second's predecessor, ask until the answer reaches it.
    const second = (await client.count('books', 2))[1]!.data[0]
    const book = createBook()
    await eventually(
      async () => {
        const { body } = await get(`${running.okx}/api/v5/market/books?instId=BTC-USDT&sz=400`)
        book.replace((body as unknown as { data: readonly [OkxBook] }).data[0])
        return book.seqId >= second.prevSeqId!
      },
      { everyMs: 100 },
    )
    expect(book.sides()).toEqual(await truthAt(running, book.seqId))
    let at = 1
    let applied = 0
    while (applied < 8) {
      await client.count('books', at + 1)
      const update = client.of('books')[at++]!.data[0]
      if (update.seqId <= book.seqId) continue
      // Never from within an update, which leaves out what changed and came back.
      expect(update.prevSeqId).toBe(book.seqId)
      book.apply(update)
      applied++
      expect(book.sides()).toEqual(await truthAt(running, book.seqId))
    }
  })

  it('the best bid and ask agree with the truth at their own id', async () => {
    const running = await run({ eventsPerSecond: 300 })
    const client = await connectOkx(running.okx)
    client.subscribe(['bbo-tbt'])
    for (const { data } of (await client.count('bbo-tbt', 20)).slice(0, 20)) {
      const { body } = await get(`${running.control}/truth/okx/BTC-USDT?sequence=${data[0].seqId}&levels=1`)
      const top = (levels: readonly Wire[]): readonly string[] => levels[0]!.slice(0, 2)
      expect([top(data[0].bids), top(data[0].asks)]).toEqual([body.bids[0], body.asks[0]])
    }
  })

  it('checksums of the old form match, when told to send them', async () => {
    const running = await run({ eventsPerSecond: 100 })
    await post(`${running.control}/knobs`, { checksums: true })
    const client = await connectOkx(running.okx)
    client.subscribe(['books'])
    const book = createBook()
    for (const { action, data } of (await client.count('books', 10)).slice(0, 10)) {
      if (action === 'snapshot') book.replace(data[0])
      else book.apply(data[0])
      const { bids, asks } = book.sides()
      const digits = Array.from({ length: 25 }, (_, index) => [bids[index], asks[index]].flatMap(level => level ?? []))
      expect(data[0].checksum).toBe(crc32(digits.flat().join(':')) | 0)
      expect(data[0].checksum).not.toBe(0)
    }
  })

  it('does not invent', async () => {
    const running = await run({ eventsPerSecond: 100 })
    for (const sequence of [1, 2 ** 52]) {
      const { status } = await get(`${running.control}/truth/okx/BTC-USDT?sequence=${sequence}`)
      expect(status).toBe(404)
    }
  })
})

describe('IdSeries', () => {
  it('goes back and forth between ids and events, over resets', () => {
    const series = new IdSeries(1000)
    const engineIds = (last: number, ...seqIds: number[]): unknown => seqIds.map(id => series.engineIdOf(id, last))
    expect([series.seqIdOf(1000), series.seqIdOf(1010)]).toEqual([1000, 1040])
    expect(engineIds(1011, 1040, 1041, 999, 1048)).toEqual([1010, undefined, undefined, undefined])
    expect(series.reset(1010)).toBe(true)
    expect([series.seqIdOf(1009), series.seqIdOf(1010), series.seqIdOf(1012)]).toEqual([1036, 3, 11])
    expect(engineIds(1012, 1036, 3, 11, 15, 1040, 1044)).toEqual([1009, 1010, 1012, undefined, 1010, undefined])
    // As an id of the new era this would be an event to come.
    expect(engineIds(1012, 1003)).toEqual([undefined])
    expect(series.reset(1010)).toBe(false)
    expect(series.reset(1012)).toBe(true)
    expect([series.seqIdOf(1012), ...(engineIds(1014, 3, 11) as number[])]).toEqual([3, 1012, 1014])
  })
})
