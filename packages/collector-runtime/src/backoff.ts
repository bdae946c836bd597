/** Growing waits with full jitter. Pure: the caller brings randomness and decides what earns a reset. */
export interface Backoff {
  /** Wait before the next attempt; each call counts as one more failure. */
  nextDelayMs(): number
  reset(): void
  readonly failures: number
}

export interface BackoffOptions {
  readonly baseMs: number
  readonly maxMs: number
  /** In [0, 1). */
  readonly random: () => number
}

export const createBackoff = (options: BackoffOptions): Backoff => {
  let failures = 0
  return {
    get failures() {
      return failures
    },
    nextDelayMs() {
      const ceiling = Math.min(options.maxMs, options.baseMs * 2 ** Math.min(failures, 30))
      failures++
      // A tenth of the ceiling is kept, so that a server that accepts and drops never gets a hot loop from lucky draws.
      return Math.round(ceiling * (0.1 + 0.9 * options.random()))
    },
    reset() {
      failures = 0
    },
  }
}
