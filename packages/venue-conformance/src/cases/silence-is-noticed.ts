import type { ConformanceCase } from '../conformance-case.ts'
import { sharedSymbols } from '../proving-ground.ts'

/** How the runtime calls an end for want of data. */
const noticed: readonly string[] = ['data_silent', 'transport_silent']

export const silenceIsNoticed: ConformanceCase = {
  number: 9,
  title: 'silence: books not LIVE, and a new connection',
  async run(ground) {
    const followed = await ground.followed()
    const simulator = await ground.simulator()
    const lost = followed.losses.length
    const ended = followed.endings.length
    const { connectionsOpened } = await simulator.counters()
    await simulator.fault({ kind: 'stall' })
    await ground.until('silent books not LIVE', () => {
      const symbols = new Set(followed.losses.slice(lost).map(({ symbol }) => symbol))
      return sharedSymbols.every(symbol => symbols.has(symbol))
    })
    const [ending] = followed.endings.slice(ended)
    if (ending === undefined || !noticed.includes(ending.reason)) {
      throw new Error(`silent books not LIVE, but not for their silence: ${JSON.stringify(ending)}`)
    }
    await ground.recovered(followed, sharedSymbols)
    const { connectionsOpened: now } = await simulator.counters()
    if (now <= connectionsOpened) throw new Error('no new connection was opened')
  },
}
