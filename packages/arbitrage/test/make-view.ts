import type { BookView } from '@screener/contracts'

export type Levels = readonly (readonly [price: number, quantity: number])[]

const assetsOf = ({ symbol = 'BTC-USDT' }: Partial<BookView>): string[] => symbol.split('-')

/** A LIVE view, read and proven at `atUs`, with no size rules; its assets are those of its symbol. */
export const makeView = (
  venue: string,
  sides: { bids: Levels; asks: Levels; atUs: number },
  overrides: Partial<BookView> = {},
): BookView => ({
  venue,
  symbol: 'BTC-USDT',
  status: 2,
  reason: '',
  session: 1,
  sequence: 1,
  bidPrices: sides.bids.map(level => level[0]),
  bidQuantities: sides.bids.map(level => level[1]),
  askPrices: sides.asks.map(level => level[0]),
  askQuantities: sides.asks.map(level => level[1]),
  exchangeTimeMs: Math.floor(sides.atUs / 1000),
  receivedTimeUs: sides.atUs,
  proofTimeUs: sides.atUs,
  syncedTimeUs: sides.atUs,
  base: assetsOf(overrides)[0] ?? '',
  quote: assetsOf(overrides)[1] ?? '',
  priceTick: 0,
  quantityStep: 0,
  minQuantity: 0,
  minNotional: 0,
  ...overrides,
})
