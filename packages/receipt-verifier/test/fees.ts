import type { EngineOptions } from '@screener/arbitrage'

type Fee = NonNullable<ReturnType<EngineOptions['feeOf']>>

/** Of the three venues of a random market: one fee in quote, one in what is received, one set by hand; a pair without a fee. */
const fees: Readonly<Record<string, Fee>> = {
  a: { takerBps: 10, feeAsset: 'quote', schedule: 'a-2026-01-01' },
  b: { takerBps: 7.5, feeAsset: 'received', schedule: 'b-2026-11-21' },
  c: { takerBps: 0.1, feeAsset: 'received', schedule: '' },
}
const freePair: Fee = { takerBps: 0, feeAsset: 'quote', schedule: 'pool' }

export const feeOf: EngineOptions['feeOf'] = (venue, symbol) =>
  venue === 'a' && symbol === 'USDT-USD' ? freePair : fees[venue]
