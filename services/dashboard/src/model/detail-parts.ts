import type { Row } from './row.ts'

/** After these delays the analyzer prices an opening again. */
export const SURVIVAL_MS = [10, 25, 50, 100, 250, 500, 1_000] as const

export interface SurvivalLine {
  readonly afterMs: number
  /** `waiting`: the moment has not come, or was not told. `unknown`: the books could not be priced then. */
  readonly state: 'known' | 'unknown' | 'waiting'
  readonly netBps: number
  readonly profitQuote: number
}

/** What was left of the opening's size; always all delays, so that nothing moves when one is told. */
export const survivalLines = ({ opportunity }: Row): readonly SurvivalLine[] =>
  SURVIVAL_MS.map(afterMs => {
    const mark = opportunity.survival.find(each => each.afterMs === afterMs)
    if (mark?.known !== true)
      return { afterMs, state: mark === undefined ? 'waiting' : 'unknown', netBps: NaN, profitQuote: NaN }
    return { afterMs, state: 'known', netBps: mark.netBps, profitQuote: mark.profitQuote }
  })

export interface CapacityPoint {
  readonly spent: number
  readonly profit: number
  /** Profit of what is spent, basis points. */
  readonly bps: number
}

/** Profit against size, smallest first; empty where there is only one size, which is no curve. */
export const capacityCurve = ({ opportunity }: Row): readonly CapacityPoint[] => {
  const { capacitySpentQuote: sizes, capacityProfitQuote: profits } = opportunity
  if (sizes.length < 2) return []
  return sizes.map((spent, index) => {
    const profit = profits[index] ?? NaN
    return { spent, profit, bps: (profit / spent) * 10_000 }
  })
}

/** The curve in a box of this width and height, from nothing at its lower left; sizes to the right, profit upwards. */
export const curvePath = (points: readonly CapacityPoint[], width: number, height: number): string => {
  const most = points.at(-1)?.spent ?? 0
  const best = Math.max(...points.map(({ profit }) => profit), 0)
  if (!(most > 0) || !(best > 0)) return ''
  const places = points.map(
    ({ spent, profit }) =>
      `L${((spent / most) * width).toFixed(1)} ${(height - (Math.max(0, profit) / best) * height).toFixed(1)}`,
  )
  return `M0 ${height}${places.join('')}`
}

/** Open rows that eat a level this one eats too: only one of them can be done at its size. */
export const rivalsOf = (row: Row, rows: Iterable<Row>): readonly Row[] => {
  const groups = new Set(row.opportunity.exclusiveGroups)
  const rivals: Row[] = []
  for (const other of rows) {
    if (other.id === row.id || other.closed !== undefined) continue
    if (other.opportunity.exclusiveGroups.some(group => groups.has(group))) rivals.push(other)
  }
  return rivals
}

/** `<number>:<hash>` of a block as the number and the shortened hash; undefined for a leg that rests on no chain. */
export const blockOf = (origin: string): { readonly number: number; readonly hash: string } | undefined => {
  const end = origin.indexOf(':')
  const number = Number(origin.slice(0, end))
  return end > 0 && Number.isSafeInteger(number) ? { number, hash: origin.slice(end + 1) } : undefined
}
