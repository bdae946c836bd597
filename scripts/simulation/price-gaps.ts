import { startUsd } from '../../services/exchange-simulator/src/market/instruments.ts'
import type { VenueMarket } from '../../services/exchange-simulator/src/market/market.ts'
import { MatchingBook } from '../../services/exchange-simulator/src/market/matching-book.ts'
import { createRandom } from '../../services/exchange-simulator/src/market/random.ts'
import type { SimulatedWorld } from './simulated-world.ts'
import { startEpochMs } from './virtual-globals.ts'

export interface GapOptions {
  readonly seed: string
  readonly fromMs: number
  /** Mean time between two gaps, of all markets together. */
  readonly everyMs: number
  /** Only at these venues; absent: at all. */
  readonly venues?: readonly string[]
}

const deepestBps = 70
/** Four trades lose more to lots and fees; beyond a fifth of QUARANTINE_BPS a young book would be taken for another coin. */
const deepestSeldomBps = 95
const shallowestBps = 8
const everything = 1e12

/**
 * Somebody in a hurry: now and then an offer or a bid on the wrong side of the other venues' prices, gone again after 20 to
 * 900 ms (mostly some 100 to 500). Together with the flow that takes them sooner they give many short opportunities.
 */
export const makePriceGaps = (world: SimulatedWorld, { seed, fromMs, everyMs, venues }: GapOptions): void => {
  const { time, exchange } = world
  const random = createRandom(`${seed}:gaps`)
  const chosen = exchange.markets.filter(({ instrument }) => venues?.includes(instrument.venue) ?? true)
  const busy = new Set<VenueMarket>()
  const fairOf = ({ instrument }: VenueMarket): number | undefined => {
    const mids = exchange.markets
      .filter(other => other.instrument.symbol === instrument.symbol && other.instrument.venue !== instrument.venue)
      .flatMap(({ book, instrument: other }) => {
        const { bestBid, bestAsk } = book
        if (bestBid === undefined || bestAsk === undefined || busy.size > chosen.length / 2) return []
        const unit = world.unitOf(instrument.venue, instrument.symbol) / world.unitOf(other.venue, other.symbol)
        return [((bestBid.price + bestAsk.price) / 2) * 10 ** (instrument.priceDecimals - other.priceDecimals) * unit]
      })
    return mids.length === 0 ? undefined : mids.reduce((sum, mid) => sum + mid, 0) / mids.length
  }
  /** Lots of a usual order. */
  const usualLots = ({ instrument }: VenueMarket): number => {
    const { base, quantityDecimals, usualOrderUsd, venue, symbol } = instrument
    return (usualOrderUsd / startUsd(base, seed) / world.unitOf(venue, symbol)) * 10 ** quantityDecimals
  }
  const make = (market: VenueMarket): void => {
    const { book } = market
    const fair = fairOf(market)
    if (fair === undefined || busy.has(market) || !(book instanceof MatchingBook)) return
    busy.add(market)
    const isBid = random.next() < 0.5
    const deepest = random.next() < 0.15 ? deepestSeldomBps : deepestBps
    const part = random.between(shallowestBps, deepest) * 1e-4
    const price = isBid ? Math.floor(fair * (1 + part)) : Math.ceil(fair * (1 - part))
    const usual = usualLots(market)
    const lots = Math.max(1, Math.round(usual * random.between(0.7, 4)))
    book.take(isBid, price, everything, startEpochMs + time.nowMs)
    book.place(isBid, price, lots, startEpochMs + time.nowMs)
    const lifeMs = Math.min(900, 20 + random.exponential(220))
    time.schedule(
      lifeMs,
      () => {
        const nowMs = startEpochMs + time.nowMs
        book.take(!isBid, price, everything, nowMs)
        // The side that was run over fills up again.
        for (let order = 1; order <= 6; order++) {
          const away = 1e-4 * (0.5 + order * random.between(0.3, 1))
          const back = isBid ? Math.ceil(fair * (1 + away)) : Math.floor(fair * (1 - away))
          book.place(!isBid, back, Math.max(1, Math.round(usual * random.between(0.4, 1.5))), nowMs)
        }
        busy.delete(market)
      },
      time.world,
    )
  }
  const turn = (): void => {
    const market = chosen[Math.floor(random.next() * chosen.length)]
    if (market !== undefined) make(market)
    time.schedule(random.exponential(everyMs), turn, time.world)
  }
  time.schedule(fromMs - time.nowMs, turn, time.world)
}
