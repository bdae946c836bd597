import type { Leg, Opportunity } from '@screener/contracts'
import type { VenueMarket } from '../../services/exchange-simulator/src/market/market.ts'
import { MatchingBook } from '../../services/exchange-simulator/src/market/matching-book.ts'
import { lotDecimalsOf } from './coarse-lots.ts'
import { knownFromMs } from './simulate-accuracy.ts'
import type { Env } from './simulated-services.ts'
import type { SimulatedWorld } from './simulated-world.ts'
import { startEpochMs } from './virtual-globals.ts'

/** The venue that is wrong, and the book that is. */
export interface Liar {
  readonly venue: string
  readonly symbol: string
}

/** A kind of lie that a screener could tell, how it comes about, and which rows would be it. */
export interface Falsehood {
  readonly name: string
  readonly what: string
  readonly symbols: readonly string[]
  readonly env?: Env
  /** Factors on the usual dollar prices, at the liar alone. */
  readonly prices?: Readonly<Record<string, number>>
  /** Likewise, at all venues: the coin itself is off. */
  readonly pricesEverywhere?: Readonly<Record<string, number>>
  /** From when on, milliseconds. */
  readonly begin: (world: SimulatedWorld, liar: Liar) => void
  readonly isFalse: (row: Opportunity, nowMs: number, liar: Liar) => boolean
  /** Prices alone cannot tell it: see what the document says of it. */
  readonly knownLimit?: boolean
  /** Its lots are too many to be tried one by one: the oracle is not asked. */
  readonly tooFine?: boolean
}

/** When those that begin at some moment do. */
export const lieFromMs: number = knownFromMs + 1_000
/** Books older than this are not shown; the rest is the way to the reader. */
const mayShowMs = 1_150
const doubtMs = 200

const usual: readonly string[] = ['BTC-USDT', 'ETH-USDT', 'ETH-BTC']

const marketOf = ({ exchange }: SimulatedWorld, { venue, symbol }: Liar): VenueMarket => {
  const market = exchange.markets.find(({ instrument }) => instrument.venue === venue && instrument.symbol === symbol)
  if (market === undefined) throw new Error(`${venue} has no market of ${symbol}`)
  return market
}
const bookOf = (world: SimulatedWorld, liar: Liar): MatchingBook => {
  const { book } = marketOf(world, liar)
  if (!(book instanceof MatchingBook)) throw new Error(`the book of ${liar.venue} ${liar.symbol} is no market's`)
  return book
}

const at = (world: SimulatedWorld, atMs: number, run: () => void): void =>
  void world.time.schedule(atMs - world.time.nowMs, run, world.time.world)

/** Every so often, a moment before the venue publishes. */
const repeat = (world: SimulatedWorld, everyMs: number, run: () => void): void => {
  const turn = (): void => {
    run()
    world.time.schedule(everyMs, turn, world.time.world)
  }
  at(world, lieFromMs - 0.5, turn)
}

const rests = (row: Opportunity, { venue, symbol }: Liar): Leg | undefined =>
  row.legs.find(leg => leg.venue === venue && leg.symbol === symbol)
const restsOnVenue = (row: Opportunity, { venue }: Liar): boolean => row.legs.some(leg => leg.venue === venue)

const everything = 1e12

/** Clears bids down to 1 % below, so that a cheap offer can stand without trading at once. */
const placeCheapAsk = (world: SimulatedWorld, liar: Liar, lots: number): number => {
  const book = bookOf(world, liar)
  const nowMs = startEpochMs + world.time.nowMs
  const top = book.bestBid?.price ?? 0
  book.take(false, Math.ceil(top * 0.99), everything, nowMs)
  const price = Math.ceil(top * 0.994)
  book.place(false, price, lots, nowMs)
  return price
}

/** Quantity that no market order here has, by which the flicker's level is known again. */
const flickerLots = 77

export const falsehoods: readonly Falsehood[] = [
  {
    name: 'stale quote',
    what: 'a venue sends nothing more, and answers nothing; its connections stay open',
    symbols: usual,
    begin: (world, liar) => {
      // New connections are as silent.
      repeat(world, 10, () => {
        world.exchange.inject({ venue: liar.venue, kind: 'stall' })
        world.exchange.inject({ venue: liar.venue, kind: 'drop', channel: 'rest', count: 9, forMs: 15 })
      })
    },
    isFalse: (row, nowMs, liar) => nowMs > lieFromMs + mayShowMs && restsOnVenue(row, liar),
  },
  {
    name: 'lagging venue',
    what: 'everything of a venue comes 2 s late, at its full rate',
    symbols: usual,
    begin: (world, liar) => {
      // So early that the two seconds in which nothing comes are over when it counts.
      at(world, lieFromMs - 3_000, () => {
        const venue = world.exchange.venues.get(liar.venue)
        if (venue !== undefined) venue.lateMs = 2_000
      })
    },
    isFalse: (row, nowMs, liar) => nowMs > lieFromMs && restsOnVenue(row, liar),
  },
  {
    name: 'flicker under 5 ms',
    what: 'a cheap offer is published and withdrawn 3 ms later, nine times a second',
    symbols: usual,
    begin: (world, liar) => {
      repeat(world, 110, () => {
        const price = placeCheapAsk(world, liar, flickerLots)
        // The tick that follows publishes it.
        world.time.schedule(
          3,
          () => {
            bookOf(world, liar).take(true, price, everything, startEpochMs + world.time.nowMs)
            world.exchange.pushNow(liar.venue)
          },
          world.time.world,
        )
      })
    },
    isFalse: (row, _nowMs, liar) => {
      const leg = rests(row, liar)
      if (leg?.side !== 'buy') return false
      const lots = (leg.available[0] ?? 0) * 10 ** lotDecimalsOf(liar.symbol)
      return Math.round(lots) === flickerLots
    },
  },
  {
    name: 'dust level',
    what: 'the best offer is cheap and smaller than the least order',
    symbols: usual,
    begin: (world, liar) => {
      repeat(world, 10, () => {
        placeCheapAsk(world, liar, 1)
      })
    },
    // What pays only at a size that no venue takes: the oracle, which tries every size that they take, finds nothing there.
    isFalse: () => false,
  },
  {
    name: 'ticker collision',
    what: 'another coin under the same name, 40 % cheaper and as lively',
    symbols: ['SOL-USDT', 'BTC-USDT'],
    prices: { SOL: 0.6 },
    begin: () => undefined,
    isFalse: (row, _nowMs, liar) => rests(row, liar) !== undefined,
  },
  {
    name: 'ticker collision at 3 %',
    what: 'another coin under the same name, by chance only 3 % cheaper, and no registry that tells them apart',
    symbols: ['SOL-USDT', 'BTC-USDT'],
    prices: { SOL: 0.97 },
    begin: () => undefined,
    isFalse: (row, _nowMs, liar) => rests(row, liar) !== undefined,
    knownLimit: true,
  },
  {
    name: 'unit factor',
    what: 'a venue counts the coin in thousands under the same name',
    symbols: ['SOL-USDT', 'BTC-USDT'],
    prices: { SOL: 1_000 },
    begin: () => undefined,
    isFalse: (row, _nowMs, liar) => rests(row, liar) !== undefined,
  },
  {
    name: 'depeg',
    what: 'USDC trades at 0.97 USDT everywhere; a row that changes one into the other must say so',
    symbols: ['BTC-USDT', 'BTC-USDC', 'USDC-USDT'],
    pricesEverywhere: { USDC: 0.97 },
    begin: () => undefined,
    isFalse: row => row.legs.some(({ isRate }) => isRate) && !row.marks.includes('depeg'),
    tooFine: true,
  },
  {
    name: 'crossed book',
    what: 'a venue publishes a bid above its best offer, and leaves it there',
    symbols: usual,
    begin: (world, liar) => {
      // Whoever sells may take the bid: it is there again before the venue publishes.
      world.exchange.onMoved = () => {
        const book = bookOf(world, liar)
        const { bestAsk, bestBid } = book
        if (world.time.nowMs < lieFromMs || bestAsk === undefined) return
        if (bestBid !== undefined && bestBid.price > bestAsk.price) return
        book.rest(true, Math.ceil(bestAsk.price * 1.002), 50, startEpochMs + world.time.nowMs)
      }
    },
    isFalse: (row, nowMs, liar) => nowMs > lieFromMs + doubtMs && rests(row, liar) !== undefined,
  },
  {
    name: 'halted market',
    what: 'a venue lists its markets as not trading and goes on publishing books',
    symbols: usual,
    env: { INSTRUMENTS_EVERY_MS: '1000' },
    begin: (world, liar) => {
      at(world, lieFromMs, () => {
        const venue = world.exchange.venues.get(liar.venue)
        if (venue !== undefined) venue.haltsAll = true
      })
    },
    isFalse: (row, nowMs, liar) => nowMs > lieFromMs + 1_000 + doubtMs && restsOnVenue(row, liar),
  },
  {
    name: 'one-sided book',
    what: 'all offers of a book are gone',
    symbols: usual,
    begin: (world, liar) => {
      world.exchange.onMoved = () => {
        if (world.time.nowMs >= lieFromMs)
          bookOf(world, liar).take(true, Infinity, everything, startEpochMs + world.time.nowMs)
      }
    },
    isFalse: (row, nowMs, liar) => nowMs > lieFromMs + doubtMs && rests(row, liar) !== undefined,
  },
]
