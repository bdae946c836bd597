import { allCycles, type OracleCycle } from './all-cycles.ts'
import { bestExactSize, topsPay, type ExactSize } from './best-exact-size.ts'
import { exactCost } from './exact-cost.ts'
import { amountToNumber, units } from './exact.ts'
import type { OracleBook, OracleOptions } from './market.ts'

export interface OracleFinding {
  readonly cycle: OracleCycle
  readonly size: ExactSize
  /** Accounting asset; the profit is after the fixed costs. */
  readonly fixedCosts: number
  readonly profit: number
  readonly spent: number
  readonly netBps: number
}

const isPriceable = ({ live, held, bids, asks }: OracleBook): boolean =>
  live && !held && bids.length > 0 && asks.length > 0 && units(bids[0]![0]) < units(asks[0]![0])

/**
 * Every route that pays, by trying everything: all cycles over all books, all lots of the first leg, in exact arithmetic.
 * It shares no code with the engine. Net is not compared with the least wanted here: the caller sees how near it is.
 */
export const findAll = (books: readonly OracleBook[], options: OracleOptions): ReadonlyMap<string, OracleFinding> => {
  const found = new Map<string, OracleFinding>()
  const priceable = books.filter(isPriceable)
  for (const cycle of allCycles(priceable, options)) {
    if (!topsPay(cycle)) continue
    const size = bestExactSize(cycle)
    const cost = size === undefined ? undefined : exactCost(cycle, priceable, options)
    if (size === undefined || cost === undefined) continue
    const profit = amountToNumber(size.profit - cost)
    found.set(cycle.id, {
      cycle,
      size,
      fixedCosts: amountToNumber(cost),
      profit,
      spent: amountToNumber(size.spent),
      netBps: (profit / amountToNumber(size.spentBeforeFee)) * 10_000,
    })
  }
  return found
}
