import { loadConfig } from '@screener/service-kit'
import { expect, test } from 'vitest'
import { settings } from '../src/config.ts'

const costsOf = (raw: string) =>
  loadConfig(settings, { env: { VENUES: 'alpha', TRANSFER_COSTS: raw }, readFile: () => '' }).transferCosts

test.each([
  ['', {}],
  ['alpha:BTC=0.0002', { alpha: { BTC: 0.0002 } }],
  ['alpha:BTC=2e-4, beta:USDT=1,alpha:USDT=0', { alpha: { BTC: 0.0002, USDT: 0 }, beta: { USDT: 1 } }],
])('TRANSFER_COSTS=%s', (raw, expected) => {
  expect(costsOf(raw)).toEqual(expected)
})

test('is an object in a file', () => {
  const file = JSON.stringify({ venues: ['alpha'], transferCosts: { 'alpha:BTC': 0.0002 } })
  const config = loadConfig(settings, { env: { CONFIG_FILE: 'x' }, readFile: () => file })
  expect(config.transferCosts).toEqual({ alpha: { BTC: 0.0002 } })
})

test.each([
  ['alpha=1', /TRANSFER_COSTS.*pair 1 is not venue:ASSET=cost.*alpha:BTC=0.0002/s],
  ['alpha:BTC', /the cost of BTC at alpha must be a number of 0 or more/],
  ['alpha:BTC=-1', /the cost of BTC at alpha must be a number of 0 or more/],
  ['alpha:BTC=1=2x', /pair 1 is not venue:ASSET=cost/],
  ['alpha:BTC=1,alpha:BTC=2', /pair 2 names BTC at alpha twice/],
  ['alpha:btc=1', /the asset of pair 1 is not in upper case/],
])('TRANSFER_COSTS=%s is refused', (raw, message) => {
  expect(() => costsOf(raw)).toThrow(message)
})
