import { coarsestLeg } from './best-cycle-size.ts'
import type { Figures } from './figures.ts'
import { afterCosts, figuresAt, flowsOf } from './price-route.ts'
import { firstQuantityFor } from './leg-flow.ts'
import { quantityOf, roundDown, stepsWithin } from './quantity-grid.ts'
import type { Route } from './route.ts'

/** Parts of the best size that the capacity curve tells of. */
const parts = [0.1, 0.25, 0.5, 0.75]

/** The first leg's quantity for a part of the size, in whole lots. */
const firstQuantityAt = (route: Route, figures: Figures, part: number): number => {
  const [first = 0] = figures.quantities
  if (route.pairRules !== undefined) {
    const { grid } = route.pairRules
    return grid.step > 0 ? quantityOf(grid, stepsWithin(grid, first * part)) : first * part
  }
  const flows = flowsOf(route)
  const coarsest = coarsestLeg(flows, figures.quantities)
  const grid = coarsest === undefined ? undefined : flows[coarsest]?.grid
  if (coarsest === undefined || grid === undefined) return first * part
  return firstQuantityFor(flows, coarsest, roundDown(grid, (figures.quantities[coarsest] ?? 0) * part))
}

/** The route's figures at parts of its best size, smallest first, the best size last; parts no venue accepts are left out. */
export const capacityOf = (route: Route, figures: Figures): readonly Figures[] => {
  const curve: Figures[] = []
  let before = 0
  for (const part of parts) {
    const quantity = firstQuantityAt(route, figures, part)
    if (!(quantity > before) || quantity >= (figures.quantities[0] ?? 0)) continue
    before = quantity
    const smaller = figuresAt(route, quantity)
    if (smaller !== undefined) curve.push(afterCosts(route, smaller, figures.fixedCosts))
  }
  curve.push(figures)
  return curve
}
