import type { BookView, Opportunity, OpportunityBatch, OpportunityEvent, ServiceStatus } from '@screener/contracts'

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
  ...fields,
})

export const opened = (opportunity: Opportunity): OpportunityEvent => ({ phase: 0, opportunity, closeReason: '' })
export const closedBy = (opportunity: Opportunity, closeReason: string): OpportunityEvent => ({
  phase: 2,
  opportunity,
  closeReason,
})

export const makeBatch = (events: readonly OpportunityEvent[], keyframe = false): OpportunityBatch => ({
  events,
  keyframe,
  atUs: Date.now() * 1000,
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
