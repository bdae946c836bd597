import type { ServerResponse } from 'node:http'
import { eventually } from '@screener/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { names, runAcme, type AcmeRun } from './acme/harness.ts'
import { acmeLimits } from './acme/venue.ts'

let run: AcmeRun
afterEach(() => run.end())

const allLive = (count: number, timeoutMs = 40_000): Promise<boolean> =>
  eventually(() => run.live().length === count, { timeoutMs, what: `${count} live books` })
const depthRequests = (): AcmeRun['server']['rest'] => run.server.rest.filter(({ path }) => path === '/depth')

/** Most weight that fell into any window of the length, wherever it is laid. */
const peakWeight = (requests: AcmeRun['server']['rest'], windowMs: number): number =>
  Math.max(
    ...requests.map(({ atMs }) =>
      requests
        .filter(other => other.atMs >= atMs && other.atMs < atMs + windowMs)
        .reduce((total, { weight }) => total + weight, 0),
    ),
  )

describe('REST budget', () => {
  const limits = { ...acmeLimits, restWeightPerWindow: 400, restWindowMs: 2000 }

  test('all books lost at once, twice: never above 80 % of the limit, and all come back', async () => {
    run = await runAcme('rest', { listed: names(60), venue: { limits } })
    await allLive(60, 20_000)
    run.server.cut()
    await eventually(() => run.losses.length > 0)
    await allLive(60, 20_000)
    expect(depthRequests().length).toBeGreaterThanOrEqual(120)
    expect(peakWeight(run.server.rest, 2000)).toBeLessThanOrEqual(320)
  })

  test('the venue hears the date of each answer, good or bad', async () => {
    const heard: (string | null)[] = []
    run = await runAcme('rest', { listed: names(1), venue: { hearDate: date => heard.push(date) } })
    await allLive(1)
    expect(heard).toHaveLength(run.server.rest.length)
    expect(heard.every(date => Number.isFinite(Date.parse(date ?? '')))).toBe(true)
    run.server.behaviour.restAnswer = response => void response.writeHead(500, { date: 'soon' }).end()
    run.resync('C0-USDT')
    await eventually(() => heard.includes('soon'))
  })

  test('three live instances: a third each', async () => {
    run = await runAcme('rest', { listed: names(30), venue: { limits } })
    await allLive(30)
    run.collector.setShare(3)
    const shareAtMs = performance.now()
    // The next refill takes back what the bucket of one held too much.
    await eventually(() => performance.now() - shareAtMs > 500)
    const before = run.server.rest.length
    run.server.cut()
    await eventually(() => run.losses.length > 0)
    await allLive(30, 15_000)
    expect(peakWeight(run.server.rest.slice(before), 2000)).toBeLessThanOrEqual(320 / 3)
  })

  test.each([
    { status: 429, kind: 'throttled' },
    { status: 418, kind: 'banned' },
  ])('HTTP $status with Retry-After: not one request of any kind before it', async ({ status, kind }) => {
    run = await runAcme('rest', { options: { instrumentsEveryMs: 1000 } })
    await allLive(6)
    let toldAtMs = 0
    run.server.behaviour.restAnswer = response => {
      toldAtMs = performance.now()
      run.server.behaviour.restAnswer = undefined
      response.writeHead(status, { 'retry-after': '2' }).end('{"msg":"too much"}')
    }
    run.resync('C0-USDT')
    await eventually(() => toldAtMs > 0)
    run.resync('C1-USDT')
    await eventually(() => (run.counts.restFailures.get(kind) ?? 0) > 0)
    await allLive(6)
    const after = run.server.rest.filter(({ atMs }) => atMs > toldAtMs + 20)
    expect(after.length).toBeGreaterThan(0)
    for (const { atMs } of after) expect(atMs - toldAtMs).toBeGreaterThan(1950)
  })
})

describe('REST answers that are none', () => {
  type Answer = (response: ServerResponse) => void
  const answers: { name: string; kind: string; answer: Answer }[] = [
    { name: 'an HTML page', kind: 'undecodable', answer: response => void response.end('<html>oops</html>') },
    { name: '502', kind: 'failed', answer: response => void response.writeHead(502).end('Bad Gateway') },
    { name: 'a body without end', kind: 'undecodable', answer: response => void response.end('x'.repeat(9_000_000)) },
    {
      name: 'a redirect',
      kind: 'unreachable',
      answer: response => void response.writeHead(302, { location: '/moved?symbol=C0USDT' }).end(),
    },
    {
      name: 'half a body',
      kind: 'unreachable',
      answer: response =>
        void response.writeHead(200, { 'content-length': 100 }).write('{"q":', () => response.destroy()),
    },
  ]
  test.each(answers)('$name: counted, the books wait, and recover when it is over', async ({ kind, answer }) => {
    run = await runAcme('rest', { prepare: server => (server.behaviour.restAnswer = answer) })
    await eventually(() => (run.counts.restFailures.get(kind) ?? 0) > 0)
    expect(run.live()).toEqual([])
    run.server.behaviour.restAnswer = undefined
    await allLive(6, 15_000)
    expect(run.breaks).toEqual([])
  })
})

describe('joining', () => {
  test('a snapshot older than the stream is fetched again until one reaches it', async () => {
    run = await runAcme('rest', { prepare: server => (server.behaviour.snapshotLag = 100) })
    await eventually(() => depthRequests().length > 8)
    expect(run.live()).toEqual([])
    run.server.behaviour.snapshotLag = 0
    await allLive(6)
    expect(run.breaks).toEqual([])
  })

  test('an idle symbol goes live without a single delta', async () => {
    run = await runAcme('rest', { prepare: server => server.behaviour.idleSymbols.add('C4USDT') })
    await allLive(6)
    expect(run.events.some(({ delta }) => delta?.symbol === 'C4-USDT')).toBe(false)
    run.server.behaviour.idleSymbols.clear()
    await eventually(() => run.events.some(({ delta }) => delta?.symbol === 'C4-USDT'))
    expect(run.breaks).toEqual([])
  })

  test('a lost book whose repair had left for a replacement that failed is repaired on the old connection', async () => {
    run = await runAcme('rest')
    await allLive(6)
    run.server.behaviour.restAnswer = response => void response.writeHead(500).end()
    run.resync('C1-USDT')
    run.server.behaviour.closeOnOpen = true
    run.server.send('{"t":"bye"}')
    await eventually(() => (run.counts.reconnects.get('closed_by_venue') ?? 0) >= 1)
    run.server.behaviour.restAnswer = undefined
    await allLive(6)
    expect(run.losses).toHaveLength(1)
  })

  test('near the edge: a new session under the flowing one, and nothing is lost', async () => {
    run = await runAcme('rest')
    await allLive(6)
    const before = run.books.get('C2-USDT')!.session
    run.resync('C2-USDT', 'near_edge')
    await eventually(() => run.books.get('C2-USDT')!.session > before)
    expect(run.losses).toEqual([])
    expect(run.breaks).toEqual([])
    await allLive(6)
  })

  test('near the edge of a session that was renewed since: the deeper one is there already', async () => {
    run = await runAcme('rest')
    await allLive(6)
    const sessionOf = (symbol: string): number => run.books.get(symbol)!.session
    const before = { c1: sessionOf('C1-USDT'), c2: sessionOf('C2-USDT') }
    run.resync('C2-USDT', 'near_edge')
    await eventually(() => sessionOf('C2-USDT') > before.c2)
    const renewed = sessionOf('C2-USDT')
    run.resync('C2-USDT', 'near_edge', before.c2)
    // Asked later, done: what was asked before it would be done as well.
    run.resync('C1-USDT', 'near_edge')
    await eventually(() => sessionOf('C1-USDT') > before.c1)
    expect(sessionOf('C2-USDT')).toBe(renewed)
    await allLive(6)
  })

  test('lost books go before refreshes', async () => {
    const slow: (() => void)[] = []
    run = await runAcme('rest', { listed: names(20) })
    await allLive(20)
    run.server.behaviour.restAnswer = response => void slow.push(() => response.writeHead(500).end())
    for (const name of names(20).slice(0, 12)) run.resync(`${name.slice(0, -4)}-USDT`, 'near_edge')
    run.resync('C19-USDT')
    await eventually(() => slow.length === 6)
    run.server.behaviour.restAnswer = undefined
    slow[0]!()
    await eventually(() => run.events.filter(({ snapshot }) => snapshot).length > 21)
    // C0 was under way already and keeps its place; the next free one is not for C6, though it asked earlier.
    const order = run.events.flatMap(({ snapshot }) => (snapshot ? [snapshot.symbol] : [])).slice(20)
    expect(order.slice(0, 2)).toEqual(['C0-USDT', 'C19-USDT'])
    for (const answer of slow.slice(1)) answer()
    await allLive(20)
  })
})

describe.each(['rest', 'channel'] as const)('a reader without state, %s', flavour => {
  test('gets instruments, rejections and every book of the shard anew', async () => {
    run = await runAcme(flavour, { wanted: [...names(6), 'NOPEUSDT'] })
    await allLive(6)
    const seen = run.events.length
    for (let shard = 0; shard < 4; shard++) {
      run.collector.obey({ resyncShard: { shard, reason: 'start' }, issuedBy: 'test', atUs: 0 })
    }
    await eventually(() => run.events.slice(seen).filter(({ snapshot }) => snapshot).length === 6)
    expect(run.events.slice(seen).filter(({ instrument }) => instrument)).toHaveLength(6)
    expect(run.rejected).toHaveLength(2)
    if (flavour === 'rest') expect(run.losses).toEqual([])
    await allLive(6)
  })
})
