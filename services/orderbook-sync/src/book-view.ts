import { bookStatus, pairOf, type BookView } from '@screener/contracts'
import type { SyncedBook } from './synced-book.ts'

/** The best `levels` proven levels of a book, or only its status when it is not live. Marks it as emitted. */
export const takeView = (synced: SyncedBook, levels: number, proofTimeUs: number, syncedTimeUs: number): BookView => {
  const { book, cost, instrument, status, reason } = synced
  const bidPrices: number[] = []
  const bidQuantities: number[] = []
  const askPrices: number[] = []
  const askQuantities: number[] = []
  if (status === bookStatus.live) {
    book.bids.copyTop(levels, bidPrices, bidQuantities)
    book.asks.copyTop(levels, askPrices, askQuantities)
  }
  book.bids.clearEdits()
  book.asks.clearEdits()
  synced.emittedStatus = status
  synced.emittedReason = reason
  synced.costChanged = false
  return {
    venue: synced.venue,
    symbol: synced.symbol,
    status,
    reason,
    session: book.session,
    sequence: book.sequence,
    bidPrices,
    bidQuantities,
    askPrices,
    askQuantities,
    exchangeTimeMs: book.exchangeTimeMs,
    receivedTimeUs: book.receivedTimeUs,
    proofTimeUs,
    syncedTimeUs,
    base: instrument?.base ?? synced.symbol.slice(0, Math.max(0, synced.symbol.indexOf('-'))),
    quote: instrument?.quote ?? pairOf(synced.symbol).slice(synced.symbol.indexOf('-') + 1),
    priceTick: instrument?.priceTick ?? 0,
    quantityStep: instrument?.quantityStep ?? 0,
    minQuantity: instrument?.minQuantity ?? 0,
    minNotional: instrument?.minNotional ?? 0,
    origin: synced.origin,
    costAsset: cost?.asset ?? '',
    buyCost: cost?.buy ?? 0,
    sellCost: cost?.sell ?? 0,
  }
}
