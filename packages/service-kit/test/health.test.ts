import { expect, test } from 'vitest'
import { createHealth } from '../src/index.ts'

test('healthy only while every probe has nothing to say', () => {
  const state: { reason?: string } = {}
  const health = createHealth(() => 0)
  health.check('feed', () => state.reason)
  health.check('other', () => undefined)
  expect(health.report()).toEqual({ healthy: true, checks: { feed: 'ok', other: 'ok' } })
  state.reason = 'stale'
  expect(health.report()).toEqual({ healthy: false, checks: { feed: 'stale', other: 'ok' } })
})

test('a loop that stops turning is unhealthy and recovers', () => {
  let nowMs = 0
  const health = createHealth(() => nowMs)
  health.loopTurned('reader', 1000)
  nowMs = 1000
  expect(health.report().healthy).toBe(true)
  nowMs = 1001
  expect(health.report()).toEqual({ healthy: false, checks: { reader: 'no turn for 1001 ms' } })
  health.loopTurned('reader', 1000)
  expect(health.report().healthy).toBe(true)
})

test('a probe that throws is a reason, not a crash', () => {
  const health = createHealth(() => 0)
  health.check('bad', () => {
    throw new Error('boom')
  })
  expect(health.report()).toEqual({ healthy: false, checks: { bad: 'probe failed: boom' } })
})

test('a note is told and fails nothing', () => {
  const state: { note?: string } = {}
  const health = createHealth(() => 0)
  health.check('feed', () => undefined)
  health.note('held', () => state.note)
  expect(health.report()).toEqual({ healthy: true, checks: { feed: 'ok' } })
  state.note = 'one book'
  expect(health.report()).toEqual({ healthy: true, checks: { feed: 'ok' }, notes: { held: 'one book' } })
})
