import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maxSqrtPriceX96,
  minSqrtPriceX96,
  quoteExactInput,
  quoteExactOutput,
  sqrtPriceAtTick,
  swapFeePips,
  type ConcentratedPool,
  type Pool,
} from '../src/index.ts'
import { v2, v3, v4 } from './sample-pools.ts'

const ether = 10n ** 18n
const after = (pool: Pool): ConcentratedPool => {
  if (pool.kind === 'v2') throw new Error('a V2 pool has no price')
  return pool
}

describe('v2', () => {
  it('gives what Router02 gave', () => {
    expect(quoteExactInput(v2(1000n * ether, 3_000_000_000_000n), true, ether).amountOut).toBe(2_988_020_943n)
    expect(quoteExactInput(v2(3_000_000_000_000n, 1000n * ether), true, 3_000_000_000n).amountOut).toBe(
      996_006_981_039_903_216n,
    )
    expect(quoteExactInput(v2(3_000_000_000_000n, 1000n * ether), false, ether).amountOut).toBe(2_988_020_943n)
  })

  it('moves the reserves by what was traded', () => {
    const quote = quoteExactInput(v2(1000n, 5000n), true, 100n)
    expect(quote.after).toMatchObject({ reserve0: 1100n, reserve1: 5000n - quote.amountOut })
  })

  it('reverts where the pair does: nothing out, all out, a reserve beyond uint112', () => {
    const pool = v2(10n ** 6n, 10n ** 3n)
    expect(quoteExactInput(pool, true, 1n).end).toBe('reverts')
    expect(quoteExactOutput(pool, true, 10n ** 3n).end).toBe('reverts')
    expect(quoteExactInput(v2((1n << 112n) - 2n, 10n ** 30n), true, 10n ** 10n).end).toBe('reverts')
    expect(quoteExactInput(v2(0n, 0n), true, 5n).end).toBe('reverts')
  })
})

describe('v3 and v4', () => {
  // What the real V4Quoter answered: input, output, price after, ticks crossed.
  const answers: readonly (readonly [boolean, bigint, bigint, bigint, number])[] = [
    [true, 1n, 0n, v4.sqrtPriceX96, 0],
    [true, 10n ** 15n, 2998499n, 4339504982068256200397976n, 0],
    [true, ether, 2998363326n, 4339307382358626460175576n, 0],
    [true, 200n * ether, 594282197927n, 4300301277662669436064117n, 0],
    [true, 300n * ether, 886371523826n, 4260757076441538192674918n, 1],
    [true, 1500n * ether, 3051361041918n, 186486515829053482537389n, 2],
    [true, 3000n * ether, 3053195108235n, 41176811207893992573194n, 2],
    [false, 10n ** 6n, 333166661604450n, 4339505245810290257963748n, 0],
    [false, 10n ** 9n, 333161604527170938n, 4339571115385548021659185n, 0],
    [false, 10n ** 12n, 327350363671119885025n, 4437751449192417053570257n, 1],
    [false, 5n * 10n ** 12n, 1009711417453968447438n, 142570040450951779129199261n, 2],
  ]

  it.each(answers)('0→1 %s with %s gives what the quoter gave', (zeroForOne, amountIn, amountOut, price, crossed) => {
    for (const pool of [v3, v4]) {
      const quote = quoteExactInput(pool, zeroForOne, amountIn)
      expect(quote).toMatchObject({ amountIn, amountOut, ticksCrossed: crossed, end: 'filled' })
      expect(after(quote.after).sqrtPriceX96).toBe(price)
    }
  })

  it('goes on from its own state as the contract did', () => {
    let pool: Pool = v3
    const outs = [ether, ether, 30n * ether].map(amount => {
      const quote = quoteExactInput(pool, true, amount)
      pool = quote.after
      return quote.amountOut
    })
    expect(outs).toEqual([2998363326n, 2998090004n, 89815790365n])
    expect(after(pool).tick).toBe(-196286)
  })

  it('stops at the price limit with what was traded until there', () => {
    const limit = sqrtPriceAtTick(-196300)
    const quote = quoteExactInput(v3, true, 1000n * ether, limit)
    expect(quote.end).toBe('limit')
    expect(after(quote.after).sqrtPriceX96).toBe(limit)
    expect(quoteExactInput(v3, true, quote.amountIn, limit)).toMatchObject({
      end: 'filled',
      amountOut: quote.amountOut,
    })
    expect(quoteExactOutput(v3, true, 10n ** 12n, limit)).toMatchObject({ end: 'limit', amountOut: quote.amountOut })
  })

  it('stops at the end of all prices when the liquidity is not enough', () => {
    const quote = quoteExactInput(v3, true, 10n ** 36n)
    expect(quote.end).toBe('limit')
    expect(after(quote.after)).toMatchObject({ sqrtPriceX96: minSqrtPriceX96 + 1n, liquidity: 0n })
    const up = quoteExactOutput(v3, false, 10n ** 30n)
    expect(up.end).toBe('limit')
    expect(after(up.after).sqrtPriceX96).toBe(maxSqrtPriceX96 - 1n)
  })

  it('refuses a limit on the wrong side, and a pool without a price', () => {
    expect(quoteExactInput(v3, true, ether, v3.sqrtPriceX96).end).toBe('reverts')
    expect(quoteExactInput(v3, false, ether, v3.sqrtPriceX96).end).toBe('reverts')
    expect(quoteExactInput(v3, true, ether, minSqrtPriceX96).end).toBe('reverts')
    expect(quoteExactInput({ ...v3, sqrtPriceX96: 0n, liquidity: 0n }, true, ether).end).toBe('reverts')
  })

  it('says where the loaded ticks end instead of going on', () => {
    // Word -77 alone: ticks -197120 to -194561.
    const loaded = { fromTick: -197120, toTick: -194561 }
    const inside = [...v3.ticks.ticks].flatMap((tick, index) =>
      tick >= loaded.fromTick && tick <= loaded.toTick ? [index] : [],
    )
    const pool = {
      ...v3,
      ticks: {
        ...v3.ticks,
        window: loaded,
        ticks: Int32Array.from(inside, index => v3.ticks.ticks[index]!),
        nets: inside.map(index => v3.ticks.nets[index]!),
      },
    }
    const whole = quoteExactInput(v3, true, 300n * ether)
    expect(quoteExactInput(pool, true, 300n * ether)).toMatchObject({ end: 'filled', amountOut: whole.amountOut })
    const quote = quoteExactInput(pool, true, 10n ** 30n)
    expect(quote.end).toBe('window')
    expect(after(quote.after).sqrtPriceX96).toBe(sqrtPriceAtTick(-197120))
    expect(quoteExactOutput(pool, false, 10n ** 30n).end).toBe('window')
  })

  it('v4 charges the protocol on top, by direction', () => {
    const charged = { ...v4, protocolFeePips: { zeroForOne: 50, oneForZero: 1000 } }
    expect(swapFeePips(charged, true)).toBe(550)
    // 1000 + 500 − 0.5, the product rounded down.
    expect(swapFeePips(charged, false)).toBe(1500)
    expect(quoteExactInput(charged, true, ether).amountOut).toBeLessThan(quoteExactInput(v4, true, ether).amountOut)
  })
})

// A swap for as much as another gives must not cost more than the other paid, and the last unit must be missing below it.
describe('exact input and exact output agree', () => {
  const pools = fc.constantFrom<Pool>(v3, v4, v2(3_000_000_000_000n, 1000n * ether), {
    ...v4,
    protocolFeePips: { zeroForOne: 700, oneForZero: 3 },
  })
  const amounts = fc
    .tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 1, max: 2 ** 30 }))
    .map(([power, digits]) => {
      return ((1n << BigInt(power)) * BigInt(digits)) / 7n + 1n
    })

  it('what an input gives, less one unit, can be asked for at no more than that input; what an output costs gives it', () => {
    fc.assert(
      fc.property(pools, fc.boolean(), amounts, (pool, zeroForOne, amount) => {
        const forward = quoteExactInput(pool, zeroForOne, amount)
        fc.pre(forward.end === 'filled' && forward.amountOut > 0n)
        const back = quoteExactOutput(pool, zeroForOne, forward.amountOut)
        fc.pre(back.end === 'filled')
        expect(quoteExactInput(pool, zeroForOne, back.amountIn).amountOut).toBeGreaterThanOrEqual(forward.amountOut)
        // Less by one: an output that is all of a step, rounded down, pays for the step to its end.
        expect(quoteExactOutput(pool, zeroForOne, forward.amountOut - 1n).amountIn).toBeLessThanOrEqual(amount)
      }),
      { numRuns: 500 },
    )
  })

  it('more in never gives less out, and no round trip gains', () => {
    fc.assert(
      fc.property(pools, fc.boolean(), amounts, amounts, (pool, zeroForOne, amount, more) => {
        const small = quoteExactInput(pool, zeroForOne, amount)
        const large = quoteExactInput(pool, zeroForOne, amount + more)
        fc.pre(small.end !== 'reverts' && large.end !== 'reverts')
        expect(large.amountOut).toBeGreaterThanOrEqual(small.amountOut)
        const home = quoteExactInput(small.after, !zeroForOne, small.amountOut)
        expect(home.amountOut).toBeLessThanOrEqual(small.amountIn)
      }),
      { numRuns: 500 },
    )
  })
})
