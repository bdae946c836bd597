import { describe, expect, test } from 'vitest'
import { clicked, COLUMN_KEYS, DEFAULT_SORT, parseSort, sortText } from '../src/model/columns.ts'
import { matches, wordsOf } from '../src/model/filter.ts'
import { ChangeMarks } from '../src/model/marks.ts'
import { ageOf, assetName, makeRow, routeText, spentOf } from '../src/model/row.ts'
import { waterfall } from '../src/model/waterfall.ts'
import { scrollInto, windowOf } from '../src/model/window.ts'
import { addressText, parseAddress } from '../src/page/address.ts'
import { makeOpportunity } from './market.ts'

const unproven = (): number => NaN

test('the waterfall starts at the best prices and its parts add up to the net', () => {
  const row = makeRow(makeOpportunity({ netBps: 12.4 }), 1)
  const steps = waterfall(row)
  expect(steps.map(step => step.key)).toEqual(['best', 'depth', 'gross', 'buyFee', 'sellFee', 'net'])
  const sum = steps.filter(step => !step.total || step.key === 'best').reduce((total, step) => total + step.bps, 0)
  expect(sum).toBeCloseTo(row.opportunity.netBps, 6)
  expect(steps.find(step => step.key === 'buyFee')?.bps).toBeCloseTo(-10, 6)
  expect(steps.find(step => step.key === 'depth')?.bps).toBeLessThan(0)
})

test('what the parts do not explain is a line of its own', () => {
  const whole = makeOpportunity({ netBps: 12.4 })
  const steps = waterfall(makeRow({ ...whole, netBps: whole.netBps - 0.4 }, 1))
  expect(steps.find(step => step.key === 'rounding')?.bps).toBeCloseTo(-0.4, 6)
})

test('a row without legs still says gross and net', () => {
  const steps = waterfall(makeRow({ ...makeOpportunity(), legs: [] }, 1))
  expect(steps.map(step => step.key)).toEqual(['gross', 'net'])
})

test('the age is that of the oldest leg, and a proof by the venue makes a quiet book younger', () => {
  const row = makeRow(makeOpportunity({ nowMs: 1_000_000, ageMs: 300, skewMs: 50 }), 1)
  expect(ageOf(row, 1_000_000, unproven)).toBeCloseTo(300, 3)
  expect(ageOf(row, 1_000_200, unproven)).toBeCloseTo(500, 3)
  expect(ageOf(row, 1_000_200, venue => (venue === 'binance' ? 1_000_150 : NaN))).toBeCloseTo(450, 3)
  expect(ageOf(makeRow({ ...makeOpportunity(), legs: [] }, 1), 1, unproven)).toBeNaN()
})

test('the asset falls back to the symbol', () => {
  expect(assetName(makeOpportunity({ base: 'BTC', quote: 'USDT' }))).toBe('BTC/USDT')
  expect(assetName(makeOpportunity({ base: '', symbol: 'WEIRD' }))).toBe('WEIRD')
})

test.each([
  ['', true],
  ['btc', true],
  ['BTC/usdt', true],
  ['bybit btc', true],
  ['kraken', false],
  ['btc kraken', false],
])('the filter %j lets a BTC row through: %s', (query, expected) => {
  expect(matches(makeRow(makeOpportunity({ base: 'BTC' }), 1), wordsOf(query))).toBe(expected)
})

test('sorts are written in the address and read back; unknown ones fall back', () => {
  for (const key of COLUMN_KEYS)
    for (const descending of [true, false])
      expect(parseSort(sortText({ key, descending }))).toEqual({ key, descending })
  expect(parseAddress('?q=btc&sort=-age')).toEqual({
    query: 'btc',
    sort: { key: 'age', descending: true },
    why: undefined,
  })
  expect(parseAddress('?sort=nonsense')).toEqual({ query: '', sort: DEFAULT_SORT, why: undefined })
  expect(parseAddress('?why=')).toMatchObject({ why: '' })
  expect(addressText({ query: 'a&b', sort: { key: 'asset', descending: false }, why: undefined })).toBe(
    '?q=a%26b&sort=asset',
  )
  expect(addressText({ query: '', sort: DEFAULT_SORT, why: undefined })).toBe('')
  expect(addressText({ query: '', sort: DEFAULT_SORT, why: 'BTC-USDT' })).toBe('?why=BTC-USDT')
})

test('a click turns the sort, another column starts in its natural direction', () => {
  expect(clicked(DEFAULT_SORT, 'net')).toEqual({ key: 'net', descending: false })
  expect(clicked(DEFAULT_SORT, 'asset')).toEqual({ key: 'asset', descending: false })
  expect(clicked(DEFAULT_SORT, 'profit')).toEqual({ key: 'profit', descending: true })
})

test('marks: only a real move, five at most, 600 ms, direction told', () => {
  const marks = new ChangeMarks()
  const rows = (net: number) =>
    Array.from({ length: 8 }, (_, index) => makeRow(makeOpportunity({ id: `row${index}`, netBps: net }), 1))
  const lit = () => rows(0).filter(row => marks.markOf(row.id) !== undefined).length
  marks.observe(rows(20), 0)
  expect(lit()).toBe(0)
  marks.observe(rows(21.5), 10)
  expect(lit()).toBe(0) // 10 % of 20 is more than 1 bps
  marks.observe(rows(22.5), 20)
  expect(lit()).toBe(5)
  expect(marks.markOf('row0')).toBe('up')
  expect(marks.expire(619)).toBe(false)
  expect(marks.expire(620)).toBe(true)
  marks.observe(rows(10), 700)
  expect(marks.markOf('row0')).toBe('down')
})

test('the window covers the view and a little more, and never leaves the list', () => {
  expect(windowOf(1000, 30, 3000, 300)).toEqual({ first: 97, end: 114 })
  expect(windowOf(5, 30, 0, 300)).toEqual({ first: 0, end: 5 })
  expect(windowOf(0, 30, 0, 300)).toEqual({ first: 0, end: 0 })
  expect(windowOf(10, 30, 99_999, 300).end).toBe(10)
  expect(scrollInto(3, 30, 0, 300)).toBeUndefined()
  expect(scrollInto(20, 30, 0, 300)).toBe(330)
  expect(scrollInto(1, 30, 300, 300)).toBe(30)
})

describe('a route through several assets', () => {
  const pair = makeOpportunity({ netBps: 12.4 })
  const leg = (venue: string, symbol: string, side: 'buy' | 'sell') => {
    const [base = '', quote = ''] = symbol.split('-')
    return { ...pair.legs[0]!, venue, symbol, side, base, quote }
  }
  const cycle = (kind: string, venues: readonly [string, string, string]) =>
    makeRow(
      {
        ...pair,
        kind,
        base: 'ETH',
        grossBps: 44,
        legs: [leg(venues[0], 'BTC-USDT', 'buy'), leg(venues[1], 'ETH-BTC', 'buy'), leg(venues[2], 'ETH-USDT', 'sell')],
      },
      1,
    )

  const names: Readonly<Record<string, string>> = { okx: 'OKX', binance: 'Binance', bybit: 'Bybit' }
  const named = (venue: string): string => names[venue] ?? venue

  test('is told by its assets, and by its venues where they differ', () => {
    expect(routeText(makeRow(pair, 1), named)).toBe('Binance → Bybit')
    const pools = pair.legs.map((leg, index) => ({ ...leg, symbol: `BTC-USDT~v${index + 2}` }))
    expect(routeText(makeRow({ ...pair, legs: pools }, 1), named)).toBe('Binance v2 → Bybit v3')
    expect(routeText(cycle('triangular', ['okx', 'okx', 'okx']), named)).toBe('OKX: USDT → BTC → ETH → USDT')
    expect(routeText(cycle('cycle', ['okx', 'okx', 'bybit']), named)).toBe('USDT → BTC OKX → ETH OKX → USDT Bybit')
  })

  test('is found by every venue and pair on its way, and sized by what it costs', () => {
    const row = cycle('cycle', ['okx', 'kraken', 'bybit'])
    for (const query of ['kraken', 'eth-btc okx', 'cycle']) expect(matches(row, wordsOf(query))).toBe(true)
    expect(spentOf(row)).toBe(pair.costQuote)
    expect(spentOf(makeRow(pair, 1))).toBe(pair.legs[0]!.notional)
  })

  test('the waterfall sums its fees', () => {
    const steps = waterfall(cycle('cycle', ['okx', 'okx', 'bybit']))
    expect(steps.map(step => [step.key, Math.round(step.bps * 10) / 10])).toEqual([
      ['gross', 44],
      ['fees', -30],
      ['rounding', -1.6],
      ['net', 12.4],
    ])
  })
})
