// Which sizes can be ordered on both legs: the multiples of one step. Doubles do not hold most decimal steps exactly
// (0.1 + 0.2), so a size is carried as a whole count of steps and turned into a quantity in one rounding.

/** Sizes as counts of a step, in base asset. */
export interface QuantityGrid {
  /** Base asset; 0: any size. */
  readonly step: number
  /** Steps in one unit when that is whole (step 0.001: 1000): n / 1000 rounds once, n * 0.001 twice. 0: it is not whole. */
  readonly stepsPerUnit: number
}

const maxMultiple = 1000

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, value)

/**
 * The step that suits both legs: the coarser one, or its first multiple (up to 1000) that is also a multiple of the finer
 * one. Steps without such a multiple keep the coarser.
 */
export const jointGrid = (stepA: number, stepB: number): QuantityGrid => {
  const coarse = Math.max(stepA, stepB)
  const fine = Math.min(stepA, stepB)
  if (!(coarse > 0)) return { step: 0, stepsPerUnit: 0 }
  let step = coarse
  if (fine > 0) {
    for (let multiple = 1; multiple <= maxMultiple; multiple += 1) {
      if (!isWhole((coarse * multiple) / fine)) continue
      step = coarse * multiple
      break
    }
  }
  const perUnit = 1 / step
  return { step, stepsPerUnit: perUnit >= 1 && isWhole(perUnit) ? Math.round(perUnit) : 0 }
}

// How far a count may be from whole and still be meant as whole: the error of a short sum of doubles, far below any step.
const countTolerance = (count: number): number => 1e-9 + count * 1e-14

const nearestIfWhole = (count: number): number | undefined => {
  const nearest = Math.round(count)
  return Math.abs(count - nearest) <= countTolerance(count) ? nearest : undefined
}

/** Steps that fit into the quantity. A quantity within rounding error of a whole count is that count. */
export const stepsWithin = (grid: QuantityGrid, quantity: number): number => {
  const count = quantity / grid.step
  return nearestIfWhole(count) ?? Math.floor(count)
}

/** Fewest steps that reach the quantity. */
export const stepsToReach = (grid: QuantityGrid, quantity: number): number => {
  const count = quantity / grid.step
  return nearestIfWhole(count) ?? Math.ceil(count)
}

/** Base asset held by a count of steps: the double nearest to the decimal where the step divides one. */
export const quantityOf = (grid: QuantityGrid, steps: number): number =>
  grid.stepsPerUnit > 0 ? steps / grid.stepsPerUnit : steps * grid.step

// A size that follows from another leg's proceeds is no decimal: only the rounding of its own arithmetic may lift it to a
// whole step, as more would spend what did not arrive. Rounding up allows less than rounding down, so that what the one
// finds necessary the other finds affordable.
const downTolerance = 1e-12
const upTolerance = 1e-13

/** The greatest whole count of steps within the quantity, as a quantity; the quantity itself where there is no step. */
export const roundDown = (grid: QuantityGrid, quantity: number): number => {
  if (!(grid.step > 0)) return quantity
  const count = quantity / grid.step
  const nearest = Math.round(count)
  return quantityOf(grid, Math.abs(count - nearest) <= nearest * downTolerance ? nearest : Math.floor(count))
}

/** The smallest whole count of steps that reaches the quantity, as a quantity. */
export const roundUp = (grid: QuantityGrid, quantity: number): number => {
  if (!(grid.step > 0)) return quantity
  const count = quantity / grid.step
  const nearest = Math.round(count)
  return quantityOf(grid, Math.abs(count - nearest) <= nearest * upTolerance ? nearest : Math.ceil(count))
}
