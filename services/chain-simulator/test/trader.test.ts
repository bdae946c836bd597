import { expect, it } from 'vitest'
import { demoPools, rawPrice, wholePrice } from '../src/demo-pools.ts'
import { createDrift } from '../src/drift.ts'
import { smallestUnits, wholeUnits } from '../src/execute.ts'
import { createRandom } from '../src/random.ts'
import { ownPrices } from '../src/reference-prices.ts'

it('the drift comes and goes over seconds, with the deviation that was asked for', () => {
  for (const stepSeconds of [1, 2, 12]) {
    const next = createDrift(createRandom('drift'), 10e-4, stepSeconds)
    const values = Array.from({ length: 40_000 }, next)
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
    expect(deviation / 10e-4, `${stepSeconds} s`).toBeGreaterThan(0.7)
    expect(deviation / 10e-4, `${stepSeconds} s`).toBeLessThan(1.4)
    const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0)))
    expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeLessThan(deviation)
  }
})

it('the same seed gives the same prices', async () => {
  const walk = async (seed: string): Promise<readonly number[]> => {
    const prices = ownPrices(seed, 2)
    for (let i = 0; i < 100; i++) await prices.refresh()
    return ['WETH', 'WBTC', 'USDC'].map(asset => prices.usd(asset))
  }
  expect(await walk('a')).toEqual(await walk('a'))
  expect(await walk('a')).not.toEqual(await walk('b'))
  const [ether = 0, bitcoin = 0, dollar = 0] = await walk('a')
  expect([ether / 3100, bitcoin / 64_000, dollar].every(ratio => Math.abs(ratio - 1) < 0.02)).toBe(true)
})

it('prices go from whole to smallest units and back, in either order of the tokens', () => {
  const [first] = demoPools
  for (const baseIsToken0 of [true, false]) {
    const pool = { ...first!, baseIsToken0 }
    expect(wholePrice(pool, rawPrice(pool, 3123.45))).toBeCloseTo(3123.45, 8)
  }
  expect(rawPrice({ ...first!, baseIsToken0: true }, 3000)).toBeCloseTo(3000e6 / 1e18, 20)
})

it('amounts go from text to smallest units and back to the last digit', () => {
  for (const [text, units] of [
    ['1.5', 1_500_000n],
    ['0.000001', 1n],
    ['123', 123_000_000n],
    ['0.10', 100_000n],
  ] as const) {
    expect(smallestUnits(text, 6)).toBe(units)
    expect(Number(wholeUnits(units, 6))).toBe(Number(text))
  }
  expect(wholeUnits(1n, 18)).toBe('0.000000000000000001')
  for (const text of ['', '-1', '1e3', '1.0000001', '0x10'])
    expect(() => smallestUnits(text, 6)).toThrow('decimal text')
})
