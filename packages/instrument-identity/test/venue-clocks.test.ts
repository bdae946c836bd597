import { describe, expect, test } from 'vitest'
import { createVenueClocks } from '../src/index.ts'

const startMs = 1_800_000_000_000
const second = 1_000

/** A venue that sends each 100 ms; `lag` is how late what is read now is, `symbol` a book of it. */
const venue = (offsets: Record<string, number> = {}) => {
  const clocks = createVenueClocks({ maxLagMs: 1_000, offsetsMs: new Map(Object.entries(offsets)) })
  const state = { nowMs: startMs }
  const hear = (lagMs: number, symbol = 'BTC-USDT', group = 0) => {
    clocks.see(group, 'alpha', symbol, state.nowMs - lagMs, state.nowMs * 1_000)
    return clocks.takeChanges()
  }
  const run = (lagMs: number, forMs: number, symbol?: string, group?: number) => {
    const changes = []
    for (const endMs = state.nowMs + forMs; state.nowMs < endMs; state.nowMs += 100) {
      changes.push(...hear(lagMs, symbol, group))
    }
    return changes.map(({ group: at, lag }) => `${at} ${lag?.kind ?? 'in time'}`)
  }
  return { clocks, state, hear, run, kind: (group = 0) => clocks.lagOf(group, 'alpha')?.kind }
}

test('a venue in time is never held, and its offset is the least that was seen', () => {
  const { clocks, run } = venue()
  expect([...run(80, 10 * second), ...run(300, 10 * second), ...run(80, 60 * second)]).toEqual([])
  expect(clocks.offsetsMs.get('alpha')).toBe(80)
})

test('two seconds late: held at its very first frame', () => {
  const { run } = venue()
  expect(run(2_000, 10 * second)).toEqual(['0 late'])
})

test('two seconds late after it was in time: held at the first frame after the silence, released when it has caught up', () => {
  const { run, state } = venue()
  run(80, 60 * second)
  state.nowMs += 2 * second
  expect(run(2_000, 100)).toEqual(['0 late'])
  expect(run(2_000, 600 * second)).toEqual([])
  expect(run(900, 10 * second)).toEqual([])
  expect(run(80, 1 * second)).toEqual(['0 in time'])
})

test('growing slowly late is seen within half a second of the limit', () => {
  const { state, hear, kind } = venue()
  let lateAtMs: number | undefined
  for (let lagMs = 80; lagMs < 3_000; lagMs += 50, state.nowMs += 100) {
    hear(lagMs)
    if (kind() === 'late') lateAtMs ??= lagMs
  }
  expect(lateAtMs).toBeGreaterThan(1_000)
  expect(lateAtMs).toBeLessThan(1_300)
})

test('a clock that is ahead hides no lag: what counts too is the distance from its own best', () => {
  const { run, state, clocks } = venue()
  expect(run(-800, 60 * second)).toEqual([])
  state.nowMs += 2 * second
  expect(run(800, 10 * second)).toEqual(['0 late'])
  expect(clocks.lagOf(0, 'alpha')).toEqual({ kind: 'late', lagMs: 800, behindBestMs: 1_600 })
})

test('the own best is of the last minutes: a clock that was set right is believed again', () => {
  const { run, kind } = venue()
  run(-900, 300 * second)
  run(400, 200 * second)
  expect(kind()).toBe('late')
  run(400, 200 * second)
  expect(kind()).toBeUndefined()
})

test('one odd stamp is no best', () => {
  const { run, hear, state } = venue()
  run(400, 120 * second)
  hear(-900)
  state.nowMs += 100
  expect(run(400, 300 * second)).toEqual([])
})

describe('times that are not yet', () => {
  test('from the first frame, and no lag of others is measured by them', () => {
    const { run } = venue()
    expect(run(-3_600 * second, 10 * second)).toEqual(['0 ahead'])
    expect(run(80, 10 * second)).toEqual(['0 in time'])
  })

  test('one among others is nothing, and hides no lag', () => {
    const { run, hear, state, kind } = venue()
    run(80, 10 * second)
    expect(hear(-3_600 * second, 'ODD-USDT')).toEqual([])
    state.nowMs += 3 * second
    run(2_000, 200)
    hear(-3_600 * second, 'ODD-USDT')
    expect(kind()).toBe('late')
  })
})

test('a constant offset is late, unless the operator knows the clock', () => {
  expect(venue().run(5_000, second)).toEqual(['0 late'])
  expect(venue({ alpha: 4_900 }).run(5_000, second)).toEqual([])
  expect(venue({ alpha: -4_900 }).run(-4_800, second)).toEqual([])
  expect(venue({ alpha: 4_900 }).run(7_000, second)).toEqual(['0 late'])
  expect(venue({ beta: 4_900 }).run(5_000, second)).toEqual(['0 late'])
})

describe('which frames speak', () => {
  test('a quiet book may be of long ago while others are of now', () => {
    const { run, hear, state } = venue()
    run(80, 10 * second)
    expect(hear(60_000, 'QUIET-USDT')).toEqual([])
    state.nowMs += 100
    expect(run(80, 10 * second)).toEqual([])
  })

  test('each shard for itself', () => {
    const { run, kind } = venue()
    run(80, 10 * second)
    expect(run(2_000, 10 * second, 'ETH-USDT', 1)).toEqual(['1 late'])
    expect(run(80, second)).toEqual([])
    expect([kind(0), kind(1)]).toEqual([undefined, 'late'])
  })

  test('a frame that is told again, and one without a time, say nothing', () => {
    const { clocks, hear, state, kind } = venue()
    hear(2_000)
    clocks.see(0, 'alpha', 'BTC-USDT', state.nowMs, state.nowMs * 1_000)
    clocks.see(0, 'alpha', 'ETH-USDT', 0, state.nowMs * 1_000)
    expect(clocks.takeChanges()).toEqual([])
    expect(kind()).toBe('late')
  })

  test.each([1_000, 1_000_000, 0.001])('times in other units are told by their magnitude: ms times %d', factor => {
    const clocks = createVenueClocks({ maxLagMs: 1_000, offsetsMs: new Map() })
    clocks.see(0, 'alpha', 'BTC-USDT', startMs * factor, (startMs + 80) * 1_000)
    expect(clocks.takeChanges()).toEqual([])
    expect(clocks.lagsMs.get('alpha')).toBeCloseTo(80, 3)
    clocks.see(0, 'alpha', 'BTC-USDT', startMs * factor, (startMs + 3_000) * 1_000)
    expect(clocks.takeChanges().map(({ lag }) => lag?.kind)).toEqual(['late'])
  })
})

test('a limit of 0 is refused', () => {
  expect(() => createVenueClocks({ maxLagMs: 0, offsetsMs: new Map() })).toThrow('maxLagMs')
})
