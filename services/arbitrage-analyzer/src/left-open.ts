import type { LeftOver } from '@screener/arbitrage'
import { decodeOpportunityBatch, opportunityPhase, type Opportunity, type OpportunityBatch } from '@screener/contracts'
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

type Entries = readonly (readonly [id: string, fields: unknown])[]

/** What the stream's last writer told as open and never as closed, and when each route told of was opened last. Rejects when Redis does not tell in time. */
export const readLeftOpen = async (
  connection: RedisOptions,
  redis: RedisClient,
  stream: string,
  log: StreamLog,
): Promise<LeftOver> => {
  const newest = (await redis.command('XREVRANGE', stream, '+', '-', 'COUNT', mostEntriesBack)) as Entries
  const until = newest[0]?.[0]
  if (until === undefined) return { open: [], lastOpenedAtMs: new Map() }
  const oldest = newest.length < mostEntriesBack ? 'start' : (newest.at(-1)?.[0] ?? 'start')
  const reader = createStreamReader({ ...connection, name: `${connection.name}:left-open` }, log)
  // Behind the oldest of them: what is open then is in the keyframe that follows.
  reader.follow(stream, oldest)
  try {
    let open: ReadonlyMap<string, Opportunity> = new Map()
    const lastOpenedAtMs = new Map<string, number>()
    for await (const events of reader.batches(AbortSignal.timeout(patienceMs))) {
      for (const event of events) {
        if (event.kind !== 'entry') continue
        if (event.type === 'OpportunityBatch') {
          const batch = decodeOpportunityBatch(event.payload)
          open = openAfter(open, batch)
          for (const { opportunity } of batch.events) {
            const { routeId, openedAtMs } = opportunity
            lastOpenedAtMs.set(routeId, Math.max(lastOpenedAtMs.get(routeId) ?? 0, openedAtMs))
          }
        }
        if (compareIds(parseId(event.id), parseId(until)) >= 0) return { open: [...open.values()], lastOpenedAtMs }
      }
    }
    throw new Error(`${stream} was not read to its end within ${patienceMs} ms`)
  } finally {
    await reader.close()
  }
}
