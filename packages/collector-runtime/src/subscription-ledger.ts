export type ControlKind = 'subscribe' | 'unsubscribe'

/** A control frame on its way, until the venue answers it. */
export interface PendingFrame {
  readonly requestId: string
  readonly kind: ControlKind
  readonly symbols: readonly string[]
  readonly attempt: number
  readonly deadlineMs: number
}

/** What to do about a refused frame. */
export interface RefusalVerdict {
  /** Smaller groups to ask for again. */
  readonly retry: readonly (readonly string[])[]
  /** The symbol the venue will not serve. */
  readonly rejected: string | undefined
  /** Refused although their data flows: a repeated request, so they are subscribed. */
  readonly confirmed: readonly string[]
}

/** What one connection asked for, what was answered, and what is overdue. Pure. */
export interface SubscriptionLedger {
  sent(frame: PendingFrame): void
  /** Answers without an id belong to the oldest open request: venues answer in order on one connection. */
  settle(requestId: string | undefined): PendingFrame | undefined
  /** Takes out every frame whose answer is late. */
  takeOverdue(nowMs: number): PendingFrame[]
  /** Whether a frame about this symbol is unanswered. */
  isPending(symbol: string): boolean
  readonly size: number
}

export const createSubscriptionLedger = (): SubscriptionLedger => {
  const pending = new Map<string, PendingFrame>()
  return {
    get size() {
      return pending.size
    },
    sent: frame => void pending.set(frame.requestId, frame),
    settle(requestId) {
      const id = requestId ?? pending.keys().next().value
      const frame = id === undefined ? undefined : pending.get(id)
      if (frame !== undefined) pending.delete(frame.requestId)
      return frame
    },
    takeOverdue(nowMs) {
      const overdue = [...pending.values()].filter(frame => frame.deadlineMs <= nowMs)
      for (const frame of overdue) pending.delete(frame.requestId)
      return overdue
    },
    isPending(symbol) {
      for (const frame of pending.values()) if (frame.symbols.includes(symbol)) return true
      return false
    },
  }
}

/** Halves a refused frame until the bad symbol stands alone; the good ones get in on the way. */
export const judgeRefusal = (symbols: readonly string[], flows: (symbol: string) => boolean): RefusalVerdict => {
  const confirmed = symbols.filter(flows)
  const doubtful = symbols.filter(symbol => !flows(symbol))
  if (doubtful.length <= 1) return { retry: [], rejected: doubtful[0], confirmed }
  const half = Math.ceil(doubtful.length / 2)
  return { retry: [doubtful.slice(0, half), doubtful.slice(half)], rejected: undefined, confirmed }
}
