/**
 * What decided about a route: the first rule that refused it, or `open`. `tops`: the best prices do not pay. `size`: they
 * do, but no size that every venue accepts gains. `net`: the best size gains less than wanted. `incredible`: it gains more
 * than can be believed.
 */
export type VerdictRule = 'open' | 'not_live' | 'stale' | 'skew' | 'tops' | 'size' | 'net' | 'incredible'

export const verdictRules: readonly VerdictRule[] = [
  'open',
  'not_live',
  'stale',
  'skew',
  'tops',
  'size',
  'net',
  'incredible',
]

export interface Verdict {
  readonly rule: VerdictRule
  /**
   * How far from the rule's limit, 0 where a rule has no measure. `stale`, `skew`: milliseconds, below 0. `tops`, `size`: how
   * far the best prices are above the least that pays, in basis points, below 0 for `tops`. `net`, `incredible`, `open`: the
   * net of the best size from the limit, in basis points, above 0 only for `open`.
   */
  readonly margin: number
  /** µs; when it was found. */
  readonly atUs: number
}
