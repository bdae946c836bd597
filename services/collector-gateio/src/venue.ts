import { symbolGroups, type ControlFrame, type Venue, type VenueVariant } from '@screener/collector-runtime'
import { decode, updateWindow } from './decode.ts'
import { parseCurrencyPairs, parseOrderBook, readRestLimits, windowMs } from './rest.ts'
import { hearVenueTime, venueSeconds } from './venue-clock.ts'

type Ask = readonly [channel: string, payload: readonly string[], symbols: readonly string[]]

/** 200 streams in one frame were accepted; fewer cost less when one bad pair refuses all. */
const symbolsPerFrame = 50

const frames =
  (event: 'subscribe' | 'unsubscribe', asksOf: (part: readonly string[]) => readonly Ask[]) =>
  (symbols: readonly string[], firstId: number): readonly ControlFrame[] =>
    symbolGroups(symbols, symbolsPerFrame)
      .flatMap(asksOf)
      .map(([channel, payload, about], index) => ({
        requestId: String(firstId + index),
        text: JSON.stringify({ time: venueSeconds(), id: firstId + index, channel, event, payload }),
        symbols: about,
      }))

/**
 * `spot.obu` has 50 levels every 20 ms, or 400 every 100 ms. The faster one: gaps live for tenths of a second and are taken
 * at the first levels, and 50 hold what anyone takes of a liquid pair.
 */
const streams = (part: readonly string[]): readonly Ask[] => [
  ['spot.obu', part.map(symbol => `ob.${symbol}.50`), part],
  ['spot.book_ticker', part, part],
]

const quotes = (part: readonly string[]): readonly Ask[] => [['spot.book_ticker', part, part]]

/** One pair a request; the quotes too, or a bad pair would take its neighbours' away. */
const updates = (part: readonly string[]): readonly Ask[] =>
  part.flatMap((pair): readonly Ask[] => [
    ['spot.order_book_update', [pair, '100ms'], [pair]],
    ['spot.book_ticker', [pair], [pair]],
  ])

/** The older channel: updates of 100 levels, joined to a REST book of as many; deeper ones come from a long cache. */
const bookUpdate: VenueVariant = {
  subscribe: frames('subscribe', updates),
  unsubscribe: frames('unsubscribe', updates),
  snapshot: {
    when: 'always',
    tiers: [{ levels: updateWindow, weight: 1 }],
    path: (pair, levels) =>
      `/api/v4/spot/order_book?currency_pair=${encodeURIComponent(pair)}&limit=${levels}&with_id=true`,
    parse: parseOrderBook,
  },
}

/** Gate spot, public market data of API v4. Books begin in the channel. What is known, and from where: docs/venues/gateio.md. */
export const gateio: Venue = {
  id: 'gateio',
  webSocketUrl: 'wss://api.gateio.ws/ws/v4/', // Without the last slash: HTTP 404.
  restUrl: 'https://api.gateio.ws',
  limits: {
    maxSymbolsPerConnection: 100,
    maxConnections: 300,
    framesPerSecond: 50, // None is documented for subscriptions; 150 in one burst were all answered.
    connectsPerWindow: 300, // So many may be open per IP; no pace is documented.
    connectWindowMs: 5 * 60_000,
    restWeightPerWindow: 200, // Of each endpoint; counted together here.
    restWindowMs: windowMs,
  },
  liveness: {
    ping: { everyMs: 10_000, frame: () => JSON.stringify({ time: venueSeconds(), channel: 'spot.ping' }) },
    transportTimeoutMs: 15_000,
    dataTimeoutMs: 40_000, // A quiet pair was seen to send nothing for 36 s; pongs tell that the connection lives.
    acknowledgeTimeoutMs: 2_500,
  },
  subscribe: frames('subscribe', streams),
  unsubscribe: frames('unsubscribe', streams),
  tops: {
    subscribe: frames('subscribe', quotes),
    unsubscribe: frames('unsubscribe', quotes),
    maxSymbolsPerConnection: 200,
    dataTimeoutMs: 60_000, // Longer than the longest silence of a quiet pair that was seen.
  },
  decode,
  instruments: { path: '/api/v4/spot/currency_pairs', weight: 1, parse: parseCurrencyPairs },
  readRestLimits,
  hearDate: hearVenueTime,
  variants: {
    book_update: bookUpdate,
    // The European company's host has no `spot.obu`.
    eu: { ...bookUpdate, webSocketUrl: 'wss://api.gateeu.com/ws/v4/', restUrl: 'https://api.gateeu.com' },
  },
}
