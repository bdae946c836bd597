import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import { tickerMessage } from '../src/gateio/payloads.ts'
import type { Instrument } from '../src/market/instruments.ts'
import { MatchingBook } from '../src/market/matching-book.ts'
import { connectGate, runGate, type GateFrame } from './gateio-harness.ts'
import { soon } from './simulator-harness.ts'

const isFull = ({ channel, result }: GateFrame): boolean => channel === 'spot.obu' && result.full === true
const isDelta = ({ channel, result }: GateFrame): boolean => channel === 'spot.obu' && result.U !== undefined

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
