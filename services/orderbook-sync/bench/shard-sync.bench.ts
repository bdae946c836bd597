/**
 * CPU of the core for one delta: decode, apply, view, encode. `node bench/shard-sync.bench.ts [deltas per entry]`
 * 25 symbols on 2 venues, 1,000 levels a side, deltas of 10 levels of which most lie near the top.
 */
import { continuityOf } from '@screener/order-book'
import { encodeBookViewBatch, encodeMarketDataBatch, type Delta, type MarketDataEvent } from '@screener/contracts'
import { createShardSync } from '../src/shard-sync.ts'
import { createSyncCounters } from '../src/sync-counters.ts'

const venues = ['binance', 'bybit']
const symbols = Array.from({ length: 25 }, (_, index) => `COIN${index}-USDT`)
const deltasPerEntry = Number(process.argv[2] ?? 4)
const entries = 20_000
const levels = 10

let state = 7
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 4_294_967_296
}
const epochUs = (): number => Math.round((performance.timeOrigin + performance.now()) * 1_000)
const price = (sign: number): number => {
  const distance = random() < 0.7 ? -Math.log(1 - random()) * 12 : random() * 1_000
  return Math.round((60_000 + sign * (1 + Math.floor(distance)) * 0.01) * 100) / 100
}
const quantity = (): number => (random() < 0.3 ? 0 : Math.ceil(random() * 1e6) / 1e5)
const repeat = (make: () => number): number[] => Array.from({ length: levels / 2 }, make)

const sequences = new Map<string, number>()
const nextDelta = (venue: string, symbol: string): Delta => {
  const previous = sequences.get(venue + symbol) ?? 1
  sequences.set(venue + symbol, previous + 1)
  return {
    symbol,
    session: 1_795_000_000_000_000,
    previous,
    sequence: previous + 1,
    bidPrices: repeat(() => price(-1)),
    bidQuantities: repeat(quantity),
    askPrices: repeat(() => price(1)),
    askQuantities: repeat(quantity),
    exchangeTimeMs: 1_795_000_000_000,
    receivedTimeUs: epochUs(),
  }
}

let published = 0
let bytes = 0
const sync = createShardSync(
  {
    shard: 0,
    shards: 1,
    venues,
    symbols,
    viewLevels: 20,
    viewRefreshMs: 2_000,
    instance: 'bench',
    contract: continuityOf,
  },
  createSyncCounters(),
  { nowMs: () => 0, epochUs, random },
  {
    publish: batch => {
      published += batch.views.length
      bytes += encodeBookViewBatch(batch).length
    },
    order: () => undefined,
    undecodable: (_venue, _id, reason) => {
      throw new Error(reason)
    },
    congested: () => false,
    listening: () => true,
  },
)

const all = (sign: number): number[] => Array.from({ length: 1_000 }, (_, i) => 60_000 + sign * (i + 1) * 0.01)
const seed = (symbol: string): MarketDataEvent => ({
  snapshot: {
    symbol,
    session: 1_795_000_000_000_000,
    sequence: 1,
    bidPrices: all(-1).map(at => Math.round(at * 100) / 100),
    bidQuantities: all(-1).map(() => 1),
    askPrices: all(1).map(at => Math.round(at * 100) / 100),
    askQuantities: all(1).map(() => 1),
    exchangeTimeMs: 0,
    receivedTimeUs: epochUs(),
    straddled: false,
    bidsTruncated: false,
    asksTruncated: false,
    depth: 0,
  },
})
for (const venue of venues) {
  sync.onEntry(venue, '1-0', 'MarketDataBatch', encodeMarketDataBatch({ venue, events: symbols.map(seed) }))
}
sync.endTurn()

for (let run = 0; run < 4; run++) {
  const flow = Array.from({ length: entries }, (_, index) => {
    const venue = venues[index % 2] ?? ''
    const events = Array.from({ length: deltasPerEntry }, () => ({
      delta: nextDelta(venue, symbols[Math.floor(random() * symbols.length)] ?? ''),
    }))
    return { venue, payload: encodeMarketDataBatch({ venue, events }) }
  })
  published = 0
  bytes = 0
  const before = process.cpuUsage()
  let id = 1
  for (const { venue, payload } of flow) {
    sync.onEntry(venue, `1-${id++}`, 'MarketDataBatch', payload)
    sync.endTurn()
  }
  const { user, system } = process.cpuUsage(before)
  const perDelta = (user + system) / entries / deltasPerEntry
  console.log(
    `${perDelta.toFixed(2)} µs/delta (${levels} levels, ${deltasPerEntry} deltas an entry), ${published} views of ${Math.round(bytes / published)} B`,
  )
}
