import { setTimeout as delay } from 'node:timers/promises'
import type { ConformanceCase } from '../conformance-case.ts'
import { sharedSymbols } from '../proving-ground.ts'
import { seededRandom } from '../seeded-random.ts'

const moments = 8
const latestMs = 400
const kinds: readonly string[] = [
  'Timeout',
  'TCPSocketWrap',
  'TCPConnectWrap',
  'GetAddrInfoReqWrap',
  'TLSWrap',
  'FSReqCallback',
]

export const abortLeavesNothing: ConformanceCase = {
  number: 12,
  title: 'stopped at any moment, it leaves no handle and says nothing more',
  async run(ground) {
    ground.release()
    const simulator = await ground.simulator()
    await simulator.endFaults()
    await ground.until('the simulator alone', async () => (await simulator.connections()).length === 0)
    const before = handles()
    const random = seededRandom(12)
    for (let moment = 0; moment < moments; moment++) {
      const followed = await ground.follow({ simulator, symbols: sharedSymbols })
      await delay(Math.floor(random() * latestMs))
      followed.stop()
      const events = followed.events()
      await ground.until('handles as before', () => handles() <= before)
      await ground.until('connections closed', async () => (await simulator.connections()).length === 0)
      if (followed.events() !== events) throw new Error('events left after the stop')
    }
  },
}

/** What keeps the process alive and could be a collector's. */
const handles = (): number => process.getActiveResourcesInfo().filter(kind => kinds.includes(kind)).length
