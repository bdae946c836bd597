const BUCKET_MS = 15_000

/**
 * The gateway's clock, from the stamps on its messages. The message with the least delay of the last 15 to 30 s sets the
 * offset, so that a congested moment does not shift it. Measured against the monotonic clock: setting the computer's
 * clock does not matter, and after sleep (when that clock stood) the first message already corrects it.
 */
export class ServerClock {
  private current = -Infinity
  private previous = -Infinity
  private bucketEndMs = -Infinity

  /** Takes a message stamped `serverMs` that arrived at `nowMs` (monotonic). Returns its delay beyond the least one, ms. */
  observe(serverMs: number, nowMs: number): number {
    if (nowMs >= this.bucketEndMs) {
      this.previous = this.current
      this.current = -Infinity
      this.bucketEndMs = nowMs + BUCKET_MS
    }
    this.current = Math.max(this.current, serverMs - nowMs)
    return nowMs + this.offset() - serverMs
  }

  /** Server time in epoch ms at `nowMs` (monotonic); NaN before the first message. */
  at(nowMs: number): number {
    const offset = this.offset()
    return offset === -Infinity ? NaN : nowMs + offset
  }

  private offset(): number {
    return Math.max(this.current, this.previous)
  }
}
