import type { Connection } from './connection.ts'
import type { FaultBoard } from './faults.ts'
import type { VenueMarket } from './market/market.ts'
import type { IntegerBook } from './truth.ts'
import type { VenueProtocol } from './venue-server.ts'

/**
 * A venue's twin: its protocol, limits and errors. One folder per venue; `src/<id>/twin.ts` exports it as `twin`, and the
 * simulator finds it by its folder. Nothing outside that folder knows the venue.
 */
export interface VenueTwin {
  /** The venue's id, the folder's name. Its port is `<ID>_PORT`, a limit's name is `<ID>_<LIMIT>`. */
  readonly id: string
  /** Whole numbers the operator may change: `connectsPerWindow` is read from `<ID>_CONNECTS_PER_WINDOW`. */
  readonly limits: Readonly<Record<string, TwinLimit>>
  /** What varies at the real venue without being a fault, and its usual value; POST /knobs changes it. */
  readonly knobs: Readonly<Record<string, number | boolean>>
  /** How the venue writes a symbol and how fine its prices and quantities are. */
  readonly list: (base: string, quote: string, usual: Precision) => TwinListing
  /** The venue's names of its channels, for faults on "depth" (the book a collector follows) and "bbo". */
  readonly channels: { readonly depth: readonly string[]; readonly bbo: readonly string[] }
  readonly create: (context: TwinContext) => RunningTwin
}

export interface TwinLimit {
  readonly default: number
  readonly doc: string
}

export interface Precision {
  readonly priceDecimals: number
  readonly quantityDecimals: number
}

export interface TwinListing extends Precision {
  readonly native: string
}

export interface TwinContext {
  readonly markets: readonly VenueMarket[]
  readonly limits: Readonly<Record<string, number>>
  /** Live: read at use. */
  readonly knobs: Readonly<Record<string, number | boolean>>
  readonly faults: FaultBoard
  /** Canonical symbols that are listed, and refused by the venue when subscribed. */
  readonly refused: ReadonlySet<string>
}

/** Where in a book's past: its sequence as clients see it, or for books without numbers the time in the frame. Neither: now. */
export interface TruthPoint {
  readonly sequence?: number | undefined
  readonly exchangeTimeMs?: number | undefined
  /** Levels of the channel meant, where the venue offers several. */
  readonly depth?: number | undefined
}

export interface TwinTruth {
  readonly sequence: number
  readonly book: IntegerBook
  /** Decimal text of `units` × 10^-decimals as the venue writes it. */
  readonly write: (units: number, decimals: number) => string
}

export interface RunningTwin {
  readonly protocol: VenueProtocol
  /** The market's book changed. */
  onEvent(market: VenueMarket, timeMs: number): void
  /** Every 10 ms. */
  onTick(tick: number): void
  /** Undefined where it is not known (any more). */
  truthAt(market: VenueMarket, point: TruthPoint): TwinTruth | undefined
  /** The venue begins its numbers (or its books) anew, as it really does at a restart. Undefined symbol: all. */
  restart?(symbol: string | undefined): void
  /** Says that the connection ends soon, where the venue does. */
  announceShutdown?(connection: Connection): void
}
