import type { IntegerBook } from '../truth.ts'
import type { Trade } from './matching-book.ts'

/** What can be asked of a book's past. */
export interface BookLog {
  readonly lastId: number
  /** Oldest id whose book is known. */
  readonly firstId: number
  bookAt(id: number): IntegerBook | undefined
  /** Id the book had at this time (wall clock ms). */
  idAt(timeMs: number): number
  changesAfter(afterId: number, each: (isBid: boolean, price: number, quantity: number, id: number) => void): void
}

/** A book as the venues' protocols need it: simulated or replayed. */
export interface SymbolBook {
  readonly id: number
  readonly log: BookLog
  readonly bestBid: { readonly price: number; readonly quantity: number } | undefined
  readonly bestAsk: { readonly price: number; readonly quantity: number } | undefined
  levels(limit?: number): IntegerBook
  takeTrades(): readonly Trade[]
}
