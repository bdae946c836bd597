import type { Opportunity, VenueHealth } from '@screener/contracts/gateway'
import type { Verdict, Verdicts } from '../src/model/verdict.ts'

export interface Episode {
  readonly id?: string
  readonly base?: string
  readonly quote?: string
  readonly symbol?: string
  readonly buy?: string
  readonly sell?: string
  readonly netBps?: number
  readonly quantity?: number
  readonly price?: number
  readonly openedAtMs?: number
  readonly nowMs?: number
  readonly ageMs?: number
  readonly skewMs?: number
}

const TAKER_BPS = 10

type Leg = Opportunity['legs'][number]

const makeLeg = (side: 'buy' | 'sell', venue: string, best: number, quantity: number, provenMs: number): Leg => {
  const step = (side === 'buy' ? 1 : -1) * best * 0.0001
  const prices = [best, best + step, best + 2 * step].map(price => Number(price.toFixed(4)))
  const quantities = [quantity * 0.5, quantity * 0.3, quantity * 0.2].map(part => Number(part.toFixed(4)))
  const taken = quantities.reduce((sum, part) => sum + part, 0)
  const notional = prices.reduce((sum, price, index) => sum + price * (quantities[index] ?? 0), 0)
  return {
    venue,
    symbol: '',
    side,
    vwap: notional / taken,
    worstPrice: prices[2] ?? best,
    quantity: taken,
    notional,
    takerBps: TAKER_BPS,
    feeQuote: (notional * TAKER_BPS) / 10_000,
    session: 1_760_000_000_000_000,
    sequence: 88_123,
    prices,
    quantities,
    exchangeTimeMs: Math.round(provenMs) - 4,
    receivedTimeUs: Math.round(provenMs * 1000) - 2_000,
    proofTimeUs: Math.round(provenMs * 1000),
    syncedTimeUs: Math.round(provenMs * 1000),
    available: quantities.map((part, index) => (index === 2 ? part * 2.5 : part)),
    base: '',
    quote: '',
    leftover: 0,
    isRate: false,
    fixedCost: 0,
    fixedCostAsset: '',
    fixedCostQuote: 0,
    origin: '',
  }
}

/** An opportunity whose parts agree: the legs' notionals and fees give its gross, its net and its profit. */
export const makeOpportunity = (episode: Episode = {}): Opportunity => {
  const nowMs = episode.nowMs ?? Date.now()
  const price = episode.price ?? 100
  const quantity = episode.quantity ?? 10
  const buyVenue = episode.buy ?? 'binance'
  const sellVenue = episode.sell ?? 'bybit'
  const provenMs = nowMs - (episode.ageMs ?? 20)
  const wanted = episode.netBps ?? 10
  const buy = makeLeg('buy', buyVenue, price, quantity, provenMs)
  const first = makeLeg('sell', sellVenue, price, quantity, provenMs + (episode.skewMs ?? 8))
  const cost = buy.notional + buy.feeQuote
  // The sell leg is scaled so that the net comes out as asked for.
  const proceeds = cost + (wanted / 10_000) * buy.notional
  const factor = proceeds / (first.notional * (1 - TAKER_BPS / 10_000))
  const sell: Leg = {
    ...first,
    vwap: first.vwap * factor,
    worstPrice: Number((first.worstPrice * factor).toFixed(4)),
    notional: first.notional * factor,
    feeQuote: first.feeQuote * factor,
    prices: first.prices.map(each => Number((each * factor).toFixed(4))),
  }
  const base = episode.base ?? 'BTC'
  const quote = episode.quote ?? 'USDT'
  const profit = sell.notional - sell.feeQuote - cost
  const openedAtMs = Math.round(episode.openedAtMs ?? nowMs - 42_000)
  const routeId = `two-leg:${buyVenue}:${sellVenue}:${base}-${quote}`
  return {
    id: episode.id ?? `${routeId}@${openedAtMs}`,
    routeId,
    kind: 'two-leg',
    symbol: episode.symbol ?? `${base}-${quote}`,
    base,
    quote,
    legs: [buy, sell],
    quantity: buy.quantity,
    costQuote: cost,
    proceedsQuote: sell.notional - sell.feeQuote,
    profitQuote: profit,
    grossBps: (sell.notional / buy.notional - 1) * 10_000,
    netBps: (profit / buy.notional) * 10_000,
    openedAtMs,
    updatedAtUs: Math.round(nowMs * 1000),
    peakNetBps: (profit / buy.notional) * 10_000 + 2.7,
    peakProfitQuote: profit * 1.2,
    ageMs: Math.round(episode.ageMs ?? 20),
    skewMs: Math.round(episode.skewMs ?? 8),
    lifetimeUs: Math.round((nowMs - openedAtMs) * 1000),
    timeWeightedNetBps: (profit / buy.notional) * 10_000,
    survival: [],
    assetBps: (profit / buy.notional) * 10_000,
    rateBps: 0,
    exclusiveGroups: [`${buyVenue}.${base}-${quote}.buy`, `${sellVenue}.${base}-${quote}.sell`],
    capacitySpentQuote: [buy.notional],
    capacityProfitQuote: [profit],
    missedProfitQuote: 0,
    fixedCostQuote: 0,
    marks: [],
  }
}

export const makeVenue = (venue: string, parts: Partial<VenueHealth> = {}): VenueHealth => ({
  venue,
  name: venue.slice(0, 1).toUpperCase() + venue.slice(1),
  state: 'live',
  liveBooks: 50,
  syncingBooks: 0,
  suspectBooks: 0,
  downBooks: 0,
  proofAgeMs: 18,
  sinceMs: Date.now() - 600_000,
  reason: '',
  rejectedSymbols: 0,
  ...parts,
})

export const twoVenues = (): readonly VenueHealth[] => [makeVenue('binance'), makeVenue('bybit', { proofAgeMs: 31 })]

export const makeVerdict = (parts: Partial<Verdict> = {}): Verdict => ({
  routeId: 'two-leg:binance.BTC-USDT.buy:bybit.BTC-USDT.sell',
  rule: 'tops',
  margin: -0.34,
  marginUnit: 'bps',
  detail: '',
  ageMs: 2_000,
  ...parts,
})

/** As the gateway answers at /api/v1/verdicts with a filter. */
export const makeVerdicts = (parts: Partial<Verdicts> = {}): Verdicts => ({
  live: true,
  countedAtMs: Date.now(),
  routes: 31_004,
  counts: { open: 5, not_live: 120, quarantined: 12, stale: 0, tops: 30_860, net: 7 },
  matching: 2,
  verdicts: [
    makeVerdict(),
    makeVerdict({
      routeId: 'cycle:binance.BTC-USDT.buy:kraken.BTC-USD.sell:kraken.USDT-USD.buy',
      rule: 'quarantined',
      margin: 0,
      marginUnit: '',
      detail: 'kraken BTC-USD: 12 % from the others for 300 s',
    }),
  ],
  ...parts,
})
