import type { ConformanceCase } from '../conformance-case.ts'
import type { SimulatedCounters } from '../simulator-process.ts'

const symbols: readonly string[] = Array.from({ length: 40 }, (_, index) => `C${index}-USDT`)
const eventsPerSecond = 15
const dropForMs = 400
const refusals: readonly string[] = ['403', '418', '429']
const fullShare = 0.8

export const limitsAreKept: ConformanceCase = {
  number: 13,
  title: 'limits are kept, even when all books are lost at once',
  async run(ground) {
    ground.release()
    const simulator = await ground.openSimulator({ symbols, eventsPerSecond })
    // As deep as the weight allows: that is where a limit is broken first.
    const followed = await ground.follow({ simulator, symbols, collector: { snapshotLevels: 5_000 } })
    await ground.recovered(followed, symbols)
    const lost = followed.losses.length
    await simulator.fault({ kind: 'drop', channel: 'depth', forMs: dropForMs })
    await ground.until('frames dropped', async () => ((await simulator.counters()).faults['drop'] ?? 0) > 0)
    followed.doubt(symbols)
    await ground.until('every book lost', () => {
      const known = new Set(followed.losses.slice(lost).map(({ symbol }) => symbol))
      return symbols.every(symbol => known.has(symbol))
    })
    await ground.recovered(followed, symbols)
    refuseBreaches(await simulator.counters(), ground.conforming.limits.restWeightPerWindow)
    if (followed.endings.length > 0) throw new Error(`connections ended: ${JSON.stringify(followed.endings)}`)
  },
}

const refuseBreaches = (counters: SimulatedCounters, weightPerWindow: number): void => {
  const { bans, connectionsRefused, controlErrors, restAnswers, weightPeak } = counters
  if (bans > 0) throw new Error(`limits broken: ${bans} bans`)
  if (connectionsRefused > 0) throw new Error(`limits broken: ${connectionsRefused} connections refused`)
  if (Object.keys(controlErrors).length > 0) throw new Error(`limits broken: errors ${JSON.stringify(controlErrors)}`)
  const refused = refusals.filter(status => (restAnswers[status] ?? 0) > 0)
  if (refused.length > 0) throw new Error(`limits broken: HTTP ${refused.join(', ')}`)
  if (weightPeak > weightPerWindow * fullShare) {
    throw new Error(`limits broken: weight ${weightPeak} of ${weightPerWindow} in one window`)
  }
}
