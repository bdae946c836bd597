import type { BookView, OpportunityEvent, Survival } from '@screener/contracts'
import type { BookIdentity } from './book-identity.ts'
import type { CloseReason } from './episode-record.ts'
import type { Hold } from './hold.ts'
import type { LeftOver } from './left-episodes.ts'
import type { RouteKind } from './route.ts'
import type { SampledVerdict, Verdict, VerdictRule } from './verdict.ts'

export interface EngineCounts {
  readonly books: number
  readonly routes: number
  readonly routesByKind: Readonly<Record<RouteKind, number>>
  /** Routes that were not made because of `maxRoutes`. */
  readonly routesLeftOut: number
  readonly open: number
  /** Looks at a route since the start; at `walks` of them its tops paid, so that its books were walked. */
  readonly evaluations: number
  readonly walks: number
  /** Walks that ended at their limit, so that a better size was not ruled out. */
  readonly unprovenSizes: number
}

export interface Keyframe {
  /** What `sweep` found; to be published before the keyframe. */
  readonly changes: readonly OpportunityEvent[]
  readonly open: readonly OpportunityEvent[]
}

/**
 * Follows books and tells which routes pay. Times are µs of one clock given by the caller; equal calls give equal events.
 *
 *     engine.setBook(shard, view)
 *     for (const event of engine.evaluate(nowUs)) publish(event)
 */
export interface ArbitrageEngine {
  /**
   * Takes a book's newest view, as the venue tells it; it is evaluated at the next `evaluate`. Without an identity the view's
   * own base and quote are its assets. False: no fee is known for it. Throws RangeError on a fee or unit factor that is none.
   */
  setBook(group: number, view: BookView, identity?: BookIdentity): boolean
  /** No route through the book is priced, and open ones close, until the hold is taken off with undefined. */
  hold(venue: string, symbol: string, hold: Hold | undefined): void
  /** Renews the proof of life of all books of a venue in the group. */
  prove(group: number, venue: string, proofTimeUs: number): void
  /** Holds all routes of the group back (closed as stale) until `trust`: its evidence may lag. */
  doubt(group: number): void
  trust(group: number): void
  /** Forgets the levels of all books of the group until they come again: entries of its stream were lost. */
  dropGroup(group: number): void
  /** Evaluates what was touched since the last call, each route once, and sends the updates that were held back. */
  evaluate(nowUs: number): readonly OpportunityEvent[]
  /** `evaluate`, and closes what outlived its evidence: doubt needs no event to come true. */
  sweep(nowUs: number): readonly OpportunityEvent[]
  /** `sweep`, and then every opportunity that is open, as of now, as updated events. */
  keyframe(nowUs: number): Keyframe
  /**
   * Episodes that another instance left open: a route that pays by the rules of an opening goes on with its own, as an update under
   * its id; it ends as `restart` when its books may be priced and it does not pay, or after `forMs`. Until then nothing is told of it.
   */
  adopt(left: LeftOver, nowUs: number, forMs: number): void
  /** Ends every episode, and tells no more of past openings. A later `evaluate` begins new ones. */
  closeAll(nowUs: number, reason: CloseReason): readonly OpportunityEvent[]
  /** The openings whose second is over, each told once. */
  takeSurvivals(): readonly Survival[]
  /** What decided about the route last; undefined when there is no such route, or it was not looked at yet. */
  verdict(routeId: string): Verdict | undefined
  /** Verdicts of up to this many routes: each call goes on where the one before ended, so that every route comes round. */
  verdictSample(count: number): readonly SampledVerdict[]
  /** µs; when `evaluate` is to be called though nothing has changed: a route will then have paid for long enough. Else Infinity. */
  readonly nextDueUs: number
  /** How many routes stand at each rule. Reads every route: for metrics, not for each update. */
  readonly verdicts: Readonly<Record<VerdictRule, number>>
  readonly counts: EngineCounts
}
