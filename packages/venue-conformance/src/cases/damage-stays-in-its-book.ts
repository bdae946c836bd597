import type { ConformanceCase } from '../conformance-case.ts'
import { sharedSymbols } from '../proving-ground.ts'

const forms: readonly string[] = ['truncate', 'garbage', 'nan', 'negative', 'types', 'oversized']
const symbol = 'DOGE-USDT'

export const damageStaysInItsBook: ConformanceCase = {
  number: 15,
  title: 'a damaged frame costs at most its own book',
  async run(ground) {
    const followed = await ground.followed()
    const simulator = await ground.simulator()
    const damaged = async (): Promise<number> => (await simulator.counters()).faults['corrupt'] ?? 0
    for (const form of forms) {
      const lost = followed.losses.length
      const ended = followed.endings.length
      const before = await damaged()
      await simulator.fault({ kind: 'corrupt', form, channel: 'depth', symbol, count: 1 })
      await ground.until(`a frame damaged (${form})`, async () => (await damaged()) > before)
      await ground.recovered(followed, sharedSymbols)
      const others = followed.losses.slice(lost).filter(loss => loss.symbol !== symbol)
      if (others.length > 0) throw new Error(`${form} cost others their books: ${JSON.stringify(others)}`)
      if (followed.endings.length > ended) throw new Error(`${form} cost the connection`)
    }
  },
}
