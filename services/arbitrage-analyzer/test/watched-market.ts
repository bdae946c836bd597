import { createEngine, type ArbitrageEngine } from '@screener/arbitrage'
import { opportunityPhase, type BookView, type OpportunityEvent } from '@screener/contracts'
import { plainRegistry, type AssetRegistry } from '@screener/instrument-identity'
import { createBookWatch, type BookWatch } from '../src/watch-books.ts'
import { silentLog } from './market.ts'

const feeOf = () => ({ takerBps: 10, feeAsset: 'quote', schedule: '' }) as const

/** An engine and its watch at a clock that the test moves; books of one level. */
export interface WatchedMarket {
  readonly engine: ArbitrageEngine
  readonly watch: BookWatch
  nowUs: number
  /** A view of now, of one level a side around the price. */
  say(venue: string, symbol: string, price: number, overrides?: Partial<BookView>): void
  /** What the routes came to since the last call. */
  settle(): readonly OpportunityEvent[]
  readonly opened: readonly OpportunityEvent[]
}

export const createWatchedMarket = (registry: AssetRegistry = plainRegistry): WatchedMarket => {
  const engine = createEngine({
    feeOf,
    minNetBps: 0,
    maxLegAgeMs: 60_000,
    maxSkewMs: 60_000,
    minUpdateIntervalMs: 20,
    minLifeMs: 0,
    maxCredibleNetBps: 500,
    hubs: ['USDT', 'USDC', 'BTC'],
  })
  const options = {
    quarantineBps: 500,
    quarantineAfterMs: 0,
    quarantineReleaseMs: 600_000,
    maxVenueLagMs: 1_000,
    clockOffsetMs: new Map<string, number>(),
    feeOf,
  }
  const watch = createBookWatch(engine, registry, options, silentLog)
  const opened: OpportunityEvent[] = []
  const market: WatchedMarket = {
    engine,
    watch,
    opened,
    nowUs: 1_800_000_000_000_000,
    say: (venue, symbol, price, overrides = {}) => {
      const { nowUs } = market
      const [base = '', quote = ''] = symbol.split('-')
      // prettier-ignore
      watch.take(0, {
        venue, symbol, status: 2, reason: '', session: 1, sequence: 1,
        bidPrices: [price * 0.9999], bidQuantities: [1000 / price], askPrices: [price * 1.0001], askQuantities: [1000 / price],
        exchangeTimeMs: nowUs / 1_000 - 20, receivedTimeUs: nowUs, proofTimeUs: nowUs, syncedTimeUs: nowUs,
        base, quote, priceTick: 0, quantityStep: 0, minQuantity: 0, minNotional: 0,
        ...overrides,
      }, nowUs)
    },
    settle: () => {
      watch.settle(market.nowUs)
      const events = engine.evaluate(market.nowUs)
      opened.push(...events.filter(({ phase }) => phase === opportunityPhase.opened))
      return events
    },
  }
  return market
}
