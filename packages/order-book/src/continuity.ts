/** What the sequence contract has to know of a book. */
export interface SequencedBook {
  readonly session: number
  readonly sequence: number
  /** The book is a REST snapshot to which no delta was applied yet. */
  readonly straddled: boolean
}

/** What the sequence contract has to know of a delta. */
export interface SequencedDelta {
  readonly session: number
  readonly previous: number
  readonly sequence: number
  /** The venue set its numbers back with this delta, and says so. */
  readonly resets?: boolean
}

/** `stale`: already in the book, drop it. `gap` and `other_session`: the book is broken, only a snapshot repairs it. */
export type Continuity = 'continues' | 'stale' | 'gap' | 'other_session'

/** Judges the next delta of a book. There is one, `continuityOf`; another is only of use to show what it protects from. */
export type SequenceContract = (book: SequencedBook, delta: SequencedDelta) => Continuity

/**
 * The sequence contract, the same for all venues: whether `delta` is the next one of `book`.
 *
 * An overlap (previous < book.sequence < sequence) is allowed only straight after a REST snapshot; anywhere else the
 * venue or the collector miscounts, and a miscounted book is not to be trusted.
 *
 * A named reset has a sequence below the book's, so only its `previous` can place it: it continues exactly that book, and
 * for any other it is a gap. It is never stale: a reset that came twice must not be mistaken for an old delta, because the
 * numbers behind it say nothing of those before.
 */
export const continuityOf: SequenceContract = (book, delta) => {
  if (delta.session !== book.session) return delta.session < book.session ? 'stale' : 'other_session'
  if (delta.resets === true) return delta.previous === book.sequence ? 'continues' : 'gap'
  if (delta.sequence <= book.sequence) return 'stale'
  if (delta.previous === book.sequence) return 'continues'
  return book.straddled && delta.previous < book.sequence ? 'continues' : 'gap'
}
