import type { ConformanceCase } from '../conformance-case.ts'

const symbol = 'BTC-USDT'
const frames = 3

export const duplicateIsHarmless: ConformanceCase = {
  number: 5,
  title: 'a frame sent twice costs nothing',
  async run(ground) {
    const followed = await ground.followed()
    const simulator = await ground.simulator()
    const lost = followed.losses.length
    const sent = async (): Promise<number> => (await simulator.counters()).faults['duplicate'] ?? 0
    const before = await sent()
    await simulator.fault({ kind: 'duplicate', channel: 'depth', symbol, count: frames })
    await ground.until('frames sent twice', async () => (await sent()) >= before + frames)
    await ground.recovered(followed, [symbol])
    const losses = followed.losses.slice(lost)
    if (losses.length > 0) throw new Error(`a repeated frame cost a book: ${JSON.stringify(losses)}`)
  },
}
