import { isStable } from '../market/instruments.ts'
import type { VenueMarket } from '../market/market.ts'
import type { TwinReplay } from '../venue-twin.ts'

export interface ReplaySettings {
  readonly file: string
  readonly venue: string
  /** 1 = as recorded. */
  readonly speed: number
}

/** A replay without any configured symbol is a mistake; this says which ones the capture has. */
export const refuseEmptyReplay = ({ file, venue }: ReplaySettings, { markets, names }: TwinReplay): void => {
  if (markets.length > 0) return
  const has = names.length === 0 ? 'no book to start from' : `books of ${names.join(', ')}`
  throw new Error(`REPLAY_FILE ${file} (REPLAY_VENUE ${venue}) has ${has}: set SYMBOLS to match`)
}

/** Dollar prices of what is replayed, so that the simulated venue trades around them. */
export const anchorsOf = (replayed: readonly VenueMarket[]): ReadonlyMap<string, number> => {
  const anchors = new Map<string, number>()
  for (const { instrument, book } of replayed) {
    const { bestBid, bestAsk } = book
    if (bestBid === undefined || bestAsk === undefined || !isStable(instrument.quote)) continue
    anchors.set(instrument.base, (bestBid.price + bestAsk.price) / 2 / 10 ** instrument.priceDecimals)
  }
  return anchors
}
