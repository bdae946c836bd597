import type { VenueMarket } from '../../services/exchange-simulator/src/market/market.ts'
import type { IntegerLevels } from '../../services/exchange-simulator/src/truth.ts'
import type { TruthPoint, TwinTruth } from '../../services/exchange-simulator/src/venue-twin.ts'

export type Levels = readonly (readonly [price: number, quantity: number])[]

/** A book as its venue had published it. Doubles: the nearest to the venue's decimals, which is what an honest reader gets. */
export interface TrueBook {
  readonly bids: Levels
  readonly asks: Levels
  /** What a trade costs whatever its size. */
  readonly cost?: { readonly asset: string; readonly buy: number; readonly sell: number }
}

/** A pool's book is known by its block. */
export interface TruePool {
  readonly id: string
  readonly symbol: string
  readonly block: number
  readonly bookAt: (block: number) => TrueBook | undefined
}

/** One published state, from when it stood. */
export interface TrueState extends TrueBook {
  readonly fromMs: number
}

/** What each venue has published, at every tick: the record that everything else is judged by. */
export interface TruthLog {
  /** Looks at all books now; returns those that changed. */
  readonly look: (nowMs: number) => readonly string[]
  readonly now: (book: string) => TrueState | undefined
  /** The book at a sequence, or for books without numbers at a time of its venue. */
  readonly at: (book: string, point: TruthPoint) => TrueBook | undefined
  /** States that stood at any moment of the last so many milliseconds (two seconds; at most six), oldest first. */
  readonly recent: (book: string, lastMs?: number) => readonly TrueState[]
  readonly books: readonly string[]
}

export interface TruthLogOptions {
  readonly markets: readonly VenueMarket[]
  readonly truthAt: (market: VenueMarket, point: TruthPoint) => TwinTruth | undefined
  /** Levels a side that are published downstream. */
  readonly levels: number
  readonly pools?: readonly TruePool[]
}

const rememberedMs = 6_000
const usualMs = 2_000
/** So many answers are kept for each book. */
const toldBooks = 32

export const createTruthLog = ({ markets, truthAt, levels, pools = [] }: TruthLogOptions): TruthLog => {
  const byName = new Map(markets.map(market => [`${market.instrument.venue} ${market.instrument.symbol}`, market]))
  const poolByName = new Map(pools.map(pool => [`${pool.id} ${pool.symbol}`, pool]))
  const told = new Map<string, Map<string, TrueBook>>()
  const histories = new Map<string, TrueState[]>()
  const engineIds = new Map<string, number>()
  let lookedAtMs = 0

  const toBook = ({ instrument }: VenueMarket, { book }: TwinTruth): TrueBook => {
    const priceUnit = 10 ** instrument.priceDecimals
    const quantityUnit = 10 ** instrument.quantityDecimals
    const side = (from: IntegerLevels): Levels =>
      from.slice(0, levels).map(([price, quantity]) => [price / priceUnit, quantity / quantityUnit])
    return { bids: side(book.bids), asks: side(book.asks) }
  }
  return {
    books: [...byName.keys(), ...poolByName.keys()],
    look: nowMs => {
      const changed: string[] = []
      lookedAtMs = nowMs
      const keep = (name: string, sequence: number, book: TrueBook): void => {
        engineIds.set(name, sequence)
        const history = histories.get(name) ?? []
        history.push({ ...book, fromMs: nowMs })
        while ((history[1]?.fromMs ?? Infinity) < nowMs - rememberedMs) history.shift()
        histories.set(name, history)
        changed.push(name)
      }
      for (const [name, market] of byName) {
        const truth = truthAt(market, {})
        if (truth !== undefined && engineIds.get(name) !== truth.sequence)
          keep(name, truth.sequence, toBook(market, truth))
      }
      for (const [name, { block, bookAt }] of poolByName) {
        const book = bookAt(block)
        if (book !== undefined && engineIds.get(name) !== block) keep(name, block, book)
      }
      return changed
    },
    now: name => histories.get(name)?.at(-1),
    at: (name, point) => {
      const pool = poolByName.get(name)
      if (pool !== undefined) return pool.bookAt(point.sequence ?? 0)
      const market = byName.get(name)
      const key = `${point.sequence} ${point.exchangeTimeMs}`
      const books = told.get(name) ?? new Map<string, TrueBook>()
      const known = books.get(key)
      if (known !== undefined || market === undefined) return known
      const truth = truthAt(market, point)
      if (truth === undefined) return undefined
      const book = toBook(market, truth)
      told.set(name, books.set(key, book))
      // The oldest one goes: what is published is asked for several times, and soon.
      for (const oldest of books.keys()) if (books.size > toldBooks) books.delete(oldest)
      return book
    },
    recent: (name, lastMs = usualMs) => {
      const history = histories.get(name) ?? []
      const first = history.findLastIndex(({ fromMs }) => fromMs < lookedAtMs - lastMs)
      return first <= 0 ? history : history.slice(first)
    },
  }
}
