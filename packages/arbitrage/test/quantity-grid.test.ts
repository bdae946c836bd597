import { expect, test } from 'vitest'
import { jointGrid, quantityOf, stepsToReach, stepsWithin } from '../src/quantity-grid.ts'

test.each([
  { name: 'one venue has no step', a: 0, b: 0.01, step: 0.01 },
  { name: 'neither has one', a: 0, b: 0, step: 0 },
  { name: 'decimal steps that doubles do not hold', a: 0.1, b: 0.3, step: 0.3 },
  { name: 'powers of ten', a: 1e-8, b: 1e-5, step: 1e-5 },
  { name: 'no common multiple in reach', a: 1, b: Math.PI, step: Math.PI },
  { name: 'not a number', a: NaN, b: 1, step: 0 },
])('joint step: $name', ({ a, b, step }) => {
  expect(jointGrid(a, b).step).toBe(step)
  expect(jointGrid(b, a).step).toBe(step)
})

test.each([
  { name: '0.7 / 0.1 is 6.999…', step: 0.1, quantity: 0.7, within: 7, reach: 7 },
  { name: 'sum 0.1 + 0.2', step: 0.1, quantity: 0.1 + 0.2, within: 3, reach: 3 },
  { name: 'between two', step: 0.1, quantity: 0.75, within: 7, reach: 8 },
  { name: 'a real shortfall is no rounding error', step: 0.1, quantity: 0.69999999, within: 6, reach: 7 },
  { name: 'satoshis', step: 1e-8, quantity: 0.12345678, within: 12_345_678, reach: 12_345_678 },
])('whole steps: $name', ({ step, quantity, within, reach }) => {
  const grid = jointGrid(step, step)
  expect(stepsWithin(grid, quantity)).toBe(within)
  expect(stepsToReach(grid, quantity)).toBe(reach)
})

test('a count of steps becomes the double nearest to the decimal', () => {
  const grid = jointGrid(0.1, 0.001)
  expect(quantityOf(grid, 3)).toBe(0.3)
  expect(quantityOf(jointGrid(1e-5, 0), 123_457)).toBe(1.23457)
})
