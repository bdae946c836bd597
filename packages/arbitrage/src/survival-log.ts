import type { Survival } from '@screener/contracts'
import { addDueMarks, nextMarkUs, survivalMs, type PriceAgain } from './survival.ts'
import type { SurvivalWatch } from './survival-record.ts'

/** The openings of the last second, and what was left of them. */
export interface SurvivalLog {
  watch(watch: SurvivalWatch): void
  /** Adds the marks that are due, from the books as they are now. */
  mark(nowUs: number): void
  /** What is complete, each told once. */
  take(): readonly Survival[]
  /** Forgets what is not complete: nobody speaks for it any more. */
  clear(): void
}

/** Openings that await the same mark: the first to open is the first to be due. */
interface Line {
  readonly watches: SurvivalWatch[]
  /** Those before it have left. */
  head: number
}

const leave = (line: Line): void => {
  line.head += 1
  if (line.head < 1_000 || line.head * 2 < line.watches.length) return
  line.watches.splice(0, line.head)
  line.head = 0
}

const reportOf = ({ id, route, openedAtMs, opening, marks }: SurvivalWatch): Survival => ({
  id,
  routeId: route.id,
  openedAtMs,
  openedNetBps: opening.netBps,
  openedProfitQuote: opening.profit,
  marks: [...marks],
})

export const createSurvivalLog = (priceAgain: PriceAgain): SurvivalLog => {
  const lines = survivalMs.map((): Line => ({ watches: [], head: 0 }))
  // So that each line stays in the order of opening also when a turn is late by several marks.
  const oldestFirst = lines.toReversed()
  let complete: Survival[] = []

  const markLine = (line: Line, nowUs: number): void => {
    for (;;) {
      const watch = line.watches[line.head]
      if (watch === undefined || nextMarkUs(watch) > nowUs) return
      leave(line)
      addDueMarks(watch, priceAgain, nowUs)
      const next = lines[watch.marks.length]
      if (next === undefined) complete.push(reportOf(watch))
      else next.watches.push(watch)
    }
  }

  return {
    watch: watch => {
      lines[0]?.watches.push(watch)
    },
    mark: nowUs => {
      for (const line of oldestFirst) markLine(line, nowUs)
    },
    take: () => {
      const taken = complete
      if (taken.length > 0) complete = []
      return taken
    },
    clear: () => {
      for (const line of lines) {
        line.watches.length = 0
        line.head = 0
      }
    },
  }
}
