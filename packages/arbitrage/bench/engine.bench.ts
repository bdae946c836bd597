// CPU per book update, at two sizes of market: node packages/arbitrage/bench/engine.bench.ts [rounds]
// Both sizes and all ways of measuring take turns within one run, as other processes come and go: only ratios count.
import { decodeBookViewBatch, encodeBookViewBatch, type BookView } from '@screener/contracts'
import { createEngine, type ArbitrageEngine } from '../src/index.ts'
import { createNaiveScan } from './naive-scan.ts'
import { createSyntheticMarket, type SyntheticMarket } from './synthetic-market.ts'

const rounds = Number(process.argv[2] ?? 12)
const sizes = [100, 1_000]
const batch = 500
const warmUpBatches = 40
/** A size comes back to a cache that the other one has filled: so many batches go by before it is measured. */
const coldBatches = 2
const measuredBatches = 8
/** The naive scan is far slower; its own figure needs fewer. */
const naiveUpdates = 5

/**
 * `bare`: views that lie ready in memory. `decoded`: bytes that are decoded to views, which the engine takes, as in the service.
 * `decoding`: the same without the engine, to be taken off.
 */
const ways = ['bare', 'decoded', 'decoding'] as const
type Way = (typeof ways)[number]

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

const quantile = (sorted: Float64Array, part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN

/** Pairs between what books are quoted in: one of their books is in a part of all cycles, so a larger market has more of its routes. */
const isHub = ({ base }: BookView, hubs: readonly string[]): boolean => hubs.includes(base)

/** Of one round: µs of each update. On a shared machine the far end of `p99` is other processes' turn. */
interface Round {
  readonly p50: number
  readonly p99: number
  readonly cpu: number
  /** Mean of the updates of pairs that are no hubs, and of those that are. */
  readonly pairs: number
  readonly hubs: number
}

class Lane {
  readonly size: number
  readonly market: SyntheticMarket
  readonly engine: ArbitrageEngine
  readonly rounds: Readonly<Record<Way, Round[]>> = { bare: [], decoded: [], decoding: [] }
  /** With all books of the market; and the longest that one of them took to come in with its routes. */
  readonly builtMs: number
  readonly slowestMs: number
  private updates = 0
  private events = 0
  /** Of what was measured. */
  private walks = 0
  private measuredEvents = 0
  private measured = 0
  private seen = 0

  constructor(size: number, driftBps: number) {
    this.size = size
    const market = createSyntheticMarket(size, driftBps)
    this.market = market
    this.engine = createEngine({
      feeOf: venue => {
        const takerBps = market.takerBps[venue]
        return takerBps === undefined ? undefined : { takerBps, feeAsset: 'quote', schedule: '' }
      },
      minNetBps: 0,
      maxLegAgeMs: 1e9,
      maxSkewMs: 1e9,
      minUpdateIntervalMs: 20,
      maxLegs: 3,
      hubs: market.hubs,
    })
    const begun = performance.now()
    let slowestMs = 0
    for (const view of market.first) {
      const before = performance.now()
      this.engine.setBook(0, view)
      slowestMs = Math.max(slowestMs, performance.now() - before)
    }
    this.builtMs = performance.now() - begun
    this.slowestMs = slowestMs
  }

  private take(view: BookView): void {
    this.engine.setBook(0, view)
    this.updates += 1
    this.events += this.engine.evaluate(this.market.startUs + this.updates * 100).length
  }

  /** One batch: the µs of each update go to `wall`, the µs of CPU of all are returned. The making of the views is not counted. */
  private run(way: Way, wall: Float64Array, from: number, ofHub?: Uint8Array): number {
    const views = Array.from({ length: batch }, () => this.market.next())
    const bytes = way === 'bare' ? [] : views.map(view => encodeBookViewBatch({ views: [view], proofs: [] }))
    const started = process.cpuUsage()
    for (let index = 0; index < batch; index += 1) {
      const before = performance.now()
      const given = bytes[index]
      const view = given === undefined ? views[index] : decodeBookViewBatch(given).views[0]
      if (view === undefined) throw new Error('no view')
      if (way === 'decoding') this.seen += view.sequence
      else this.take(view)
      wall[from + index] = (performance.now() - before) * 1_000
      if (ofHub !== undefined) ofHub[from + index] = isHub(views[index] ?? view, this.market.hubs) ? 1 : 0
    }
    const { user, system } = process.cpuUsage(started)
    return user + system
  }

  warmUp(): void {
    const wall = new Float64Array(batch)
    for (let done = 0; done < warmUpBatches; done += 1) for (const way of ways) this.run(way, wall, 0)
  }

  measure(way: Way): void {
    const wall = new Float64Array(batch * measuredBatches)
    for (let done = 0; done < coldBatches; done += 1) this.run(way, wall, 0)
    const [events, walks] = [this.events, this.engine.counts.walks]
    const ofHub = new Uint8Array(wall.length)
    let cpu = 0
    for (let done = 0; done < measuredBatches; done += 1) cpu += this.run(way, wall, done * batch, ofHub)
    const [pairs, hubs] = [0, 1].map(kind => mean(wall.filter((_, index) => ofHub[index] === kind)))
    wall.sort()
    this.rounds[way].push({
      pairs: pairs ?? NaN,
      hubs: hubs ?? NaN,
      p50: quantile(wall, 0.5),
      p99: quantile(wall, 0.99),
      cpu: cpu / wall.length,
    })
    if (way === 'decoding') return
    this.measured += wall.length
    this.walks += this.engine.counts.walks - walks
    this.measuredEvents += this.events - events
  }

  figure(way: Way, of: keyof Round): number {
    // CPU comes in coarse ticks on some kernels: its mean counts. Of the others the round in the middle.
    const values = this.rounds[way].map(round => round[of])
    return of === 'cpu' ? values.reduce((sum, value) => sum + value, 0) / values.length : median(values)
  }

  describe(): string {
    const { routes, routesByKind, open } = this.engine.counts
    const per = (count: number): string => (count / this.measured).toFixed(3)
    return (
      `  ${String(this.size).padStart(5)} symbols: ${routes} routes (${routesByKind['two-leg']} two-leg, ` +
      `${routesByKind.triangular} triangular, ${routesByKind.cycle} cycles) made in ${this.builtMs.toFixed(0)} ms, at most ` +
      `${this.slowestMs.toFixed(0)} ms for one book; ${open} open; ${per(this.walks)} walks, ${per(this.measuredEvents)} events an update`
    )
  }
}

const naiveUs = (market: SyntheticMarket): number => {
  const naive = createNaiveScan(market)
  const times = Array.from({ length: naiveUpdates }, () => {
    const view = market.next()
    const before = performance.now()
    naive.update(view)
    return (performance.now() - before) * 1_000
  })
  return median(times)
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const compare = (driftBps: number): void => {
  const lanes = sizes.map(size => new Lane(size, driftBps))
  for (const lane of lanes) lane.warmUp()
  for (let round = 0; round < rounds; round += 1) for (const way of ways) for (const lane of lanes) lane.measure(way)
  print(`drift ${driftBps} bps, 6 venues, ${rounds} rounds of ${batch * measuredBatches} updates`)
  for (const lane of lanes) print(lane.describe())
  const [small, large] = lanes
  if (small === undefined || large === undefined) return
  const row = (name: string, value: (lane: Lane) => number): void => {
    const [of, to] = [value(small), value(large)]
    print(`  ${name.padEnd(34)} ${of.toFixed(2).padStart(9)} ${to.toFixed(2).padStart(9)}   ×${(to / of).toFixed(2)}`)
  }
  for (const way of ways)
    for (const key of ['p50', 'p99', 'cpu', 'pairs', 'hubs'] as const)
      row(`${way}, ${key} µs`, lane => lane.figure(way, key))
  row('decoded less decoding, p50 µs', lane => lane.figure('decoded', 'p50') - lane.figure('decoding', 'p50'))
  row('decoded less decoding, cpu µs', lane => lane.figure('decoded', 'cpu') - lane.figure('decoding', 'cpu'))
  row('naive scan, µs', lane => naiveUs(lane.market))
}

// 3 bps: fees always win, as in most moments of a real market. 12: some opportunities. 15: they come and go all the time.
for (const driftBps of [3, 12, 15]) compare(driftBps)
