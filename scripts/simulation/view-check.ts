import { bookStatus, type BookView, type Leg } from '@screener/contracts'
import type { Levels, TrueBook } from './truth-log.ts'

const sideDiffers = (
  what: string,
  prices: readonly number[],
  quantities: readonly number[],
  truth: Levels,
): string | undefined => {
  for (const [index, price] of prices.entries()) {
    const level = truth[index]
    if (level?.[0] !== price || level[1] !== quantities[index])
      return `${what}[${index}] is ${price} × ${quantities[index]}, the venue had ${level?.[0]} × ${level?.[1]}`
  }
  return undefined
}

/** Why a LIVE view is not its venue's book at its sequence; undefined when it is, level by level. */
export const viewDiffers = (view: BookView, truth: TrueBook | undefined): string | undefined => {
  if (view.status !== bookStatus.live) return undefined
  if (truth === undefined) return `its venue never had sequence ${view.sequence} (${view.exchangeTimeMs} ms)`
  if (view.bidPrices.length === 0 && truth.bids.length > 0) return 'no bids'
  if (view.askPrices.length === 0 && truth.asks.length > 0) return 'no asks'
  return (
    sideDiffers('bids', view.bidPrices, view.bidQuantities, truth.bids) ??
    sideDiffers('asks', view.askPrices, view.askQuantities, truth.asks)
  )
}

/** Rows count in the asset's own unit, whatever the venue's is. */
const inUnits = (levels: Levels, factor: number): Levels =>
  factor === 1 ? levels : levels.map(([price, quantity]) => [price / factor, quantity * factor])

/** Why a leg claims what its venue had not published at that sequence; undefined when it is true. */
export const legDiffers = (leg: Leg, truth: TrueBook | undefined, unitFactor: number): string | undefined => {
  if (truth === undefined) return `its venue never had sequence ${leg.sequence} (${leg.exchangeTimeMs} ms)`
  const [what, side] = leg.side === 'buy' ? (['asks', truth.asks] as const) : (['bids', truth.bids] as const)
  const wrong = sideDiffers(what, leg.prices, leg.available, inUnits(side, unitFactor))
  if (wrong !== undefined) return wrong
  const over = leg.quantities.findIndex((quantity, index) => quantity > (leg.available[index] ?? 0))
  return over === -1 ? undefined : `takes ${leg.quantities[over]} of ${leg.available[over]} at ${what}[${over}]`
}

/** Whether the levels that a leg uses stood in a book. */
export const stoodIn = (leg: Leg, truth: TrueBook, unitFactor: number): boolean =>
  sideDiffers('', leg.prices, leg.available, inUnits(leg.side === 'buy' ? truth.asks : truth.bids, unitFactor)) ===
  undefined
