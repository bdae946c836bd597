const retryMs = 3_000
const longestRetryMs = 30_000
const shortestSpacingMs = 500
/** Broken again so soon after its repair: the distance between orders doubles. */
const flapMs = 2_000
const mostFlaps = 6

/**
 * When to order a resync of one thing (a book, or a shard at one venue): once when the need arises, again with backoff and
 * jitter while it is not met. Times are monotonic milliseconds.
 */
export class ResyncPlan {
  private dueAtMs = Infinity
  private orderedAtMs = -Infinity
  private metAtMs = -Infinity
  private attempts = 0
  private flaps = 0

  /** True from `need` to `met`. */
  get needed(): boolean {
    return this.dueAtMs !== Infinity
  }

  /** A resync is needed, to be ordered in `delayMs` (0: at once; more: the collector knows and acts by itself). */
  need(nowMs: number, delayMs: number): void {
    if (!this.needed) {
      this.attempts = 0
      this.flaps = nowMs - this.metAtMs < flapMs ? Math.min(this.flaps + 1, mostFlaps) : 0
    }
    const notBeforeMs = this.attempts > 0 ? this.dueAtMs : this.orderedAtMs + shortestSpacingMs * 2 ** this.flaps
    this.dueAtMs = Math.max(Math.min(this.dueAtMs, nowMs + delayMs), notBeforeMs)
  }

  /** No order within `delayMs` from now: somebody has just begun the work. */
  defer(nowMs: number, delayMs: number): void {
    if (this.needed) this.dueAtMs = Math.max(this.dueAtMs, nowMs + delayMs)
  }

  met(nowMs: number): void {
    if (!this.needed) return
    this.dueAtMs = Infinity
    this.metAtMs = nowMs
  }

  /** True when an order is to be given now; the next one is planned at once. `random` is 0 ≤ r < 1. */
  take(nowMs: number, random: number): boolean {
    if (nowMs < this.dueAtMs) return false
    this.dueAtMs = nowMs + Math.min(longestRetryMs, retryMs * 2 ** this.attempts) * (1 + random / 4)
    this.orderedAtMs = nowMs
    this.attempts++
    return true
  }
}
