import { decodeServerMessage, type ServerMessage } from '@screener/contracts/gateway'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Opportunity } from '@screener/contracts'
import { createFanOut, type FanOut, type Receiver } from '../src/fan-out.ts'
import { makeOpportunity } from './make.ts'

interface Browser extends Receiver {
  readonly heard: ServerMessage[]
  readonly bytes: Uint8Array[]
  waiting: number
  dropped: string
}

const makeBrowser = (): Browser => {
  const browser: Browser = {
    heard: [],
    bytes: [],
    waiting: 0,
    dropped: '',
    waitingBytes: () => browser.waiting,
    send: bytes => {
      browser.bytes.push(bytes)
      browser.heard.push(decodeServerMessage(bytes))
    },
    drop: reason => {
      browser.dropped = reason
    },
  }
  return browser
}

let open: Map<string, Opportunity>
let fanOut: FanOut

const pass = (ms: number): void => {
  for (let passed = 0; passed < ms; passed += 10) {
    vi.advanceTimersByTime(10)
    if ((passed + 10) % 100 === 0) fanOut.tick()
    vi.advanceTimersByTime(0)
  }
}
const change = (id: string, netBps: number): void => {
  const opportunity = makeOpportunity({ id, netBps })
  open.set(id, opportunity)
  fanOut.changed(opportunity)
}
const close = (id: string): void => {
  open.delete(id)
  fanOut.closed(id, 'stale')
}
/** What a page that obeys the protocol holds. */
const heldBy = (browser: Browser): Record<string, number> => {
  const held = new Map<string, number>()
  for (const { fullState, update } of browser.heard) {
    if (fullState) held.clear()
    for (const { id, netBps } of fullState?.opportunities ?? update?.changed ?? []) held.set(id, netBps)
    for (const { id } of update?.closed ?? []) held.delete(id)
  }
  return Object.fromEntries(held)
}
const truth = (): Record<string, number> => Object.fromEntries([...open].map(([id, { netBps }]) => [id, netBps]))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] })
  open = new Map()
  const clock = { nowMs: () => performance.now(), wallUs: () => 1_790_000_000_000_000 + performance.now() * 1000 }
  const venues = [
    {
      name: 'Binance',
      venue: 'binance',
      state: 'live',
      liveBooks: 1,
      syncingBooks: 0,
      suspectBooks: 0,
      downBooks: 0,
      proofAgeMs: 1,
      sinceMs: 1,
      reason: '',
      rejectedSymbols: 0,
    },
  ]
  fanOut = createFanOut(
    { opportunities: () => open.values(), venues: () => venues, live: () => true, simulated: true, version: 'v1' },
    50,
    clock,
  )
})

afterEach(() => {
  fanOut.stop()
  vi.useRealTimers()
})

test('the whole state comes first, then what is newer, numbered without a gap', () => {
  change('a', 1)
  const browser = makeBrowser()
  fanOut.join(browser)
  change('b', 2)
  pass(200)
  close('a')
  change('b', 3)
  pass(200)
  expect(browser.heard[0]).toMatchObject({
    fullState: { live: true, simulated: true, version: 'v1', venues: [{ venue: 'binance' }] },
  })
  expect(browser.heard.slice(1).every(message => message.update)).toBe(true)
  expect(browser.heard.map(message => message.number)).toEqual(browser.heard.map((_, index) => index))
  expect(browser.heard.every(message => message.atUs >= 1_790_000_000_000_000)).toBe(true)
  expect(heldBy(browser)).toEqual(truth())
  expect(browser.heard.flatMap(({ update }) => update?.closed ?? [])).toContainEqual({ id: 'a', reason: 'stale' })
})

test('a lone change goes out at once, many at the pace, the newest value only', () => {
  const browser = makeBrowser()
  fanOut.join(browser)
  pass(660)
  const before = browser.heard.length
  change('a', 1)
  vi.advanceTimersByTime(1)
  expect(browser.heard).toHaveLength(before + 1)
  for (let i = 0; i < 100; i += 1) {
    change('a', i)
    pass(10)
  }
  expect(browser.heard.length - before).toBeLessThanOrEqual(22)
  expect(heldBy(browser)).toEqual({ a: 99 })
})

test('a heartbeat every half second when nothing happens', () => {
  const browser = makeBrowser()
  fanOut.join(browser)
  pass(100)
  const before = browser.heard.length
  pass(5000)
  expect(browser.heard.length - before).toBeGreaterThanOrEqual(8)
  expect(browser.heard.length - before).toBeLessThanOrEqual(10)
  expect(browser.heard.at(-1)).toMatchObject({
    update: { changed: [], closed: [], live: true, venues: [{ venue: 'binance' }] },
  })
})

test('one encoding for all of a pace', () => {
  const browsers = [makeBrowser(), makeBrowser()]
  fanOut.join(browsers[0]!)
  pass(100)
  fanOut.join(browsers[1]!)
  change('a', 1)
  pass(100)
  const [one, other] = browsers.map(browser => browser.heard.at(-1)!)
  expect(one!.number).not.toBe(other!.number)
  expect({ ...one, number: 0 }).toEqual({ ...other, number: 0 })
})

test('a slower pace is kept, and a change of pace loses nothing', () => {
  const slow = makeBrowser()
  fanOut.join(slow)
  pass(100)
  change('early', 1)
  fanOut.setPace(slow, 800)
  const before = slow.heard.length
  for (let i = 0; i < 300; i += 1) {
    change('a', i)
    pass(10)
  }
  expect(slow.heard.length - before).toBeLessThanOrEqual(5)
  fanOut.setPace(slow, 0)
  pass(660)
  expect(heldBy(slow)).toEqual(truth())
})

describe('a browser that does not keep up', () => {
  test('is skipped, gets the whole state when it has caught up, and the others notice nothing', () => {
    const slow = makeBrowser()
    const quick = makeBrowser()
    fanOut.join(slow)
    fanOut.join(quick)
    pass(100)
    slow.waiting = 1_000_001
    const before = slow.heard.length
    for (let i = 0; i < 50; i += 1) {
      change(`id${i}`, i)
      if (i % 2 === 0) close(`id${i}`)
      pass(10)
    }
    expect(slow.heard).toHaveLength(before)
    expect(heldBy(quick)).toEqual(truth())
    slow.waiting = 0
    pass(200)
    expect(slow.heard[before]!.fullState).toBeTruthy()
    expect(heldBy(slow)).toEqual(truth())
    expect(slow.heard.map(message => message.number)).toEqual(slow.heard.map((_, index) => index))
    expect(fanOut.counters.skipped).toBe(1)
  })

  test('is cut off after 10 s', () => {
    const slow = makeBrowser()
    fanOut.join(slow)
    pass(100)
    slow.waiting = 1_000_001
    change('a', 1)
    pass(9900)
    expect(slow.dropped).toBe('')
    pass(400)
    expect(slow.dropped).toBe('too_slow')
    expect(fanOut.size()).toBe(0)
  })
})

test('the whole state on request, but not more often than four times a second', () => {
  const browser = makeBrowser()
  fanOut.join(browser)
  for (let i = 0; i < 100; i += 1) {
    fanOut.requestFullState(browser)
    pass(10)
  }
  const full = browser.heard.filter(message => message.fullState).length
  expect(full).toBeGreaterThanOrEqual(3)
  expect(full).toBeLessThanOrEqual(5)
})

test('news of venues and liveness goes out without a change', () => {
  const browser = makeBrowser()
  fanOut.join(browser)
  pass(100)
  const before = browser.heard.length
  fanOut.news()
  pass(60)
  expect(browser.heard[before]).toMatchObject({ update: { venues: [{ venue: 'binance' }] } })
})

test('who left hears nothing more', () => {
  const browser = makeBrowser()
  fanOut.join(browser)
  pass(100)
  fanOut.leave(browser)
  const before = browser.heard.length
  change('a', 1)
  fanOut.sendError(browser, 'x', 'y')
  pass(1000)
  expect(browser.heard).toHaveLength(before)
})
