import { loadConfig } from '@screener/service-kit'
import { expect, test } from 'vitest'
import { checkCredible, settings } from '../src/config.ts'

const load = (env: Record<string, string>) =>
  loadConfig(settings, { env: { VENUES: 'alpha,beta', ...env }, readFile: () => '' })

test.each([
  ['TAKER_BPS', 'alpha=-1'],
  ['TAKER_BPS', 'alpha'],
  ['FEE_TIERS', 'alpha'],
  ['COMMIT', 'a b'],
  ['MIN_NET_BPS', '-1'],
  ['MAX_LEG_AGE_MS', '0'],
  ['MAX_SKEW_MS', 'soon'],
  ['MAX_LEGS', '1'],
  ['MAX_LEGS', '5'],
  ['HUB_ASSETS', 'USDT,BTC-USDT'],
  ['MAX_ROUTES', '-1'],
  ['MAX_CREDIBLE_NET_BPS', '0'],
  ['QUARANTINE_BPS', '0'],
  ['QUARANTINE_AFTER_MS', '-1'],
  ['QUARANTINE_RELEASE_MS', 'soon'],
  ['MAX_VENUE_LAG_MS', '1'],
  ['CLOCK_OFFSET_MS', 'alpha'],
])('%s=%s is refused', (name, value) => {
  expect(() => load({ [name]: value })).toThrow(name)
})

test('what is believed has to be more than what is wanted', () => {
  expect(() => checkCredible(load({}))).not.toThrow()
  expect(() => checkCredible(load({ MIN_NET_BPS: '500' }))).toThrow(/MAX_CREDIBLE_NET_BPS.*MIN_NET_BPS/)
})
