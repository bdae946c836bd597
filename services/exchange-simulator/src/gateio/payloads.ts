import { trimmedDecimals } from '../decimal.ts'
import type { VenueMarket } from '../market/market.ts'
import type { IntegerBook, IntegerLevels } from '../truth.ts'
import type { WindowChange } from './book-window.ts'

/** `[["price","size"],…]` without zeros at the end, deletions as "0". */
export const levelsJson = ({ instrument }: VenueMarket, levels: IntegerLevels): string => {
  const { priceDecimals, quantityDecimals } = instrument
  const texts = levels.map(
    ([price, quantity]) =>
      `["${trimmedDecimals(price, priceDecimals)}","${quantity === 0 ? '0' : trimmedDecimals(quantity, quantityDecimals)}"]`,
  )
  return `[${texts.join(',')}]`
}

export interface PushTimes {
  readonly nowMs: number
  /** Time of the book. */
  readonly engineMs: number
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000))

/** A full book has no `U`. Sides without change are left out. */
export const streamMessage = (
  name: string,
  market: VenueMarket,
  book: WindowChange | (IntegerBook & { readonly last: number }),
  { nowMs, engineMs }: PushTimes,
): string => {
  const ids = 'first' in book ? `"s":"${name}","U":${String(book.first)}` : `"full":true,"s":"${name}"`
  const side = (key: string, levels: IntegerLevels): string =>
    'first' in book && levels.length === 0 ? '' : `,"${key}":${levelsJson(market, levels)}`
  return `{"channel":"spot.obu","result":{"t":${String(engineMs)},${ids},"u":${String(book.last)}${side('b', book.bids)}${side('a', book.asks)}},"time_ms":${String(nowMs)},"event":"update"}`
}

/** `full` stands only where it is true. */
export const updateMessage = (
  market: VenueMarket,
  change: WindowChange,
  window: number,
  full: boolean,
  { nowMs, engineMs }: PushTimes,
): string =>
  `{"time":${seconds(nowMs)},"time_ms":${String(nowMs)},"channel":"spot.order_book_update","event":"update","result":{"t":${String(engineMs)},${full ? '"full":true,' : ''}"l":"${String(window)}","e":"depthUpdate","E":${seconds(engineMs)},"s":"${market.instrument.native}","U":${String(change.first)},"u":${String(change.last)},"b":${levelsJson(market, change.bids)},"a":${levelsJson(market, change.asks)}}}`

/** An empty side is empty texts. */
export const tickerMessage = (market: VenueMarket, { nowMs, engineMs }: PushTimes): string => {
  const { book, instrument } = market
  const best = (level: { readonly price: number; readonly quantity: number } | undefined): readonly string[] =>
    level === undefined
      ? ['', '']
      : [
          trimmedDecimals(level.price, instrument.priceDecimals),
          trimmedDecimals(level.quantity, instrument.quantityDecimals),
        ]
  const [b, B] = best(book.bestBid)
  const [a, A] = best(book.bestAsk)
  const result = { t: engineMs, u: book.id, s: instrument.native, b, B, a, A }
  return `{"time":${seconds(nowMs)},"time_ms":${String(nowMs)},"channel":"spot.book_ticker","event":"update","result":${JSON.stringify(result)}}`
}

const upgrade = { type: 'upgrade', msg: 'The connection will soon be closed for a service upgrade. Please reconnect.' }

/** The envelope is known from futures; that of spot is not documented. */
export const upgradeNotice = (inEnvelope: boolean, nowMs: number): string =>
  inEnvelope
    ? `{"time":${seconds(nowMs)},"time_ms":${String(nowMs)},"channel":"spot.system","event":"update","result":${JSON.stringify(upgrade)}}`
    : JSON.stringify(upgrade)
