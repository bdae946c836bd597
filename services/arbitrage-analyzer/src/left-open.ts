import {
  decodeOpportunityBatch,
  opportunityPhase,
  type Opportunity,
  type OpportunityBatch,
  type OpportunityEvent,
} from '@screener/contracts'
import {
  compareIds,
  createStreamReader,
  parseId,
  type RedisClient,
  type RedisOptions,
  type StreamLog,
} from '@screener/streams'

/** A keyframe comes each second: so many entries back there is one, also in a busy market. */
const mostEntriesBack = 1_000
const patienceMs = 1_000

/** What is open after the batch, of what was before it. */
export const openAfter = (
  open: ReadonlyMap<string, Opportunity>,
  { keyframe, events }: Pick<OpportunityBatch, 'keyframe' | 'events'>,
): ReadonlyMap<string, Opportunity> => {
  const next = keyframe ? new Map<string, Opportunity>() : new Map(open)
  for (const { phase, opportunity } of events) {
    if (phase === opportunityPhase.closed) next.delete(opportunity.id)
    else next.set(opportunity.id, opportunity)
  }
  return next
}

/** The end of an episode whose teller is gone: nothing is known of it after the last word. */
export const endedByRestart = (opportunity: Opportunity): OpportunityEvent => ({
  phase: opportunityPhase.closed,
  opportunity,
  closeReason: 'restart',
})

type Entries = readonly (readonly [id: string, fields: unknown])[]

/** What the stream's last writer told as open and never as closed. Rejects when Redis does not tell in time. */
export const readLeftOpen = async (
  connection: RedisOptions,
  redis: RedisClient,
  stream: string,
  log: StreamLog,
): Promise<readonly Opportunity[]> => {
  const newest = (await redis.command('XREVRANGE', stream, '+', '-', 'COUNT', mostEntriesBack)) as Entries
  const until = newest[0]?.[0]
  if (until === undefined) return []
  const oldest = newest.length < mostEntriesBack ? 'start' : (newest.at(-1)?.[0] ?? 'start')
  const reader = createStreamReader({ ...connection, name: `${connection.name}:left-open` }, log)
  // Behind the oldest of them: what is open then is in the keyframe that follows.
  reader.follow(stream, oldest)
  try {
    let open: ReadonlyMap<string, Opportunity> = new Map()
    for await (const events of reader.batches(AbortSignal.timeout(patienceMs))) {
      for (const event of events) {
        if (event.kind !== 'entry') continue
        if (event.type === 'OpportunityBatch') open = openAfter(open, decodeOpportunityBatch(event.payload))
        if (compareIds(parseId(event.id), parseId(until)) >= 0) return [...open.values()]
      }
    }
    throw new Error(`${stream} was not read to its end within ${patienceMs} ms`)
  } finally {
    await reader.close()
  }
}
