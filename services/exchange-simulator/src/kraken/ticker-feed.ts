import type { Connection } from '../connection.ts'
import type { VenueMarket } from '../market/market.ts'
import type { Subscription } from './control-frames.ts'
import { createDay, nowText, tickerMessage, type DayFigures } from './payloads.ts'

type Trigger = Subscription['trigger']

/** The ticker of one symbol, sent at trades or at every change of a best price. A change of nothing but a size is no news. */
export class TickerFeed {
  readonly market: VenueMarket
  readonly day: DayFigures
  readonly #followers = new Map<Connection, { readonly trigger: Trigger; begun: boolean }>()
  #prices: string
  #traded = false

  constructor(market: VenueMarket) {
    this.market = market
    this.day = createDay(market)
    this.#prices = this.#bestPrices()
  }

  follow(connection: Connection, { trigger, snapshot }: Subscription): void {
    this.#followers.set(connection, { trigger, begun: !snapshot })
  }

  unfollow(connection: Connection): void {
    this.#followers.delete(connection)
  }

  /** Takes the trades that the last event made. */
  onEvent(): void {
    const { day } = this
    for (const { price, quantity } of this.market.book.takeTrades()) {
      this.#traded = true
      day.last = price
      day.low = Math.min(day.low, price)
      day.high = Math.max(day.high, price)
      day.volume += quantity
      day.turnover += price * quantity
    }
  }

  onTick(send: (connection: Connection, text: string) => void): void {
    const prices = this.#bestPrices()
    const isNews: Readonly<Record<Trigger, boolean>> = { bbo: prices !== this.#prices, trades: this.#traded }
    this.#prices = prices
    this.#traded = false
    for (const [connection, follower] of this.#followers) {
      if (follower.begun && !isNews[follower.trigger]) continue
      send(connection, tickerMessage(follower.begun ? 'update' : 'snapshot', this.market, this.day, nowText()))
      follower.begun = true
    }
  }

  #bestPrices(): string {
    const { bestBid, bestAsk } = this.market.book
    return `${String(bestBid?.price)} ${String(bestAsk?.price)}`
  }
}
