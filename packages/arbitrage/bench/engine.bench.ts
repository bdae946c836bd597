// CPU per book update: node packages/arbitrage/bench/engine.bench.ts
import type { BookView } from '@screener/contracts'
import { createEngine, type ArbitrageEngine } from '../src/index.ts'
import { createNaiveScan } from './naive-scan.ts'
import { createSyntheticMarket, type SyntheticMarket } from './synthetic-market.ts'

const warmUps = 20_000
const updates = 40_000
/** The naive scan is far slower; its own figure needs fewer. */
const naiveUpdates = 5

const quantile = (sorted: Float64Array, part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN

/** µs of each update, sorted. The making of the view is not counted. */
const timed = (count: number, market: SyntheticMarket, update: (view: BookView) => void): Float64Array => {
  const times = new Float64Array(count)
  for (let index = 0; index < count; index += 1) {
    const view = market.next()
    const before = performance.now()
    update(view)
    times[index] = (performance.now() - before) * 1_000
  }
  return times.sort()
}

const engineFor = (market: SyntheticMarket): ArbitrageEngine => {
  const engine = createEngine({
    takerBps: market.takerBps,
    minNetBps: 0,
    maxLegAgeMs: 1e9,
    maxSkewMs: 1e9,
    minUpdateIntervalMs: 20,
    maxLegs: 3,
    hubs: market.hubs,
  })
  for (const view of market.first) engine.setBook(0, view)
  return engine
}

interface Outcome {
  readonly p50: number
  readonly p99: number
  readonly mean: number
}

const measure = (symbols: number, driftBps: number): Outcome => {
  const market = createSyntheticMarket(symbols, driftBps)
  const builtMs = performance.now()
  const engine = engineFor(market)
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
  const times = timed(updates, market, update)
  const { routes, routesByKind, evaluations, walks, open, unprovenSizes } = engine.counts
  // Without the slowest thousandth, in which on a shared machine other processes have their turn.
  const kept = times.subarray(0, Math.floor(updates * 0.999))
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length
  const per = (count: number): string => (count / updates).toFixed(2)
  process.stdout.write(
    `6 venues × ${String(symbols).padStart(4)} symbols, drift ${String(driftBps).padStart(2)} bps: ` +
      `${routes} routes (${routesByKind['two-leg']} two-leg, ${routesByKind.triangular} triangular, ${routesByKind.cycle} cycles) made in ${builtForMs.toFixed(0)} ms\n` +
      `  engine  p50 ${quantile(times, 0.5).toFixed(2)}  p99 ${quantile(times, 0.99).toFixed(1)}  p99.9 ${quantile(times, 0.999).toFixed(1)}  trimmed mean ${mean.toFixed(2)} µs per book update; ` +
      `${per(evaluations - before.evaluations)} looks, ${per(walks - before.walks)} walks, ${per(events)} events each; ${open} open, ` +
      `${unprovenSizes - before.unprovenSizes} of ${walks - before.walks} walks at their limit\n`,
  )
  const naive = createNaiveScan(market)
  const naiveTimes = timed(naiveUpdates, market, view => naive.update(view))
  process.stdout.write(
    `  naive   p50 ${quantile(naiveTimes, 0.5).toFixed(0)}  p99 ${quantile(naiveTimes, 0.99).toFixed(0)} µs: the tops of every route, each time\n`,
  )
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), mean }
}

// 3 bps: fees always win, as in most moments of a real market. 15 bps: opportunities come and go all the time.
for (const driftBps of [3, 15]) {
  const small = measure(100, driftBps)
  const large = measure(1_000, driftBps)
  process.stdout.write(
    `  growth from 100 to 1,000 symbols: p50 ×${(large.p50 / small.p50).toFixed(2)}, p99 ×${(large.p99 / small.p99).toFixed(2)}, mean ×${(large.mean / small.mean).toFixed(2)}\n`,
  )
}
