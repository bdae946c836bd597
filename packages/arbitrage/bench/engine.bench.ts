// CPU per book update: node packages/arbitrage/bench/engine.bench.ts
import type { BookView } from '@screener/contracts'
import { createEngine } from '../src/index.ts'

const levels = 20
const venues = ['binance', 'bybit']
// The same count of views for every size: a view arrives freshly decoded, so a pool larger than the CPU's cache would measure memory.
const viewPool = 4_000
const nowUs = 1_700_000_000_000_000

/** Small seeded generator, so that two runs see the same market. */
const seeded = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

const makeView = (venue: string, symbol: string, middle: number, random: () => number): BookView => {
  const tick = middle / 10_000
  const side = (direction: 1 | -1) =>
    Array.from({ length: levels }, (_, index) => middle + direction * tick * (index + 0.5))
  const quantities = () => Array.from({ length: levels }, () => Math.ceil(random() * 1_000) / 100)
  // prettier-ignore
  return {
    venue, symbol, status: 2, reason: '', session: 1, sequence: 1,
    bidPrices: side(-1), bidQuantities: quantities(), askPrices: side(1), askQuantities: quantities(),
    exchangeTimeMs: 0, receivedTimeUs: nowUs, proofTimeUs: nowUs, syncedTimeUs: nowUs,
    base: symbol.split('-')[0] ?? '', quote: 'USDT', priceTick: 0, quantityStep: 0.01, minQuantity: 0.01, minNotional: 5,
  }
}

const run = (symbolCount: number, driftBps: number, updates: number): void => {
  const random = seeded(42)
  const engine = createEngine({
    takerBps: { binance: 10, bybit: 10 },
    minNetBps: 0,
    maxLegAgeMs: 1_000,
    maxSkewMs: 250,
    minUpdateIntervalMs: 20,
  })
  const views: BookView[][] = []
  const viewsPerBook = viewPool / (symbolCount * venues.length)
  for (let symbol = 0; symbol < symbolCount; symbol += 1) {
    for (const venue of venues) {
      const drifted = () => 100 * (1 + ((random() - 0.5) * 2 * driftBps) / 10_000)
      views.push(Array.from({ length: viewsPerBook }, () => makeView(venue, `C${symbol}-USDT`, drifted(), random)))
    }
  }
  const order = Array.from({ length: 4_096 }, () => Math.floor(random() * views.length))
  const update = (index: number): number => {
    const view = views[order[index % order.length] ?? 0]?.[Math.floor(index / order.length) % viewsPerBook]
    if (view === undefined) return 0
    engine.setBook(0, view)
    return engine.evaluate(nowUs + index).length
  }
  for (let index = 0; index < updates / 5; index += 1) update(index)
  const walksBefore = engine.counts.walks
  let events = 0
  const cpuBefore = process.cpuUsage()
  for (let index = 0; index < updates; index += 1) events += update(index)
  const cpu = process.cpuUsage(cpuBefore)
  const perUpdate = (cpu.user + cpu.system) / updates
  const walked = (engine.counts.walks - walksBefore) / updates
  process.stdout.write(
    `2 venues x ${String(symbolCount).padStart(4)} symbols, venues drift ${String(driftBps).padStart(2)} bps: ` +
      `${perUpdate.toFixed(3)} µs CPU per book update; ${walked.toFixed(3)} walks, ${(events / updates).toFixed(3)} events per update, ${engine.counts.open} open\n`,
  )
}

// 5 bps: fees always win, as in most moments of a real market. 30 bps: opportunities come and go all the time.
for (const driftBps of [5, 30]) for (const symbolCount of [50, 1_000]) run(symbolCount, driftBps, 1_000_000)
