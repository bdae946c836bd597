import { ConfigError, loadConfig } from '@screener/service-kit'
import { describe, expect, test } from 'vitest'
import { checkCredible, feesOf, settings } from '../src/config.ts'

const load = (env: Record<string, string>) => loadConfig(settings, { env, readFile: () => '' })

describe('fees', () => {
  test('by default 10 basis points on each venue of the default list', () => {
    expect(feesOf(load({}))).toEqual({ binance: 10, bybit: 10 })
  })

  test('of venues that are not followed are left out', () => {
    expect(feesOf(load({ VENUES: 'okx', TAKER_BPS: 'okx=8,binance=10' }))).toEqual({ okx: 8 })
  })

  test('a venue without one is refused by name, with the fix', () => {
    const attempt = () => feesOf(load({ VENUES: 'binance,okx' }))
    expect(attempt).toThrow(ConfigError)
    expect(attempt).toThrow(/TAKER_BPS.*no taker fee for okx.*add okx=<basis points>/)
  })
})

test.each([
  ['TAKER_BPS', 'binance=-1'],
  ['TAKER_BPS', 'binance'],
  ['MIN_NET_BPS', '-1'],
  ['MAX_LEG_AGE_MS', '0'],
  ['MAX_SKEW_MS', 'soon'],
  ['MAX_LEGS', '1'],
  ['MAX_LEGS', '5'],
  ['HUB_ASSETS', 'USDT,BTC-USDT'],
  ['MAX_ROUTES', '-1'],
  ['MAX_CREDIBLE_NET_BPS', '0'],
])('%s=%s is refused', (name, value) => {
  expect(() => load({ [name]: value })).toThrow(name)
})

test('what is believed has to be more than what is wanted', () => {
  expect(() => checkCredible(load({}))).not.toThrow()
  expect(() => checkCredible(load({ MIN_NET_BPS: '500' }))).toThrow(/MAX_CREDIBLE_NET_BPS.*MIN_NET_BPS/)
})
