import type { Figures } from './figures.ts'
import type { Route } from './route.ts'
import type { SurvivalWatch } from './survival-record.ts'

/** After how many ms an opening's size is priced again. */
export const survivalMs: readonly number[] = [10, 25, 50, 100, 250, 500, 1000]

export const createWatch = (
  id: string,
  route: Route,
  openedAtMs: number,
  openedUs: number,
  opening: Figures,
): SurvivalWatch => ({ id, route, openedAtMs, openedUs, opening, marks: [] })

/** µs; when the next mark is due, Infinity when all are there. */
export const nextMarkUs = (watch: SurvivalWatch): number =>
  watch.openedUs + (survivalMs[watch.marks.length] ?? Infinity) * 1000

/** What the route brings when its first leg trades just this quantity; undefined when it cannot be priced now. */
export type PriceAgain = (route: Route, firstQuantity: number, nowUs: number) => Figures | undefined

/** Adds the marks that are due: what the opening's size brings now, undefined when that is not known. */
export const addDueMarks = (watch: SurvivalWatch, figures: Figures | undefined, nowUs: number): void => {
  const pricedAfterMs = (nowUs - watch.openedUs) / 1000
  while (nextMarkUs(watch) <= nowUs) {
    watch.marks.push({
      afterMs: survivalMs[watch.marks.length] ?? 0,
      pricedAfterMs,
      known: figures !== undefined,
      netBps: figures?.netBps ?? 0,
      profitQuote: figures?.profit ?? 0,
    })
  }
}
