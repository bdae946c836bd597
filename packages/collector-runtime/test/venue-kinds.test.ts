import { eventually } from '@screener/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { names, runAcme, type AcmeRun } from './acme/harness.ts'
import { acmeLimits, answering, restBooks } from './acme/venue.ts'

let run: AcmeRun
afterEach(() => run.end())

const allLive = (count: number): Promise<boolean> =>
  eventually(() => run.live().length === count, { timeoutMs: 40_000, what: `${count} live books` })
const depthRequests = (): number => run.server.rest.filter(({ path }) => path === '/depth').length
const snapshots = (): number => run.events.filter(({ snapshot }) => snapshot).length
const sessionOf = (symbol: string): number => run.books.get(symbol)?.session ?? 0

describe.each(['each', 'twice'] as const)('answers by symbol, %s', kind => {
  test('a bad symbol is rejected by itself; no frame is halved or repeated', async () => {
    run = await runAcme('channel', {
      listed: names(8),
      venue: answering[kind],
      prepare: server => server.behaviour.badSymbols.add('C7USDT'),
    })
    await allLive(7)
    await eventually(() => run.collector.membership.unconfirmed().length === 0)
    expect(run.rejected).toMatchObject([{ symbol: 'C7-USDT', reason: 'no such symbol' }])
    expect(run.server.controlFrames).toHaveLength(kind === 'each' ? 1 : 2)
  })

  test('answers without ids, and a resync of one book', async () => {
    run = await runAcme('channel', {
      venue: answering[kind],
      prepare: server => (server.behaviour.answersWithoutIds = true),
    })
    await allLive(6)
    await eventually(() => run.collector.membership.unconfirmed().length === 0)
    run.server.skip('C2USDT')
    await eventually(() => run.breaks.length > 0)
    run.resync('C2-USDT')
    await allLive(6)
    expect(run.losses).toMatchObject([{ symbols: ['C2-USDT'], reason: 'resync' }])
  })

  test('a symbol without an answer is asked for again, alone', async () => {
    run = await runAcme('channel', {
      venue: answering[kind],
      prepare: server => server.behaviour.unansweredSymbols.add('C3USDT'),
    })
    await allLive(5)
    await eventually(() => run.counts.acknowledgeTimeouts > 0)
    run.server.behaviour.unansweredSymbols.clear()
    await allLive(6)
    const repeats = run.server.controlFrames.slice(kind === 'each' ? 1 : 2)
    for (const { symbols } of repeats) expect(symbols).toEqual(['C3USDT'])
  })
})

test('throttled: counted, and what was dropped is asked for again on the same connection', async () => {
  run = await runAcme('channel', {
    venue: { liveness: { transportTimeoutMs: 20_000, dataTimeoutMs: 20_000, acknowledgeTimeoutMs: 300 } },
    prepare: server => (server.behaviour.throttleNext = 3),
  })
  await allLive(6)
  expect(run.counts.throttled).toBe(3)
  expect(run.counts.reconnects.size).toBe(0)
})

test('a heartbeat of the venue is market data: a market where nothing changes is not dead', async () => {
  run = await runAcme('channel')
  await allLive(6)
  run.server.behaviour.beats = true
  run.server.behaviour.silent = true
  const silentSinceUs = run.events.findLast(({ feedHeartbeat }) => feedHeartbeat)?.feedHeartbeat?.atUs ?? 0
  // Twice as long as silence may last, and our own proof of life goes on with it.
  await eventually(() =>
    run.events.some(({ feedHeartbeat }) => (feedHeartbeat?.lastDataTimeUs ?? 0) > silentSinceUs + 1_200_000),
  )
  expect(run.losses).toEqual([])
  run.server.behaviour.beats = false
  await eventually(() => run.losses.length > 0)
  expect(run.losses[0]?.reason).toBe('stalled')
})

test('control frames nearly used up for the hour: another connection takes over, and no book is lost', async () => {
  run = await runAcme('channel', { venue: { limits: { ...acmeLimits, controlFramesPerHour: 10 } } })
  await allLive(6)
  // Each resync is two frames: unsubscribe and subscribe.
  for (let count = 0; run.server.clients.length === 1; count++) {
    const before = sessionOf('C1-USDT')
    run.resync('C1-USDT')
    await eventually(() => sessionOf('C1-USDT') > before)
    expect(count).toBeLessThan(10)
  }
  const lost = run.losses.length
  await eventually(() => run.counts.reconnects.get('replaced') === 1)
  await allLive(6)
  expect(run.losses).toHaveLength(lost)
  expect(run.breaks).toEqual([])
  expect(run.server.clients[0]?.controlTimes.length).toBeLessThanOrEqual(10)
})

describe('a venue that numbers nothing', () => {
  const prepare = (server: AcmeRun['server']): void => {
    server.behaviour.unnumbered = true
    server.behaviour.checksums = true
  }

  test('each session is counted from 1, and books go live', async () => {
    run = await runAcme('channel', { prepare })
    await allLive(6)
    await eventually(() => (run.books.get('C0-USDT')?.sequence ?? 0) > 10)
    run.resync('C0-USDT')
    await eventually(() => run.losses.length === 1)
    await allLive(6)
    const of = run.events.flatMap(({ snapshot, delta }) => [snapshot ?? delta].filter(one => one?.symbol === 'C0-USDT'))
    const counted = new Map<number, number>()
    for (const message of of) {
      const { session = 0, sequence } = message ?? {}
      expect(sequence).toBe((counted.get(session) ?? 0) + 1)
      counted.set(session, sequence ?? 0)
    }
    expect(counted.size).toBe(2)
    expect(run.breaks).toEqual([])
  })

  test('what the venue lost, only the checksum can tell', async () => {
    run = await runAcme('channel', { prepare })
    await allLive(6)
    run.server.spoil('C4USDT')
    await eventually(() => run.breaks.length > 0)
    expect(run.breaks[0]).toBe('C4-USDT checksum')
    run.resync('C4-USDT', 'checksum')
    await allLive(6)
  })

  test('a book joined with REST needs the numbers of the venue: counted ones say nothing of a body', async () => {
    run = await runAcme('rest', { prepare: server => (server.behaviour.unnumbered = true) })
    await eventually(() => (run.counts.undecodable.get('frame') ?? 0) > 0)
    expect(run.events.some(({ delta }) => delta)).toBe(false)
  })
})

describe('a channel that should begin with a snapshot', () => {
  const venue = { snapshot: { ...restBooks, when: 'not_pushed' as const } }
  const silentAboutBooks = (server: AcmeRun['server']): void => {
    server.behaviour.pushesSnapshots = false
  }

  test('and does: no REST at all', async () => {
    run = await runAcme('channel', { venue })
    await allLive(6)
    run.resync('C1-USDT')
    await eventually(() => run.losses.length === 1)
    await allLive(6)
    expect(depthRequests()).toBe(0)
  })

  test('and begins with a delta: it is joined with a REST snapshot', async () => {
    // Not even acknowledged, so that nothing but the delta can say that the snapshot will not come.
    run = await runAcme('channel', {
      venue: {
        ...venue,
        liveness: { transportTimeoutMs: 30_000, dataTimeoutMs: 30_000, acknowledgeTimeoutMs: 30_000 },
      },
      prepare: server => {
        silentAboutBooks(server)
        server.behaviour.mute = true
      },
    })
    await allLive(6)
    expect(depthRequests()).toBeGreaterThanOrEqual(6)
    expect(run.breaks).toEqual([])
    // Live and fallen behind its edge, it is refreshed without a loss.
    const before = sessionOf('C1-USDT')
    run.resync('C1-USDT', 'near_edge')
    await eventually(() => sessionOf('C1-USDT') > before)
    expect([run.losses, run.breaks]).toEqual([[], []])
  })

  test('and stays silent: fetched after a while, so that an idle symbol goes live too', async () => {
    run = await runAcme('channel', {
      venue: { ...venue, liveness: { transportTimeoutMs: 30_000, dataTimeoutMs: 30_000, acknowledgeTimeoutMs: 300 } },
      prepare: server => {
        silentAboutBooks(server)
        for (const name of names(6)) server.behaviour.idleSymbols.add(name)
      },
    })
    await eventually(() => run.live().length === 6, { timeoutMs: 20_000, what: '6 live books' })
    expect(run.events.some(({ delta }) => delta)).toBe(false)
    run.server.behaviour.idleSymbols.clear()
    await eventually(() => run.events.some(({ delta }) => delta?.symbol === 'C5-USDT'))
    expect(run.breaks).toEqual([])
  })

  test('and comes late with it: the snapshot in band wins, and the answer that was under way is void', async () => {
    const held: (() => void)[] = []
    run = await runAcme('channel', {
      listed: ['C0USDT'],
      venue,
      prepare: server => {
        silentAboutBooks(server)
        server.behaviour.restAnswer = response =>
          void held.push(() => response.end('{"q":5,"b":[["100","5"]],"a":[["101","5"]]}'))
      },
    })
    await eventually(() => held.length === 1)
    run.server.push('C0USDT')
    await allLive(1)
    held[0]?.()
    const seen = run.events.length
    await eventually(() => run.events.length > seen + 20)
    expect([snapshots(), run.breaks, run.losses]).toEqual([1, [], []])
    expect(run.live()).toEqual(['C0-USDT'])
  })
})

test('a snapshot in band replaces a book that came from REST', async () => {
  run = await runAcme('rest')
  await allLive(6)
  const before = sessionOf('C2-USDT')
  run.server.push('C2USDT')
  await eventually(() => sessionOf('C2-USDT') > before)
  await allLive(6)
  expect([run.losses, run.breaks]).toEqual([[], []])
})

test('a snapshot in band ends the join it comes into', async () => {
  run = await runAcme('rest', {
    listed: ['C0USDT'],
    prepare: server => (server.behaviour.restAnswer = () => undefined),
  })
  await eventually(() => depthRequests() > 0)
  await eventually(() => (run.server.sequences.get('C0USDT') ?? 0) > 1020)
  run.server.push('C0USDT')
  await allLive(1)
  expect([snapshots(), run.breaks]).toEqual([1, []])
})

describe('named reset', () => {
  test('of a flowing book: it goes on', async () => {
    run = await runAcme('rest')
    await allLive(6)
    run.server.reset('C3USDT')
    await eventually(() => run.events.some(({ delta }) => delta?.resets === true))
    await eventually(() => (run.books.get('C3-USDT')?.sequence ?? 0) > 10)
    expect(run.books.get('C3-USDT')?.sequence).toBeLessThan(4000)
    expect([run.losses, run.breaks, run.live().length]).toEqual([[], [], 6])
  })

  test('within a join: what was buffered, held or asked for is void, and the answer made before it is not taken', async () => {
    const held: ((body: string) => void)[] = []
    const book = (q: number): string => `{"q":${q},"b":[["100","${q}"]],"a":[["101","${q}"]]}`
    run = await runAcme('rest', {
      listed: ['C0USDT'],
      prepare: server => (server.behaviour.restAnswer = response => void held.push(body => response.end(body))),
    })
    await eventually(() => held.length === 1)
    const beforeReset = run.server.sequences.get('C0USDT') ?? 0
    run.server.reset('C0USDT')
    await eventually(() => (run.server.sequences.get('C0USDT') ?? 0) < 100)
    held[0]?.(book(beforeReset))
    await eventually(() => held.length === 2)
    // A cache may still answer from before the reset: by its number it would be far ahead of the stream.
    held[1]?.(book(beforeReset + 1))
    await eventually(() => held.length === 3)
    expect(snapshots()).toBe(0)
    held[2]?.(book(run.server.sequences.get('C0USDT') ?? 0))
    run.server.behaviour.restAnswer = undefined
    await allLive(1)
    expect(run.breaks).toEqual([])
  })
})
