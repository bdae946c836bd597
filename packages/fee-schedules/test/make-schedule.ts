/** The parsed JSON of a venue's file, complete and right. */
export const makeSchedule = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'alpha-2026-01-01',
  validFrom: '2026-01-01',
  source: 'fee page of 2026-01-01',
  unverified: ['all of it'],
  feeAsset: 'received',
  tiers: [
    { name: 'vip0', makerBps: 8, takerBps: 10 },
    { name: 'vip1', makerBps: -0.5, takerBps: 4 },
  ],
  symbols: [
    { symbols: ['USDC-USDT', 'DAI-USDT'], makerBps: 0, takerBps: 0, source: 'fee page' },
    { symbols: ['DAI-USDT'], tier: 'vip1', makerBps: 1, takerBps: 2, source: 'fee page' },
  ],
  discounts: [{ name: 'coin', percent: 25, paidIn: 'ALP', source: 'fee page' }],
  ...changes,
})

export const makeFile = (...schedules: Record<string, unknown>[]): Record<string, unknown> => ({
  venue: 'alpha',
  schedules: schedules.length === 0 ? [makeSchedule()] : schedules,
})
