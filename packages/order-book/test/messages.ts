import type { Delta, Snapshot } from '@screener/contracts'

export { crc32 } from 'node:zlib'

export type Levels = readonly (readonly [price: number, quantity: number])[]

export const snapshot = (bids: Levels, asks: Levels, fields: Partial<Snapshot> = {}): Snapshot => ({
  symbol: 'BTC-USDT',
  session: 1,
  sequence: 10,
  ...split(bids, asks),
  exchangeTimeMs: 1_000,
  receivedTimeUs: 1_000_000,
  straddled: false,
  bidsTruncated: false,
  asksTruncated: false,
  depth: 0,
  ...fields,
})

export const delta = (previous: number, sequence: number, bids: Levels, asks: Levels, session = 1): Delta => ({
  symbol: 'BTC-USDT',
  session,
  previous,
  sequence,
  ...split(bids, asks),
  exchangeTimeMs: 2_000,
  receivedTimeUs: 2_000_000,
})

const split = (
  bids: Levels,
  asks: Levels,
): Pick<Snapshot, 'bidPrices' | 'bidQuantities' | 'askPrices' | 'askQuantities'> => ({
  bidPrices: bids.map(([price]) => price),
  bidQuantities: bids.map(([, quantity]) => quantity),
  askPrices: asks.map(([price]) => price),
  askQuantities: asks.map(([, quantity]) => quantity),
})
