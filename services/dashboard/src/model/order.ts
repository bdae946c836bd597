import { COLUMNS, type Moment, type Sort } from './columns.ts'
import type { Row } from './row.ts'

/** A smaller lead has to last this long before it counts. */
const SETTLE_MS = 500

interface Rank {
  readonly id: string
  /** The value that decides the place; follows the true one with the damping described at {@link OrderKeeper}. */
  value: number | string
  /** Since when the true value is on one side of `value`, and which. */
  side: number
  sinceMs: number
}

/**
 * The order of the table without ping-pong. Each row is placed by a damped value: it takes the true value at once when
 * that is a margin away, and otherwise only after the true one stayed on the same side for 500 ms. Two rows that keep
 * overtaking each other by less than the margin therefore stay where they are, and any order is off by less than the
 * margin and for no longer than 500 ms.
 */
export class OrderKeeper {
  private key: Sort['key'] | undefined
  private ranks = new Map<string, Rank>()
  /** As they were arranged last: nearly in order again, which sorts in nearly one pass. */
  private arranged: readonly Rank[] = []

  /** The ids of `rows` in order. A new sort starts undamped. `nowMs` is monotonic. */
  arrange(rows: readonly Row[], sort: Sort, moment: Moment, nowMs: number): readonly string[] {
    if (this.key !== sort.key) this.ranks = new Map()
    this.key = sort.key
    const rule = COLUMNS[sort.key]
    const present = new Map<string, Rank>()
    const arriving: Rank[] = []
    for (const row of rows) {
      const value = rule.value(row, moment)
      let rank = this.ranks.get(row.id)
      if (rank === undefined) {
        rank = { id: row.id, value, side: 0, sinceMs: nowMs }
        arriving.push(rank)
      } else settle(rank, value, rule.margin, nowMs)
      present.set(row.id, rank)
    }
    const staying = this.arranged.filter(rank => present.get(rank.id) === rank)
    const factor = sort.descending ? -1 : 1
    const arranged = staying.concat(arriving)
    arranged.sort((a, b) => compare(a.value, b.value, factor) || (a.id < b.id ? -1 : 1))
    this.ranks = present
    this.arranged = arranged
    return arranged.map(rank => rank.id)
  }
}

const settle = (rank: Rank, value: number | string, margin: number, nowMs: number): void => {
  if (typeof value === 'string' || typeof rank.value === 'string' || !Number.isFinite(value - rank.value)) {
    rank.value = value
    rank.side = 0
    return
  }
  const move = value - rank.value
  const side = Math.sign(move)
  if (side !== rank.side) {
    rank.side = side
    rank.sinceMs = nowMs
  }
  if (Math.abs(move) >= margin || (side !== 0 && nowMs - rank.sinceMs >= SETTLE_MS)) {
    rank.value = value
    rank.side = 0
  }
}

/** Unknown numbers go last whichever way the column is sorted. */
const compare = (a: number | string, b: number | string, factor: number): number => {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
    return (a - b) * factor
  }
  const left = String(a)
  const right = String(b)
  return (left < right ? -1 : left > right ? 1 : 0) * factor
}

export interface HeldDifference {
  /** Rows on screen that would change places. */
  readonly moving: number
  /** Rows that wait to be shown. */
  readonly arriving: number
}

/** What releasing a held order would do: the fewest rows that must move to get from `shown` to `wanted`. */
export const heldDifference = (shown: readonly string[], wanted: readonly string[]): HeldDifference => {
  const place = new Map<string, number>()
  wanted.forEach((id, index) => place.set(id, index))
  // Longest increasing subsequence by patience: what is in it can stay.
  const tails: number[] = []
  let common = 0
  for (const id of shown) {
    const at = place.get(id)
    if (at === undefined) continue
    common += 1
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tails[middle] ?? Infinity) < at) low = middle + 1
      else high = middle
    }
    tails[low] = at
  }
  return { moving: common - tails.length, arriving: wanted.length - common }
}
