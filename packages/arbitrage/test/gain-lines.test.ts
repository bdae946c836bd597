import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestCycleSize, coarsestLeg, continuousOptimum } from '../src/best-cycle-size.ts'
import { gainAtMost, layLines } from '../src/gain-lines.ts'
import { depthOfLadder } from '../src/ladder.ts'
import { gainOf, gainWith, smallestOf, type LegFlow } from '../src/leg-flow.ts'
import { quantityOf } from '../src/quantity-grid.ts'
import { cycles, flowOf, sideOf, steps } from './random-flows.ts'

/** Sell A, buy B, sell B: the other way round than `cycles`, from a base to a base. */
const turned: fc.Arbitrary<readonly LegFlow[]> = fc
  .tuple(sideOf(-1, 5_040), sideOf(1, 10_000), sideOf(1, 50), fc.tuple(steps, steps, steps))
  .map(([c, a, b, [stepA, stepB, stepC]]) => [flowOf(false, c, stepC), flowOf(true, a, stepA), flowOf(true, b, stepB)])

const anyCycle = fc.oneof(cycles, turned)

const lotsWithin = ({ grid, ladder }: LegFlow): number => Math.floor(depthOfLadder(ladder) / grid.step)

test('wherever the lines are laid, no number of lots gains more than they say', () => {
  let compared = 0
  let near = 0
  fc.assert(
    fc.property(anyCycle, fc.nat(2), fc.nat(1_000_000), (legs, index, drawn) => {
      const own = legs[index]!
      const most = lotsWithin(own)
      if (most < 1) return
      const smallest = legs.map(smallestOf)
      const anchor = 1 + (drawn % most)
      const lines = layLines(legs, index, anchor, smallest)!
      const stride = Math.max(1, Math.floor(most / 40))
      const tried = [anchor, ...Array.from({ length: 40 }, (_, at) => 1 + at * stride)]
      for (const lots of tried) {
        if (lots > most) break
        const gain = gainWith(legs, index, quantityOf(own.grid, lots), smallest)
        if (gain === 0) continue
        compared += 1
        const bound = gainAtMost(lines, lots)
        expect(bound).toBeGreaterThanOrEqual(gain)
        if (bound - gain < 1e-6) near += 1
      }
    }),
    { numRuns: 600, seed: 37 },
  )
  // A bound that is far away would hold, too, and be of no use.
  expect(compared).toBeGreaterThan(5_000)
  expect(near / compared).toBeGreaterThan(0.2)
})

test('the best size is the best of all lots, each tried', () => {
  let paying = 0
  fc.assert(
    fc.property(anyCycle, legs => {
      const found = bestCycleSize(legs, 1_000_000)
      const coarsest = coarsestLeg(legs, continuousOptimum(legs))
      if (coarsest === undefined) return
      const smallest = legs.map(smallestOf)
      const { grid } = legs[coarsest]!
      let best = 0
      for (let lots = lotsWithin(legs[coarsest]!); lots > 0; lots -= 1) {
        best = Math.max(best, gainWith(legs, coarsest, quantityOf(grid, lots), smallest))
      }
      const gain = found.quantities === undefined ? 0 : gainOf(legs, found.quantities)
      if (gain > 0) paying += 1
      expect(gain).toBeGreaterThanOrEqual(best * (1 - 1e-9) - 1e-9)
      expect(found.missedGain).toBe(0)
    }),
    { numRuns: 300, seed: 41 },
  )
  expect(paying).toBeGreaterThan(90)
})
