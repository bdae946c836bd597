import { eventually } from '@screener/testing'
import { afterEach, expect, test } from 'vitest'
import { runAcme, type AcmeRun } from './acme/harness.ts'

let run: AcmeRun
afterEach(() => run.end())

const hourMs = 3_600_000

test('a half-open connection is left as soon as a ping stays unanswered, a quiet one is not', async () => {
  const liveness = { transportTimeoutMs: hourMs, dataTimeoutMs: hourMs, acknowledgeTimeoutMs: hourMs }
  run = await runAcme('channel', { venue: { liveness } })
  await eventually(() => run.live().length === 6)
  run.server.behaviour.silent = true
  const { pings } = run.server
  await eventually(() => run.server.pings >= pings + 2)
  expect(run.losses).toEqual([])
  run.server.deafen()
  await eventually(() => run.counts.reconnects.get('transport_silent') === 1)
  expect(run.losses.every(({ reason }) => reason === 'stalled')).toBe(true)
  run.server.behaviour.silent = false
  await eventually(() => run.live().length === 6)
})
