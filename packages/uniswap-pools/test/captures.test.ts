import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCaptures } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import {
  applyLog,
  makeV3Pool,
  poolKeyOfLog,
  quoteExactInput,
  quoteExactOutput,
  tickAtSqrtPrice,
  topics,
  type Pool,
  type RawLog,
  type V3Pool,
} from '../src/index.ts'
import { address, made, v4 } from './sample-pools.ts'

const captures = openCaptures('uniswap')
if (!captures.present) console.warn(captures.absence)
const folder = join(process.env['CAPTURES_DIR'] ?? join(import.meta.dirname, '../../../../shared/captures'), 'uniswap')
const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

interface SavedState {
  readonly pool?: string
  readonly fee: number
  readonly tickSpacing: number
  readonly sqrtPriceX96: string
  readonly tick: number
  readonly liquidity: string
  readonly ticks: readonly { readonly tick: number; readonly liquidityNet: string; readonly liquidityGross: string }[]
}

interface SavedQuote {
  readonly label: string
  readonly zeroForOne: boolean
  readonly amountSpecified: string
  readonly amountOut?: string
  readonly amountIn?: string
  readonly sqrtPriceX96After: string
  readonly tickAfter: number
  readonly liquidityAfter: string
  readonly initializedTicksCrossed: number
}

const poolOf = (state: SavedState): V3Pool =>
  made(
    makeV3Pool({
      address: state.pool ?? address,
      feePips: state.fee,
      tickSpacing: state.tickSpacing,
      sqrtPriceX96: BigInt(state.sqrtPriceX96),
      tick: state.tick,
      liquidity: BigInt(state.liquidity),
      ticks: state.ticks.map(({ tick, liquidityNet, liquidityGross }) => ({
        tick,
        liquidityNet: BigInt(liquidityNet),
        liquidityGross: BigInt(liquidityGross),
      })),
    }),
  )

describe.skipIf(!captures.present)('recorded data of real pools', () => {
  it('every event of the WETH/ENS pool gives the recorded state, and every swap comes out to the unit', () => {
    const file = 'v3-weth-ens-3000-events-part1.jsonl'
    const expected = captures.expected(file) as {
      readonly swaps: number
      readonly final: { readonly sqrtPriceX96: string; readonly tick: number; readonly liquidity: string }
    }
    let pool: Pool = poolOf(json('v3-weth-ens-3000-start-state.json') as SavedState)
    let swaps = 0
    for (const line of captures.lines(file)) {
      const { raw, decoded } = JSON.parse(line)
      const log = JSON.parse(raw) as RawLog
      expect(poolKeyOfLog(log)).toBe(pool.key)
      if (decoded.event === 'Swap') {
        swaps += 1
        const amount = BigInt(decoded.amountSpecified)
        const zeroForOne = BigInt(decoded.amount0) > 0n
        const quote =
          amount > 0n ? quoteExactInput(pool, zeroForOne, amount) : quoteExactOutput(pool, zeroForOne, -amount)
        expect(zeroForOne ? [quote.amountIn, -quote.amountOut] : [-quote.amountOut, quote.amountIn]).toEqual([
          BigInt(decoded.amount0),
          BigInt(decoded.amount1),
        ])
        expect(quote.after).toMatchObject({
          sqrtPriceX96: BigInt(decoded.sqrtPriceX96),
          liquidity: BigInt(decoded.liquidity),
          tick: decoded.tick,
        })
      }
      const applied = applyLog(pool, log)
      if (applied.kind === 'refused') throw new Error(applied.reason)
      if (applied.kind === 'changed') pool = applied.pool
    }
    expect(swaps).toBe(expected.swaps)
    expect(pool).toMatchObject({
      sqrtPriceX96: BigInt(expected.final.sqrtPriceX96),
      tick: expected.final.tick,
      liquidity: BigInt(expected.final.liquidity),
    })
  })

  it('the USDC/WETH pool with its 280 ticks quotes as recorded', () => {
    const expected = json('v3-usdc-weth-3000-pool-state-a.expected.json') as {
      readonly ticks: number
      readonly quotes: readonly SavedQuote[]
    }
    const pool = poolOf(json('v3-usdc-weth-3000-pool-state-a.json') as SavedState)
    expect(pool.ticks.ticks).toHaveLength(expected.ticks)
    for (const each of expected.quotes) {
      const amount = BigInt(each.amountSpecified)
      const quote =
        amount > 0n ? quoteExactInput(pool, each.zeroForOne, amount) : quoteExactOutput(pool, each.zeroForOne, -amount)
      expect(amount > 0n ? quote.amountOut : quote.amountIn, each.label).toBe(
        BigInt(each.amountOut ?? each.amountIn ?? 0),
      )
      expect(quote.ticksCrossed).toBe(each.initializedTicksCrossed)
      expect(quote.after).toMatchObject({
        sqrtPriceX96: BigInt(each.sqrtPriceX96After),
        tick: each.tickAfter,
        liquidity: BigInt(each.liquidityAfter),
      })
    }
  })

  it('logs as Arbitrum nodes send them are read: Initialize, Mint, Burn and Swap of V3, Initialize of V4', () => {
    const logs = new Map(
      captures.lines('evm-logs.jsonl').map(line => {
        const { label, raw } = JSON.parse(line)
        return [label as string, JSON.parse(raw) as RawLog]
      }),
    )
    const of = (event: string): RawLog => {
      const log = [...logs.values()].find(each => each.topics[0] === event)
      if (log === undefined) throw new Error(`no log of ${event}`)
      return log
    }
    // One pool of the 0.01 % tier, from its beginning: the swap follows from the first two logs.
    const state = { sqrtPriceX96: 0n, tick: 0, liquidity: 0n, ticks: [] }
    const begun = applyLog(
      made(makeV3Pool({ ...state, address, feePips: 100, tickSpacing: 1 })),
      of(topics.v3Initialize),
    )
    if (begun.kind !== 'changed' || begun.pool.kind !== 'v3') throw new Error('the pool did not begin')
    expect(begun.pool.tick).toBe(-139514)
    expect(tickAtSqrtPrice(begun.pool.sqrtPriceX96)).toBe(begun.pool.tick)
    const minted = applyLog(begun.pool, of(topics.v3Mint))
    if (minted.kind !== 'changed' || minted.pool.kind !== 'v3') throw new Error('the mint was not taken')
    expect([...minted.pool.ticks.ticks]).toEqual([-887272, 887272])
    const quote = quoteExactOutput(minted.pool, false, 0xf6e7dccfaab6bba902n)
    expect(quote.amountIn).toBe(0xe2a274937d638n)
    expect(applyLog(minted.pool, of(topics.v3Swap))).toEqual({ kind: 'changed', pool: quote.after })
    // This one burns ticks that only the whole history of the pool has.
    expect(applyLog(minted.pool, of(topics.v3Burn))).toMatchObject({ kind: 'refused' })
    const begunV4 = applyLog({ ...v4, sqrtPriceX96: 0n }, of(topics.v4Initialize))
    if (begunV4.kind !== 'changed' || begunV4.pool.kind !== 'v4') throw new Error('the V4 pool did not begin')
    expect(tickAtSqrtPrice(begunV4.pool.sqrtPriceX96)).toBe(begunV4.pool.tick)
  })
})
