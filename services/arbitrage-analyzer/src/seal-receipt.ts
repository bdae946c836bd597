import { createHash } from 'node:crypto'
import type { CostRate, Leg, LegRules, Opportunity, OpportunityEvent, Receipt } from '@screener/contracts'

type Mark = Opportunity['survival'][number]
type Sealed = Omit<Receipt, 'digest'>

// Copies of the messages with their fields in canonical order (RFC 8785: sorted by UTF-16 code units). On finite numbers, texts
// and lists JSON.stringify is canonical already. Written out, because a loop over sorted names takes four times as long.

// prettier-ignore
const mark = (of: Mark): Mark => ({
  afterMs: of.afterMs, known: of.known, netBps: of.netBps, pricedAfterMs: of.pricedAfterMs, profitQuote: of.profitQuote,
})

// prettier-ignore
const leg = (of: Leg): Leg => ({
  available: of.available, base: of.base, exchangeTimeMs: of.exchangeTimeMs, feeQuote: of.feeQuote,
  fixedCost: of.fixedCost, fixedCostAsset: of.fixedCostAsset, fixedCostQuote: of.fixedCostQuote, isRate: of.isRate,
  leftover: of.leftover, notional: of.notional, origin: of.origin, prices: of.prices, proofTimeUs: of.proofTimeUs,
  quantities: of.quantities, quantity: of.quantity, quote: of.quote, receivedTimeUs: of.receivedTimeUs,
  sequence: of.sequence, session: of.session, side: of.side, symbol: of.symbol, syncedTimeUs: of.syncedTimeUs,
  takerBps: of.takerBps, venue: of.venue, vwap: of.vwap, worstPrice: of.worstPrice,
})

// prettier-ignore
const opportunity = (of: Opportunity): Opportunity => ({
  ageMs: of.ageMs, assetBps: of.assetBps, base: of.base, capacityProfitQuote: of.capacityProfitQuote,
  capacitySpentQuote: of.capacitySpentQuote, costQuote: of.costQuote, exclusiveGroups: of.exclusiveGroups,
  fixedCostQuote: of.fixedCostQuote, grossBps: of.grossBps, id: of.id, kind: of.kind, legs: of.legs.map(leg),
  lifetimeUs: of.lifetimeUs, marks: of.marks, missedProfitQuote: of.missedProfitQuote, netBps: of.netBps,
  openedAtMs: of.openedAtMs, peakNetBps: of.peakNetBps, peakProfitQuote: of.peakProfitQuote,
  proceedsQuote: of.proceedsQuote, profitQuote: of.profitQuote, quantity: of.quantity, quote: of.quote,
  rateBps: of.rateBps, routeId: of.routeId, skewMs: of.skewMs, survival: of.survival.map(mark), symbol: of.symbol,
  timeWeightedNetBps: of.timeWeightedNetBps, updatedAtUs: of.updatedAtUs,
})

// prettier-ignore
const rules = (of: LegRules): LegRules => ({
  feeAsset: of.feeAsset, feeSchedule: of.feeSchedule, minNotional: of.minNotional, minQuantity: of.minQuantity,
  nativeBase: of.nativeBase, nativeQuote: of.nativeQuote, quantityStep: of.quantityStep, unitFactor: of.unitFactor,
})

// prettier-ignore
const rate = (of: CostRate): CostRate => ({
  amount: of.amount, asset: of.asset, available: of.available, prices: of.prices, proofTimeUs: of.proofTimeUs,
  quantities: of.quantities, quote: of.quote, receivedTimeUs: of.receivedTimeUs, sequence: of.sequence,
  session: of.session, side: of.side, symbol: of.symbol, takerBps: of.takerBps, venue: of.venue,
})

// prettier-ignore
const receipt = (of: Sealed): Sealed => ({
  codeVersion: of.codeVersion, legs: of.legs.map(rules), rates: of.rates.map(rate),
})

/**
 * The event with its receipt sealed: which code made it, and a digest over all that it and its opportunity say, as docs/receipts.md
 * defines it. Whole numbers have to be whole already: as they travel, so are they covered.
 */
export const sealReceipt = (event: OpportunityEvent, codeVersion: string): OpportunityEvent => {
  if (!event.receipt) return event
  const { legs, rates } = event.receipt
  const sealed: Sealed = { codeVersion, legs, rates }
  const text = JSON.stringify({ opportunity: opportunity(event.opportunity), receipt: receipt(sealed) })
  return { ...event, receipt: { ...sealed, digest: createHash('sha256').update(text).digest('hex') } }
}
