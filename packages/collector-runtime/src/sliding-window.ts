/** At most `capacity` events in any `windowMs`, wherever the window is laid. Pure: the caller brings the (monotonic) clock. */
export interface SlidingWindow {
  /** Milliseconds until one more event fits; 0: now. */
  waitMs(nowMs: number): number
  /** Counts an event, also one that did not ask first (a pong the socket sends by itself). */
  record(nowMs: number): void
  /** Events in the window that ends now. */
  used(nowMs: number): number
  /** Other instances share the limit: from now on `capacity` is this. At least 1. */
  resize(capacity: number): void
}

export const createSlidingWindow = (initialCapacity: number, windowMs: number): SlidingWindow => {
  let capacity = Math.max(1, Math.floor(initialCapacity))
  const times: number[] = []
  const forget = (nowMs: number): void => {
    let expired = 0
    while (expired < times.length && (times[expired] ?? 0) <= nowMs - windowMs) expired++
    if (expired > 0) times.splice(0, expired)
  }
  return {
    waitMs(nowMs) {
      forget(nowMs)
      if (times.length < capacity) return 0
      const blocking = times[times.length - capacity] ?? nowMs
      return Math.max(1, blocking + windowMs - nowMs)
    },
    record(nowMs) {
      forget(nowMs)
      times.push(nowMs)
    },
    used(nowMs) {
      forget(nowMs)
      return times.length
    },
    resize(next) {
      capacity = Math.max(1, Math.floor(next))
    },
  }
}
