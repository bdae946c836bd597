import { shardOf, type BestBidAsk, type InstrumentRejected, type MarketDataEvent } from '@screener/contracts'
import type { StreamLog } from '@screener/streams'
import type { CloseReason, Connection, MarketEvent } from './connection.ts'
import type { Fleet } from './fleet.ts'
import type { InstrumentTable } from './instrument-table.ts'
import type { LinkEvents } from './link.ts'
import { toBestBidAsk } from './market-data.ts'
import { createQuarantine, quarantineRetry } from './quarantine.ts'

/** Symbols of which the best bid and ask alone is followed, on connections of their own. */
export interface Tops {
  /** Replaces the list. */
  readonly want: (symbols: readonly string[]) => void
  readonly hold: (shard: number) => void
  readonly release: (shard: number) => void
  readonly onTable: (table: InstrumentTable) => void
  /** Silence and overdue answers of the connections. */
  readonly checkConnections: (nowMs: number) => void
  /** Passes on what is news. */
  readonly tick: (nowMs: number) => void
  /** Wanted in held shards, neither acknowledged nor in quarantine. */
  readonly unconfirmed: () => readonly string[]
  readonly rejected: () => readonly InstrumentRejected[]
  readonly end: (reason: CloseReason) => void
  /** Symbols that are followed. */
  readonly count: number
}

export interface TopsOptions {
  readonly venue: string
  readonly shards: number
  /** Undefined: the venue has no best bid and ask alone. */
  readonly newFleet: ((events: LinkEvents) => Fleet) | undefined
  /** What these connections have in common with those of books. */
  readonly report: Pick<LinkEvents, 'onBadFrame' | 'onAcknowledgeTimedOut' | 'onThrottled' | 'onConnectionLost'>
  readonly emit: (shard: number, event: MarketDataEvent) => void
  readonly nowMs: () => number
  readonly log: StreamLog
}

interface Top {
  readonly symbol: string
  readonly native: string
  readonly shard: number
  /** The newest one that subscribes it. */
  connection: Connection | undefined
  /** The venue acknowledged it there. */
  carriedBy: Connection | undefined
  newest: BestBidAsk | undefined
  isNews: boolean
  sentAtMs: number
}

/** A wish for a book can wait so long, and thousands of symbols at each change of theirs would cost as much as the books. */
const paceMs = 250
/** A top that does not change is repeated: who reads it knows that it is still told. */
const repeatMs = 10_000
const noChannel = 'the venue has no channel of best bid and ask alone'

export const createTops = (options: TopsOptions): Tops => {
  const { emit, nowMs } = options
  const shardOfSymbol = new Map<string, number>()
  const held = new Set<number>()
  const bySymbol = new Map<string, Top>()
  const byNative = new Map<string, Top>()
  const quarantine = createQuarantine(quarantineRetry)
  /** Quarantined by the instrument list, so the next list may free them at once. */
  const unlisted = new Set<string>()
  let table: InstrumentTable | undefined

  const carriedBy = (connection: Connection): readonly Top[] =>
    [...bySymbol.values()].filter(top => top.carriedBy === connection)
  const drop = (top: Top): void => {
    bySymbol.delete(top.symbol)
    byNative.delete(top.native)
  }
  const unfollow = (symbols: Iterable<string>): void => {
    const natives: string[] = []
    for (const symbol of symbols) {
      const top = bySymbol.get(symbol)
      if (top === undefined) continue
      drop(top)
      natives.push(top.native)
    }
    fleet?.remove(natives)
  }
  const pass = (top: Top, best: BestBidAsk, now: number): void => {
    top.isNews = false
    top.sentAtMs = now
    emit(top.shard, { bestBidAsk: best })
  }

  const events: LinkEvents = {
    ...options.report,
    begin(connection, natives) {
      for (const native of natives) {
        const top = byNative.get(native)
        if (top !== undefined) top.connection = connection
      }
    },
    onMarketEvent(_connection, event: MarketEvent, receivedTimeUs) {
      const top = event.kind === 'bestBidAsk' ? byNative.get(event.symbol) : undefined
      if (top === undefined || event.kind !== 'bestBidAsk') return
      top.newest = toBestBidAsk(event, top.symbol, receivedTimeUs)
      top.isNews = true
    },
    onSubscribed(connection, natives) {
      for (const native of natives) {
        const top = byNative.get(native)
        if (top?.connection !== connection) continue
        top.carriedBy = connection
        quarantine.release(top.symbol)
      }
    },
    onUnsubscribed: () => undefined,
    onRejected(native, reason) {
      const top = byNative.get(native)
      fleet?.forget(native)
      if (top === undefined) return
      drop(top)
      quarantine.reject(top.symbol, reason, nowMs())
    },
    onConnectionLost(connection, reason, detail) {
      for (const top of carriedBy(connection)) {
        top.carriedBy = undefined
        top.newest = undefined
      }
      options.report.onConnectionLost(connection, reason, detail)
    },
    onReturn(connection, natives) {
      const stranded: string[] = []
      for (const native of natives) {
        const top = byNative.get(native)
        if (top === undefined || top.connection === connection) continue
        top.connection = connection
        // It had moved, or was wanted since: this connection may never have been asked for it.
        if (top.carriedBy === undefined) stranded.push(native)
      }
      connection.subscribe(stranded)
    },
    hasMovedFrom: connection => carriedBy(connection).length === 0,
  }
  const fleet = options.newFleet?.(events)

  const follow = (symbol: string, shard: number, native: string): string => {
    const top: Top = {
      symbol,
      native,
      shard,
      connection: undefined,
      carriedBy: undefined,
      newest: undefined,
      isNews: false,
      sentAtMs: -Infinity,
    }
    bySymbol.set(symbol, top)
    byNative.set(native, top)
    return native
  }
  const judge = (symbols: Iterable<string>): void => {
    if (table === undefined) return
    const added: string[] = []
    const refused: string[] = []
    for (const symbol of symbols) {
      const shard = shardOfSymbol.get(symbol)
      if (shard === undefined || !held.has(shard)) continue
      const verdict = fleet === undefined ? { kind: 'unusable' as const, reason: noChannel } : table.judge(symbol)
      if (verdict.kind === 'unusable') {
        unlisted.add(symbol)
        unfollow([symbol])
        if (quarantine.reject(symbol, verdict.reason, nowMs())) refused.push(symbol)
        continue
      }
      if (unlisted.delete(symbol)) quarantine.release(symbol)
      if (!bySymbol.has(symbol) && quarantine.reasonOf(symbol) === undefined)
        added.push(follow(symbol, shard, verdict.instrument.symbol))
    }
    fleet?.add(added, nowMs())
    if (refused.length === 0) return
    const fields = {
      event: 'tops_rejected',
      venue: options.venue,
      count: refused.length,
      symbols: refused.slice(0, 10),
    }
    options.log.warn(fields, 'these are not followed')
  }
  const retry = (symbol: string): void => {
    const shard = shardOfSymbol.get(symbol)
    const verdict = table?.judge(symbol)
    if (shard === undefined || !held.has(shard) || verdict?.kind !== 'usable' || bySymbol.has(symbol)) return
    fleet?.add([follow(symbol, shard, verdict.instrument.symbol)], nowMs())
  }
  const forget = (symbol: string): void => {
    quarantine.release(symbol)
    unlisted.delete(symbol)
  }

  return {
    want(symbols) {
      const next = new Set(symbols)
      const gone = [...shardOfSymbol.keys()].filter(symbol => !next.has(symbol))
      unfollow(gone)
      for (const symbol of gone) {
        shardOfSymbol.delete(symbol)
        forget(symbol)
      }
      const added = symbols.filter(symbol => !shardOfSymbol.has(symbol))
      for (const symbol of added) shardOfSymbol.set(symbol, shardOf(symbol, options.shards))
      judge(added)
    },
    hold(shard) {
      held.add(shard)
      judge(shardOfSymbol.keys())
    },
    release(shard) {
      held.delete(shard)
      const its = [...shardOfSymbol].filter(([, of]) => of === shard).map(([symbol]) => symbol)
      unfollow(its)
      for (const symbol of its) forget(symbol)
    },
    onTable(next) {
      table = next
      judge(shardOfSymbol.keys())
    },
    checkConnections: now => fleet?.check(now),
    tick(now) {
      for (const symbol of quarantine.takeDue(now)) retry(symbol)
      for (const top of bySymbol.values()) {
        const { newest } = top
        if (newest === undefined) continue
        const sentMs = now - top.sentAtMs
        if (top.isNews && sentMs >= paceMs) pass(top, newest, now)
        else if (sentMs >= repeatMs && top.carriedBy?.isOpen === true)
          pass(top, { ...newest, receivedTimeUs: Math.max(newest.receivedTimeUs, top.carriedBy.lastDataUs) }, now)
      }
    },
    unconfirmed() {
      const open: string[] = []
      for (const [symbol, shard] of shardOfSymbol) {
        if (!held.has(shard) || quarantine.reasonOf(symbol) !== undefined) continue
        if (bySymbol.get(symbol)?.carriedBy === undefined) open.push(symbol)
      }
      return open
    },
    rejected: () => [...quarantine.symbols].map(([symbol, { reason }]) => ({ symbol, reason })),
    end: reason => fleet?.end(reason),
    get count() {
      return bySymbol.size
    },
  }
}
