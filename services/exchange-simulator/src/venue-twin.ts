import type { Connection } from './connection.ts'
import type { FaultBoard } from './faults.ts'
import type { VenueMarket } from './market/market.ts'
import type { CaptureLine } from './replay/read-capture.ts'
import type { IntegerBook } from './truth.ts'
import type { VenueProtocol } from './venue-server.ts'

/**
 * A venue's twin: its protocol, limits and errors. One folder per venue; `src/<id>/twin.ts` exports it as `twin`, and the
 * simulator finds it by its folder. Nothing outside that folder knows the venue.
 *
 * What twins share stands beside this file: `published-book.ts` (top levels, numbers, differences, truth), `limits.ts`
 * (windows, bans), `decimal.ts`, `market/random.ts` (`fractionOf` for plausible first numbers).
 */
export interface VenueTwin {
  /** The venue's id, the folder's name. Its port is `<ID>_PORT`, a limit's name is `<ID>_<LIMIT>`. */
  readonly id: string
  /** Whole numbers the operator may change: `connectsPerWindow` is read from `<ID>_CONNECTS_PER_WINDOW`. */
  readonly limits: Readonly<Record<string, TwinLimit>>
  /** What varies at the real venue without being a fault, and its usual value; POST /knobs changes it. */
  readonly knobs: Readonly<Record<string, number | boolean>>
  /**
   * How the venue writes a symbol and how fine its prices and quantities are. Inside the simulator both are whole numbers of
   * 10^-decimals: prices must stay under 2^31 and quantities under 2^53.
   */
  readonly list: (base: string, quote: string, usual: Precision) => TwinListing
  /** The venue's names of its channels, for faults on "depth" (the book a collector follows) and "bbo". */
  readonly channels: { readonly depth: readonly string[]; readonly bbo: readonly string[] }
  /** Its frames carry a checksum that clients verify, so that a wrong one is a fault to be tried (`corrupt`, form `checksum`). */
  readonly checksums?: true
  readonly create: (context: TwinContext) => RunningTwin
  /** A capture in the place of the market. Absent: this venue cannot be replayed. */
  readonly replay?: (lines: readonly CaptureLine[], options: ReplayOptions) => TwinReplay
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
  /** One value for each of the twin's `limits`. */
  readonly limits: Readonly<Record<string, number>>
  /** One value for each of the twin's `knobs`. Live: read at use. */
  readonly knobs: Readonly<Record<string, number | boolean>>
  readonly faults: FaultBoard
  /** Canonical symbols that are listed, and refused by the venue when subscribed. */
  readonly refused: ReadonlySet<string>
}

/**
 * Where in a book's past: its sequence as clients see it, or for books without numbers the time in the frame. Neither: now.
 * Askers name both when they have both; a twin uses what its clients can see and leaves the other alone.
 */
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
  /** The market's book changed. Trades that are not taken from the book here are gone. */
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

export interface ReplayOptions {
  /** Canonical. */
  readonly symbols: readonly string[]
  /** 1 = as recorded. */
  readonly speed: number
  /** Book changes remembered per symbol. */
  readonly maxChanges: number
  /** To be called when the capture has ended; the venue's connections are then cut, and the next subscription begins anew. */
  readonly onEnd: () => void
}

export interface TwinReplay {
  /** The recorded books of the symbols asked for. */
  readonly markets: readonly VenueMarket[]
  /** Every book the capture has, by the venue's name, for who asked for none of them. */
  readonly names: readonly string[]
  readonly create: (context: TwinContext) => RunningTwin
}
