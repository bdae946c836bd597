import type { SubscriptionDepth, SubscriptionHolder } from '@screener/contracts'
import type { ListedSymbol } from './symbol-list.ts'
import type { Wish } from './wish-book.ts'

/** How much of one venue may be followed. */
export interface VenueRoom {
  readonly deep: number
  readonly top: number
}

export interface DesiredSymbol {
  readonly symbol: string
  /** The most that any holder wants. */
  readonly wanted: SubscriptionDepth
  /** What there is room for. */
  readonly asked: SubscriptionDepth | 'none'
  /** Why `asked` is less than `wanted`; empty: it is not. */
  readonly reason: string
  readonly holders: readonly SubscriptionHolder[]
}

/** Who goes first where there is no room for all: what is configured, then what a person asked for, then what looks interesting. */
const ranks: Readonly<Record<string, number>> = { config: 0, api: 1 }
const rankOf = (origin: string): number => ranks[origin] ?? 2

interface Candidate {
  readonly symbol: string
  readonly holders: SubscriptionHolder[]
}

/** The best claim of a symbol among holders of at least that depth; a configured list keeps its order by being stable under sorting. */
const claimOf = (holders: readonly SubscriptionHolder[]): { readonly rank: number; readonly order: number } => {
  let best = { rank: Infinity, order: Infinity }
  for (const { origin, sinceMs } of holders) {
    const rank = rankOf(origin)
    // Of people's wishes the oldest, of interest the newest goes first.
    const order = rank === 0 ? 0 : rank === 1 ? sinceMs : -sinceMs
    if (rank < best.rank || (rank === best.rank && order < best.order)) best = { rank, order }
  }
  return best
}

const byClaim = (candidates: readonly Candidate[], depths: readonly SubscriptionDepth[]): readonly Candidate[] =>
  candidates
    .map(candidate => ({ candidate, claim: claimOf(candidate.holders.filter(({ depth }) => depths.includes(depth))) }))
    .sort((a, b) => a.claim.rank - b.claim.rank || a.claim.order - b.claim.order)
    .map(({ candidate }) => candidate)

/** What is to be followed at one venue, never more than there is room for; the first of the map have the best claim. Pure. */
export const desiredSet = (
  venue: string,
  listed: readonly ListedSymbol[],
  listedSinceMs: number,
  wishes: readonly Wish[],
  room: VenueRoom,
): ReadonlyMap<string, DesiredSymbol> => {
  const candidates = new Map<string, Candidate>()
  const hold = (symbol: string, holder: SubscriptionHolder): void => {
    const known = candidates.get(symbol)
    if (known === undefined) candidates.set(symbol, { symbol, holders: [holder] })
    else known.holders.push(holder)
  }
  for (const { symbol, depth, venues } of listed)
    if (venues?.includes(venue) ?? true) hold(symbol, { origin: 'config', depth, sinceMs: listedSinceMs })
  for (const { origin, symbol, depth, sinceMs, untilMs } of wishes) hold(symbol, { origin, depth, sinceMs, untilMs })

  const wantDeep = byClaim(
    [...candidates.values()].filter(({ holders }) => holders.some(({ depth }) => depth === 'deep')),
    ['deep'],
  )
  const deep = new Set(wantDeep.slice(0, room.deep).map(({ symbol }) => symbol))
  const tops = byClaim(
    [...candidates.values()].filter(({ symbol }) => !deep.has(symbol)),
    ['top', 'deep'],
  )
  const top = new Set(tops.slice(0, room.top).map(({ symbol }) => symbol))

  const desired = new Map<string, DesiredSymbol>()
  for (const { symbol, holders } of [...wantDeep.filter(({ symbol: its }) => deep.has(its)), ...tops]) {
    const wanted = holders.some(({ depth }) => depth === 'deep') ? 'deep' : 'top'
    const asked = deep.has(symbol) ? 'deep' : top.has(symbol) ? 'top' : 'none'
    const reasons = [
      ...(wanted === 'deep' && asked !== 'deep' ? [`no room among ${room.deep} books`] : []),
      ...(asked === 'none' ? [`no room among ${room.top} symbols with best bid and ask`] : []),
    ]
    desired.set(symbol, { symbol, wanted, asked, reason: reasons.join('; '), holders })
  }
  return desired
}
