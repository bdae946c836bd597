import { opportunityPhase, type Opportunity, type OpportunityBatch } from '@screener/contracts'

/** Without a batch for this long the analyzer is not heard, and nothing it said counts as live. */
const silentAfterMs = 1500
/** Last known values are kept this long for people to look at (greyed), then dropped. */
const forgetAfterMs = 10_000

export interface OpportunityListener {
  changed(opportunity: Opportunity): void
  closed(id: string, reason: string): void
}

/** The analyzer's open opportunities as told by its stream. Times are monotonic milliseconds. */
export interface OpenOpportunities {
  readonly all: ReadonlyMap<string, Opportunity>
  apply(batch: OpportunityBatch, nowMs: number): void
  /** Entries were lost: what is held may be closed already. Not live until a keyframe. */
  doubt(): void
  /** Another analyzer took over: what the old one opened is void. Not live until a keyframe. */
  restart(): void
  /** Complete, and heard lately. */
  live(nowMs: number): boolean
  /** Drops what has not been vouched for too long. To be called a few times a second. */
  expire(nowMs: number): void
}

export const createOpenOpportunities = (listener: OpportunityListener): OpenOpportunities => {
  const all = new Map<string, Opportunity>()
  let complete = false
  let heardAtMs = -Infinity

  const open = (opportunity: Opportunity): void => {
    // A keyframe repeats everything; only what moved is news.
    if (all.get(opportunity.id)?.updatedAtUs === opportunity.updatedAtUs) return
    all.set(opportunity.id, opportunity)
    listener.changed(opportunity)
  }
  const close = (id: string, reason: string): void => {
    if (all.delete(id)) listener.closed(id, reason)
  }
  const closeAll = (reason: string): void => {
    for (const id of all.keys()) close(id, reason)
  }
  const closeUnlisted = (batch: OpportunityBatch): void => {
    const listed = new Set(batch.events.map(event => event.opportunity.id))
    for (const id of all.keys()) if (!listed.has(id)) close(id, 'gone')
  }

  return {
    all,
    apply: (batch, nowMs) => {
      heardAtMs = nowMs
      for (const event of batch.events) {
        if (event.phase === opportunityPhase.closed) close(event.opportunity.id, event.closeReason)
        else open(event.opportunity)
      }
      if (!batch.keyframe) return
      closeUnlisted(batch)
      complete = true
    },
    doubt: () => {
      complete = false
    },
    restart: () => {
      complete = false
      closeAll('analyzer_restarted')
    },
    live: nowMs => complete && nowMs - heardAtMs <= silentAfterMs,
    expire: nowMs => {
      if (nowMs - heardAtMs <= silentAfterMs) return
      // After a silence the next batch cannot be trusted to continue from here.
      complete = false
      if (nowMs - heardAtMs > forgetAfterMs) closeAll('analyzer_silent')
    },
  }
}
