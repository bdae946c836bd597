import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ladderOf,
  makeV3Pool,
  quoteExactInput,
  quoteExactOutput,
  tickAtSqrtPrice,
  type LadderOptions,
  type LadderSide,
  type Pool,
} from '../src/index.ts'
import { brokenBy, depthUnits, promised, shortfallBps, unitsAtLeast } from './promise.ts'
import { address, made, ticksOf, v2, v3, v4 } from './sample-pools.ts'

const etherFirst: LadderOptions = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6, coverBase: 10 }
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

describe('a ladder', () => {
  it('shows what the pool trades, fee inside, on both sides of its price', () => {
    const { bids, asks } = ladderOf(v3, etherFirst)
    const price = (Number(v3.sqrtPriceX96) / 2 ** 96) ** 2 * 1e12
    expect(bids.prices[0]! / price).toBeGreaterThan(1 - 0.0006)
    expect(bids.prices[0]! / price).toBeLessThan(1 - 0.0005)
    expect(asks.prices[0]! / price).toBeGreaterThan(1 + 0.0005)
    expect(asks.prices[0]! / price).toBeLessThan(1 + 0.0006)
    expect(sum(bids.quantities)).toBeCloseTo(10, 9)
    expect(bids.end).toBe('covered')
    expect(asks.end).toBe('covered')
  })

  it('the other way round has the other token as its base', () => {
    const { bids, asks } = ladderOf(v3, {
      baseIsToken0: false,
      baseDecimals: 6,
      quoteDecimals: 18,
      coverBase: 30_000,
    })
    const price = (2 ** 96 / Number(v3.sqrtPriceX96)) ** 2 * 1e-12
    expect(bids.prices[0]! / price).toBeGreaterThan(1 - 0.0006)
    expect(asks.prices[0]! / price).toBeLessThan(1 + 0.0006)
    expect(sum(asks.quantities)).toBeCloseTo(30_000, 6)
  })

  it('covers an amount of quote on each side when that is what is asked', () => {
    const options: LadderOptions = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6, coverQuote: 50_000 }
    for (const pool of [v3, v4, v2(1000n * 10n ** 18n, 3_000_000_000_000n)]) {
      for (const side of [ladderOf(pool, options).bids, ladderOf(pool, options).asks]) {
        const notional = sum(side.prices.map((price, index) => price * side.quantities[index]!))
        expect(side.end).toBe('covered')
        expect(notional / 50_000).toBeGreaterThan(0.9999)
        expect(notional / 50_000).toBeLessThan(1.001)
      }
    }
  })

  it('says how many initialised ticks the whole side crosses', () => {
    const { bids, asks } = ladderOf(v3, { ...etherFirst, coverBase: 300 })
    expect([bids.ticksCrossed, asks.ticksCrossed]).toEqual([1, 1])
    expect(quoteExactInput(v3, true, 300n * 10n ** 18n).ticksCrossed).toBe(1)
    expect(ladderOf(v3, etherFirst).asks.ticksCrossed).toBe(0)
  })

  it('ends at the impact, at the loaded window, and where the pool has no more', () => {
    const far = { ...etherFirst, coverBase: 1e9 }
    const { asks } = ladderOf(v3, far)
    expect(asks.end).toBe('impact')
    expect(asks.prices.at(-1)! / asks.prices[0]!).toBeLessThan(1.05)
    const window = { fromTick: -197120, toTick: -194561 }
    const inside = ticksOf([[-196460, -196060, 7n * 10n ** 17n]])
    const partial = made(makeV3Pool({ ...v3, address, ticks: inside, window }))
    expect(ladderOf(partial, { ...far, maxImpactBps: 5000 }).asks.end).toBe('window')
    expect(ladderOf(partial, { ...far, maxImpactBps: 5000 }).bids.end).toBe('window')
    expect(ladderOf(partial, etherFirst)).toEqual(ladderOf(v3, etherFirst))
    expect(ladderOf(v3, { ...far, coverBase: 1e20, maxImpactBps: 1e60 }).bids.end).toBe('exhausted')
  })

  it('has no levels where there is nothing to trade', () => {
    const nothing = { bids: { prices: [], quantities: [] }, asks: { prices: [], quantities: [] } }
    expect(ladderOf({ ...v3, sqrtPriceX96: 0n, liquidity: 0n }, etherFirst)).toMatchObject(nothing)
    expect(ladderOf(v2(0n, 0n), etherFirst)).toMatchObject(nothing)
    // A few units: less than the contract may round away.
    expect(ladderOf(v2(1000n, 1000n), etherFirst)).toMatchObject(nothing)
  })

  it('has as many levels as the step asks for, and no more than it may', () => {
    const count = (options: Partial<LadderOptions>): number =>
      ladderOf(v3, { ...etherFirst, coverBase: 200, ...options }).bids.prices.length
    expect(count({ stepBps: 10 })).toBeLessThan(count({ stepBps: 1 }))
    expect(count({ stepBps: 0, maxLevels: 7 })).toBe(7)
    expect(ladderOf(v3, { ...etherFirst, coverBase: 200, stepBps: 1, maxLevels: 60 }).bids.stepBps).toBeLessThan(1.1)
  })
})

// Pools of any shape: prices from 1e-12 to 1e12, overlapping positions, gaps, fees from none to 5 %.
const concentrated = fc
  .record({
    tick: fc.integer({ min: -276_000, max: 276_000 }),
    tickSpacing: fc.constantFrom(1, 10, 60, 200),
    feePips: fc.constantFrom(0, 1, 100, 500, 3000, 10_000, 50_000),
    positions: fc.array(
      fc.record({
        from: fc.integer({ min: -40, max: 40 }),
        width: fc.integer({ min: 1, max: 30 }),
        power: fc.integer({ min: 30, max: 110 }),
        digits: fc.integer({ min: 1, max: 1000 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    off: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ tick: around, tickSpacing, feePips, positions, off }): Pool => {
    const middle = Math.round(around / tickSpacing)
    const ranges = positions.map(({ from, width, power, digits }): readonly [number, number, bigint] => [
      (middle + from) * tickSpacing,
      (middle + from + width) * tickSpacing,
      (1n << BigInt(power)) * BigInt(digits),
    ])
    const low = BigInt(Math.floor(1.0001 ** (around / 2) * 2 ** 40)) << 56n
    const sqrtPriceX96 = low + (low * BigInt(off)) / 1_000_000n
    const tick = tickAtSqrtPrice(sqrtPriceX96)
    const liquidity = ranges.reduce(
      (total, [lower, upper, each]) => (lower <= tick && tick < upper ? total + each : total),
      0n,
    )
    return made(
      makeV3Pool({
        address,
        feePips,
        tickSpacing,
        sqrtPriceX96,
        tick,
        liquidity,
        ticks: ticksOf(ranges).filter(each => each.liquidityGross > 0n),
      }),
    )
  })

const pairs = fc
  .tuple(fc.bigInt({ min: 10n ** 3n, max: 10n ** 30n }), fc.bigInt({ min: 10n ** 3n, max: 10n ** 30n }))
  .map(([reserve0, reserve1]): Pool => v2(reserve0, reserve1))

const options = fc
  .record({
    baseIsToken0: fc.boolean(),
    baseDecimals: fc.constantFrom(0, 6, 8, 18),
    quoteDecimals: fc.constantFrom(0, 6, 8, 18),
    maxLevels: fc.integer({ min: 1, max: 40 }),
    stepBps: fc.constantFrom(0, 0.05, 1),
    maxImpactBps: fc.constantFrom(50, 500, 5000),
    cover: fc.tuple(fc.constantFrom('coverBase', 'coverQuote'), fc.integer({ min: -6, max: 12 })),
  })
  .map(({ cover: [cover, power], ...rest }): LadderOptions => ({ ...rest, [cover]: 10 ** power }))

describe('what a ladder promises, of any pool', () => {
  it('buying costs no more and selling brings no less, and neither is far off; uncrossed and monotone', () => {
    fc.assert(
      fc.property(
        fc.oneof({ arbitrary: concentrated, weight: 4 }, { arbitrary: pairs, weight: 1 }),
        options,
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 6, maxLength: 6 }),
        (pool, asked, parts) => {
          const ladder = ladderOf(pool, asked)
          const { bids, asks, leastQuantity, roundingQuote } = ladder
          for (const { prices, quantities } of [bids, asks]) {
            expect(prices.length).toBeLessThanOrEqual(asked.maxLevels!)
            expect([...prices, ...quantities].every(value => value > 0 && Number.isFinite(value))).toBe(true)
          }
          expect(bids.prices.every((price, index) => index === 0 || price < bids.prices[index - 1]!)).toBe(true)
          expect(asks.prices.every((price, index) => index === 0 || price > asks.prices[index - 1]!)).toBe(true)
          if (bids.prices.length > 0 && asks.prices.length > 0) expect(bids.prices[0]!).toBeLessThan(asks.prices[0]!)
          const check = (side: LadderSide, buys: boolean): void => {
            const depth = depthUnits(side, asked)
            if (depth === 0n) return
            const least = unitsAtLeast(leastQuantity, asked.baseDecimals)
            const zeroForOne = asked.baseIsToken0 !== buys
            const contract = (units: bigint): bigint => {
              const quote = (buys ? quoteExactOutput : quoteExactInput)(pool, zeroForOne, units)
              // A V2 pair does not trade what gives nothing.
              if (units >= least || pool.kind !== 'v2') expect(quote.end).toBe('filled')
              return buys ? quote.amountIn : quote.amountOut
            }
            let edge = 0
            const edges = side.quantities.map(each => (edge += each))
            const sizes = [
              ...parts.map(part => (depth * BigInt(part)) / 1_000_000n),
              ...parts.map(part => BigInt(Math.floor(Math.exp((part / 1_000_000) * Math.log(Number(depth)))))),
              ...edges.map(each => unitsAtLeast(each, asked.baseDecimals)),
              ...edges.map(each => unitsAtLeast(each, asked.baseDecimals) + 1n),
              ...edges.map(each => unitsAtLeast(each, asked.baseDecimals) - 1n),
              depth,
              least,
            ]
            for (const units of sizes) {
              if (units <= 0n || units > depth) continue
              const promise = promised(side, units, asked)!
              const actual = contract(units)
              const broken = brokenBy(promise, actual, buys)
              if (units < least) expect(broken).toBeLessThanOrEqual(roundingQuote * 10 ** asked.quoteDecimals + 1e-3)
              else {
                expect(broken).toBeLessThanOrEqual(0)
                expect(shortfallBps(promise, actual, buys)).toBeLessThanOrEqual(side.stepBps * (1 + 1e-9) + 1e-7)
              }
            }
          }
          check(bids, false)
          check(asks, true)
        },
      ),
      { numRuns: Number(process.env['LADDER_RUNS'] ?? 150), endOnFailure: true },
    )
  })
})
