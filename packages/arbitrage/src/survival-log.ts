import type { Survival } from '@screener/contracts'
import type { GateLimits } from './gates.ts'
import type { Route } from './route.ts'
import { addDueMarks, nextMarkUs, type SurvivalWatch } from './survival.ts'

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

const reportOf = ({ id, route, openedAtMs, opening, marks }: SurvivalWatch): Survival => ({
  id,
  routeId: route.id,
  openedAtMs,
  openedNetBps: opening.netBps,
  openedProfitQuote: opening.profit,
  marks: [...marks],
})

/** `exists`: whether a route was not taken out since. */
export const createSurvivalLog = (limits: GateLimits, exists: (route: Route) => boolean): SurvivalLog => {
  const watches = new Set<SurvivalWatch>()
  let complete: Survival[] = []
  let dueUs = Infinity
  return {
    watch: watch => {
      watches.add(watch)
      dueUs = Math.min(dueUs, nextMarkUs(watch))
    },
    mark: nowUs => {
      if (nowUs < dueUs) return
      dueUs = Infinity
      for (const watch of watches) {
        addDueMarks(watch, limits, exists(watch.route), nowUs)
        const nextUs = nextMarkUs(watch)
        dueUs = Math.min(dueUs, nextUs)
        if (nextUs < Infinity) continue
        watches.delete(watch)
        complete.push(reportOf(watch))
      }
    },
    take: () => {
      const taken = complete
      if (taken.length > 0) complete = []
      return taken
    },
    clear: () => watches.clear(),
  }
}
