import type { DesiredSubscriptions, KeptSubscription, SubscriptionWish } from '@screener/contracts'
import type { CollectorReports } from './collector-reports.ts'
import { desiredSet, type DesiredSymbol, type VenueRoom } from './desired-set.ts'
import type { ListedSymbol } from './symbol-list.ts'
import { createWishBook, type Wish } from './wish-book.ts'

/** Keeps what is desired of each venue and tells its collectors. Holds no timer, no socket and no clock. */
export interface Manager {
  setList(listed: readonly ListedSymbol[], epochMs: number): void
  /** Returns why the wish is refused; undefined: it is not. */
  wish(origin: string, wish: SubscriptionWish, epochMs: number): string | undefined
  /** Ends what has run out, and sends what is new or was not heard. Every 100 ms. */
  tick(now: ManagerTime): void
  /**
   * What came of everything that is wanted of a venue; the same object for a symbol of which nothing has changed. Undefined: none of its
   * collectors was heard yet, so what is wanted there is not worked out and what was kept before still holds.
   */
  states(venue: string, epochMs: number): ReadonlyMap<string, KeptSubscription> | undefined
  readonly wishes: number
}

export interface ManagerTime {
  readonly epochMs: number
  readonly monotonicMs: number
}

export interface ManagerOptions {
  readonly venues: readonly string[]
  readonly listed: readonly ListedSymbol[]
  readonly room: VenueRoom
  readonly maxWishSeconds: number
  /** What was in force before. */
  readonly kept: ReadonlyMap<string, ReadonlyMap<string, KeptSubscription>>
  readonly reports: CollectorReports
  readonly send: (venue: string, desired: DesiredSubscriptions) => void
  readonly epochMs: number
}

interface DesiredVenue {
  readonly symbols: ReadonlyMap<string, DesiredSymbol>
  readonly deep: readonly string[]
  readonly top: readonly string[]
  /** The same for the same symbols, in whatever order. */
  readonly fingerprint: string
}

interface ManagedVenue {
  desired: DesiredVenue
  room: VenueRoom
  revision: number
  sentAtMs: number
  states: Map<string, { readonly of: DesiredSymbol; readonly kept: KeptSubscription }>
}

const mostWishes = 20_000
/** An instance says once a second what it follows: sent again when by then it does not follow the newest. */
const resendAfterMs = 2_500
const keyframeEveryMs = 30_000
/** Each send is the whole list of a venue, in a stream that keeps few: what changes meanwhile goes with the next. */
const leastSendGapMs = 1_000

export const createManager = (options: ManagerOptions): Manager => {
  const { reports } = options
  const wishes = createWishBook({ venues: options.venues, maxSeconds: options.maxWishSeconds, mostWishes })
  const managed = new Map<string, ManagedVenue>()
  let listed = options.listed
  let listedSinceMs = options.epochMs
  /** Venues of which something may be desired that is not computed yet. */
  const stale = new Set(options.venues)

  for (const [venue, symbols] of options.kept)
    for (const [symbol, { holders }] of symbols)
      for (const wish of wishesOf(venue, symbol, holders)) wishes.restore(wish)

  const roomOf = (venue: string): VenueRoom => {
    const allowed = reports.roomOf(venue)
    const { deep, top } = options.room
    return { deep: Math.min(deep, allowed?.deep ?? deep), top: Math.min(top, allowed?.top ?? top) }
  }
  const compute = (venue: string, room: VenueRoom, before: DesiredVenue | undefined): DesiredVenue => {
    const fresh = desiredSet(venue, listed, listedSinceMs, wishes.of(venue), room)
    // An object that stays the same is not written to Redis again.
    const symbols = new Map([...fresh].map(([symbol, its]) => [symbol, unlessNew(before?.symbols.get(symbol), its)]))
    const asked = (depth: string): string[] =>
      [...symbols.values()].filter(symbol => symbol.asked === depth).map(({ symbol }) => symbol)
    const [deep, top] = [asked('deep'), asked('top')]
    return { symbols, deep, top, fingerprint: `${[...deep].sort().join()} ${[...top].sort().join()}` }
  }
  const send = (venue: string, its: ManagedVenue, monotonicMs: number): void => {
    its.sentAtMs = monotonicMs
    options.send(venue, { revision: its.revision, deep: its.desired.deep, top: its.desired.top })
  }
  /** Above our last one, above any that a manager before us gave, and, that a restarted one may be believed, about the time. */
  const nextRevision = (venue: string, last: number, epochMs: number): number =>
    Math.max(last, epochMs, ...reports.revisions(venue)) + 1

  const tickVenue = (venue: string, { epochMs, monotonicMs }: ManagerTime): void => {
    let its = managed.get(venue)
    const room = roomOf(venue)
    const moved = its !== undefined && (its.room.deep !== room.deep || its.room.top !== room.top)
    const mayDiffer = moved || stale.has(venue)
    if (its === undefined || (mayDiffer && monotonicMs - its.sentAtMs >= leastSendGapMs)) {
      stale.delete(venue)
      const desired = compute(venue, room, its?.desired)
      const isNew = its?.desired.fingerprint !== desired.fingerprint
      its ??= { desired, room, revision: 0, sentAtMs: -Infinity, states: new Map() }
      managed.set(venue, Object.assign(its, { desired, room }))
      if (isNew) {
        its.revision = nextRevision(venue, its.revision, epochMs)
        send(venue, its, monotonicMs)
        return
      }
    }
    const silentMs = monotonicMs - its.sentAtMs
    const revisions = reports.revisions(venue)
    const heard = [...revisions].every(revision => revision === its.revision)
    if (silentMs < (heard ? keyframeEveryMs : resendAfterMs)) return
    // A newer one than ours was given by somebody else; ours must be above it to be obeyed.
    if (Math.max(...revisions) > its.revision) its.revision = nextRevision(venue, its.revision, epochMs)
    send(venue, its, monotonicMs)
  }

  const stateOf = (venue: string, of: DesiredSymbol, revision: number): Pick<KeptSubscription, 'state' | 'reason'> => {
    const { symbol, wanted, asked, reason } = of
    if (asked === 'none') return { state: 'over_limit', reason }
    const progress = reports.progressOf(venue, symbol, revision)
    if (progress?.refused !== undefined) return { state: 'refused', reason: progress.refused }
    if (progress === undefined || progress.waiting) return { state: 'waiting', reason }
    return asked === wanted ? { state: 'confirmed', reason: '' } : { state: 'over_limit', reason }
  }
  const keep = (
    before: KeptSubscription | undefined,
    kept: Omit<KeptSubscription, 'sinceMs'>,
    epochMs: number,
  ): KeptSubscription => {
    const same = before?.state === kept.state && before.asked === kept.asked && before.reason === kept.reason
    return { ...kept, sinceMs: same ? before.sinceMs : epochMs }
  }

  return {
    setList(next, epochMs) {
      listed = next
      listedSinceMs = epochMs
      for (const venue of options.venues) stale.add(venue)
    },
    wish(origin, wish, epochMs) {
      const problem = wishes.take(origin, wish, epochMs)
      if (problem === undefined) for (const venue of wish.venue === '' ? options.venues : [wish.venue]) stale.add(venue)
      return problem
    },
    tick(now) {
      reports.forgetSilent(now.monotonicMs)
      if (wishes.expire(now.epochMs)) for (const venue of options.venues) stale.add(venue)
      for (const venue of options.venues) {
        // To a venue whose collectors are silent nothing is said: they are told when they are heard.
        if (reports.isManaged(venue)) tickVenue(venue, now)
      }
    },
    states(venue, epochMs) {
      const its = managed.get(venue)
      if (its === undefined) return undefined
      const states: ManagedVenue['states'] = new Map()
      for (const of of its.desired.symbols.values()) {
        const { state, reason } = stateOf(venue, of, its.revision)
        const before = its.states.get(of.symbol)
        if (before?.of === of && before.kept.state === state && before.kept.reason === reason) {
          states.set(of.symbol, before)
          continue
        }
        const { wanted, asked, holders } = of
        const earlier = before?.kept ?? options.kept.get(venue)?.get(of.symbol)
        states.set(of.symbol, { of, kept: keep(earlier, { wanted, asked, state, reason, holders }, epochMs) })
      }
      its.states = states
      return new Map([...states].map(([symbol, { kept }]) => [symbol, kept]))
    },
    get wishes() {
      return wishes.size
    },
  }
}

const sameHolders = (some: DesiredSymbol['holders'], others: DesiredSymbol['holders']): boolean =>
  some.length === others.length &&
  some.every(({ origin, depth, sinceMs, untilMs }, index) => {
    const other = others[index]
    return origin === other?.origin && depth === other.depth && sinceMs === other.sinceMs && untilMs === other.untilMs
  })

/** The former object when the new one says the same. */
const unlessNew = (before: DesiredSymbol | undefined, now: DesiredSymbol): DesiredSymbol =>
  before?.wanted === now.wanted &&
  before.asked === now.asked &&
  before.reason === now.reason &&
  sameHolders(before.holders, now.holders)
    ? before
    : now

/** What was wanted until a time; the list is read anew. */
const wishesOf = (venue: string, symbol: string, holders: KeptSubscription['holders']): readonly Wish[] =>
  holders.flatMap(({ origin, depth, sinceMs, untilMs }) =>
    untilMs === undefined ? [] : [{ origin, venue, symbol, depth, sinceMs, untilMs }],
  )
