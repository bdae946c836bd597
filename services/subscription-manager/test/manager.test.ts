import { shardOf, type DesiredSubscriptions, type KeptSubscription } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { createCollectorReports } from '../src/collector-reports.ts'
import { createManager, type Manager } from '../src/manager.ts'

const shards = 4
const startMs = 1_800_000_000_000

/** A manager with a clock in hand and a collector that says what it is told to say. */
class Bench {
  ms = 0
  readonly sent: (DesiredSubscriptions & { readonly venue: string })[] = []
  readonly reports = createCollectorReports(shards)
  readonly manager: Manager

  constructor(kept: ReadonlyMap<string, ReadonlyMap<string, KeptSubscription>> = new Map()) {
    this.manager = createManager({
      venues: ['acme', 'zeta'],
      listed: [
        { symbol: 'A-B', depth: 'deep' },
        { symbol: 'C-D', depth: 'top' },
      ],
      room: { deep: 3, top: 3 },
      maxWishSeconds: 600,
      kept,
      reports: this.reports,
      send: (venue, desired) => void this.sent.push({ venue, ...desired }),
      epochMs: startMs,
    })
  }

  get epochMs(): number {
    return startMs + this.ms
  }
  get last(): DesiredSubscriptions | undefined {
    return this.sent.at(-1)
  }

  report(
    fields: {
      revision?: number
      unconfirmed?: string[]
      refused?: string[]
      mostDeep?: number
      shards?: number[]
      instance?: string
    } = {},
  ): this {
    const { revision = this.last?.revision ?? 0, unconfirmed = [], refused = [], mostDeep = 100 } = fields
    const progress = {
      revision,
      unconfirmed,
      refused: refused.map(symbol => ({ symbol, reason: 'no' })),
      mostDeep,
      mostTop: 100,
    }
    const status = {
      service: 'collector-acme',
      instance: fields.instance ?? 'one',
      healthy: true,
      venue: 'acme',
      shards: fields.shards ?? [0, 1, 2, 3],
    }
    this.reports.take({ ...status, startedAtMs: 0, atMs: 0, counters: {}, detail: '', progress }, this.ms)
    return this
  }

  pass(ms: number, reporting = true): this {
    for (let passed = 0; passed < ms; passed += 100) {
      this.ms += 100
      if (reporting && this.ms % 1_000 === 0) this.report()
      this.manager.tick({ epochMs: this.epochMs, monotonicMs: this.ms })
    }
    return this
  }

  wish(symbol: string, seconds: number, origin = 'analyzer'): this {
    expect(this.manager.wish(origin, { venue: 'acme', symbol, depth: 'deep', seconds }, this.epochMs)).toBeUndefined()
    return this
  }

  state(symbol: string): KeptSubscription | undefined {
    return this.manager.states('acme', this.epochMs)?.get(symbol)
  }
}

describe('what collectors are told', () => {
  it('nothing while none is heard; then all of it, once, and a keyframe now and then', () => {
    const bench = new Bench().pass(5_000, false)
    expect(bench.sent).toEqual([])
    bench.report().pass(100)
    expect(bench.sent).toMatchObject([{ venue: 'acme', deep: ['A-B'], top: ['C-D'] }])
    bench.report().pass(25_000)
    expect(bench.sent).toHaveLength(1)
    bench.pass(10_000)
    expect(bench.sent).toHaveLength(2)
    expect(bench.last?.revision).toBe(bench.sent[0]?.revision)
  })

  it('it again, while an instance follows another one: it began anew, or did not hear it', () => {
    const bench = new Bench().report().pass(100).report().pass(5_000)
    bench.report({ revision: 0, instance: 'two', shards: [] }).pass(3_000)
    expect(bench.sent.length).toBeGreaterThan(1)
    expect(new Set(bench.sent.map(({ revision }) => revision)).size).toBe(1)
  })

  it('a newer revision than any that is followed, though a manager with a clock ahead gave that', () => {
    const ahead = startMs + 86_400_000
    const bench = new Bench().report({ revision: ahead }).pass(100)
    expect(bench.last?.revision).toBeGreaterThan(ahead)
  })

  it('a wish at once, and its end when it is not renewed', () => {
    const bench = new Bench().report().pass(2_000)
    bench.wish('C-D', 5).pass(100)
    expect(bench.last).toMatchObject({ deep: ['A-B', 'C-D'], top: [] })
    bench.pass(4_000).wish('C-D', 5).pass(4_000)
    expect(bench.last?.deep).toContain('C-D')
    bench.pass(2_000)
    expect(bench.last).toMatchObject({ deep: ['A-B'], top: ['C-D'] })
    const revisions = bench.sent.map(({ revision }) => revision)
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
  })

  it('no more books than the venue allows', () => {
    const bench = new Bench().report({ mostDeep: 1 })
    bench.wish('C-D', 100).pass(100)
    expect(bench.last).toMatchObject({ deep: ['A-B'], top: ['C-D'] })
    expect(bench.state('C-D')).toMatchObject({ wanted: 'deep', asked: 'top', reason: 'no room among 1 books' })
  })

  it('a changed list', () => {
    const bench = new Bench().report().pass(2_000)
    bench.manager.setList([{ symbol: 'E-F', depth: 'deep' }], bench.epochMs)
    bench.pass(100)
    expect(bench.last).toMatchObject({ deep: ['E-F'], top: [] })
  })

  it('at most once a second, though wishes come and go all the time: the last state of them', () => {
    const bench = new Bench().report().pass(2_000)
    const before = bench.sent.length
    for (let turn = 0; turn < 30; turn += 1) bench.wish('C-D', turn % 2 === 0 ? 100 : 0).pass(100)
    expect(bench.sent.length - before).toBeGreaterThan(0)
    expect(bench.sent.length - before).toBeLessThanOrEqual(3)
    bench.wish('E-F', 100).pass(1_000)
    expect(bench.last).toMatchObject({ deep: ['A-B', 'E-F'], top: ['C-D'] })
  })
})

describe('what came of it', () => {
  it('waits for an instance that follows this revision and holds the shard, then for the venue', () => {
    const bench = new Bench().report().pass(100)
    expect(bench.state('A-B')).toMatchObject({ state: 'waiting', asked: 'deep' })
    bench.report({ unconfirmed: ['A-B'], refused: ['C-D'] })
    expect(bench.state('A-B')).toMatchObject({ state: 'waiting' })
    expect(bench.state('C-D')).toMatchObject({ state: 'refused', reason: 'no' })
    bench.ms += 500
    bench.report()
    expect(bench.state('A-B')).toMatchObject({
      state: 'confirmed',
      sinceMs: startMs + 600,
      holders: [{ origin: 'config' }],
    })
    bench.report({ shards: [0, 1, 2, 3].filter(shard => shard !== shardOf('A-B', shards)) })
    expect(bench.state('A-B')).toMatchObject({ state: 'waiting' })
  })

  it('is not confirmed any more when the collectors are silent', () => {
    const bench = new Bench().report().pass(100).report()
    expect(bench.state('A-B')?.state).toBe('confirmed')
    bench.pass(6_000, false)
    expect(bench.state('A-B')?.state).toBe('waiting')
  })

  it('goes on from what was in force: wishes with the time they have left', () => {
    const before = new Bench().report().pass(2_000)
    before.wish('C-D', 12, 'api').pass(100)
    const bench = new Bench(new Map([['acme', before.manager.states('acme', before.epochMs)!]])).report().pass(100)
    expect(bench.last).toMatchObject({ deep: ['A-B', 'C-D'] })
    bench.pass(15_000)
    expect(bench.last).toMatchObject({ deep: ['A-B'] })
  })

  it('is unknown, which is not the same as nothing, for a venue whose collectors were not heard yet', () => {
    const bench = new Bench().report().pass(100)
    expect(bench.manager.states('acme', bench.epochMs)?.size).toBe(2)
    expect(bench.manager.states('zeta', bench.epochMs)).toBeUndefined()
  })

  it('is the same object for each symbol that a wish for another one did not change', () => {
    const bench = new Bench().report().pass(2_000)
    bench.wish('C-D', 100).pass(2_000)
    const [listed, wished] = [bench.state('A-B'), bench.state('C-D')]
    bench.wish('C-D', 200).pass(2_000)
    expect(bench.state('A-B')).toBe(listed)
    expect(bench.state('C-D')).not.toBe(wished)
    expect(bench.state('C-D')?.holders.at(-1)?.untilMs).toBeGreaterThan(wished?.holders.at(-1)?.untilMs ?? Infinity)
  })
})
