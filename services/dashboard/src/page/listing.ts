import { matches, wordsOf } from '../model/filter.ts'
import { heldDifference, OrderKeeper, type HeldDifference } from '../model/order.ts'
import type { Moment, Sort } from '../model/columns.ts'
import type { Row } from '../model/row.ts'
import type { Store } from '../model/store.ts'

/** How long a closed row stays, struck through, when the order is not held. */
export const CLOSED_STAYS_MS = 5_000
export const NOTHING_HELD: HeldDifference = { moving: 0, arriving: 0 }

export interface Listing {
  readonly ids: readonly string[]
  readonly held: HeldDifference
  /** Open rows that the filter lets through. */
  readonly matching: number
}

export interface Wish {
  readonly sort: Sort
  readonly query: string
  readonly moment: Moment
  readonly nowMs: number
  /** `hold`: places stay. `follow`: the order is brought up to date. `show`: so too, but nobody let go of closed rows. */
  readonly mode: 'hold' | 'follow' | 'show'
}

/** Which rows are shown and in which order; knows what it showed last. */
export class Lister {
  private readonly keeper = new OrderKeeper()
  private readonly store: Store
  private ids: readonly string[] = []

  constructor(store: Store) {
    this.store = store
  }

  list(wish: Wish): Listing {
    const words = wordsOf(wish.query)
    // Nothing on screen cannot be held: the first rows come in even under the pointer.
    const hold = wish.mode === 'hold' && this.ids.length > 0
    if (!hold && wish.mode !== 'show') this.store.sweep(wish.nowMs - CLOSED_STAYS_MS)
    const rows: Row[] = []
    let matching = 0
    for (const row of this.store.rows.values()) {
      if (!matches(row, words)) continue
      if (row.closed === undefined) matching += 1
      else if (hold) continue
      rows.push(row)
    }
    const wanted = this.keeper.arrange(rows, wish.sort, wish.moment, wish.nowMs)
    if (!hold) {
      this.ids = same(this.ids, wanted) ? this.ids : wanted
      return { ids: this.ids, held: NOTHING_HELD, matching }
    }
    if (!this.ids.every(id => this.store.rows.has(id))) this.ids = this.ids.filter(id => this.store.rows.has(id))
    return { ids: this.ids, held: heldDifference(this.ids, wanted), matching }
  }
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index])
