import { trimmedDecimals } from '../decimal.ts'
import type { Trade } from '../market/matching-book.ts'
import type { VenueMarket } from '../market/market.ts'
import type { IntegerLevels } from '../truth.ts'

/** `[["price","size"],…]` as Bybit writes it: no trailing zeros, deletions as "0". */
export const levelsJson = ({ instrument }: VenueMarket, levels: IntegerLevels): string => {
  const { priceDecimals, quantityDecimals } = instrument
  let json = '['
  for (let i = 0; i < levels.length; i++) {
    const [price, quantity] = levels[i] as readonly [number, number]
    json += `${i === 0 ? '' : ','}["${trimmedDecimals(price, priceDecimals)}","${quantity === 0 ? '0' : trimmedDecimals(quantity, quantityDecimals)}"]`
  }
  return `${json}]`
}

export interface BookMessage {
  readonly topic: string
  readonly type: 'snapshot' | 'delta'
  readonly market: VenueMarket
  readonly bids: IntegerLevels
  readonly asks: IntegerLevels
  readonly u: number
  readonly seq: number
  readonly nowMs: number
  /** Matching-engine time. */
  readonly engineMs: number
}

/** On spot `ts` stands before `type`. */
export const bookMessage = (message: BookMessage): string =>
  `{"topic":"${message.topic}","ts":${String(message.nowMs)},"type":"${message.type}","data":{"s":"${message.market.instrument.native}","b":${levelsJson(message.market, message.bids)},"a":${levelsJson(message.market, message.asks)},"u":${String(message.u)},"seq":${String(message.seq)}},"cts":${String(message.engineMs)}}`

export const tradeMessage = (
  topic: string,
  market: VenueMarket,
  trades: readonly Trade[],
  seq: number,
  nowMs: number,
): string => {
  const { native, priceDecimals, quantityDecimals } = market.instrument
  const rows = trades.map(
    trade =>
      `{"i":"${String(trade.id)}","T":${String(trade.timeMs)},"p":"${trimmedDecimals(trade.price, priceDecimals)}","v":"${trimmedDecimals(trade.quantity, quantityDecimals)}","S":"${trade.takerBuys ? 'Buy' : 'Sell'}","s":"${native}","BT":false,"RPI":false,"seq":${String(seq)}}`,
  )
  return `{"topic":"${topic}","ts":${String(nowMs)},"type":"snapshot","data":[${rows.join(',')}]}`
}

/** 24 h figures, here since the start, around plausible beginnings. In ticks, lots and their product. */
export interface DayStatistics {
  last: number
  high: number
  low: number
  readonly open: number
  volume: number
  turnover: number
}

export const createDayStatistics = ({ book }: VenueMarket): DayStatistics => {
  const start = book.bestBid?.price ?? 1
  return { last: start, high: start, low: start, open: start, volume: 0, turnover: 0 }
}

export const addTrade = (day: DayStatistics, trade: Trade): void => {
  day.last = trade.price
  day.high = Math.max(day.high, trade.price)
  day.low = Math.min(day.low, trade.price)
  day.volume += trade.quantity
  day.turnover += trade.quantity * trade.price
}

/** The fields that the WebSocket and the REST ticker share, in the WebSocket's order. No bid, no ask. */
export const dayFields = ({ instrument }: VenueMarket, day: DayStatistics): Record<string, string> => {
  const price = (ticks: number): string => trimmedDecimals(ticks, instrument.priceDecimals)
  const last = price(day.last)
  return {
    symbol: instrument.native,
    lastPrice: last,
    highPrice24h: price(day.high),
    lowPrice24h: price(day.low),
    prevPrice24h: price(day.open),
    volume24h: trimmedDecimals(day.volume, instrument.quantityDecimals),
    turnover24h: (day.turnover / 10 ** (instrument.priceDecimals + instrument.quantityDecimals)).toFixed(8),
    price24hPcnt: (day.last / day.open - 1).toFixed(4),
    usdIndexPrice: instrument.quote.startsWith('USD') ? last : '',
  }
}

export const tickerMessage = (
  topic: string,
  market: VenueMarket,
  day: DayStatistics,
  seq: number,
  nowMs: number,
): string =>
  `{"topic":"${topic}","ts":${String(nowMs)},"type":"snapshot","cs":${String(seq)},"data":${JSON.stringify(dayFields(market, day))}}`
