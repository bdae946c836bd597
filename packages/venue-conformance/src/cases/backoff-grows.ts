import { createBackoff, reconnectBackoff } from '@screener/collector-runtime'
import type { ConformanceCase } from '../conformance-case.ts'
import { sharedSymbols } from '../proving-ground.ts'

const hangups = 4
/** A lucky draw: the shortest waits there can be, nearly. */
const draw = 0.02
/** The log is written a moment before the wait begins. */
const toleranceMs = 5

export const backoffGrows: ConformanceCase = {
  number: 10,
  title: 'closed right after it opened: each wait is longer than the one before',
  async run(ground) {
    ground.release()
    const simulator = await ground.simulator()
    await simulator.endFaults()
    const followed = await ground.follow({
      simulator,
      symbols: sharedSymbols,
      collector: { random: () => draw },
    })
    await ground.recovered(followed, sharedSymbols)
    await simulator.fault({ kind: 'hangup', count: hangups })
    await simulator.fault({ kind: 'cut' })
    await ground.until('connections closed right after they opened', () => followed.endings.length > hangups)
    await ground.recovered(followed, sharedSymbols)
    const schedule = createBackoff({ ...reconnectBackoff, random: () => draw })
    for (const [index, { atMs }] of followed.endings.slice(0, hangups).entries()) {
      const next = followed.endings[index + 1]?.atMs ?? 0
      const waitMs = schedule.nextDelayMs()
      if (next - atMs < waitMs - toleranceMs) {
        throw new Error(
          `attempt ${index + 1} came ${Math.round(next - atMs)} ms after the end before, ${waitMs} ms were due`,
        )
      }
    }
  },
}
