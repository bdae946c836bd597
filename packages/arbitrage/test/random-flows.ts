import fc from 'fast-check'
import { createLadder } from '../src/ladder.ts'
import type { LegFlow } from '../src/leg-flow.ts'
import { jointGrid } from '../src/quantity-grid.ts'

interface Levels {
  readonly prices: readonly number[]
  readonly quantities: readonly number[]
}

/** Up to five levels from `top` hundredths on: asks with 1, bids with -1. */
export const sideOf = (worse: 1 | -1, top: number): fc.Arbitrary<Levels> =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 400 })), { minLength: 1, maxLength: 5 })
    .map(levels => {
      let price = top
      return {
        prices: levels.map(([gap], index) => {
          if (index > 0) price += worse * gap
          return price / 100
        }),
        quantities: levels.map(level => level[1] / 10),
      }
    })

export const flowOf = (buys: boolean, side: Levels, step: number): LegFlow => ({
  buys,
  ladder: createLadder(side),
  grid: jointGrid(step, step),
  minQuantity: 0,
  minNotional: 0,
  spendFactor: buys ? 1.0005 : 1,
  getFactor: buys ? 1 : 0.9995,
})

export const steps: fc.Arbitrary<number> = fc.constantFrom(0.01, 0.1, 0.3, 0.7)

/** A at 100 quote, B at 50 quote or half an A: buy A, buy B with it, sell B; it pays at the top, more often than not. */
export const cycles: fc.Arbitrary<readonly LegFlow[]> = fc
  .tuple(sideOf(1, 10_000), sideOf(1, 50), sideOf(-1, 5_040), fc.tuple(steps, steps, steps))
  .map(([a, b, c, [stepA, stepB, stepC]]) => [flowOf(true, a, stepA), flowOf(true, b, stepB), flowOf(false, c, stepC)])
