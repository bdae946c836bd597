import { describe, expect, it } from 'vitest'
import { levelsOf, walkDepth } from '../src/index.ts'

const side = levelsOf([100, 101, 103], [1, 2, 4])

describe('walkDepth', () => {
  it.each([
    { name: 'nothing', quantity: 0, fill: { quantity: 0, notional: 0, vwap: 0, worstPrice: 0, levels: 0 } },
    {
      name: 'part of the best',
      quantity: 0.5,
      fill: { quantity: 0.5, notional: 50, vwap: 100, worstPrice: 100, levels: 1 },
    },
    {
      name: 'the best exactly',
      quantity: 1,
      fill: { quantity: 1, notional: 100, vwap: 100, worstPrice: 100, levels: 1 },
    },
    {
      name: 'two levels',
      quantity: 3,
      fill: { quantity: 3, notional: 302, vwap: 302 / 3, worstPrice: 101, levels: 2 },
    },
    {
      name: 'more than there is',
      quantity: 50,
      fill: { quantity: 7, notional: 714, vwap: 102, worstPrice: 103, levels: 3 },
    },
  ])('fills $name', ({ quantity, fill }) => {
    expect(walkDepth(side, quantity)).toEqual(fill)
  })

  it('stops after maxLevels', () => {
    expect(walkDepth(side, 50, 2)).toMatchObject({ quantity: 3, levels: 2 })
  })

  it('fills nothing from an empty side', () => {
    expect(walkDepth(levelsOf([], []), 1)).toEqual({ quantity: 0, notional: 0, vwap: 0, worstPrice: 0, levels: 0 })
  })

  it('fills exactly what was asked, whatever the rounding of the sum', () => {
    // 0.85 + (1.86 - 0.85) is 1.8600000000000003.
    expect(walkDepth(levelsOf([1, 2], [0.85, 5]), 1.86).quantity).toBe(1.86)
  })
})
