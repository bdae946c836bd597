import { bookStatus, type BookView, type Leg } from '@screener/contracts'
import type { TruthBook } from './truth-client.ts'

const sideDiffers = (
  prices: readonly number[],
  quantities: readonly number[],
  truth: TruthBook['bids'],
  what: string,
): string | undefined => {
  for (const [index, price] of prices.entries()) {
    const level = truth[index]
    if (level === undefined) return `${what}[${index}] ${price} is not in the venue's book`
    if (level[0] !== price || level[1] !== quantities[index]) {
      return `${what}[${index}] is ${price} × ${quantities[index]}, the venue had ${level[0]} × ${level[1]}`
    }
  }
  return undefined
}

/** Why a LIVE view is not the venue's book at its sequence; undefined when equal, level by level. */
export const viewDiffers = (view: BookView, truth: TruthBook): string | undefined => {
  if (view.status !== bookStatus.live) return `not LIVE: ${view.reason}`
  if (view.bidPrices.length === 0 && truth.bids.length > 0) return 'no bids'
  if (view.askPrices.length === 0 && truth.asks.length > 0) return 'no asks'
  return (
    sideDiffers(view.bidPrices, view.bidQuantities, truth.bids, 'bids') ??
    sideDiffers(view.askPrices, view.askQuantities, truth.asks, 'asks')
  )
}

/** Why a leg claims what the venue had not emitted at that sequence; undefined when it is true. */
export const legDiffers = (leg: Leg, truth: TruthBook): string | undefined => {
  const side = leg.side === 'buy' ? truth.asks : truth.bids
  const wrong = sideDiffers(leg.prices, leg.available, side, leg.side === 'buy' ? 'asks' : 'bids')
  if (wrong !== undefined) return wrong
  const over = leg.quantities.findIndex((quantity, index) => quantity > (leg.available[index] ?? 0))
  return over === -1 ? undefined : `takes ${leg.quantities[over]} of ${leg.available[over]} at level ${over}`
}
