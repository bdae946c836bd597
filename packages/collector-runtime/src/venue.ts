import type { ChecksumRecipe } from '@screener/order-book'

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
  /** Production base URLs, as the venue writes them; config may override them. */
  readonly webSocketUrl: string
  readonly restUrl: string
  readonly limits: VenueLimits
  readonly liveness: VenueLiveness
  /** Subscribes depth and best bid/ask of the symbols; one item per frame, within `limits`. `requestId` starts at `firstId`. */
  readonly subscribe: (symbols: readonly string[], firstId: number) => readonly ControlFrame[]
  readonly unsubscribe: (symbols: readonly string[], firstId: number) => readonly ControlFrame[]
  /** Best bid and ask alone, for symbols of which no book is wanted; on connections of their own. Absent: books only. */
  readonly tops?: VenueTops
  /** Pure. Throws FrameError on a frame it cannot read. Frames without meaning for us give []. */
  readonly decode: (text: string) => readonly VenueEvent[]
  readonly instruments: {
    readonly path: string
    readonly weight: number
    readonly parse: (body: string) => readonly VenueInstrument[]
  }
  /**
   * Set when books start from a REST snapshot. Absent when the depth channel itself begins with a snapshot: then a resync
   * is unsubscribe + subscribe.
   */
  readonly snapshot?: {
    /**
     * `always`: every book starts so. `not_pushed`: the channel should begin with a snapshot; only when its first message is
     * a delta, or none comes, is one fetched.
     */
    readonly when: 'always' | 'not_pushed'
    /** Deepest first; the runtime takes the deepest one its weight budget allows. */
    readonly tiers: readonly { readonly levels: number; readonly weight: number }[]
    readonly path: (symbol: string, levels: number) => string
    readonly parse: (body: string) => RestSnapshot
  }
  /** Reads what the venue says of limits in a REST answer, so that the runtime obeys it. */
  readonly readRestLimits: (status: number, headers: Headers, body: string) => RestVerdict
  /**
   * Hears the Date header of every REST answer, null where it has none; the only part that remembers. Absent: the venue
   * does not compare what time requests carry with its own.
   */
  readonly hearDate?: (date: string | null) => void
  /** Other forms of the venue (a regional host, an older channel), chosen by VENUE_VARIANT; each replaces the named parts. */
  readonly variants?: Readonly<Record<string, VenueVariant>>
}

/** `snapshot: undefined` takes the REST snapshot away. */
export type VenueVariant = { readonly [Part in Exclude<keyof Venue, 'id' | 'variants'>]?: Venue[Part] | undefined }

export interface VenueLimits {
  readonly maxSymbolsPerConnection: number
  /** Open at a time per IP. Absent: no such rule. */
  readonly maxConnections?: number
  /** Client frames per second on one connection, pings and pongs included; the runtime stays at or under 80 %. */
  readonly framesPerSecond: number
  /** Subscribe and unsubscribe frames per hour on one connection; it is replaced before they are used up. Absent: no such rule. */
  readonly controlFramesPerHour?: number
  /** New connections per `connectWindowMs` and IP. */
  readonly connectsPerWindow: number
  readonly connectWindowMs: number
  /** REST weight (or requests, each of weight 1) per `restWindowMs` and IP. */
  readonly restWeightPerWindow: number
  readonly restWindowMs: number
  /** The venue cuts connections at this age; replaced before it, make-before-break. Absent: no such rule. */
  readonly maxConnectionAgeMs?: number
}

export interface VenueTops extends Pick<Venue, 'subscribe' | 'unsubscribe'> {
  readonly maxSymbolsPerConnection: number
  /** As in VenueLiveness. Quotes of quiet symbols alone may stay away for long. */
  readonly dataTimeoutMs: number
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
  /** The venue answers each symbol by itself, so many times (once for each of its channels). Absent: one answer for the whole frame. */
  readonly answersPerSymbol?: number
}

/** [price, quantity] as the venue wrote them. */
export type WireLevel = readonly [price: string, quantity: string]

export type VenueEvent =
  | VenueSnapshot
  | VenueDelta
  | VenueBestBidAsk
  | { readonly kind: 'acknowledged'; readonly requestId: string | undefined; readonly symbol?: string }
  /**
   * With `symbol`: only this one was refused. Without: the control frame was refused as a whole; the runtime bisects it to
   * find the bad symbol. "Already subscribed" is no refusal but `acknowledged`.
   */
  | {
      readonly kind: 'refused'
      readonly requestId: string | undefined
      readonly symbol?: string
      readonly reason: string
    }
  /** Control frames came too fast and one was dropped: a pause, then what was not answered is asked for again. */
  | { readonly kind: 'throttled'; readonly reason: string }
  | { readonly kind: 'pong' }
  /** The venue says in its market data stream that nothing changed. Counts as market data of the connection. */
  | { readonly kind: 'heartbeat' }
  /** The venue says this connection ends soon. */
  | { readonly kind: 'closing' }
  /**
   * The venue takes no orders now, so nothing it shows could be executed: its books are given up, and the connection with
   * them. The next one finds out whether it goes on.
   */
  | { readonly kind: 'halted'; readonly reason: string }

/**
 * The venue's own checksum of the book after this message was applied and the book cut to its depth. It covers digits, so
 * the levels' digits travel too, one text a level, in the order of the levels. A snapshot with one asks for one in every
 * delta behind it. Not for books from REST, whose snapshots have no digits.
 */
export interface VenueChecksum {
  readonly recipe: ChecksumRecipe
  /** Unsigned. */
  readonly value: number
  readonly bidDigits: readonly string[]
  readonly askDigits: readonly string[]
}

/** In-band full book; `sequence` is the venue's id of it, undefined where it numbers nothing: then the runtime counts. */
export interface VenueSnapshot {
  readonly kind: 'snapshot'
  readonly symbol: string
  readonly sequence: number | undefined
  readonly checksum?: VenueChecksum
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
  /** The delta continues the book whose sequence is `previous`. Both undefined where the venue numbers nothing. */
  readonly previous: number | undefined
  readonly sequence: number | undefined
  /** The venue set its numbers back here: `sequence` is smaller than `previous`, and the book goes on all the same. */
  readonly resets?: true
  readonly checksum?: VenueChecksum
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
  /** Levels a side the channel keeps, as in VenueSnapshot. Absent: the channel tells of the whole book. */
  readonly depth?: number
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
