import { redisMemory, type RedisLoad } from './redis-memory.ts'

const base = { venues: 5, levels: 128, viewLevels: 20, updatesPerSecond: 10 }

/** As set: every service keeps 10,000 entries; as advised: only the collectors keep much. */
const loads: readonly RedisLoad[] = [
  [50, 4, 20, 10_000, 10_000, 10_000],
  [50, 4, 20, 10_000, 1_000, 1_000],
  [500, 16, 200, 10_000, 10_000, 10_000],
  [500, 16, 200, 10_000, 1_000, 1_000],
  [5_000, 64, 1_000, 10_000, 10_000, 10_000],
  [5_000, 64, 1_000, 5_000, 500, 500],
].map(([symbols = 0, shards = 0, openOpportunities = 0, marketData = 0, views = 0, opportunities = 0]) => ({
  ...base,
  ...{ symbols, shards, openOpportunities },
  marketDataEntries: marketData,
  viewEntries: views,
  opportunityEntries: opportunities,
}))

const gigabytes = (bytes: number): string => (bytes / 1e9).toPrecision(2)
const grouped = (count: number): string => count.toLocaleString('en')

/** The cells of the table in docs/operations.md. */
export const sizingRows = (): readonly (readonly string[])[] =>
  loads.map(load => {
    const { books, marketData, views, opportunities, total, marketDataSeconds } = redisMemory(load)
    const entries = [load.marketDataEntries, load.viewEntries, load.opportunityEntries].map(grouped).join(' / ')
    const sizes = [books, marketData, views, opportunities, total].map(gigabytes)
    const names = [grouped(load.symbols), grouped(load.shards), grouped(load.openOpportunities)]
    return [...names, entries, ...sizes, `${Math.round(marketDataSeconds)} s`]
  })
