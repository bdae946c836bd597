import { judgedLevels, type ShownBook } from './shown-books.ts'
import type { SimulatorProcess, TrueBook } from './simulator-process.ts'

const questionsAtOnce = 200

/**
 * Holds what was shown against the venue's own record: throws at the first book that differs. Returns how many of them the
 * venue still knew.
 */
export const judgeShown = async (simulator: SimulatorProcess, shown: readonly ShownBook[]): Promise<number> => {
  let known = 0
  for (let from = 0; from < shown.length; from += questionsAtOnce) {
    const part = shown.slice(from, from + questionsAtOnce)
    const books = await simulator.truth(
      part.map(({ symbol, sequence, exchangeTimeMs }) => ({ symbol, sequence, exchangeTimeMs })),
      judgedLevels,
    )
    for (const [index, book] of part.entries()) {
      const truth = books[index]
      if (truth === undefined) continue
      known++
      const difference = differenceOf(book, truth)
      if (difference !== undefined) throw new Error(difference)
    }
  }
  return known
}

/** One sentence; undefined when they are equal. A side that proves fewer levels is judged by those. */
const differenceOf = (shown: ShownBook, truth: TrueBook): string | undefined => {
  for (const side of ['bids', 'asks'] as const) {
    const wanted = truth[side].flatMap(([price, quantity]) => [Number(price), Number(quantity)])
    const found = shown[side]
    // A side with levels at the venue and none shown is as wrong as a wrong level.
    const compared = found.length === 0 ? Math.min(2, wanted.length) : found.length
    for (let index = 0; index < compared; index++) {
      if (found[index] === wanted[index]) continue
      const level = (index >> 1) + 1
      const what = index % 2 === 0 ? 'price' : 'quantity'
      return `shown wrong: ${shown.symbol} at sequence ${shown.sequence}, ${side} level ${level}: ${what} ${String(found[index])}, the venue's was ${String(wanted[index])}`
    }
  }
  return undefined
}
