import type { OracleCycle, OracleLeg } from './all-cycles.ts'
import { amountPerUnit, feeUnit, feeUnits, units } from './exact.ts'
import type { OracleBook, OracleOptions } from './market.ts'

const spends = ({ book, side }: OracleLeg): string => (side === 'buy' ? book.quote : book.base)
const gets = ({ book, side }: OracleLeg): string => (side === 'buy' ? book.base : book.quote)
const costOn = (book: OracleBook, side: 'buy' | 'sell'): bigint =>
  book.cost === undefined ? 0n : units(book.cost[side])

/** Amounts of each asset that the cycle costs whatever its size, in counts of 10^-8. */
const costsOf = (cycle: OracleCycle, { transferCosts }: OracleOptions): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>()
  const add = (asset: string, amount: bigint): void => {
    if (amount > 0n) sums.set(asset, (sums.get(asset) ?? 0n) + amount)
  }
  for (const [index, leg] of cycle.legs.entries()) {
    if (leg.book.cost !== undefined) add(leg.book.cost.asset, costOn(leg.book, leg.side))
    const next = cycle.legs[index + 1]
    if (next === undefined || next.book.venue === leg.book.venue) continue
    add(gets(leg), units(transferCosts[leg.book.venue]?.[gets(leg)] ?? '0'))
  }
  return sums
}

/** What buying the amount on the book costs in its other asset, counts of 10^-22; undefined when it has not so much. */
const priceOn = (book: OracleBook, asset: string, amount: bigint): bigint | undefined => {
  const fee = feeUnits(book.fee.bps)
  let sum = 0n
  if (book.base === asset) {
    let left = amount
    for (const [price, quantity] of book.asks) {
      const offered = units(quantity) * book.unitFactor
      const taken = left < offered ? left : offered
      sum += (units(price) * taken * (feeUnit + fee)) / book.unitFactor
      left -= taken
    }
    return left > 0n ? undefined : sum
  }
  // Quote still to come, before the fee, in counts of 10^-22 times what is left of a unit after it.
  let left = amount * amountPerUnit * feeUnit
  for (const [price, quantity] of book.bids) {
    const offered = units(quantity) * book.unitFactor
    const perBase = (units(price) * (feeUnit - fee) * feeUnit) / book.unitFactor
    if (perBase * offered >= left) return sum + (left * amountPerUnit) / perBase
    sum += offered * amountPerUnit
    left -= perBase * offered
  }
  return undefined
}

/**
 * What the cycle costs whatever its size, in counts of 10^-22 of the asset it is counted in, at the cheapest of the books;
 * those whose own trades have no such cost come first. Undefined when no book sells what is needed.
 */
export const exactCost = (
  cycle: OracleCycle,
  books: readonly OracleBook[],
  options: OracleOptions,
): bigint | undefined => {
  const counted = spends(cycle.legs[0]!)
  let total = 0n
  for (const [asset, amount] of costsOf(cycle, options)) {
    if (asset === counted) {
      total += amount * amountPerUnit
      continue
    }
    const offers = books
      .filter(({ base, quote }) => (base === asset && quote === counted) || (base === counted && quote === asset))
      .map(book => ({
        price: priceOn(book, asset, amount),
        free: costOn(book, book.base === asset ? 'buy' : 'sell') === 0n,
      }))
      .filter(({ price }) => price !== undefined)
    const preferred = offers.some(({ free }) => free) ? offers.filter(({ free }) => free) : offers
    if (preferred.length === 0) return undefined
    total += preferred.map(({ price }) => price!).reduce((least, price) => (price < least ? price : least))
  }
  return total
}
