import { performance } from 'node:perf_hooks'
import { eventually } from '@screener/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { createControlChannel, type ControlChannel } from '../src/control-channel.ts'
import type { Venue } from '../src/index.ts'
import { acme, acmeLimits, answering } from './acme/venue.ts'

interface Sent {
  readonly id: string
  readonly op: string
  readonly symbols: readonly string[]
  readonly channel?: string
}

interface Opened {
  readonly channel: ControlChannel
  readonly sent: Sent[]
  readonly subscribed: string[]
  readonly unsubscribed: string[]
  readonly rejected: string[]
  /** How often a frame was found overdue. */
  timeouts: number
  /** What a frame is answered with; by default nothing. */
  answer: (frame: Sent) => void
}

const channels: ControlChannel[] = []
afterEach(() => {
  for (const channel of channels.splice(0)) channel.stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const open = (venue: Venue): Opened => {
  const [sent, subscribed, unsubscribed, rejected]: [Sent[], string[], string[], string[]] = [[], [], [], []]
  const channel = createControlChannel({
    venue,
    send: text => {
      const frame = JSON.parse(text) as Sent
      sent.push(frame)
      setImmediate(() => opened.answer(frame))
    },
    onSubscribed: symbols => subscribed.push(...symbols),
    onUnsubscribed: symbols => unsubscribed.push(...symbols),
    onRejected: symbol => rejected.push(symbol),
    onTimeout: () => opened.timeouts++,
  })
  channels.push(channel)
  const opened: Opened = { channel, sent, subscribed, unsubscribed, rejected, timeouts: 0, answer: () => undefined }
  return opened
}

const far = Number.MAX_SAFE_INTEGER

test('control frames stay within the pace: 80 % of the allowance, less one kept for a pong', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now())
  const sentAtMs: number[] = []
  const channel = createControlChannel({
    venue: { ...acme('channel'), limits: { ...acmeLimits, framesPerSecond: 5 } },
    send: () => sentAtMs.push(performance.now()),
    onSubscribed: () => undefined,
    onUnsubscribed: () => undefined,
    onRejected: () => undefined,
    onTimeout: () => undefined,
  })
  channels.push(channel)
  // Unlike requests do not share a frame.
  for (let index = 0; index < 10; index++) {
    channel.subscribe([`S${index}`])
    channel.unsubscribe([`S${index}`])
  }
  vi.advanceTimersByTime(60_000)
  expect(sentAtMs.length).toBeGreaterThan(9)
  for (const start of sentAtMs)
    expect(sentAtMs.filter(at => at >= start && at < start + 1000).length).toBeLessThanOrEqual(3)
})

test('books that are lost one by one within moments share their control frames', async () => {
  const symbols = Array.from({ length: 50 }, (_, index) => `S${index}`)
  const opened = open(acme('channel'))
  const { channel, sent, unsubscribed } = opened
  let told = 0
  opened.answer = ({ id }) => {
    channel.acknowledged(id)
    // As a resync does: subscribe again what was let go.
    channel.subscribe(unsubscribed.slice(told))
    told = unsubscribed.length
  }
  // Each found its gap by itself: fifty requests of one symbol.
  for (const symbol of symbols) channel.unsubscribe([symbol])
  const asked = (): string[] => sent.filter(({ op }) => op === 'sub').flatMap(frame => frame.symbols)
  await eventually(() => asked().length === 50)
  expect(asked().toSorted()).toEqual(symbols.toSorted())
  // Ten symbols fit one frame: five frames let go, and as many or a few more ask again.
  expect(sent.length).toBeLessThanOrEqual(12)
})

test('two answers a symbol: subscribed with the second, unsubscribed likewise', async () => {
  const { channel, sent, subscribed, unsubscribed } = open(acme('channel', answering.each))
  channel.subscribe(['A', 'B'])
  await eventually(() => sent.length === 1)
  for (const symbol of ['A', 'B', 'A']) channel.acknowledged('1', symbol)
  expect(subscribed).toEqual(['A'])
  channel.acknowledged(undefined, 'B')
  expect(subscribed).toEqual(['A', 'B'])
  channel.unsubscribe(['A'])
  await eventually(() => sent.length === 2)
  channel.acknowledged('2', 'A')
  expect(unsubscribed).toEqual([])
  channel.refused('2', 'A', 'not subscribed')
  expect(unsubscribed).toEqual(['A'])
})

test('two frames for two channels: subscribed when both have answered', async () => {
  const { channel, sent, subscribed } = open(acme('channel', answering.twice))
  channel.subscribe(['A', 'B'])
  await eventually(() => sent.length === 2)
  for (const symbol of ['A', 'B']) channel.acknowledged('1', symbol)
  expect(subscribed).toEqual([])
  channel.acknowledged('2', 'B')
  expect(subscribed).toEqual(['B'])
})

test('an answer while the other frame waits for its turn does not mean subscribed', async () => {
  // Two frames a second, less one kept for a pong: one.
  const limits = { ...acmeLimits, framesPerSecond: 3 }
  const { channel, sent, subscribed } = open(acme('channel', { ...answering.twice, limits }))
  channel.subscribe(['A'])
  await eventually(() => sent.length === 1)
  channel.acknowledged('1', 'A')
  expect(subscribed).toEqual([])
  await eventually(() => sent.length === 2)
  channel.acknowledged('2', 'A')
  expect(subscribed).toEqual(['A'])
})

test('one symbol refused: rejected at once and once, the others go on', async () => {
  const opened = open(acme('channel', answering.each))
  const { channel, sent, subscribed, rejected } = opened
  channel.subscribe(['A', 'BAD', 'C'])
  await eventually(() => sent.length === 1)
  channel.acknowledged('1', 'A')
  channel.refused('1', 'BAD', 'no such symbol')
  expect(rejected).toEqual(['BAD'])
  for (const symbol of ['A', 'C', 'C']) channel.acknowledged('1', symbol)
  expect(subscribed).toEqual(['A', 'C'])
  // Nothing is awaited any more, though the second answer for BAD never came; when it comes it means nothing.
  channel.checkOverdue(far)
  expect([opened.timeouts, sent.length]).toEqual([0, 1])
  channel.refused('1', 'BAD', 'no such symbol')
  channel.acknowledged('1', 'BAD')
  expect([rejected, subscribed]).toEqual([['BAD'], ['A', 'C']])
})

test('a symbol refused in one frame is not awaited in the next, though that one left later', async () => {
  const limits = { ...acmeLimits, framesPerSecond: 3 }
  const opened = open(acme('channel', { ...answering.twice, limits }))
  const { channel, sent, subscribed, rejected } = opened
  channel.subscribe(['A', 'BAD'])
  await eventually(() => sent.length === 1)
  channel.refused('1', 'BAD', 'no such symbol')
  channel.acknowledged('1', 'A')
  await eventually(() => sent.length === 2)
  channel.acknowledged('2', 'A')
  expect([subscribed, rejected]).toEqual([['A'], ['BAD']])
  expect(channel.checkOverdue(far)).toBe(false)
  expect(opened.timeouts).toBe(0)
})

test('a symbol that flows is subscribed, though a repeated request for it is refused', async () => {
  const { channel, sent, subscribed, rejected } = open(acme('channel', answering.each))
  channel.subscribe(['A'])
  await eventually(() => sent.length === 1)
  channel.flows('A')
  for (let answer = 0; answer < 2; answer++) channel.refused('1', 'A', 'already subscribed')
  expect([subscribed, rejected]).toEqual([['A'], []])
})

test('overdue: only the symbols without an answer are asked for again', async () => {
  const { channel, sent, subscribed } = open(acme('channel', answering.each))
  channel.subscribe(['A', 'B', 'C'])
  await eventually(() => sent.length === 1)
  for (const symbol of ['A', 'C', 'A', 'C', 'B']) channel.acknowledged('1', symbol)
  expect(channel.checkOverdue(far)).toBe(false)
  await eventually(() => sent.length === 2)
  expect(sent[1]?.symbols).toEqual(['B'])
  for (let answer = 0; answer < 2; answer++) channel.acknowledged('2', 'B')
  expect(subscribed).toEqual(['A', 'C', 'B'])
})

test('throttled: a pause, and what was dropped is asked for again as often as it takes', async () => {
  const { channel, sent, subscribed } = open(acme('channel'))
  channel.subscribe(['A'])
  for (let times = 1; times <= 4; times++) {
    await eventually(() => sent.length === times)
    channel.throttled()
    const pausedAtMs = performance.now()
    expect(channel.hasRoom(pausedAtMs)).toBe(false)
    // Twice without an answer would otherwise be the end of the connection.
    expect(channel.checkOverdue(far)).toBe(false)
    await eventually(() => sent.length === times + 1)
    expect(performance.now() - pausedAtMs).toBeGreaterThan(900)
  }
  channel.acknowledged(sent.at(-1)?.id)
  expect(subscribed).toEqual(['A'])
})

test('frames of an hour: worn when four fifths are used, and not one more than allowed', async () => {
  const limits = { ...acmeLimits, controlFramesPerHour: 5 }
  const { channel, sent } = open(acme('channel', { limits }))
  const isWorn = (): boolean => channel.isWorn(performance.now())
  for (let count = 1; count <= 5; count++) {
    expect(isWorn()).toBe(count > 4)
    channel.subscribe([`S${count}`])
    await eventually(() => sent.length === count)
  }
  channel.subscribe(['S6'])
  // A ping is no control frame, and is still free to go.
  await eventually(() => channel.hasRoom(performance.now()))
  const nextTurn = performance.now()
  await eventually(() => performance.now() > nextTurn + 200)
  expect(sent).toHaveLength(5)
})

test('let go while the answer to its subscription is lost: said once that answer is overdue, so that it can be asked for anew', async () => {
  const { channel, sent, subscribed, unsubscribed } = open(acme('channel'))
  channel.subscribe(['A'])
  await eventually(() => sent.length === 1)
  channel.unsubscribe(['A'])
  await eventually(() => sent.length === 2)
  channel.acknowledged(sent[1]?.id)
  // The first answer may still come, and must not be taken for that of a later subscription.
  expect(unsubscribed).toEqual([])
  expect(channel.checkOverdue(far)).toBe(false)
  expect([subscribed, unsubscribed]).toEqual([[], ['A']])
})

test('control: while letting go is unanswered itself, an overdue subscription says nothing of it', async () => {
  const { channel, sent, unsubscribed } = open(acme('channel'))
  vi.spyOn(performance, 'now').mockReturnValue(0)
  channel.subscribe(['A'])
  await eventually(() => sent.length === 1)
  vi.spyOn(performance, 'now').mockReturnValue(1_000_000)
  channel.unsubscribe(['A'])
  await eventually(() => sent.length === 2)
  vi.restoreAllMocks()
  expect(channel.checkOverdue(500_000)).toBe(false)
  expect(unsubscribed).toEqual([])
})
