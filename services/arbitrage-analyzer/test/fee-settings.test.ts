import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, loadConfig } from '@screener/service-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settings } from '../src/config.ts'
import { feesOf } from '../src/fee-settings.ts'

let folder: string
const today = '2026-11-21'

const schedule = (venue: string) => ({
  venue,
  schedules: [
    {
      id: `${venue}-2026-01-01`,
      validFrom: '2026-01-01',
      source: 'fee page',
      feeAsset: 'received',
      tiers: [
        { name: 'vip0', makerBps: 8, takerBps: 10 },
        { name: 'vip1', makerBps: 4, takerBps: 6 },
      ],
      discounts: [{ name: 'coin', percent: 25, paidIn: 'ALP', source: 'fee page' }],
    },
  ],
})

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fees-'))
  for (const venue of ['alpha', 'beta']) writeFileSync(join(folder, `${venue}.json`), JSON.stringify(schedule(venue)))
  writeFileSync(join(folder, 'broken.json'), '{')
  writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ ...schedule('wrong'), venue: 'right' }))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const fees = (env: Record<string, string>, day = today) =>
  feesOf(loadConfig(settings, { env: { VENUES: 'alpha,beta', FEES_DIR: folder, ...env }, readFile: () => '' }), day)

test('are those of the schedules; tier, discount and a rate by hand are chosen by venue', () => {
  const usual = fees({})
  expect(usual('alpha', 'BTC-USDT')).toEqual({ takerBps: 10, feeAsset: 'received', schedule: 'alpha-2026-01-01' })
  expect(usual('gamma', 'BTC-USDT')).toBeUndefined()
  const chosen = fees({ FEE_TIERS: 'alpha=vip1,zeta=x', FEE_DISCOUNTS: 'alpha=coin', TAKER_BPS: 'beta=0' })
  expect(chosen('alpha', 'BTC-USDT')).toEqual({ takerBps: 4.5, feeAsset: 'quote', schedule: 'alpha-2026-01-01' })
  expect(chosen('beta', 'BTC-USDT')).toEqual({ takerBps: 0, feeAsset: 'received', schedule: '' })
})

test('a venue without a schedule takes the rate that is set by hand', () => {
  expect(fees({ VENUES: 'gamma', TAKER_BPS: 'gamma=8' })('gamma', 'BTC-USDT')).toEqual({
    takerBps: 8,
    feeAsset: 'quote',
    schedule: '',
  })
})

test('the schedules of the repository are found where none are named', () => {
  const config = loadConfig(settings, { env: { VENUES: 'binance,kraken' }, readFile: () => '' })
  expect(feesOf(config, today)('kraken', 'BTC-USD')).toMatchObject({ feeAsset: 'quote', schedule: 'kraken-2026-11-21' })
  expect(feesOf(config, today)('binance', 'BTC-USDT')).toMatchObject({ takerBps: 10, feeAsset: 'received' })
})

test.each<[what: string, env: Record<string, string>, day: string, message: RegExp]>([
  ['no schedule', { VENUES: 'gamma' }, today, /FEES_DIR.*there is none for gamma.*TAKER_BPS=gamma=…/],
  ['a schedule of later', {}, '2025-12-31', /FEES_DIR.*alpha is not valid before 2026-01-01; today is 2025-12-31/],
  ['an unknown tier', { FEE_TIERS: 'beta=vip9' }, today, /FEE_TIERS.*no tier of beta-2026-01-01.*vip0, vip1/],
  ['an unknown discount', { FEE_DISCOUNTS: 'beta=gold' }, today, /FEE_DISCOUNTS.*no discount of beta-.*coin/],
  ['a file that is no JSON', { VENUES: 'broken' }, today, /FEES_DIR.*broken\.json: is not JSON/],
  ['a wrong file', { VENUES: 'wrong' }, today, /FEES_DIR.*wrong\.json: venue is not the name of the file.*write wrong/],
])('%s is refused with the setting, the field and the fix', (_what, env, day, message) => {
  expect(() => fees(env, day)).toThrow(ConfigError)
  expect(() => fees(env, day)).toThrow(message)
})
