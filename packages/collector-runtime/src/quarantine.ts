/** Symbols the venue does not carry or refused. Each is tried again slowly, and never at the others' expense. Pure. */
export interface Quarantine {
  /** True when the symbol is new here or its reason changed: worth telling downstream. */
  reject(symbol: string, reason: string, nowMs: number): boolean
  /** Symbols whose retry is due; each is moved to its next, later retry. */
  takeDue(nowMs: number): string[]
  release(symbol: string): boolean
  reasonOf(symbol: string): string | undefined
  readonly symbols: ReadonlyMap<string, { readonly reason: string }>
}

export interface QuarantineOptions {
  readonly firstRetryMs: number
  readonly maxRetryMs: number
}

export const quarantineRetry: QuarantineOptions = { firstRetryMs: 60_000, maxRetryMs: 1_800_000 }

interface Entry {
  reason: string
  retryAtMs: number
  retryMs: number
}

export const createQuarantine = (options: QuarantineOptions): Quarantine => {
  const entries = new Map<string, Entry>()
  return {
    symbols: entries,
    reasonOf: symbol => entries.get(symbol)?.reason,
    reject(symbol, reason, nowMs) {
      const known = entries.get(symbol)
      if (known === undefined) {
        entries.set(symbol, { reason, retryAtMs: nowMs + options.firstRetryMs, retryMs: options.firstRetryMs })
        return true
      }
      const changed = known.reason !== reason
      known.reason = reason
      return changed
    },
    takeDue(nowMs) {
      const due: string[] = []
      for (const [symbol, entry] of entries) {
        if (entry.retryAtMs > nowMs) continue
        entry.retryMs = Math.min(options.maxRetryMs, entry.retryMs * 2)
        entry.retryAtMs = nowMs + entry.retryMs
        due.push(symbol)
      }
      return due
    },
    release: symbol => entries.delete(symbol),
  }
}
