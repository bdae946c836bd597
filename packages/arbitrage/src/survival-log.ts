import type { Survival } from '@screener/contracts'
import type { Route } from './route.ts'
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

/** Whether the route brings more than has stood for long enough to be told. */
export type IsNews = (route: Route, nowUs: number) => boolean

/** How long a mark may wait for a moment without news; then it is not known. */
const mostDelayUs = 50_000

const leave = (line: Line): void => {
  line.head += 1
  if (line.head < 1_000 || line.head * 2 < line.watches.length) return
  line.watches.splice(0, line.head)
  line.head = 0
}

/** Last in its line, but for those that opened after it: a mark that waited comes late. */
const enter = ({ watches, head }: Line, watch: SurvivalWatch): void => {
  let place = watches.length
  while (place > head && (watches[place - 1]?.openedUs ?? 0) > watch.openedUs) place -= 1
  watches.splice(place, 0, watch)
}

const reportOf = ({ id, route, openedAtMs, opening, marks }: SurvivalWatch): Survival => ({
  id,
  routeId: route.id,
  openedAtMs,
  openedNetBps: opening.netBps,
  openedProfitQuote: opening.profit,
  marks: [...marks],
})

export const createSurvivalLog = (priceAgain: PriceAgain, isNews: IsNews): SurvivalLog => {
  const lines = survivalMs.map((): Line => ({ watches: [], head: 0 }))
  // So that each line stays in the order of opening also when a turn is late by several marks.
  const oldestFirst = lines.toReversed()
  let complete: Survival[] = []

  let waiting: SurvivalWatch[] = []

  const markOne = (watch: SurvivalWatch, nowUs: number): void => {
    const { route, opening } = watch
    const figures = priceAgain(route, opening.quantities[0] ?? 0, nowUs)
    const mayFlicker = figures !== undefined && isNews(route, nowUs)
    if (mayFlicker && nowUs < nextMarkUs(watch) + mostDelayUs) {
      waiting.push(watch)
      return
    }
    addDueMarks(watch, mayFlicker ? undefined : figures, nowUs)
    const next = lines[watch.marks.length]
    if (next === undefined) complete.push(reportOf(watch))
    else enter(next, watch)
  }

  const markLine = (line: Line, nowUs: number): void => {
    for (;;) {
      const watch = line.watches[line.head]
      if (watch === undefined || nextMarkUs(watch) > nowUs) return
      leave(line)
      markOne(watch, nowUs)
    }
  }

  return {
    watch: watch => {
      lines[0]?.watches.push(watch)
    },
    mark: nowUs => {
      const again = waiting
      waiting = []
      for (const watch of again) markOne(watch, nowUs)
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
      waiting = []
    },
  }
}
