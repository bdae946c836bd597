import { expect, test } from 'vitest'
import { createInstrumentTable } from '../src/instrument-table.ts'
import { toInstrument } from '../src/market-data.ts'
import type { VenueInstrument } from '../src/venue.ts'

const listing = (symbol: string, base: string, trading = true): VenueInstrument => ({
  symbol,
  base,
  quote: 'USDT',
  priceTick: '0.01',
  quantityStep: '0.00000000',
  minQuantity: undefined,
  minNotional: '5',
  trading,
})

test('judges by canonical symbol; of two listings the trading one counts', () => {
  const table = createInstrumentTable([
    listing('BTCUSDT', 'BTC'),
    listing('OLDUSDT', 'OLD', false),
    listing('ABCUSDT', 'ABC'),
    listing('ABC1USDT', 'ABC', false),
  ])
  expect(table.judge('BTC-USDT').kind).toBe('usable')
  expect(table.judge('OLD-USDT')).toEqual({ kind: 'unusable', reason: 'not trading at the venue' })
  expect(table.judge('NOPE-USDT').kind).toBe('unusable')
  expect(table.judge('ABC-USDT')).toMatchObject({ kind: 'usable', instrument: { symbol: 'ABCUSDT' } })
})

test('a rule of zero, absent or unreadable is no rule', () => {
  expect(toInstrument({ ...listing('BTCUSDT', 'BTC'), minQuantity: 'x' })).toMatchObject({
    symbol: 'BTC-USDT',
    priceTick: 0.01,
    quantityStep: 0,
    minQuantity: 0,
    minNotional: 5,
  })
})
