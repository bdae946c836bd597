import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import { connectGate, runGate, type GateClient, type GateResult, type RunningGate } from './gateio-harness.ts'
import { get, soon, type Wire } from './simulator-harness.ts'

/** The plainest book there is: what a client holds that follows the venue's rule and nothing more. */
const createPlainBook = (
  depth: number,
): {
  replace(bids: readonly Wire[], asks: readonly Wire[]): void
  apply(push: GateResult): void
  sides(): { bids: readonly Wire[]; asks: readonly Wire[] }
} => {
  let bids: readonly Wire[] = []
  let asks: readonly Wire[] = []
  const changed = (side: readonly Wire[], changes: readonly Wire[], sign: number): readonly Wire[] => {
    const levels = new Map(side)
    for (const [price, quantity] of changes)
      if (quantity === '0') levels.delete(price)
      else levels.set(price, quantity)
    return [...levels].sort((left, right) => sign * (Number(left[0]) - Number(right[0]))).slice(0, depth)
  }
  return {
    replace: (newBids, newAsks) => {
      bids = newBids
      asks = newAsks
    },
    apply: ({ b = [], a = [] }) => {
      bids = changed(bids, b, -1)
      asks = changed(asks, a, 1)
    },
    sides: () => ({ bids, asks }),
  }
}

const wantedFrames = 60

const truthAt = ({ simulator }: RunningGate, sequence: number, depth: number): unknown => {
  const truth = simulator.truth({ venue: 'gateio', symbol: 'BTC-USDT', sequence, depth })
  return truth && { bids: truth.bids, asks: truth.asks }
}

/** `full` replaces, then U = last + 1; the book is the truth at every u. */
const followStream = async (running: RunningGate, client: GateClient, level: number): Promise<number> => {
  const name = `ob.BTC_USDT.${String(level)}`
  client.ask('subscribe', 'spot.obu', [name], level)
  await eventually(() => client.pushes('spot.obu', name).length > wantedFrames, { timeoutMs: 20_000 })
  // Not cut by the client: the venue itself deletes what left the window.
  const book = createPlainBook(Infinity)
  let last = 0
  let compared = 0
  for (const push of client.pushes('spot.obu', name)) {
    if (push.full) book.replace(push.b ?? [], push.a ?? [])
    else {
      expect(push.U).toBe(last + 1)
      book.apply(push)
    }
    last = push.u
    expect(book.sides()).toEqual(truthAt(running, last, level))
    compared++
  }
  return compared
}

interface RestBook {
  readonly id: number
  readonly bids: readonly Wire[]
  readonly asks: readonly Wire[]
}

/** Buffer, fetch until it reaches the buffer, drop, join at U <= id + 1 <= u, then U = last + 1, cut to the window. */
const followUpdates = async (running: RunningGate, client: GateClient, window: number): Promise<number> => {
  const channel = 'spot.order_book_update'
  client.ask('subscribe', channel, ['BTC_USDT', window === 20 ? '20ms' : '100ms'], window)
  const pushes = (): readonly GateResult[] => client.pushes(channel, 'BTC_USDT').filter(({ l }) => l === String(window))
  await eventually(() => pushes().length > 0)
  const url = `${running.gateio}/api/v4/spot/order_book?currency_pair=BTC_USDT&with_id=true&limit=${String(window)}`
  const first = pushes()[0]!
  const snapshot = await soon(async () => {
    const rest = (await get(url)).body as unknown as RestBook
    return rest.id >= first.U! - 1 ? rest : undefined
  }, { timeoutMs: 10_000, everyMs: 60 }) // prettier-ignore
  await eventually(() => pushes().length > wantedFrames / 2, { timeoutMs: 20_000 })
  const book = createPlainBook(window)
  book.replace(snapshot.bids, snapshot.asks)
  let last = snapshot.id
  let compared = 0
  for (const push of pushes()) {
    if (push.full) book.replace(push.b!, push.a!)
    else if (push.u <= last) continue
    else {
      if (compared === 0) expect(push.U).toBeLessThanOrEqual(last + 1)
      else expect(push.U).toBe(last + 1)
      book.apply(push)
    }
    last = push.u
    expect(book.sides()).toEqual(truthAt(running, last, window))
    compared++
  }
  return compared
}

describe("books rebuilt by gate's own rules are the truth at every u", () => {
  it.each([50, 400])('spot.obu %i, also for a second client that joins later', async level => {
    const running = await runGate({ eventsPerSecond: 150 })
    const first = await connectGate(running)
    const done = followStream(running, first, level)
    await first.next(({ result }) => result.U !== undefined)
    const second = await connectGate(running)
    const compared = await Promise.all([done, followStream(running, second, level)])
    expect(Math.min(...compared)).toBeGreaterThan(wantedFrames)
  })

  it('spot.obu with full books in between', async () => {
    const running = await runGate({ eventsPerSecond: 150 })
    running.knobs['fullEveryFrames'] = 7
    expect(await followStream(running, await connectGate(running), 50)).toBeGreaterThan(wantedFrames)
  })

  it.each([
    ['as it is', 100, {}],
    ['with REST books of now', 100, { bookAgeMs: 0 }],
    ['with REST books 1.5 s old', 100, { bookAgeMs: 1_500 }],
    ['opened by the whole book as a change', 100, { updatesOpenWith: 1 }],
    ['opened by a full book', 100, { updatesOpenWith: 2 }],
    ['at 20 ms', 20, {}],
  ])('spot.order_book_update and REST, %s', async (_name, window, knobs) => {
    const running = await runGate({ eventsPerSecond: 250 })
    Object.assign(running.knobs, knobs)
    expect(await followUpdates(running, await connectGate(running), window)).toBeGreaterThan(5)
  })
})
