import type { ExecutionCost, Instrument, Snapshot } from '@screener/contracts'
import { ladderOf, type Ladder, type Pool } from '@screener/uniswap-pools'
import type { Chain } from '../chains.ts'
import type { Head } from '../chain/head.ts'
import { swapCost, type GasPrice } from './gas-cost.ts'
import type { PoolSpec } from './pool-spec.ts'

/** How deep ladders are. `cover` by asset: the quote is looked for first, then the base. */
export interface LadderShape {
  readonly cover: ReadonlyMap<string, number>
  readonly maxLevels: number
}

export const ladderOfPool = (spec: PoolSpec, pool: Pool, { cover, maxLevels }: LadderShape): Ladder => {
  const coverQuote = cover.get(spec.quote.asset)
  const coverBase = coverQuote === undefined ? cover.get(spec.base.asset) : undefined
  return ladderOf(pool, {
    baseIsToken0: spec.baseIsToken0,
    baseDecimals: spec.base.decimals,
    quoteDecimals: spec.quote.decimals,
    maxLevels,
    ...(coverQuote === undefined ? {} : { coverQuote }),
    ...(coverBase === undefined ? {} : { coverBase }),
  })
}

/** Block whose state the levels are of, as it travels. */
export const originOf = ({ number, hash }: Head): string => `${number}:${hash}`

export const snapshotOf = (
  { symbol }: PoolSpec,
  { bids, asks }: Ladder,
  head: Head,
  numbers: { readonly session: number; readonly sequence: number; readonly receivedTimeUs: number },
): Snapshot => ({
  symbol,
  ...numbers,
  bidPrices: [...bids.prices],
  bidQuantities: [...bids.quantities],
  askPrices: [...asks.prices],
  askQuantities: [...asks.quantities],
  exchangeTimeMs: head.timestampMs,
  straddled: false,
  // What lies beyond the ladder is there and not offered.
  bidsTruncated: false,
  asksTruncated: false,
  depth: 0,
  origin: originOf(head),
})

/** Gas of one trade through all levels of the ladder. */
export const costOf = (
  { symbol, kind }: PoolSpec,
  { bids, asks }: Ladder,
  chain: Chain,
  price: GasPrice,
  atUs: number,
): ExecutionCost => ({
  symbol,
  asset: chain.coin,
  buy: swapCost(price, kind, asks),
  sell: swapCost(price, kind, bids),
  atUs,
})

/** A double has some 15 digits: steps of more decimals than that are no rule for it. */
const mostDecimalsOfStep = 9

/** `leastQuantity`: below it the rounding of the contracts may cost more than the ladder says. */
export const instrumentOf = ({ symbol, key, base, quote }: PoolSpec, leastQuantity: number): Instrument => ({
  symbol,
  nativeSymbol: key,
  base: base.asset,
  quote: quote.asset,
  priceTick: 0,
  quantityStep: base.decimals <= mostDecimalsOfStep ? Number(`1e-${base.decimals}`) : 0,
  minQuantity: leastQuantity,
  minNotional: 0,
  trading: true,
})

/** With room, so that it need not be said anew with every block: the next power of ten above twice the quantity. */
export const roomyLeast = (leastQuantity: number): number =>
  leastQuantity <= 0 ? 0 : Number(`1e${Math.ceil(Math.log10(2 * leastQuantity))}`)
