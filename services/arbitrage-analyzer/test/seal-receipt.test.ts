import { createEngine, type TransferCosts } from '@screener/arbitrage'
import {
  decodeOpportunityBatch,
  encodeOpportunityBatch,
  type BookView,
  type OpportunityEvent,
} from '@screener/contracts'
import { shapeProblems, verifyReceipt, type ServedReceipt } from '@screener/receipt-verifier'
import { expect, test } from 'vitest'
import { sealReceipt } from '../src/seal-receipt.ts'
import { nowUs, payingTriangle, payingViews, view } from './market.ts'

const eventsOf = (views: readonly BookView[], transferCosts: TransferCosts = {}): readonly OpportunityEvent[] => {
  const engine = createEngine({
    feeOf: venue => ({ takerBps: 10, feeAsset: 'received', schedule: `${venue}-2026-11-21` }),
    minNetBps: 0,
    maxLegAgeMs: 60_000,
    maxSkewMs: 60_000,
    minUpdateIntervalMs: 0,
    transferCosts,
  })
  for (const book of views) engine.setBook(0, book)
  return [...engine.evaluate(nowUs()), ...engine.keyframe(nowUs()).open]
}

/** As a reader of the stream has it: what is 0, false or empty did not travel. */
const travelled = (event: OpportunityEvent): OpportunityEvent =>
  decodeOpportunityBatch(encodeOpportunityBatch({ events: [event], keyframe: false, atUs: 0, survivals: [] }))
    .events[0]!

const withDefaults = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const plain: Record<string, unknown> = {}
  for (const key in value) plain[key] = (value as Record<string, unknown>)[key]
  return plain
}

const servedOf = (event: OpportunityEvent): ServedReceipt => {
  const { opportunity, receipt } = travelled(event)
  return JSON.parse(JSON.stringify({ opportunity, receipt }, withDefaults)) as ServedReceipt
}

// A chain's book: its trades have a fixed cost, in an asset that has to be bought for it.
const gasViews = (): readonly BookView[] => [
  view('binance', 99.9, 100, { costAsset: 'ETH', buyCost: 0.001, sellCost: 0.001, origin: `9:0x${'0f'.repeat(32)}` }),
  view('bybit', 101, 101.2),
  view('bybit', 5.05, 5.1, { symbol: 'ETH-USDT', base: 'ETH', bidQuantities: [20], askQuantities: [20] }),
]

const cases: readonly (readonly [string, () => readonly BookView[], TransferCosts])[] = [
  ['a pair', payingViews, {}],
  ['a triangle', payingTriangle, {}],
  ['a pair with gas', gasViews, {}],
  ['a pair with a transfer', payingViews, { binance: { BTC: 0.0002 } }],
]

test.each(cases)('a sealed receipt of %s verifies after it has travelled', (_what, views, transferCosts) => {
  const events = eventsOf(views(), transferCosts).map(event => sealReceipt(event, '1.2.3+abc'))
  expect(events.length).toBeGreaterThan(1)
  for (const event of events) {
    const served = servedOf(event)
    for (const { BTC } of Object.values(transferCosts)) expect(served.opportunity.legs[0]!.fixedCost).toBe(BTC)
    expect(served.receipt.codeVersion).toBe('1.2.3+abc')
    expect(shapeProblems(served)).toEqual([])
    expect(verifyReceipt(served)).toEqual([])
  }
})

test('what has no receipt stays as it is', () => {
  const [opened] = eventsOf(payingViews())
  const closed: OpportunityEvent = { ...opened!, phase: 2, receipt: null }
  expect(sealReceipt(closed, 'v1')).toBe(closed)
})
