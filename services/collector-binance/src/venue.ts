import { symbolGroups, type ControlFrame, type Venue } from '@screener/collector-runtime'
import { decode } from './decode.ts'
import { parseDepth, parseExchangeInfo, readRestLimits } from './rest.ts'

/** 1024 streams per connection are allowed, two per symbol here; fewer keep one connection's loss small. */
const maxSymbolsPerConnection = 200
/** The number of params of one frame has no documented maximum; 200 is what other clients live with. */
const paramsPerFrame = 200

const control =
  (method: string, streams: readonly string[]): Venue['subscribe'] =>
  (symbols, firstId): readonly ControlFrame[] =>
    symbolGroups(symbols, paramsPerFrame / streams.length).map((group, index) => {
      const id = firstId + index
      // Stream names are lower case; an upper-case one is acknowledged and stays silent.
      const params = group
        .map(symbol => symbol.toLowerCase())
        .flatMap(name => streams.map(stream => `${name}@${stream}`))
      return { requestId: String(id), text: JSON.stringify({ method, params, id }), symbols: group }
    })

const book = ['depth@100ms', 'bookTicker']
const top = ['bookTicker']

/**
 * Binance.com spot, public market data. Source of the facts: binance-spot-api-docs (web-socket-streams.md, rest-api.md).
 * A bad symbol is acknowledged like a good one and never delivers, so symbols are checked against exchangeInfo first.
 */
export const binance: Venue = {
  id: 'binance',
  // Hosts for market data only: no account can be reached through them.
  webSocketUrl: 'wss://data-stream.binance.vision/ws',
  restUrl: 'https://data-api.binance.vision',
  limits: {
    maxSymbolsPerConnection,
    // Incoming messages per connection, pings and pongs counted; above it: close 1008, later a ban.
    framesPerSecond: 5,
    connectsPerWindow: 300,
    connectWindowMs: 5 * 60_000,
    // REQUEST_WEIGHT of exchangeInfo.rateLimits: fixed minutes, clock-aligned, per IP.
    restWeightPerWindow: 6000,
    restWindowMs: 60_000,
    maxConnectionAgeMs: 24 * 3_600_000,
  },
  liveness: {
    // The server pings every 20 s (WebSocket ping frames) and expects the pong within 60 s; `ws` answers by itself.
    transportTimeoutMs: 60_000,
    // No heartbeat exists in depth and bookTicker: both are silent while nothing changes.
    dataTimeoutMs: 10_000,
    acknowledgeTimeoutMs: 2_500,
  },
  subscribe: control('SUBSCRIBE', book),
  unsubscribe: control('UNSUBSCRIBE', book),
  tops: {
    subscribe: control('SUBSCRIBE', top),
    unsubscribe: control('UNSUBSCRIBE', top),
    // One stream each, of 1024; two frames, so that with a ping and a pong they are within a second's allowance however late they are read.
    maxSymbolsPerConnection: 400,
    dataTimeoutMs: 60_000,
  },
  decode,
  instruments: { path: '/api/v3/exchangeInfo?showPermissionSets=false', weight: 20, parse: parseExchangeInfo },
  snapshot: {
    when: 'always',
    tiers: [
      { levels: 5000, weight: 250 },
      { levels: 1000, weight: 50 },
      { levels: 500, weight: 25 },
      { levels: 100, weight: 5 },
    ],
    path: (symbol, levels) => `/api/v3/depth?symbol=${encodeURIComponent(symbol)}&limit=${levels}`,
    parse: parseDepth,
  },
  readRestLimits,
}
