import { eventually } from '@screener/testing'
import { afterEach, expect, test } from 'vitest'
import { runAcme, type AcmeRun } from './acme/harness.ts'
import { acme } from './acme/venue.ts'

let run: AcmeRun
afterEach(() => run.end())

const halt = '{"halt":true}'

test('a venue that takes no orders: every book is given up, and asked for again on a new connection', async () => {
  const { decode } = acme('channel')
  const venue = {
    decode: (text: string) => (text === halt ? [{ kind: 'halted', reason: 'maintenance' } as const] : decode(text)),
  }
  run = await runAcme('channel', { venue })
  await eventually(() => run.live().length === 6)
  run.server.send(halt)
  await eventually(() => run.losses.length > 0)
  expect(run.losses.flatMap(({ symbols }) => symbols)).toHaveLength(6)
  await eventually(() => run.live().length === 6, { timeoutMs: 30_000 })
  expect([...run.counts.reconnects]).toEqual([['halted', 1]])
  expect(run.server.clients).toHaveLength(2)
})
