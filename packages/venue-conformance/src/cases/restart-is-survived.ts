import type { ConformanceCase } from '../conformance-case.ts'
import { sharedSymbols } from '../proving-ground.ts'

/** So many messages on, the oldest of them is surely of the time after the restart. */
const messagesAfter = 10

export const restartIsSurvived: ConformanceCase = {
  number: 8,
  title: 'the venue begins its numbers anew, then restarts: never wrong, LIVE again',
  async run(ground) {
    const followed = await ground.followed()
    const simulator = await ground.simulator()
    const applied = new Map(followed.applied)
    await simulator.fault({ kind: 'restart' })
    await ground.until('books going on after the restart', () =>
      sharedSymbols.every(symbol => (followed.applied.get(symbol) ?? 0) >= (applied.get(symbol) ?? 0) + messagesAfter),
    )
    // Of numbers before the restart the venue itself knows nothing any more.
    await ground.judge(followed, 'forgotten')
    await ground.recovered(followed, sharedSymbols)
    const ended = followed.endings.length
    await simulator.fault({ kind: 'cut' })
    await ground.until('the end of the connection noticed', () => followed.endings.length > ended)
    await ground.recovered(followed, sharedSymbols)
  },
}
