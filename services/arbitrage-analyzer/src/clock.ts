/** Time as the analyzer sees it; tests bring their own. */
export interface Clock {
  /** µs since the epoch, comparable with the stamps of other processes, never set back while this one runs. */
  readonly nowUs: () => number
  readonly monotonicMs: () => number
  /** Calls back once, in so many ms or shortly after; returns what calls it off. */
  readonly wakeAfter: (delayMs: number, wake: () => void) => () => void
}

export const systemClock: Clock = {
  nowUs: () => Math.round((performance.timeOrigin + performance.now()) * 1_000),
  monotonicMs: () => performance.now(),
  wakeAfter: (delayMs, wake) => {
    const timer = setTimeout(wake, delayMs)
    return () => clearTimeout(timer)
  },
}
