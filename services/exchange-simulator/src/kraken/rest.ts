import type { VenueCounters } from '../counters.ts'
import { fixedDecimals, stepText } from '../decimal.ts'
import type { VenueMarket } from '../market/market.ts'
import type { IntegerLevels } from '../truth.ts'
import type { RestAnswer } from '../venue-server.ts'
import { systems, type KrakenKnobs, type KrakenLimits } from './limits.ts'
import { altName, assetId, pairNames } from './names.ts'
import type { DayFigures } from './payloads.ts'

/** An entry of `error`; HTTP is 200 all the same. */
class KrakenError extends Error {}

const maxDepth = 500

export interface KrakenRest {
  answer(url: URL, ip: string, method: string): RestAnswer
}

export interface KrakenRestOptions {
  readonly markets: readonly VenueMarket[]
  readonly dayOf: (market: VenueMarket) => DayFigures
  readonly limits: KrakenLimits
  readonly knobs: KrakenKnobs
  readonly counters: VenueCounters
}

export const createKrakenRest = ({ markets, dayOf, limits, knobs, counters }: KrakenRestOptions): KrakenRest => {
  const byName = new Map<string, VenueMarket>()
  for (const market of markets) {
    const { id, altname, wsname } = pairNames(market.instrument)
    for (const name of [id, altname, wsname, market.instrument.native]) byName.set(name, market)
  }
  const counts = createCallCounts(limits.restCalls)

  /** The pairs asked for by any of their names, or all. */
  const chosen = (url: URL): readonly VenueMarket[] => {
    const pairs = url.searchParams.get('pair')
    return pairs === null ? markets : pairs.split(',').map(find)
  }
  const find = (pair: string): VenueMarket => {
    const market = byName.get(pair)
    if (market === undefined) throw new KrakenError('EQuery:Unknown asset pair')
    return market
  }
  const byId = (url: URL, entry: (market: VenueMarket) => object): object =>
    Object.fromEntries(chosen(url).map(market => [pairNames(market.instrument).id, entry(market)]))
  const depth = (url: URL): object => {
    const pair = url.searchParams.get('pair')
    const text = url.searchParams.get('count') ?? '100'
    const count = Number(text)
    if (pair === null) throw new KrakenError('EGeneral:Invalid arguments')
    if (!/^\d+$/.test(text) || count < 1 || count > maxDepth) throw new KrakenError('EGeneral:Invalid arguments:count')
    const market = find(pair)
    const { bids, asks } = market.book.levels(count)
    const side = (levels: IntegerLevels): object => depthSide(market, levels)
    return { [pairNames(market.instrument).id]: { asks: side(asks), bids: side(bids) } }
  }
  const endpoints = new Map<string, (url: URL) => object>([
    ['Time', () => ({ unixtime: Math.floor(Date.now() / 1000), rfc1123: new Date().toUTCString() })],
    ['SystemStatus', () => ({ status: systems[knobs.system] ?? systems[0], timestamp: isoSeconds() })],
    ['AssetPairs', url => byId(url, assetPair)],
    ['Assets', () => assets(markets)],
    ['Ticker', url => byId(url, market => ticker(market, dayOf(market)))],
    ['Depth', depth],
  ])
  const run = (url: URL, ip: string): object => {
    const used = counts.add(ip)
    counters.weightPeak = Math.max(counters.weightPeak, Math.ceil(used))
    if (used > limits.restCalls) throw new KrakenError('EAPI:Rate limit exceeded')
    const endpoint = /^\/0\/public\/(\w+)$/.exec(url.pathname)?.[1]
    const answer = endpoint === undefined ? undefined : endpoints.get(endpoint)
    if (answer === undefined) throw new KrakenError('EGeneral:Unknown method')
    return answer(url)
  }
  return {
    answer: (url, ip) => {
      try {
        return { status: 200, body: JSON.stringify({ error: [], result: run(url, ip) }) }
      } catch (error) {
        if (!(error instanceof KrakenError)) throw error
        return { status: 200, body: JSON.stringify({ error: [error.message] }) }
      }
    },
  }
}

/** Each call counts one; each second takes one off. Calls over the limit count too. */
const createCallCounts = (most: number): { add(ip: string): number } => {
  const counts = new Map<string, { sum: number; atMs: number }>()
  return {
    add: ip => {
      const nowMs = Date.now()
      const before = counts.get(ip) ?? { sum: 0, atMs: nowMs }
      const left = Math.max(0, Math.min(most, before.sum) - (nowMs - before.atMs) / 1000)
      counts.set(ip, { sum: left + 1, atMs: nowMs })
      return left + 1
    },
  }
}

const isoSeconds = (): string => `${new Date().toISOString().slice(0, 19)}Z`

/** At least five decimals of the price, and only three of the volume: nothing to compare a WebSocket book with to the last digit. */
const depthSide = ({ instrument }: VenueMarket, levels: IntegerLevels): object =>
  levels.map(([price, quantity]) => {
    const text = fixedDecimals(price, instrument.priceDecimals)
    const [whole = '', decimals = ''] = text.split('.')
    const volume = (quantity / 10 ** instrument.quantityDecimals).toFixed(3)
    return [`${whole}.${decimals.padEnd(5, '0')}`, volume, Math.floor(Date.now() / 1000)]
  })

const taker = [[0, 0.4], [10000, 0.35], [50000, 0.24], [100000, 0.22], [250000, 0.2]] // prettier-ignore
const maker = [[0, 0.25], [10000, 0.2], [50000, 0.14], [100000, 0.12], [250000, 0.1]] // prettier-ignore

const assetPair = ({ instrument }: VenueMarket): object => {
  const { base, quote, priceDecimals, quantityDecimals } = instrument
  const { altname, wsname } = pairNames(instrument)
  return {
    altname,
    wsname,
    aclass_base: 'currency',
    base: assetId(base),
    aclass_quote: 'currency',
    quote: assetId(quote),
    lot: 'unit',
    cost_decimals: 5,
    pair_decimals: priceDecimals,
    lot_decimals: quantityDecimals,
    lot_multiplier: 1,
    leverage_buy: [2, 3],
    leverage_sell: [2, 3],
    fees: taker,
    fees_maker: maker,
    fee_volume_currency: 'ZUSD',
    margin_call: 80,
    margin_stop: 40,
    ordermin: stepText(Math.min(quantityDecimals, 5)),
    costmin: '0.5',
    tick_size: stepText(priceDecimals),
    status: 'online',
    execution_venue: 'international',
  }
}

const assets = (markets: readonly VenueMarket[]): object => {
  const names = new Set(markets.flatMap(({ instrument: { base, quote } }) => [base, quote]))
  const entry = (asset: string): object => ({
    aclass: 'currency',
    altname: altName(asset),
    decimals: 10,
    display_decimals: 5,
    collateral_value: 1,
    status: 'enabled',
  })
  return Object.fromEntries([...names].map(asset => [assetId(asset), entry(asset)]))
}

/** `a`, `b`: price, volume in whole lots, volume. */
const ticker = ({ instrument, book }: VenueMarket, day: DayFigures): object => {
  const price = (ticks: number): string => fixedDecimals(Math.round(ticks), instrument.priceDecimals)
  const volume = (lots: number): string => fixedDecimals(lots, instrument.quantityDecimals)
  const best = (level: typeof book.bestBid): object => {
    const lots = level?.quantity ?? 0
    return [price(level?.price ?? 0), String(Math.floor(lots / 10 ** instrument.quantityDecimals)), volume(lots)]
  }
  const average = price(day.volume === 0 ? 0 : day.turnover / day.volume)
  return {
    a: best(book.bestAsk),
    b: best(book.bestBid),
    c: [price(day.last), volume(0)],
    v: [volume(day.volume), volume(day.volume)],
    p: [average, average],
    t: [0, 0],
    l: [price(day.low), price(day.low)],
    h: [price(day.high), price(day.high)],
    o: price(day.open),
  }
}
