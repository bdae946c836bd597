import type { TruthPoint } from './venue-twin.ts'

/** What of a ccxt.pro client the pointers touch. */
export interface CcxtClient {
  readonly urls: { readonly api: Record<string, unknown> }
  readonly options: Record<string, unknown>
  /** Where every book message of the WebSocket ends up. */
  handleOrderBook(connection: unknown, message: unknown): unknown
}

export interface CcxtBook {
  /** As ccxt writes it: BTC/USDT. */
  readonly symbol: string
  readonly nonce?: number | undefined
  /** Milliseconds. */
  readonly timestamp?: number | undefined
}

/**
 * How ccxt's own client, untouched but for its addresses, is pointed at a twin. `src/<id>/ccxt.ts` exports it as `ccxt`;
 * scripts find it by its folder.
 */
export interface CcxtPointer {
  /** Name of ccxt's class in `ccxt.pro`. */
  readonly ccxtId: string
  /** Replaces the addresses in `urls.api`, and sets options without which the client asks for more than the twin serves. */
  readonly point: (client: CcxtClient, port: number) => void
  /**
   * What of a book names its truth; called once a client, before it watches. Absent: the book's nonce as sequence and its
   * timestamp as exchange time, whichever the twin goes by.
   */
  readonly naming?: (client: CcxtClient) => (book: CcxtBook) => TruthPoint
  /** Levels a side that are compared, where the client keeps others than the channel has. Absent: all of them. */
  readonly levels?: number
}
