import { Counter, Gauge, type Registry } from '@screener/service-kit'
import type { Counts } from './counts.ts'

export interface Gauges {
  readonly feeds: number
  readonly liveBooks: number
  readonly quarantined: number
  readonly shards: number
  readonly snapshotsWaiting: number
  readonly pendingBytes: number
  readonly droppedEntries: number
}

/** Reads the counts when somebody scrapes; the hot path knows nothing of Prometheus. */
export const registerMetrics = (registry: Registry, venue: string, counts: Counts, gauges: () => Gauges): void => {
  const plain: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ['collector_frames_total', 'WebSocket messages received', () => counts.frames],
    ['collector_deltas_total', 'Book deltas passed on', () => counts.deltas],
    ['collector_snapshots_total', 'Book snapshots passed on', () => counts.snapshots],
    ['collector_best_bid_ask_total', 'Best bid/ask messages passed on', () => counts.bestBidAsks],
    ['collector_connects_total', 'WebSocket connections attempted', () => counts.connects],
    ['collector_acknowledge_timeouts_total', 'Control frames not answered in time', () => counts.acknowledgeTimeouts],
    [
      'collector_throttled_total',
      'Control frames the venue dropped because they came too fast',
      () => counts.throttled,
    ],
  ]
  const byLabel: readonly (readonly [name: string, help: string, label: string, read: ReadonlyMap<string, number>])[] =
    [
      ['collector_reconnects_total', 'Connections that ended, by reason', 'reason', counts.reconnects],
      ['collector_resyncs_total', 'Books lost and synced again, by reason', 'reason', counts.resyncs],
      ['collector_undecodable_total', 'Frames that could not be read, by kind', 'kind', counts.undecodable],
      ['collector_rest_failures_total', 'REST requests that failed, by kind', 'kind', counts.restFailures],
    ]
  const now: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ['collector_rest_weight_used', 'Weight the venue last said was used in its window', () => counts.restWeightUsed],
    ['collector_message_age_ms', 'Venue clock to receipt, newest delta', () => counts.messageAgeMs],
    ['collector_feeds', 'Symbols followed', () => gauges().feeds],
    ['collector_live_books', 'Symbols with a flowing book', () => gauges().liveBooks],
    ['collector_quarantined', 'Wanted symbols the venue does not serve', () => gauges().quarantined],
    ['collector_shards', 'Shards held', () => gauges().shards],
    ['collector_snapshots_waiting', 'REST snapshots wanted and not there yet', () => gauges().snapshotsWaiting],
    ['collector_pending_bytes', 'Bytes that wait for Redis', () => gauges().pendingBytes],
    ['collector_dropped_entries', 'Stream entries given up while Redis was away', () => gauges().droppedEntries],
  ]
  const registers = [registry]
  for (const [name, help, read] of plain) {
    new Counter({
      name,
      help,
      labelNames: ['venue'],
      registers,
      collect() {
        this.reset()
        this.inc({ venue }, read())
      },
    })
  }
  for (const [name, help, label, read] of byLabel) {
    new Counter({
      name,
      help,
      labelNames: ['venue', label],
      registers,
      collect() {
        this.reset()
        for (const [key, count] of read) this.inc({ venue, [label]: key }, count)
      },
    })
  }
  for (const [name, help, read] of now) {
    new Gauge({
      name,
      help,
      labelNames: ['venue'],
      registers,
      collect() {
        this.set({ venue }, read())
      },
    })
  }
}
