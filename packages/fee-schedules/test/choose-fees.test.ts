import { expect, test } from 'vitest'
import { chooseFees, readVenueFees, type FeeChoice, type Fees } from '../src/index.ts'
import { makeFile, makeSchedule } from './make-schedule.ts'

const later = makeSchedule({
  id: 'alpha-2026-06-01',
  validFrom: '2026-06-01',
  tiers: [{ name: 'vip0', makerBps: 1, takerBps: 2 }],
  symbols: [],
})

const choose = (choice: Partial<FeeChoice> = {}, file = makeFile(later, makeSchedule())): Fees => {
  const { fees, problems } = readVenueFees(file, 'alpha')
  expect(problems).toEqual([])
  return chooseFees(new Map([['alpha', fees]]), {
    venues: ['alpha'],
    takerBps: new Map(),
    tiers: new Map(),
    discounts: new Map(),
    today: '2026-03-01',
    ...choice,
  })
}

const schedule = 'alpha-2026-01-01'

test('without a choice the first tier is paid, without a discount', () => {
  const fees = choose()
  expect(fees.problems).toEqual([])
  expect(fees.feeOf('alpha', 'BTC-USDT')).toEqual({ takerBps: 10, feeAsset: 'received', schedule })
  expect(fees.feeOf('beta', 'BTC-USDT')).toBeUndefined()
})

test('the tier is the chosen one', () => {
  expect(choose({ tiers: new Map([['alpha', 'vip1']]) }).feeOf('alpha', 'BTC-USDT')).toMatchObject({ takerBps: 4 })
})

test('a pair has its own fee, that of the own tier before that of all; a pool of the pair too', () => {
  expect(choose().feeOf('alpha', 'DAI-USDT')).toEqual({ takerBps: 0, feeAsset: 'received', schedule })
  expect(choose().feeOf('alpha', 'USDC-USDT~v3-500')).toMatchObject({ takerBps: 0 })
  const fees = choose({ tiers: new Map([['alpha', 'vip1']]) })
  expect(fees.feeOf('alpha', 'DAI-USDT')).toMatchObject({ takerBps: 2 })
  expect(fees.feeOf('alpha', 'USDC-USDT')).toMatchObject({ takerBps: 0 })
})

test('a discount is taken off every rate, and what the trade brings stays whole', () => {
  const fees = choose({ discounts: new Map([['alpha', 'coin']]), tiers: new Map([['alpha', 'vip1']]) })
  expect(fees.feeOf('alpha', 'BTC-USDT')).toEqual({ takerBps: 3, feeAsset: 'quote', schedule })
  expect(fees.feeOf('alpha', 'DAI-USDT')).toMatchObject({ takerBps: 1.5, feeAsset: 'quote' })
})

test('a fee set by hand goes before every rate, and names no schedule; what it is taken from stays', () => {
  const byHand = { takerBps: new Map([['alpha', 7]]) }
  for (const symbol of ['BTC-USDT', 'DAI-USDT']) {
    expect(choose(byHand).feeOf('alpha', symbol)).toEqual({ takerBps: 7, feeAsset: 'received', schedule: '' })
  }
  const inCoin = choose({ ...byHand, discounts: new Map([['alpha', 'coin']]) })
  expect(inCoin.feeOf('alpha', 'BTC-USDT')).toEqual({ takerBps: 7, feeAsset: 'quote', schedule: '' })
})

test('the newest schedule that is valid today counts', () => {
  const on = (today: string): number | undefined => choose({ today }).feeOf('alpha', 'BTC-USDT')?.takerBps
  expect(['2026-01-01', '2026-05-31', '2026-06-01', '2027-01-01'].map(on)).toEqual([10, 10, 2, 2])
})

test('a schedule that is not valid yet is a problem, unless the fee is set by hand', () => {
  const early = choose({ today: '2025-12-31' })
  expect(early.feeOf('alpha', 'BTC-USDT')).toBeUndefined()
  expect(early.problems).toEqual([
    {
      venue: 'alpha',
      about: 'schedule',
      problem: 'that of alpha is not valid before 2026-01-01; today is 2025-12-31',
      fix: expect.stringMatching(/by hand/),
    },
  ])
  const byHand = choose({ today: '2025-12-31', takerBps: new Map([['alpha', 5]]) })
  expect(byHand.problems).toEqual([])
  expect(byHand.feeOf('alpha', 'BTC-USDT')).toEqual({ takerBps: 5, feeAsset: 'quote', schedule: '' })
})

test.each<[about: string, choice: Partial<FeeChoice>, problem: RegExp, fix: RegExp]>([
  ['schedule', { venues: ['gamma'] }, /none for gamma/, /by hand/],
  ['tier', { tiers: new Map([['alpha', 'vip9']]) }, /no tier of alpha-2026-01-01/, /vip0, vip1/],
  ['discount', { discounts: new Map([['alpha', 'gold']]) }, /no discount of alpha-2026-01-01/, /coin/],
])('an unknown %s is a problem with the fix', (about, choice, problem, fix) => {
  expect(choose(choice).problems).toEqual([
    { venue: expect.any(String), about, problem: expect.stringMatching(problem), fix: expect.stringMatching(fix) },
  ])
})

test('what is said of other venues does not count', () => {
  const fees = choose({
    tiers: new Map([['zeta', 'x']]),
    discounts: new Map([['zeta', 'x']]),
    takerBps: new Map([['zeta', 1]]),
  })
  expect(fees.problems).toEqual([])
  expect(fees.feeOf('zeta', 'BTC-USDT')).toBeUndefined()
})
