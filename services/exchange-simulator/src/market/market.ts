import { createFairPrices, createVenueDrift, fairStepMs, type FairPrices, type VenueDrift } from './fair-price.ts'
import { createInstrument, startUsd, type Instrument, type Listing } from './instruments.ts'
import { MatchingBook } from './matching-book.ts'
import type { SymbolBook } from './symbol-book.ts'
import { flowEvent, seedBook, type FlowContext } from './order-flow.ts'
import { createRandom, fractionOf } from './random.ts'

export interface MarketOptions {
  readonly venues: readonly Listing[]
  readonly symbols: readonly string[]
  /** "venue:SYMBOL" pairs that this venue does not list. */
  readonly unlisted: ReadonlySet<string>
  readonly seed: string
  /** Order events per second, per symbol and venue. */
  readonly eventsPerSecond: number
  /** Window of each book's change log, in changes. */
  readonly truthChanges: number
  readonly startMs: number
  /** Dollar prices to start from, in the place of the usual ones. */
  readonly anchors?: ReadonlyMap<string, number>
}

/** One venue's market of one symbol. */
export interface VenueMarket {
  readonly instrument: Instrument
  readonly book: SymbolBook
}

interface Running extends VenueMarket {
  readonly context: FlowContext
  readonly drift: VenueDrift
  /** Fair price of this venue in ticks. */
  fair: number
  nextEventMs: number
}

/** Longer pauses of the process are skipped instead of being made up for in one burst. */
const maxCatchUpMs = 2_000

export class Market {
  readonly markets: readonly VenueMarket[]
  /** Called after each event of the flow that changed the book. */
  onEvent: (market: VenueMarket, timeMs: number) => void = () => undefined
  readonly #running: readonly Running[]
  readonly #prices: FairPrices
  readonly #meanGapMs: number
  #nowMs: number

  constructor(options: MarketOptions) {
    this.#nowMs = options.startMs
    this.#meanGapMs = options.eventsPerSecond > 0 ? 1000 / options.eventsPerSecond : Infinity
    const assets = [...new Set(options.symbols.flatMap(symbol => symbol.split('-')))]
    this.#prices = createFairPrices(assets, options.seed, asset => startUsd(asset, options.seed, options.anchors))
    this.#running = options.venues.flatMap(venue =>
      options.symbols
        .filter(symbol => !options.unlisted.has(`${venue.id}:${symbol}`))
        .map(symbol => this.#open(venue, symbol, options)),
    )
    this.markets = this.#running
  }

  /** Runs the flow up to this time. Same seed and same sequence of times give the same books, ids and trades. */
  advance(toMs: number): void {
    const late = toMs - this.#nowMs - maxCatchUpMs
    if (late > 0) this.#skip(late)
    while (this.#nowMs + fairStepMs <= toMs) {
      this.#nowMs += fairStepMs
      this.#runEvents(this.#nowMs)
      this.#prices.step()
      for (const market of this.#running) this.#moveFair(market)
    }
    this.#runEvents(toMs)
  }

  #runEvents(toMs: number): void {
    for (const market of this.#running) {
      while (market.nextEventMs <= toMs) {
        const before = market.book.id
        const timeMs = Math.floor(market.nextEventMs)
        flowEvent(market.context, market.fair, timeMs)
        market.nextEventMs += market.context.random.exponential(this.#meanGapMs)
        if (market.book.id !== before) this.onEvent(market, timeMs)
      }
    }
  }

  #moveFair(market: Running): void {
    const { base, quote, priceDecimals } = market.instrument
    market.fair = this.#prices.of(base, quote) * 10 ** priceDecimals * (1 + market.drift.step())
  }

  #skip(ms: number): void {
    this.#nowMs += ms
    for (const market of this.#running) market.nextEventMs += ms
  }

  #open(venue: Listing, symbol: string, options: MarketOptions): Running {
    const instrument = createInstrument(venue, symbol, options.seed, options.anchors)
    const name = `${options.seed}:${venue.id}:${symbol}`
    const random = createRandom(`${name}:flow`)
    // Plausible, different per symbol, and far below 2^53.
    const firstId = 1e9 + Math.floor(fractionOf(`${name}:id`) * 4e10)
    const firstTradeId = 1e8 + Math.floor(fractionOf(`${name}:trade`) * 3e9)
    const book = new MatchingBook({ firstId, firstTradeId, maxChanges: options.truthChanges })
    const baseUsd = startUsd(instrument.base, options.seed, options.anchors)
    const context: FlowContext = { book, instrument, random, baseUsd }
    const drift = createVenueDrift(`${name}:drift`)
    const running: Running = { instrument, book, context, drift, fair: 0, nextEventMs: 0 }
    this.#moveFair(running)
    seedBook(context, running.fair, options.startMs)
    running.nextEventMs = options.startMs + random.exponential(this.#meanGapMs)
    return running
  }
}
