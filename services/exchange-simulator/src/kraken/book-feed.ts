import type { Connection } from '../connection.ts'
import type { VenueMarket } from '../market/market.ts'
import { createRandom, type Random } from '../market/random.ts'
import { PublishedBook, type BookDelta } from '../published-book.ts'
import type { IntegerBook, IntegerLevels } from '../truth.ts'
import type { TruthPoint } from '../venue-twin.ts'
import type { KrakenKnobs } from './limits.ts'
import { bookMessage, timeText } from './payloads.ts'

/**
 * One depth of one symbol's book. Nothing is numbered: what a client holds is named by the millisecond in the last frame
 * it took, so at most one state is published in a millisecond. Snapshots carry the time of the state, not of the request.
 */
export class BookFeed {
  readonly market: VenueMarket
  readonly #published: PublishedBook
  readonly #knobs: KrakenKnobs
  readonly #random: Random
  #timestamp: string
  /** Whoever follows; false while the snapshot has not gone out. */
  readonly #followers = new Map<Connection, boolean>()

  constructor(market: VenueMarket, depth: number, knobs: KrakenKnobs, nowMs: number) {
    this.market = market
    this.#knobs = knobs
    this.#published = new PublishedBook({ market, depth, firstNumber: 1, deletesEvicted: false }, nowMs)
    this.#random = createRandom(`${market.instrument.native}:${String(depth)}`)
    this.#timestamp = this.#stamp(nowMs)
  }

  get isFollowed(): boolean {
    return this.#followers.size > 0
  }

  follow(connection: Connection, withSnapshot: boolean): void {
    this.#followers.set(connection, !withSnapshot)
  }

  unfollow(connection: Connection): void {
    this.#followers.delete(connection)
  }

  /** The book begins anew at the next tick: a snapshot nobody asked for. */
  restart(): void {
    for (const connection of this.#followers.keys()) this.#followers.set(connection, false)
  }

  /** Sends what changed, then the snapshots that are due. A book that is left before its snapshot never gets it. */
  onTick(nowMs: number, send: (connection: Connection, text: string) => void): void {
    const delta = this.#advance(nowMs)
    const update = delta === undefined ? undefined : this.#text('update', this.#withPriceTwice(delta))
    const snapshot = [...this.#followers.values()].includes(false)
      ? this.#text('snapshot', this.#published.levels)
      : undefined
    for (const [connection, begun] of this.#followers) {
      if (!begun && snapshot !== undefined) {
        this.#followers.set(connection, true)
        send(connection, snapshot)
      } else if (update !== undefined) send(connection, update)
    }
  }

  /** What a client holds whose last frame is of this time; without a time, the newest. Undefined: not known. */
  bookAt({ exchangeTimeMs }: TruthPoint): IntegerBook | undefined {
    if (exchangeTimeMs === undefined && !this.isFollowed) this.#advance(Date.now())
    return this.#published.bookAt({ exchangeTimeMs })
  }

  get number(): number {
    return this.#published.number
  }

  #advance(nowMs: number): BookDelta | undefined {
    const delta = this.#published.advance(nowMs)
    if (delta !== undefined) this.#timestamp = this.#stamp(nowMs)
    return delta
  }

  #text(type: 'snapshot' | 'update', levels: BookDelta): string {
    return bookMessage({
      type,
      market: this.market,
      levels,
      book: this.#published.levels,
      timestamp: this.#timestamp,
    })
  }

  #stamp(ms: number): string {
    return timeText(ms, Math.floor(this.#random.next() * 1000))
  }

  /** Now and then the venue tells of a price twice in one message; the later one holds. */
  #withPriceTwice(delta: BookDelta): BookDelta {
    const { priceTwiceEvery: every } = this.#knobs
    if (every === 0 || this.#random.next() * every >= 1) return delta
    const twice = (levels: IntegerLevels): IntegerLevels => {
      const [first] = levels
      return first === undefined ? levels : [[first[0], first[1] + 1], ...levels]
    }
    return { bids: twice(delta.bids), asks: twice(delta.asks) }
  }
}
