/**
 * What the runtime has to know about a venue: facts and pure functions, no base class. One folder per venue fills it in.
 *
 * Symbols here are the venue's own ("native", BTCUSDT); the runtime maps them to canonical BASE-QUOTE by the venue's
 * instrument list. Levels are the venue's own decimal text; the runtime turns them into doubles and refuses what is not
 * a finite, positive price or a finite, non-negative quantity.
 */
export interface Venue {
  /** Lower-case id, as in stream names and config. */
  readonly id: string
  /** Production base URLs, without a trailing slash; config may override them. */
  readonly webSocketUrl: string
  readonly restUrl: string
  readonly limits: VenueLimits
  readonly liveness: VenueLiveness
  /** Subscribes depth and best bid/ask of the symbols; one item per frame, within `limits`. `requestId` starts at `firstId`. */
  readonly subscribe: (symbols: readonly string[], firstId: number) => readonly ControlFrame[]
  readonly unsubscribe: (symbols: readonly string[], firstId: number) => readonly ControlFrame[]
  /** Pure. Throws FrameError on a frame it cannot read. Frames without meaning for us give []. */
  readonly decode: (text: string) => readonly VenueEvent[]
  readonly instruments: {
    readonly path: string
    readonly weight: number
    readonly parse: (body: string) => readonly VenueInstrument[]
  }
  /**
   * Set when books start from a REST snapshot (Binance). Absent when the depth channel itself begins with a snapshot
   * (Bybit): then a resync is unsubscribe + subscribe.
   */
  readonly snapshot?: {
    /** Deepest first; the runtime takes the deepest one its weight budget allows. */
    readonly tiers: readonly { readonly levels: number; readonly weight: number }[]
    readonly path: (symbol: string, levels: number) => string
    readonly parse: (body: string) => RestSnapshot
  }
  /** Reads what the venue says of limits in a REST answer, so that the runtime obeys it. */
  readonly readRestLimits: (status: number, headers: Headers, body: string) => RestVerdict
}

export interface VenueLimits {
  readonly maxSymbolsPerConnection: number
  /** Client frames per second on one connection, pings and pongs included; the runtime stays at or under 80 %. */
  readonly framesPerSecond: number
  /** New connections per `connectWindowMs` and IP. */
  readonly connectsPerWindow: number
  readonly connectWindowMs: number
  /** REST weight (or requests, each of weight 1) per `restWindowMs` and IP. */
  readonly restWeightPerWindow: number
  readonly restWindowMs: number
  /** The venue cuts connections at this age; replaced before it, make-before-break. Absent: no such rule. */
  readonly maxConnectionAgeMs?: number
}

export interface VenueLiveness {
  /** Client ping in the venue's own form. Absent: WebSocket ping frames. */
  readonly ping?: { readonly everyMs: number; readonly frame: (requestId: number) => string }
  /** No frame at all for so long: the transport is dead. */
  readonly transportTimeoutMs: number
  /** No market data on the connection for so long, though it carries subscriptions: the channel is dead. */
  readonly dataTimeoutMs: number
  /** Acknowledgement of a control frame must arrive within this. */
  readonly acknowledgeTimeoutMs: number
}

export interface ControlFrame {
  /** Matches `acknowledged.requestId` / `refused.requestId`. */
  readonly requestId: string
  readonly text: string
  readonly symbols: readonly string[]
}

/** [price, quantity] as the venue wrote them. */
export type WireLevel = readonly [price: string, quantity: string]

export type VenueEvent =
  | VenueSnapshot
  | VenueDelta
  | VenueBestBidAsk
  | { readonly kind: 'acknowledged'; readonly requestId: string | undefined }
  /** A control frame was refused as a whole; the runtime bisects it to find the bad symbol. */
  | { readonly kind: 'refused'; readonly requestId: string | undefined; readonly reason: string }
  | { readonly kind: 'pong' }
  /** The venue says this connection ends soon. */
  | { readonly kind: 'closing' }

/** In-band full book; `sequence` is the venue's id of it. */
export interface VenueSnapshot {
  readonly kind: 'snapshot'
  readonly symbol: string
  readonly sequence: number
  readonly bids: readonly WireLevel[]
  readonly asks: readonly WireLevel[]
  readonly exchangeTimeMs: number | undefined
  /** Levels a side this channel keeps; the book is cut to it after every apply. 0: unbounded. */
  readonly depth: number
  /** The venue's name of the channel, where it offers several books of one symbol. Tools keep them apart by it. */
  readonly channel?: string
}

export interface VenueDelta {
  readonly kind: 'delta'
  readonly symbol: string
  /** The delta continues the book whose sequence is `previous`. */
  readonly previous: number
  readonly sequence: number
  readonly bids: readonly WireLevel[]
  readonly asks: readonly WireLevel[]
  readonly exchangeTimeMs: number | undefined
  /** The venue's name of the channel, where it offers several books of one symbol. Tools keep them apart by it. */
  readonly channel?: string
}

export interface VenueBestBidAsk {
  readonly kind: 'bestBidAsk'
  readonly symbol: string
  /** Undefined: that side is empty. */
  readonly bid: WireLevel | undefined
  readonly ask: WireLevel | undefined
  readonly exchangeTimeMs: number | undefined
  /** The venue's name of the channel, where it offers several books of one symbol. Tools keep them apart by it. */
  readonly channel?: string
  /** The quote's id in its own channel; the same id again is a sign of life, not a change. */
  readonly sequence?: number
  /** Set where quotes and depth share one id space: the depth book at this sequence has exactly this top. */
  readonly bookSequence?: number
}

export interface RestSnapshot {
  readonly sequence: number
  readonly bids: readonly WireLevel[]
  readonly asks: readonly WireLevel[]
}

export interface VenueInstrument {
  readonly symbol: string
  readonly base: string
  readonly quote: string
  /** As the venue writes them; "0" or undefined: no such rule. */
  readonly priceTick: string | undefined
  readonly quantityStep: string | undefined
  readonly minQuantity: string | undefined
  readonly minNotional: string | undefined
  readonly trading: boolean
}

/** `throttled`/`banned`: no request before `retryAfterMs` has passed. */
export type RestVerdict =
  | { readonly kind: 'ok'; readonly usedWeight: number | undefined }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'banned'; readonly retryAfterMs: number }
  | { readonly kind: 'failed'; readonly reason: string }

/** A frame or body that could not be read. `symbol` (native) when it can be told whose book it harms. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
  readonly symbol: string | undefined
  constructor(message: string, options: { readonly symbol?: string | undefined; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.symbol = options.symbol
  }
}
