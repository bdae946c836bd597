import { shardOf, type InstrumentRejected, type MarketDataEvent } from '@screener/contracts'
import type { StreamLog } from '@screener/streams'
import type { Backoff } from './backoff.ts'
import type { BookFeeds } from './book-feeds.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Fleet } from './fleet.ts'
import type { InstrumentTable } from './instrument-table.ts'
import { toInstrument } from './market-data.ts'
import { createQuarantine, quarantineRetry } from './quarantine.ts'
import type { VenueInstrument } from './venue.ts'

/** Which wanted symbols of the held shards are followed, and which stand in quarantine and why. */
export interface Membership {
  /** Replaces the list of wanted symbols; says in band of which no book is wanted any more. */
  readonly want: (symbols: readonly string[]) => void
  readonly isWanted: (symbol: string) => boolean
  readonly hold: (shard: number) => void
  readonly release: (shard: number) => void
  /** A fresh instrument list: judges everything again. */
  readonly onTable: (table: InstrumentTable) => void
  readonly onSubscribed: (natives: readonly string[]) => void
  /** The venue refused this one symbol. */
  readonly onRefused: (native: string, reason: string) => void
  readonly tick: (nowMs: number) => void
  readonly feedOf: (symbol: string) => Feed | undefined
  /** Of one shard, or of all. */
  readonly rejected: (shard?: number) => readonly InstrumentRejected[]
  /** Symbols neither acknowledged nor in quarantine. */
  readonly unconfirmed: () => readonly string[]
  readonly feedCount: number
  readonly liveCount: number
  readonly quarantinedCount: number
  readonly instrumentsLoaded: boolean
}

export interface MembershipOptions {
  readonly symbols: readonly string[]
  readonly shards: number
  readonly feeds: BookFeeds
  readonly fleet: Fleet
  readonly emit: (shard: number, event: MarketDataEvent) => void
  readonly nowMs: () => number
  readonly nowUs: () => number
  readonly newRepairs: () => Backoff
  readonly log: StreamLog
  readonly venue: string
}

export const createMembership = (options: MembershipOptions): Membership => {
  const { feeds, fleet, emit, nowMs, nowUs } = options
  const shardOfSymbol = new Map(options.symbols.map(symbol => [symbol, shardOf(symbol, options.shards)]))
  const held = new Set<number>()
  const bySymbol = new Map<string, Feed>()
  const quarantine = createQuarantine(quarantineRetry)
  /** Quarantined by the instrument list, so the next list may free them at once. */
  const unlisted = new Set<string>()
  let table: InstrumentTable | undefined

  const drop = (feed: Feed): void => {
    bySymbol.delete(feed.symbol)
    feeds.remove(feed.native, 'unsubscribed')
  }
  const reject = (symbol: string, reason: string): void => {
    if (!quarantine.reject(symbol, reason, nowMs())) return
    options.log.warn({ event: 'symbol_rejected', venue: options.venue, symbol }, reason)
    emit(shardOfSymbol.get(symbol) ?? 0, { instrumentRejected: { symbol, reason } })
  }
  const rejectUnlisted = (symbol: string, reason: string): void => {
    unlisted.add(symbol)
    const feed = bySymbol.get(symbol)
    if (feed !== undefined) {
      drop(feed)
      fleet.remove([feed.native])
    }
    reject(symbol, reason)
  }
  const update = (feed: Feed, instrument: VenueInstrument): void => {
    const next = toInstrument(instrument)
    if (JSON.stringify(next) === JSON.stringify(feed.instrument)) return
    feed.instrument = next
    if (feed.instrumentSent) emit(feed.shard, { instrument: next })
  }
  const follow = (symbol: string, shard: number, instrument: VenueInstrument): string => {
    const identity = { symbol, native: instrument.symbol, shard, instrument: toInstrument(instrument) }
    const feed = createFeed(identity, options.newRepairs())
    bySymbol.set(symbol, feed)
    feeds.add(feed)
    return feed.native
  }
  /** Follows what can be followed of these; the rest goes to quarantine. */
  const judge = (symbols: Iterable<string>): void => {
    if (table === undefined) return
    const added: string[] = []
    for (const symbol of symbols) {
      const shard = shardOfSymbol.get(symbol)
      if (shard === undefined || !held.has(shard)) continue
      const verdict = table.judge(symbol)
      const feed = bySymbol.get(symbol)
      if (verdict.kind === 'unusable') {
        rejectUnlisted(symbol, verdict.reason)
        continue
      }
      if (unlisted.delete(symbol)) quarantine.release(symbol)
      if (feed !== undefined) update(feed, verdict.instrument)
      else if (quarantine.reasonOf(symbol) === undefined) added.push(follow(symbol, shard, verdict.instrument))
    }
    fleet.add(added, nowMs())
  }
  /** Asks again for what the venue refused earlier; it stays in quarantine until the venue says yes. */
  const retry = (symbol: string): void => {
    const shard = shardOfSymbol.get(symbol)
    const verdict = table?.judge(symbol)
    if (shard === undefined || !held.has(shard) || verdict?.kind !== 'usable' || bySymbol.has(symbol)) return
    fleet.add([follow(symbol, shard, verdict.instrument)], nowMs())
  }

  /** Whether or not the book was there: who reads the stream may know of it from before. */
  const announceReleased = (symbols: readonly string[]): void => {
    const byShard = new Map<number, string[]>()
    for (const symbol of symbols) {
      const shard = shardOfSymbol.get(symbol) ?? -1
      if (held.has(shard)) byShard.set(shard, [...(byShard.get(shard) ?? []), symbol])
    }
    for (const [shard, its] of byShard) emit(shard, { bookLost: { symbols: its, reason: 'released', atUs: nowUs() } })
  }

  return {
    want(symbols) {
      const next = new Set(symbols)
      const gone = [...shardOfSymbol.keys()].filter(symbol => !next.has(symbol))
      announceReleased(gone)
      const natives: string[] = []
      for (const symbol of gone) {
        const feed = bySymbol.get(symbol)
        if (feed !== undefined) {
          bySymbol.delete(symbol)
          feeds.remove(feed.native)
          natives.push(feed.native)
        }
        shardOfSymbol.delete(symbol)
        quarantine.release(symbol)
        unlisted.delete(symbol)
      }
      fleet.remove(natives)
      const added = symbols.filter(symbol => !shardOfSymbol.has(symbol))
      for (const symbol of added) shardOfSymbol.set(symbol, shardOf(symbol, options.shards))
      judge(added)
    },
    isWanted: symbol => shardOfSymbol.has(symbol),
    hold(shard) {
      held.add(shard)
      judge(shardOfSymbol.keys())
    },
    release(shard) {
      held.delete(shard)
      const natives: string[] = []
      for (const feed of [...bySymbol.values()]) {
        if (feed.shard !== shard) continue
        natives.push(feed.native)
        drop(feed)
      }
      fleet.remove(natives)
      for (const [symbol, its] of shardOfSymbol) {
        if (its !== shard) continue
        quarantine.release(symbol)
        unlisted.delete(symbol)
      }
    },
    onTable(next) {
      table = next
      judge(shardOfSymbol.keys())
    },
    onSubscribed(natives) {
      if (quarantine.symbols.size === 0) return
      for (const native of natives) {
        const symbol = feeds.feeds.get(native)?.symbol
        if (symbol !== undefined) quarantine.release(symbol)
      }
    },
    onRefused(native, reason) {
      const feed = feeds.feeds.get(native)
      fleet.forget(native)
      if (feed === undefined) return
      drop(feed)
      reject(feed.symbol, reason)
    },
    tick(now) {
      for (const symbol of quarantine.takeDue(now)) retry(symbol)
    },
    feedOf: symbol => bySymbol.get(symbol),
    rejected: shard =>
      [...quarantine.symbols]
        .filter(([symbol]) => shard === undefined || shardOfSymbol.get(symbol) === shard)
        .map(([symbol, { reason }]) => ({ symbol, reason })),
    unconfirmed() {
      const open: string[] = []
      for (const [symbol, shard] of shardOfSymbol) {
        if (!held.has(shard) || quarantine.reasonOf(symbol) !== undefined) continue
        if (bySymbol.get(symbol)?.subscribed !== true) open.push(symbol)
      }
      return open
    },
    get feedCount() {
      return bySymbol.size
    },
    get liveCount() {
      let live = 0
      for (const feed of bySymbol.values()) if (feed.current !== undefined) live++
      return live
    },
    get quarantinedCount() {
      return quarantine.symbols.size
    },
    get instrumentsLoaded() {
      return table !== undefined
    },
  }
}
