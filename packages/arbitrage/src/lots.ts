import type { BookView } from '@screener/contracts'

/** What a venue asks of a size. */
export interface Lots {
  /** Base. */
  readonly quantityStep: number
  readonly minQuantity: number
  /** Quote. */
  readonly minNotional: number
}

const pool = new Map<string, Lots>()
/** Instruments of a market have far fewer; a venue that makes up new ones all the time must not fill the memory. */
const mostShared = 10_000

export const sameLots = (lots: Lots, view: BookView): boolean =>
  lots.quantityStep === view.quantityStep &&
  lots.minQuantity === view.minQuantity &&
  lots.minNotional === view.minNotional

/** One object for all books with these lots: there are few, so they are in the cache when the next view is compared with them. */
export const lotsOf = ({ quantityStep, minQuantity, minNotional }: BookView): Lots => {
  const key = `${quantityStep} ${minQuantity} ${minNotional}`
  const known = pool.get(key)
  if (known !== undefined) return known
  if (pool.size >= mostShared) pool.clear()
  const lots = { quantityStep, minQuantity, minNotional }
  pool.set(key, lots)
  return lots
}
