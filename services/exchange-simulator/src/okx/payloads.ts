import { crc32 } from 'node:zlib'
import { trimmedDecimals } from '../decimal.ts'
import type { Trade } from '../market/matching-book.ts'
import type { VenueMarket } from '../market/market.ts'
import type { BookDelta, PublishedBook } from '../published-book.ts'
import type { IntegerBook, IntegerLevels } from '../truth.ts'

/** `[["price","size","0","orders"],…]`: no trailing zeros, deletions as "0". The book does not tell its orders: 1 to 7. */
export const levelsJson = ({ instrument }: VenueMarket, levels: IntegerLevels): string => {
  const { priceDecimals, quantityDecimals } = instrument
  const texts = levels.map(([price, quantity]) => {
    const orders = quantity === 0 ? 0 : 1 + (quantity % 7)
    return `["${trimmedDecimals(price, priceDecimals)}","${trimmedDecimals(quantity, quantityDecimals)}","0","${String(orders)}"]`
  })
  return `[${texts.join(',')}]`
}

/** Signed CRC32 of the best 25 levels of each side in turns, as it was until June 2026. */
export const checksumOf = ({ instrument }: VenueMarket, { bids, asks }: IntegerBook): number => {
  const text = ([price, quantity]: readonly [number, number]): string =>
    `${trimmedDecimals(price, instrument.priceDecimals)}:${trimmedDecimals(quantity, instrument.quantityDecimals)}`
  const parts: string[] = []
  for (let index = 0; index < 25; index++)
    for (const level of [bids[index], asks[index]]) if (level !== undefined) parts.push(text(level))
  return crc32(parts.join(':')) | 0
}

const argJson = (channel: string, { instrument }: VenueMarket): string =>
  `{"channel":"${channel}","instId":"${instrument.native}"}`

/** `books`: the whole book with `previous` -1, or what changed since `previous`. */
export const bookMessage = (
  { market, levels, timeMs, number }: PublishedBook,
  previous: number,
  delta: BookDelta | undefined,
  checksum: number,
): string => {
  const { asks, bids } = delta ?? levels
  const action = delta === undefined ? 'snapshot' : 'update'
  return `{"arg":${argJson('books', market)},"action":"${action}","data":[{"asks":${levelsJson(market, asks)},"bids":${levelsJson(market, bids)},"ts":"${String(timeMs)}","checksum":${String(checksum)},"prevSeqId":${String(previous)},"seqId":${String(number)}}]}`
}

/** `bbo-tbt` and `books5`: always the whole, without action. */
export const topMessage = (channel: string, { market, levels, number }: PublishedBook, timeMs: number): string => {
  const { asks, bids } = levels
  const named = channel === 'books5' ? `"instId":"${market.instrument.native}",` : ''
  return `{"arg":${argJson(channel, market)},"data":[{"asks":${levelsJson(market, asks)},"bids":${levelsJson(market, bids)},${named}"ts":"${String(timeMs)}","seqId":${String(number)}}]}`
}

/** 24 h figures, here since the start. In ticks, lots and their product. */
export interface DayStatistics {
  last: number
  lastQuantity: number
  high: number
  low: number
  readonly open: number
  volume: number
  turnover: number
}

export const createDayStatistics = ({ book }: VenueMarket): DayStatistics => {
  const start = book.bestBid?.price ?? 1
  return { last: start, lastQuantity: 0, high: start, low: start, open: start, volume: 0, turnover: 0 }
}

export const addTrade = (day: DayStatistics, { price, quantity }: Trade): void => {
  day.last = price
  day.lastQuantity = quantity
  day.high = Math.max(day.high, price)
  day.low = Math.min(day.low, price)
  day.volume += quantity
  day.turnover += quantity * price
}

/** The same on the WebSocket and in REST. */
export const tickerJson = ({ instrument, book }: VenueMarket, day: DayStatistics, nowMs: number): string => {
  const price = (ticks: number): string => trimmedDecimals(ticks, instrument.priceDecimals)
  const size = (lots: number): string => trimmedDecimals(lots, instrument.quantityDecimals)
  const { bestBid, bestAsk } = book
  return JSON.stringify({
    instType: 'SPOT',
    instId: instrument.native,
    last: price(day.last),
    lastSz: size(day.lastQuantity),
    askPx: bestAsk === undefined ? '' : price(bestAsk.price),
    askSz: bestAsk === undefined ? '' : size(bestAsk.quantity),
    bidPx: bestBid === undefined ? '' : price(bestBid.price),
    bidSz: bestBid === undefined ? '' : size(bestBid.quantity),
    open24h: price(day.open),
    high24h: price(day.high),
    low24h: price(day.low),
    volCcy24h: (day.turnover / 10 ** (instrument.priceDecimals + instrument.quantityDecimals)).toFixed(8),
    vol24h: size(day.volume),
    sodUtc0: price(day.open),
    sodUtc8: price(day.open),
    ts: String(nowMs),
  })
}

export const tickerMessage = (market: VenueMarket, day: DayStatistics, nowMs: number): string =>
  `{"arg":${argJson('tickers', market)},"data":[${tickerJson(market, day, nowMs)}]}`
