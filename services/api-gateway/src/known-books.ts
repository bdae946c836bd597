import { bookStatus, shardOf, type BookStatus, type BookView, type BookViewBatch } from '@screener/contracts'

/** orderbook-sync passes on proofs four times a second; a shard quiet for this long has lost it. */
const shardSilentAfterMs = 1500

export interface BookState {
  readonly status: BookStatus
  /** Why it is not live; empty when it is. */
  readonly reason: string
  /** Newest proof that the feed of this book lived, epoch microseconds; 0 when there is none. */
  readonly proofTimeUs: number
}

interface Shard {
  readonly views: Map<string, BookView>
  readonly proofTimeUs: Map<string, number>
  heardAtMs: number
}

/** The newest view of every configured book, and of those that are followed for a while. `nowMs` is monotonic. */
export interface KnownBooks {
  readonly apply: (shard: number, batch: BookViewBatch, nowMs: number) => void
  /** The stream of the shard was broken or restarted: nothing of it is known until it is told again. */
  readonly drop: (shard: number) => void
  readonly view: (venue: string, symbol: string) => BookView | undefined
  readonly stateOf: (venue: string, symbol: string, nowMs: number) => BookState
  /** Books that nobody configured here: pools, each a symbol of its own. */
  readonly poolsOf: (venue: string) => readonly string[]
}

/** What others may write cannot make the maps grow without end. */
const mostPools = 2_000
const isPool = (symbol: string): boolean => symbol.includes('~')

const keyOf = (venue: string, symbol: string): string => `${venue} ${symbol}`

export const createKnownBooks = (topology: {
  readonly venues: readonly string[]
  readonly symbols: readonly string[]
  readonly shards: number
}): KnownBooks => {
  const wanted = new Set(topology.venues.flatMap(venue => topology.symbols.map(symbol => keyOf(venue, symbol))))
  const shardBySymbol = new Map(topology.symbols.map(symbol => [symbol, shardOf(symbol, topology.shards)]))
  const shards = Array.from({ length: topology.shards }, (): Shard => ({
    views: new Map(),
    proofTimeUs: new Map(),
    heardAtMs: -Infinity,
  }))
  /** Followed for a while beside what is configured. */
  const guests = new Map<string, Set<string>>(topology.venues.map(venue => [venue, new Set()]))
  const pools = new Map<string, Set<string>>(topology.venues.map(venue => [venue, new Set()]))
  const shardNumberOf = (symbol: string): number => shardBySymbol.get(symbol) ?? shardOf(symbol, topology.shards)
  const shardWith = (symbol: string): Shard | undefined => shards[shardNumberOf(symbol)]
  /** Whether a view of the book is kept; a pool or a guest is welcome while there is room. */
  const isWelcome = (venue: string, symbol: string): boolean => {
    if (wanted.has(keyOf(venue, symbol))) return true
    const its = (isPool(symbol) ? pools : guests).get(venue)
    if (its === undefined || (its.size >= mostPools && !its.has(symbol))) return false
    its.add(symbol)
    return true
  }

  const view = (venue: string, symbol: string): BookView | undefined =>
    shardWith(symbol)?.views.get(keyOf(venue, symbol))

  const stateOf = (venue: string, symbol: string, nowMs: number): BookState => {
    const shard = shardWith(symbol)
    const known = shard?.views.get(keyOf(venue, symbol))
    if (!shard || nowMs - shard.heardAtMs > shardSilentAfterMs) {
      return {
        status: known ? bookStatus.suspect : bookStatus.syncing,
        reason: 'orderbook-sync is not heard',
        proofTimeUs: 0,
      }
    }
    if (!known) return { status: bookStatus.syncing, reason: 'no view of this book yet', proofTimeUs: 0 }
    const proofTimeUs = Math.max(known.proofTimeUs, shard.proofTimeUs.get(venue) ?? 0)
    return { status: known.status, reason: known.reason, proofTimeUs }
  }

  return {
    apply: (shardNumber, batch, nowMs) => {
      const shard = shards[shardNumber]
      if (!shard) return
      shard.heardAtMs = nowMs
      for (const book of batch.views) {
        const { venue, symbol } = book
        if (shardNumberOf(symbol) !== shardNumber) continue
        if (book.reason === 'released' && guests.get(venue)?.delete(symbol) === true)
          shard.views.delete(keyOf(venue, symbol))
        else if (isWelcome(venue, symbol)) shard.views.set(keyOf(venue, symbol), book)
      }
      for (const proof of batch.proofs) {
        if (topology.venues.includes(proof.venue)) shard.proofTimeUs.set(proof.venue, proof.proofTimeUs)
      }
    },
    drop: shardNumber => {
      shards[shardNumber]?.views.clear()
      shards[shardNumber]?.proofTimeUs.clear()
      // What was released in the hole is never told again, and would take room for ever. Pools are not released.
      for (const its of guests.values())
        for (const symbol of its) if (shardNumberOf(symbol) === shardNumber) its.delete(symbol)
    },
    view,
    stateOf,
    poolsOf: venue => [...(pools.get(venue) ?? [])],
  }
}
