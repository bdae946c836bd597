import type { ConformanceCase } from '../conformance-case.ts'
import { sharedSymbols } from '../proving-ground.ts'

const rounds = 3

export const booksEqualTruth: ConformanceCase = {
  number: 3,
  title: "snapshot and deltas give the venue's book, at every sequence",
  async run(ground) {
    const followed = await ground.followed()
    const lost = followed.losses.length
    for (let round = 0; round < rounds; round++) await ground.recovered(followed, sharedSymbols)
    const losses = followed.losses.slice(lost)
    if (losses.length > 0) throw new Error(`without any fault, lost: ${JSON.stringify(losses)}`)
  },
}
