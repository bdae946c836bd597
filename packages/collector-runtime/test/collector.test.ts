import { eventually } from '@screener/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { names, runAcme, type AcmeRun } from './acme/harness.ts'
import { acmeLimits } from './acme/venue.ts'

let run: AcmeRun
afterEach(() => run.end())

const allLive = (count: number): Promise<boolean> =>
  eventually(() => run.live().length === count, { timeoutMs: 40_000, what: `${count} live books` })

describe.each(['rest', 'channel'] as const)('collector, books from %s snapshots', flavour => {
  test('every book goes live and equals the venue; instruments come first', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    expect(run.breaks).toEqual([])
    expect(run.events.findIndex(event => event.instrument)).toBeLessThan(run.events.findIndex(event => event.snapshot))
    expect(run.collector.membership.unconfirmed()).toEqual([])
    await eventually(() => run.events.some(({ feedHeartbeat }) => (feedHeartbeat?.lastDataTimeUs ?? 0) > 0))
    await eventually(() => run.events.some(({ bestBidAsk }) => bestBidAsk))
  })

  test('one bad symbol is found by halving and does not silence the others; nor does an unlisted one', async () => {
    run = await runAcme(flavour, {
      listed: names(30),
      wanted: [...names(30), 'NOPEUSDT'],
      prepare: server => server.behaviour.badSymbols.add('C7USDT'),
    })
    await allLive(29)
    await eventually(() => run.rejected.length === 2)
    expect(run.rejected.map(({ symbol }) => symbol).sort()).toEqual(['C7-USDT', 'NOPE-USDT'])
    expect(run.collector.membership.unconfirmed()).toEqual([])
  })

  test('unanswered control frames are repeated once, then the connection is replaced', async () => {
    run = await runAcme(flavour, {
      venue: { liveness: { transportTimeoutMs: 5000, dataTimeoutMs: 5000, acknowledgeTimeoutMs: 300 } },
      prepare: server => (server.behaviour.ignoreControl = true),
    })
    await eventually(() => run.counts.reconnects.get('ack_timeout') === 1)
    expect(run.server.controlFrames.map(({ op }) => op)).toEqual(['sub', 'sub'])
    run.server.behaviour.ignoreControl = false
    await allLive(6)
  })

  test('silence on an open socket: doubt first, then a new connection', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    run.server.behaviour.silent = true
    await eventually(() => run.losses.length > 0)
    expect(run.losses.every(({ reason }) => reason === 'stalled')).toBe(true)
    expect(run.losses.flatMap(({ symbols }) => symbols)).toHaveLength(6)
    expect(run.live()).toEqual([])
    run.server.behaviour.silent = false
    await allLive(6)
    expect(run.counts.reconnects.get('data_silent')).toBeGreaterThanOrEqual(1)
    expect(run.breaks).toEqual([])
  })

  test('a cut connection: every book lost in band, then live in a newer session', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    const before = [...run.books.values()].map(book => book.session)
    run.server.cut()
    await eventually(() => run.losses.flatMap(({ symbols }) => symbols).length === 6)
    await allLive(6)
    const after = [...run.books.values()].map(book => book.session)
    after.forEach((session, index) => expect(session).toBeGreaterThan(before[index]!))
    expect(run.breaks).toEqual([])
  })

  test('a gap: resynced on command, that book alone, once for many commands', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    const snapshots = run.events.filter(({ snapshot }) => snapshot).length
    run.server.skip('C2USDT')
    await eventually(() => run.breaks.length > 0)
    expect(run.breaks[0]).toBe('C2-USDT gap')
    for (let repeat = 0; repeat < 5; repeat++) run.resync('C2-USDT')
    await allLive(6)
    expect(run.losses).toMatchObject([{ symbols: ['C2-USDT'], reason: 'resync' }])
    expect(run.events.filter(({ snapshot }) => snapshot).length).toBe(snapshots + 1)
  })

  test('a command about an older session is ignored while ours is young', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    run.resync('C1-USDT', 'gap', 1)
    expect(run.losses).toEqual([])
    run.resync('C1-USDT')
    expect(run.losses).toHaveLength(1)
  })

  test.each([
    {
      name: 'a level that is no number',
      bad: (q: number) => ({ t: 'delta', s: 'C3USDT', p: q, q, b: [['NaN', '1']], a: [] }),
    },
    {
      name: 'a negative quantity',
      bad: (q: number) => ({ t: 'delta', s: 'C3USDT', p: q, q, b: [['1', '-1']], a: [] }),
    },
  ])('$name costs that book alone, and it comes back', async ({ bad }) => {
    run = await runAcme(flavour)
    await allLive(6)
    run.server.send(JSON.stringify(bad(run.server.sequences.get('C3USDT')!)))
    await eventually(() => run.losses.length > 0)
    expect(run.losses).toMatchObject([{ symbols: ['C3-USDT'], reason: 'bad_frame' }])
    await allLive(6)
    expect(run.losses).toHaveLength(1)
  })

  test('frames without meaning are counted, sampled once, and harm nothing', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    for (let repeat = 0; repeat < 50; repeat++) run.server.send('<html>502 Bad Gateway</html>')
    run.server.send('{"t":"surprise"}')
    await eventually(() => run.counts.undecodable.get('json') === 50 && run.counts.undecodable.get('frame') === 1)
    expect(run.logs.filter(({ fields }) => fields['event'] === 'bad_frame')).toHaveLength(2)
    expect(run.losses).toEqual([])
    expect(run.live()).toHaveLength(6)
  })

  test('a frame beyond the limit ends the connection and is counted', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    run.server.send('x'.repeat(70_000))
    await eventually(() => run.counts.reconnects.get('oversized_frame') === 1)
    await allLive(6)
  })

  test('the server that closes right after opening gets longer and longer waits', async () => {
    run = await runAcme(flavour, { prepare: server => (server.behaviour.closeOnOpen = true) })
    await eventually(() => run.server.clients.length >= 5, { timeoutMs: 40_000 })
    const times = run.server.clients.map(({ openedAtMs }) => openedAtMs)
    const waits = times.slice(1).map((at, index) => at - times[index]!)
    // Every second one, for a busy machine may stretch any of them: 275, 550, 1100, 2200 ms at even luck.
    expect(waits[2]).toBeGreaterThan(waits[0]!)
    expect(waits[3]).toBeGreaterThan(waits[1]!)
    expect(waits[3]).toBeGreaterThan(2000)
    run.server.behaviour.closeOnOpen = false
    await allLive(6)
  })

  test('a refused upgrade with Retry-After: not one attempt before', async () => {
    run = await runAcme(flavour, {
      prepare: server => (server.behaviour.refuseUpgrade = { status: 429, retryAfterS: 2 }),
    })
    await eventually(() => run.server.clients.length >= 1)
    run.server.behaviour.refuseUpgrade = undefined
    await allLive(6)
    const [first, second] = run.server.clients
    expect(second!.openedAtMs - first!.openedAtMs).toBeGreaterThan(1950)
  })

  test.each([
    { name: 'before the age limit', options: { maxConnectionAgeMs: 2000 }, say: false },
    { name: 'when the venue says it will close', options: {}, say: true },
  ])('make before break $name: no book is lost', async ({ options, say }) => {
    run = await runAcme(flavour, { options })
    await allLive(6)
    const sessions = [...run.books.values()].map(book => book.session)
    // Long enough that the new connection stands for some ticks without a book.
    run.server.behaviour.answerDelayMs = 250
    if (say) run.server.send('{"t":"bye"}')
    await eventually(() => run.counts.reconnects.get('replaced') === 1, { timeoutMs: 40_000 })
    await allLive(6)
    expect(run.losses).toEqual([])
    expect(run.breaks).toEqual([])
    ;[...run.books.values()].forEach((book, index) => expect(book.session).toBeGreaterThan(sessions[index]!))
    await eventually(() => run.server.clients.filter(({ open }) => open).length === 1)
  })

  test('a replacement that cannot connect leaves the old connection at work', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    run.server.behaviour.refuseUpgrade = { status: 502 }
    run.server.send('{"t":"bye"}')
    await eventually(() => (run.counts.reconnects.get('refused') ?? 0) >= 2)
    expect(run.losses).toEqual([])
    expect(run.live()).toHaveLength(6)
    run.server.behaviour.refuseUpgrade = undefined
    await eventually(() => run.counts.reconnects.get('replaced') === 1, { timeoutMs: 40_000 })
    expect(run.losses).toEqual([])
    await allLive(6)
  })

  test('symbols are spread over as many connections as the venue asks for', async () => {
    const limits = { ...acmeLimits, maxSymbolsPerConnection: 45 }
    run = await runAcme(flavour, { listed: names(100), venue: { limits } })
    await allLive(100)
    expect(run.server.clients).toHaveLength(3)
    for (const { subscribed } of run.server.clients) expect(subscribed.size).toBeLessThanOrEqual(45)
  })

  test('a lost shard is silent at once and unsubscribed', async () => {
    run = await runAcme(flavour)
    await allLive(6)
    for (let shard = 0; shard < 4; shard++) run.collector.lose(shard)
    const seen = run.events.length
    await eventually(() => run.server.clients.every(({ open }) => !open))
    expect(run.events).toHaveLength(seen)
    expect(run.collector.membership.feedCount).toBe(0)
  })
})
