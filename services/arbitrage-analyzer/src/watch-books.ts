import type { ArbitrageEngine, EngineOptions, Hold } from '@screener/arbitrage'
import { bookStatus, withFields, type BookView } from '@screener/contracts'
import {
  createPriceEvidence,
  createVenueClocks,
  type AssetRegistry,
  type BookIdentity,
  type Lag,
  type Quarantine,
} from '@screener/instrument-identity'
import type { StreamLog } from '@screener/streams'
import { lagHold, quarantineHold } from './hold-words.ts'

export interface BookWatchOptions {
  readonly quarantineBps: number
  readonly quarantineAfterMs: number
  readonly quarantineReleaseMs: number
  readonly maxVenueLagMs: number
  readonly clockOffsetMs: ReadonlyMap<string, number>
  readonly feeOf: EngineOptions['feeOf']
}

/** Tells the engine what each book trades, and holds those that are not to be believed. */
export interface BookWatch {
  /** A book's newest view, for the engine too. False: no fee is known for it. */
  take(group: number, view: BookView, nowUs: number): boolean
  /** What was taken is judged; to be called before anything is evaluated. */
  settle(nowUs: number): void
  /** The books of a shard are forgotten until they come again. */
  dropGroup(group: number, nowUs: number): void
  /** Time alone changes what is believed; to be called about each second. */
  sweep(nowUs: number): void
  /** Names mean something else from now on. */
  renew(registry: AssetRegistry, nowUs: number): void
  /** How many books are held, by the rule that is told. */
  readonly held: Readonly<Record<Hold['rule'], number>>
  /** By venue, in ms: the least and the newest of our time of reading minus its time of sending. */
  readonly offsetsMs: ReadonlyMap<string, number>
  readonly lagsMs: ReadonlyMap<string, number>
  /** One line for each hold, at most this many. */
  holds(most: number): readonly string[]
}

interface WatchedBook {
  view: BookView
  group: number
  identity: BookIdentity
  hold: Hold | undefined
}

// Dollars are what most books are quoted in; any money would do.
const numeraire = 'USDT'

const isSame = (a: BookIdentity, b: BookIdentity): boolean =>
  a.base === b.base && a.quote === b.quote && a.unitFactor === b.unitFactor

/** The stamps of chains are those of blocks: they say when one was due, not when it was sent. */
const hasSendingTime = ({ origin = '' }: BookView): boolean => origin === ''

const emptied = (view: BookView): BookView =>
  withFields(view, {
    status: bookStatus.down,
    bidPrices: [],
    bidQuantities: [],
    askPrices: [],
    askQuantities: [],
  })

/** Throws RangeError on a limit that is out of range. */
export const createBookWatch = (
  engine: ArbitrageEngine,
  firstRegistry: AssetRegistry,
  options: BookWatchOptions,
  log: StreamLog,
): BookWatch => {
  const evidence = createPriceEvidence({
    limitBps: options.quarantineBps,
    afterMs: options.quarantineAfterMs,
    releaseMs: options.quarantineReleaseMs,
    numeraire,
  })
  const clocks = createVenueClocks({ maxLagMs: options.maxVenueLagMs, offsetsMs: options.clockOffsetMs })
  const books = new Map<string, Map<string, WatchedBook>>()
  const held = { quarantined: 0, lagging: 0 }
  let registry = firstRegistry

  const holdOf = (book: WatchedBook): Hold | undefined => {
    const { venue, symbol } = book.view
    const quarantine: Quarantine | undefined = evidence.quarantineOf(venue, symbol)
    // What it is comes before how old its news are: the first needs a person.
    if (quarantine !== undefined) return quarantineHold(quarantine, book.identity.base)
    const lag: Lag | undefined = clocks.lagOf(book.group, venue)
    return lag === undefined || !hasSendingTime(book.view) ? undefined : lagHold(lag, options.maxVenueLagMs)
  }

  const renewHold = (book: WatchedBook): void => {
    const { venue, symbol } = book.view
    const [before, now] = [book.hold, holdOf(book)]
    if (before === undefined && now === undefined) return
    if (before !== undefined) held[before.rule] -= 1
    if (now !== undefined) held[now.rule] += 1
    book.hold = now
    engine.hold(venue, symbol, now)
    // Of a late shard one line is enough.
    if (now?.rule === 'quarantined') log.warn({ event: 'book_held', venue, symbol, ...now }, 'a book is not believed')
    else if (before?.rule === 'quarantined')
      log.info({ event: 'book_released', venue, symbol }, 'a book is believed again')
  }

  const showPrices = (book: WatchedBook, nowUs: number): void => {
    const { venue, symbol, status, bidPrices, askPrices } = book.view
    const { base, quote, unitFactor } = book.identity
    const [bid, ask] = [bidPrices[0], askPrices[0]]
    // A book that tells the past is no witness of the present.
    const isWitness =
      status === bookStatus.live && (clocks.lagOf(book.group, venue) === undefined || !hasSendingTime(book.view))
    if (!isWitness || bid === undefined || ask === undefined) {
      evidence.lose(venue, symbol, nowUs)
      return
    }
    const takerBps = options.feeOf(venue, symbol)?.takerBps ?? 0
    evidence.see({ venue, symbol, base, quote, bid: bid / unitFactor, ask: ask / unitFactor, takerBps }, nowUs)
  }

  const settleLags = (nowUs: number): void => {
    for (const { venue, group, lag } of clocks.takeChanges()) {
      if (lag === undefined) log.info({ event: 'venue_in_time', venue, shard: group }, 'a venue is in time again')
      else log.warn({ event: 'venue_late', venue, shard: group, ...lag }, 'the books of a venue are not believed')
      for (const book of books.get(venue)?.values() ?? []) {
        if (book.group !== group) continue
        showPrices(book, nowUs)
        renewHold(book)
      }
    }
  }

  const settle = (nowUs: number): void => {
    settleLags(nowUs)
    for (const { venue, symbol } of evidence.takeChanges()) {
      const book = books.get(venue)?.get(symbol)
      if (book !== undefined) renewHold(book)
    }
  }

  const watch = (group: number, view: BookView, identity: BookIdentity): WatchedBook => {
    const book = { view, group, identity, hold: undefined }
    const ofVenue = books.get(view.venue)
    if (ofVenue === undefined) books.set(view.venue, new Map([[view.symbol, book]]))
    else ofVenue.set(view.symbol, book)
    return book
  }

  return {
    take: (group, view, nowUs) => {
      const { venue, symbol } = view
      let book = books.get(venue)?.get(symbol)
      const isKnown = book?.view.base === view.base && book.view.quote === view.quote && book.group === group
      if (book === undefined || !isKnown) {
        const identity = registry.identify(venue, view.base, view.quote)
        if (!engine.setBook(group, view, identity)) return false
        if (book === undefined) book = watch(group, view, identity)
        else Object.assign(book, { view, group, identity })
        // It may be one of a shard that is late.
        renewHold(book)
      } else {
        book.view = view
        engine.setBook(group, view, book.identity)
      }
      if (hasSendingTime(view)) clocks.see(group, venue, symbol, view.exchangeTimeMs, view.receivedTimeUs)
      showPrices(book, nowUs)
      return true
    },
    settle,
    dropGroup: (group, nowUs) => {
      for (const ofVenue of books.values()) {
        for (const book of ofVenue.values()) {
          if (book.group !== group) continue
          book.view = emptied(book.view)
          evidence.lose(book.view.venue, book.view.symbol, nowUs)
        }
      }
      settle(nowUs)
    },
    sweep: nowUs => {
      evidence.sweep(nowUs)
      settle(nowUs)
    },
    renew: (newRegistry, nowUs) => {
      registry = newRegistry
      for (const ofVenue of books.values()) {
        for (const book of ofVenue.values()) {
          const { view, group } = book
          const identity = registry.identify(view.venue, view.base, view.quote)
          if (isSame(identity, book.identity)) continue
          book.identity = identity
          engine.setBook(group, view, identity)
          // What was known of the old asset says nothing of the new one.
          evidence.forget(view.venue, view.symbol, nowUs)
          showPrices(book, nowUs)
        }
      }
      settle(nowUs)
    },
    held,
    get offsetsMs() {
      return clocks.offsetsMs
    },
    get lagsMs() {
      return clocks.lagsMs
    },
    holds: most => {
      const lines: string[] = []
      for (const [venue, ofVenue] of books) {
        for (const [symbol, { hold }] of ofVenue) {
          if (lines.length === most) return lines
          if (hold !== undefined) lines.push(`${venue} ${symbol} ${hold.rule}: ${hold.detail}`)
        }
      }
      return lines
    },
  }
}
