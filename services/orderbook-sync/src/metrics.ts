import { bookStatus, type BookViewBatch } from '@screener/contracts'
import { Counter, Gauge, Histogram, type Registry } from '@screener/service-kit'
import type { HeldShard } from './held-shards.ts'
import type { SyncCounters } from './sync-counters.ts'

export interface SyncMetrics {
  /** Views published between inTurn(true) and inTurn(false) answer events; the others only repeat. */
  inTurn(turning: boolean): void
  onPublish(batch: BookViewBatch): void
}

const latencyBucketsMs = [0.5, 1, 2, 3, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000]

/** Books by venue and status, over all shards held. */
export const countBooks = (
  held: ReadonlyMap<number, HeldShard>,
): Map<string, Record<keyof typeof bookStatus, number>> => {
  const byVenue = new Map<string, Record<keyof typeof bookStatus, number>>()
  const names = Object.keys(bookStatus) as (keyof typeof bookStatus)[]
  for (const { sync } of held.values()) {
    for (const feed of sync.feeds.values()) {
      const counts = byVenue.get(feed.venue) ?? { down: 0, syncing: 0, live: 0, suspect: 0 }
      byVenue.set(feed.venue, counts)
      for (const { status } of feed.books.values()) {
        const name = names.find(candidate => bookStatus[candidate] === status)
        if (name) counts[name]++
      }
    }
  }
  return byVenue
}

export const registerMetrics = (
  registry: Registry,
  counters: SyncCounters,
  held: ReadonlyMap<number, HeldShard>,
): SyncMetrics => {
  const registers = [registry]
  new Counter({
    name: 'orderbook_sync_events_total',
    help: 'What happened to market data: applied deltas, gaps, resync orders, undecodable entries and so on',
    labelNames: ['event'],
    registers,
    collect() {
      this.reset()
      for (const [event, count] of Object.entries(counters)) this.inc({ event }, count as number)
    },
  })
  new Gauge({
    name: 'orderbook_sync_books',
    help: 'Books by venue and status',
    labelNames: ['venue', 'status'],
    registers,
    collect() {
      this.reset()
      for (const [venue, counts] of countBooks(held))
        for (const [status, count] of Object.entries(counts)) this.set({ venue, status }, count)
    },
  })
  new Gauge({
    name: 'orderbook_sync_heartbeat_transit_ms',
    help: 'From the newest heartbeat of a collector to its arrival here, skew of the clocks included',
    labelNames: ['venue', 'shard'],
    registers,
    collect() {
      this.reset()
      for (const [shard, { sync }] of held)
        for (const { venue, life } of sync.feeds.values()) this.set({ venue, shard }, life.transitUs / 1_000)
    },
  })
  new Gauge({
    name: 'orderbook_sync_dropped_entries',
    help: 'Output entries dropped because Redis was away too long',
    registers,
    collect() {
      this.set([...held.values()].reduce((sum, { writer }) => sum + writer.droppedEntries, 0))
    },
  })
  const latency = new Histogram({
    name: 'orderbook_sync_received_to_view_ms',
    help: 'From the reading of the frame at the collector to the view of it, oldest of each batch',
    buckets: latencyBucketsMs,
    registers,
  })
  let turning = false
  return {
    inTurn: value => {
      turning = value
    },
    onPublish: batch => {
      if (!turning) return
      let oldestUs = Infinity
      for (const view of batch.views)
        if (view.status === bookStatus.live && view.receivedTimeUs < oldestUs) oldestUs = view.receivedTimeUs
      const syncedUs = batch.views[0]?.syncedTimeUs ?? 0
      if (oldestUs !== Infinity) latency.observe((syncedUs - oldestUs) / 1_000)
    },
  }
}
