import type { ConformanceCase } from '../conformance-case.ts'

const symbol = 'XRP-USDT'
/** Each pair in the wrong order; two or three of them may touch no common level. */
const pairs = 6

export const reorderIsNeverWrong: ConformanceCase = {
  number: 6,
  title: 'frames in the wrong order: equal or not LIVE, then equal',
  async run(ground) {
    const followed = await ground.followed()
    const simulator = await ground.simulator()
    const swapped = async (): Promise<number> => (await simulator.counters()).faults['reorder'] ?? 0
    const before = await swapped()
    await simulator.fault({ kind: 'reorder', channel: 'depth', symbol, count: pairs })
    await ground.until('frames in the wrong order', async () => (await swapped()) >= before + pairs)
    await ground.recovered(followed, [symbol])
  },
}
