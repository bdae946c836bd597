import { opportunityPhase, type Opportunity, type OpportunityBatch, type Receipt } from '@screener/contracts'

/** How many closed episodes are kept to be looked at; about 10 kB each. */
const closedKept = 1000

export interface KnownReceipt {
  /** As of the receipt: what the analyzer told last while the episode was open. */
  readonly opportunity: Opportunity
  readonly receipt: Receipt
  /** Why the episode ended; undefined while it is open. */
  readonly closeReason: string | undefined
}

/** The last receipt of every open episode and of those that closed lately. */
export interface KnownReceipts {
  readonly size: number
  find(id: string): KnownReceipt | undefined
  /** Takes the receipts of a batch. To be called before anything of it is told to close. */
  take(batch: OpportunityBatch): void
  close(id: string, reason: string): void
}

export const createKnownReceipts = (): KnownReceipts => {
  const open = new Map<string, KnownReceipt>()
  // The one that closed first comes first.
  const closed = new Map<string, KnownReceipt>()

  return {
    get size() {
      return open.size + closed.size
    },
    find: id => open.get(id) ?? closed.get(id),
    take: batch => {
      for (const { phase, opportunity, receipt } of batch.events) {
        if (phase === opportunityPhase.closed || !receipt) continue
        open.set(opportunity.id, { opportunity, receipt, closeReason: undefined })
      }
    },
    close: (id, closeReason) => {
      const last = open.get(id)
      if (last === undefined) return
      open.delete(id)
      closed.set(id, { ...last, closeReason })
      const [oldest] = closed.keys()
      if (closed.size > closedKept && oldest !== undefined) closed.delete(oldest)
    },
  }
}
