import type { Side } from './fill.ts'
import type { BestFigures } from './price-route.ts'

/** What a walk of a route's books found, and what it rests on. */
export interface KeptWalk {
  readonly found: BestFigures
  /** The sides it walked, one a leg. */
  readonly sides: readonly Side[]
  /** How many of the best levels of each decided: no other level would have changed a digit. */
  readonly reach: readonly number[]
}

const sameUpTo = (before: Side, after: Side, reach: number): boolean => {
  if (before === after) return true
  // Beyond the end of both sides nothing equals nothing.
  for (let index = 0; index < reach; index += 1) {
    if (before.prices[index] !== after.prices[index] || before.quantities[index] !== after.quantities[index])
      return false
  }
  return true
}

/** Whether walking these sides would find the same. Most changes of a book are behind what its routes take. */
export const stillHolds = (walk: KeptWalk, sides: readonly Side[]): boolean =>
  walk.sides.every((before, index) => {
    const after = sides[index]
    return after !== undefined && sameUpTo(before, after, walk.reach[index] ?? Infinity)
  })
