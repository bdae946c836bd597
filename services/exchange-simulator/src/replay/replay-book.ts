import type { Instrument } from '../market/instruments.ts'
import type { Trade } from '../market/matching-book.ts'
import type { BookLog, SymbolBook } from '../market/symbol-book.ts'
import { ChangeLog, type IntegerBook, type IntegerLevels } from '../truth.ts'

export type WireLevel = readonly [price: string, quantity: string]

const decimalsOf = (text: string): number => {
  const point = text.indexOf('.')
  return point === -1 ? 0 : text.slice(point + 1).replace(/0+$/, '').length
}

/** An instrument just fine enough for every number of the capture. */
export const instrumentOfCapture = (
  name: { readonly venue: string; readonly symbol: string; readonly native: string },
  levels: readonly WireLevel[],
): Instrument => {
  const [base = '', quote = ''] = name.symbol.split('-')
  let priceDecimals = 0
  let quantityDecimals = 0
  for (const [price, quantity] of levels) {
    priceDecimals = Math.max(priceDecimals, decimalsOf(price))
    quantityDecimals = Math.max(quantityDecimals, decimalsOf(quantity))
  }
  return { ...name, base, quote, priceDecimals, quantityDecimals, usualOrderUsd: 0 }
}

/** Venue ids whose book is remembered. */
const keptIds = 65_536

const noTrades: readonly Trade[] = []

/**
 * A recorded book. Inside, changes are numbered without holes; to the outside it has the venue's own ids (`nameId`), of
 * which only those at the end of a message have a book.
 */
export class ReplayBook implements SymbolBook {
  readonly log: BookLog
  readonly #instrument: Instrument
  readonly #sides = [new Map<number, number>(), new Map<number, number>()] as const
  readonly #changes: ChangeLog
  readonly #innerOf = new Map<number, number>()
  #sorted: IntegerBook | undefined
  #outer = 0

  constructor(instrument: Instrument, maxChanges: number) {
    this.#instrument = instrument
    this.#changes = new ChangeLog(0, maxChanges, () => this.levels())
    const changes = this.#changes
    const innerOf = this.#innerOf
    const outer = (): number => this.#outer
    this.log = {
      get lastId() {
        return outer()
      },
      get firstId() {
        return outer()
      },
      bookAt: id => {
        const inner = innerOf.get(id)
        return inner === undefined ? undefined : changes.bookAt(inner)
      },
      idAt: outer,
      changesAfter: () => undefined,
    }
  }

  get id(): number {
    return this.#outer
  }

  get bestBid(): { readonly price: number; readonly quantity: number } | undefined {
    return this.#best(this.levels(1).bids)
  }

  get bestAsk(): { readonly price: number; readonly quantity: number } | undefined {
    return this.#best(this.levels(1).asks)
  }

  levels(limit: number = Infinity): IntegerBook {
    this.#sorted ??= {
      bids: [...this.#sides[0]].sort((a, b) => b[0] - a[0]),
      asks: [...this.#sides[1]].sort((a, b) => a[0] - b[0]),
    }
    const { bids, asks } = this.#sorted
    return { bids: bids.slice(0, limit), asks: asks.slice(0, limit) }
  }

  takeTrades(): readonly Trade[] {
    return noTrades
  }

  apply(bids: readonly WireLevel[], asks: readonly WireLevel[], timeMs: number): void {
    for (const [price, quantity] of bids) this.#set(true, price, quantity, timeMs)
    for (const [price, quantity] of asks) this.#set(false, price, quantity, timeMs)
  }

  replace(bids: readonly WireLevel[], asks: readonly WireLevel[], timeMs: number): void {
    const { priceDecimals } = this.#instrument
    for (const [isBid, levels] of [[true, bids] as const, [false, asks] as const]) {
      const kept = new Set(levels.map(([price]) => this.#units(price, priceDecimals)))
      for (const price of [...this.#sides[isBid ? 0 : 1].keys()])
        if (!kept.has(price)) this.#change(isBid, price, 0, timeMs)
    }
    this.apply(bids, asks, timeMs)
  }

  /** The venue's id of the book as it is now. */
  nameId(id: number): void {
    this.#outer = id
    this.#innerOf.set(id, this.#changes.lastId)
    if (this.#innerOf.size <= keptIds) return
    for (const oldest of this.#innerOf.keys()) {
      this.#innerOf.delete(oldest)
      break
    }
  }

  #best(levels: IntegerLevels): { readonly price: number; readonly quantity: number } | undefined {
    const level = levels[0]
    return level === undefined ? undefined : { price: level[0], quantity: level[1] }
  }

  #units(text: string, decimals: number): number {
    return Math.round(Number(text) * 10 ** decimals)
  }

  #set(isBid: boolean, price: string, quantity: string, timeMs: number): void {
    const { priceDecimals, quantityDecimals } = this.#instrument
    this.#change(isBid, this.#units(price, priceDecimals), this.#units(quantity, quantityDecimals), timeMs)
  }

  #change(isBid: boolean, price: number, quantity: number, timeMs: number): void {
    const side = this.#sides[isBid ? 0 : 1]
    if ((side.get(price) ?? 0) === quantity) return
    if (quantity === 0) side.delete(price)
    else side.set(price, quantity)
    this.#sorted = undefined
    this.#changes.append(isBid, price, quantity, timeMs)
  }
}
