import { expect, test } from 'vitest'
import { filterOpportunities, readFilter } from '../src/opportunity-query.ts'
import { makeOpportunity } from './make.ts'

const venues = ['binance', 'bybit']

test.each<[name: string, query: Record<string, unknown>, field: string, fix: RegExp]>([
  ['symbol in lower case', { symbol: 'btc-usdt' }, 'symbol', /BTC-USDT/],
  ['symbol of a venue', { symbol: 'BTCUSDT' }, 'symbol', /BTC-USDT/],
  ['empty symbol', { symbol: '' }, 'symbol', /BTC-USDT/],
  ['unknown venue', { venue: 'okx' }, 'venue', /binance, bybit/],
  ['net that is no number', { minNetBps: 'ten' }, 'minNetBps', /minNetBps=2.5/],
  ['net NaN', { minNetBps: 'NaN' }, 'minNetBps', /2.5/],
  ['net empty', { minNetBps: '' }, 'minNetBps', /2.5/],
  ['net twice', { minNetBps: ['1', '2'] }, 'minNetBps', /once/],
  ['unknown parameter', { symbl: 'x' }, 'symbl', /symbol, venue, minNetBps/],
])('%s', (_name, query, field, fix) => {
  const reading = readFilter(query, venues)
  expect(reading).toMatchObject({ kind: 'problem', problem: { status: 400, field } })
  if (reading.kind === 'problem') expect(reading.problem.fix).toMatch(fix)
})

test('each filter alone and all together; best net first', () => {
  const all = [
    makeOpportunity({ id: 'a', netBps: 1 }),
    makeOpportunity({
      id: 'b',
      netBps: 5,
      symbol: 'ETH-USDT',
      legs: makeOpportunity().legs.map(leg => ({ ...leg, symbol: 'ETH-USDT' })),
    }),
    makeOpportunity({ id: 'c', netBps: 3, legs: makeOpportunity().legs.map(leg => ({ ...leg, venue: 'okx' })) }),
  ]
  const ids = (query: Record<string, string>): string[] => {
    const reading = readFilter(query, ['binance', 'bybit', 'okx'])
    return reading.kind === 'filter' ? filterOpportunities(all, reading.filter).map(({ id }) => id) : []
  }
  expect(ids({})).toEqual(['b', 'c', 'a'])
  expect(ids({ symbol: 'BTC-USDT' })).toEqual(['c', 'a'])
  expect(ids({ venue: 'okx' })).toEqual(['c'])
  expect(ids({ minNetBps: '3' })).toEqual(['b', 'c'])
  expect(ids({ minNetBps: '-1', venue: 'bybit', symbol: 'ETH-USDT' })).toEqual(['b'])
})
