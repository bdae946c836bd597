import { ConfigError, loadConfig } from '@screener/service-kit'
import { describe, expect, test } from 'vitest'
import { checkCredible, feesOf, settings } from '../src/config.ts'

const load = (env: Record<string, string>) =>
  loadConfig(settings, { env: { VENUES: 'alpha,beta', ...env }, readFile: () => '' })

describe('fees', () => {
  test('are those of TAKER_BPS and nothing else', () => {
    const feeOf = feesOf(load({ TAKER_BPS: 'alpha=8,beta=0' }))
    expect(feeOf('alpha', 'BTC-USDT')).toEqual({ takerBps: 8, feeAsset: 'quote', schedule: '' })
    expect(feeOf('beta', 'BTC-USDT')).toMatchObject({ takerBps: 0 })
    const attempt = () => feesOf(load({}))
    expect(attempt).toThrow(/no taker fee for alpha.*\n.*no taker fee for beta/)
  })

  test('of venues that are not followed are left out', () => {
    const feeOf = feesOf(load({ VENUES: 'gamma', TAKER_BPS: 'gamma=8,alpha=10' }))
    expect(feeOf('gamma', 'BTC-USDT')).toMatchObject({ takerBps: 8 })
    expect(feeOf('alpha', 'BTC-USDT')).toBeUndefined()
  })

  test('a venue without one is refused by name, with the fix', () => {
    const attempt = () => feesOf(load({ VENUES: 'alpha,gamma', TAKER_BPS: 'alpha=10' }))
    expect(attempt).toThrow(ConfigError)
    expect(attempt).toThrow(/TAKER_BPS.*no taker fee for gamma.*add gamma=<basis points>.*deploy\/venues\.env/)
  })
})

test.each([
  ['TAKER_BPS', 'alpha=-1'],
  ['TAKER_BPS', 'alpha'],
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
