import type { VenueTwin } from '../venue-twin.ts'
import { fractionOf } from './random.ts'

/** A symbol as one venue lists it. Prices and quantities inside the simulator are integers: ticks and lots. */
export interface Instrument {
  readonly venue: string
  /** Canonical BASE-QUOTE. */
  readonly symbol: string
  /** The venue's own name. */
  readonly native: string
  readonly base: string
  readonly quote: string
  /** One tick is 10^-priceDecimals. */
  readonly priceDecimals: number
  /** One lot is 10^-quantityDecimals. */
  readonly quantityDecimals: number
  /** Value of a usual resting order, in dollars. */
  readonly usualOrderUsd: number
}

export const defaultSymbols: readonly string[] = [
  ...['BTC', 'ETH', 'SOL', 'XRP', 'BNB', 'DOGE', 'ADA', 'AVAX', 'LINK', 'DOT', 'LTC', 'BCH', 'NEAR', 'ATOM', 'UNI'],
  ...['ARB', 'OP', 'APT', 'SUI', 'PEPE'],
].map(base => `${base}-USDT`)

const knownUsd: Readonly<Record<string, number>> = {
  USDT: 1,
  USDC: 1,
  USD: 1,
  DAI: 1,
  FDUSD: 1,
  EUR: 1.08,
  BTC: 64_000,
  ETH: 3_100,
  SOL: 148,
  XRP: 0.61,
  BNB: 585,
  DOGE: 0.128,
  ADA: 0.46,
  AVAX: 28.4,
  LINK: 14.2,
  DOT: 6.1,
  LTC: 71.5,
  BCH: 352,
  NEAR: 4.9,
  ATOM: 6.7,
  UNI: 7.8,
  ARB: 0.81,
  OP: 1.76,
  APT: 8.4,
  SUI: 1.22,
  PEPE: 0.0000098,
  TRX: 0.236,
  TON: 5.35,
  SHIB: 0.0000174,
  FIL: 4.4,
  ETC: 21.3,
  XLM: 0.112,
  ICP: 9.2,
  AAVE: 148,
  INJ: 22.6,
  MKR: 1_540,
  ALGO: 0.141,
  HBAR: 0.064,
  WIF: 2.3,
}

/** Dollar-like assets move a hundredth as much as coins do. */
export const isStable = (asset: string): boolean => (knownUsd[asset] ?? 0) >= 1 && (knownUsd[asset] ?? 9) <= 1.2

/** Start price in dollars; unknown assets get one between 0.01 and 100 that depends on seed and name alone. */
export const startUsd = (asset: string, seed: string, anchors?: ReadonlyMap<string, number>): number =>
  anchors?.get(asset) ??
  knownUsd[asset] ??
  Number((10 ** (fractionOf(`${seed}:price:${asset}`) * 4 - 2)).toPrecision(4))

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** Who lists symbols: what is needed of a venue's twin here. */
export type Listing = Pick<VenueTwin, 'id' | 'list'>

export const createInstrument = (
  venue: Listing,
  symbol: string,
  seed: string,
  anchors?: ReadonlyMap<string, number>,
): Instrument => {
  const [base, quote] = symbol.split('-')
  if (base === undefined || quote === undefined || base === '' || quote === '')
    throw new Error(`symbol "${symbol}" is not BASE-QUOTE`)
  const usd = startUsd(base, seed, anchors)
  const price = usd / startUsd(quote, seed, anchors)
  const magnitude = Math.floor(Math.log10(price))
  const usual = {
    priceDecimals: clamp(4 - magnitude, 0, 8),
    quantityDecimals: clamp(Math.ceil(Math.log10(usd)), 0, 6),
  }
  return {
    venue: venue.id,
    symbol,
    base,
    quote,
    ...venue.list(base, quote, usual),
    usualOrderUsd: usd > 1_000 ? 4_000 : 900 + 1_600 * fractionOf(`${seed}:size:${base}`),
  }
}
