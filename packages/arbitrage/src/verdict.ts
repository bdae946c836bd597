import type { Book } from './book.ts'

/**
 * What decided about a route: the first rule that refused it, or `open`. `quarantined`, `lagging`: a book of it is held.
 * `tops`: the best prices do not pay. `size`: they do, but no size that every venue accepts gains. `cost`: what its fixed
 * costs are worth cannot be told. `net`: the best size gains less than wanted. `incredible`: it gains more than can be
 * believed. `brief`: it pays, but not for long enough yet.
 */
export type VerdictRule =
  | 'open'
  | 'not_live'
  | 'quarantined'
  | 'lagging'
  | 'stale'
  | 'skew'
  | 'tops'
  | 'size'
  | 'cost'
  | 'net'
  | 'incredible'
  | 'brief'

export const verdictRules: readonly VerdictRule[] = [
  'open',
  'not_live',
  'quarantined',
  'lagging',
  'stale',
  'skew',
  'tops',
  'size',
  'cost',
  'net',
  'incredible',
  'brief',
]

export interface Verdict {
  readonly rule: VerdictRule
  /**
   * How far from the rule's limit, 0 where a rule has no measure. `stale`, `skew`, `lagging`, `brief`: milliseconds, below 0.
   * `tops`, `size`: how far the best prices are above the least that pays, in basis points, below 0 for `tops`. `net`,
   * `incredible`, `open`: the net of the best size from the limit, in basis points, above 0 only for `open`.
   */
  readonly margin: number
  /** Which leg and why, in words; empty where the rule says all. */
  readonly detail: string
  /** µs; when it was found. */
  readonly atUs: number
}

/** A verdict as the engine keeps it: its words are put together only when it is asked for. */
export interface Judgement extends Omit<Verdict, 'detail'> {
  /** The book it is about, if it is about one. */
  readonly book: Book | undefined
  readonly why: string
}

/** A verdict on one of the routes. */
export interface SampledVerdict {
  readonly routeId: string
  readonly verdict: Verdict
}
