import type {
  BookView,
  Opportunity,
  OpportunityBatch,
  OpportunityEvent,
  Receipt,
  RouteVerdict,
  ServiceStatus,
  VerdictBatch,
} from '@screener/contracts'

/** Complete messages of which a test says only what matters to it. */
export const makeOpportunity = (fields: Partial<Opportunity> = {}): Opportunity => ({
  id: 'two-leg:BTC-USDT:binance>bybit@1000',
  routeId: 'two-leg:BTC-USDT:binance>bybit',
  kind: 'two-leg',
  symbol: 'BTC-USDT',
  base: 'BTC',
  quote: 'USDT',
  legs: ['binance', 'bybit'].map((venue, index) => ({
    venue,
    symbol: 'BTC-USDT',
    side: index === 0 ? 'buy' : 'sell',
    vwap: 50_000 + 100 * index,
    worstPrice: 50_000 + 100 * index,
    quantity: 0.5,
    notional: 25_000,
    takerBps: 1,
    feeQuote: 2.5,
    session: 1_790_000_000_000_123,
    sequence: 42,
    prices: [50_000 + 100 * index],
    quantities: [0.5],
    exchangeTimeMs: 0,
    receivedTimeUs: 1,
    proofTimeUs: 1,
    syncedTimeUs: 1,
    available: [1],
    base: 'BTC',
    quote: 'USDT',
    leftover: 0,
    isRate: false,
    fixedCost: 0,
    fixedCostAsset: '',
    fixedCostQuote: 0,
    origin: '',
  })),
  quantity: 0.5,
  costQuote: 25_002.5,
  proceedsQuote: 25_047.5,
  profitQuote: 45,
  grossBps: 20,
  netBps: 18,
  openedAtMs: 1000,
  updatedAtUs: 1_000_000,
  peakNetBps: 18,
  peakProfitQuote: 45,
  ageMs: 5,
  skewMs: 2,
  lifetimeUs: 0,
  timeWeightedNetBps: 18,
  survival: [],
  assetBps: 18,
  rateBps: 0,
  exclusiveGroups: ['binance.BTC-USDT.buy', 'bybit.BTC-USDT.sell'],
  capacitySpentQuote: [25_000],
  capacityProfitQuote: [45],
  missedProfitQuote: 0,
  fixedCostQuote: 0,
  marks: [],
  ...fields,
})

/** A receipt with the rules of both legs; `digest` tells receipts apart. */
export const makeReceipt = (digest = 'd0'): Receipt => ({
  codeVersion: 'v9',
  legs: ['binance', 'bybit'].map(venue => ({
    quantityStep: 0.00001,
    minQuantity: 0.00001,
    minNotional: 0,
    feeSchedule: `${venue}-2026-01-01`,
    feeAsset: 'quote',
    unitFactor: 1,
    nativeBase: 'BTC',
    nativeQuote: 'USDT',
  })),
  rates: [],
  digest,
})

export const opened = (opportunity: Opportunity, receipt: Receipt = makeReceipt()): OpportunityEvent => ({
  phase: 0,
  opportunity,
  closeReason: '',
  receipt,
})
export const closedBy = (opportunity: Opportunity, closeReason: string): OpportunityEvent => ({
  phase: 2,
  opportunity,
  closeReason,
})

export const makeBatch = (events: readonly OpportunityEvent[], keyframe = false): OpportunityBatch => ({
  events,
  survivals: [],
  keyframe,
  atUs: Date.now() * 1000,
})

export const makeVerdict = (fields: Partial<RouteVerdict> = {}): RouteVerdict => ({
  routeId: 'two-leg:binance.BTC-USDT.buy:bybit.BTC-USDT.sell',
  rule: 'tops',
  margin: -1,
  detail: '',
  atUs: Date.now() * 1000,
  ...fields,
})

export const makeVerdictBatch = (
  verdicts: readonly RouteVerdict[],
  fields: Partial<VerdictBatch> = {},
): VerdictBatch => ({
  atUs: Date.now() * 1000,
  instance: 'a',
  routes: 0,
  counts: {},
  verdicts,
  ...fields,
})

export const makeView = (fields: Partial<BookView> = {}): BookView => ({
  venue: 'binance',
  symbol: 'BTC-USDT',
  status: 2,
  reason: '',
  session: 7,
  sequence: 42,
  bidPrices: [100, 99],
  bidQuantities: [1, 2],
  askPrices: [101, 102],
  askQuantities: [3, 4],
  exchangeTimeMs: 1,
  receivedTimeUs: 2,
  proofTimeUs: 3,
  syncedTimeUs: 4,
  base: 'BTC',
  quote: 'USDT',
  priceTick: 0.01,
  quantityStep: 0.00001,
  minQuantity: 0.00001,
  minNotional: 5,
  ...fields,
})

export const makeStatus = (fields: Partial<ServiceStatus> = {}): ServiceStatus => ({
  service: 'collector-binance',
  instance: 'a',
  healthy: true,
  venue: 'binance',
  shards: [0],
  startedAtMs: 1,
  atMs: Date.now(),
  counters: {},
  detail: '',
  ...fields,
})
