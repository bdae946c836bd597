import { symbolGroups, type ControlFrame, type Venue } from '@screener/collector-runtime'
import { decode } from './decode.ts'
import { parseInstruments, parseSnapshot, readRestLimits } from './rest.ts'

/** A symbol's two args take at most 220 of the 64 KB; a frame of any size costs one of 480 an hour. */
const symbolsPerFrame = 100

const control =
  (op: string, channels: readonly string[]): Venue['subscribe'] =>
  (symbols, firstId): readonly ControlFrame[] =>
    symbolGroups(symbols, symbolsPerFrame).map((group, index) => {
      const id = String(firstId + index)
      const args = group.flatMap(instId => channels.map(channel => ({ channel, instId })))
      return {
        requestId: id,
        text: JSON.stringify({ id, op, args }),
        symbols: group,
        answersPerSymbol: channels.length,
      }
    })

const book = ['books', 'bbo-tbt']
const top = ['bbo-tbt']

/**
 * OKX spot, public market data of API v5. Source of the facts: docs-v5 (overview, order book channel, get order book, get
 * instruments). `books` begins with a snapshot in band, so a resync is unsubscribe and subscribe again; the announced end of
 * that snapshot is met by the REST book. Each arg is acknowledged or refused by itself.
 */
export const okx: Venue = {
  id: 'okx',
  webSocketUrl: 'wss://ws.okx.com:8443/ws/v5/public',
  restUrl: 'https://openapi.okx.com',
  limits: {
    // "Fewer than 30" channels of 400 levels on a connection, the venue recommends.
    maxSymbolsPerConnection: 29,
    framesPerSecond: 10, // Not documented; a pace that harms nobody.
    controlFramesPerHour: 480,
    connectsPerWindow: 3,
    connectWindowMs: 1_000,
    // Of the REST book, per IP. The instrument list has 20 in its own window, so it weighs two.
    restWeightPerWindow: 40,
    restWindowMs: 2_000,
  },
  liveness: {
    // The venue cuts a connection on which it pushed nothing for 30 s; the answer is the text "pong".
    ping: { everyMs: 20_000, frame: () => 'ping' },
    transportTimeoutMs: 30_000,
    // Quiet symbols are told of once in 60 s (keep-alive of `books`, repeat of `bbo-tbt`), and "about" stands beside it.
    dataTimeoutMs: 75_000,
    acknowledgeTimeoutMs: 2_500,
  },
  subscribe: control('subscribe', book),
  unsubscribe: control('unsubscribe', book),
  tops: {
    subscribe: control('subscribe', top),
    unsubscribe: control('unsubscribe', top),
    // The recommendation is about the deep channels; nothing is said of this one.
    maxSymbolsPerConnection: 200,
    dataTimeoutMs: 75_000,
  },
  decode,
  instruments: { path: '/api/v5/public/instruments?instType=SPOT', weight: 2, parse: text => parseInstruments(text) },
  snapshot: {
    when: 'not_pushed',
    tiers: [{ levels: 400, weight: 1 }],
    path: (symbol, levels) => `/api/v5/market/books?instId=${encodeURIComponent(symbol)}&sz=${levels}`,
    parse: parseSnapshot,
  },
  readRestLimits,
  // The domain follows the account's registration; market data is the same form. The WebSocket hosts are known from SDKs only.
  variants: {
    us: { webSocketUrl: 'wss://wsus.okx.com:8443/ws/v5/public', restUrl: 'https://us.okx.com' },
    eea: { webSocketUrl: 'wss://wseea.okx.com:8443/ws/v5/public', restUrl: 'https://eea.okx.com' },
  },
}
