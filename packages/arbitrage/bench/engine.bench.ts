// CPU per book update: node packages/arbitrage/bench/engine.bench.ts
import type { BookView } from '@screener/contracts'
import { createEngine, type ArbitrageEngine } from '../src/index.ts'
import { createNaiveScan } from './naive-scan.ts'
import { createSyntheticMarket, type SyntheticMarket } from './synthetic-market.ts'

const warmUps = 20_000
const updates = 40_000
const batch = 500
/** The naive scan is far slower; its own figure needs fewer. */
const naiveUpdates = 5

const quantile = (sorted: Float64Array, part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN

interface Times {
  /** µs of each update by the clock, sorted. On a shared machine its far end is other processes' turn. */
  readonly wall: Float64Array
  /** Mean µs of CPU. */
  readonly cpu: number
}

/** The making of the views is not counted. */
const timed = (count: number, market: SyntheticMarket, update: (view: BookView) => void): Times => {
  const wall = new Float64Array(count)
  let cpu = 0
  for (let done = 0; done < count;) {
    const views = Array.from({ length: Math.min(batch, count - done) }, () => market.next())
    const started = process.cpuUsage()
    for (const view of views) {
      const before = performance.now()
      update(view)
      wall[done] = (performance.now() - before) * 1_000
      done += 1
    }
    const { user, system } = process.cpuUsage(started)
    cpu += user + system
  }
  return { wall: wall.sort(), cpu: cpu / count }
}

/** With all books of the market, and the longest time that one of them took to come in with its routes, in ms. */
const engineFor = (market: SyntheticMarket): { engine: ArbitrageEngine; slowestMs: number } => {
  const engine = createEngine({
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
  let slowestMs = 0
  for (const view of market.first) {
    const before = performance.now()
    engine.setBook(0, view)
    slowestMs = Math.max(slowestMs, performance.now() - before)
  }
  return { engine, slowestMs }
}

interface Outcome {
  readonly p50: number
  readonly p99: number
  readonly cpu: number
}

const measure = (symbols: number, driftBps: number): Outcome => {
  const market = createSyntheticMarket(symbols, driftBps)
  const builtMs = performance.now()
  const { engine, slowestMs } = engineFor(market)
  const builtForMs = performance.now() - builtMs
  let events = 0
  let index = 0
  const update = (view: BookView): void => {
    engine.setBook(0, view)
    events += engine.evaluate(market.startUs + (index += 1) * 100).length
  }
  for (let count = 0; count < warmUps; count += 1) update(market.next())
  const before = engine.counts
  events = 0
  const { wall, cpu } = timed(updates, market, update)
  const { routes, routesByKind, evaluations, walks, open, unprovenSizes } = engine.counts
  const per = (count: number): string => (count / updates).toFixed(2)
  process.stdout.write(
    `6 venues × ${String(symbols).padStart(4)} symbols, drift ${String(driftBps).padStart(2)} bps: ` +
      `${routes} routes (${routesByKind['two-leg']} two-leg, ${routesByKind.triangular} triangular, ${routesByKind.cycle} cycles) ` +
      `made in ${builtForMs.toFixed(0)} ms, at most ${slowestMs.toFixed(0)} ms for one book\n` +
      `  engine  p50 ${quantile(wall, 0.5).toFixed(2)}  p99 ${quantile(wall, 0.99).toFixed(1)}  p99.9 ${quantile(wall, 0.999).toFixed(0)} µs per book update, CPU ${cpu.toFixed(2)} µs; ` +
      `${per(evaluations - before.evaluations)} looks, ${per(walks - before.walks)} walks, ${per(events)} events each; ${open} open, ` +
      `${unprovenSizes - before.unprovenSizes} of ${walks - before.walks} sizes not proven\n`,
  )
  const naive = createNaiveScan(market)
  const naiveTimes = timed(naiveUpdates, market, view => naive.update(view))
  process.stdout.write(
    `  naive   p50 ${quantile(naiveTimes.wall, 0.5).toFixed(0)}, CPU ${naiveTimes.cpu.toFixed(0)} µs: the tops of every route, each time\n`,
  )
  return { p50: quantile(wall, 0.5), p99: quantile(wall, 0.99), cpu }
}

// 3 bps: fees always win, as in most moments of a real market. 12: some opportunities. 15: they come and go all the time.
for (const driftBps of [3, 12, 15]) {
  const small = measure(100, driftBps)
  const large = measure(1_000, driftBps)
  process.stdout.write(
    `  growth from 100 to 1,000 symbols: p50 ×${(large.p50 / small.p50).toFixed(2)}, p99 ×${(large.p99 / small.p99).toFixed(2)}, CPU ×${(large.cpu / small.cpu).toFixed(2)}\n`,
  )
}
