import { Counter, Gauge, type Registry } from '@screener/service-kit'
import type { PoolCollectorState } from './collector.ts'
import type { UniswapCounts } from './counts.ts'

/** Reads the counts when somebody scrapes. */
export const registerMetrics = (
  registry: Registry,
  venue: string,
  counts: UniswapCounts,
  state: () => PoolCollectorState,
): void => {
  const plain: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ['collector_heads_total', 'Heads pushed by nodes', () => counts.heads],
    ['collector_blocks_total', 'Blocks whose quotes were published', () => counts.blocks],
    ['collector_snapshots_total', 'Book snapshots passed on', () => counts.snapshots],
    [
      'collector_rpc_questions_total',
      'Questions asked of nodes, checks of the head not counted',
      () => counts.questions,
    ],
    ['collector_quotes_verified_total', "Quotes compared with the contracts' own", () => counts.verified],
    ['collector_quotes_unverified_total', 'Comparisons that had no answer', () => counts.unverified],
  ]
  const byLabel: readonly (readonly [name: string, help: string, label: string, read: ReadonlyMap<string, number>])[] =
    [
      ['collector_chain_events_total', 'What happened to blocks and nodes', 'event', counts.chain],
      ['collector_rpc_failures_total', 'Questions without an answer, by reason', 'reason', counts.rpcFailures],
      ['collector_books_lost_total', 'Books lost, by reason', 'reason', counts.booksLost],
      [
        'collector_quote_mismatches_total',
        "Quotes that were not the contract's, by book",
        'symbol',
        counts.quoteMismatches,
      ],
      ['collector_reconnects_total', 'Connections that ended, by node', 'node', counts.disconnects],
    ]
  const now: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ['collector_feeds', 'Pools followed', () => state().books],
    ['collector_live_books', 'Pools with a flowing book', () => state().liveBooks],
    [
      'collector_quarantined',
      'Pools that the chain does not have or that cannot be priced',
      () => state().refused.size,
    ],
    ['collector_block_number', 'Newest complete block', () => state().tip?.number ?? 0],
    ['collector_proof_age_ms', 'Since the node confirmed the head', () => state().proofAgeMs ?? Number.NaN],
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
