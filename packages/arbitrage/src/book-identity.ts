import type { BookView } from '@screener/contracts'

/** What a book's symbol stands for. */
export interface BookIdentity {
  /** Assets of the registry: two books trade the same pair when both are equal, whatever their symbols. */
  readonly base: string
  readonly quote: string
  /** Units of `base` in one unit of what the venue trades: 1000 for 1000SHIB. */
  readonly unitFactor: number
}

/** The view in units of the asset itself: a price of 1000SHIB is a thousandth per SHIB. Notionals stay what they are. */
export const inAssetUnits = (view: BookView, unitFactor: number): BookView => {
  const perUnit = (price: number): number => price / unitFactor
  const inUnits = (quantity: number): number => quantity * unitFactor
  const converted: Partial<BookView> = {
    bidPrices: view.bidPrices.map(perUnit),
    bidQuantities: view.bidQuantities.map(inUnits),
    askPrices: view.askPrices.map(perUnit),
    askQuantities: view.askQuantities.map(inUnits),
    priceTick: perUnit(view.priceTick),
    quantityStep: inUnits(view.quantityStep),
    minQuantity: inUnits(view.minQuantity),
  }
  // What was absent in a decoded view is on its prototype: a spread would lose it.
  return Object.assign(Object.create(Object.getPrototypeOf(view) as object) as BookView, view, converted)
}

/** Throws RangeError on a unit factor that is none. */
export const checkIdentity = ({ unitFactor }: BookIdentity, venue: string, symbol: string): void => {
  if (unitFactor > 0 && unitFactor < Infinity) return
  throw new RangeError(`the unit factor of ${venue} ${symbol} is ${unitFactor}; it must be a number above 0`)
}
