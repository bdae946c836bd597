/** What the venue remembers of one connection beside its subscriptions. */
export interface Session {
  /** Payloads wrapped in {"stream":…,"data":…}. */
  combined: boolean
  /** Times in microseconds. */
  readonly micro: boolean
  /** Client frames in the running second. */
  secondStartMs: number
  framesInSecond: number
  nextPingAtMs: number
  /** Payloads of pings not answered yet, with the time they went out. */
  readonly unanswered: Map<string, number>
  shutdownAnnounced: boolean
}
