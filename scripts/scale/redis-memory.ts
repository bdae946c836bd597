/**
 * What the screener keeps in Redis, in bytes, as `MEMORY USAGE` counts it. The constants are measured with Redis 7 and compared with a
 * running stack by a test; docs/operations.md is made of them.
 */

/** One entry: its id and the stream's own bookkeeping. */
const perEntry = 60
const perMarketEvent = 110
const perLevelOfView = 19
const perView = 160
const perOpportunity = 1_800
const perSavedLevel = 44
/** Of a checkpoint beside its levels (status, instrument, continuity, keys, its place in the index), and of its price. */
const perBook = 2_700
const mostSavedLevels = 128

/** Entries that carry `events` in all. */
export const marketDataBytes = (entries: number, events: number): number => entries * perEntry + events * perMarketEvent

/** Entries that carry `views` in all, each with so many levels a side. */
export const viewBytes = (entries: number, views: number, levelsPerSide: number): number =>
  entries * perEntry + views * (perView + 2 * levelsPerSide * perLevelOfView)

/** Entries that carry so many opportunities in all, keyframes included. */
export const opportunityBytes = (entries: number, opportunities: number): number =>
  entries * perEntry + opportunities * perOpportunity

/** One book with its price; `levels` of both sides together. */
export const bookBytes = (levels: number): number => perBook + Math.min(levels, 2 * mostSavedLevels) * perSavedLevel

export interface RedisLoad {
  readonly venues: number
  readonly symbols: number
  readonly shards: number
  /** Of a book, a side. */
  readonly levels: number
  readonly viewLevels: number
  /** Changes a second of one book. */
  readonly updatesPerSecond: number
  readonly openOpportunities: number
  /** STREAM_MAX_ENTRIES of the collectors, of orderbook-sync, of the analyzer. */
  readonly marketDataEntries: number
  readonly viewEntries: number
  readonly opportunityEntries: number
}

export interface RedisMemory {
  readonly books: number
  readonly marketData: number
  readonly views: number
  readonly opportunities: number
  readonly total: number
  /** How long md streams go back: so long orderbook-sync may be away without asking a venue. */
  readonly marketDataSeconds: number
}

/** A busy stream gets one entry for each turn of its writer's event loop, which carries all that the turn brought. */
const turnsPerSecond = 50
const mostViewsPerEntry = 64

export const redisMemory = (load: RedisLoad): RedisMemory => {
  const { venues, shards, levels, viewLevels, marketDataEntries, viewEntries, opportunityEntries } = load
  const changesPerStream = (load.symbols / shards) * load.updatesPerSecond
  const eventsPerEntry = Math.max(1, changesPerStream / turnsPerSecond)
  const viewsPerEntry = Math.min(mostViewsPerEntry, Math.max(1, (venues * changesPerStream) / turnsPerSecond))
  const books = venues * load.symbols * bookBytes(2 * levels)
  const marketData = venues * shards * marketDataBytes(marketDataEntries, marketDataEntries * eventsPerEntry)
  const views = shards * viewBytes(viewEntries, viewEntries * viewsPerEntry, viewLevels)
  // One keyframe a second tells all that are open; about as many entries tell one that changed.
  const told = (opportunityEntries / 2) * (load.openOpportunities + 1)
  const opportunities = opportunityBytes(opportunityEntries, told)
  return {
    books,
    marketData,
    views,
    opportunities,
    total: books + marketData + views + opportunities,
    marketDataSeconds: marketDataEntries / Math.min(turnsPerSecond, Math.max(changesPerStream, 8)),
  }
}
