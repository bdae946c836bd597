import type { BestBidAsk, Checksum, Delta, Instrument, Snapshot } from '@screener/contracts'
import type { NumberedDelta, NumberedSnapshot } from './session-count.ts'
import type { RestSnapshot, VenueBestBidAsk, VenueChecksum, VenueInstrument } from './venue.ts'
import { toSide } from './wire-levels.ts'

/** Venue events in the contracts' shapes. All throw FrameError with the native symbol on a level that is no number. */
export const toDelta = (event: NumberedDelta, symbol: string, session: number, receivedTimeUs: number): Delta => {
  const bids = toSide(event.bids, event)
  const asks = toSide(event.asks, event)
  return {
    symbol,
    session,
    previous: event.previous,
    sequence: event.sequence,
    bidPrices: bids.prices,
    bidQuantities: bids.quantities,
    askPrices: asks.prices,
    askQuantities: asks.quantities,
    exchangeTimeMs: event.exchangeTimeMs ?? 0,
    receivedTimeUs,
    ...(event.resets === true ? { resets: true } : undefined),
    ...(event.checksum === undefined ? undefined : { checksum: toChecksum(event.checksum) }),
  }
}

export const toSnapshot = (
  event: NumberedSnapshot,
  symbol: string,
  session: number,
  receivedTimeUs: number,
): Snapshot => {
  const bids = toSide(event.bids, event)
  const asks = toSide(event.asks, event)
  return {
    symbol,
    session,
    sequence: event.sequence,
    bidPrices: bids.prices,
    bidQuantities: bids.quantities,
    askPrices: asks.prices,
    askQuantities: asks.quantities,
    exchangeTimeMs: event.exchangeTimeMs ?? 0,
    receivedTimeUs,
    straddled: false,
    bidsTruncated: event.depth > 0 && bids.prices.length >= event.depth,
    asksTruncated: event.depth > 0 && asks.prices.length >= event.depth,
    depth: event.depth,
    ...(event.checksum === undefined ? undefined : { checksum: toChecksum(event.checksum) }),
  }
}

const toChecksum = ({ recipe, value, bidDigits, askDigits }: VenueChecksum): Checksum => ({
  recipe,
  value,
  bidDigits,
  askDigits,
})

/** `levels`: how many a side were asked for. */
export const toRestSnapshot = (
  answer: RestSnapshot,
  levels: number,
  native: string,
  symbol: string,
  session: number,
  receivedTimeUs: number,
): Snapshot => {
  const bids = toSide(answer.bids, { symbol: native })
  const asks = toSide(answer.asks, { symbol: native })
  return {
    symbol,
    session,
    sequence: answer.sequence,
    bidPrices: bids.prices,
    bidQuantities: bids.quantities,
    askPrices: asks.prices,
    askQuantities: asks.quantities,
    exchangeTimeMs: 0,
    receivedTimeUs,
    straddled: true,
    bidsTruncated: bids.prices.length >= levels,
    asksTruncated: asks.prices.length >= levels,
    depth: answer.depth ?? 0,
  }
}

/** An empty side is all zeros. */
export const toBestBidAsk = (event: VenueBestBidAsk, symbol: string, receivedTimeUs: number): BestBidAsk => {
  const bid = event.bid === undefined ? undefined : toSide([event.bid], event)
  const ask = event.ask === undefined ? undefined : toSide([event.ask], event)
  return {
    symbol,
    bidPrice: bid?.prices[0] ?? 0,
    bidQuantity: bid?.quantities[0] ?? 0,
    askPrice: ask?.prices[0] ?? 0,
    askQuantity: ask?.quantities[0] ?? 0,
    exchangeTimeMs: event.exchangeTimeMs ?? 0,
    receivedTimeUs,
  }
}

const rule = (text: string | undefined): number => {
  const value = Number(text ?? '0')
  return Number.isFinite(value) && value > 0 ? value : 0
}

export const canonicalSymbol = (instrument: VenueInstrument): string => `${instrument.base}-${instrument.quote}`

export const toInstrument = (instrument: VenueInstrument): Instrument => ({
  symbol: canonicalSymbol(instrument),
  nativeSymbol: instrument.symbol,
  base: instrument.base,
  quote: instrument.quote,
  priceTick: rule(instrument.priceTick),
  quantityStep: rule(instrument.quantityStep),
  minQuantity: rule(instrument.minQuantity),
  minNotional: rule(instrument.minNotional),
  trading: instrument.trading,
})
