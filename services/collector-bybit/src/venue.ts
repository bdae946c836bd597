import type { ControlFrame, Venue } from '@screener/collector-runtime'
import { decode } from './decode.ts'
import { parseInstruments, readRestLimits } from './rest.ts'

/** At most 10 args in one request of spot, two topics per symbol. */
const symbolsPerFrame = 5

const control = (op: string, symbols: readonly string[], firstId: number): readonly ControlFrame[] => {
  const frames: ControlFrame[] = []
  for (let start = 0; start < symbols.length; start += symbolsPerFrame) {
    const part = symbols.slice(start, start + symbolsPerFrame)
    const requestId = String(firstId + frames.length)
    const args = part.flatMap(symbol => [`orderbook.50.${symbol}`, `orderbook.1.${symbol}`])
    frames.push({ requestId, text: JSON.stringify({ req_id: requestId, op, args }), symbols: part })
  }
  return frames
}

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
  subscribe: (symbols, firstId) => control('subscribe', symbols, firstId),
  unsubscribe: (symbols, firstId) => control('unsubscribe', symbols, firstId),
  decode,
  instruments: { path: '/v5/market/instruments-info?category=spot', weight: 1, parse: parseInstruments },
  readRestLimits,
}
