import { bookStatus } from '@screener/contracts'
import type { VenueHealth } from '@screener/contracts/gateway'
import type { KnownBooks } from './known-books.ts'
import type { KnownServices } from './known-services.ts'

/** Name under which collectors count the symbols their venue refused. */
const rejectedCounter = 'quarantined'

export type VenueState = 'live' | 'partial' | 'syncing' | 'down'

export interface VenueClock {
  readonly monotonicMs: number
  readonly wallMs: number
}

interface Tally {
  readonly counts: readonly [down: number, syncing: number, live: number, suspect: number]
  readonly reasons: ReadonlyMap<string, number>
  readonly oldestProofUs: number
}

const tally = (venue: string, symbols: readonly string[], books: KnownBooks, nowMs: number): Tally => {
  const counts: [number, number, number, number] = [0, 0, 0, 0]
  const reasons = new Map<string, number>()
  let oldestProofUs = Infinity
  for (const symbol of symbols) {
    const { status, reason, proofTimeUs } = books.stateOf(venue, symbol, nowMs)
    counts[status] += 1
    if (status === bookStatus.live) oldestProofUs = Math.min(oldestProofUs, proofTimeUs)
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  return { counts, reasons, oldestProofUs }
}

const commonest = (reasons: ReadonlyMap<string, number>): string => {
  let best: readonly [string, number] = ['', 0]
  for (const entry of reasons) if (entry[1] > best[1]) best = entry
  return best[0]
}

const judge = (heard: boolean, live: number, wanted: number): VenueState => {
  if (!heard) return 'down'
  if (live === 0) return 'syncing'
  return live >= wanted ? 'live' : 'partial'
}

/**
 * State of every configured venue. A venue whose collectors are not heard is `down`, whatever its last views said;
 * refused symbols do not keep it from being `live`.
 */
export const createVenueHealth = (
  topology: {
    readonly venues: readonly string[]
    readonly symbols: readonly string[]
    readonly venueNames: ReadonlyMap<string, string>
  },
  books: KnownBooks,
  services: KnownServices,
  redisAway: () => boolean,
): ((clock: VenueClock) => readonly VenueHealth[]) => {
  const since = new Map<string, { readonly state: VenueState; readonly sinceMs: number }>()

  const healthOf = (venue: string, clock: VenueClock): VenueHealth => {
    const collectors = services.collectorsOf(venue, clock.monotonicMs)
    const rejected = collectors.reduce((sum, { status }) => sum + (status.counters[rejectedCounter] ?? 0), 0)
    const symbols = [...topology.symbols, ...books.poolsOf(venue)]
    const { counts, reasons, oldestProofUs } = tally(venue, symbols, books, clock.monotonicMs)
    const [down, syncing, live, suspect] = counts
    const state = judge(collectors.length > 0, live, Math.max(1, symbols.length - rejected))
    const before = since.get(venue)
    const sinceMs = before?.state === state ? before.sinceMs : clock.wallMs
    since.set(venue, { state, sinceMs })
    const reason = redisAway() ? 'Redis is away' : state === 'down' ? 'no collector is heard' : commonest(reasons)
    return {
      venue,
      name: topology.venueNames.get(venue) ?? venue,
      state,
      liveBooks: live,
      syncingBooks: syncing,
      suspectBooks: suspect,
      downBooks: down,
      proofAgeMs: live === 0 ? 0 : Math.max(0, Math.round(clock.wallMs - oldestProofUs / 1000)),
      sinceMs,
      reason: state === 'live' ? '' : reason,
      rejectedSymbols: rejected,
    }
  }

  return clock => topology.venues.map(venue => healthOf(venue, clock))
}

/** Whether a person would call it news; ages move all the time and do not count. */
export const sameHealth = (one: readonly VenueHealth[], other: readonly VenueHealth[]): boolean =>
  one.length === other.length &&
  one.every((health, index) => {
    const before = other[index]
    return (
      before?.state === health.state &&
      before.reason === health.reason &&
      before.liveBooks === health.liveBooks &&
      before.syncingBooks === health.syncingBooks &&
      before.suspectBooks === health.suspectBooks &&
      before.downBooks === health.downBooks &&
      before.rejectedSymbols === health.rejectedSymbols
    )
  })
