import type { ArbitrageEngine } from '@screener/arbitrage'
import { opportunityPhase, type OpportunityEvent } from '@screener/contracts'
import { Counter, Gauge, Histogram, type Registry } from '@screener/service-kit'

const latencyBucketsMs = [0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500]

export interface AnalyzerMetrics {
  readonly drops: Counter<'reason'>
  readonly unknownVenues: Counter
  readonly stalls: Counter
  readonly bookHop: Histogram
  /** Counts what was published and how old its newest leg was. */
  readonly published: (events: readonly OpportunityEvent[], nowUs: number) => void
  readonly totals: { opened: number; closed: number; published: number }
}

export const createAnalyzerMetrics = (registry: Registry, engine: ArbitrageEngine): AnalyzerMetrics => {
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  gauge('analyzer_books', 'Books heard of', () => engine.counts.books)
  gauge('analyzer_routes', 'Routes between them', () => engine.counts.routes)
  gauge(
    'analyzer_routes_left_out',
    'Routes that were not made because of MAX_ROUTES',
    () => engine.counts.routesLeftOut,
  )
  const labelled = (name: string, help: string, label: string, read: () => Readonly<Record<string, number>>): void => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        for (const [value, count] of Object.entries(read())) this.set({ [label]: value }, count)
      },
    })
  }
  labelled('analyzer_routes_by_kind', 'Routes of each kind', 'kind', () => engine.counts.routesByKind)
  labelled('analyzer_verdicts', 'Routes that each rule decided about last', 'rule', () => engine.verdicts)
  gauge('analyzer_open', 'Open opportunities', () => engine.counts.open)
  gauge('analyzer_evaluations_total', 'Routes looked at', () => engine.counts.evaluations)
  gauge('analyzer_walks_total', 'Routes whose tops paid, so that depth was walked', () => engine.counts.walks)
  gauge(
    'analyzer_unproven_sizes_total',
    'Walks of a cycle that ended at their limit, so that a better size was not ruled out',
    () => engine.counts.unprovenSizes,
  )
  const opened = new Counter({ name: 'analyzer_opened_total', help: 'Opportunities opened', registers })
  const updated = new Counter({ name: 'analyzer_updated_total', help: 'Updates published', registers })
  const closed = new Counter({
    name: 'analyzer_closed_total',
    help: 'Opportunities closed',
    labelNames: ['reason'],
    registers,
  })
  const latency = (name: string, help: string): Histogram =>
    new Histogram({ name, help, buckets: latencyBucketsMs, registers })
  const detection = latency(
    'analyzer_synced_to_opportunity_ms',
    'From the newest book view of an opened opportunity to its publication',
  )
  const endToEnd = latency(
    'analyzer_frame_to_opportunity_ms',
    "From the reading of the newest leg's venue frame to the opportunity's opening",
  )
  const totals = { opened: 0, closed: 0, published: 0 }

  const noteOpened = ({ opportunity }: OpportunityEvent, nowUs: number): void => {
    totals.opened += 1
    opened.inc()
    let syncedUs = 0
    let receivedUs = 0
    for (const leg of opportunity.legs) {
      syncedUs = Math.max(syncedUs, leg.syncedTimeUs)
      receivedUs = Math.max(receivedUs, leg.receivedTimeUs)
    }
    detection.observe(Math.max(0, nowUs - syncedUs) / 1_000)
    endToEnd.observe(Math.max(0, nowUs - receivedUs) / 1_000)
  }

  return {
    drops: new Counter({
      name: 'analyzer_shard_drops_total',
      help: 'Times the books of a shard were forgotten',
      labelNames: ['reason'],
      registers,
    }),
    unknownVenues: new Counter({
      name: 'analyzer_unknown_venue_views_total',
      help: 'Views of venues outside VENUES',
      registers,
    }),
    stalls: new Counter({ name: 'analyzer_stalls_total', help: 'Pauses of this process beyond MAX_LAG_MS', registers }),
    bookHop: latency('analyzer_book_hop_ms', 'Age of the newest view of a shard when it is read'),
    published: (events, nowUs) => {
      totals.published += events.length
      for (const event of events) {
        if (event.phase === opportunityPhase.opened) noteOpened(event, nowUs)
        else if (event.phase === opportunityPhase.updated) updated.inc()
        else {
          totals.closed += 1
          closed.inc({ reason: event.closeReason })
        }
      }
    },
    totals,
  }
}
