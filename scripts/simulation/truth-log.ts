import type { VenueMarket } from '../../services/exchange-simulator/src/market/market.ts'
import type { IntegerLevels } from '../../services/exchange-simulator/src/truth.ts'
import type { TruthPoint, TwinTruth } from '../../services/exchange-simulator/src/venue-twin.ts'

export type Levels = readonly (readonly [price: number, quantity: number])[]

/** A book as its venue had published it. Doubles: the nearest to the venue's decimals, which is what an honest reader gets. */
export interface TrueBook {
  readonly bids: Levels
  readonly asks: Levels
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
}

const rememberedMs = 6_000
const usualMs = 2_000

export const createTruthLog = ({ markets, truthAt, levels }: TruthLogOptions): TruthLog => {
  const byName = new Map(markets.map(market => [`${market.instrument.venue} ${market.instrument.symbol}`, market]))
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
    books: [...byName.keys()],
    look: nowMs => {
      const changed: string[] = []
      lookedAtMs = nowMs
      for (const [name, market] of byName) {
        const truth = truthAt(market, {})
        if (truth === undefined || engineIds.get(name) === truth.sequence) continue
        engineIds.set(name, truth.sequence)
        const history = histories.get(name) ?? []
        history.push({ ...toBook(market, truth), fromMs: nowMs })
        while ((history[1]?.fromMs ?? Infinity) < nowMs - rememberedMs) history.shift()
        histories.set(name, history)
        changed.push(name)
      }
      return changed
    },
    now: name => histories.get(name)?.at(-1),
    at: (name, point) => {
      const market = byName.get(name)
      const truth = market === undefined ? undefined : truthAt(market, point)
      return market === undefined || truth === undefined ? undefined : toBook(market, truth)
    },
    recent: (name, lastMs = usualMs) => {
      const history = histories.get(name) ?? []
      const first = history.findLastIndex(({ fromMs }) => fromMs < lookedAtMs - lastMs)
      return first <= 0 ? history : history.slice(first)
    },
  }
}
