import { symbolGroups, type ControlFrame, type Venue } from '@screener/collector-runtime'
import { decode } from './decode.ts'
import { parseInstruments, readRestLimits } from './rest.ts'

/** No rule is known; so many symbols are some 1,500 characters. */
const symbolsPerFrame = 100

/** Every change of a best price. */
const ticker = { channel: 'ticker', event_trigger: 'bbo' }

/** For each group of symbols a frame for each channel. */
const control =
  (method: string, channels: readonly object[]): Venue['subscribe'] =>
  (symbols, firstId): readonly ControlFrame[] =>
    symbolGroups(symbols, symbolsPerFrame)
      .flatMap(symbol => channels.map(channel => ({ ...channel, symbol })))
      .map((params, index) => {
        const id = firstId + index
        const text = JSON.stringify({ method, params, req_id: id })
        return { requestId: String(id), text, symbols: params.symbol, answersPerSymbol: 1 }
      })

const atDepth = (depth: number): Pick<Venue, 'subscribe' | 'unsubscribe' | 'decode'> => ({
  subscribe: control('subscribe', [{ channel: 'book', depth }, ticker]),
  unsubscribe: control('unsubscribe', [{ channel: 'book', depth }, ticker]),
  decode: text => decode(text, depth),
})

/**
 * Kraken spot, public market data of WebSocket v2 and REST; docs/venues/kraken.md has the facts and their sources. Of the depths
 * offered (10, 25, 100, 500, 1000) only 10 is proven whole: nothing is numbered, and the checksum covers the best 10 levels
 * whatever the depth, so a message lost in a deeper book may leave a level wrong that no later checksum sees.
 */
export const kraken: Venue = {
  id: 'kraken',
  webSocketUrl: 'wss://ws.kraken.com/v2',
  restUrl: 'https://api.kraken.com',
  ...atDepth(10),
  tops: {
    subscribe: control('subscribe', [ticker]),
    unsubscribe: control('unsubscribe', [ticker]),
    maxSymbolsPerConnection: 200,
    // Heartbeats come every second, as for books.
    dataTimeoutMs: 5_000,
  },
  limits: {
    // None documented for books; orders one by one (level3) have this limit.
    maxSymbolsPerConnection: 200,
    // Not documented either: what support once named and other clients keep to.
    framesPerSecond: 20,
    // The edge counts attempts by address, and beyond this refuses all of them for ten minutes.
    connectsPerWindow: 150,
    connectWindowMs: 10 * 60_000,
    // About one request a second.
    restWeightPerWindow: 15,
    restWindowMs: 15_000,
  },
  liveness: {
    // The venue closes a connection after a minute without a request.
    ping: { everyMs: 20_000, frame: requestId => JSON.stringify({ method: 'ping', req_id: requestId }) },
    // Heartbeats come every second once anything is subscribed.
    transportTimeoutMs: 5_000,
    dataTimeoutMs: 5_000,
    acknowledgeTimeoutMs: 2_500,
  },
  instruments: { path: '/0/public/AssetPairs', weight: 1, parse: parseInstruments },
  readRestLimits,
  variants: { 'depth-25': atDepth(25), 'depth-100': atDepth(100) },
}
