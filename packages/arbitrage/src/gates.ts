import type { Book } from './book.ts'
import type { Hold } from './hold.ts'
import type { RouteLeg } from './route.ts'

/** Limits of trust. */
export interface GateLimits {
  readonly maxLegAgeMs: number
  readonly maxSkewMs: number
}

/** Why a route may not be priced now, and by how much, in ms (0 where it has no measure). */
export interface Refusal {
  readonly reason: 'not_live' | 'stale' | 'skew' | Hold['rule']
  readonly excessMs: number
  /** The book it is about. */
  readonly book: Book
  /** In words; empty where the reason says all. */
  readonly why: string
}

type Legs = readonly RouteLeg[]

/** Newest proof that the book is still what the venue says, in µs. */
export const proofUsOf = ({ view, feed }: Book): number =>
  // A frame is itself a proof of life.
  Math.max(view.proofTimeUs, view.receivedTimeUs, feed.proofUs)

const oldestProofUs = (legs: Legs): number => {
  let oldest = Infinity
  for (const { book } of legs) oldest = Math.min(oldest, proofUsOf(book))
  return oldest
}

/** Age of the oldest leg's proof of life, in ms, never negative. */
export const ageMsOf = (legs: Legs, nowUs: number): number => Math.max(0, nowUs - oldestProofUs(legs)) / 1000

/**
 * How far apart in time the books are known, in ms. A book is known to have held from the reading of its newest frame to
 * its newest proof of life; books whose spans overlap were true together, so their skew is 0, however unevenly their
 * proofs arrive. Otherwise it is the widest gap between the spans.
 */
export const skewMsOf = (legs: Legs): number => {
  let begin = -Infinity
  for (const { book } of legs) begin = Math.max(begin, book.view.receivedTimeUs)
  return Math.max(0, begin - oldestProofUs(legs)) / 1000
}

/** The leg whose proof is the oldest. */
const stalestBook = (legs: Legs, first: Book): Book => {
  let stalest = first
  for (const { book } of legs) if (proofUsOf(book) < proofUsOf(stalest)) stalest = book
  return stalest
}

/** The first limit the legs break, or undefined when they may be priced together. */
export const refusalOf = (legs: Legs, limits: GateLimits, nowUs: number): Refusal | undefined => {
  let newest: Book | undefined
  let untrusted: Book | undefined
  let held: Book | undefined
  for (const { book } of legs) {
    if (!book.usable) return { reason: 'not_live', excessMs: 0, book, why: book.view.reason }
    if (book.hold !== undefined) held ??= book
    if (!book.feed.group.trusted) untrusted ??= book
    if (newest === undefined || proofUsOf(book) > proofUsOf(newest)) newest = book
  }
  if (newest === undefined) return undefined
  if (held?.hold !== undefined) {
    const { rule, detail, excessMs = 0 } = held.hold
    return { reason: rule, excessMs, book: held, why: detail }
  }
  if (untrusted !== undefined) return { reason: 'stale', excessMs: 0, book: untrusted, why: 'its stream lags' }
  const ageMs = ageMsOf(legs, nowUs)
  if (ageMs > limits.maxLegAgeMs) return late('stale', ageMs - limits.maxLegAgeMs, legs, newest)
  // A proof from the future means clocks that disagree: by more than the skew allowed, no age can be told.
  const aheadMs = (proofUsOf(newest) - nowUs) / 1000
  if (aheadMs > limits.maxSkewMs) {
    return { reason: 'stale', excessMs: aheadMs - limits.maxSkewMs, book: newest, why: 'its clock is ahead' }
  }
  const skewMs = skewMsOf(legs)
  return skewMs > limits.maxSkewMs ? late('skew', skewMs - limits.maxSkewMs, legs, newest) : undefined
}

const late = (reason: 'stale' | 'skew', excessMs: number, legs: Legs, some: Book): Refusal => ({
  reason,
  excessMs,
  book: stalestBook(legs, some),
  why: '',
})
