import type { ControlFrame } from './venue.ts'

export type ControlKind = 'subscribe' | 'unsubscribe'

/** A control frame on its way, until the venue answers it. */
export interface PendingFrame extends Pick<ControlFrame, 'requestId' | 'symbols' | 'answersPerSymbol'> {
  readonly kind: ControlKind
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
  /**
   * An answer to a whole frame; `symbols` are those that were still unanswered. Answers without an id belong to the oldest
   * open request: venues answer in order on one connection.
   */
  settle(requestId: string | undefined): PendingFrame | undefined
  /**
   * One answer about one symbol: of the frame named, or, when the id is unknown, of the oldest in which the symbol is open.
   * Undefined when nothing was asked about it any more.
   */
  settleSymbol(requestId: string | undefined, symbol: string): PendingFrame | undefined
  /** No answer about this symbol is awaited any more. */
  close(symbol: string, kind: ControlKind): void
  /** Takes out every frame whose answer is late, with the symbols that are unanswered. */
  takeOverdue(nowMs: number): PendingFrame[]
  /** A frame was dropped for speed, which one nobody knows: what is unanswered was not ignored. */
  forgive(): void
  /** Whether an answer about this symbol is awaited. */
  isPending(symbol: string): boolean
  readonly size: number
}

interface OpenFrame {
  frame: PendingFrame
  /** Answers still awaited, by symbol. */
  readonly open: Map<string, number>
}

export const createSubscriptionLedger = (): SubscriptionLedger => {
  const pending = new Map<string, OpenFrame>()

  const frameOf = (requestId: string | undefined, symbol: string): OpenFrame | undefined => {
    const named = requestId === undefined ? undefined : pending.get(requestId)
    if (named !== undefined) return named
    for (const entry of pending.values()) if (entry.open.has(symbol)) return entry
    return undefined
  }
  const unanswered = ({ frame, open }: OpenFrame): PendingFrame => ({ ...frame, symbols: [...open.keys()] })
  const closeIn = ({ frame, open }: OpenFrame, symbol: string): void => {
    if (open.delete(symbol) && open.size === 0) pending.delete(frame.requestId)
  }

  return {
    get size() {
      return pending.size
    },
    sent(frame) {
      const answers = frame.answersPerSymbol ?? 1
      pending.set(frame.requestId, { frame, open: new Map(frame.symbols.map(symbol => [symbol, answers])) })
    },
    settle(requestId) {
      const id = requestId ?? pending.keys().next().value
      const entry = id === undefined ? undefined : pending.get(id)
      if (entry === undefined) return undefined
      pending.delete(entry.frame.requestId)
      return unanswered(entry)
    },
    settleSymbol(requestId, symbol) {
      const entry = frameOf(requestId, symbol)
      const left = entry?.open.get(symbol)
      if (entry === undefined || left === undefined) return undefined
      if (left > 1) entry.open.set(symbol, left - 1)
      else closeIn(entry, symbol)
      return entry.frame
    },
    close(symbol, kind) {
      for (const entry of pending.values()) if (entry.frame.kind === kind) closeIn(entry, symbol)
    },
    takeOverdue(nowMs) {
      const overdue = [...pending.values()].filter(({ frame }) => frame.deadlineMs <= nowMs)
      for (const { frame } of overdue) pending.delete(frame.requestId)
      return overdue.map(unanswered)
    },
    forgive() {
      for (const entry of pending.values())
        entry.frame = { ...entry.frame, attempt: Math.max(0, entry.frame.attempt - 1) }
    },
    isPending(symbol) {
      for (const { open } of pending.values()) if (open.has(symbol)) return true
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
