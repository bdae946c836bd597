import { expect, test } from 'vitest'
import { blockOf, capacityCurve, curvePath, rivalsOf, SURVIVAL_MS, survivalLines } from '../src/model/detail-parts.ts'
import { makeRow } from '../src/model/row.ts'
import { routeWords, verdictsPath } from '../src/model/verdict.ts'
import { waterfall } from '../src/model/waterfall.ts'
import { named } from '../src/text/pane-text.ts'
import { makeOpportunity } from './market.ts'

test('gas is a step of its own and the parts still add up to the net', () => {
  const whole = makeOpportunity({ netBps: 12.4 })
  const spent = whole.legs[0]!.notional
  const fixedCostQuote = spent * 0.0002
  const row = makeRow({ ...whole, fixedCostQuote, netBps: whole.netBps - 2 }, 1)
  const steps = waterfall(row)
  expect(steps.map(step => step.key)).toEqual(['best', 'depth', 'gross', 'buyFee', 'sellFee', 'fixed', 'net'])
  expect(steps.find(step => step.key === 'fixed')?.bps).toBeCloseTo(-2, 6)
  const cycle = makeRow({ ...whole, kind: 'cycle', fixedCostQuote, netBps: whole.grossBps - 20 - 2 }, 1)
  expect(waterfall(cycle).map(step => step.key)).toEqual(['gross', 'fees', 'fixed', 'net'])
})

test('survival has a line for each delay, told or not', () => {
  const survival = [
    { afterMs: 10, pricedAfterMs: 11, known: true, netBps: 12, profitQuote: 3 },
    { afterMs: 25, pricedAfterMs: 26, known: false, netBps: 0, profitQuote: 0 },
  ]
  const lines = survivalLines(makeRow({ ...makeOpportunity(), survival }, 1))
  expect(lines.map(line => line.afterMs)).toEqual(SURVIVAL_MS)
  expect(lines.slice(0, 3)).toEqual([
    { afterMs: 10, state: 'known', netBps: 12, profitQuote: 3 },
    { afterMs: 25, state: 'unknown', netBps: NaN, profitQuote: NaN },
    { afterMs: 50, state: 'waiting', netBps: NaN, profitQuote: NaN },
  ])
})

test('the capacity curve: one size is none; its picture starts at nothing and ends at the best size', () => {
  expect(capacityCurve(makeRow(makeOpportunity(), 1))).toEqual([])
  const curve = capacityCurve(
    makeRow({ ...makeOpportunity(), capacitySpentQuote: [250, 1_000], capacityProfitQuote: [1, 2] }, 1),
  )
  expect(curve).toEqual([
    { spent: 250, profit: 1, bps: 40 },
    { spent: 1_000, profit: 2, bps: 20 },
  ])
  expect(curvePath(curve, 100, 50)).toBe('M0 50L25.0 25.0L100.0 0.0')
  expect(curvePath([{ spent: 1, profit: -1, bps: -1 }], 100, 50)).toBe('')
})

test('rivals are the other open rows that share a group', () => {
  const row = (id: string, groups: readonly string[]) =>
    makeRow({ ...makeOpportunity({ id }), exclusiveGroups: groups }, 1)
  const closed = { ...row('closed', ['a']), closed: { reason: 'stale', atMs: 1 } }
  const own = row('own', ['a', 'b'])
  expect(rivalsOf(own, [own, row('x', ['b', 'c']), row('y', ['c']), closed]).map(({ id }) => id)).toEqual(['x'])
})

test('the block of a leg', () => {
  expect(blockOf('21345678:0xabcdef')).toEqual({ number: 21_345_678, hash: '0xabcdef' })
  expect(blockOf('')).toBeUndefined()
  expect(blockOf('odd')).toBeUndefined()
})

test('routes in words; what has no such form is shown as it is', () => {
  const name = (venue: string): string => venue.toUpperCase()
  expect(routeWords('two-leg:okx.BTC-USDT.buy:gate.BTC-USDT.sell', name)).toEqual({
    asset: 'BTC-USDT',
    way: 'OKX → GATE',
  })
  expect(routeWords('two-leg:dex.ETH-USDC~v3-500.buy:okx.ETH-USDC.sell', name).asset).toBe('ETH-USDC~v3-500, ETH-USDC')
  expect(routeWords('triangular:okx.BTC-USDT.buy:okx.B.C-BTC.buy:okx.B.C-USDT.sell', name)).toEqual({
    asset: 'OKX',
    way: 'buy BTC-USDT → buy B.C-BTC → sell B.C-USDT',
  })
  expect(routeWords('cycle:a.B-C.buy:b.B-D.sell:c.C-D.buy', name).way).toBe('buy B-C A → sell B-D B → buy C-D C')
  expect(routeWords('<b>odd', name)).toEqual({ asset: '<b>odd', way: '' })
})

test('what is asked of the gateway', () => {
  expect(verdictsPath('', '')).toBe('/api/v1/verdicts')
  expect(verdictsPath(' BTC/USDT okx ', '')).toBe('/api/v1/verdicts?find=BTC-USDT+okx&limit=40')
  expect(verdictsPath('', 'tops')).toBe('/api/v1/verdicts?rule=tops&limit=40')
})

test('a rule has words; an unknown one is shown as it came', () => {
  expect(named('rule', 'tops')).toBe('Best prices do not pay')
  expect(named('rule', 'new_rule')).toBe('new_rule')
  expect(named('rule', 'toString')).toBe('toString')
})
