import { describe, expect, it } from 'vitest'
import {
  applyLog,
  makeV3Pool,
  makeV4Pool,
  poolKeyOfLog,
  quoteExactInput,
  sqrtPriceAtTick,
  v4Refusal,
  type ConcentratedPool,
  type Pool,
  type RawLog,
} from '../src/index.ts'
import {
  syncLog,
  v3InitializeLog,
  v3PositionLog,
  v3SwapLog,
  v4ModifyLog,
  v4ProtocolFeeLog,
  v4SwapLog,
} from './log-of.ts'
import { address, made, manager, poolId, ticksOf, v2, v3, v4 } from './sample-pools.ts'

const changedBy = <P extends Pool>(pool: P, log: RawLog): P => {
  const applied = applyLog(pool, log)
  if (applied.kind !== 'changed') throw new Error(JSON.stringify(applied))
  return applied.pool as P
}
const refusalOf = (pool: Pool, log: RawLog): string => {
  const applied = applyLog(pool, log)
  return applied.kind === 'refused' ? applied.reason : applied.kind
}
const ticks = ({ ticks: table }: ConcentratedPool): [number, bigint, bigint][] =>
  [...table.ticks].map((tick, index) => [tick, table.nets[index]!, table.grosses[index]!])

it('a Sync sets the reserves', () => {
  expect(changedBy(v2(1n, 2n), syncLog(address, 11n, 12n))).toMatchObject({ reserve0: 11n, reserve1: 12n })
  expect(refusalOf(v2(1n, 2n), syncLog(address, 1n << 112n, 12n))).toContain('does not decode')
  expect(refusalOf(v2(1n, 2n), { ...syncLog(address, 1n, 2n), data: '0x1234' })).toContain('does not decode')
})

it('an uninitialised pool takes its first price and then its positions', () => {
  const empty = made(
    makeV3Pool({ address, feePips: 500, tickSpacing: 10, sqrtPriceX96: 0n, tick: 0, liquidity: 0n, ticks: [] }),
  )
  const begun = changedBy(empty, v3InitializeLog(address, v3.sqrtPriceX96, v3.tick))
  let pool = begun
  for (const [lower, upper, amount] of [
    [-887270, 887270, 10n ** 15n],
    [-198260, -194260, 5n * 10n ** 17n],
    [-196460, -196060, 7n * 10n ** 17n],
  ] as const) {
    pool = changedBy(pool, v3PositionLog(address, 'mint', lower, upper, amount))
  }
  expect(pool).toEqual(v3)
  expect(refusalOf(begun, v3InitializeLog(address, 1n << 96n, 0))).toContain('has a price')
  expect(refusalOf(empty, v3PositionLog(address, 'mint', -10, 10, 1n))).toContain('without a price')
  expect(refusalOf(empty, v3SwapLog(address, v3))).toContain('without a price')
})

describe('positions', () => {
  it('count in range from their lower tick up to, not including, the upper', () => {
    const at = (lower: number, upper: number): bigint =>
      changedBy({ ...v3, tick: -196260 }, v3PositionLog(address, 'mint', lower, upper, 5n)).liquidity - v3.liquidity
    expect([at(-196260, -196250), at(-196270, -196260), at(-196250, -196240), at(-196270, -196250)]).toEqual([
      5n,
      0n,
      0n,
      5n,
    ])
  })

  it('a burn takes away what a mint brought, ticks and all', () => {
    const more = changedBy(v3, v3PositionLog(address, 'mint', -196470, -196060, 9n))
    expect(ticks(more).map(([tick]) => tick)).toContain(-196470)
    expect(changedBy(more, v3PositionLog(address, 'burn', -196470, -196060, 9n))).toEqual(v3)
    const more4 = changedBy(v4, v4ModifyLog(manager, poolId, -196470, -196060, 9n))
    expect(changedBy(more4, v4ModifyLog(manager, poolId, -196470, -196060, -9n))).toEqual(v4)
  })

  it('a burn of nothing changes nothing, and other events do not either', () => {
    expect(applyLog(v3, v3PositionLog(address, 'burn', -10, 10, 0n)).kind).toBe('same')
    expect(applyLog(v4, v4ModifyLog(manager, poolId, -10, 10, 0n)).kind).toBe('same')
    expect(applyLog(v3, { address, topics: [`0x${'7'.repeat(64)}`], data: '0x' }).kind).toBe('same')
    expect(applyLog(v3, { address, topics: [], data: '0x' }).kind).toBe('same')
  })

  it('what cannot be is refused', () => {
    expect(refusalOf(v3, v3PositionLog(address, 'burn', -196450, -196060, 5n))).toContain('not initialised')
    expect(refusalOf(v3, v3PositionLog(address, 'burn', -196460, -196060, 8n * 10n ** 17n))).toContain(
      'gross liquidity',
    )
    expect(refusalOf(v3, v3PositionLog(address, 'mint', -196455, -196060, 5n))).toContain('spacing')
    expect(refusalOf(v3, v3PositionLog(address, 'mint', -196060, -196460, 5n))).toContain('a position from')
    // Both ticks are there, but no position between them: the pool would be left without what others hold.
    expect(refusalOf(v3, v3PositionLog(address, 'burn', -198260, -196060, 6n * 10n ** 17n))).toContain(
      'gross liquidity',
    )
  })
})

describe('swaps', () => {
  it('leave what their event says', () => {
    const { after } = quoteExactInput(v3, true, 300n * 10n ** 18n)
    expect(changedBy(v3, v3SwapLog(address, after as ConcentratedPool))).toEqual(after)
  })

  it('whose liquidity is not that of the ticks are refused: a log was missed', () => {
    const left = { sqrtPriceX96: v3.sqrtPriceX96 + 1n, tick: v3.tick, liquidity: v3.liquidity + 1n }
    expect(refusalOf(v3, v3SwapLog(address, left))).toContain('its ticks say')
    expect(refusalOf(v3, v3SwapLog(address, { ...left, sqrtPriceX96: 5n }))).toContain('does not decode')
  })

  it('of V4 at another fee than ours are refused: the fee has changed without an event', () => {
    const left = { sqrtPriceX96: v4.sqrtPriceX96 - 1n, tick: v4.tick, liquidity: v4.liquidity }
    expect(changedBy(v4, v4SwapLog(manager, poolId, left, true, 500)).sqrtPriceX96).toBe(left.sqrtPriceX96)
    expect(refusalOf(v4, v4SwapLog(manager, poolId, left, true, 501))).toContain('501 pips')
    const charged = changedBy(v4, v4ProtocolFeeLog(manager, poolId, (1000 << 12) | 50))
    expect(charged.protocolFeePips).toEqual({ zeroForOne: 50, oneForZero: 1000 })
    expect(changedBy(charged, v4SwapLog(manager, poolId, left, true, 550)).tick).toBe(left.tick)
    expect(refusalOf(charged, v4SwapLog(manager, poolId, left, false, 550))).toContain('550 pips')
  })
})

describe('a window of the ticks', () => {
  const window = { fromTick: -197120, toTick: -194561 }
  const partial = made(makeV3Pool({ ...v3, address, ticks: ticksOf([[-196460, -196060, 7n * 10n ** 17n]]), window }))

  it('knows the liquidity below it from what is in range', () => {
    expect(partial.ticks.liquidityBelow).toBe(501n * 10n ** 15n)
  })

  it('positions that reach over its ends change what is in range inside', () => {
    const over = changedBy(partial, v3PositionLog(address, 'mint', -200000, 200000, 3n))
    expect(over.liquidity).toBe(partial.liquidity + 3n)
    expect(over.ticks.liquidityBelow).toBe(501n * 10n ** 15n + 3n)
    expect(ticks(over)).toEqual(ticks(partial))
    const into = changedBy(partial, v3PositionLog(address, 'mint', -200000, -196300, 3n))
    expect(into.liquidity).toBe(partial.liquidity)
    expect(ticks(into)).toHaveLength(3)
    const outside = changedBy(partial, v3PositionLog(address, 'mint', -300000, -197120, 3n))
    expect(outside.ticks.liquidityBelow).toBe(501n * 10n ** 15n + 3n)
  })

  it('a swap that leaves it is refused: the ticks there are not known', () => {
    const left = { sqrtPriceX96: sqrtPriceAtTick(-197200), tick: -197200, liquidity: 501n * 10n ** 15n }
    expect(refusalOf(partial, v3SwapLog(address, left))).toContain('left the loaded ticks')
  })
})

describe('loaded states that cannot be a pool’s are refused', () => {
  const load = (state: object): string => {
    const result = makeV3Pool({
      ...v3,
      address,
      ticks: ticksOf([[-887270, 887270, v3.liquidity]]),
      ...state,
      ...{},
    })
    return 'refused' in result ? result.refused : 'made'
  }

  it.each([
    [{ window: undefined }, 'made'],
    [{ window: undefined, liquidity: v3.liquidity - 1n }, 'liquidity below'],
    [{ window: undefined, ticks: [{ tick: -887270, liquidityNet: 5n, liquidityGross: 5n }], liquidity: 5n }, 'not 0'],
    [{ window: undefined, ticks: [{ tick: 15, liquidityNet: 5n, liquidityGross: 5n }] }, 'spacing'],
    [{ window: undefined, ticks: [{ tick: 10, liquidityNet: 5n, liquidityGross: 4n }] }, 'net 5 of gross 4'],
    [{ window: { fromTick: 0, toTick: 2559 } }, 'outside the loaded'],
    [{ window: undefined, sqrtPriceX96: 7n }, 'sqrtPriceX96'],
    [{ window: undefined, feePips: 1_000_000 }, 'a fee'],
  ])('%#: %o', (state, reason) => {
    const { window, ...rest } = state
    expect(load(window === undefined ? rest : { ...rest, window })).toContain(reason)
  })
})

describe('V4 pools that are never priced', () => {
  const hooks = (bits: number): string => `0x${'a'.repeat(36)}${bits.toString(16).padStart(4, '0')}`

  it('have a dynamic fee or hooks that may change amounts', () => {
    expect(v4Refusal({ keyFee: 0x800000, hooks: hooks(0) })).toContain('dynamic')
    for (const bit of [7, 6, 3, 2]) expect(v4Refusal({ keyFee: 500, hooks: hooks(1 << bit) })).toContain('may change')
    for (const bit of [13, 12, 11, 10, 9, 8, 5, 4, 1, 0]) {
      expect(v4Refusal({ keyFee: 500, hooks: hooks(1 << bit) })).toBeUndefined()
    }
    const loaded = { ...v4, ticks: [], liquidity: 0n, manager, poolId, keyFee: 500, protocolFee: 0 }
    expect(makeV4Pool({ ...loaded, lpFeePips: 500, hooks: hooks(1 << 7) })).toHaveProperty('refused')
    expect(makeV4Pool({ ...loaded, lpFeePips: 400, hooks: hooks(0) })).toHaveProperty('refused')
    expect(makeV4Pool({ ...loaded, lpFeePips: 500, hooks: hooks(0) })).toHaveProperty('pool')
  })

  it('a log of V4 is about its PoolId, any other about the contract that wrote it', () => {
    expect(poolKeyOfLog(v4ProtocolFeeLog(manager, poolId.toUpperCase().replace('0X', '0x'), 1))).toBe(v4.key)
    expect(poolKeyOfLog(syncLog(address, 1n, 2n))).toBe(v3.key)
  })
})
