import { symbolGroups, type ControlFrame, type Venue } from '@screener/collector-runtime'
import { decode } from './decode.ts'
import { parseInstruments, readRestLimits } from './rest.ts'

/** In one request of spot. */
const maxArgs = 10

const control =
  (op: string, topics: readonly string[]): Venue['subscribe'] =>
  (symbols, firstId): readonly ControlFrame[] =>
    symbolGroups(symbols, maxArgs / topics.length).map((group, index) => {
      const requestId = String(firstId + index)
      const args = group.flatMap(symbol => topics.map(topic => `${topic}.${symbol}`))
      return { requestId, text: JSON.stringify({ req_id: requestId, op, args }), symbols: group }
    })

const book = ['orderbook.50', 'orderbook.1']
const top = ['orderbook.1']

/**
 * Bybit spot, public market data of API v5. Source of the facts: bybit-exchange/docs (websocket/wss-authentication,
 * websocket/public/orderbook, market/instrument, rate-limit). Depth 50 begins with a snapshot in band, so a resync is
 * unsubscribe and subscribe again (the second only after the first is acknowledged, or it is "already subscribed").
 * A refused request subscribes none of its topics.
 */
export const bybit: Venue = {
  id: 'bybit',
  webSocketUrl: 'wss://stream.bybit.com/v5/public/spot',
  restUrl: 'https://api.bybit.com',
  limits: {
    // The args of one connection may have 21,000 characters: 200 symbols take some 9,000.
    maxSymbolsPerConnection: 200,
    maxConnections: 1000,
    // None documented for public streams; a pace that harms nobody.
    framesPerSecond: 20,
    connectsPerWindow: 500,
    connectWindowMs: 5 * 60_000,
    // 600 requests in 5 s and IP, all endpoints together; no weights.
    restWeightPerWindow: 600,
    restWindowMs: 5_000,
  },
  liveness: {
    // The client's part, in JSON, every 20 s.
    ping: { everyMs: 20_000, frame: requestId => JSON.stringify({ req_id: String(requestId), op: 'ping' }) },
    transportTimeoutMs: 30_000,
    // orderbook.1 is pushed again after 3 s without change: longer silence is not a quiet market.
    dataTimeoutMs: 5_000,
    acknowledgeTimeoutMs: 2_500,
  },
  subscribe: control('subscribe', book),
  unsubscribe: control('unsubscribe', book),
  tops: {
    subscribe: control('subscribe', top),
    unsubscribe: control('unsubscribe', top),
    // Of 21,000 characters, with names far longer than usual.
    maxSymbolsPerConnection: 500,
    // Pushed again after 3 s without change, as for books.
    dataTimeoutMs: 5_000,
  },
  decode,
  instruments: { path: '/v5/market/instruments-info?category=spot', weight: 1, parse: parseInstruments },
  readRestLimits,
}
