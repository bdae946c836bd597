import { expect, test } from 'vitest'
import {
  backoffMs,
  freshnessOf,
  initialLink,
  staleCauseOf,
  stepLink,
  type LinkEvent,
  type LinkState,
  type Now,
} from '../src/connection/link-state.ts'
import { ServerClock } from '../src/connection/server-clock.ts'

const at = (ms: number): Now => ({ monotonicMs: ms, wallMs: 1_700_000_000_000 + ms })
const run = (events: readonly (readonly [number, LinkEvent])[], from: LinkState = initialLink(at(0))): LinkState =>
  events.reduce((state, [ms, event]) => stepLink(state, event, at(ms), 0).state, from)
const fullMessage: LinkEvent = { type: 'message', full: true, lagMs: 0 }
const heartbeat: LinkEvent = { type: 'message', full: false, lagMs: 0 }
const live = run([
  [10, { type: 'opened' }],
  [20, fullMessage],
])

test('loading until the full state, then live', () => {
  expect(freshnessOf(run([[10, { type: 'opened' }]]), at(20), false)).toBe('loading')
  expect(freshnessOf(live, at(30), false)).toBe('live')
})

test('no message for 1.2 s is stale, by either clock; a hidden tab waits longer', () => {
  expect(freshnessOf(live, at(1_220), false)).toBe('live')
  expect(freshnessOf(live, at(1_221), false)).toBe('stale')
  expect(freshnessOf(live, { monotonicMs: 30, wallMs: at(20).wallMs + 60_000 }, false)).toBe('stale')
  expect(freshnessOf(live, at(2_000), true)).toBe('live')
})

test('closed is stale at once, and not live again before the full state', () => {
  const closed = run([[100, { type: 'closed', reason: '' }]], live)
  expect(freshnessOf(closed, at(101), false)).toBe('stale')
  const reopened = run(
    [
      [700, { type: 'tick' }],
      [710, { type: 'opened' }],
      [720, heartbeat],
    ],
    closed,
  )
  expect(freshnessOf(reopened, at(721), false)).toBe('stale')
  expect(staleCauseOf(reopened, 721)).toBe('refreshing')
  expect(freshnessOf(run([[730, fullMessage]], reopened), at(731), false)).toBe('live')
})

test('messages that arrive late are stale', () => {
  const late = run([[100, { type: 'message', full: false, lagMs: 5_000 }]], live)
  expect(freshnessOf(late, at(110), false)).toBe('stale')
  expect(staleCauseOf(late, 110)).toBe('delayed')
})

test('an open socket that goes silent is dropped and tried again', () => {
  expect(stepLink(live, { type: 'tick' }, at(4_000), 0).command).toBeUndefined()
  const { state, command } = stepLink(live, { type: 'tick' }, at(4_020), 0)
  expect(command).toBe('drop')
  expect(state).toMatchObject({ phase: 'waiting', lastReason: 'silence', complete: false })
  expect(stepLink(state, { type: 'tick' }, at(state.retryAtMs), 0).command).toBe('connect')
})

test('a connection that does not open in 5 s is dropped', () => {
  const { state, command } = stepLink(initialLink(at(0)), { type: 'tick' }, at(5_000), 0)
  expect(command).toBe('drop')
  expect(state.lastReason).toBe('timeout')
})

test('waits double from 0.5 s to 10 s with jitter, and start again only after data', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(attempt => backoffMs(attempt, 0))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ])
  expect(backoffMs(3, 0.999)).toBeCloseTo(1_001, 0)
  let state = run([[100, { type: 'closed', reason: '' }]], live)
  const waits: number[] = []
  let now = 100
  for (let round = 0; round < 4; round += 1) {
    waits.push(state.retryAtMs - now)
    now = state.retryAtMs
    // It opens, says nothing and closes: that is no success.
    state = run(
      [
        [now, { type: 'tick' }],
        [now, { type: 'opened' }],
        [now, { type: 'closed', reason: '' }],
      ],
      state,
    )
  }
  expect(waits).toEqual([500, 500, 1_000, 2_000])
})

test('try now does not wait', () => {
  const closed = run([[100, { type: 'closed', reason: '' }]], live)
  expect(stepLink(closed, { type: 'tryNow' }, at(150), 0).command).toBe('connect')
  expect(stepLink(live, { type: 'tryNow' }, at(150), 0).command).toBeUndefined()
})

test('the clock follows the least delayed message, and a new offset after the old ones are forgotten', () => {
  const clock = new ServerClock()
  expect(clock.at(0)).toBeNaN()
  expect(clock.observe(1_000_000, 100)).toBe(0)
  expect(clock.observe(1_000_100, 260)).toBe(60)
  expect(clock.at(300)).toBe(1_000_200)
  // After sleep the monotonic clock stood: the first message corrects it.
  expect(clock.observe(2_000_000, 310)).toBe(0)
  expect(clock.at(310)).toBe(2_000_000)
  // The server's clock was set back by 5 s: late for at most 30 s, then right.
  expect(clock.observe(1_995_100, 410)).toBe(5_000)
  clock.observe(2_010_000, 15_310)
  expect(clock.observe(2_025_000, 30_310)).toBe(0)
})
