import { figuresAt, type Figures } from './figures.ts'
import { refusalOf, type GateLimits } from './gates.ts'
import type { Route } from './route.ts'

/** After how many ms an opening's size is priced again. */
export const survivalMs: readonly number[] = [10, 25, 50, 100, 250, 500, 1000]

/** What was left of an opening a while after it. */
export interface SurvivalMark {
  /** The age asked for. */
  readonly afterMs: number
  /** The age at which it was really priced: the first turn at or after `afterMs`. */
  readonly pricedAfterMs: number
  /** False: the route's books could not be priced then, or did not take the size. */
  readonly known: boolean
  /** At the opening's size. */
  readonly netBps: number
  /** Accounting asset. */
  readonly profitQuote: number
}

/** Follows one opening for a second, whether or not its episode lives that long. */
export interface SurvivalWatch {
  readonly id: string
  readonly route: Route
  readonly openedAtMs: number
  readonly openedUs: number
  readonly opening: Figures
  readonly marks: SurvivalMark[]
}

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

/** Adds the marks that are due, from the books as they are now. `exists`: the route was not taken out meanwhile. */
export const addDueMarks = (watch: SurvivalWatch, limits: GateLimits, exists: boolean, nowUs: number): void => {
  if (nextMarkUs(watch) > nowUs) return
  const { route, opening } = watch
  const priceable = exists && !route.lotsChanged && refusalOf(route.legs, limits, nowUs) === undefined
  const figures = priceable ? figuresAt(route, opening.quantities[0] ?? 0) : undefined
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
