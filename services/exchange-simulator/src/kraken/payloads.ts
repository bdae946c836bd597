import { crc32 } from 'node:zlib'
import { fixedDecimals } from '../decimal.ts'
import type { VenueMarket } from '../market/market.ts'
import type { BookDelta } from '../published-book.ts'
import type { IntegerBook, IntegerLevels } from '../truth.ts'

/** 2026-08-01T02:53:53.646219Z. `micros`: within the millisecond. */
export const timeText = (ms: number, micros: number): string =>
  `${new Date(ms).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`

/** Now, by the clock of the engine. */
export const nowText = (): string => {
  const us = (performance.timeOrigin + performance.now()) * 1000
  return timeText(Math.floor(us / 1000), Math.floor(us % 1000))
}

/**
 * CRC-32 of the best ten asks and bids. The text of a number without point and leading zeros is the number in ticks or
 * lots, since all decimals of the pair are always written.
 */
export const checksumOf = ({ bids, asks }: IntegerBook): number => {
  const digits = (levels: IntegerLevels): string =>
    levels
      .slice(0, 10)
      .map(([price, quantity]) => String(price) + String(quantity))
      .join('')
  return crc32(digits(asks) + digits(bids))
}

/** Bare numbers with all decimals of the pair: JSON.stringify would lose the last zeros. */
const levelsJson = ({ instrument }: VenueMarket, levels: IntegerLevels): string =>
  levels
    .map(
      ([price, quantity]) =>
        `{"price":${fixedDecimals(price, instrument.priceDecimals)},"qty":${fixedDecimals(quantity, instrument.quantityDecimals)}}`,
    )
    .join(',')

export interface BookMessage {
  readonly type: 'snapshot' | 'update'
  readonly market: VenueMarket
  readonly levels: BookDelta
  /** What a client holds after this message. */
  readonly book: IntegerBook
  readonly timestamp: string
}

export const bookMessage = ({ type, market, levels, book, timestamp }: BookMessage): string =>
  `{"channel":"book","type":"${type}","data":[{"symbol":"${market.instrument.native}","bids":[${levelsJson(market, levels.bids)}],"asks":[${levelsJson(market, levels.asks)}],"checksum":${String(checksumOf(book))},"timestamp":"${timestamp}"}]}`

/** 24 h figures, here since the start. In ticks and lots. */
export interface DayFigures {
  readonly open: number
  last: number
  low: number
  high: number
  volume: number
  /** Ticks × lots. */
  turnover: number
}

export const createDay = ({ book }: VenueMarket): DayFigures => {
  const start = book.bestBid?.price ?? 1
  return { open: start, last: start, low: start, high: start, volume: 0, turnover: 0 }
}

export const tickerMessage = (
  type: 'snapshot' | 'update',
  { instrument, book }: VenueMarket,
  day: DayFigures,
  timestamp: string,
): string => {
  const price = (ticks: number): string => fixedDecimals(Math.round(ticks), instrument.priceDecimals)
  const quantity = (lots: number): string => fixedDecimals(lots, instrument.quantityDecimals)
  const change = day.last - day.open
  const sign = change < 0 ? '-' : ''
  const { bestBid: bid, bestAsk: ask } = book
  return `{"channel":"ticker","type":"${type}","data":[{"symbol":"${instrument.native}","bid":${price(bid?.price ?? 0)},"bid_qty":${quantity(bid?.quantity ?? 0)},"ask":${price(ask?.price ?? 0)},"ask_qty":${quantity(ask?.quantity ?? 0)},"last":${price(day.last)},"volume":${quantity(day.volume)},"vwap":${price(day.volume === 0 ? 0 : day.turnover / day.volume)},"low":${price(day.low)},"high":${price(day.high)},"change":${sign}${price(Math.abs(change))},"change_pct":${((change / day.open) * 100).toFixed(2)},"timestamp":"${timestamp}"}]}`
}

export const statusMessage = (system: string, connectionId: bigint): string =>
  `{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"${system}","api_version":"v2","connection_id":${String(connectionId)}}]}`
