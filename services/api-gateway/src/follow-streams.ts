import {
  bookStream,
  decodeBookViewBatch,
  decodeOpportunityBatch,
  decodeServiceStatus,
  decodeVerdictBatch,
  opportunityStream,
  statusStream,
  verdictStream,
  type OpportunityBatch,
} from '@screener/contracts'
import type { StreamEvent, StreamReader } from '@screener/streams'
import type { KnownBooks } from './known-books.ts'
import type { KnownReceipts } from './known-receipts.ts'
import type { KnownServices } from './known-services.ts'
import type { KnownVerdicts } from './known-verdicts.ts'
import type { OpenOpportunities } from './open-opportunities.ts'

export interface FollowTargets {
  readonly opportunities: OpenOpportunities
  readonly books: KnownBooks
  readonly receipts: KnownReceipts
  readonly services: KnownServices
  readonly verdicts: KnownVerdicts
  /** An opportunity batch was applied. */
  readonly onBatch: (batch: OpportunityBatch) => void
  readonly onUndecodable: (stream: string, error: unknown) => void
  readonly nowMs: () => number
  readonly wallMs: () => number
}

type Handler = (event: StreamEvent) => void

const followOpportunities =
  (targets: FollowTargets): Handler =>
  event => {
    if (event.kind === 'hole') targets.opportunities.doubt()
    else if (event.kind === 'epoch') targets.opportunities.restart()
    else {
      const batch = decodeOpportunityBatch(event.payload)
      targets.receipts.take(batch)
      targets.opportunities.apply(batch, targets.nowMs())
      targets.onBatch(batch)
    }
  }

const followBooks =
  (targets: FollowTargets, shard: number): Handler =>
  event => {
    if (event.kind === 'entry') targets.books.apply(shard, decodeBookViewBatch(event.payload), targets.nowMs())
    else targets.books.drop(shard)
  }

const followStatus =
  (targets: FollowTargets): Handler =>
  event => {
    if (event.kind === 'entry')
      targets.services.apply(decodeServiceStatus(event.payload), targets.nowMs(), targets.wallMs())
  }

const followVerdicts =
  (targets: FollowTargets): Handler =>
  event => {
    // A sample each second: what is lost comes round again.
    if (event.kind === 'entry') targets.verdicts.apply(decodeVerdictBatch(event.payload), targets.nowMs())
  }

/** Streams with several writers take their ids from Redis: holes in them mean nothing. */
const sharedStreams: readonly string[] = [statusStream, verdictStream]

/** Keeps the targets current until the signal. An entry that cannot be decoded counts as lost. */
export const followStreams = async (
  reader: StreamReader,
  shards: number,
  targets: FollowTargets,
  signal: AbortSignal,
): Promise<void> => {
  const handlers = new Map<string, Handler>([
    [opportunityStream(0), followOpportunities(targets)],
    [statusStream, followStatus(targets)],
    [verdictStream, followVerdicts(targets)],
  ])
  for (let shard = 0; shard < shards; shard += 1) handlers.set(bookStream(shard), followBooks(targets, shard))
  for (const stream of handlers.keys()) reader.follow(stream, 'now', { explicitIds: !sharedStreams.includes(stream) })

  for await (const events of reader.batches(signal)) {
    for (const event of events) {
      const handle = handlers.get(event.stream)
      try {
        handle?.(event)
      } catch (error) {
        targets.onUndecodable(event.stream, error)
        handle?.({ kind: 'hole', stream: event.stream, expected: '', found: '' })
      }
    }
  }
}
