import type { ConformanceCase } from '../conformance-case.ts'
import type { FollowedVenue } from '../follow-venue.ts'
import type { ProvingGround } from '../proving-ground.ts'
import type { SimulatedCounters, SimulatorProcess } from '../simulator-process.ts'

const symbols: readonly string[] = Array.from({ length: 40 }, (_, index) => `C${index}-USDT`)
const eventsPerSecond = 10
/** Over before the first repair asks for a book: a dropped beginning is another fault. */
const droppedFrames = 8
const refusals: readonly string[] = ['403', '418', '429']
const fullShare = 0.8
/** How the simulator calls an end that a client made. */
const byClient: readonly string[] = ['closed 1000', 'closed 1005', 'closed 1006']

export const limitsAreKept: ConformanceCase = {
  number: 13,
  title: 'limits are kept, even when all books are lost at once',
  async run(ground) {
    ground.release()
    const simulator = await ground.openSimulator({ symbols, eventsPerSecond })
    // As deep as the weight allows: that is where a limit is broken first.
    const followed = await ground.follow({ simulator, symbols, collector: { snapshotLevels: 5_000 } })
    const { restWeightPerWindow } = ground.conforming.limits
    try {
      await loseAll(ground, simulator, followed)
    } finally {
      // Whatever else went wrong: a broken limit is the cause, not a sequel.
      refuseBreaches(await simulator.counters(), restWeightPerWindow)
    }
  },
}

const loseAll = async (ground: ProvingGround, simulator: SimulatorProcess, followed: FollowedVenue): Promise<void> => {
  await ground.recovered(followed, symbols)
  const lost = followed.losses.length
  await simulator.fault({ kind: 'drop', channel: 'depth', count: droppedFrames })
  await ground.until('frames dropped', async () => ((await simulator.counters()).faults['drop'] ?? 0) >= droppedFrames)
  followed.doubt(symbols)
  await ground.until('every book lost', () => {
    const known = new Set(followed.losses.slice(lost).map(({ symbol }) => symbol))
    return symbols.every(symbol => known.has(symbol))
  })
  await ground.recovered(followed, symbols)
  if (followed.endings.length > 0) throw new Error(`connections ended: ${JSON.stringify(followed.endings)}`)
}

const refuseBreaches = (counters: SimulatedCounters, weightPerWindow: number): void => {
  const { bans, closes, connectionsRefused, controlErrors, restAnswers, weightPeak } = counters
  const closed = Object.keys(closes).filter(reason => !byClient.some(known => reason.startsWith(known)))
  if (closed.length > 0) throw new Error(`limits broken: closed by the venue, ${closed.join(', ')}`)
  if (bans > 0) throw new Error(`limits broken: ${bans} bans`)
  if (connectionsRefused > 0) throw new Error(`limits broken: ${connectionsRefused} connections refused`)
  if (Object.keys(controlErrors).length > 0) throw new Error(`limits broken: errors ${JSON.stringify(controlErrors)}`)
  const refused = refusals.filter(status => (restAnswers[status] ?? 0) > 0)
  if (refused.length > 0) throw new Error(`limits broken: HTTP ${refused.join(', ')}`)
  if (weightPeak > weightPerWindow * fullShare) {
    throw new Error(`limits broken: weight ${weightPeak} of ${weightPerWindow} in one window`)
  }
}
