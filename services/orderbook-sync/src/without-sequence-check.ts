import type { SequenceContract } from '@screener/order-book'

/** Takes any newer delta for the next one. What control runs use in the place of the contract, to show what it protects from. */
export const withoutSequenceCheck: SequenceContract = (book, delta) =>
  delta.sequence <= book.sequence && delta.resets !== true ? 'stale' : 'continues'
