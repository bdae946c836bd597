import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@screener/testing'
import { expect, test } from 'vitest'
import { runAcme } from './acme/harness.ts'

const handles = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter(kind => kind !== 'Immediate')
    .sort()

// Before the connection, during the handshake, the subscription, the snapshots, and in full flow.
test.each(['rest', 'channel'] as const)('stopping at any moment leaves no handle (%s)', async flavour => {
  await delay(0)
  for (const afterMs of [0, 1, 3, 7, 15, 30, 60, 120, 250, 500]) {
    const before = handles()
    const run = await runAcme(flavour)
    await delay(afterMs)
    run.collector.stop()
    const emitted = run.events.length
    expect(run.losses.at(-1)).toMatchObject({ symbols: [], reason: 'shutdown' })
    await eventually(() => run.server.clients.every(({ open }) => !open), { timeoutMs: 20_000 })
    await run.server.close()
    expect(run.events).toHaveLength(emitted)
    // fetch keeps idle sockets for some seconds, unreferenced; closing the server ends them.
    await eventually(() => handles().length <= before.length, {
      timeoutMs: 20_000,
      what: `${handles().join()} back to ${before.join()} after ${afterMs} ms`,
    })
  }
})

test('stopping while the venue refuses, stays silent or bans', async () => {
  for (const prepare of [
    (server: Awaited<ReturnType<typeof runAcme>>['server']) => (server.behaviour.refuseUpgrade = { status: 429 }),
    (server: Awaited<ReturnType<typeof runAcme>>['server']) => (server.behaviour.ignoreControl = true),
    (server: Awaited<ReturnType<typeof runAcme>>['server']) =>
      (server.behaviour.restAnswer = response => void response.writeHead(418, { 'retry-after': '600' }).end()),
    (server: Awaited<ReturnType<typeof runAcme>>['server']) => (server.behaviour.restAnswer = () => undefined),
  ]) {
    const before = handles()
    const run = await runAcme('rest', { prepare: server => void prepare(server) })
    await eventually(() => run.server.clients.length > 0)
    await delay(100)
    await run.end()
    await eventually(() => handles().length <= before.length, { timeoutMs: 20_000, what: handles().join() })
  }
})
