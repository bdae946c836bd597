import { eightDecimals } from '../decimal.ts'
import type { Trade } from '../market/matching-book.ts'
import type { VenueMarket } from '../market/market.ts'
import type { IntegerLevels } from '../truth.ts'

/** `[["price","quantity"],…]` as Binance writes it: eight decimals, deletions as "0.00000000". */
export const levelsJson = ({ instrument }: VenueMarket, levels: IntegerLevels): string => {
  const { priceDecimals, quantityDecimals } = instrument
  let json = '['
  for (let i = 0; i < levels.length; i++) {
    const [price, quantity] = levels[i] as readonly [number, number]
    json += `${i === 0 ? '' : ','}["${eightDecimals(price, priceDecimals)}","${eightDecimals(quantity, quantityDecimals)}"]`
  }
  return `${json}]`
}

/** The last total of each level that changed after `afterId`; bids descending, asks ascending. */
export const changedLevels = ({ book }: VenueMarket, afterId: number): { bids: IntegerLevels; asks: IntegerLevels } => {
  const bids = new Map<number, number>()
  const asks = new Map<number, number>()
  book.log.changesAfter(afterId, (isBid, price, quantity) => (isBid ? bids : asks).set(price, quantity))
  return { bids: [...bids].sort((a, b) => b[0] - a[0]), asks: [...asks].sort((a, b) => a[0] - b[0]) }
}

/** {"e":"depthUpdate",…} covering all ids after `afterId`. */
export const diffJson = (market: VenueMarket, afterId: number, eventTime: number): string => {
  const { bids, asks } = changedLevels(market, afterId)
  return `{"e":"depthUpdate","E":${String(eventTime)},"s":"${market.instrument.native}","U":${String(afterId + 1)},"u":${String(market.book.id)},"b":${levelsJson(market, bids)},"a":${levelsJson(market, asks)}}`
}

/** {"lastUpdateId":…,"bids":…,"asks":…}: partial depth streams and REST depth look the same. */
export const bookJson = (
  market: VenueMarket,
  id: number,
  book: { bids: IntegerLevels; asks: IntegerLevels },
  limit: number,
): string =>
  `{"lastUpdateId":${String(id)},"bids":${levelsJson(market, book.bids.slice(0, limit))},"asks":${levelsJson(market, book.asks.slice(0, limit))}}`

export const priceText = ({ instrument }: VenueMarket, price: number): string =>
  eightDecimals(price, instrument.priceDecimals)

export const quantityText = ({ instrument }: VenueMarket, quantity: number): string =>
  eightDecimals(quantity, instrument.quantityDecimals)

/** Real-time best bid and offer; an empty side reads 0. No event type, no time. */
export const bookTickerJson = (market: VenueMarket): string => {
  const { book, instrument } = market
  const { bestBid, bestAsk } = book
  return `{"u":${String(book.id)},"s":"${instrument.native}","b":"${priceText(market, bestBid?.price ?? 0)}","B":"${quantityText(market, bestBid?.quantity ?? 0)}","a":"${priceText(market, bestAsk?.price ?? 0)}","A":"${quantityText(market, bestAsk?.quantity ?? 0)}"}`
}

export const tradeJson = (market: VenueMarket, trade: Trade, timeFactor: number): string =>
  `{"e":"trade","E":${String(trade.timeMs * timeFactor)},"s":"${market.instrument.native}","t":${String(trade.id)},"p":"${priceText(market, trade.price)}","q":"${quantityText(market, trade.quantity)}","T":${String(trade.timeMs * timeFactor)},"m":${String(!trade.takerBuys)},"M":true}`

/** Fills of one taker at one price, as one trade. */
export interface AggregateTrade {
  readonly id: number
  readonly first: Trade
  readonly lastId: number
  readonly quantity: number
}

export const aggregateTrades = (trades: readonly Trade[], nextId: () => number): readonly AggregateTrade[] => {
  const result: AggregateTrade[] = []
  let first = trades[0]
  if (first === undefined) return result
  let quantity = 0
  let lastId = first.id
  for (const trade of trades) {
    if (trade.price !== first.price) {
      result.push({ id: nextId(), first, lastId, quantity })
      first = trade
      quantity = 0
    }
    quantity += trade.quantity
    lastId = trade.id
  }
  result.push({ id: nextId(), first, lastId, quantity })
  return result
}

export const aggTradeJson = (market: VenueMarket, trade: AggregateTrade, timeFactor: number): string => {
  const { first } = trade
  return `{"e":"aggTrade","E":${String(first.timeMs * timeFactor)},"s":"${market.instrument.native}","a":${String(trade.id)},"p":"${priceText(market, first.price)}","q":"${quantityText(market, trade.quantity)}","f":${String(first.id)},"l":${String(trade.lastId)},"T":${String(first.timeMs * timeFactor)},"m":${String(!first.takerBuys)},"M":true}`
}
