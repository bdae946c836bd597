import type { ConformanceCase } from '../conformance-case.ts'
import { unlistedSymbol } from '../proving-ground.ts'

export const everySymbolAnswered: ConformanceCase = {
  number: 2,
  title: 'every requested symbol is acknowledged or rejected in time',
  async run(ground) {
    const { collector, allAnswered, counts, rejected } = await ground.followed()
    await ground.until('every symbol acknowledged or rejected', () => collector.membership.unconfirmed().length === 0)
    await ground.until('every control frame answered', allAnswered)
    if (counts.acknowledgeTimeouts > 0) throw new Error(`${counts.acknowledgeTimeouts} answers came too late or never`)
    if (!rejected.has(unlistedSymbol)) throw new Error(`${unlistedSymbol} is not listed and was not rejected`)
  },
}
